"""All of it, and how often it is tried."""

import os

from hypothesis import HealthCheck, Phase, settings

from tests.handlers.office_machine.races import Racing
from tests.handlers.office_machine.rules import Deciding, Joining, Passing, Rethinking, Staffing, Telling

FILES = 4  # of tests, among which the histories are shared
RUNS = os.environ.get(
    "REVIEW_MACHINE_RUNS"
)  # others each time; without it always the same, so that nobody is surprised
STEPS = 12


class Review(Telling, Deciding, Rethinking, Joining, Staffing, Racing, Passing):
    """An office in which everybody does anything."""


SETTINGS = settings(
    max_examples=-(-int(RUNS or 2000) // FILES),
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=RUNS is None,
    # A history of twelve steps is read as it is; to look for a shorter one takes longer than all others together.
    phases=set(Phase) if RUNS else {Phase.generate},
)
