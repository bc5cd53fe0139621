"""What every test can use: a town with its office, citizens and reviewers, on a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.town import Town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Town.on(f"sqlite:///{tmp_path / 'town.db'}") as town:
        yield town
