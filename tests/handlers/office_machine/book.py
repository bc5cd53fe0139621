"""What a witness of an office has written down: who works there, what was told, where every story is by the record.

Everything here is worked out anew from the rows and the record, apart from the code that decided.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product

from storage.models import WAITING, Role, Status

ON_ITS_WAY = timedelta(seconds=5)  # so long before it is due a message may be with the channel already


@dataclass(frozen=True)
class Officer:
    """Somebody of the staff; no list means everything."""

    id: int
    name: str
    role: str
    level: str
    communes: list[str]
    fields: list[str]
    leads: bool

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN


@dataclass(frozen=True)
class Told:
    """What a citizen told."""

    nominator: int
    nominee: str
    phone: str | None
    field: str
    commune: str


@dataclass(frozen=True)
class Decision:
    """The last decision of a reviewer on a story, while it may be taken back."""

    person: int
    action: str
    at: datetime
    status: str  # before it
    round: int


@dataclass
class Story:
    """Where a story is by the record."""

    status: str = Status.DRAFT
    version: int = 0
    round: int = 1
    parent: int | None = None
    before_merge: str = ""
    before_coaching: str = ""
    last: Decision | None = None
    votes: dict[tuple[int, str], dict[int, str]] = field(default_factory=dict)  # by round and level


@dataclass
class News:
    """Who is to hear of a decision, and when; nobody before it is announced."""

    stands_at: datetime  # from then on it cannot be taken back
    first: datetime | None  # when the nominator hears
    due: dict[int, datetime] = field(default_factory=dict)  # when each of them hears

    def is_out(self, now: datetime) -> bool:
        return any(due <= now + ON_ITS_WAY for due in self.due.values())


@dataclass
class Book:
    """All of it."""

    two_levels: bool
    quorum: Mapping[str, int]
    staff: dict[int, Officer] = field(default_factory=dict)
    away: dict[int, int | None] = field(default_factory=dict)  # with their deputies
    told: dict[int, Told] = field(default_factory=dict)
    stories: dict[int, Story] = field(default_factory=dict)
    news: dict[tuple[int, int], News] = field(default_factory=dict)  # by story and version
    related: set[tuple[int, int]] = field(default_factory=set)  # person and story
    phones: set[tuple[int, str]] = field(default_factory=set)  # that people gave
    numbers: dict[str, int] = field(default_factory=dict)  # of stories by their codes
    listened: dict[str, int] = field(default_factory=dict)  # how many messages of each resident are known
    voters: set[tuple[int, int]] = field(default_factory=set)  # person and story: at the last look, or since
    held: set[int] = field(default_factory=set)  # stories whose approval is not announced yet

    def level_of(self, status: str) -> str:
        return "commune" if self.two_levels and status == Status.SUBMITTED else "province"

    def root(self, ref: int) -> int:
        parent = self.stories[ref].parent
        return ref if parent is None else self.root(parent)

    def below(self, ref: int) -> Iterator[int]:
        yield ref
        for child, story in self.stories.items():
            if story.parent == ref:
                yield from self.below(child)

    def tellers(self, ref: int) -> set[int]:
        return {self.told[one].nominator for one in self.below(ref)}

    def is_barred(self, person: int, ref: int) -> bool:
        """Say whether somebody is concerned: nominator, teller, nominee, related, or with the nominator's phone."""
        if person in self.tellers(ref) or (person, ref) in self.related:
            return True
        if (person, self.told[ref].phone) in self.phones:
            return True
        name = self.staff[person].name.casefold() if person in self.staff else " "
        return " " in name and self.told[ref].nominee.casefold().endswith(f" {name}")

    def is_in_scope(self, officer: Officer, ref: int) -> bool:
        told = self.told[ref]
        fits = not officer.communes or told.commune in officer.communes
        return officer.is_admin or (fits and (not officer.fields or told.field in officer.fields))

    def acts_at(self, officer: Officer, level: str) -> bool:
        return officer.is_admin or officer.level == level

    def asked(self, ref: int, level: str) -> set[int]:
        """Return who is asked for a vote: those who are here or their deputies, and the admins if they are too few."""
        free = [one for one in self.staff.values() if not self.is_barred(one.id, ref)]
        fit = [one for one in free if not one.is_admin and one.level == level and self.is_in_scope(one, ref)]
        here = {one.id for one in free if one.id not in self.away}
        deputies = {self.away[one.id] for one in fit if one.id in self.away}
        able = {one for one in deputies if one in here and one is not None}
        asked = {one.id for one in fit if one.id in here} | able
        admins = {one.id for one in free if one.is_admin}
        return asked if len(asked) >= self.quorum[level] else asked | ((admins & here) or admins)

    def votes_now(self, ref: int) -> Mapping[int, str]:
        """Return the votes that count just now."""
        story = self.stories[ref]
        cast = story.votes.get((story.round, self.level_of(story.status)), {})
        return {one: choice for one, choice in cast.items() if self.may_vote(one, ref, self.level_of(story.status))}

    def all_voters(self) -> set[tuple[int, int]]:
        """Return who has a vote that counts just now, each with the story."""
        open_ones = (ref for ref, one in self.stories.items() if one.status in IS_OPEN and any(one.votes.values()))
        return {(person, ref) for ref in open_ones for person in self.votes_now(ref)}

    def may_vote(self, person: int, ref: int, level: str) -> bool:
        officer = self.staff.get(person)
        if officer is None or self.is_barred(person, ref):
            return False
        return self.acts_at(officer, level) and self.is_in_scope(officer, ref)

    def outcome(self, ref: int) -> str:
        """Return "approved", "declined", "open" or "deadlock": whatever the votes that are out could still bring."""
        level, cast = self.level_of(self.stories[ref].status), self.votes_now(ref)
        left = self.asked(ref, level) - set(cast)
        if ended := _ended([*cast.values()], len(left), self.quorum[level]):
            return ended
        said = (("approve", "decline", "abstain"),) * len(left)
        ends = {_ended([*cast.values(), *more], 0, self.quorum[level]) for more in product(*said)}
        return "open" if ends - {""} else "deadlock"


def _ended(said: list[str], left: int, quorum: int) -> str:
    if said.count("approve") >= quorum:
        return "approved"
    declined = said.count("decline")
    everybody = bool(said) and left == 0 and declined == len(said)
    return "declined" if "approve" not in said and (declined >= quorum or everybody) else ""


IS_OPEN = frozenset(WAITING)
