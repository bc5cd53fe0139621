"""The weekly digest to reviewers and admins: what happened, how far the year is, what waits; the rest on demand."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from handlers import chasing, digest_parts
from handlers.calendar import LATE, moment_words
from handlers.desk import Desk
from handlers.digest_numbers import corrections, counted, goes_at, next_due, of_week, reported
from handlers.digest_words import dates, lines
from handlers.messages import PLAIN, Button
from handlers.pictures import asked
from handlers.pictures.sketch import FIRST, MORE, Sketch
from handlers.pictures.sketches import sketched
from handlers.turn import Turn, Voice
from handlers.wording import Html
from storage import audit, people, week_reports
from storage.models import Lane, Person, Role
from storage.tally import Tally
from storage.week_numbers import WeekNumbers
from storage.weeks import Week

SHEET = "xlsx"  # under which the week's sheet is found among the pictures


def sketches(voice: Voice, due: datetime) -> Mapping[str, Sketch]:
    """Return what is drawn for a digest: one picture comes with it, the others for whoever asks."""
    return sketched(voice, of_week(voice, reported(voice.desk, due)), asked.DIGEST, (FIRST, *MORE))


def send(voice: Voice, due: datetime, pictures: Mapping[str, str]) -> None:
    """Say the digest to every reviewer and admin, once for the week; one that is late or early says so.

    One asked for before its week has ended has a key of its own: the true one is still to come.
    """
    week = reported(voice.desk, due)
    audit.hold(voice.session)  # nothing may move while it is counted
    numbers = of_week(voice, week)
    early = voice.now < week.end
    if not early:
        week_reports.keep(voice.session, numbers, voice.now)
    for reader in people.staff(voice.session):
        key = f"{'digest-early' if early else 'digest'}:{week.iso}:{reader.id}"
        _say_picture(voice, reader, numbers, week, key, pictures.get(reader.language))
        voice.say(
            "digest.weekly",
            to=reader,
            lane=Lane.DIGEST,
            once=key,
            buttons=_buttons(voice, reader, numbers, pictures=bool(pictures.get(reader.language))),
            **_told(voice, reader, numbers, week),
            record=_for_admins(voice, reader, week, has_sheet=SHEET in pictures),
            late=_timing(voice, reader, due, early=early),
        )
        _say_sheet(voice, reader, week, key, pictures.get(SHEET))


def preview(turn: Turn, _rest: str = "") -> None:
    """Show an admin the coming digest, as it would be now: /xemtruoc."""
    due = next_due(turn.desk, turn.now)
    week = reported(turn.desk, due)
    numbers = counted(turn, week)
    when = moment_words(turn.desk.calendar, goes_at(turn.desk, due))
    turn.reply(
        "digest.weekly",
        buttons=digest_parts.buttons(turn, turn.person, numbers),
        **_told(turn, turn.person, numbers, week),
        record=Html(f"\n\n{turn.words(turn.person, 'digest.comes', when=when)}"),
        late=Html(f" {turn.words(turn.person, 'digest.preview')}"),
    )


def _told(voice: Voice, reader: Person, numbers: WeekNumbers, week: Week) -> dict[str, Any]:
    changed = corrections(voice, numbers, week)
    return {
        "org": voice.desk.office.office.name.in_(reader.language),
        **dates(week),
        "lines": Html("\n".join(lines(voice, reader, numbers, week, changed))),
    }


def _say_picture(voice: Voice, reader: Person, numbers: WeekNumbers, week: Week, key: str, picture: str | None) -> None:
    if picture:
        voice.say(
            "digest.picture",
            to=reader,
            lane=Lane.DIGEST,
            once=f"{key}:picture",
            picture=picture,
            **dates(week),
            **_alt(numbers.tally),
        )


def _say_sheet(voice: Voice, reader: Person, week: Week, key: str, sheet: str | None) -> None:
    """Send an admin the week's sheet, on a channel that takes documents."""
    if sheet and reader.role == Role.ADMIN and reader.channel not in PLAIN:
        once = f"{key}:sheet"
        voice.say("digest.sheet", to=reader, lane=Lane.DIGEST, once=once, picture=sheet, **dates(week))


def _for_admins(voice: Voice, reader: Person, week: Week, *, has_sheet: bool) -> Html:
    """Return what looks like chasing numbers, and the record's head.

    In the chats of the admins nobody can change it together with the database.
    """
    if reader.role != Role.ADMIN:
        return Html("")
    told = [f"⚠️ {line}" for line in chasing.lines(voice, reader, week)]
    if has_sheet and reader.channel in PLAIN:
        told.append(voice.words(reader, "digest.sheet_elsewhere"))
    seal = voice.words(reader, "digest.record", anchor=Html(audit.anchor(voice.session).short))
    return Html("".join(f"\n{line}" for line in ("", *told, *([""] if told else []), seal)))


def _timing(voice: Voice, reader: Person, due: datetime, *, early: bool) -> Html:
    """Return why a digest comes at another time than it is used to."""
    if early:
        return Html(" " + voice.words(reader, "digest.early"))
    told = ["digest.shifted"] if _was_put_off(voice.desk, due, voice.now) else []
    if voice.now - goes_at(voice.desk, due) > LATE:
        told.append("digest.late")
    return Html("".join(f" {voice.words(reader, key)}" for key in told))


def _was_put_off(desk: Desk, due: datetime, now: datetime) -> bool:
    """Say whether the digest's own day was a day off, and this is a later one."""
    week = reported(desk, due)
    day = desk.calendar.local(next_due(desk, week.end - timedelta(seconds=1))).date()
    return not desk.calendar.is_working_day(day) and desk.calendar.local(now).date() > day


def _alt(tally: Tally) -> dict[str, Any]:
    counts = tally.kinds
    return {kind: f"{counts[kind].piloting}/{counts[kind].target or '–'}" for kind in ("collective", "individual")}


def _buttons(voice: Voice, reader: Person, numbers: WeekNumbers, *, pictures: bool) -> list[list[Button]]:
    """Return what leads to the second level, and to the other pictures where any were drawn."""
    rows = digest_parts.buttons(voice, reader, numbers)
    return [*rows, *(asked.buttons(voice, reader, numbers.iso) if pictures else [])]
