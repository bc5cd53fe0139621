"""The kinds of question a form can ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from handlers import clean
from handlers.form import (
    DONE,
    SUMMARY,
    Again,
    Ask,
    Draft,
    Edited,
    Files,
    Given,
    Invalid,
    Noted,
    Option,
    Press,
    Taken,
    Words,
)
from handlers.places import Found, Gazetteer
from storage.models import Kind

Options = Callable[[Mapping[str, Any]], Sequence[Option]]


def no_options(_answers: Mapping[str, Any]) -> Sequence[Option]:
    return ()


@dataclass(frozen=True)
class Plain:
    """What the kinds share: asked by `ask.<key>`, nothing to choose from, changed by asking again."""

    key: str

    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]:
        return f"ask.{self.key}", {}

    def options(self, draft: Draft) -> Sequence[Option]:
        return ()

    def edit(self, draft: Draft, edited: Edited) -> Draft:
        """Change the answer that an edited message gave."""
        return self.take(draft, Words(edited.text, edited.message_id))[0]

    def take(self, draft: Draft, given: Given) -> Taken:
        raise NotImplementedError


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

    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]:
        return f"ask.{self.key}", self.values

    def options(self, draft: Draft) -> Sequence[Option]:
        return self.choices(draft.answers)

    def take(self, draft: Draft, given: Given) -> Taken:
        if not isinstance(given, Press):
            raise Invalid("form.choose")
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
            day, month, year = (int(part) for part in parts)
            return date(year + 2000 if year < 100 else year, month, day).isoformat()
        except ValueError:
            raise Invalid("form.bad_date") from None


@dataclass(frozen=True)
class Pieces(Plain):
    """A story told in one or several messages, spoken or written, until "Xong"."""

    least: int
    most: int
    optional: bool = False
    files: bool = False  # photos count as an answer too
    done: str = "choice.done"

    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]:
        if draft.answers.get(self.key):
            return f"ask.{self.key}_more", {"length": length(draft.answers[self.key])}
        return f"ask.{self.key}", {}

    def take(self, draft: Draft, given: Given) -> Taken:
        if given == DONE:
            return self._done(draft), None
        if isinstance(given, Files) and (given.media.kind == "voice" or self.files):
            piece = {"m": given.message_id, "v": given.media.kind, "t": clean.redact_ids(clean.clean(given.caption))}
        elif isinstance(given, Words):
            piece = {"m": given.message_id, "t": self._checked(given.text)}
        else:
            raise Invalid("form.story_please")
        pieces = [*draft.answers.get(self.key, []), piece]
        return self._with(draft, pieces, given.message_id), Noted(f"form.{self.key}_noted", {"length": length(pieces)})

    def edit(self, draft: Draft, edited: Edited) -> Draft:
        text = self._checked(edited.text)
        pieces = [{**one, "t": text} if one["m"] == edited.message_id else one for one in draft.answers[self.key]]
        return self._with(draft, pieces, edited.message_id)

    def _with(self, draft: Draft, pieces: list[dict[str, str]], message_id: str) -> Draft:
        if length(pieces) > self.most:
            raise Invalid("form.story_too_long", most=self.most)
        return draft.with_answer(self.key, pieces, message_id)

    def _done(self, draft: Draft) -> Draft:
        pieces = draft.answers.get(self.key, [])
        if length(pieces) < self.least and not any("v" in piece for piece in pieces):
            raise Invalid("form.story_too_short", least=self.least)
        return draft

    def _checked(self, text: str) -> str:
        words = clean.redact_ids(clean.clean(text))
        if not words:
            raise Invalid("form.words_please")
        return words


def length(pieces: Sequence[Mapping[str, str]]) -> int:
    """Count the characters of a story told in pieces."""
    return sum(len(piece["t"]) for piece in pieces)


@dataclass(frozen=True)
class Photos(Plain):
    """Up to so many photos, videos, voice notes and documents."""

    most: int
    optional: bool = True
    done: str = "choice.done_files"

    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]:
        return f"ask.{self.key}", {"most": self.most, "n": len(draft.answers.get(self.key) or ())}

    def take(self, draft: Draft, given: Given) -> Taken:
        if given == DONE:
            return draft.with_answer(self.key, draft.answers.get(self.key)), None
        if not isinstance(given, Files):
            raise Invalid("form.files_please")
        files = list(draft.answers.get(self.key) or ())
        if given.media.file_unique_id not in files:
            files.append(given.media.file_unique_id)
        if len(files) > self.most:
            raise Invalid("form.enough_files", most=self.most)
        return draft.with_answer(self.key, files), Noted("form.files_noted", {"n": len(files), "most": self.most})

    def edit(self, draft: Draft, edited: Edited) -> Draft:
        return draft


@dataclass(frozen=True)
class Place(Plain):
    """A commune, however it is typed; the hamlet stays as it was written."""

    gazetteer: Gazetteer
    most: int = 200
    optional: bool = False

    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]:
        return f"ask.{self.key}" + (f"_{draft.pending['as']}" if draft.pending else ""), draft.pending or {}

    def options(self, draft: Draft) -> Sequence[Option]:
        if not draft.pending:
            return ()
        codes = [Option(f"c{code}", label=self._label(code, draft)) for code in draft.pending["codes"]]
        if draft.pending["as"] == "old":
            codes = [replace(codes[0], key="choice.right", label="")]
        return [*codes, Option("again", key="choice.place_again"), Option("outside", key="choice.place_outside")]

    def take(self, draft: Draft, given: Given) -> Taken:
        match given:
            case Words():
                return self._typed(draft, given)
            case Press() if draft.pending and given.value == "outside":
                return self._settle(draft, None), None
            case Press() if draft.pending and given.value.removeprefix("c") in draft.pending["codes"]:
                return self._settle(draft, given.value.removeprefix("c")), None
            case Press():
                raise Invalid("form.choose")
            case _:
                raise Invalid("form.words_please")

    def edit(self, draft: Draft, edited: Edited) -> Draft:
        found = self._find(edited, draft)
        if found.kind != "exact":
            raise Invalid("form.edit_place")
        return self._settle(replace(draft, pending=self._pending(edited, found)), found.matches[0].commune.code)

    def _typed(self, draft: Draft, words: Words) -> Taken:
        found = self._find(words, draft)
        asking = replace(draft, pending=self._pending(words, found))
        if found.kind == "exact":
            commune = found.matches[0].commune
            return self._settle(asking, commune.code), Ask("form.place_noted", {"commune": commune.name})
        return asking, None

    def _find(self, words: Words | Edited, draft: Draft) -> Found:
        # A model is often called after its hamlet and commune; a person's name says nothing of the place.
        nominee = draft.answers.get("nominee", "") if draft.answers.get("kind") == Kind.COLLECTIVE else ""
        return self.gazetteer.find(self._checked(words.text), context=nominee)

    def _pending(self, words: Words | Edited, found: Found) -> dict[str, Any]:
        first = found.matches[0] if found.matches else None
        return {
            "as": "outside" if found.kind == "none" else found.kind,
            "typed": self._checked(words.text),
            "hamlet": found.hamlet,
            "codes": [match.commune.code for match in found.matches],
            "olds": [match.old for match in found.matches],
            "old": (first.old or "") if first else "",
            "commune": first.commune.name if first else "",
            "m": words.message_id,
        }

    def _label(self, code: str, draft: Draft) -> str:
        old = draft.pending["olds"][draft.pending["codes"].index(code)]
        name = self.gazetteer.by_code[code].name
        return f"{name} ({old})" if old else name

    def _settle(self, draft: Draft, code: str | None) -> Draft:
        asked = draft.pending
        place = {"typed": asked["typed"], "commune": code, "hamlet": asked["hamlet"]}
        return draft.with_answer(self.key, place, asked["m"])

    def _checked(self, text: str) -> str:
        words = clean.redact_ids(clean.clean_line(text))
        if sum(map(str.isalnum, words)) < 2:
            raise Invalid("form.place_unclear")
        if len(words) > self.most:
            raise Invalid("form.too_long", most=self.most)
        return words


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
