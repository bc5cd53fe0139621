"""MOVES: who may move a nomination from where to where. Pure."""

from enum import StrEnum

from storage.models import WAITING, Nomination, Person, Role, Status


class Actor(StrEnum):
    NOMINATOR = "nominator"
    REVIEWER = "reviewer"
    SERVICE = "service"  # the clock: nobody can ask for it


class NotAllowed(Exception):
    """The act is refused; `key` names the sentence that explains it."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


_WAITING = frozenset(WAITING)

# Stories about the same case: what may become a testimony to another, and what may take others in.
MERGEABLE = frozenset(
    {*WAITING, Status.NEEDS_INFO, Status.APPROVED, Status.NURTURING, Status.PILOTING, Status.DECLINED}
)
TAKES_IN = frozenset({*MERGEABLE, Status.RECOGNISED}) - {Status.DECLINED}

#  action        from                                             to                 who
MOVES: dict[str, tuple[frozenset[Status], Status, Actor]] = {
    "submit": (frozenset({Status.DRAFT, Status.NEEDS_INFO}), Status.SUBMITTED, Actor.NOMINATOR),
    "resubmit": (frozenset({Status.NEEDS_INFO}), Status.VERIFIED, Actor.NOMINATOR),
    "verify": (frozenset({Status.SUBMITTED}), Status.VERIFIED, Actor.REVIEWER),
    "ask_more": (_WAITING, Status.NEEDS_INFO, Actor.REVIEWER),
    "approve": (_WAITING | {Status.NURTURING}, Status.APPROVED, Actor.REVIEWER),
    "decline": (_WAITING | {Status.NURTURING}, Status.DECLINED, Actor.REVIEWER),
    "pilot": (frozenset({Status.APPROVED, Status.NURTURING}), Status.PILOTING, Actor.REVIEWER),
    "recognise": (frozenset({Status.PILOTING, Status.APPROVED}), Status.RECOGNISED, Actor.REVIEWER),
    "nurture": (_WAITING | {Status.APPROVED}, Status.NURTURING, Actor.REVIEWER),
    "discontinue": (frozenset({Status.PILOTING, Status.RECOGNISED}), Status.DISCONTINUED, Actor.REVIEWER),
    "reopen": (frozenset({Status.DECLINED, Status.NURTURING, Status.APPROVED}), Status.SUBMITTED, Actor.REVIEWER),
    "go_on": (frozenset({Status.NEEDS_INFO}), Status.SUBMITTED, Actor.SERVICE),
    "testify": (frozenset({Status.SUBMITTED}), Status.MERGED, Actor.NOMINATOR),
    "merge": (MERGEABLE, Status.MERGED, Actor.REVIEWER),
    "unmerge": (frozenset({Status.MERGED}), Status.SUBMITTED, Actor.REVIEWER),  # or wherever it was before
}
OF_TWO = frozenset({"merge", "unmerge"})  # moves that another case takes part in: see handlers.merging
# What the fast lane (khen thưởng đột xuất) leaves out, and what only it may do.
NOT_URGENT = {("pilot", Status.APPROVED), ("pilot", Status.NURTURING)}
ONLY_URGENT = {("recognise", Status.APPROVED)}


def moves_from(status: str, *, urgent: bool = False) -> list[str]:
    """Return what a reviewer can do with a nomination in this state, in the order of the table."""
    moves = ((name, who) for name, (sources, _, who) in MOVES.items() if status in sources and name not in OF_TWO)
    return [name for name, who in moves if who is Actor.REVIEWER and suits_lane(name, status, urgent=urgent)]


def suits_lane(action: str, status: str, *, urgent: bool) -> bool:
    """Say whether a move belongs to the lane, fast or usual, in which a nomination is."""
    return (action, status) not in (NOT_URGENT if urgent else ONLY_URGENT)


def is_reviewer(person: Person) -> bool:
    return person.role in {Role.REVIEWER, Role.ADMIN}


def in_scope(person: Person, nomination: Nomination) -> bool:
    """Say whether a nomination belongs to a reviewer: no list means all of them."""
    communes, fields = person.communes, person.fields
    return (not communes or nomination.commune in communes) and (not fields or nomination.field in fields)


def may_see(person: Person, nomination: Nomination) -> bool:
    return is_reviewer(person) and (person.role == Role.ADMIN or in_scope(person, nomination))


def check_move(action: str, person: Person, nomination: Nomination) -> Status:
    """Return the state that the act leads to; raise NotAllowed with the reason it is refused."""
    sources, target, who = MOVES[action]
    if who is Actor.SERVICE:
        raise NotAllowed("refused.unknown_button")
    if who is Actor.NOMINATOR:
        if person.id != nomination.nominator_id:
            raise NotAllowed("refused.not_yours")
    elif not is_reviewer(person):
        raise NotAllowed("refused.not_reviewer")
    elif person.id == nomination.nominator_id:
        raise NotAllowed("refused.own")
    elif not may_see(person, nomination):
        raise NotAllowed("refused.scope")
    if nomination.status not in sources:
        raise NotAllowed("refused.moved_on")
    if not suits_lane(action, nomination.status, urgent=bool(nomination.urgent)):
        raise NotAllowed("refused.lane")
    return target
