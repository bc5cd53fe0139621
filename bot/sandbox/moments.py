"""Moments that the demo jumps to."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.params import bad_request

MONDAY_MORNING = time(7, 30)


def read(wanted: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment that "monday" or an ISO time names; without an offset it is local to `zone`.

    Raises ApiError 400.
    """
    if wanted == "monday":
        return next_monday(now, zone)
    try:
        moment = datetime.fromisoformat(wanted)
    except ValueError:
        bad_request("to must be monday or an ISO time")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def next_monday(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the first Monday, 7:30 in `zone`, after `now`."""
    local = now.astimezone(zone)
    day = local.date() - timedelta(days=local.weekday())
    this_week = datetime.combine(day, MONDAY_MORNING, zone)
    return this_week if this_week > now else datetime.combine(day + timedelta(days=7), MONDAY_MORNING, zone)
