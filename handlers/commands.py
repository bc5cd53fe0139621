"""Every word after a slash, who may use it, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers import (
    announcing,
    away,
    begin,
    broadcasting,
    decide,
    digest,
    follow,
    hastening,
    health,
    inviting,
    linking,
    nominate,
    notices,
    people,
    pilots,
    progress,
    queue,
    record,
    remind,
    replicate,
    staff,
    subscribing,
)
from handlers.turn import Turn
from storage import nominations
from storage.models import Role

EVERYONE = frozenset(Role)
REVIEWERS = frozenset({Role.REVIEWER, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})


@dataclass(frozen=True)
class Command:
    """A word after the slash, in both languages."""

    vi: str
    en: str
    handler: Callable[[Turn, str], None]
    who: frozenset[Role] = EVERYONE
    listed: bool = True
    asks: bool = False  # for words after it

    @property
    def key(self) -> str:
        return f"command.{self.en}"


def _resume(turn: Turn, _rest: str) -> None:
    if not begin.offer_to_resume(turn):
        people.welcome(turn)


def _cancel(turn: Turn, _rest: str) -> None:
    talk, drafts = decide.talk_of(turn), nominations.open_of(turn.session, turn.person)
    nomination = nominate.current(turn) or next(iter(drafts), None)
    if talk:
        decide.control(turn, talk, talk.draft.cursor, "cancel")
    elif nomination:
        nominate.control(turn, nomination, "", "cancel")
    else:
        turn.reply("people.nothing_to_cancel")


COMMANDS: tuple[Command, ...] = (
    Command("choduyet", "queue", lambda turn, _rest: queue.show(turn), REVIEWERS),
    Command("tim", "find", queue.find, REVIEWERS, asks=True),
    Command("diemsang", "pilots", lambda turn, _rest: pilots.show(turn), REVIEWERS),
    Command("dotxuat", "urgent", hastening.show, REVIEWERS),
    Command("congbo", "announce", announcing.show, REVIEWERS),
    Command("gioithieu", "nominate", begin.begin_or_resume),
    Command("tieptuc", "continue", _resume),
    Command("trangthai", "status", follow.status),
    Command("tiendo", "progress", progress.show),
    Command("nhanrong", "replicate", replicate.begin_with, asks=True),
    Command("dangky", "subscribe", subscribing.subscribe),
    Command("huydangky", "unsubscribe", subscribing.unsubscribe),
    Command("huy", "cancel", _cancel),
    Command("ngonngu", "language", people.choose_language),
    Command("lienket", "link", linking.show),
    Command("nhacnho", "notices", notices.hear, asks=True),
    Command("trogiup", "help", people.help_),
    Command("batdau", "start", people.start, listed=False),
    Command("vang", "away", away.hear, REVIEWERS, asks=True),
    Command("nhac", "remind", remind.hear, REVIEWERS, asks=True),
    Command("moi", "invite", inviting.show, ADMINS),
    Command("lichsu", "history", record.show, ADMINS, asks=True),
    Command("guitin", "broadcast", decide.after(broadcasting.show), ADMINS),
    Command("canbo", "reviewers", staff.show, ADMINS),
    Command("suckhoe", "health", health.show, ADMINS),
    Command("xemtruoc", "preview", digest.preview, ADMINS),
)
