"""The questions of a nomination: change a line here and the conversation changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.choosing import Announced, Asking
from handlers.form import Form, Option
from handlers.office import Limits, Office, Reason
from handlers.place import Place
from handlers.places import Gazetteer
from handlers.questions import Choice, Day, Line, Options, Phone, Summary
from handlers.same_case import SameCase
from handlers.telling import Photos, Pieces
from storage.models import Kind

YES_OR_NO = "form.choose_yes_no"
REFUSED = {"no": "form.consent_refused"}


def nomination_form(office: Office, gazetteer: Gazetteer) -> Form:
    """Return the form that a citizen fills in."""
    limits = office.limits
    return Form(
        "nomination",
        (
            Choice("kind", _kinds),
            Choice("field", _fields(office)),
            Line("nominee", limits.name_min, limits.name_max, ask="ask.nominee_{kind}"),
            Place("place", gazetteer),
            SameCase(),
            Pieces("story", limits.story_min, limits.story_max),
            Line("results", 1, limits.answer_max, optional=True, keep_lines=True),
            Line("replicable", 1, limits.answer_max, optional=True, keep_lines=True),
            Photos("media", limits.files),
            Line("sender", limits.name_min, limits.name_max, ready=_own_name),
            Phone("phone"),
            Choice("consent", _agree, values=_consent_words(office), refused=REFUSED, hint=YES_OR_NO),
            Choice("credit", _agree, optional=True, hint=YES_OR_NO),
            Summary(),
        ),
    )


def supplement_form(limits: Limits) -> Form:
    """Return the form behind "please add something": one free answer with files, then sent."""
    return Form("supplement", (Pieces("more", 1, limits.story_max, files=True, done="choice.send_more"),))


def reason_form(action: str, office: Office) -> Form:
    """Return the form in which a reviewer says why; the summary shows what the citizen will read."""
    ready: tuple[Reason, ...] = getattr(office.reasons, action, ())
    kind = Asking if action == "ask_more" else Line

    def reasons(answers: Mapping[str, Any]) -> Sequence[Option]:
        # The reviewer reads the button, the citizen the reason: each in their own language.
        language = answers.get("language", "vi")
        return [Option(one.slug, wording=one.label, label=one.text.in_(language)) for one in ready]

    reason = kind("reason", 3, office.limits.reason_max, ask=f"ask.reason_{action}", ready=reasons, keep_lines=True)
    return Form(action, (reason, Summary(send="choice.send_reason", value=action)))


def confirm_form(action: str) -> Form:
    """Return the form of an act that needs one confirmation and no words."""
    return Form(action, (Summary(send=f"choice.confirm_{action}", value=action),))


def approval_form() -> Form:
    """Return the confirmation of an approval, which may be announced later."""
    return Form("approve", (Announced(send="choice.confirm_approve", value="approve"),))


def note_form(limits: Limits) -> Form:
    """Return the form of a note that only reviewers read."""
    return Form("note", (Line("note", 1, limits.reason_max, keep_lines=True),))


def recognition_form(limits: Limits) -> Form:
    """Return the form that records a signed decision."""
    return Form(
        "recognise",
        (
            Line("number", 1, limits.name_max),
            Day("date"),
            Line("signer", limits.name_min, limits.name_max),
            Summary(send="choice.confirm_recognise", value="recognise"),
        ),
    )


def _kinds(_answers: Mapping[str, Any]) -> Sequence[Option]:
    return [Option(kind, key=f"choice.{kind}") for kind in Kind]


def _fields(office: Office) -> Options:
    def fields(answers: Mapping[str, Any]) -> Sequence[Option]:
        return [Option(one.slug, wording=one.label) for one in office.fields_for(answers["kind"])]

    return fields


def _agree(_answers: Mapping[str, Any]) -> Sequence[Option]:
    return (Option("yes", key="choice.yes"), Option("no", key="choice.no"))


def _own_name(answers: Mapping[str, Any]) -> Sequence[Option]:
    own = answers.get("own_name")
    return (Option("own", label=own),) if own else ()


def _consent_words(office: Office) -> Mapping[str, Any]:
    return {"controller": office.office.controller, "contact_phone": office.office.contact_phone}
