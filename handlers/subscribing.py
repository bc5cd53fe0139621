"""Whoever wants it gets "Tuần này", the letter of the week: `/dangky`, `/huydangky`, and one tap in every letter."""

from datetime import datetime
from typing import Any

from handlers.calendar import date_words
from handlers.desk import Desk
from handlers.letter import next_at
from handlers.turn import Turn
from handlers.wording import Html
from storage import audit


def subscribe(turn: Turn, _rest: str = "") -> None:
    """Begin to send the letter, and say what will come, and when the next one does."""
    again = turn.person.subscribed_at is not None
    if not again:
        turn.person.subscribed_at = turn.now
        audit.record(turn.session, "subscribe", turn.now, person=turn.person)
    rows = [[turn.button("choice.unsubscribe", "yu", numbered=True)]]
    key = "letter.already" if again else "letter.subscribed"
    turn.reply(key, buttons=rows, **when(turn.desk, turn.now))


def unsubscribe(turn: Turn, _rest: str = "") -> None:
    """Send it no more, at once."""
    if turn.person.subscribed_at is None:
        turn.reply("letter.not_subscribed", buttons=[[turn.button("choice.subscribe", "ys", numbered=True)]])
        return
    turn.person.subscribed_at = None
    audit.record(turn.session, "unsubscribe", turn.now, person=turn.person)
    turn.reply("letter.unsubscribed", buttons=[[turn.button("choice.subscribe", "ys", numbered=True)]])


def when(desk: Desk, now: datetime) -> dict[str, Any]:
    """Return when the next letter comes, in words."""
    moment = desk.calendar.local(next_at(desk, now))
    return {"time": Html(moment.strftime("%H:%M")), "date": date_words(moment)}
