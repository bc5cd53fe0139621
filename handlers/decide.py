"""Reviewers decide in chat: reasons, previews, confirmations. The right to act is checked at the act."""

from dataclasses import replace
from typing import Any

from handlers.drafts import given_from, save
from handlers.form import Draft, step
from handlers.given import BACK, SKIP, Jump, Press
from handlers.messages import Button
from handlers.review import refresh_cards, refuse
from handlers.talk import Talk, answer, ask, revise
from handlers.turn import Turn
from handlers.wording import Html
from handlers.workflow import NotAllowed, check_move
from storage import audit
from storage.counters import count_move
from storage.models import Event, Nomination, Person, Status

# What a citizen hears of each move: nomination.<outcome>.
OUTCOMES = {
    "approve": "approved",
    "ask_more": "needs_info",
    "decline": "declined",
    "pilot": "piloting",
    "recognise": "recognised",
}


def begin_move(turn: Turn, action: str, ref: int, version: int) -> None:
    """Ask for what a move needs: a reason, a confirmation, the number of a decision."""
    nomination = turn.session.get(Nomination, ref)
    if nomination is None or nomination.code is None or action not in OUTCOMES:
        turn.toast("refused.gone", alert=True)
        return
    if _refused(turn, action, nomination, version):
        return
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    draft = turn.desk.forms[action].start({"language": citizen.language})
    talk = _talk(turn, {"form": action, "id": ref, "version": version}, draft)
    talk.save(draft)
    ask(turn, talk, draft)


def _refused(turn: Turn, action: str, nomination: Nomination, version: int) -> bool:
    """Say what is true now when a move cannot be made, and bring the reviewer's cards up to date."""
    try:
        check_move(action, turn.person, nomination)
        if nomination.version == version:
            return False
        key = "refused.changed"
    except NotAllowed as refusal:
        key = refusal.key
    refuse(turn, action, key, nomination)
    return True


def talk_of(turn: Turn) -> Talk | None:
    """Return what a reviewer is being asked just now."""
    scene = turn.person.scene
    if not scene:
        return None
    row = scene["draft"]
    draft = Draft(row["answers"], row["cursor"], given=tuple(row["given"]), returning=row["returning"])
    return _talk(turn, scene, draft)


def _talk(turn: Turn, scene: dict[str, Any], draft: Draft) -> Talk:
    return Talk(
        form=turn.desk.forms[scene["form"]],
        ref=scene["id"],
        draft=draft,
        save=lambda changed: _save_scene(turn, scene, changed),
        finish=lambda turn, finished: _decide(turn, scene, finished),
        values=lambda turn, shown: _preview(turn, scene, shown),
    )


def _save_scene(turn: Turn, scene: dict[str, Any], draft: Draft) -> None:
    row = {
        "answers": dict(draft.answers),
        "cursor": draft.cursor,
        "given": list(draft.given),
        "returning": draft.returning,
    }
    turn.person.scene = {**scene, "draft": row}


def hear(turn: Turn, talk: Talk) -> None:
    given = given_from(turn.given)
    if _is_to_come(turn, step(talk.form, talk.draft, given)[0]):
        turn.reply("refused.future_date")
        ask(turn, talk, talk.draft)
    else:
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
        turn.person.scene = None
        turn.close_menu()
        turn.reply("review.cancelled")
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


def _preview(turn: Turn, scene: dict[str, Any], draft: Draft) -> dict[str, Any]:
    """Return what a summary shows: above all the words that the citizen will read."""
    nomination = turn.session.get_one(Nomination, scene["id"])
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    values: dict[str, Any] = {
        "code": nomination.code,
        "nominee": nomination.nominee,
        "year": str(turn.desk.calendar.local(turn.now).year),
    }
    if draft.cursor == "summary":
        words = turn.words(citizen, f"nomination.{OUTCOMES[scene['form']]}", **_news(turn, nomination, draft.answers))
        # Telegram knows no quotation within a quotation.
        message = Html(words.replace("<blockquote>", "«").replace("</blockquote>", "»"))
        values.update(message=message, **{key: str(value) for key, value in draft.answers.items()})
    return values


def _news(turn: Turn, nomination: Nomination, answers: Any) -> dict[str, Any]:
    """Return what the news of a decision says."""
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    return {
        "code": nomination.code,
        "nominee": nomination.nominee,
        "org": turn.desk.office.office.name.in_(citizen.language),
        "reason": answers.get("reason", "").rstrip("."),
        "question": answers.get("reason", ""),
        "number": answers.get("number", ""),
        "date": _day(answers.get("date", "")),
        "signer": answers.get("signer", ""),
    }


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _decide(turn: Turn, scene: dict[str, Any], draft: Draft) -> None:
    """Make the move, write it down, tell the citizen and the other reviewers."""
    turn.person.scene = None
    action = scene["form"]
    # Read anew under the lock: another process may have decided since this transaction first saw the row.
    nomination = turn.session.get_one(Nomination, scene["id"], with_for_update=True, populate_existing=True)
    if _refused(turn, action, nomination, scene["version"]):
        return
    source, target = nomination.status, check_move(action, turn.person, nomination)
    nomination.status, nomination.status_at, nomination.version = target, turn.now, nomination.version + 1
    reason = draft.answers.get("reason", "")
    match action:
        case "approve":
            nomination.approved_at = turn.now
        case "pilot":
            nomination.piloting_at = turn.now
        case "recognise":
            nomination.recognised_at = turn.now
            nomination.decision = {key: draft.answers[key] for key in ("number", "date", "signer")}
            reason = f"{draft.answers['number']}, {_day(draft.answers['date'])}, {draft.answers['signer']}"
        case "ask_more":
            _reopen(turn, nomination, reason)
    event = audit.record(
        turn.session,
        action,
        turn.now,
        person=turn.person,
        nomination=nomination,
        source=source,
        target=target,
        reason=reason,
    )
    count_move(turn.session, nomination, source, turn.desk.calendar.zone)
    _tell_citizen(turn, nomination, draft, event)
    turn.close_menu()
    turn.reply(f"review.done_{action}", code=nomination.code)
    refresh_cards(turn, nomination)


def _reopen(turn: Turn, nomination: Nomination, question: str) -> None:
    nomination.question, nomination.nudged_at = question, None
    draft = turn.desk.forms["supplement"].start()
    save(turn, nomination, replace(draft, answers=nomination.draft["answers"], given=()))
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    # At night the question waits for the morning: what is typed before is no answer to it.
    if citizen.draft_id is None and not turn.desk.calendar.is_night(turn.now):
        citizen.draft_id = nomination.id


def _tell_citizen(turn: Turn, nomination: Nomination, draft: Draft, event: Event) -> None:
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    buttons: list[list[Button]] = []
    if nomination.status == Status.NEEDS_INFO:
        label = turn.desk.texts.plain(citizen.language, "choice.reply_now")
        buttons = [[Button(label, f"n:go:{nomination.id}")]]
    turn.say(
        f"nomination.{OUTCOMES[event.action]}",
        to=citizen,
        once=f"decision:{nomination.id}:{nomination.version}",
        buttons=buttons,
        **_news(turn, nomination, draft.answers),
    )
