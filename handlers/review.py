"""What reviewers see: cards that come, are opened, and change in place."""

from collections.abc import Sequence
from typing import Any

from handlers import cards, case_card, claims, panel, rights
from handlers.calendar import moment_words
from handlers.messages import PLAIN, Button, Rows
from handlers.turn import Turn, Voice
from handlers.wording import Html
from handlers.workflow import may_see
from storage import audit, nominations, outbox, people
from storage.models import WAITING, Attachment, Delivery, Nomination, OutboxMessage, Person, Role

PHOTOS_FIRST = 3  # sent before the card, with what was added later; the rest on demand


def announce(turn: Voice, nomination: Nomination, *, first: bool) -> None:
    """Bring a card to those who decide; an answer goes back to whoever asked."""
    if not first:
        refresh_cards(turn, nomination)
    files = nominations.attachments(turn.session, nomination) if cards.has_files(nomination) else []
    added = [one for one in files[PHOTOS_FIRST:] if one.question == "more"]
    to_decide = _to_decide(turn, nomination, first=first)
    if not to_decide:
        _say_nobody_may(turn, nomination)
    for reviewer in to_decide:
        _send_files(turn, reviewer, nomination, [*files[:PHOTOS_FIRST], *added])
        send_card(turn, reviewer, nomination, once=f"review:{nomination.id}:{nomination.version}:{reviewer.id}")


def _say_nobody_may(turn: Voice, nomination: Nomination) -> None:
    """Let the admins know where everybody is concerned, they too: only they can ask somebody else in."""
    for one in panel.staff(turn):
        if one.role == Role.ADMIN:
            once = f"nobody:{nomination.id}:{nomination.version}:{one.id}"
            turn.say("who.nobody_may", to=one, once=once, code=nomination.code)


def _to_decide(turn: Voice, nomination: Nomination, *, first: bool) -> list[Person]:
    """Return the asker of an answered question, else the reviewers who are asked, else the admins.

    Where several decide, an answer is for all of them: they vote anew.
    """
    asked = panel.of(turn, nomination)
    asker = [] if first or asked.quorum > 1 else _asker(turn, nomination, asked)
    groups = (asker, list(asked.members), list(asked.admins))
    reachable = ([one for one in group if one.unreachable_at is None] for group in groups)
    enough = (group for group in reachable if len(group) >= (1 if group and group[0] in asker else asked.quorum))
    return next(enough, asker or list(asked.members) or list(asked.admins))


def _asker(turn: Voice, nomination: Nomination, asked: panel.Panel) -> list[Person]:
    """Return who asked what was answered now, or the deputy of somebody who is away, if it is theirs to decide."""
    act = audit.last_by_action(turn.session, nomination, "ask_more")
    by = people.as_now(turn.session, act.person_id) if act and act.person_id else None
    deputies = [one for one in asked.members if by and asked.stands_for.get(one.id) is by]
    present = [one for one in (*asked.members, *asked.admins) if one is by]
    return present[:1] or deputies[:1]


def deciders(turn: Turn, nomination: Nomination) -> list[Person]:
    """Return those who decide about a case."""
    return _to_decide(turn, nomination, first=True)


def send_card(turn: Voice, reviewer: Person, nomination: Nomination, once: str | None = None) -> None:
    shown: dict[str, Any] = {
        "code": nomination.code,
        "card": cards.card(turn, reviewer, nomination),
        "buttons": cards.card_buttons(turn, reviewer, nomination),
        "card_of": nomination,
    }
    if isinstance(turn, Turn) and reviewer is turn.person:
        turn.reply("review.card", **shown)
    else:
        turn.say("review.new_card", to=reviewer, once=once, **shown)


def pass_on(turn: Turn, nomination: Nomination, action: str) -> None:
    """Bring every card up to date, and what one level has done with to the next."""
    refresh_cards(turn, nomination, back=action == "reopen")
    if action == "verify":
        announce(turn, nomination, first=True)


def refresh_cards(turn: Voice, nomination: Nomination, *, quiet: bool = False, back: bool = False) -> None:
    """Change every card of a nomination in place to what is true now; where nothing can be changed, say so, or not.

    `back` says that it waits again after it was decided.
    """
    readers: dict[int, tuple[Html, Sequence[Sequence[Button]]]] = {}
    for row in outbox.cards_of(turn.session, nomination):
        reader = turn.session.get_one(Person, row.person_id)
        if not _is_open_to(turn, reader, nomination):
            continue  # a card stays in the chat of somebody whose role was taken back; the news of it does not come
        if row.channel in PLAIN and row.state == Delivery.SENT:
            if not quiet:
                _say_settled(turn, reader, nomination, back=back)
            continue
        if reader.id not in readers:
            readers[reader.id] = (cards.card(turn, reader, nomination), cards.card_buttons(turn, reader, nomination))
        text, buttons = readers[reader.id]
        turn.say("review.card", to=reader, edits=row, code=nomination.code, card=text, buttons=buttons)


