"""The one button on a card behind which a story is put off, and when staff may be reminded. For the acts: remind."""

from datetime import datetime, time, timedelta

from handlers.calendar import Calendar
from handlers.messages import Button
from handlers.turn import Voice
from storage.models import Nomination, Person


def button(voice: Voice, reader: Person, nomination: Nomination) -> Button:
    return voice.button_for(reader, "choice.remind", f"i:{nomination.id}")


def at_work(calendar: Calendar, moment: datetime, morning: time) -> datetime:
    """Return the moment itself, or the next working morning where it falls at night or on a day off."""
    local = calendar.local(moment)
    if calendar.is_working_day(local.date()) and not calendar.is_night(local):
        return moment
    day = local.date() if local.time() < morning else local.date() + timedelta(days=1)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, morning, calendar.zone)
