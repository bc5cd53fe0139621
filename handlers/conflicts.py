"""Nobody decides where they are concerned: the nominator, the nominee, and who declared to be related.

Barred is who
- nominated it or told of the same case, with whatever account: also one that was begun with an account of theirs, or by
  somebody who was the same person until two accounts were taken apart, or by somebody with the same phone number (the
  only one that is asked for is the sender's);
- is called like the nominee: the very same name of two words or more, or one that is the same folded in a commune
  that is theirs to review;
- said to be related ("tôi có liên quan"), at whatever level, in any round.

It is asked before a card is sent or opened, and again at the act. A namesake who is barred by mistake costs nothing
but another pair of eyes.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy.orm import Session

from handlers import clean
from handlers.similar import name_key, readings
from storage import cases, relations, votes
from storage.models import Nomination, Person


@dataclass
class Ties:
    """What is known of a reviewer that may tie them to a story."""

    person: Person
    same: set[int]  # the people that they are, or were before accounts were taken apart
    accounts: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    recused: set[int] = field(default_factory=set)  # nominations
    told_of: set[int] = field(default_factory=set)  # cases, by a story that was merged into one

    @cached_property
    def called(self) -> Mapping[str, set[str]]:
        """Return their names by the keys under which a nominee of that name is filed."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in self.names:
            for one in readings(name):
                found[name_key(one)].add(name)
        return found


def ties(session: Session, people: Collection[Person]) -> dict[int, Ties]:
    """Return what ties each of some reviewers, with as many questions for one as for all."""
    if not people:
        return {}
    ids = [one.id for one in people]
    found = {one.id: Ties(one, {one.id}, names={one.name}) for one in people}
    for account, person, name in relations.accounts(session, ids):
        found[person].accounts.add(account)
        found[person].names.add(name)
    for person, phone in relations.phones_given(session, ids):
        found[person].phones.add(phone)
    for person, nomination in votes.recusals(session, ids):
        found[person].recused.add(nomination)
    apart = _apart(relations.taken_apart(session))
    for one in found.values():
        one.same |= apart.get(one.person.id, set())
    for person, case in cases.told_of(session, set().union(*(one.same for one in found.values()))):
        for one in found.values():
            if person in one.same:
                one.told_of.add(case)
    return found


def _apart(pairs: Collection[tuple[int, int]]) -> Mapping[int, set[int]]:
    """Return for each person all who were once the same, also by way of a third."""
    groups: dict[int, set[int]] = defaultdict(set)
    for first, second in pairs:
        group = {first, second} | groups[first] | groups[second]
        for one in group:
            groups[one] = group
    return groups


def why_barred(tied: Ties, nomination: Nomination) -> str | None:
    """Return the key of the sentence that says why somebody may not decide, or None."""
    if nomination.nominator_id in tied.same or nomination.account_id in tied.accounts:
        return "refused.own"
    if nomination.id in tied.told_of:
        return "refused.own"
    if nomination.id in tied.recused:
        return "refused.related"
    if nomination.phone in tied.phones:
        return "refused.own"
    return "refused.nominee" if _is_called(tied, nomination) else None


def _is_called(tied: Ties, nomination: Nomination) -> bool:
    names = tied.called.get(nomination.name_key or "", ())
    if names and nomination.commune in (tied.person.communes or ()):
        return True
    written = _as_written(nomination.nominee or "") if names else []
    return len(written) > 1 and any(written == _as_written(name) for name in names)


def _as_written(name: str) -> list[str]:
    """Return a name's words with their accents and without a form of address."""
    words = clean.clean_line(name).casefold().split()
    return words[-len(readings(name)[0].split()) :]


def barred_from(session: Session, tied: Ties) -> list[int]:
    """Return what waits and a reviewer may not decide on, other than what they sent themselves."""
    suspects = relations.waiting_with(
        session,
        accounts=tied.accounts,
        nominators=tied.same - {tied.person.id},
        keys=tied.called.keys(),
        ids=tied.recused | tied.told_of,
        phones=tied.phones,
    )
    return [one.id for one in suspects if one.nominator_id != tied.person.id and why_barred(tied, one)]


def without_barred(session: Session, person: Person, stories: Sequence[Nomination]) -> list[Nomination]:
    """Return those stories in which somebody is not concerned."""
    tied = ties(session, [person])[person.id]
    return [one for one in stories if why_barred(tied, one) is None]
