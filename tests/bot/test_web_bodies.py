"""Whatever a platform pushes, nothing crashes, nothing is repeated for ever, and good messages are always processed."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.server import Sandbox
from tests.bot.conftest import Service
from tests.bot.pushing import PLATFORMS, both_by_webhook, pusher_for, seen, update

AT_ONCE, ROUNDS = 20, 50

odd_texts = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["\ud800", "\x00", "\u202e", "/start i_x", "🌸" * 900]
)
odd_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | odd_texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(odd_texts, inner, max_size=4),
    max_leaves=10,
)


@st.composite
def damaged(draw: st.DrawFn, platform: str) -> bytes:
    """Draw a good update in which something is missing, or is something else."""
    whole = update(platform, draw(odd_texts) or "x")
    for _ in range(draw(st.integers(1, 3))):
        within, path = whole, draw(st.integers(0, 3))
        for _ in range(path):
            deeper = [value for value in within.values() if isinstance(value, dict) and value]
            within = draw(st.sampled_from(deeper)) if deeper else within
        key = draw(st.sampled_from(sorted(within)))
        if draw(st.booleans()):
            within[key] = draw(odd_values)
        elif len(within) > 1:
            del within[key]
    return json.dumps(whole).encode()


def bodies(platform: str) -> st.SearchStrategy[list[bytes]]:
    any_json = odd_values.map(lambda value: json.dumps(value).encode())
    one = st.binary(max_size=200) | any_json | damaged(platform) | damaged(platform)
    return st.lists(one, min_size=AT_ONCE, max_size=AT_ONCE)


@pytest.fixture
def variables(sandbox: Sandbox) -> dict[str, str]:
    return both_by_webhook(sandbox.url)


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_thousand_malformed_bodies_crash_nothing_and_lose_nothing(service: Service, platform: str) -> None:
    rounds: list[list[bytes]] = []

    @settings(max_examples=ROUNDS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(bodies(platform))
    def collect(drawn: list[bytes]) -> None:
        rounds.append(drawn)

    collect()
    good = []
    async with pusher_for(service) as pusher:
        for drawn in rounds:
            good.append(update(platform, "Xin chào"))
            answers = await asyncio.gather(
                *(pusher.posts(platform, body) for body in drawn), pusher.posts(platform, json.dumps(good[-1]).encode())
            )
            assert {status for status, _ in answers} == {200}

    assert sum(map(len, rounds)) >= ROUNDS * AT_ONCE
    known = set(seen(service, platform))
    assert {str(one.get("update_id") or one["message"]["message_id"]) for one in good} <= known
    assert service.ask("SELECT count(*) FROM failed_update")[0] > AT_ONCE, "what names its sender is kept"
    assert not service.app.failed
    assert service.log_of("could not be stored") == service.log_of("request failed") == []
