"""What an admin is asked who invites somebody, or changes what they review: communes and fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.form import Draft, Form, Invalid, Option, Taken
from handlers.given import Edited, Given, Press, Words
from handlers.office import FieldOfWork, Office, Wording
from handlers.places import Gazetteer
from handlers.questions import Plain, Summary

ALL, DONE = "all", "done"
MOST = 60  # communes named one by one


@dataclass(frozen=True)
class Communes(Plain):
    """Communes by their names or codes, several in one message; or all of them."""

    gazetteer: Gazetteer
    optional: bool = False

    def options(self, draft: Draft) -> Sequence[Option]:
        return (Option(ALL, key="choice.all_communes"),)

    def take(self, draft: Draft, given: Given) -> Taken:
        match given:
            case Press("all"):
                return draft.with_answer(self.key, []), None
            case Words():
                return draft.with_answer(self.key, self._codes(given.text), given.message_id), None
            case _:
                raise Invalid("form.words_please")

    def _codes(self, text: str) -> list[str]:
        named = [one.strip() for one in text.replace("\n", ",").replace(";", ",").split(",") if one.strip()]
        if not named or len(named) > MOST:
            raise Invalid("form.name_communes")
        return list(dict.fromkeys(self._code(one) for one in named))

    def _code(self, named: str) -> str:
        if named in self.gazetteer.by_code:
            return named
        found = self.gazetteer.find(named)
        if found.kind != "exact" or found.hamlet:
            raise Invalid("form.no_such_commune", name=named[:60])
        return found.matches[0].commune.code


@dataclass(frozen=True)
class Fields(Plain):
    """Fields, ticked one after the other; or all of them."""

    fields: tuple[FieldOfWork, ...]
    optional: bool = False

    def options(self, draft: Draft) -> Sequence[Option]:
        ticked = draft.pending["ticked"] if draft.pending else []
        done = [Option(DONE, key="choice.fields_done")] if ticked else []
        every = [
            Option(one.slug, wording=_ticked(one.label) if one.slug in ticked else one.label) for one in self.fields
        ]
        return [*done, Option(ALL, key="choice.all_fields"), *every]

    def take(self, draft: Draft, given: Given) -> Taken:
        ticked = list(draft.pending["ticked"]) if draft.pending else []
        match given:
            case Press("all"):
                return draft.with_answer(self.key, []), None
            case Press("done") if ticked:
                return draft.with_answer(self.key, ticked), None
            case Press() if given.value in {one.slug for one in self.fields}:
                ticked = [one for one in ticked if one != given.value] + [given.value] * (given.value not in ticked)
                return replace(draft, pending={"ticked": ticked, "m": ""}), None
            case _:
                raise Invalid("form.choose")

    def edit(self, draft: Draft, edited: Edited) -> Draft:
        raise Invalid("form.edit_unknown")


def _ticked(label: Wording) -> Wording:
    return Wording(vi=f"✔️ {label.vi}", en=f"✔️ {label.en}")


def scope_forms(office: Office, gazetteer: Gazetteer) -> tuple[Form, Form]:
    """Return the form of an invitation, and the one that changes a scope."""
    questions = Communes("communes", gazetteer), Fields("fields", office.fields)
    return (
        Form("invite", (*questions, Summary(send="choice.confirm_invite", value="invite"))),
        Form("scope", (*questions, Summary(send="choice.confirm_scope", value="scope"))),
    )


def chosen(answers: Mapping[str, Any]) -> dict[str, list[str] | None]:
    """Return what a person or an invitation keeps of the answers: None is all of them."""
    return {key: answers[key] or None for key in ("communes", "fields")}
