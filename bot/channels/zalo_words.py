"""Zalo's way of showing our messages: plain text, styles beside it, and choices as numbered lines."""

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from handlers import markup
from handlers.messages import Button

LIMIT = 2000  # UTF-16 units of a text, and of a caption; Zalo Bot Platform, sendMessage and sendPhoto
LABEL = 80  # characters: ten choices always fit into one message

_TAG = re.compile(r"<(/?[a-z][^<>]*)>")
_NO_TAG = re.compile(r"<(?!/?[a-z][^<>]*>)")
_QUOTE = re.compile(r"<(/?)blockquote(?:\s[^<>]*)?>")
_STYLES = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "s": "s"}


class Style(NamedTuple):
    """How a stretch of a text looks; in UTF-16 units."""

    start: int
    len: int
    st: tuple[str, ...]


class Words(NamedTuple):
    """One message's text and its looks."""

    text: str
    styles: tuple[Style, ...] = ()


def pieces(html_text: str, tail: str = "") -> list[Words]:
    """Return HTML as messages that Zalo takes, none of them empty.

    The tail is plain and stays whole: it stands below the last piece where it fits, else in a message of its own.
    """
    quoted = _QUOTE.sub(lambda tag: "”" if tag[1] else "“", _NO_TAG.sub("&lt;", html_text))
    found = [words for piece in markup.split(quoted, LIMIT) if (words := _styled(piece)).text]
    if not tail:
        return found
    joined = f"{found[-1].text}\n\n{tail}" if found else tail
    if units(joined) > LIMIT:
        return [*found, Words(tail)]
    return [*found[:-1], Words(joined, found[-1].styles if found else ())]


def menu(rows: Sequence[Sequence[Button]]) -> str:
    """Return the choices as lines, the one with 0 last; a button with neither number nor address is not shown."""
    shown = [one for row in rows for one in row if one.url or one.number is not None]
    return "\n".join(_line(one) for one in sorted(shown, key=lambda one: one.number == 0))


def _line(one: Button) -> str:
    label = markup.shorten(" ".join(one.label.split()), LABEL)
    return f"{label}: {one.url}" if one.url else f"{one.number}. {label}"


def _styled(html_text: str) -> Words:
    """Return what a person reads of HTML, and how it looks; tags that Zalo has no style for are dropped."""
    text, styles, opened = "", [], list[str]()
    for i, part in enumerate(_TAG.split(html_text)):
        if i % 2:
            _turn(opened, part)
            continue
        words = html.unescape(part).replace(markup.JOINER, "")
        if words and opened:
            styles.append(Style(units(text), units(words), tuple(dict.fromkeys(opened))))
        text += words
    return _trimmed(text, styles)


def _turn(opened: list[str], tag: str) -> None:
    """Open or close a style."""
    name = tag.split(maxsplit=1)[0]
    style = _STYLES.get(name.removeprefix("/"))
    if style is None:
        return
    if not name.startswith("/"):
        opened.append(style)
    elif style in opened:
        opened.remove(style)


def _trimmed(text: str, styles: Sequence[Style]) -> Words:
    """Take white space off both ends, and what looks it had."""
    trimmed = text.strip()
    before = units(text) - units(text.lstrip())
    moved = (Style(*_within(one.start - before, one.len, units(trimmed)), one.st) for one in styles)
    return Words(trimmed, tuple(one for one in moved if one.len > 0))


def _within(start: int, length: int, end: int) -> tuple[int, int]:
    first = max(start, 0)
    return first, min(start + length, end) - first


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units, which is how Zalo counts."""
    return len(text) + sum(c > "\uffff" for c in text)
