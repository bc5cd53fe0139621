"""The short message of the weekly digest, line by line: what is the reader's own comes first."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from handlers import progress
from handlers.calendar import date_words
from handlers.turn import Voice
from handlers.wording import Html
from storage import people
from storage.models import Kind, Person, Role
from storage.week_numbers import Owed, WeekNumbers
from storage.weeks import Week

CHANGES = ("received", "decided", "approved", "declined", "nurtured", "piloted", "recognised")
NAMES = 5  # named as overdue in the short message


def dates(week: Week) -> dict[str, Any]:
    return {"week": week.iso[-2:], "since": date_words(week.monday), "until": date_words(week.sunday)}


def lines(
    voice: Voice, reader: Person, numbers: WeekNumbers, week: Week, changed: Mapping[str, tuple[int, int]]
) -> Iterator[str]:
    """Yield the lines of the digest: mine, the week, the year, what waits, what was put right, what is next."""
    yield from _mine(voice, reader, numbers)
    yield _week(voice, reader, numbers)
    yield from _kinds(voice, reader, numbers)
    yield from progress.urgent_lines(voice, reader, numbers.tally)
    yield _waiting(voice, reader, numbers)
    yield from _overdue(voice, reader, numbers)
    yield from _changed(voice, reader, week.before(), changed)
    yield ""
    yield _next(voice, reader, numbers)


def owed_by(numbers: WeekNumbers, reader: Person) -> Owed | None:
    return next((one for one in numbers.owed if one.person == reader.id), None)


def days_since(voice: Voice, numbers: WeekNumbers, moment: datetime) -> int:
    """Count the midnights between a moment and that of the numbers."""
    local = voice.desk.calendar.local
    return max(0, (local(numbers.at).date() - local(moment).date()).days)


def _mine(voice: Voice, reader: Person, numbers: WeekNumbers) -> Iterator[str]:
    """Yield what waits for the reader; an admin is told only of what is truly theirs."""
    mine = owed_by(numbers, reader)
    if mine:
        yield voice.words(reader, "digest.mine", n=mine.count, days=days_since(voice, numbers, mine.since))
    elif reader.role != Role.ADMIN:
        yield voice.words(reader, "digest.mine_none")
    else:
        return
    yield ""


def _week(voice: Voice, reader: Person, numbers: WeekNumbers) -> Html:
    now, before = numbers.flow, numbers.before
    return voice.words(
        reader,
        "digest.week",
        received=now.received,
        received_before=before.received,
        decided=now.decided,
        decided_before=before.decided,
        approved=now.approved,
        piloted=now.piloted,
    )


def _kinds(voice: Voice, reader: Person, numbers: WeekNumbers) -> Iterator[Html]:
    for kind in (Kind.COLLECTIVE, Kind.INDIVIDUAL):
        counts, name = numbers.tally.kinds[kind], voice.words(reader, f"progress.{kind}")
        if not counts.target:
            yield voice.words(reader, "progress.no_target", kind=name, done=counts.piloting)
            continue
        yield voice.words(
            reader,
            "digest.kind_over" if counts.over else "digest.kind_full" if not counts.left else "digest.kind_left",
            kind=name,
            done=counts.piloting,
            target=counts.target,
            percent=counts.percent or 0,
            left=counts.left,
            over=counts.over,
        )


def _waiting(voice: Voice, reader: Person, numbers: WeekNumbers) -> Html:
    week, oldest, longest = numbers.tally.week, numbers.tally.oldest, ""
    if oldest and (days := days_since(voice, numbers, oldest.submitted_at)):
        longest = " " + voice.words(reader, "digest.oldest", code=oldest.code, days=days)
    values = {"waiting": week.waiting, "needs_info": week.needs_info, "oldest": Html(longest)}
    return voice.words(reader, "digest.waiting", **values)


def overdue_by_name(voice: Voice, numbers: WeekNumbers) -> list[tuple[str, int]]:
    """Return who has let stories wait for as many working days as the ladder's last rung, and how many."""
    late = (one for one in numbers.owed if one.overdue)
    return [(people.as_now(voice.session, one.person).name, one.overdue) for one in late]


def _overdue(voice: Voice, reader: Person, numbers: WeekNumbers) -> Iterator[Html]:
    late = overdue_by_name(voice, numbers)
    if late:
        told = [voice.words(reader, "digest.overdue_one", name=name, n=count) for name, count in late[:NAMES]]
        more = [voice.words(reader, "digest.and_others", n=len(late) - NAMES)] if len(late) > NAMES else []
        names = Html(", ".join([*told, *more]))
        yield voice.words(reader, "digest.overdue", days=voice.desk.office.schedule.ladder.digest, names=names)


def _changed(voice: Voice, reader: Person, week: Week, changed: Mapping[str, tuple[int, int]]) -> Iterator[Html]:
    """Yield what was told otherwise last time."""
    told = [
        voice.words(reader, f"digest.changed_{name}", was=was, now=now)
        for name, (was, now) in sorted(changed.items(), key=lambda one: CHANGES.index(one[0]))
    ]
    if told:
        yield voice.words(reader, "digest.correction", week=week.iso[-2:], changes=Html(", ".join(told)))


def _next(voice: Voice, reader: Person, numbers: WeekNumbers) -> Html:
    """Return one word of encouragement, or what is to be done next."""
    kinds = numbers.tally.kinds.values()
    if owed_by(numbers, reader):
        return voice.words(reader, "digest.next_queue")
    if any(one.target and not one.left for one in kinds):
        return voice.words(reader, "digest.next_full")
    if not numbers.flow.received:
        return voice.words(reader, "digest.next_none_came")
    if not numbers.tally.week.waiting:
        return voice.words(reader, "digest.next_clear")
    return voice.words(reader, "digest.next_thanks")
