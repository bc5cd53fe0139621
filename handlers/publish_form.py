"""The questions asked before a good example is shown to the public."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.form import Form, Option
from handlers.office import Limits
from handlers.questions import Choice, Line, Summary

FORM = "publish"
AGREED = ("self", "guardian", "family", "unit")  # who can agree: the nominee; for a child, for one who died; a model
DEED = 300  # characters: two or three lines


def publish_form(limits: Limits) -> Form:
    """Return what is asked before a name is shown: who agreed, how, with the name or without, and the words."""
    return Form(
        FORM,
        (
            Choice("agreed", _who),
            Line("agreed_how", 3, limits.reason_max),
            Choice("named", _named),
            Line("deed", 10, DEED, keep_lines=True),
            Summary(send="choice.confirm_publish", value=FORM),
        ),
    )


def _who(_answers: Mapping[str, Any]) -> Sequence[Option]:
    return [Option(one, key=f"choice.agreed_{one}") for one in AGREED]


def _named(_answers: Mapping[str, Any]) -> Sequence[Option]:
    return [Option(one, key=f"choice.named_{one}") for one in ("yes", "no")]
