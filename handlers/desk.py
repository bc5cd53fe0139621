"""Everything an office works with, built once and never changed."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays

from handlers.calendar import Calendar
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
from handlers.wording import Texts


@dataclass(frozen=True)
class Desk:
    """The office's settings with its texts, places, calendar and forms."""

    office: Office
    texts: Texts
    gazetteer: Gazetteer
    calendar: Calendar
    forms: dict[str, Form]

    def place_name(self, code: str | None) -> str:
        commune = self.gazetteer.by_code.get(code or "")
        return commune.name if commune else ""

    def field_name(self, slug: str | None, language: str) -> str:
        field = self.office.field(slug)
        return field.name.in_(language) if field else ""


def build_desk(office: Office, communes: Path) -> Desk:
    """Build the desk from settings; `communes` is the CSV of the province."""
    gazetteer = Gazetteer.read(communes)
    days: Container[date] = holidays.country_holidays("VN") if office.schedule.public_holidays else ()
    forms = (
        nomination_form(office, gazetteer),
        supplement_form(office.limits),
        reason_form("decline", office),
        reason_form("ask_more", office),
        reason_form("reopen", office),
        approval_form(),
        note_form(office.limits),
        confirm_form("pilot"),
        recognition_form(office.limits),
    )
    return Desk(
        office=office,
        texts=Texts(),
        gazetteer=gazetteer,
        calendar=Calendar(ZoneInfo(office.office.time_zone), office.schedule, days),
        forms={form.name: form for form in forms},
    )
