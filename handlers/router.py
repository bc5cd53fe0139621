"""Which handler hears what a person did. Two tables say everything, and who may do it; the rest is refused."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handlers import (
    announcing,
    away,
    begin,
    broadcasting,
    checklist,
    clean,
    decide,
    digest,
    digest_parts,
    folding,
    follow,
    goals,
    hastening,
    health,
    heartbeat,
    inviting,
    joining,
    linking,
    menus,
    merge_dialog,
    nominate,
    notices,
    paging,
    people,
    pilots,
    progress,
    publishing,
    queue,
    record,
    remind,
    replicate,
    review,
    rooms,
    staff,
    subscribing,
    undo,
    voting,
)
from handlers.messages import InputKind
from handlers.pictures import asked
from handlers.questions import Typed
from handlers.talk import Talk, ask
from handlers.telling import Pieces
from handlers.turn import Turn
from handlers.workflow import may_see
from storage import audit, nominations
from storage.models import Nomination, Role

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


@dataclass(frozen=True)
class Action:
    """What a button does; its arguments are checked before the handler sees them."""

    handler: Callable[..., None]
    arguments: tuple[type, ...]
    who: frozenset[Role] = EVERYONE
    spare: int = 0  # how many of the last arguments may be missing


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


def _new(turn: Turn, what: str, rest: str = "") -> None:
    ref = _number(rest)
    if what == "new":
        begin.begin(turn, begin.given_by(turn, rest))
    elif what != "go" or ref is None:
        _refuse(turn, "refused.unknown_button", f"n:{what}:{rest}")
    elif nomination := nominate.mine(turn, ref):
        begin.go_on(turn, nomination)
    else:
        _closed(turn, ref)


def _closed(turn: Turn, ref: int) -> None:
    """Answer a button of a form that is closed; to reach for somebody else's is on the record."""
    nomination = turn.session.get(Nomination, ref)
    if nomination is None or nomination.nominator_id == turn.person.id:
        turn.toast("form.closed", alert=True)
    elif may_see(turn.person, nomination):
        review.explain_closed(turn, nomination)
    else:
        _refuse(turn, "form.closed", f"draft {ref}")


def _in_form(of_review: Callable[..., None], of_citizen: Callable[..., None]) -> Callable[..., None]:
    """Return the handler of a form's button: a reviewer's dialog and a citizen's draft share the buttons."""

    def hear(turn: Turn, ref: int, *what: str) -> None:
        talk, nomination = decide.talk_of(turn), nominate.mine(turn, ref)
        if talk and talk.ref == ref:
            of_review(turn, talk, *what)
        elif nomination:
            of_citizen(turn, nomination, *what)
        else:
            _closed(turn, ref)

    return hear


