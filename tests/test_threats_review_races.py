"""Twenty reviewers press at once, from four processes on one PostgreSQL: one winner each, and every vote counts once.

`PROOF=1` (make proof) plays 200 rounds, a usual run 20.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bot.engine import Engine, Processed
from handlers.messages import Input
from storage.db import Database
from storage.models import Nomination, Vote
from tests.bot.proof.figures import size, tell
from tests.handlers.offices import under
from tests.test_threats_races import copies, nothing_failed, press
from tests.town import Resident, Town, submits

ROUNDS, REVIEWERS, CONNECTIONS = size(20, 200), 20, 4
VOTED_ROUNDS = size(5, 50)
pytestmark = pytest.mark.timeout(size(180, 1800))


@pytest.fixture
def engines(postgres_town: Town) -> Iterator[list[Engine]]:
    url = postgres_town.database.url.render_as_string(hide_password=False)
    with ExitStack() as stack:
        databases = [stack.enter_context(closing(Database(url))) for _ in range(CONNECTIONS)]
        yield [Engine(one, postgres_town.desk) for one in databases]


def board(town: Town) -> list[Resident]:
    reviewers = [town.reviewer(f"Cán bộ {number}") for number in range(REVIEWERS)]
    submits(town.citizen("Hoa"))
    return reviewers


def all_at_once(engines: Sequence[Engine], inputs: Sequence[Input], town: Town) -> list[Processed]:
    """Let each connection process its share, one press after the other, all beginning at the same moment."""
    start = Barrier(len(engines))

    def process(number: int) -> list[Processed]:
        start.wait()
        return [_process(engines[number], one, town) for one in inputs[number :: len(engines)]]

    with ThreadPoolExecutor(len(engines)) as pool:
        return [one for done in pool.map(process, range(len(engines))) for one in done]


def _process(engine: Engine, given: Input, town: Town) -> Processed:
    for _ in range(20):
        try:
            return engine.process([given], town.now)
        except OperationalError:
            continue  # a deadlock was broken: the batch is fetched again, as the poll loop does
    raise AssertionError("not stored after twenty tries")


def begin(town: Town, reviewers: Sequence[Resident], ref: int) -> list[Input]:
    """Let everybody come to the last button of their decision; a minute later than the last time: nobody floods."""
    town.now += timedelta(minutes=1)
    actions = ["approve" if number % 3 else "decline" for number in range(len(reviewers))]
    begun = [press(one, f"r:{action}:{ref}:1") for one, action in zip(reviewers, actions, strict=True)]
    reasons = [
        press(one, f"a:{ref}:reason:not_fit")
        for one, action in zip(reviewers, actions, strict=True)
        if action == "decline"
    ]
    town.engine.process([*begun, *reasons], town.now)
    return [press(one, f"a:{ref}:summary:{action}") for one, action in zip(reviewers, actions, strict=True)]


def test_of_twenty_who_press_at_once_one_wins(
    postgres_town: Town, engines: list[Engine], capsys: pytest.CaptureFixture[str]
) -> None:
    reviewers = board(postgres_town)
    for ref in copies(postgres_town, ROUNDS):
        done = all_at_once(engines, begin(postgres_town, reviewers, ref), postgres_town)
        decisions = [one for one in postgres_town.record("approve", "decline") if one.nomination_id == ref]
        refused = [toast for one in done for toast in one.toasts if toast.text]
        assert (len(decisions), len(refused)) == (1, REVIEWERS - 1)
    assert nothing_failed(postgres_town)
    tell(capsys, "races of reviewers", f"{ROUNDS} rounds of {REVIEWERS} on {CONNECTIONS} connections, one winner each")


def test_of_twenty_who_vote_at_once_the_quorum_decides_once(
    postgres_town: Town, engines: list[Engine], capsys: pytest.CaptureFixture[str]
) -> None:
    under(postgres_town, province=3)
    for engine in engines:
        engine.desk = postgres_town.desk
    reviewers = board(postgres_town)
    for ref in copies(postgres_town, VOTED_ROUNDS):
        all_at_once(engines, begin(postgres_town, reviewers, ref), postgres_town)
        decisions = [one.action for one in postgres_town.record("approve", "decline") if one.nomination_id == ref]
        with postgres_town.looking() as session:
            status = session.get_one(Nomination, ref).status
            cast = dict(
                session.execute(
                    select(Vote.choice, func.count()).where(Vote.nomination_id == ref).group_by(Vote.choice)
                ).all()
            )
        assert len(decisions) == 1
        # Whoever came later voted no more: what decided is exactly what was needed.
        if decisions == ["approve"]:
            assert (status, cast["approve"]) == ("approved", 3)
        else:
            assert (status, cast) == ("declined", {"decline": 3})
    assert nothing_failed(postgres_town)
    tell(capsys, "races of votes", f"{VOTED_ROUNDS} rounds of {REVIEWERS}, a quorum of 3, one decision each")
