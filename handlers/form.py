"""A form is data; a turn of it is a pure function: `step(form, draft, given) -> (draft, outcome)`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol

from handlers.given import BACK, CLEAR, SKIP, Control, Edited, Given, Jump, Press, Words
from handlers.office import Wording

SUMMARY = "summary"


class Invalid(Exception):
    """The answer cannot be taken; `key` names the sentence that says why."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been answered, where the conversation stands, and which message gave which answer."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    cursor: str = ""
    pending: Any = None  # a half-given answer: the places to choose from
    sources: Mapping[str, str] = field(default_factory=dict)  # message id -> question
    given: Sequence[str] = ()  # filled in beforehand by a deep link, not asked
    returning: bool = False  # one answer is being changed from the summary

    def without(self, key: str) -> "Draft":
        return replace(self, answers={one: value for one, value in self.answers.items() if one != key})

    def with_answer(self, key: str, value: Any, message_id: str = "", *, one_of_many: bool = False) -> "Draft":
        """Take an answer; a message that gave the same answer before cannot change it any more."""
        kept = self.sources if one_of_many else {one: of for one, of in self.sources.items() if of != key}
        sources = {**kept, message_id: key} if message_id else kept
        return replace(self, answers={**self.answers, key: value}, sources=sources, pending=None)


# What comes of it.
@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the question at the cursor; `note` is said first."""

    note: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Again:
    """The answer could not be taken: say why, then ask the same question."""

    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Noted:
    """Taken, and the question stays open for more."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """A choice was ticked: the question stands, and shows it."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Everything is there and the person said: send."""