ACTIONS = {
    "n": Action(_new, (str, str), spare=1),
    "a": Action(_in_form(decide.press, nominate.press), (int, str, str)),
    "c": Action(_in_form(decide.control, nominate.control), (int, str, str)),
    "j": Action(_in_form(decide.jump, nominate.jump), (int, str)),
    "l": Action(people.set_language, (str,)),
    "m": Action(paging.show, (int,)),
    "lc": Action(linking.new_code, ()),
    "x": Action(joining.link, (str, str)),
    "u": Action(linking.confirm_unlink, (int,)),
    "uu": Action(linking.unlink, (int,)),
    "t": Action(progress.show_fields, ()),
    "sd": Action(digest_parts.show, (str, str, int), REVIEWERS, spare=1),
    "ht": Action(goals.show_communes, (int,)),
    "r": Action(decide.begin_move, (str, int, int), REVIEWERS),
    "o": Action(review.open_card, (int,), REVIEWERS),
    "v": Action(review.show_files, (int,), REVIEWERS),
    "w": Action(review.show_story, (int,), REVIEWERS),
    "q": Action(queue.show, (int,), REVIEWERS),
    "h": Action(pilots.show, (int,), REVIEWERS),
    "ho": Action(pilots.choose_owner, (int,), REVIEWERS),
    "hp": Action(pilots.set_owner, (int, int), REVIEWERS),
    "hd": Action(pilots.choose_date, (int,), REVIEWERS),
    "hn": Action(pilots.put_off, (int, int), REVIEWERS),
    "hr": Action(replicate.begin, (int,)),
    "hc": Action(replicate.settle, (int, str), REVIEWERS),
    "hb": Action(heartbeat.answer, (int, str), REVIEWERS),
    "hq": Action(heartbeat.ask_again, (int,), REVIEWERS),
    "hw": Action(heartbeat.begin_words, (int,), REVIEWERS),
    "bn": Action(decide.after(broadcasting.compose), (), ADMINS),
    "bp": Action(broadcasting.pause, (int,), ADMINS),
    "br": Action(broadcasting.resume, (int,), ADMINS),
    "bc": Action(broadcasting.stop, (int,), ADMINS),
    "bx": Action(broadcasting.cancel, (int,), ADMINS),
    "da": Action(voting.abstain, (int, int), REVIEWERS),
    "dr": Action(voting.confirm_recusal, (int, int), REVIEWERS),
    "dx": Action(voting.recuse, (int, int), REVIEWERS),
    "dv": Action(away.begin, (str, str, int), REVIEWERS),
    "de": Action(away.end, (), REVIEWERS),
    "dm": Action(decide.after(inviting.choose), (str,), ADMINS),
    "ds": Action(staff.open_member, (int,), ADMINS),
    "dq": Action(decide.after(staff.change_scope), (int,), ADMINS),
    "dl": Action(staff.change_level, (int, str), ADMINS),
    "dp": Action(staff.change_lead, (int,), ADMINS),
    "e": Action(checklist.open_, (int,), REVIEWERS),
    "et": Action(checklist.toggle, (int, str, int), REVIEWERS),
    "f": Action(folding.open_, (int,), REVIEWERS),
    "ec": Action(checklist.close, (int,), REVIEWERS),
    "en": Action(decide.begin_note, (int,), REVIEWERS),
    "ef": Action(hastening.propose, (int, int), REVIEWERS),
    "eu": Action(undo.undo, (int, int), REVIEWERS),
    "es": Action(undo.send_now, (int, int), REVIEWERS),
    "ea": Action(announcing.announce, (int,), REVIEWERS),
    "g": Action(merge_dialog.compare, (int, int), REVIEWERS),
    "gg": Action(merge_dialog.merge, (int, int, int, int), REVIEWERS),
    "gn": Action(merge_dialog.leave, (), REVIEWERS),
    "gt": Action(merge_dialog.show_testimonies, (int, int), REVIEWERS),
    "gu": Action(merge_dialog.confirm_unmerge, (int, int), REVIEWERS),
    "gx": Action(merge_dialog.unmerge, (int, int), REVIEWERS),
    "i": Action(remind.choose, (int,), REVIEWERS),
    "is": Action(remind.put_off, (int, str), REVIEWERS),
    "id": Action(remind.drop, (int,), REVIEWERS),
    "iv": Action(away.hear, (), REVIEWERS),
    "p": Action(notices.switch, (str, int)),
    "pa": Action(notices.switch_all, (int,)),
    "pq": Action(notices.choose_quiet, ()),
    "pt": Action(notices.set_quiet, (str, str), spare=1),
    "ys": Action(subscribing.subscribe, ()),
    "yu": Action(subscribing.unsubscribe, ()),
    "yg": Action(rooms.decide, (int, str), ADMINS),
    "yn": Action(decide.begin_publishing, (int,), REVIEWERS),
    "yx": Action(publishing.withdraw, (int,), REVIEWERS),
    "yp": Action(asked.show, (str,), REVIEWERS),
    "k": Action(staff.confirm_revoke, (int,), ADMINS),
    "kk": Action(staff.revoke, (int,), ADMINS),
}

PAYLOAD = re.compile(r"[a-z]{1,2}(?::[A-Za-z0-9_-]{0,40}){0,4}", re.ASCII)
WORD = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)


def handle(turn: Turn) -> None:
    """Hear one thing a person did."""
    match turn.given.kind:
        case InputKind.PRESS:
            press(turn, turn.given.text)
        case InputKind.TEXT:
            _text(turn)
        case InputKind.UNSUPPORTED:
            _unsupported(turn)
        case _:
            _to_talk(turn)


def press(turn: Turn, data: str) -> None:
    """Do what a button says, if this person may; whatever is forged or damaged does nothing."""
    name, *given = data.split(":") if PAYLOAD.fullmatch(data) else ("",)
    action = ACTIONS.get(name)
    arguments = list(_arguments(action, given)) if action else []
    if action is None or not len(action.arguments) - action.spare <= len(arguments) == len(given):
        _refuse(turn, "refused.unknown_button", data)
    elif turn.person.role not in action.who:
        _refuse(turn, "refused.not_reviewer", name)
    else:
        action.handler(turn, *arguments)


