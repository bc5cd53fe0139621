"""Every figure that the service tells of itself, in one table; counted where it happens, and none of a person.

Figures are those of this process, but for the ones that only the database knows: there each replica tells the same.
"""

import time
from collections import Counter as Tally
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.channels.base import SendError
from handlers.messages import Input
from storage.health import Waiting
from storage.models import JobHealth, Lane

REGISTRY = CollectorRegistry()
counter, gauge = partial(Counter, registry=REGISTRY), partial(Gauge, registry=REGISTRY)
histogram = partial(Histogram, registry=REGISTRY)
MOMENTS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds
HOURS = (*MOMENTS, 60, 300, 900, 3600)
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

UPDATES = counter("hoadep_updates", "Updates: processed, repeated, set_aside or dropped", ["channel", "outcome"])
STORING = histogram("hoadep_receive_to_commit_seconds", "From an update's arrival to its commit", buckets=MOMENTS)
BATCHES = histogram("hoadep_batch_updates", "Updates in one transaction", buckets=SIZES)
SENDS = counter("hoadep_sends", "Tries to send: sent, or why not", ["channel", "outcome"])
SENDING = histogram("hoadep_due_to_sent_seconds", "From when a message was due", ["lane"], buckets=HOURS)
JOBS_RUN = counter("hoadep_job_runs", "Runs of scheduled jobs: ran or failed", ["job", "outcome"])
LOGGED = counter("hoadep_log_lines", "Lines logged as warning, error or critical", ["level"])
# Known to the database alone:
WAITING = gauge("hoadep_outbox_rows", "Messages that wait, also those for the morning", ["lane"])
OLDEST = gauge("hoadep_outbox_oldest_seconds", "How long the oldest message of a lane has been due", ["lane"])
UNREACHABLE = gauge("hoadep_unreachable_people", "People who cannot be written to until they write", ["role"])
SUCCESS = gauge("hoadep_job_last_success_timestamp_seconds", "When a job last ran, in any process", ["job"])
NEXT = gauge("hoadep_job_next_run_timestamp_seconds", "When a job is to run; in the past where it is overdue", ["job"])
DURATION = gauge("hoadep_job_last_duration_seconds", "How long a job took when it last ran", ["job"])
FAILING = gauge("hoadep_job_failing", "1 if a job failed since it last ran", ["job"])
READY = gauge("hoadep_ready", "1 if /readyz says ready")
ProcessCollector(registry=REGISTRY)

_STORED, _SENDING = STORING.observe, {lane: SENDING.labels(lane).observe for lane in Lane}


def stored(batch: Sequence[Input], outcomes: Mapping[tuple[str, str], int]) -> None:
    """Count a committed batch; what has no outcome was there before."""
    BATCHES.observe(len(batch))
    repeated = Tally(one.channel for one in batch)
    for (channel, outcome), number in outcomes.items():
        repeated[channel] -= number
        UPDATES.labels(channel, outcome).inc(number)
    for channel, number in (+repeated).items():
        UPDATES.labels(channel, "repeated").inc(number)


def waited(since: Iterable[float]) -> None:
    """Count how long each arrival, on the monotonic clock, waited for its commit."""
    now = time.monotonic()
    for one in since:
        _STORED(now - one)


def sent(channel: str, lane: Lane, due_at: datetime, now: datetime) -> None:
    SENDS.labels(channel, "sent").inc()
    _SENDING[lane]((now - due_at).total_seconds())


def not_sent(channel: str, error: SendError) -> None:
    SENDS.labels(channel, type(error).__name__.lower()).inc()


def show_waiting(rows: Iterable[Waiting], now: datetime) -> None:
    """Show the outbox, the empty lanes too."""
    rows = list(rows)
    for lane in Lane:
        mine = [row for row in rows if row.lane == lane]
        WAITING.labels(lane).set(sum(row.number for row in mine))
        OLDEST.labels(lane).set(max((row.age(now) for row in mine), default=0))


def show(of: Gauge, figures: Mapping[str, float]) -> None:
    """Show figures in place of all that a gauge showed before."""
    of.clear()
    for label, value in figures.items():
        of.labels(label).set(value)


def show_jobs(jobs: Iterable[JobHealth]) -> None:
    """Show how each job fared last, and when it runs next."""
    jobs = list(jobs)
    show(SUCCESS, {one.job: one.ran_at.timestamp() for one in jobs if one.ran_at})
    show(NEXT, {one.job: one.next_at.timestamp() for one in jobs if one.next_at})
    show(DURATION, {one.job: one.milliseconds / 1000 for one in jobs if one.milliseconds is not None})
    show(FAILING, {one.job: float(one.failed_at is not None) for one in jobs})


def page() -> bytes:
    """Return everything in Prometheus' text format."""
    return generate_latest(REGISTRY)