Outcome = Ask | Again | Noted | Changed | Finished
Taken = tuple[Draft, Noted | Again | Changed | Ask | None]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: its value, and its words by a key of the texts, as an office words them, or as they are."""

    value: str
    key: str = ""
    wording: Wording | None = None
    label: str = ""


class Question(Protocol):
    """A kind of question. `take` raises Invalid; it returns the draft and, if the question stays open, why."""

    @property
    def key(self) -> str: ...
    @property
    def optional(self) -> bool: ...
    @property
    def aside(self) -> bool: ...

    def is_asked(self, draft: Draft) -> bool: ...
    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]: ...
    def options(self, draft: Draft) -> Sequence[Option]: ...
    def take(self, draft: Draft, given: Given) -> Taken: ...
    def edit(self, draft: Draft, edited: Edited) -> Draft: ...
    def is_answered(self, draft: Draft) -> bool: ...


@dataclass(frozen=True)
class Form:
    """Questions in their order; the last one may be a summary to confirm."""

    name: str
    questions: tuple[Question, ...]

    def __getitem__(self, key: str) -> Question:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    @cached_property
    def _by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def keys(self) -> list[str]:
        """The keys of everything that can be answered, in order, without the summary."""
        return [question.key for question in self.questions if question.key != SUMMARY]

    def asked(self, draft: Draft) -> list[str]:
        """Return the keys this person is asked, in order, without the summary."""
        return [key for key in self.answerable(draft) if key not in draft.given]

    def answerable(self, draft: Draft) -> list[str]:
        """Return the keys of what this person can answer or change, in order, without the summary."""
        return [one.key for one in self.questions if one.key != SUMMARY and one.is_asked(draft)]

    def start(self, answers: Mapping[str, Any] | None = None) -> Draft:
        """Return a new draft at its first question; answers given beforehand are not asked."""
        known = dict(answers or {})
        draft = Draft(answers=known, given=tuple(known))
        return replace(draft, cursor=self.first(draft) or SUMMARY)

    def first(self, draft: Draft) -> str | None:
        """Return the key that this person is asked first."""
        asked = (one.key for one in self.questions if one.key not in draft.given and one.is_asked(draft))
        return next((key for key in asked if key != SUMMARY), None)

    def number(self, draft: Draft) -> tuple[int, int] | None:
        """Return (n, total) for "Bước n/total", or None where counting would mislead."""
        keys = [key for key in self.asked(draft) if not self[key].aside]
        return (keys.index(draft.cursor) + 1, len(keys)) if draft.cursor in keys and not draft.returning else None


def step(form: Form, draft: Draft, given: Given) -> tuple[Draft, Outcome]:
    """Take one thing a person gave and say what comes of it."""
    try:
        match given:
            case Edited():
                return _edit(form, draft, given)
            case Jump() if given.key in form.answerable(draft):
                return replace(draft, cursor=given.key, returning=True, pending=None), Ask()
            case Control() if given == BACK:
                return _back(form, draft)
            case Press("again") if draft.pending is not None:
                return replace(draft, pending=None), Ask()
            case Control() if given == SKIP:
                return _skip(form, draft)
            case Control() if given == CLEAR:
                return _clear(form, draft)
            case _:
                return _take(form, draft, given)
    except Invalid as problem:
        return draft, Again(problem.key, problem.values)


def _take(form: Form, draft: Draft, given: Given) -> tuple[Draft, Outcome]:
    question = form[draft.cursor]
    taken, noted = question.take(draft, given)
    if isinstance(noted, Noted | Again | Changed) or taken.pending is not None:
        return taken, noted or Ask()
    after = taken if question.key == SUMMARY else advance(form, taken)
    if question.key == SUMMARY or not after.cursor:
        return _finish(form, after)
    return after, noted or Ask()


def _edit(form: Form, draft: Draft, edited: Edited) -> tuple[Draft, Outcome]:
    if draft.pending is not None and draft.pending["m"] == edited.message_id:
        return _take(form, draft, Words(edited.text, edited.message_id))
    key = draft.sources.get(edited.message_id)
    if key is None or key not in form:
        raise Invalid("form.edit_unknown")
    # The question is asked again: its choices must be the ones on the screen.
    return replace(form[key].edit(draft, edited), pending=draft.pending), Ask("form.edit_noted")


def _skip(form: Form, draft: Draft) -> tuple[Draft, Outcome]:
    question = form[draft.cursor]
    if not question.optional:
        raise Invalid("form.not_skippable")
    # What was already given to an optional question is kept: skipping moves on, it does not erase.
    value = draft.answers.get(question.key)
    return advance(form, draft.with_answer(question.key, value)), Ask()


def _clear(form: Form, draft: Draft) -> tuple[Draft, Outcome]:
    """Take an answer away; one that is needed is asked anew."""
    question = form[draft.cursor]
    if question.optional:
        return advance(form, draft.with_answer(question.key, None)), Ask("form.cleared")
    return draft.without(question.key), Ask()


def _back(form: Form, draft: Draft) -> tuple[Draft, Outcome]:
    if draft.pending is not None:
        return replace(draft, pending=None), Ask()
    if draft.returning:
        return replace(draft, cursor=SUMMARY, returning=False), Ask()
    keys = form.asked(draft)
    position = keys.index(draft.cursor) if draft.cursor in keys else len(keys)
    if position == 0:
        raise Invalid("form.first_question")
    return replace(draft, cursor=keys[position - 1]), Ask()


def advance(form: Form, draft: Draft) -> Draft:
    """Return the draft at its next question, or back at the summary it came from."""
    asked = [q for q in form.questions if q.key not in draft.given]
    keys = [q.key for q in asked if q.is_asked(draft) or q.key == draft.cursor]
    if draft.returning and SUMMARY in keys:
        return replace(draft, cursor=SUMMARY, returning=False, pending=None)
    position = keys.index(draft.cursor) + 1
    return replace(draft, cursor=keys[position] if position < len(keys) else "", pending=None)


def _finish(form: Form, draft: Draft) -> tuple[Draft, Outcome]:
    for key in form.asked(draft):
        if not form[key].optional and not form[key].is_answered(draft):
            return replace(draft, cursor=key, returning=True), Ask("form.missing")
    return draft, Finished()
