"""What waits for whom: a reviewer's queue, everybody's share. Who is barred, away or has voted owes nothing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from handlers import conflicts, levels
from handlers.panel import Panel, Roster
from handlers.turn import Voice
from storage import nominations, votes
from storage.models import Nomination, Person, Role
from storage.nominations import Asked


def asked(voice: Voice, person: Person) -> Asked:
    """Return what a reviewer's queue leaves out: other levels, what they are barred from, and have voted on."""
    ties = conflicts.ties(voice.session, [person])[person.id]
    but = {*conflicts.barred_from(voice.session, ties), *(one for _, one in _voted(voice, [person]))}
    return Asked(levels.waiting_for(voice.desk.office.review.levels, person), sorted(but))


def _voted(voice: Voice, people: Collection[Person]) -> set[tuple[int, int]]:
    """Return (person, nomination) of the votes on what waits; who leads, or is an admin, may still have to decide."""
    who = voters(voice, people)
    return votes.cast_on_waiting(voice.session, who) if who else set()


def voters(voice: Voice, people: Collection[Person]) -> set[int]:
    """Return those who owe nothing more once they have voted; where one vote decides, nobody need be asked for."""
    quorum = voice.desk.office.review.quorum
    if max(quorum.commune, quorum.province) == 1:
        return set()
    return {one.id for one in people if one.role != Role.ADMIN and not one.leads}


@dataclass(frozen=True)
class Share:
    """How much waits for somebody, and since when."""

    count: int
    oldest: datetime | None


def share(voice: Voice, person: Person) -> Share:
    """Return what a reviewer has open."""
    mine = asked(voice, person)
    first = nominations.queue_page(voice.session, person, 0, 1, mine)
    return Share(nominations.queue_length(voice.session, person, mine), first[0].status_at if first else None)


def owed(voice: Voice, roster: Roster) -> Iterator[tuple[Nomination, Panel, list[Person]]]:
    """Yield all that waits just now, the oldest first, with who is asked and who of them still owes a word."""
    voted = _voted(voice, roster.staff)
    for nomination in nominations.waiting(voice.session):
        panel = roster.panel(nomination)
        yield nomination, panel, [one for one in panel.members if (one.id, nomination.id) not in voted]
