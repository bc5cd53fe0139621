"""Reviewers decide in chat: reasons, previews, confirmations. The right to act is checked at the act."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers import (
    asking,
    ballot,
    broadcasting,
    checklist,
    goals,
    heartbeat,
    inviting,
    moves,
    news,
    noting,
    publishing,
    replicate,
    scan,
    scene,
    staff,
    undo,
    voting,
)
from handlers.after_forms import BROADCAST, HEARTBEAT, REPLICATE
from handlers.drafts import given_from
from handlers.form import Draft, step
from handlers.given import BACK, SKIP, Jump, Press
from handlers.publish_form import FORM as PUBLISH
from handlers.review import pass_on, readable, refuse
from handlers.talk import Talk, answer, ask, revise
from handlers.turn import Turn
from handlers.wording import Html, unquoted
from handlers.workflow import MOVES, NotAllowed
from storage import audit
from storage.models import Nomination, Person

Dialog = Callable[[Turn, dict[str, Any], Draft], Talk]


def begin_move(turn: Turn, action: str, ref: int, version: int) -> None:
    """Ask for what a move needs: a reason, a confirmation, the number of a decision."""
    nomination = turn.session.get(Nomination, ref)
    if nomination is None or nomination.code is None or action not in MOVES or action not in turn.desk.forms:
        turn.toast("refused.gone", alert=True)
        return
    if _refused(turn, action, nomination, version):
        return
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    draft = turn.desk.forms[action].start({"language": citizen.language})
    talk = DECISION(turn, {"form": action, "id": ref, "version": version}, draft)
    talk.save(draft)
    ask(turn, talk, draft)


def _refused(turn: Turn, action: str, nomination: Nomination, version: int) -> bool:
    """Say what is true now when a move cannot be made, and bring the reviewer's cards up to date."""
    try:
        moves.check(turn, action, nomination)
        ballot.check(turn, action, turn.person, nomination)
        if nomination.version == version:
            return False
        key = "refused.changed"
    except NotAllowed as refusal:
        key = refusal.key
    to_tick = key == "refused.not_clear"
    refuse(turn, action, key, nomination, card=not to_tick)
    if to_tick:
        checklist.show(turn, nomination)
    return True


def begin_note(turn: Turn, ref: int) -> None:
    """Ask for a note that only reviewers read."""
    nomination = readable(turn, ref)
    if nomination is None:
        return
    if nomination.nominator_id == turn.person.id:
        refuse(turn, audit.NOTE, "refused.own", nomination)
        return
    about = {"form": audit.NOTE, "id": ref, "version": nomination.version}
    talk = OTHERS[audit.NOTE](turn, about, turn.desk.forms[audit.NOTE].start())
    talk.save(talk.draft)
    ask(turn, talk, talk.draft)


def begin_publishing(turn: Turn, ref: int) -> None:
    """Ask who agreed that a story is shown to the public, and what is to be read of it."""
    if nomination := publishing.may_begin(turn, ref):
        about = {"form": PUBLISH, "id": ref, "version": nomination.version}
        talk = OTHERS[PUBLISH](turn, about, turn.desk.forms[PUBLISH].start())
        talk.save(talk.draft)
        ask(turn, talk, talk.draft)


def talk_of(turn: Turn) -> Talk | None:
    """Return what a reviewer is being asked just now."""
    about = turn.person.scene
    return OTHERS.get(about["form"], DECISION)(turn, about, scene.draft_of(about)) if about else None


def _dialog(finish: Callable[..., None], values: Callable[..., dict[str, Any]]) -> Dialog:
    """Return how a dialog is taken up: what becomes of it, and what its sentences say."""
    return lambda turn, about, draft: Talk(
        form=turn.desk.forms[about["form"]],
        ref=about["id"],
        draft=draft,
        save=lambda changed: scene.save(turn, about, changed),
        finish=lambda then, finished: finish(then, about, finished),
        values=lambda then, shown: values(then, about, shown),
        about=turn.session.get(Nomination, about["id"]) if about["id"] else None,
    )


def after(begin: Callable[..., bool]) -> Callable[..., None]:
    """Return a handler that begins a dialog and, if there is one to begin, asks its first question."""

    def hear(turn: Turn, *arguments: Any) -> None:
        if begin(turn, *arguments) and (talk := talk_of(turn)):
            ask(turn, talk, talk.draft)

    return hear


def hear(turn: Turn, talk: Talk) -> None:
    given = given_from(turn.given)
    if _is_to_come(turn, step(talk.form, talk.draft, given)[0]):
        turn.reply("refused.future_date")
        ask(turn, talk, talk.draft)
    elif not scan.hear(turn, talk, given):
        answer(turn, talk, given)


def _is_to_come(turn: Turn, draft: Draft) -> bool:
    """Say whether a decision would be dated after today; a form knows no clock."""
    return str(draft.answers.get("date", "")) > turn.desk.calendar.local(turn.now).date().isoformat()


