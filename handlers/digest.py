"""The weekly digest to reviewers and admins: the week, the targets, the fields, the pace; with one picture."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from handlers import chasing
from handlers.calendar import date_words
from handlers.desk import Desk
from handlers.picture import LABELS
from handlers.progress import field_lines, kind_lines, numbers, spread_words, urgent_lines
from handlers.turn import Voice
from handlers.wording import LANGUAGES, Html
from storage import audit, people
from storage.models import Lane, Person, Role
from storage.tally import Tally
from storage.weeks import Week, week_of

LATE = timedelta(hours=1)


def week_reported(desk: Desk, due: datetime) -> Week:
    """Return the week that ended before a digest is due."""
    return week_of(due, desk.calendar.zone).before()


def send(voice: Voice, due: datetime, pictures: Mapping[str, str]) -> None:
    """Say the digest to every reviewer and admin, once for the week; one that is late or early says so.

    One asked for before its week has ended has a key of its own: the true one is still to come.
    """
    week = week_reported(voice.desk, due)
    counted = numbers(voice, week)
    early = voice.now < week.end
    for reader in people.staff(voice.session):
        key = f"{'digest-early' if early else 'digest'}:{week.iso}:{reader.id}"
        if picture := pictures.get(reader.language):
            voice.say(
                "digest.picture",
                to=reader,
                lane=Lane.DIGEST,
                once=f"{key}:picture",
                picture=picture,
                **_dates(week),
                **_alt(counted),
            )
        voice.say(
            "digest.weekly",
            to=reader,
            lane=Lane.DIGEST,
            once=key,
            org=voice.desk.office.office.name.in_(reader.language),
            **_dates(week),
            **_words(voice, reader, counted),
            record=_for_admins(voice, reader, week),
            late=_timing(voice, reader, due, early=early),
        )


def _for_admins(voice: Voice, reader: Person, week: Week) -> Html:
    """Return what looks like chasing numbers, and the record's head.

    In the chats of the admins nobody can change it together with the database.
    """
    if reader.role != Role.ADMIN:
        return Html("")
    hints = "".join(f"\n⚠️ {line}" for line in chasing.lines(voice, reader, week))
    return Html(
        (f"\n{hints}" if hints else "")
        + "\n\n"
        + voice.words(reader, "digest.record", anchor=Html(audit.anchor(voice.session).short))
    )


def _timing(voice: Voice, reader: Person, due: datetime, *, early: bool) -> Html:
    if early:
        return Html(" " + voice.words(reader, "digest.early"))
    return Html(
        " " + voice.words(reader, "digest.late") if voice.now - voice.desk.calendar.next_working(due) > LATE else ""
    )


def _dates(week: Week) -> dict[str, Any]:
    return {"week": week.iso[-2:], "since": date_words(week.monday), "until": date_words(week.sunday)}


def _alt(counted: Tally) -> dict[str, Any]:
    counts = counted.kinds
    return {kind: f"{counts[kind].piloting}/{counts[kind].target or '–'}" for kind in ("collective", "individual")}


def _words(voice: Voice, reader: Person, counted: Tally) -> dict[str, Any]:
    kinds, spread = kind_lines(voice, reader, counted), spread_words(voice, reader, counted)
    oldest, first = "", counted.oldest
    if first:
        oldest = "\n" + voice.words(reader, "digest.oldest", code=first.code, days=first.days(voice.now))
    return {
        "year": str(counted.year),
        "received": counted.week.received,
        "decided": counted.week.decided,
        "approved": counted.week.approved,
        "waiting": counted.week.waiting,
        "needs_info": counted.week.needs_info,
        "kinds": Html("\n".join([*kinds, *urgent_lines(voice, reader, counted)]) + spread),
        "fields": Html("\n".join(field_lines(voice, reader, counted))),
        "oldest": Html(oldest),
    }


def picture_labels(desk: Desk, counted: Tally, week: Week) -> dict[str, dict[str, str]]:
    """Return the words of the picture in each language."""
    values = {**_dates(week), "year": str(counted.year)}
    return {
        language: {name: desk.texts.plain(language, f"picture.{name}", **values) for name in LABELS}
        for language in LANGUAGES
    }
