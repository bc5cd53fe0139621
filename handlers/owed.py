"""Who is waited for, as of a moment: how much, since when, and how much for longer than the ladder of reminders."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import inspect

from handlers import duty
from handlers.panel import Roster
from handlers.turn import Voice
from storage import nominations, relations, votes, waits
from storage.as_of import Past, Then
from storage.models import WAITING, Nomination, Person
from storage.week_numbers import Owed

Sum = tuple[int, datetime, int]  # how much, since when, and how much of it is overdue


def owed(voice: Voice, past: Past) -> list[Owed]:
    """Return what each member of the staff is asked for, whoever is waited for longest first.

    Of stories that concern nobody the panel depends on state, place and field alone: they are taken pile by pile.
    """
    roster, before = Roster(Voice(voice.session, voice.desk, past.at)), overdue_before(voice, past.at)
    if not roster.staff:
        return []
    found: dict[int, Sum] = {}
    voted = _voted(voice, roster, past)
    single, desks = _single(voice, roster, past, {story for _, story in voted}), _Desks(roster)
    for pile in waits.piles(voice.session, before, {*single, *past.changed}):
        for one in desks.members(pile.status, pile.commune, pile.field):
            _add(found, one.id, (pile.count, pile.since, pile.overdue))
    for story in single.values():
        for one in roster.panel(story).members:
            if (one.id, story.id) not in voted:
                _add(found, one.id, (1, story.status_at, int(story.status_at < before)))
    told = [Owed(person, *what) for person, what in found.items()]
    return sorted(told, key=lambda one: (one.since, one.person))


def overdue_before(voice: Voice, at: datetime) -> datetime:
    """Return the moment since when so many working days have passed that whoever waits longer is told by name."""
    calendar, left = voice.desk.calendar, voice.desk.office.schedule.ladder.digest
    day = calendar.local(at).date()
    while left:
        left -= calendar.is_working_day(day)
        day -= timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time(), calendar.zone)


def _add(found: dict[int, Sum], person: int, what: Sum) -> None:
    count, since, overdue = found.get(person, (0, what[1], 0))
    found[person] = (count + what[0], min(since, what[1]), overdue + what[2])


@dataclass
class _Desks:
    """Who is asked about any story of a place and a field, looked up once for all that are alike to the staff."""

    roster: Roster

    def __post_init__(self) -> None:
        self._known: dict[tuple[str, str | None, str | None], Sequence[Person]] = {}
        self._communes = {code for one in self.roster.staff for code in one.communes or ()}
        self._fields = {slug for one in self.roster.staff for slug in one.fields or ()}

    def members(self, status: str, commune: str | None, field: str | None) -> Sequence[Person]:
        commune, field = commune if commune in self._communes else None, field if field in self._fields else None
        key = status, commune, field
        if key not in self._known:
            anybodys = Nomination(status=status, commune=commune, field=field)
            self._known[key] = self.roster.panel(anybodys).members
        return self._known[key]


def _single(voice: Voice, roster: Roster, past: Past, voted: Collection[int]) -> Mapping[int, Nomination]:
    """Return the stories that not all are asked about alike, and those that have changed since, as they were."""
    ties = roster.ties.values()
    suspects = relations.waiting_with(
        voice.session,
        accounts=set().union(*(one.accounts for one in ties)),
        nominators=set().union(*(one.same for one in ties)),
        keys=set().union(*(one.called.keys() for one in ties)),
        ids=set().union(*(one.recused | one.told_of for one in ties)),
        phones=set().union(*(one.phones for one in ties)),
    )
    told = nominations.with_ids(voice.session, voted) if voted else ()
    found = {one.id: one for one in (*suspects, *told) if one.id not in past.changed}
    waited = {ref: then for ref, then in past.changed.items() if then.status in WAITING}
    changed = nominations.with_ids(voice.session, waited.keys()) if waited else ()
    return found | {one.id: _as_then(one, waited[one.id]) for one in changed}


def _as_then(nomination: Nomination, then: Then) -> Nomination:
    """Return a copy that no session knows."""
    columns = {one.key: getattr(nomination, one.key) for one in inspect(Nomination).column_attrs}
    return Nomination(**{**columns, "status": then.status, "status_at": then.status_at, "urgent": then.urgent})


def _voted(voice: Voice, roster: Roster, past: Past) -> set[tuple[int, int]]:
    """Return (person, nomination) of the votes after which nothing more is asked of somebody."""
    who = duty.voters(voice, roster.staff)
    refs = [ref for ref, then in past.changed.items() if then.status in WAITING]
    return votes.cast_before(voice.session, who, past.at, refs) if who else set()
