"""Tracebacks for the log: where it happened and what kind of error, but no words that people may have said."""

import traceback
from collections.abc import Iterator

from sqlalchemy.exc import DataError, DBAPIError
from structlog.typing import ExcInfo

from bot.channels.base import SendError
from bot.explained import Explained

WITHHELD = "(its words are withheld: they may be a person's)"
# What these say comes from programs. Of the rest, int("bà Hòe") quotes what it was given, and so does a KeyError.
HARMLESS = (SendError, Explained, AttributeError, ImportError, NameError, NotImplementedError, TypeError)


def without_words(exc_info: ExcInfo) -> str:
    """Return the traceback of an error, of what caused it and of what it was raised in place of."""
    return "\n".join(_told(exc_info[1], set()))


def _told(error: BaseException, known: set[int]) -> Iterator[str]:
    known.add(id(error))
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None and id(earlier) not in known:
        yield from _told(earlier, known)
        yield "\nwhich led to:\n" if error.__cause__ else "\nwhile that was handled:\n"
    yield "Traceback (most recent call last):"
    yield from (line.rstrip() for line in traceback.format_tb(error.__traceback__))
    yield f"{type(error).__name__}: {_words(error)}"
    for one in getattr(error, "exceptions", ()):  # of a group
        if id(one) not in known:
            yield from _told(one, known)


def _words(error: BaseException) -> str:
    match error:
        case DataError():
            return WITHHELD  # it quotes the value
        case DBAPIError():
            # PostgreSQL's further lines quote the row.
            return str(error.orig).partition("\n")[0]
        case OSError():
            return error.strerror or "no reason given"
        case _ if isinstance(error, HARMLESS):
            return str(error)
        case _:
            return WITHHELD
