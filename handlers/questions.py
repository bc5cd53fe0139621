"""The kinds of question a form can ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from handlers import clean
from handlers.form import SUMMARY, Again, Draft, Invalid, Option, Taken
from handlers.given import Contact, Edited, Given, Press, Words

Options = Callable[[Mapping[str, Any]], Sequence[Option]]


def no_options(_answers: Mapping[str, Any]) -> Sequence[Option]:
    return ()


@dataclass(frozen=True)
class Plain:
    """What the kinds share: asked by `ask.<key>`, nothing to choose from, changed by asking again."""

    key: str
    aside: ClassVar[bool] = False  # put to few people alone, and not counted among the steps

    def is_asked(self, draft: Draft) -> bool:
        return True

    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]:
        return f"ask.{self.key}", {}

    def options(self, draft: Draft) -> Sequence[Option]:
        return ()

    def edit(self, draft: Draft, edited: Edited) -> Draft:
        """Change the answer that an edited message gave."""
        return self.take(draft, Words(edited.text, edited.message_id))[0]

    def take(self, draft: Draft, given: Given) -> Taken:
        raise NotImplementedError

    def is_answered(self, draft: Draft) -> bool:
        return self.key in draft.answers


@dataclass(frozen=True)
class Typed(Plain):
    """One message of words; a subclass says what they must be."""

    def take(self, draft: Draft, given: Given) -> Taken:
        if not isinstance(given, Words):
            raise Invalid("form.words_please")
        return draft.with_answer(self.key, self.checked(given.text), given.message_id), None

    def checked(self, text: str) -> str:
        """Return the answer to store, or raise Invalid."""
        raise NotImplementedError


@dataclass(frozen=True)
class Choice(Plain):
    """One of several; nothing is preselected."""

    choices: Options
    optional: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)  # a choice that is answered, but does not lead on
    hint: str = "form.choose"  # said to words that are no choice

    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]:
        return f"ask.{self.key}", self.values

    def options(self, draft: Draft) -> Sequence[Option]:
        return self.choices(draft.answers)

    def take(self, draft: Draft, given: Given) -> Taken:
        if not isinstance(given, Press):
            raise Invalid(self.hint)
        if given.value in self.refused:
            # Who agreed before and now refuses has not agreed.
            return draft.without(self.key), Again(self.refused[given.value], {})
        if given.value not in {option.value for option in self.options(draft)}:
            raise Invalid("form.choose")
        return draft.with_answer(self.key, given.value), None


@dataclass(frozen=True)
class Line(Typed):
    """Words within limits; `ready` are answers offered as buttons."""

    least: int
    most: int
    optional: bool = False
    ask: str = ""  # may name another answer: "ask.nominee_{kind}"
    ready: Options = no_options
    keep_lines: bool = False

    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]:
        return self.ask.format_map(draft.answers) or f"ask.{self.key}", {}

    def options(self, draft: Draft) -> Sequence[Option]:
        return self.ready(draft.answers)

    def take(self, draft: Draft, given: Given) -> Taken:
        if isinstance(given, Press):
            option = next((one for one in self.options(draft) if one.value == given.value), None)
            if option is None:
                raise Invalid("form.choose")
            return draft.with_answer(self.key, option.label), None
        return super().take(draft, given)

    def checked(self, text: str) -> str:
        words = clean.redact_ids(clean.clean(text) if self.keep_lines else clean.clean_line(text))
        if sum(map(str.isalnum, words)) < self.least:
            raise Invalid("form.too_short", least=self.least)
        if len(words) > self.most:
            raise Invalid("form.too_long", most=self.most)
        return words


@dataclass(frozen=True)
class Phone(Typed):
    """A Vietnamese number, typed or shared."""

    optional: bool = True

    def take(self, draft: Draft, given: Given) -> Taken:
        if isinstance(given, Contact):
            return draft.with_answer(self.key, self.checked(given.phone)), None
        return super().take(draft, given)

    def checked(self, text: str) -> str:
        number = clean.phone(clean.clean_line(text))
        if number is None:
            raise Invalid("form.bad_phone")
        return number


@dataclass(frozen=True)
class Day(Typed):
    """A date as people here write it: 23/11/2026."""

    optional: bool = False

    def checked(self, text: str) -> str:
        parts = clean.clean_line(text).replace("-", "/").replace(".", "/").split("/")
        try:
            year, month, day = (int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts)))
            return date(year + 2000 if year < 100 else year, month, day).isoformat()
        except ValueError:
            raise Invalid("form.bad_date") from None


@dataclass(frozen=True)
class Summary(Plain):
    """Everything once more; only "send" leads on."""

    key: str = SUMMARY
    optional: bool = False
    send: str = "choice.send"
    value: str = "send"  # forms about one thing need different ones: an old button must not confirm another form

    def options(self, draft: Draft) -> Sequence[Option]:
        return (Option(self.value, key=self.send),)

    def take(self, draft: Draft, given: Given) -> Taken:
        if given != Press(self.value):
            raise Invalid("form.send_or_change")
        return draft, None
