"""The questions that take several messages: a story in pieces, photos and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers import clean, markup
from handlers.form import Draft, Invalid, Noted, Taken
from handlers.given import DONE, Edited, Files, Given, Words
from handlers.questions import Plain

CAPTION = 1000  # characters kept of the words under a photo


def words(text: str) -> str:
    """Return what somebody wrote, as it is stored."""
    return clean.redact_ids(clean.clean(text))


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
        if isinstance(given, Files) and (given.media.kind == "voice" or given.caption or self.files):
            piece, spoken = {"m": given.message_id, "v": given.media.kind, "t": words(given.caption)}, not given.caption
        elif isinstance(given, Words):
            piece, spoken = {"m": given.message_id, "t": self._checked(given.text)}, False
        else:
            raise Invalid("form.story_please")
        pieces = [*(draft.answers.get(self.key) or ()), piece]
        noted = "form.voice_noted" if spoken and not self.files else f"form.{self.key}_noted"
        return self._with(draft, pieces, given.message_id), Noted(noted, {"length": length(pieces)})

    def is_answered(self, draft: Draft) -> bool:
        pieces = draft.answers.get(self.key) or ()
        return length(pieces) >= self.least or any("v" in piece for piece in pieces)

    def edit(self, draft: Draft, edited: Edited) -> Draft:
        text = self._checked(edited.text)
        pieces = [{**one, "t": text} if one["m"] == edited.message_id else one for one in draft.answers[self.key]]
        return self._with(draft, pieces, edited.message_id)

    def _with(self, draft: Draft, pieces: list[dict[str, str]], message_id: str) -> Draft:
        if length(pieces) > self.most:
            raise Invalid("form.story_too_long", most=self.most)
        return draft.with_answer(self.key, pieces, message_id, one_of_many=True)

    def _done(self, draft: Draft) -> Draft:
        if not self.is_answered(draft):
            raise Invalid("form.story_too_short", least=self.least)
        return draft

    def _checked(self, text: str) -> str:
        told = words(text)
        if not told:
            raise Invalid("form.words_please")
        return told


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
        if all(one["u"] != given.media.file_unique_id for one in files):
            files.append({"u": given.media.file_unique_id, "m": given.message_id, "t": self._caption(given.caption)})
        if len(files) > self.most:
            raise Invalid("form.enough_files", most=self.most)
        noted = Noted("form.files_noted", {"n": len(files), "most": self.most})
        return draft.with_answer(self.key, files, given.message_id, one_of_many=True), noted

    def edit(self, draft: Draft, edited: Edited) -> Draft:
        caption = self._caption(edited.text)
        files = [{**one, "t": caption} if one["m"] == edited.message_id else one for one in draft.answers[self.key]]
        return draft.with_answer(self.key, files, edited.message_id, one_of_many=True)

    def _caption(self, text: str) -> str:
        return markup.shorten(words(text), CAPTION)
