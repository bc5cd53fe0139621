"""The question whether somebody told of the same person or model before. Put only where there is such a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from handlers import clean
from handlers.form import Draft, Invalid, Option, Taken
from handlers.given import Given, Press, Words
from handlers.questions import Plain
from handlers.synonyms import MEANT

SAME, OTHER = "same", "another"
YES = frozenset(
    {*MEANT["yes"], "dung", "dung vay", "dung roi", "phai", "dung nguoi nay"}
)  # where one case is asked about


@dataclass(frozen=True)
class SameCase(Plain):
    """One of the cases found, or none of them.

    The answer keeps them all (`cases`), the citizen's own codes among them (`own`) and, once given, the `case` or None.
    """

    key: str = SAME
    optional: bool = False
    aside: ClassVar[bool] = True

    def is_asked(self, draft: Draft) -> bool:
        return self.key in draft.answers

    def is_answered(self, draft: Draft) -> bool:
        return "case" in draft.answers[self.key]

    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]:
        found = draft.answers[self.key]
        return "ask.same_own" if len(found["own"]) == len(found["cases"]) else "ask.same", {}

    def options(self, draft: Draft) -> Sequence[Option]:
        cases, own = draft.answers[self.key]["cases"], draft.answers[self.key]["own"]
        alone = "choice.same_own" if own else "choice.same"
        keys = [f"choice.same_{number}" if len(cases) > 1 else alone for number in range(1, len(cases) + 1)]
        same = [Option(str(case), key=key) for case, key in zip(cases, keys, strict=True)]
        return [*same, Option(OTHER, key="choice.same_other")]

    def take(self, draft: Draft, given: Given) -> Taken:
        cases = draft.answers[self.key]["cases"]
        if isinstance(given, Words) and len(cases) == 1 and clean.fold(given.text) in YES:
            given = Press(str(cases[0]))
        if not isinstance(given, Press) or given.value not in {one.value for one in self.options(draft)}:
            raise Invalid("form.choose")
        case = None if given.value == OTHER else int(given.value)
        return draft.with_answer(self.key, {**draft.answers[self.key], "case": case}), None
