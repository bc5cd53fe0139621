"""Random people in an office whose decisions can be taken back for ten minutes, and whose pilots need the clearance."""

import pytest

from tests.handlers.office_machine.machine import SETTINGS, Review
from tests.handlers.office_machine.opening import Setting

pytestmark = pytest.mark.timeout(3600)


class Careful(Review):
    settings_of_office = (Setting(careful=True),)


TestCareful = Careful.TestCase
TestCareful.settings = SETTINGS
