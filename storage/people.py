"""Questions asked of the people and their accounts."""

from collections.abc import Sequence

from sqlalchemy import bindparam, or_, select, tuple_, update
from sqlalchemy.orm import Session, contains_eager

from storage import late, votes
from storage.models import Account, Nomination, OutboxMessage, Person, Reminder, Role

STAFF = (Role.REVIEWER, Role.ADMIN)


def on_channels(session: Session, accounts: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Account]:
    """Return the known accounts among (channel, external id) pairs with whose they are, in one query.

    They are locked until the commit, always in the same order: whatever one person does happens one after the
    other, in however many processes, and a role that is taken back meanwhile counts before or after, not between.
    """
    if not accounts:
        return {}
    return {(one.channel, one.external_id): one for one in session.scalars(_ON_CHANNELS, {"accounts": set(accounts)})}


# The key itself stays free, so that others can write to these people's outbox. An account is locked too: linked to
# somebody else meanwhile, it must not be taken for this person's any more.
_ON_CHANNELS = (
    select(Account)
    .join(Account.person)
    .options(contains_eager(Account.person))
    .where(tuple_(Account.channel, Account.external_id).in_(bindparam("accounts", expanding=True)))
    .order_by(Person.id, Account.id)
    .with_for_update(key_share=True, of=(Person, Account))
    .execution_options(populate_existing=True)
)


def on_channel(session: Session, channel: str, external_id: str) -> Account | None:
    return on_channels(session, [(channel, external_id)]).get((channel, external_id))


def accounts_of(session: Session, person: Person) -> Sequence[Account]:
    """Return a person's accounts, the first one first."""
    return session.scalars(select(Account).where(Account.person_id == person.id).order_by(Account.id)).all()


def staff(session: Session) -> Sequence[Person]:
    """Return reviewers and admins, the longest-serving first; whoever gives a role flushes it."""
    return [one for one in session.scalars(_STAFF) if one.role in STAFF]


# Not `in_`, which is put together anew each time it is asked.
_IS_STAFF = or_(*(Person.role == role for role in STAFF))
_STAFF = select(Person).where(_IS_STAFF).order_by(Person.id).execution_options(**late.APART)


def as_now(session: Session, ref: int) -> Person:
    """Return a person by number, or whoever they have been linked to since."""
    person = session.get_one(Person, ref)
    while person.merged_into is not None:
        person = session.get_one(Person, person.merged_into)
    return person


def write_at(person: Person, account: Account) -> None:
    """Write to a person from now on at one of their accounts."""
    address = account.channel, account.external_id, account.chat_id
    if (person.channel, person.external_id, person.chat_id) != address:
        person.channel, person.external_id, person.chat_id = address


def hand_over(session: Session, before: Person, to: Person) -> None:
    """Give everything that was one person's to another: accounts, stories, what is still to be heard."""
    for account in accounts_of(session, before):
        account.person = to
    for column in (Nomination.nominator_id, OutboxMessage.person_id, Reminder.person_id):
        session.execute(
            update(column.class_).where(column == before.id).values({column: to.id}),
            execution_options={"synchronize_session": "fetch"},
        )
    votes.hand_over_recusals(session, before, to)
    to.subscribed_at = to.subscribed_at or before.subscribed_at
    before.subscribed_at = None
    before.merged_into, before.draft_id, before.scene, before.role = to.id, None, None, Role.CITIZEN
