"""Every button: what it carries, who may press it, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers import (
    announcing,
    away,
    begin,
    broadcasting,
    checklist,
    decide,
    digest_parts,
    folding,
    goals,
    hastening,
    heartbeat,
    inviting,
    joining,
    linking,
    merge_dialog,
    nominate,
    notices,
    paging,
    people,
    pilots,
    progress,
    publishing,
    queue,
    remind,
    replicate,
    review,
    rooms,
    staff,
    subscribing,
    undo,
    voting,
)
from handlers.commands import ADMINS, EVERYONE, REVIEWERS
from handlers.pictures import asked
from handlers.turn import Turn
from handlers.workflow import may_see
from storage import audit
from storage.models import Nomination, Role


@dataclass(frozen=True)
class Action:
    """What a button does; its arguments are checked before the handler sees them."""

    handler: Callable[..., None]
    arguments: tuple[type, ...]
    who: frozenset[Role] = EVERYONE
    spare: int = 0  # how many of the last arguments may be missing


def _new(turn: Turn, what: str, rest: str = "") -> None:
    ref = number(rest)
    if what == "new":
        begin.begin(turn, begin.given_by(turn, rest))
    elif what != "go" or ref is None:
        refuse(turn, "refused.unknown_button", f"n:{what}:{rest}")
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
        refuse(turn, "form.closed", f"draft {ref}")


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


def number(text: str) -> int | None:
    """Return the number that a button carries; one longer than any of ours is forged."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None


def refuse(turn: Turn, key: str, what: str) -> None:
    """Do nothing, say why, and put it on the record: somebody reached for what is not theirs, or for nothing at all."""
    audit.record(turn.session, "refused", turn.now, person=turn.person, reason=f"{key}: {what[:64]!a}")
    turn.toast(key, alert=True)
