"""A reviewer is away: from when until when, and who acts in their place. `/vang 24/12-02/01 @Mai`."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from handlers import clean
from handlers.calendar import date_words
from handlers.messages import Button
from handlers.panel import covers
from handlers.turn import Turn
from handlers.wording import Html
from storage import absences, audit, people
from storage.models import Absence, Person

NOBODY = 0  # no person's number: away without a deputy
MOST = 366  # days
_DAY = r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?"
SAID = re.compile(rf"{_DAY}(?:\s*(?:-|–|đến|den|to)\s*{_DAY})?(?:\s+(\S.*))?", re.DOTALL | re.IGNORECASE | re.ASCII)
STOP = frozenset({"thoi", "het", "huy", "stop", "end"})
Days = tuple[date, date]


def hear(turn: Turn, rest: str = "") -> None:
    """Show, set or end an absence."""
    if not rest:
        show(turn)
    elif clean.fold(rest) in STOP:
        end(turn)
    elif said := SAID.fullmatch(rest.strip()):
        _set(turn, said)
    else:
        turn.reply("away.how")


def show(turn: Turn) -> None:
    coming = absences.coming(turn.session, turn.person, _today(turn))
    if not coming:
        turn.reply("away.how")
        return
    rows = [[turn.button("choice.end_absence", "de", numbered=True)]]
    turn.reply("away.now", buttons=rows, lines=Html("\n".join(_line(turn, one) for one in coming)))


def _line(turn: Turn, one: Absence) -> Html:
    deputy = turn.session.get(Person, one.deputy_id) if one.deputy_id else None
    return turn.words(turn.person, "away.line", **_dates((one.begins, one.ends)), deputy=deputy.name if deputy else "–")


def end(turn: Turn) -> None:
    """Be back from today on."""
    today = _today(turn)
    if not absences.coming(turn.session, turn.person, today):
        turn.reply("away.not_away")
        return
    absences.end(turn.session, turn.person, today)
    audit.record(turn.session, "back", turn.now, person=turn.person)
    turn.reply("away.ended", buttons=[[turn.button("choice.queue", "q:0")]])


def _set(turn: Turn, said: re.Match[str]) -> None:
    days = _days(said.groups()[:6], _today(turn))
    if days is None:
        turn.reply("away.bad_days")
        return
    able = _able(turn)
    named = _named(able, said[7]) if said[7] else []
    if len(named) == 1:
        begin(turn, f"{days[0]:%Y%m%d}", f"{days[1]:%Y%m%d}", named[0].id)
        return
    key = "away.no_such_deputy" if said[7] and not named else "away.who_deputises"
    turn.reply(key, buttons=_choices(turn, days, named or able), **_dates(days))


def _days(said: Sequence[str | None], today: date) -> Days | None:
    """Return the days that were meant: without a year the next ones that have not ended; None if there are none."""
    day, month, year, last_day, last_month, last_year = (int(one) if one else None for one in said)
    try:
        begins = date(year or today.year, month or 0, day or 0)
        ends = date(last_year or begins.year, last_month or 0, last_day or 0) if last_day else begins
        if ends < begins and last_year is None:
            ends = ends.replace(year=ends.year + 1)
        if ends < today and year is None and last_year is None:
            begins, ends = begins.replace(year=begins.year + 1), ends.replace(year=ends.year + 1)
    except ValueError:
        return None
    return (begins, ends) if today <= ends and begins <= ends and (ends - begins).days < MOST else None


def _able(turn: Turn) -> list[Person]:
    """Return who may act for this person: whoever may decide at least as much."""
    others = (one for one in people.staff(turn.session) if one is not turn.person)
    return [one for one in others if covers(one, turn.person)]


def _named(able: Sequence[Person], said: str) -> list[Person]:
    """Return who is meant by a name, a part of it, or the number in the list."""
    word = clean.fold(said.strip().lstrip("@#"))
    if word.isdigit():
        return list(able[int(word) - 1 : int(word)]) if int(word) > 0 else []
    exactly = [one for one in able if word.replace(" ", "") == clean.fold(one.name).replace(" ", "")]
    return exactly or [one for one in able if word and set(word.split()) <= set(clean.fold(one.name).split())]


def _choices(turn: Turn, days: Days, able: Sequence[Person]) -> list[list[Button]]:
    when = f"{days[0]:%Y%m%d}:{days[1]:%Y%m%d}"
    rows = [[Button(one.name[:60], f"dv:{when}:{one.id}", numbered=True)] for one in able]
    return [*rows, [turn.button("choice.no_deputy", f"dv:{when}:{NOBODY}", numbered=True)]]


def begin(turn: Turn, begins: str, ends: str, ref: int) -> None:
    """Be away on these days; what was said of other days before is over."""
    today, days = _today(turn), _read(begins, ends)
    deputy = next((one for one in _able(turn) if one.id == ref), None)
    if days is None or days[1] < today or (ref != NOBODY and deputy is None):
        turn.toast("away.no_longer", alert=True)
        return
    absences.end(turn.session, turn.person, today)
    turn.session.add(
        Absence(
            person_id=turn.person.id,
            deputy_id=deputy.id if deputy else None,
            begins=days[0],
            ends=days[1],
            created_at=turn.now,
        )
    )
    reason = f"{days[0].isoformat()} to {days[1].isoformat()}, deputy {deputy.id if deputy else '-'}"
    audit.record(turn.session, "away", turn.now, person=turn.person, reason=reason)
    if deputy is None:
        turn.reply("away.set_alone", **_dates(days))
        return
    turn.reply("away.set", deputy=deputy.name, **_dates(days))
    turn.say("away.you_deputise", to=deputy, name=turn.person.name, **_dates(days))


def _read(begins: str, ends: str) -> Days | None:
    try:
        days = date.fromisoformat(begins), date.fromisoformat(ends)
    except ValueError:
        return None
    return days if days[0] <= days[1] and (days[1] - days[0]).days < MOST else None


def _dates(days: Days) -> dict[str, Any]:
    return {"since": date_words(days[0]), "until": date_words(days[1])}


def _today(turn: Turn) -> date:
    return turn.desk.calendar.local(turn.now).date()
