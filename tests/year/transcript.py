"""The year as a person can read it: by day and moment what was said to whom, and how it begins."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from handlers.markup import read
from tests.year.office import Said

WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
LONG, SHOWN = 70, 3  # characters of a beginning; names of those who hear the same at the same time

HEAD = """# Một năm của văn phòng

What everybody heard in the simulated year otherwise than as an answer, in the order in which it reached them: written
by `YEAR_REWRITE=1 .venv/bin/pytest tests/year`, and compared by the same test. Each line has the time, the sentence,
who heard it, and how the first of these messages begins. R is a reviewer, A an admin, C a citizen.
"""


def lines(said: Sequence[Said], names: Mapping[str, str]) -> Iterator[str]:
    """Yield the transcript; `names` are short ones, by chat."""
    yield HEAD
    for day, of_day in groupby(sorted(said, key=_order), key=attrgetter("day")):
        yield f"\n## {day:%d/%m/%Y} {WEEKDAYS[day.weekday()]}\n"
        for (clock, key), group in groupby(of_day, key=lambda one: (f"{one.local:%H:%M}", one.key)):
            yield _line(clock, key, list(group), names)


def _order(one: Said) -> tuple[object, ...]:
    return one.day, f"{one.local:%H:%M}", one.key, one.row


def _line(clock: str, key: str, said: Sequence[Said], names: Mapping[str, str]) -> str:
    who = list(dict.fromkeys(names[one.chat] for one in said))
    shown = " ".join(who[:SHOWN]) + (f" … ({len(who)})" if len(who) > SHOWN else "")
    words = " ".join(read(said[0].text).split())
    return f"- {clock} {key} → {shown}: {words[:LONG].rstrip()}{'…' if len(words) > LONG else ''}"
