"""Tallying votes. Pure.

One approval is enough where the quorum is 1, and then there are no votes. Above that:

approved: as many approve as the quorum asks for.
declined: nobody approves, and as many decline as the quorum asks for, or everybody who is asked declines.
deadlock: neither can be reached any more, however those decide who have not voted yet. Then the lead decides.
open: one of the two can still be reached, so the rest are asked: one "not this time" ends nothing.

Who abstains has voted and counts for neither side. Who is related counts for nothing at all: the quorum is taken
from the others.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum


class Choice(StrEnum):
    APPROVE = "approve"
    DECLINE = "decline"
    ABSTAIN = "abstain"
    RECUSE = "recuse"


class Outcome(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"
    DEADLOCK = "deadlock"


def tally(choices: Mapping[int, str], able: Collection[int], quorum: int) -> Outcome:
    """Return what votes come to; `choices` by voter, `able` all who are asked, whether they voted or not."""
    counts = [choice for choice in choices.values() if choice != Choice.RECUSE]
    approve, decline, abstain = (counts.count(one) for one in (Choice.APPROVE, Choice.DECLINE, Choice.ABSTAIN))
    left = len(set(able) - set(choices))
    if approve >= quorum:
        return Outcome.APPROVED
    everybody = decline > 0 and left == abstain == 0
    if approve == 0 and (decline >= quorum or everybody):
        return Outcome.DECLINED
    may_approve = approve + left >= quorum
    may_decline = approve == 0 and left > 0 and (decline + left >= quorum or abstain == 0)
    return Outcome.OPEN if may_approve or may_decline else Outcome.DEADLOCK
