"""What every test can use: a town with its office, citizens and reviewers, on a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.postgres import Cluster, programs
from tests.town import AS_SHIPPED, Town


@pytest.fixture(autouse=True)
def _plain_log() -> None:
    # The library's own default draws every variable of a failing call: ten seconds for one traceback.
    structlog.reset_defaults()  # whatever an earlier test has set up
    structlog.configure(processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()])


@pytest.fixture(params=["telegram", "zalo"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """Return a town whose people have buttons, and the same where they can only type."""
    with Town.on(f"sqlite:///{tmp_path / 'town.db'}", channel=request.param) as town:
        yield town


@pytest.fixture(params=["telegram", "zalo"])
def careful_town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """Return a town whose office works as shipped: decisions wait to be taken back, pilots need the clearance."""
    with Town.on(f"sqlite:///{tmp_path / 'town.db'}", channel=request.param, **AS_SHIPPED) as town:
        yield town


@pytest.fixture
def button_town(tmp_path: Path) -> Iterator[Town]:
    """Return a town for what can only be done with buttons, or with another ability that Zalo has not got."""
    with Town.on(f"sqlite:///{tmp_path / 'town.db'}") as town:
        yield town


@pytest.fixture
def zalo_town(tmp_path: Path) -> Iterator[Town]:
    with Town.on(f"sqlite:///{tmp_path / 'town.db'}", channel="zalo") as town:
        yield town


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """Start PostgreSQL once; tests that want it are skipped where none is installed."""
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL is installed here (initdb and pg_ctl were not found)")
    cluster = Cluster(found)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture
def postgres_town(postgres: Cluster) -> Iterator[Town]:
    with Town.on(postgres.new_database()) as town:
        yield town


@pytest.fixture(params=["button_town", "postgres_town"], ids=["sqlite", "postgresql"])
def any_town(request: pytest.FixtureRequest) -> Town:
    """Return the same town on either database."""
    town: Town = request.getfixturevalue(request.param)
    return town
