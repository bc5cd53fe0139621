"""Votes on a nomination, where a level wants more than one approval: who has said what, and who is asked now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers import panel
from handlers.panel import Panel
from handlers.turn import Turn, Voice
from handlers.votes import Choice, Outcome, tally
from handlers.workflow import NotAllowed
from storage import audit, votes
from storage.models import WAITING, Nomination, Person, Status, Vote

CHOICES = {
    "verify": Choice.APPROVE,
    "approve": Choice.APPROVE,
    "decline": Choice.DECLINE,
    "nurture": Choice.DECLINE,  # not now: who says it last says how the citizen is told
    "abstain": Choice.ABSTAIN,
}
NOT_SO = "no"  # what a reviewer who looked on the spot found: a vote against


@dataclass(frozen=True)
class Ballot:
    """The votes of a round at a level, and what they come to."""

    panel: Panel
    cast: Sequence[Vote]
    outcome: Outcome

    @property
    def choices(self) -> dict[int, str]:
        return {one.person_id: one.choice for one in self.cast}

    @property
    def left(self) -> list[Person]:
        """Return who is asked and has not voted."""
        return [one for one in self.panel.members if one.id not in self.choices]

    def has_voted(self, person: Person) -> bool:
        return person.id in self.choices

    def may_see(self, person: Person) -> bool:
        """Say whether somebody may see the votes: who has voted, and who decides where they do not."""
        return self.has_voted(person) or (self.is_with_the_lead and person in self.panel.leads)

    @property
    def is_with_the_lead(self) -> bool:
        """Say whether the votes are in and it still waits: nobody who votes can end it any more."""
        return self.outcome is not Outcome.OPEN


def of(voice: Voice, nomination: Nomination) -> Ballot | None:
    """Return the votes on what waits; None where one approval is enough."""
    asked = panel.of(voice, nomination)
    if asked.quorum == 1 or nomination.status not in WAITING:
        return None
    # Whose role was taken back since, or who is concerned by now, counts no more.
    may = {one.id for one in (*asked.fit, *asked.admins)}
    said = [one for one in votes.of(voice.session, nomination, asked.level) if one.choice != Choice.RECUSE]
    cast = [one for one in said if one.person_id in may]
    able = [one.id for one in asked.members]
    return Ballot(asked, cast, tally({one.person_id: one.choice for one in cast}, able, asked.quorum))


def check(voice: Voice, action: str, person: Person, nomination: Nomination) -> None:
    """Raise NotAllowed where somebody has voted already, where only the lead decides now, or where nobody can alone."""
    if action in {"approve", "pilot"} and _was_never_approved(voice, nomination):
        raise NotAllowed("refused.vote_anew")
    ballot = of(voice, nomination) if action in CHOICES else None
    if ballot is None:
        return
    if ballot.is_with_the_lead:
        if action == "abstain" or person not in ballot.panel.leads:
            raise NotAllowed("refused.with_lead")
    elif ballot.has_voted(person):
        raise NotAllowed("refused.voted")


def _was_never_approved(voice: Voice, nomination: Nomination) -> bool:
    """Say whether a story is coached that several would have had to approve: one alone cannot do it for them."""
    if nomination.status != Status.NURTURING or panel.of(voice, nomination).quorum == 1:
        return False
    move = audit.last_move(voice.session, nomination)
    return move is None or move[0].source != Status.APPROVED


Decided = tuple[str, Mapping[str, Any]]  # a move with what its form asked for


def take(turn: Turn, nomination: Nomination, action: str, answers: Mapping[str, Any]) -> Decided | None:
    """Return the move that is to be made now: at once where one decides, else when the votes have come to it."""
    ballot = of(turn, nomination)
    if ballot is None or action not in CHOICES or ballot.is_with_the_lead:
        return action, answers
    against = answers.get("found") == NOT_SO
    choice = Choice.DECLINE if against else CHOICES[action]
    words = f"{answers['found']}: {answers['how']}" if "found" in answers else answers.get("reason", "")
    cast(turn, nomination, choice, words)
    now = of(turn, nomination)
    outcome = now.outcome if now else Outcome.OPEN
    if outcome in {Outcome.APPROVED, Outcome.DECLINED}:
        return (action, _together(now, answers)) if now and "found" in answers else (action, answers)
    return None


def _together(ballot: Ballot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what several found on the spot: "yes" only where all say so."""
    found = {(one.reason or "").partition(":")[0] for one in ballot.cast if one.choice != Choice.ABSTAIN}
    return {**answers, "found": found.pop() if len(found) == 1 else "partly"}


def cast(turn: Turn, nomination: Nomination, choice: Choice, words: str = "") -> None:
    """Write down what somebody said, on the record as well; who votes first and is related after all, is related."""
    asked = panel.of(turn, nomination)
    absent = asked.stands_for.get(turn.person.id)
    vote = votes.by(turn.session, nomination, asked.level, turn.person)
    if vote is None:
        place = {"nomination_id": nomination.id, "level": asked.level, "round": nomination.round}
        vote = Vote(**place, person_id=turn.person.id)
        turn.session.add(vote)
    vote.choice, vote.reason, vote.at = choice, words or None, turn.now
    if nomination.claimed_by == turn.person.id:
        nomination.claimed_by = nomination.claimed_until = None
    vote.for_id = absent.id if absent and choice is not Choice.RECUSE else None
    act = "recuse" if choice is Choice.RECUSE else "vote"
    audit.record(turn.session, act, turn.now, person=turn.person, nomination=nomination, reason=choice)
    if absent and vote.for_id:
        act_for(turn, nomination, absent)
    turn.session.flush()
    panel.forget(turn)


def act_for(turn: Turn, nomination: Nomination, absent: Person) -> None:
    """Put on the record in whose place somebody acts."""
    audit.record(turn.session, "act_for", turn.now, person=turn.person, nomination=nomination, reason=str(absent.id))
