"""The numbers of a week: as they were told or, before that, counted as of its end."""

from datetime import datetime, timedelta

from handlers.calendar import WEEK
from handlers.desk import Desk
from handlers.owed import owed
from handlers.turn import Voice
from storage import as_of, week_numbers, week_reports
from storage.as_of import Past
from storage.week_numbers import WeekNumbers
from storage.weeks import Week, week_of


def reported(desk: Desk, due: datetime) -> Week:
    """Return the week that ended before a digest is due."""
    return week_of(due, desk.calendar.zone).before()


def of_week(voice: Voice, week: Week) -> WeekNumbers:
    """Return a week's numbers as they were told or, if they were not, as they are counted."""
    return week_reports.told(voice.session, week.iso, voice.desk.calendar.zone) or counted(voice, week)


def counted(voice: Voice, week: Week) -> WeekNumbers:
    """Count a week as of its end, or as of now while it lasts."""
    zone, office = voice.desk.calendar.zone, voice.desk.office
    past = as_of.past(voice.session, week.end, zone) if voice.now >= week.end else Past(voice.now)
    targets = office.targets.get(week.year)
    numbers = week_numbers.count(
        voice.session,
        week,
        past=past,
        targets=targets,
        communes=targets.communes if targets else {},
        fields=[one.slug for one in office.fields],
        zone=zone,
    )
    return week_numbers.with_owed(numbers, owed(voice, past))


def corrections(voice: Voice, numbers: WeekNumbers, week: Week) -> dict[str, tuple[int, int]]:
    """Return what was told of the week before and is another number by now."""
    told = week_reports.told(voice.session, week.before().iso, voice.desk.calendar.zone)
    return week_reports.corrections(told, numbers.before)


def next_due(desk: Desk, now: datetime) -> datetime:
    """Return the next moment for which a digest is due."""
    local, schedule = desk.calendar.local(now), desk.office.schedule
    day = local.date() + timedelta(days=(WEEK.index(schedule.digest_day) - local.weekday()) % 7)
    due = datetime.combine(day, schedule.digest, desk.calendar.zone)
    return due if due > now else datetime.combine(day + timedelta(days=7), schedule.digest, desk.calendar.zone)


def goes_at(desk: Desk, due: datetime) -> datetime:
    """Return when a digest that is due goes."""
    return desk.calendar.next_working(due)
