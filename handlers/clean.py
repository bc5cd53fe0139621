"""Make people's text safe to store, compare and show. What they meant is never changed."""

import re
import unicodedata
from functools import lru_cache

import regex

# Invisible or harmful everywhere: controls, lone surrogates, format characters (bidi, zero-width, tags), fillers that
# draw nothing, specials and non-characters that spoil spreadsheets. ZWJ and VS16 stay where they make an emoji.
_EMOJI = r"\p{Extended_Pictographic}"
_JOINER_IN_EMOJI = rf"(?<={_EMOJI}[\uFE0F\p{{Emoji_Modifier}}]?)\u200D(?={_EMOJI})"
_STYLE_OF_EMOJI = rf"(?<={_EMOJI})\uFE0F|(?<=[0-9#*])\uFE0F(?=\u20E3)"
_KEPT = regex.compile(rf"{_JOINER_IN_EMOJI}|{_STYLE_OF_EMOJI}")
_DROPPED = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Cf}\uFE00-\uFE0F\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2065\u2800\u3164\uFFA0"
    r"\uFFF0-\uFFFF\uFDD0-\uFDEF\U000E0000-\U000E0FFF\p{Noncharacter_Code_Point}]"
)
_NEWLINES = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = regex.compile(r"[\t\p{Zs}]")
_PILED_MARKS = regex.compile(r"(\p{M}{3})\p{M}+")
_LINE_ENDS = re.compile(r"(?<! ) ++(?=\n)")  # tried once a run of spaces, not at each of them
_BLANK_LINES = re.compile(r"\n{3,}")

_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкмнорстухԁһԛԝαοινρΑΒΕΖΗΙΚΜΝΟΡΤΥΧðÐɖƉđĐıøØł",
    "ABESIJKMHOPCTYXaesijkmhopctyxdhqwaoivpABEZHIKMNOPTYXdddddDioOl",
)
# Without anything that combines with a letter; there is nothing of the kind above.
_PLAIN_LETTERS = {**dict.fromkeys(code for code in range(0x20000) if unicodedata.combining(chr(code))), **_LOOK_ALIKES}
_FOREIGN = regex.compile(r"[\p{Cyrillic}\p{Greek}\p{Armenian}\p{Cherokee}\p{Coptic}]")
SHORT = 80  # characters of what is worth remembering folded
_LATIN = regex.compile(r"\p{Latin}")

# A citizen ID is province (001-096), century and sex, year of birth, six more: it begins with 0, so an amount of
# money in groups of three ("120.000.000.000") is never one, while "026.185.001.234" is. Without a break a slip in the
# first digit hides it as well. The groups may part only
# after 3, 4, 6, 8 or 9 digits: "0912 345 678 12" is a phone number and a number after it.
_PART = r"[ .\-\u2010-\u2013]?"
_CITIZEN_ID = re.compile(
    r"(?<![0-9+])(?:"
    r"[0-9]{12}|"
    rf"(?<![0-9][.,\-])0[0-9]{{2}}{_PART}[0-9]{_PART}[0-9]{{2}}{_PART}[0-9]{{2}}{_PART}[0-9]{_PART}[0-9]{{3}}"
    r"(?![ .\-][0-9]{3})"
    r")(?![0-9])"
)
HIDDEN_ID = "[đã ẩn số CCCD]"

_PHONE = re.compile(r"(?:\+?84|0084|0)([35789][0-9]{8}|2[0-9]{9})")
_PHONE_MARKS = re.compile(r"[\s.()\-\u2010-\u2013]")


def clean(text: str) -> str:
    """Return the text as NFC without anything invisible or harmful; running it twice changes nothing more.

    Tabs and odd spaces become a space, any line end a newline; no two blank lines, no four combining marks in a row.
    """
    lines = _SPACES.sub(" ", _NEWLINES.sub("\n", text))
    visible = unicodedata.normalize("NFC", _drop_invisible(lines))
    calm = _PILED_MARKS.sub(r"\1", visible)
    return _BLANK_LINES.sub("\n\n", _LINE_ENDS.sub("", calm)).strip()


def _drop_invisible(text: str) -> str:
    kept = {found.start() for found in _KEPT.finditer(text)}
    return str(_DROPPED.sub(lambda at: at[0] if at[0] == "\n" or at.start() in kept else "", text))


def clean_line(text: str) -> str:
    """Clean a text that belongs on one line."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """Return a key for comparing: no case, accents, punctuation, look-alike letters or odd spaces.

    *hòa*, *hoà*, *HOA* and a Cyrillic *Ноа* all give ``hoa``. Never show it, never store it as the person's words.
    """
    return _fold_short(text) if len(text) <= SHORT else _fold(text)


@lru_cache(maxsize=4096)
def _fold_short(text: str) -> str:
    # Labels of choices, names of communes and commands are folded again and again.
    return _fold(text)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", _drop_invisible(" ".join(text.split()))))
    letters = plain.translate(_PLAIN_LETTERS).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def mixed_script(text: str) -> bool:
    """Say whether Latin letters stand beside Cyrillic, Greek or the like: a name made to look like another."""
    return bool(_LATIN.search(text) and _FOREIGN.search(text))


def redact_ids(text: str) -> str:
    """Hide citizen-ID numbers (12 digits, also in groups); phones, money, times and longer numbers stay."""
    return _CITIZEN_ID.sub(HIDDEN_ID, text)


def phone(text: str) -> str | None:
    """Return a Vietnamese phone number as ``0xxxxxxxxx`` (landlines ``02`` with 11 digits), or None."""
    found = _PHONE.fullmatch(_PHONE_MARKS.sub("", text))
    return f"0{found[1]}" if found and found[1].isascii() else None


def label(name: str) -> str:
    """Return a user's file name as a label of at most 60 characters: to show, never to open or save under."""
    base = re.split(r"[\\/]", clean_line(name))[-1]
    safe = re.sub(r'[<>:"|?*]', "", base).strip(" .")
    stem, dot, ending = safe.rpartition(".")
    if not dot or len(ending) > 10:
        return clean_line(safe[:60])
    return f"{clean_line(stem[: 59 - len(ending)])}.{ending}"
