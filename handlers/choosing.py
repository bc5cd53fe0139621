"""The questions that only reviewers are asked: what is to be asked again, and whether to announce an approval now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.form import Changed, Draft, Invalid, Option, Taken
from handlers.given import Given, Press
from handlers.questions import Line, Summary

QUESTIONS = ("story", "results", "replicable", "media", "phone")  # that can be asked again
AGAIN = "again_"


@dataclass(frozen=True)
class Asking(Line):
    """What a reviewer asks for: words, ready ones or typed, and questions to ask again."""

    def options(self, draft: Draft) -> Sequence[Option]:
        named = draft.answers.get("again")
        if named is None:
            return [*super().options(draft), Option("again", key="choice.again")]
        toggles = [Option(AGAIN + key, key=f"choice.again_{key}{'_on' if key in named else ''}") for key in QUESTIONS]
        done = [Option("done", key="choice.again_done")] if named else []
        return [*toggles, *done, Option("ready", key="choice.again_ready")]

    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]:
        return super().prompt(draft) if draft.answers.get("again") is None else ("ask.again", {})

    def take(self, draft: Draft, given: Given) -> Taken:
        named = draft.answers.get("again") or []
        if given == Press("done") and named:
            return draft.with_answer(self.key, ""), None
        if given == Press("again"):
            return draft.with_answer("again", named), Changed()
        if given == Press("ready"):
            return draft.without("again"), Changed()
        if not isinstance(given, Press) or not given.value.startswith(AGAIN):
            return super().take(draft, given)
        key = given.value.removeprefix(AGAIN)
        if key not in QUESTIONS:
            raise Invalid("form.choose")
        return draft.with_answer("again", [one for one in QUESTIONS if (one in named) != (one == key)]), Changed()


@dataclass(frozen=True)
class Announced(Summary):
    """A confirmation whose news can be held back, to be announced with others."""

    def options(self, draft: Draft) -> Sequence[Option]:
        return [*super().options(draft), Option("hold", key="choice.hold")]

    def take(self, draft: Draft, given: Given) -> Taken:
        if given == Press("hold"):
            return draft.with_answer("hold", value=True), None
        return super().take(draft, given)
