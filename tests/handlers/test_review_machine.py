"""Random citizens and officers at once, and after every step: what must hold whatever anybody does.

Here in an office where one reviewer decides and nobody waits; beside this file are those of other settings. What people
can do, and what must hold, is in `office_machine/`. `REVIEW_MACHINE_RUNS` says how many histories are tried in all.
"""

import pytest

from tests.handlers.office_machine.machine import SETTINGS, Review

pytestmark = pytest.mark.timeout(3600)

TestReview = Review.TestCase
TestReview.settings = SETTINGS