def _say_settled(turn: Voice, reader: Person, nomination: Nomination, *, back: bool) -> None:
    """Say shortly, once for all the cards of a reader, that they are out of date; who acted hears it anyway."""
    move = case_card.facts(turn, nomination).move
    acted = isinstance(turn, Turn) and reader is turn.person
    if not acted and (back or nomination.status not in WAITING):
        turn.say(
            "review.card_back" if back else "review.card_news",
            to=reader,
            once=f"card:{nomination.id}:{nomination.version}:{reader.id}",
            code=nomination.code,
            state=turn.words(reader, f"state.{nomination.status}"),
            who=move[1].name if move and move[1] else "–",
        )


def pressed_card(turn: Turn, nomination: Nomination) -> OutboxMessage | None:
    """Return the card whose button was pressed, else the newest in this chat; None where none can be changed."""
    if turn.is_plain:
        return None
    cards_here = [
        row
        for row in outbox.cards_of(turn.session, nomination, turn.person)
        if (row.channel, row.chat_id) == (turn.account.channel, turn.account.chat_id)
    ]
    pressed = (row for row in cards_here if row.message_id == turn.given.message_id)
    return next(pressed, next(iter(cards_here), None))


def redraw(turn: Turn, nomination: Nomination, row: OutboxMessage, buttons: Rows | None = None) -> None:
    """Change one card in place, with other buttons than a card's if they are given."""
    reader = turn.session.get_one(Person, row.person_id)
    shown = cards.card_buttons(turn, reader, nomination) if buttons is None else buttons
    text = cards.card(turn, reader, nomination)
    turn.say("review.card", to=reader, edits=row, code=nomination.code, card=text, buttons=shown)


def redraw_others(turn: Turn, nomination: Nomination) -> None:
    """Change all cards but the one whose button was pressed."""
    pressed = pressed_card(turn, nomination)
    for row in changeable(turn, nomination):
        if row is not pressed:
            redraw(turn, nomination, row)


def changeable(turn: Turn, nomination: Nomination) -> list[OutboxMessage]:
    """Return the cards that can be changed in place: with something small nobody else is disturbed."""
    return [
        row
        for row in outbox.cards_of(turn.session, nomination)
        if _is_open_to(turn, turn.session.get_one(Person, row.person_id), nomination)
        and (row.channel not in PLAIN or row.state != Delivery.SENT)
    ]


def _is_open_to(turn: Voice, reader: Person, nomination: Nomination) -> bool:
    return may_see(reader, nomination) and reader.id not in panel.of(turn, nomination).barred


def open_card(turn: Turn, ref: int) -> None:
    nomination = readable(turn, ref)
    if nomination:
        if claims.take(turn, nomination):
            refresh_cards(turn, nomination)
        send_card(turn, turn.person, nomination)


def show_files(turn: Turn, ref: int) -> None:
    nomination = readable(turn, ref)
    if nomination:
        for story, files in case_card.files(turn, nomination):
            _send_files(turn, turn.person, story, files)


def show_story(turn: Turn, ref: int) -> None:
    nomination = readable(turn, ref)
    if nomination:
        story = Html("\n\n".join(cards.whole(turn, turn.person, nomination)))
        turn.reply("review.story", code=nomination.code, story=story)


def readable(turn: Turn, ref: int) -> Nomination | None:
    """Return a sent nomination that this reviewer may open; else refuse."""
    nomination = turn.session.get(Nomination, ref)
    missing = nomination is None or nomination.code is None
    why = "refused.scope" if nomination is None or missing else rights.why_closed(turn, turn.person, nomination)
    if why:
        audit.record(turn.session, "refused", turn.now, person=turn.person, reason=f"read {ref}: {why}")
        turn.toast(why, alert=True)
        return None
    return nomination


def _send_files(turn: Voice, to: Person, nomination: Nomination, files: Sequence[Attachment]) -> None:
    for number, one in enumerate(files, 1):
        values: dict[str, Any] = {"code": nomination.code, "n": number, "total": len(files), "attachment": one}
        if isinstance(turn, Turn) and to is turn.person:
            turn.reply("review.file", **values)
        else:
            turn.say("review.file", to=to, once=f"file:{one.id}:{to.id}", **values)


def explain_closed(turn: Turn, nomination: Nomination) -> None:
    """Answer a button of a dialog that is over."""
    key = "refused.changed" if nomination.status in WAITING else "refused.moved_on"
    refuse(turn, "closed", key, nomination)


def refuse(turn: Turn, action: str, key: str, nomination: Nomination, *, card: bool = True) -> None:
    """Put a refusal on the record, and say what is true now, with the card if that is not shown otherwise."""
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
    if not card or rights.why_closed(turn, turn.person, nomination):
        return
    if turn.is_plain:
        send_card(turn, turn.person, nomination)
    else:
        for row in outbox.cards_of(turn.session, nomination, turn.person)[:1]:
            redraw(turn, nomination, row)
