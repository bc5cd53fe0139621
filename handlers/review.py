"""Reviewers decide in chat: cards, reasons, confirmations. The right to act is checked at the act."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers import cards
from handlers.calendar import moment_words
from handlers.drafts import given_from, save
from handlers.form import BACK, SKIP, Draft, Jump, Press
from handlers.messages import Button
from handlers.talk import Talk, answer, ask, revise
from handlers.turn import Turn, Voice
from handlers.wording import Html
from handlers.workflow import NotAllowed, check_move, in_scope, may_see
from storage import audit, nominations, outbox, people
from storage.models import Attachment, Event, Nomination, Person, Role, Status

PHOTOS_FIRST = 3  # sent before the card; the rest on demand
FORMS = {"approve", "ask_more", "decline", "pilot", "recognise"}


def announce(turn: Turn, nomination: Nomination) -> None:
    """Bring a card to those who decide; an answer goes back to whoever asked."""
    refresh_cards(turn, nomination)
    for reviewer in _to_decide(turn, nomination):
        _send_files(turn, reviewer, nomination, nominations.attachments(turn.session, nomination)[:PHOTOS_FIRST])
        _send_card(turn, reviewer, nomination, once=f"review:{nomination.id}:{nomination.version}:{reviewer.id}")


def _to_decide(turn: Turn, nomination: Nomination) -> list[Person]:
    """Return the asker of an answered question, else the reviewers in scope, else the admins."""
    able = [one for one in people.staff(turn.session) if one.id != nomination.nominator_id]
    asked = audit.last_by_action(turn.session, nomination, "ask_more")
    asker = [one for one in able if asked and one.id == asked.person_id and may_see(one, nomination)]
    reviewers = [one for one in able if one.role == Role.REVIEWER and in_scope(one, nomination)]
    return asker or reviewers or [one for one in able if one.role == Role.ADMIN]


def _send_card(turn: Turn, reviewer: Person, nomination: Nomination, once: str | None = None) -> None:
    shown: dict[str, Any] = {
        "code": nomination.code,
        "card": cards.card(turn, reviewer, nomination),
        "buttons": cards.card_buttons(turn, reviewer, nomination),
        "card_of": nomination,
    }
    if reviewer is turn.person:
        turn.reply("review.card", **shown)
    else:
        turn.say("review.new_card", to=reviewer, once=once, **shown)


def refresh_cards(turn: Voice, nomination: Nomination) -> None:
    """Change every card of a nomination in place to what is true now."""
    readers: dict[int, tuple[Html, Sequence[Sequence[Button]]]] = {}
    for row in outbox.cards_of(turn.session, nomination):
        reader = turn.session.get_one(Person, row.person_id)
        if not may_see(reader, nomination):
            continue  # a card stays in the chat of somebody whose role was taken back; the news of it does not come
        if reader.id not in readers:
            readers[reader.id] = (cards.card(turn, reader, nomination), cards.card_buttons(turn, reader, nomination))
        text, buttons = readers[reader.id]
        turn.say("review.card", to=reader, edits=row, code=nomination.code, card=text, buttons=buttons)


def open_card(turn: Turn, ref: int) -> None:
    nomination = _readable(turn, ref)
    if nomination:
        _send_card(turn, turn.person, nomination)


def show_files(turn: Turn, ref: int) -> None:
    nomination = _readable(turn, ref)
    if nomination:
        _send_files(turn, turn.person, nomination, nominations.attachments(turn.session, nomination))


def show_story(turn: Turn, ref: int) -> None:
    nomination = _readable(turn, ref)
    if nomination:
        story = Html("\n\n".join(cards.told(turn, turn.person, nomination)))
        turn.reply("review.story", code=nomination.code, story=story)


def _readable(turn: Turn, ref: int) -> Nomination | None:
    nomination = turn.session.get(Nomination, ref)
    if nomination is None or nomination.code is None or not may_see(turn.person, nomination):
        reason = f"read {ref}: refused.scope"
        audit.record(turn.session, "refused", turn.now, person=turn.person, reason=reason)
        turn.toast("refused.scope", alert=True)
        return None
    return nomination


def _send_files(turn: Turn, to: Person, nomination: Nomination, files: Sequence[Attachment]) -> None:
    for number, one in enumerate(files, 1):
        values: dict[str, Any] = {"code": nomination.code, "n": number, "total": len(files), "attachment": one}
        if to is turn.person:
            turn.reply("review.file", **values)
        else:
            turn.say("review.file", to=to, once=f"file:{one.id}:{nomination.version}:{to.id}", **values)


def begin_move(turn: Turn, action: str, ref: int, version: int) -> None:
    """Ask for what a move needs: a reason, a confirmation, the number of a decision."""
    nomination = turn.session.get(Nomination, ref)
    if nomination is None or nomination.code is None or action not in FORMS:
        turn.toast("refused.gone", alert=True)
        return
    if _refused(turn, action, nomination, version):
        return
    draft = turn.desk.forms[action].start({"language": turn.person.language})
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
    _refuse(turn, action, key, nomination)
    return True


def explain_closed(turn: Turn, nomination: Nomination) -> None:
    """Answer a button of a dialog that is over."""
    key = "refused.changed" if nomination.status in nominations.WAITING else "refused.moved_on"
    _refuse(turn, "closed", key, nomination)


def _refuse(turn: Turn, action: str, key: str, nomination: Nomination) -> None:
    reason = f"{action}: {key}"
    audit.record(turn.session, "refused", turn.now, person=turn.person, nomination=nomination, reason=reason)
    move = audit.last_move(turn.session, nomination)
    turn.toast(
        key,
        alert=True,
        code=nomination.code or "",
        state=turn.desk.texts.plain(turn.person.language, f"state.{nomination.status}"),
        who=move[1].name if move and move[1] else "–",
        when=moment_words(turn.desk.calendar, nomination.status_at),
    )
    if may_see(turn.person, nomination):
        for row in outbox.cards_of(turn.session, nomination, turn.person)[:1]:
            turn.say(
                "review.card",
                to=turn.person,
                edits=row,
                code=nomination.code,
                card=cards.card(turn, turn.person, nomination),
                buttons=cards.card_buttons(turn, turn.person, nomination),
            )


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
    answer(turn, talk, given_from(turn.given))


def press(turn: Turn, talk: Talk, key: str, value: str) -> None:
    if key == talk.draft.cursor:
        answer(turn, talk, Press(value))
    else:
        turn.toast("form.stale")
        ask(turn, talk, talk.draft)


def control(turn: Turn, talk: Talk, key: str, word: str) -> None:
    if word == "cancel":
        turn.person.scene = None
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


OUTCOMES = {
    "approve": "approved",
    "ask_more": "needs_info",
    "decline": "declined",
    "pilot": "piloting",
    "recognise": "recognised",
}


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
            reason = "{number}, {date}, {signer}".format_map(draft.answers)
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
    _tell_citizen(turn, nomination, draft, event)
    turn.reply(f"review.done_{action}", code=nomination.code)
    refresh_cards(turn, nomination)


def _reopen(turn: Turn, nomination: Nomination, question: str) -> None:
    nomination.question, nomination.nudged_at = question, None
    draft = turn.desk.forms["supplement"].start()
    save(turn, nomination, replace(draft, answers=nomination.draft["answers"], given=()))
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    if citizen.draft_id is None:
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
        once=f"decision:{event.id}",
        buttons=buttons,
        **_news(turn, nomination, draft.answers),
    )
