"""What reviewers see: cards that come, are opened, and change in place."""

from collections.abc import Sequence
from typing import Any

from handlers import cards, case_card
from handlers.calendar import moment_words
from handlers.messages import PLAIN, Button
from handlers.turn import Turn
from handlers.wording import Html
from handlers.workflow import in_scope, may_see
from storage import audit, nominations, outbox, people
from storage.models import WAITING, Attachment, Delivery, Nomination, Person, Role

PHOTOS_FIRST = 3  # sent before the card, with what was added later; the rest on demand


def announce(turn: Turn, nomination: Nomination, *, first: bool) -> None:
    """Bring a card to those who decide; an answer goes back to whoever asked."""
    if not first:
        refresh_cards(turn, nomination)
    files = nominations.attachments(turn.session, nomination) if cards.has_files(nomination) else []
    added = [one for one in files[PHOTOS_FIRST:] if one.question == "more"]
    for reviewer in _to_decide(turn, nomination, first=first):
        _send_files(turn, reviewer, nomination, [*files[:PHOTOS_FIRST], *added])
        _send_card(turn, reviewer, nomination, once=f"review:{nomination.id}:{nomination.version}:{reviewer.id}")


def _to_decide(turn: Turn, nomination: Nomination, *, first: bool) -> list[Person]:
    """Return the asker of an answered question, else the reviewers in scope, else the admins."""
    able = [one for one in people.staff(turn.session) if one.id != nomination.nominator_id]
    asked = None if first else audit.last_by_action(turn.session, nomination, "ask_more")
    by = people.as_now(turn.session, asked.person_id) if asked and asked.person_id else None
    asker = [one for one in able if one is by and may_see(one, nomination)]
    reviewers = [one for one in able if one.role == Role.REVIEWER and in_scope(one, nomination)]
    admins = [one for one in able if one.role == Role.ADMIN]
    reachable = ([one for one in group if one.unreachable_at is None] for group in (asker, reviewers, admins))
    return next(filter(None, reachable), asker or reviewers or admins)


def deciders(turn: Turn, nomination: Nomination) -> list[Person]:
    """Return those who decide about a case."""
    return _to_decide(turn, nomination, first=True)


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


def refresh_cards(turn: Turn, nomination: Nomination) -> None:
    """Change every card of a nomination in place to what is true now; where nothing can be changed, say so."""
    readers: dict[int, tuple[Html, Sequence[Sequence[Button]]]] = {}
    for row in outbox.cards_of(turn.session, nomination):
        reader = turn.session.get_one(Person, row.person_id)
        if not may_see(reader, nomination):
            continue  # a card stays in the chat of somebody whose role was taken back; the news of it does not come
        if row.channel in PLAIN and row.state == Delivery.SENT:
            _say_settled(turn, reader, nomination)
            continue
        if reader.id not in readers:
            readers[reader.id] = (cards.card(turn, reader, nomination), cards.card_buttons(turn, reader, nomination))
        text, buttons = readers[reader.id]
        turn.say("review.card", to=reader, edits=row, code=nomination.code, card=text, buttons=buttons)


def _say_settled(turn: Turn, reader: Person, nomination: Nomination) -> None:
    """Say shortly, once for all the cards of a reader, that they are out of date; who acted hears it anyway."""
    move = audit.last_move(turn.session, nomination)
    if reader is not turn.person and nomination.status not in WAITING:
        turn.say(
            "review.card_news",
            to=reader,
            once=f"card:{nomination.id}:{nomination.version}:{reader.id}",
            code=nomination.code,
            state=turn.words(reader, f"state.{nomination.status}"),
            who=move[1].name if move and move[1] else "–",
        )


def open_card(turn: Turn, ref: int) -> None:
    nomination = readable(turn, ref)
    if nomination:
        _send_card(turn, turn.person, nomination)


def show_files(turn: Turn, ref: int) -> None:
    nomination = readable(turn, ref)
    if nomination:
        for story, files in case_card.files(turn, nomination):
            _send_files(turn, turn.person, story, files)


def show_story(turn: Turn, ref: int) -> None:
    nomination = readable(turn, ref)
    if nomination:
        story = Html("\n\n".join(cards.told(turn, turn.person, nomination)))
        turn.reply("review.story", code=nomination.code, story=story)


def readable(turn: Turn, ref: int) -> Nomination | None:
    """Return a sent nomination in this reviewer's scope; else refuse."""
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
            turn.say("review.file", to=to, once=f"file:{one.id}:{to.id}", **values)


def explain_closed(turn: Turn, nomination: Nomination) -> None:
    """Answer a button of a dialog that is over."""
    key = "refused.changed" if nomination.status in WAITING else "refused.moved_on"
    refuse(turn, "closed", key, nomination)


def refuse(turn: Turn, action: str, key: str, nomination: Nomination) -> None:
    """Put a refusal on the record, and say what is true now."""
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
    if not may_see(turn.person, nomination):
        return
    if turn.is_plain:
        _send_card(turn, turn.person, nomination)
    else:
        for row in outbox.cards_of(turn.session, nomination, turn.person)[:1]:
            turn.say(
                "review.card",
                to=turn.person,
                edits=row,
                code=nomination.code,
                card=cards.card(turn, turn.person, nomination),
                buttons=cards.card_buttons(turn, turn.person, nomination),
            )
