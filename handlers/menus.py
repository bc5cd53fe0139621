"""Choices that are typed: the numbers and labels last shown, in pages where no buttons can be shown. Pure.

A menu is what an account remembers of the choices last shown: rows of [label, data, number, by label?]. The number is
None where a choice is not counted, or is on another page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from handlers import clean
from handlers.messages import Button, Rows
from handlers.synonyms import means

MOST = 9  # numbers on a page; zero is the way back
PAGE = 8  # choices on a page that another one follows: the ninth number leads there
MORE = "m"  # the action that shows another page

NUMBER = re.compile(r"(?:(?:so|muc|chon) )?(\d{1,2})", re.ASCII)

Menu = list[list[Any]]


def menu_of_buttons(rows: Rows) -> Menu:
    """Return what can be typed where there are buttons: labels, and the numbers of what a person would count."""
    numbers = iter(range(1, 1000))
    return [
        [one.label, one.data, next(numbers) if one.numbered else None, one.by_label] for one in flat(rows) if one.data
    ]


def lines(rows: Rows, more: str, again: str, page: int = 1) -> list[Button]:
    """Give all choices their numbers on a page of lines, the way back 0, and none to those of other pages."""
    choices = [one for one in flat(rows) if one.data]
    forward = [one for one in choices if not one.back]
    first, last = _bounds(len(forward), page)
    numbers = {one.data: number for number, one in enumerate(forward[first:last], 1)}
    if len(forward) > MOST:
        choices = [*choices, Button(more, f"{MORE}:{page + 1}") if last < len(forward) else Button(again, f"{MORE}:1")]
        numbers[choices[-1].data] = MOST
    else:
        # Whoever has typed 1 to go on so far must not throw a story away with it.
        numbers |= {one.data: MOST for one in forward if one.data.endswith(":cancel")}
    shown = [one._replace(number=0 if one.back else numbers.get(one.data)) for one in choices]
    # The way back comes last; the rest keeps its place on every page, so that each can be shown again.
    return sorted(shown, key=lambda one: one.back)


def pages(menu: Menu) -> int:
    """Return how many pages the choices of a menu take."""
    choices = sum(number != 0 for _, _, number, _ in _without_more(menu))
    return 1 if choices <= MOST else -(-choices // PAGE)


def page_of(menu: Menu) -> int:
    """Return which page of its choices a menu shows."""
    following = next((int(data.partition(":")[2]) for _, data, *_ in menu if data.startswith(f"{MORE}:")), 1)
    return following - 1 or pages(menu)


def menu_of(buttons: Iterable[Button]) -> Menu:
    return [[one.label, one.data, one.number, one.by_label] for one in buttons if one.data]


def choices_of(menu: Menu) -> list[Button]:
    """Return the choices of a menu, to show them again."""
    return [
        Button(label, data, numbered=True, by_label=by_label, back=number == 0)
        for label, data, number, by_label in _without_more(menu)
    ]


def chosen(menu: Menu | None, typed: str) -> str | None:
    """Return the button meant by a typed number, label or word, with or without accents."""
    text = clean.fold(typed)
    if not text or not menu:
        return None
    if number := number_in(text):
        return next((str(data) for _, data, of, _ in menu if of is not None and str(of) == number), None)
    labelled = (str(data) for label, data, _, by_label in menu if by_label and clean.fold(label) == text)
    return next(labelled, None) or next((str(data) for _, data, _, _ in menu if means(text, data)), None)


def number_in(text: str) -> str | None:
    """Return the number that folded words are nothing but, if a menu could have it: "2", "so 2"."""
    found = NUMBER.fullmatch(text)
    return str(int(found[1])) if found else None


def as_json(rows: Rows) -> list[Any] | None:
    """Return buttons as a row of the outbox keeps them."""
    return [[_row(one) for one in line] for line in rows] or None


def from_json(rows: Sequence[Any] | None) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(_button(*one) for one in line) for line in rows or ())


def flat(rows: Rows) -> Iterator[Button]:
    return (one for row in rows for one in row)


def _row(one: Button) -> list[Any]:
    shown = [one.label, one.data, one.url]
    return shown if one.number is None and one.by_label else [*shown, one.number, one.by_label]


def _button(label: str, data: str, url: str, number: int | None = None, by_label: bool = True) -> Button:  # noqa: FBT001, FBT002 (a row of JSON)
    return Button(label, data, url=url, number=number, by_label=by_label)


def _bounds(count: int, page: int) -> tuple[int, int]:
    if count <= MOST:
        return 0, count
    first = PAGE * min(max(page - 1, 0), (count - 1) // PAGE)
    return first, min(first + PAGE, count)


def _without_more(menu: Menu) -> Menu:
    return [one for one in menu if not one[1].startswith(f"{MORE}:")]
