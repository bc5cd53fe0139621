"""The question of the place: typed in any way, settled to a commune."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers import clean
from handlers.form import Ask, Draft, Invalid, Option, Taken
from handlers.given import Edited, Given, Press, Words
from handlers.places import Found, Gazetteer
from handlers.questions import Plain
from storage.models import Kind

HAMLET = re.compile(r"(thon|xom|khu|to|ban|ap|lang|pho|bua) ")


@dataclass(frozen=True)
class Place(Plain):
    """A commune, however it is typed; the hamlet stays as it was written."""

    gazetteer: Gazetteer
    most: int = 200
    optional: bool = False

    def prompt(self, draft: Draft) -> tuple[str, Mapping[str, Any]]:
        said = {name: value for name, value in (draft.pending or {}).items() if isinstance(value, str)}
        return f"ask.{self.key}" + (f"_{draft.pending['as']}" if draft.pending else ""), said

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
        found, before = self._find(words, draft), draft.pending or {}
        pending = self._pending(words, found)
        if before.get("as") == "hamlet":  # "thôn 3" was said before its commune
            pending["hamlet"] = ", ".join(filter(None, (found.hamlet, before["hamlet"])))
        elif found.kind == "none" and not found.outside and HAMLET.match(clean.fold(words.text)):
            pending |= {"as": "hamlet", "hamlet": pending["typed"]}
        asking = replace(draft, pending=pending)
        if found.kind == "exact":
            commune = found.matches[0].commune
            place = ", ".join(filter(None, (pending["hamlet"], commune.name)))
            return self._settle(asking, commune.code), Ask("form.place_noted", {"place": place})
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
