"""What may connect a reviewer with a story: accounts, phones, what they sent themselves."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session, defer

from storage.models import IS_WAITING, Account, Event, Nomination

UNLINK = "unlink"
_WAITS = text(f"nomination.{IS_WAITING}")


def accounts(session: Session, people: Collection[int]) -> list[tuple[int, int, str]]:
    """Return (account, person, name on the channel)."""
    rows = select(Account.id, Account.person_id, Account.name).where(Account.person_id.in_(people))
    return [(account, person, name) for account, person, name in session.execute(rows)]


def taken_apart(session: Session) -> list[tuple[int, int]]:
    """Return pairs of people who were one person, until their accounts were unlinked."""
    rows = select(Event.person_id, Event.target).where(Event.action == UNLINK, Event.target.is_not(None))
    return [(person, int(target)) for person, target in session.execute(rows) if person and target]


def phones_given(session: Session, people: Collection[int]) -> list[tuple[int, str]]:
    """Return (person, phone) for the numbers that people gave with stories of their own, sent or not."""
    phone = Nomination.draft["answers"]["phone"].as_string()
    given = select(Nomination.nominator_id, phone).where(Nomination.nominator_id.in_(people), phone.is_not(None))
    return [(person, number) for person, number in session.execute(given.distinct())]


def waiting_with(
    session: Session,
    *,
    accounts: Collection[int],
    nominators: Collection[int],
    keys: Collection[str],
    ids: Collection[int],
    phones: Collection[str],
) -> Sequence[Nomination]:
    """Return what waits and has one of these accounts, nominators, keys of names, numbers or phones."""
    has = [
        column.in_(values)
        for column, values in (
            (Nomination.account_id, accounts),
            (Nomination.nominator_id, nominators),
            (Nomination.name_key, keys),
            (Nomination.id, ids),
            (Nomination.phone, phones),
        )
        if values
    ]
    found = select(Nomination.id).where(_WAITS, or_(*has))
    # By number first, within the index: most of what waits has nothing to do with anybody. Stories are long.
    rows = select(Nomination).where(Nomination.id.in_(found)).options(defer(Nomination.draft))
    return session.scalars(rows).all() if has else []
