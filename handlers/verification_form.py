"""What a commune reviewer is asked who verifies a story: what was found on the spot, and how."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.form import Form, Option
from handlers.office import Limits
from handlers.questions import Choice, Line


def verification_form(limits: Limits) -> Form:
    return Form("verify", (Choice("found", _found), Line("how", 3, limits.reason_max, keep_lines=True)))


def _found(_answers: Mapping[str, Any]) -> Sequence[Option]:
    return (
        Option("yes", key="choice.found_yes"),
        Option("partly", key="choice.found_partly"),
        Option("no", key="choice.found_no"),
    )
