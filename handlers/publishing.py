"""Nêu gương: a story is shown to the public once the nominee agreed, in words that a reviewer writes for it."""

from collections.abc import Mapping
from typing import Any

from handlers import review, rights
from handlers.form import Draft
from handlers.letter import example
from handlers.publish_form import FORM
from handlers.turn import Turn
from handlers.wording import Html
from storage import audit
from storage.models import Consent, Nomination
from storage.published import SHOWN

PURPOSE = "publish"
FLAGGED = ("minor", "deceased")  # of a story, of whom somebody else must be asked


def may_begin(turn: Turn, ref: int) -> Nomination | None:
    """Return a story that this reviewer may show to the public; else say why not."""
    nomination = _locked(turn, ref)
    if nomination is None:
        return None
    if nomination.published_at:
        review.refuse(turn, FORM, "refused.published", nomination)
        return None
    return nomination


def _locked(turn: Turn, ref: int) -> Nomination | None:
    """Return the row, read anew: the right to act is checked at the act."""
    nomination = turn.session.get(Nomination, ref, with_for_update=True, populate_existing=True)
    if nomination is None or nomination.code is None:
        turn.toast("refused.gone", alert=True)
        return None
    if why := _why_not(turn, nomination):
        review.refuse(turn, FORM, why, nomination)
        return None
    return nomination


def _why_not(turn: Turn, nomination: Nomination) -> str | None:
    if why := rights.why_closed(turn, turn.person, nomination):
        return why
    if turn.person.id == nomination.nominator_id:
        return "refused.own"
    if nomination.status not in SHOWN:
        return "refused.not_to_publish"
    return "refused.unannounced" if nomination.unannounced_at else None


def values(turn: Turn, about: dict[str, Any], draft: Draft) -> dict[str, Any]:
    """Return what the questions say; the summary shows what the public will read."""
    nomination = turn.session.get_one(Nomination, about["id"])
    flags = [one for one in nomination.flags or () if one in FLAGGED]
    warned = "".join(f"\n⚠️ {turn.words(turn.person, f'warning.{flag}')}" for flag in flags)
    said: dict[str, Any] = {"code": nomination.code, "nominee": nomination.nominee, "warned": Html(warned)}
    if draft.cursor == "summary":
        answers = draft.answers
        shown = _as_shown(turn, nomination, answers)
        who = turn.words(turn.person, f"choice.agreed_{answers['agreed']}")
        said.update(shown=shown, who=who, how=answers["agreed_how"])
    return said


def _as_shown(turn: Turn, nomination: Nomination, answers: Mapping[str, Any]) -> Html:
    """Return the preview, by the very sentence that the letter will have."""
    like = Nomination(
        nominee=nomination.nominee, commune=nomination.commune, kind=nomination.kind, public=_public(answers)
    )
    return example(turn.desk, turn.person.language, like)


def _public(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {"named": answers["named"] == "yes", "deed": answers["deed"]}


def finish(turn: Turn, about: dict[str, Any], draft: Draft) -> None:
    """Show it: the row, the consent and the record."""
    turn.person.scene = None
    nomination = may_begin(turn, about["id"])
    if nomination is None:
        return
    answers = draft.answers
    nomination.published_at, nomination.public = turn.now, _public(answers)
    _agreed(turn, nomination, given=True)
    reason = f"{answers['agreed']}: {answers['agreed_how']}"
    audit.record(turn.session, FORM, turn.now, person=turn.person, nomination=nomination, reason=reason)
    _tell(turn, nomination, "publish.done")


def withdraw(turn: Turn, ref: int) -> None:
    """Show it no more, at once; a letter that is out cannot be called back."""
    nomination = turn.session.get(Nomination, ref, with_for_update=True, populate_existing=True)
    why = rights.why_closed(turn, turn.person, nomination) if nomination else None
    if nomination is None or nomination.published_at is None:
        turn.toast("refused.not_published", alert=True)
    elif why:
        review.refuse(turn, "unpublish", why, nomination)
    else:
        nomination.published_at = nomination.public = None
        _agreed(turn, nomination, given=False)
        audit.record(turn.session, "unpublish", turn.now, person=turn.person, nomination=nomination)
        _tell(turn, nomination, "publish.withdrawn")


def _agreed(turn: Turn, nomination: Nomination, *, given: bool) -> None:
    """Note the consent, or its end, under the reviewer who received it: the nominee has no account."""
    turn.session.add(
        Consent(
            person_id=turn.person.id,
            nomination_id=nomination.id,
            purpose=PURPOSE,
            given=given,
            text_version=turn.desk.office.office.consent_version,
            language=turn.person.language,
            at=turn.now,
        )
    )


def _tell(turn: Turn, nomination: Nomination, key: str) -> None:
    for row in review.changeable(turn, nomination):
        review.redraw(turn, nomination, row)
    turn.close_menu()
    turn.reply(key, code=nomination.code)
