"""Who is asked to decide on a nomination: the reviewers of its level and scope who are here and not concerned.

For whoever is away their deputy is asked. Where that is nobody, or fewer than the quorum, the admins are asked as well.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from handlers import conflicts, levels
from handlers.turn import Voice
from handlers.workflow import in_scope
from storage import absences, people
from storage.models import Nomination, Person, Role


@dataclass(frozen=True)
class Panel:
    """Who is asked just now; `fit` are the reviewers of the level and scope, also those who are away."""

    level: str
    quorum: int
    members: Sequence[Person]
    fit: Sequence[Person]
    admins: Sequence[Person]
    stands_for: Mapping[int, Person]  # whom a deputy among the members acts for
    barred: Mapping[int, str]  # with the key of the reason

    @property
    def is_of_admins(self) -> bool:
        """Say whether no reviewer is there for it."""
        return all(one.role == Role.ADMIN and one.id not in self.stands_for for one in self.members)

    @property
    def leads(self) -> Sequence[Person]:
        """Return who decides where votes do not."""
        asked = [one for one in self.members if one.leads or self._is_for_lead(one)]
        return asked or self.admins

    def _is_for_lead(self, person: Person) -> bool:
        return person.id in self.stands_for and self.stands_for[person.id].leads


class Roster:
    """Who works here today: read once, asked of many nominations."""

    def __init__(self, voice: Voice) -> None:
        self.office = voice.desk.office.review
        self.staff = people.staff(voice.session)
        self.by_id = {one.id: one for one in self.staff}
        self.ties = conflicts.ties(voice.session, self.staff)
        self.away = absences.on(voice.session, voice.desk.calendar.local(voice.now).date(), list(self.by_id))

    def panel(self, nomination: Nomination) -> Panel:
        reasons = ((one.id, conflicts.why_barred(self.ties[one.id], nomination)) for one in self.staff)
        barred = {person: why for person, why in reasons if why}
        level = levels.level_at(self.office.levels, nomination.status)
        able = [one for one in self.staff if one.id not in barred]
        fit = [one for one in able if one.role == Role.REVIEWER and _fits(one, level, nomination)]
        stands_for = self._deputies(fit, barred)
        asked = {one.id for one in fit if one.id not in self.away} | set(stands_for)
        admins = [one for one in able if one.role == Role.ADMIN]
        quorum: int = getattr(self.office.quorum, level)
        if len(asked) < quorum:
            asked |= {one.id for one in admins if one.id not in self.away} or {one.id for one in admins}
        members = [one for one in able if one.id in asked]
        return Panel(level, quorum, members, fit, admins, stands_for, barred)

    def _deputies(self, fit: Sequence[Person], barred: Collection[int]) -> dict[int, Person]:
        found: dict[int, Person] = {}
        for one in fit:
            deputy = self.by_id.get(self.away.get(one.id) or 0)
            if deputy and deputy.id not in barred and deputy.id not in self.away and covers(deputy, one):
                found.setdefault(deputy.id, one)
        return found


def _fits(reviewer: Person, level: str, nomination: Nomination) -> bool:
    return levels.level_of(reviewer) == level and in_scope(reviewer, nomination)


def covers(deputy: Person, person: Person) -> bool:
    """Say whether somebody may decide all that another may: to be away gives nobody more than an admin gave them."""
    if Role.ADMIN in {deputy.role, person.role}:
        return deputy.role == Role.ADMIN
    pairs = ((deputy.communes, person.communes), (deputy.fields, person.fields))
    wide = (not theirs or bool(mine and set(mine) <= set(theirs)) for theirs, mine in pairs)
    return deputy.role == Role.REVIEWER and levels.level_of(deputy) == levels.level_of(person) and all(wide)


def of(voice: Voice, nomination: Nomination) -> Panel:
    """Return who is asked about a nomination as it is now; asked again for the next card, it is remembered."""
    key = nomination.id, nomination.version
    if key not in voice.panels:
        voice.panels[key] = _roster(voice).panel(nomination)
    panel: Panel = voice.panels[key]
    return panel


def why_barred(voice: Voice, person: Person, nomination: Nomination) -> str | None:
    """Return the key of the sentence that says why somebody may not decide, or None."""
    tied = _roster(voice).ties.get(person.id)
    return conflicts.why_barred(tied, nomination) if tied else "refused.scope"


def staff(voice: Voice) -> Sequence[Person]:
    """Return reviewers and admins, the longest-serving first."""
    return _roster(voice).staff


def _roster(voice: Voice) -> Roster:
    if voice.roster is None:
        voice.roster = Roster(voice)
    roster: Roster = voice.roster
    return roster


def forget(voice: Voice) -> None:
    """Ask anew from now on: somebody is concerned who was not, or no longer."""
    voice.roster = None
    voice.panels.clear()