def press(turn: Turn, talk: Talk, key: str, value: str) -> None:
    if key == talk.draft.cursor:
        answer(turn, talk, Press(value))
    else:
        turn.toast("form.stale")
        ask(turn, talk, talk.draft)


def control(turn: Turn, talk: Talk, key: str, word: str) -> None:
    if word == "cancel":
        scan.forget(turn, talk)
        turn.person.scene = None
        turn.close_menu()
        turn.reply(talk.cancelled)
    elif word == "keep":
        ask(turn, talk, talk.draft)
    elif key != talk.draft.cursor:
        turn.toast("form.stale")
        ask(turn, talk, talk.draft)
    elif word == "revise":
        revise(turn, talk)
    elif word in {"back", "skip"}:
        answer(turn, talk, BACK if word == "back" else SKIP)


def jump(turn: Turn, talk: Talk, key: str) -> None:
    if key in talk.form.keys:
        answer(turn, talk, Jump(key))


def _preview(turn: Turn, about: dict[str, Any], draft: Draft) -> dict[str, Any]:
    """Return what a summary shows: above all the words that the citizen will read."""
    nomination = turn.session.get_one(Nomination, about["id"])
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    values: dict[str, Any] = {
        "code": nomination.code,
        "nominee": nomination.nominee,
        "year": str(turn.desk.calendar.local(turn.now).year),
    }
    if draft.cursor == "summary":
        given = asking.worded(turn, citizen, draft.answers)
        message = _message(turn, nomination, about["form"], citizen, given)
        values.update(message=message, **{key: str(value) for key, value in given.items()})
        values["scan"] = scan.words(turn, draft)
    return values


def _message(turn: Turn, nomination: Nomination, action: str, citizen: Person, given: dict[str, Any]) -> Html:
    """Return the words that the citizen will read."""
    if action not in news.OUTCOMES or (action == "reopen" and not news.is_out(turn, nomination)):
        return turn.words(turn.person, "review.told_nothing")
    words = turn.words(citizen, news.key(action, given), **news.values(turn, nomination, given))
    return unquoted(words)


def _note(turn: Turn, about: dict[str, Any], draft: Draft) -> None:
    turn.person.scene = None
    if nomination := readable(turn, about["id"]):
        noting.keep(turn, nomination, draft.answers["note"])


def _decide(turn: Turn, about: dict[str, Any], draft: Draft) -> None:
    """Do what a reviewer decided, tell the citizen and the other reviewers."""
    turn.person.scene = None
    action = about["form"]
    # Read anew under the lock: another process may have decided since this transaction first saw the row.
    nomination = turn.session.get_one(Nomination, about["id"], with_for_update=True, populate_existing=True)
    if _refused(turn, action, nomination, about["version"]):
        return
    turn.close_menu()
    decided = ballot.take(turn, nomination, action, draft.answers)
    if decided is None:
        voting.tell(turn, nomination)
        return
    _make(turn, nomination, *decided)


def _make(turn: Turn, nomination: Nomination, action: str, given: Mapping[str, Any]) -> None:
    """Make the move; whoever never heard of a decision need not hear that it is open again."""
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    answers = asking.worded(turn, citizen, given)
    unheard = action not in news.OUTCOMES or (action == "reopen" and undo.take_news_back(turn, nomination))
    moves.make(turn, nomination, action, answers)
    if action == scan.FORM:
        scan.settle(turn, nomination, answers)
    if action == "reopen" and unheard:
        nomination.before = None
    elif not (unheard or nomination.unannounced_at):
        news.tell(turn, nomination, action, answers, news.delay(turn))
    _confirm(turn, nomination, action, unheard=unheard)
    if action == "pilot":
        goals.cheer(turn, nomination)
    pass_on(turn, nomination, action)


def _confirm(turn: Turn, nomination: Nomination, action: str, *, unheard: bool) -> None:
    """Say what was done, and how it can be taken back."""
    told = turn.words(turn.person, "review.told_nothing") if unheard else undo.told_words(turn, nomination)
    key = "review.done_urgent" if action == "approve" and nomination.urgent else f"review.done_{action}"
    buttons = undo.buttons(turn, nomination) if nomination.before else []
    turn.reply(key, buttons=buttons, code=nomination.code, told=told)


DECISION = _dialog(_decide, _preview)
OTHERS: dict[str, Dialog] = {
    audit.NOTE: _dialog(_note, _preview),
    REPLICATE: replicate.talk,
    HEARTBEAT: heartbeat.talk,
    PUBLISH: _dialog(publishing.finish, publishing.values),
    BROADCAST: _dialog(broadcasting.finish, broadcasting.values),
    "invite": _dialog(inviting.finish, inviting.values),
    "scope": _dialog(staff.finish, staff.values),
}