def _arguments(action: Action, given: list[str]) -> Iterator[str | int]:
    for kind, text in zip(action.arguments, given, strict=False):
        value = text if kind is str else _number(text)
        if value is not None:
            yield value


def _number(text: str) -> int | None:
    """Return the number that a button carries; one longer than any of ours is forged."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None


def _refuse(turn: Turn, key: str, what: str) -> None:
    audit.record(turn.session, "refused", turn.now, person=turn.person, reason=f"{key}: {what[:64]!a}")
    turn.toast(key, alert=True)


def _text(turn: Turn) -> None:
    if turn.given.forwarded:  # somebody else's words are a story, never a command
        _to_talk(turn)
    elif word := WORD.fullmatch(turn.given.text.strip()):
        _command(turn, word[1].lower(), (word[2] or "").strip())
    elif code := _code(turn):
        joining.by_code(turn, code)
    elif chosen := menus.chosen(turn.account.menu, turn.given.text):
        press(turn, chosen)
    elif notices.is_being_asked(turn) and notices.read(turn.given.text):
        notices.hear(turn, turn.given.text)
    elif nomination := people.named(turn):
        review.open_card(turn, nomination.id)
    elif spoken := _spoken(turn):
        _command(turn, *spoken)
    elif _is_stray_number(turn):
        paging.again(turn, turn.given.text.strip())
    else:
        _to_talk(turn)


def _code(turn: Turn) -> str | None:
    """Return the code that was typed; one without its "MA" may also be the answer to a question: 2345-QD."""
    code = joining.read_code(turn.given.text)
    return None if code and joining.is_bare(turn.given.text) and _talk(turn) else code


def _spoken(turn: Turn) -> tuple[str, str] | None:
    """Return the command that words are without a slash; where commands can be tapped nobody needs that."""
    if not turn.is_plain:
        return None
    words = clean.fold(turn.given.text).replace(" ", "")
    first, _, rest = turn.given.text.strip().partition(" ")
    for command in COMMANDS:
        if words in {command.vi, command.en}:
            return words, ""
        if command.asks and turn.person.role in command.who and clean.fold(first) in {command.vi, command.en}:
            return command.vi, rest
    return None


def _is_stray_number(turn: Turn) -> bool:
    """Say whether a number was meant for a menu that lacks it; where words are asked for it may be the answer."""
    if not (turn.is_plain and turn.account.menu and menus.number_in(clean.fold(turn.given.text))):
        return False
    talk = _talk(turn)
    return talk is None or not isinstance(talk.form[talk.draft.cursor], Typed | Pieces)


def _command(turn: Turn, word: str, rest: str) -> None:
    command = next((one for one in COMMANDS if word in {one.vi, one.en}), None)
    if command is None:
        turn.reply("people.unknown_command")
    elif turn.person.role not in command.who:
        _refuse(turn, "refused.not_reviewer", word)
    else:
        command.handler(turn, rest)


def _talk(turn: Turn) -> Talk | None:
    """Return the form that this person is filling in."""
    nomination = nominate.current(turn) or nominate.asked_overnight(turn)
    return decide.talk_of(turn) or (nominate.talk_about(turn, nomination) if nomination else None)


def _unsupported(turn: Turn) -> None:
    """Say what does work, where a channel keeps to itself what was sent, and ask the open question again."""
    turn.reply("people.unsupported")
    if talk := _talk(turn):
        ask(turn, talk, talk.draft)


def _to_talk(turn: Turn) -> None:
    if turn.person.id in turn.unheard:
        turn.reply("people.asked_first")
        return
    talk = decide.talk_of(turn)
    nomination = nominate.current(turn) or nominate.asked_overnight(turn)
    if talk:
        decide.hear(turn, talk)
    elif nomination:
        nominate.hear(turn, nomination)
    elif turn.given.kind is InputKind.EDITED:
        _edited_later(turn)
    else:
        people.lost(turn)


def _edited_later(turn: Turn) -> None:
    """Say that a message edited after the story was sent changes nothing any more."""
    if nominations.sent_by(turn.session, turn.person, 1):
        turn.reply("form.edit_too_late")
