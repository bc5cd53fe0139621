"""Random people in an office of two levels, with one vote at each or two, and with or without a way back."""

import pytest

from tests.handlers.office_machine.machine import SETTINGS, Review
from tests.handlers.office_machine.opening import Setting

pytestmark = pytest.mark.timeout(3600)


class TwoLevels(Review):
    settings_of_office = (Setting(two_levels=True), Setting(quorum=2, two_levels=True, careful=True))


TestTwoLevels = TwoLevels.TestCase
TestTwoLevels.settings = SETTINGS
