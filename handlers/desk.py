"""Everything an office works with, built once and never changed."""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.after_forms import broadcast_form, heartbeat_form, replication_form
from handlers.calendar import Calendar, public_holidays
from handlers.form import Form
from handlers.nomination_form import (
    approval_form,
    confirm_form,
    nomination_form,
    note_form,
    reason_form,
    recognition_form,
    supplement_form,
)
from handlers.office import Office
from handlers.places import Gazetteer
from handlers.publish_form import publish_form
from handlers.scope_form import scope_forms
from handlers.verification_form import verification_form
from handlers.wording import Texts


@dataclass(frozen=True)
class Desk:
    """The office's settings with its texts, places, calendar and forms."""

    office: Office
    texts: Texts
    gazetteer: Gazetteer
    calendar: Calendar
    forms: dict[str, Form]
    bots: dict[str, str] = field(default_factory=dict)  # their names on the channels, once these have told them

    def place_name(self, code: str | None) -> str:
        commune = self.gazetteer.by_code.get(code or "")
        return commune.name if commune else ""

    def field_name(self, slug: str | None, language: str) -> str:
        field = self.office.field(slug)
        return field.name.in_(language) if field else ""


def build_desk(office: Office, communes: Path) -> Desk:
    """Build the desk from settings; `communes` is the CSV of the province."""
    gazetteer = Gazetteer.read(communes)
    days = public_holidays() if office.schedule.public_holidays else ()
    forms = (
        nomination_form(office, gazetteer),
        supplement_form(office.limits),
        reason_form("decline", office),
        reason_form("ask_more", office),
        reason_form("nurture", office),
        reason_form("discontinue", office),
        reason_form("reopen", office),
        approval_form(),
        note_form(office.limits),
        confirm_form("pilot"),
        verification_form(office.limits),
        *scope_forms(office, gazetteer),
        recognition_form(office.limits),
        replication_form(office.limits, gazetteer),
        heartbeat_form(office.limits),
        publish_form(office.limits),
        broadcast_form(),
    )
    return Desk(
        office=office,
        texts=Texts(),
        gazetteer=gazetteer,
        calendar=Calendar(ZoneInfo(office.office.time_zone), office.schedule, days),
        forms={form.name: form for form in forms},
    )
