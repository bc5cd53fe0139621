"""Reviewers decide in chat: reasons, previews, confirmations. The right to act is checked at the act."""

from typing import Any

from handlers import merging, moves, news
from handlers.drafts import given_from
from handlers.form import Draft, step
from handlers.given import BACK, SKIP, Jump, Press
from handlers.review import refresh_cards, refuse
from handlers.talk import Talk, answer, ask, revise
from handlers.turn import Turn
from handlers.wording import Html
from handlers.workflow import NotAllowed, check_move
from storage.models import Nomination, Person


def begin_move(turn: Turn, action: str, ref: int, version: int) -> None:
    """Ask for what a move needs: a reason, a confirmation, the number of a decision."""
    nomination = turn.session.get(Nomination, ref)
    if nomination is None or nomination.code is None or action not in news.OUTCOMES:
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
        merging.check_teller(turn, nomination)
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
        words = turn.words(
            citizen, f"nomination.{news.OUTCOMES[scene['form']]}", **news.values(turn, nomination, draft.answers)
        )
        # Telegram knows no quotation within a quotation.
        message = Html(words.replace("<blockquote>", "«").replace("</blockquote>", "»"))
        values.update(message=message, **{key: str(value) for key, value in draft.answers.items()})
    return values


def _decide(turn: Turn, scene: dict[str, Any], draft: Draft) -> None:
    """Do what a reviewer decided, tell the citizen and the other reviewers."""
    turn.person.scene = None
    action = scene["form"]
    # Read anew under the lock: another process may have decided since this transaction first saw the row.
    nomination = turn.session.get_one(Nomination, scene["id"], with_for_update=True, populate_existing=True)
    if _refused(turn, action, nomination, scene["version"]):
        return
    moves.make(turn, nomination, action, draft.answers)
    news.tell(turn, nomination, action, draft.answers)
    turn.close_menu()
    turn.reply(f"review.done_{action}", code=nomination.code)
    refresh_cards(turn, nomination)
