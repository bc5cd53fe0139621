"""Random people in an office where two or three decide together, with or without a way back."""

import pytest

from tests.handlers.office_machine.machine import SETTINGS, Review
from tests.handlers.office_machine.opening import Setting

pytestmark = pytest.mark.timeout(3600)


class Voting(Review):
    settings_of_office = (Setting(quorum=3), Setting(quorum=2, careful=True))


TestVoting = Voting.TestCase
TestVoting.settings = SETTINGS
