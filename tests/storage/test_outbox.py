"""What the bot says waits in the outbox until it has been said, on either database."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.turn import Voice
from storage import outbox, updates
from storage.models import Delivery, FailedUpdate, Lane, OutboxMessage, Person
from storage.outbox import Settled
from tests.town import Resident, Town


@pytest.fixture
def hoa(any_town: Town) -> Resident:
    """Return a citizen who was told three things, none of which has been sent."""
    hoa = any_town.citizen("Hoa")
    hoa.says("/start", "/trogiup", "/trangthai")
    with any_town.looking() as session:
        session.execute(update(OutboxMessage).values(state=Delivery.QUEUED, attempts=0, message_id=None, sent_at=None))
    return hoa


def states(session: Session) -> list[str]:
    return list(session.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id)))


def test_what_is_due_comes_oldest_first_and_what_was_sent_or_given_up_does_not_come(hoa: Resident) -> None:
    town = hoa.town
    with town.looking() as session:
        first, second, third = outbox.due(session, town.now, 10)
        later = town.now + timedelta(minutes=5)
        outbox.settle(
            session,
            [
                Settled(first.id, Delivery.SENT, town.now, message_id="77"),
                Settled(second.id, Delivery.ERRORED, town.now, error="502", retry_at=later),
                Settled(third.id, Delivery.FAILED, town.now, error="400"),
            ],
        )
    with town.looking() as session:
        assert outbox.counts(session) == {"queued": 0, "sent": 1, "errored": 1, "failed": 1}
        assert outbox.due(session, town.now, 10) == []
        assert [one.id for one in outbox.due(session, later, 10)] == [second.id]
        assert outbox.message_id_of(session, first.id) == "77"


def test_an_attempt_that_was_surely_refused_for_now_is_not_counted(hoa: Resident) -> None:
    town = hoa.town
    with town.looking() as session:
        ids = [one.id for one in outbox.due(session, town.now, 10)]
        outbox.settle(
            session, [Settled(one, Delivery.ERRORED, town.now, counted=one != ids[0], retry_at=town.now) for one in ids]
        )
    with town.looking() as session:
        assert [one.attempts for one in outbox.due(session, town.now, 10)] == [0, 1, 1]


def test_what_became_of_a_message_that_is_gone_harms_no_other(hoa: Resident) -> None:
    town = hoa.town
    with town.looking() as session:
        first, *_ = [one.id for one in outbox.due(session, town.now, 10)]
        gone = [Settled(one, Delivery.SENT, town.now, message_id="77") for one in (first + 900, first, first + 901)]
        outbox.settle(session, gone)
    with town.looking() as session:
        assert outbox.message_id_of(session, first) == "77"
        assert outbox.counts(session)["sent"] == 1


def test_words_are_forgotten_in_time_whatever_became_of_them(hoa: Resident) -> None:
    town = hoa.town
    with town.looking() as session:
        first, second, _ = [one.id for one in outbox.due(session, town.now, 10)]
        outbox.settle(session, [Settled(first, Delivery.SENT, town.now), Settled(second, Delivery.FAILED, town.now)])
        updates.keep_failed(session, ("telegram", "9"), {"text": "bà Hòe"}, "KeyError", town.now)
        outbox.blank_old(session, town.now)
        updates.blank_failed(session, town.now)
    with town.looking() as session:
        assert session.scalars(select(OutboxMessage.id).where(OutboxMessage.text == "")).all() == []
        assert session.scalars(select(FailedUpdate.raw)).one() != ""
        later = town.now + timedelta(seconds=1)
        outbox.blank_old(session, later)
        updates.blank_failed(session, later)
    with town.looking() as session:
        blank = select(OutboxMessage.id).where(OutboxMessage.text == "").order_by(OutboxMessage.id)
        assert session.scalars(blank).all() == [first, second]
        assert session.execute(select(FailedUpdate.raw, FailedUpdate.traceback)).one() == ("", "KeyError")


def test_news_for_somebody_who_left_is_given_up_and_comes_back_with_them(hoa: Resident) -> None:
    town = hoa.town
    with town.looking() as session:
        session.execute(update(OutboxMessage).where(OutboxMessage.key == "follow.nothing").values(lane=Lane.NOTICE))
        outbox.mark_unreachable(session, "telegram", hoa.id, town.now)
    with town.looking() as session:
        assert states(session) == ["failed"] * 3
    hoa.says("/start")

    assert town.person(hoa).unreachable_at is None
    with town.looking() as session:
        assert states(session) == ["failed", "sent", "sent", "sent"]  # not what asked something then


def test_a_chat_that_moved_takes_its_messages_along(hoa: Resident) -> None:
    with hoa.town.looking() as session:
        outbox.move_chat(session, "telegram", hoa.id, "-100777")
        moved = session.scalars(select(OutboxMessage.chat_id)).all()
        assert set(moved) == {"-100777"}
        assert session.scalars(select(Person.chat_id)).all() == ["-100777"]


def test_a_message_with_a_key_is_said_once_for_ever(any_town: Town) -> None:
    lan = any_town.reviewer("Lan")

    def remind(voice: Voice, _due: datetime) -> None:
        voice.say("staff.you_were_revoked", to=any_town.person(lan), once="farewell:lan")

    any_town.does(remind)
    any_town.restarts()
    any_town.does(remind)

    assert lan.heard == ["staff.you_were_revoked"]
