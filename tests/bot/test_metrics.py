"""/metrics: what happened is counted, each thing once, and no label tells of a person."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import delivery, health
from bot.sandbox.server import Sandbox
from storage.models import Lane
from tests.bot.conftest import Service, until
from tests.bot.pushing import Pusher, both_by_webhook, pusher_for, update

# All that a label may say: words of the service's own.
LABELS = {
    "channel": {"telegram", "zalo"},
    "lane": set(Lane),
    "role": {"citizen", "reviewer", "admin"},
    "level": {"warning", "error", "critical"},
    "job": {
        "weekly-digest",
        "weekly-letter",
        "review-reminder",
        "look-again",
        "heartbeat",
        "draft-nudge",
        "own-reminder",
        "unreachable",
        "draft-end",
        "answer-deadline",
        "housekeeping",
    },
    "outcome": {
        *("processed", "repeated", "set_aside", "dropped", "ran", "failed", "sent"),
        *("unavailable", "throttled", "unreachable", "withheld", "moved", "refused", "notauthorised"),
    },
}

Figures = dict[str, float]


@pytest.fixture
def variables(sandbox: Sandbox) -> dict[str, str]:
    return both_by_webhook(sandbox.url)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EVERY", "SELDOM"):
        monkeypatch.setattr(health, name, 0)


@pytest.fixture
async def pusher(service: Service) -> AsyncIterator[Pusher]:
    async with pusher_for(service) as pusher:
        yield pusher


async def figures(pusher: Pusher) -> Figures:
    """Return every figure by its name and the values of its labels, having read the page as Prometheus does."""
    answer, body = await pusher.gets("/metrics")
    assert answer.status == 200
    assert answer.content_type == "text/plain"
    found: Figures = {}
    for family in text_string_to_metric_families(body.decode()):
        for sample in family.samples:
            for label, value in sample.labels.items():
                assert label == "le" or value in LABELS[label], sample
            found[" ".join([sample.name, *sample.labels.values()])] = sample.value
    return found


async def since(pusher: Pusher, before: Figures) -> Figures:
    """Return by how much figures that only grow have grown."""
    now = await figures(pusher)
    grown = {name: value - before.get(name, 0) for name, value in now.items() if re.search("_total|_count|_sum", name)}
    return {name: value for name, value in grown.items() if value}


async def test_updates_are_counted_by_what_became_of_them(service: Service, pusher: Pusher) -> None:
    before = await figures(pusher)
    for platform in ("telegram", "zalo"):
        given = update(platform, "Xin chào", who=77)
        assert [await pusher.pushes(platform, given) for _ in range(3)] == [200] * 3
    await pusher.posts("telegram", b'{"update_id": 9, "message": {"date": "x", "from": {"id": 77}}}')
    await pusher.posts("zalo", b'{"event_name": "message.text.received", "message": {"message_id": "1"}}')

    grown = await since(pusher, before)
    for channel in ("telegram", "zalo"):
        assert grown[f"hoadep_updates_total {channel} processed"] == 1
        assert grown[f"hoadep_updates_total {channel} repeated"] == 2
        assert grown[f"hoadep_updates_total {channel} set_aside"] == 1
    assert grown["hoadep_batch_updates_sum"] == 8
    assert grown["hoadep_receive_to_commit_seconds_count"] == 8
    assert 0 < grown["hoadep_receive_to_commit_seconds_sum"] < 60


async def test_sends_are_counted_by_how_they_ended(
    service: Service, pusher: Pusher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "LONGEST", 0.05)
    hoa = await service.arrives("Hoa")
    await service.all_delivered()
    before = await figures(pusher)
    for kind in ("502", "429", "400"):
        service.sandbox.faults.add("sendMessage", kind)
    service.queue(hoa, "một", "hai")
    await until(lambda: service.ask("SELECT state FROM outbox WHERE text IN ('một', 'hai')") == ["failed", "sent"])

    grown = await since(pusher, before)
    outcomes = ("sent", "unavailable", "throttled", "refused")
    assert {one: grown[f"hoadep_sends_total telegram {one}"] for one in outcomes} == dict.fromkeys(outcomes, 1)
    assert grown["hoadep_due_to_sent_seconds_count notice"] == 1


async def test_the_outbox_is_shown_by_lane_with_the_age_of_its_oldest(service: Service, pusher: Pusher) -> None:
    hoa = await service.arrives("Hoa")
    await service.all_delivered()
    service.sandbox.faults.add("sendMessage", "401", times=0)
    service.queue(hoa, "một", "hai")
    service.queue(hoa, "ba", lane=Lane.DIGEST)
    service.clock.move_by(timedelta(minutes=5))

    shown = await figures(pusher)
    service.sandbox.faults.clear()

    assert [shown[f"hoadep_outbox_rows {lane}"] for lane in Lane] == [0, 2, 0, 1]
    assert 300 <= shown["hoadep_outbox_oldest_seconds notice"] < 360
    assert shown["hoadep_outbox_oldest_seconds reply"] == 0
    assert shown["hoadep_ready"] == 1


async def test_jobs_people_and_the_process_are_shown(service: Service, pusher: Pusher) -> None:
    before = await figures(pusher)
    now = service.clock.now()
    await service.app.scheduler.ensure("housekeeping", now, now)
    hoa = await service.arrives("Hoa")
    await hoa.blocks()
    await until(lambda: service.ask("SELECT 1 FROM person WHERE unreachable_at IS NOT NULL"))

    shown, grown = await figures(pusher), await since(pusher, before)
    assert grown["hoadep_job_runs_total housekeeping ran"] == 1
    assert shown["hoadep_job_last_success_timestamp_seconds housekeeping"] == pytest.approx(now.timestamp())
    assert shown["hoadep_unreachable_people citizen"] == 1
    assert shown["process_resident_memory_bytes"] > 10_000_000
    assert shown["process_open_fds"] > 3


async def test_a_database_that_does_not_answer_leaves_the_other_figures(
    service: Service, pusher: Pusher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with service.app.database.begin() as session:
        session.connection().exec_driver_sql("ALTER TABLE counter RENAME TO gone")
    shown = await figures(pusher)
    with service.app.database.begin() as session:
        session.connection().exec_driver_sql("ALTER TABLE gone RENAME TO counter")

    assert shown["hoadep_ready"] == 0
    assert "hoadep_batch_updates_count" in shown
