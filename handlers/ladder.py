"""How long a story has waited, in working days, and who hears of it: its reviewers, a deputy, the lead, the digest.

A story climbs from the day on which it came to where it is; a move lets it begin anew. Whatever it climbed while nobody
looked (an outage, days off) is made up for at once, by `Nomination.rung`, and only once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from handlers import duty, urgent
from handlers.panel import Panel, Roster, covers
from handlers.turn import Voice
from storage import absences, reminders
from storage.models import Nomination, Person, Reminder

GENTLE, DEPUTY, LEAD, DIGEST = 1, 2, 3, 4  # the rungs
ALL = None  # the story of a wish that is about all of them


@dataclass(frozen=True)
class Step:
    """Where a waiting story is on its ladder today, and whom that concerns."""

    nomination: Nomination
    rung: int
    owing: Sequence[Person]
    copied: Sequence[Person]  # deputies, or whoever stands in for them
    heads: Sequence[Person]

    def reaches(self, rung: int) -> bool:
        """Say whether it has just come to a rung."""
        return self.nomination.rung < rung <= self.rung

    @property
    def climbs(self) -> bool:
        return self.rung > self.nomination.rung


@dataclass
class Work:
    """All that one person has open today."""

    person: Person
    own: list[Step] = field(default_factory=list)
    copied: list[Step] = field(default_factory=list)  # others owe it
    led: list[Step] = field(default_factory=list)
    is_told: bool = False  # something climbed that they are to hear of

    def __bool__(self) -> bool:
        return bool(self.own or self.copied or self.led)


def steps(voice: Voice, today: date) -> list[Step]:
    """Return every waiting story's place on its ladder, the oldest first."""
    roster = Roster(voice)
    named = absences.last_deputies(voice.session, list(roster.by_id))
    found = []
    for nomination, panel, owing in duty.owed(voice, roster):
        # Where all have voted and it is not decided, it is the lead's turn.
        asked = owing or list(panel.leads)
        found.append(
            Step(
                nomination,
                _rung(voice, nomination, today),
                asked,
                _copied(roster, panel, asked, named),
                _heads(roster, panel, asked),
            )
        )
    return found


def _rung(voice: Voice, nomination: Nomination, today: date) -> int:
    """Return how far up a story is; one in the fast lane comes to the lead when its own time is over."""
    wanted = voice.desk.office.schedule.ladder
    waited = voice.desk.calendar.working_days_between(nomination.status_at, today, wanted.digest)
    reached = sum(waited >= one for one in (wanted.gentle, wanted.deputy, wanted.lead, wanted.digest))
    return max(reached, LEAD) if nomination.urgent and today > urgent.due(voice, nomination) else reached


def _copied(roster: Roster, panel: Panel, owing: Sequence[Person], named: Mapping[int, int]) -> list[Person]:
    """Return the deputies of those who owe it: whom each of them named last in /vang.

    Where nobody did, the colleagues who owe it as well stand in, and hear of it anyway; a single one's is the head.
    """
    pairs = ((one, roster.by_id.get(named.get(one.id, 0))) for one in owing)
    able = (deputy for one, deputy in pairs if deputy and deputy.id not in panel.barred and covers(deputy, one))
    deputies = {one.id: one for one in able if one not in owing and one.id not in roster.away}
    if deputies or (len(owing) > 1 and not _is_out_of_reach(owing)):
        return list(deputies.values())
    return [one for one in _heads(roster, panel, owing) if one not in owing]


def _heads(roster: Roster, panel: Panel, owing: Sequence[Person]) -> list[Person]:
    """Return the leads, if anybody else owes it; else the admins."""
    leads = list(panel.leads)
    heads = leads if any(one not in leads for one in owing) else [one for one in panel.admins if one not in owing]
    return [one for one in heads if one.id not in roster.away] or heads


def _is_out_of_reach(people: Iterable[Person]) -> bool:
    return all(one.unreachable_at is not None for one in people)


def work(voice: Voice, found: Iterable[Step]) -> dict[int, Work]:
    """Return what everybody has open, without what they wished to hear of later."""
    shares: dict[int, Work] = {}
    for step in found:
        for person in step.owing:
            share = shares.setdefault(person.id, Work(person))
            share.own.append(step)
        # Nobody who owes it can be told: it is for others to see to it from the first day on.
        to_copy = GENTLE if _is_out_of_reach(step.owing) else DEPUTY
        for person in step.copied if to_copy <= step.rung else ():
            shares.setdefault(person.id, Work(person)).copied.append(step)
        for person in step.heads if step.rung >= LEAD else ():
            shares.setdefault(person.id, Work(person)).led.append(step)
    snoozed = later(voice, reminders.of_all(voice.session, list(shares)))
    return {ref: _without(share, snoozed.get(ref, set())) for ref, share in shares.items()}


def later(voice: Voice, wishes: Iterable[Reminder]) -> dict[int, set[int | None]]:
    """Return what people wished to hear of later: stories, or all of them."""
    found: dict[int, set[int | None]] = {}
    for one in wishes:
        if one.due_at > voice.now:
            found.setdefault(one.person_id, set()).add(one.nomination_id)
    return found


def _without(share: Work, snoozed: set[int | None]) -> Work:
    if ALL in snoozed:
        return Work(share.person)
    own, copied, led = (
        [one for one in some if one.nomination.id not in snoozed] for some in (share.own, share.copied, share.led)
    )
    heard = {one.nomination.id for one in led}
    copied = [one for one in copied if one.nomination.id not in heard]  # who leads hears of it as that
    told = (
        *(one.reaches(rung) for one in own for rung in (GENTLE, DEPUTY, LEAD)),
        *(one.reaches(rung) for one in copied for rung in (GENTLE, DEPUTY)),
        *(one.reaches(LEAD) for one in led),
    )
    return Work(share.person, own, copied, led, is_told=any(told))


def today_of(voice: Voice, due: datetime) -> date:
    """Return the day as of which a job counts: one that is asked for ahead of time counts as of now."""
    return voice.desk.calendar.local(min(due, voice.now)).date()
