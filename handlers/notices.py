"""What a person hears of unasked, and when: `/nhacnho`, by buttons or as in `/nhacnho 20h-7h`."""

import re
import unicodedata
from datetime import time

from handlers import clean, wishes
from handlers.calendar import Hours
from handlers.messages import Button
from handlers.turn import Turn
from handlers.wishes import LETTER
from handlers.wording import Html
from storage.people import STAFF

OFFERED = ("17:00-08:00", "20:00-07:00", "21:00-08:00", "11:30-13:30")  # quiet hours, on buttons
COMMON = "office"  # in place of hours of one's own
OFF, ON = frozenset({"tat", "off"}), frozenset({"bat", "on"})

_CLOCK = (
    r"(\d{1,2})\s*(?:h|g|gio|[:.])?\s*(\d{2})?\s*(?:h|g|gio|phut)?\s*"
    r"(sang|trua|chieu|toi|dem|khuya|am|pm)?"
)
SAID = re.compile(rf"(?:tu|from)?\s*{_CLOCK}\s*(?:-|–|—|den|toi|to|until)\s*{_CLOCK}[\s.]*", re.ASCII)


def hear(turn: Turn, rest: str = "") -> None:
    """Show what a person hears of, or do what they say after the command."""
    word = clean.fold(rest)
    if not rest:
        show(turn)
    elif word in OFF | ON:
        switch_all(turn, int(word in ON))
    elif said := read(rest):
        _set(turn, said)
    else:
        turn.reply("notices.how")


def show(turn: Turn, said: str = "") -> None:
    """Show every notice that concerns this person, with what can be changed."""
    person, night = turn.person, turn.desk.calendar.night
    own = wishes.quiet_of(person.notices)
    quiet = turn.words(
        person,
        "notices.hours_own" if own else "notices.hours",
        night=_words(night),
        **({"own": _words(own)} if own else {}),
    )
    turn.reply(
        "notices.page_staff" if person.role in STAFF else "notices.page",
        buttons=[[one] for one in _choices(turn)],
        said=Html(f"{said}\n\n" if said else ""),
        lines=Html("\n".join(_line(turn, one) for one in wishes.notices_for(person))),
        quiet=quiet,
    )


def _line(turn: Turn, notice: str) -> Html:
    key = "notices.on" if wishes.is_on(turn.person, notice) else "notices.off"
    return turn.words(turn.person, key, notice=_name(turn, notice))


def _name(turn: Turn, notice: str) -> str:
    return turn.desk.texts.plain(turn.person.language, f"notice.{notice}")


def _choices(turn: Turn) -> list[Button]:
    notices = wishes.notices_for(turn.person)
    on = {one: wishes.is_on(turn.person, one) for one in notices}
    rows = [
        turn.button("choice.notice_off" if on[one] else "choice.notice_on", f"p:{one}:{int(not on[one])}",
                    numbered=True, notice=_name(turn, one))
        for one in notices
    ]  # fmt: skip
    rows.append(turn.button("choice.quiet", "pq", numbered=True))
    if any(on.values()):
        rows.append(turn.button("choice.notices_off", "pa:0", numbered=True))
    if not all(on[one] for one in notices if one != LETTER):
        rows.append(turn.button("choice.notices_on", "pa:1", numbered=True))
    return rows


def switch(turn: Turn, notice: str, on: int) -> None:
    """Switch one notice on or off."""
    if notice in wishes.notices_for(turn.person):
        _switch(turn, notice, on=bool(on))
    show(turn)


def switch_all(turn: Turn, on: int) -> None:
    """Switch all notices off, or on again; nobody is subscribed to anything by that."""
    for notice in wishes.notices_for(turn.person):
        if notice != LETTER or not on:
            _switch(turn, notice, on=bool(on))
    show(turn)


def _switch(turn: Turn, notice: str, *, on: bool) -> None:
    person = turn.person
    if notice == LETTER:
        person.subscribed_at = (person.subscribed_at or turn.now) if on else None
    else:
        person.notices = wishes.switched(person, notice, on=on)


def choose_quiet(turn: Turn) -> None:
    """Ask for quiet hours; they can be typed as well."""
    rows = []
    for one in OFFERED:
        start, _, end = one.partition("-")
        data = "pt:" + one.replace(":", "").replace("-", ":")
        rows.append([turn.button("choice.quiet_hours", data, numbered=True, start=start, end=end)])
    rows.append([turn.button("choice.quiet_common", f"pt:{COMMON}", numbered=True)])
    turn.reply("notices.which_hours", buttons=rows, night=_words(turn.desk.calendar.night))


def set_quiet(turn: Turn, start: str, end: str = "") -> None:
    """Take the hours of a button."""
    if start == COMMON:
        turn.person.notices = wishes.with_quiet(turn.person, None)
        show(turn)
    elif hours := read(f"{start[:2]}:{start[2:]}-{end[:2]}:{end[2:]}"):
        _set(turn, hours)
    else:
        turn.reply("notices.how")


def is_being_asked(turn: Turn) -> bool:
    """Say whether the choices last shown are those of quiet hours."""
    return any(row[1] == f"pt:{COMMON}" for row in turn.account.menu or ())


def _set(turn: Turn, hours: Hours) -> None:
    if hours[0] == hours[1] or not turn.desk.calendar.leaves_room(hours):
        turn.reply("notices.no_hour_left", night=_words(turn.desk.calendar.night))
        return
    turn.person.notices = wishes.with_quiet(turn.person, hours)
    show(turn, turn.words(turn.person, "notices.quiet_set", own=_words(hours)))


def read(said: str) -> Hours | None:
    """Read hours as people write them: "22h-7h", "22:30 – 6:00", "từ 10 giờ tối đến 6 giờ sáng"."""
    letters = unicodedata.normalize("NFD", said.strip().casefold().replace("đ", "d"))
    found = SAID.fullmatch("".join(one for one in letters if not unicodedata.combining(one)))
    if found is None:
        return None
    start, end = _clock(*found.groups()[:3]), _clock(*found.groups()[3:])
    return (start, end) if start is not None and end is not None else None


def _clock(hour: str, minute: str | None, part: str | None) -> time | None:
    """Return a time of day; 12 o'clock at night is 0, 9 in the evening is 21."""
    number, minutes = int(hour), int(minute or 0)
    if part in {"chieu", "toi", "pm"} or (part in {"dem", "khuya"} and number > 5) or (part == "trua" and number < 3):
        number += 12 if number < 12 else 0
    if (part in {"sang", "am", "dem", "khuya", "toi"} and number == 12) or number == 24:
        number = 0
    return time(number, minutes) if number < 24 and minutes < 60 else None


def _words(hours: Hours) -> Html:
    return Html("–".join(f"{one:%H:%M}" for one in hours))
