"""Telegram's HTML: put people's words into it without letting them act, and cut it into messages."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

TEXT_LIMIT = 4096
SHORT = 80  # characters of what is worth remembering

JOINER = "\u2060"
# Telegram makes links of /commands, @names, #tags, $TAGS, addresses, card numbers and times by itself, from the bare
# text. Its rules (TDLib, MessageEntity.cpp: match_mentions, match_bot_commands, match_hashtags, match_cashtags,
# match_urls, match_tg_urls, match_bank_card_numbers, match_media_timestamps) all need the sign to touch what follows
# it, and none takes U+2060 WORD JOINER for a letter, a digit or part of an address; clean_input_string keeps it. It
# draws nothing, allows no line break, and clean() drops it when a copy comes back. The server does drop U+0333, U+033F,
# U+030A, so a sign is quieted whatever touches it. Phone numbers stay: a reviewer calls the nominator.
# <code> would do as much but looks like a machine's words and forbids bold around it.
_TRIGGER = re.compile(
    r"[@#$:](?=\S)"
    r"|(?<![0-9A-Za-zÀ-ÖØ-öø-ɏẠ-ỹ_])/(?=\S)"  # 24/7 and D/c are no commands
    r"|\.(?=[^\s\d])"  # bare addresses; the dots of an amount of money stay …
    r"|\.(?=[\d\u0300-\u036f]+\.[\d\u0300-\u036f]+\.\d)"  # … but 1.2.3.4 is an address too
    r"|\d(?:[ -]*\d){11}(?=[ -]*\d)"  # card numbers have 13 to 19 digits
)

_TAG = re.compile(r"<[^<>]*>")
_TAG_OR_ENTITY = regex.compile(r"(<[^<>]*>|&#?\w+;[\p{M}\u200D]*)")
_GRAPHEME = regex.compile(r"\X")
# From the best place to cut to the worst; each is looked for just before the cut.
_BREAKS = (re.compile(r"\n\n\Z"), re.compile(r"\n\Z"), re.compile(r"[.!?…]['\")\]”»]*\s\Z"), re.compile(r"\s\Z"))


def escape(text: str) -> str:
    """Return plain text as HTML that reads the same."""
    return html.escape(text, quote=True)


def quiet(text: str) -> str:
    """Keep Telegram from making links of people's words; what is read does not change."""
    return _TRIGGER.sub(rf"\g<0>{JOINER}", text)


def person(text: str) -> str:
    """Return words from a person as HTML that neither links nor marks up: every such value in a text passes here."""
    return _harmless(text) if len(text) <= SHORT else escape(quiet(text))


@lru_cache(maxsize=2048)
def _harmless(text: str) -> str:
    return escape(quiet(text))


def read(html_text: str) -> str:
    """Return what a person reads, for places that know no markup."""
    return html.unescape(re.sub(r"</?[a-z][^<>]*>", "", html_text)).replace(JOINER, "")


def shorten(text: str, n: int) -> str:
    """Cut plain text to at most n characters as people count them, at a word's end, with an ellipsis."""
    characters = _GRAPHEME.findall(text)
    if len(characters) <= n:
        return text
    cut = "".join(characters[: max(n - 1, 0)])
    words, space, _ = cut.rpartition(" ")
    kept = words if space and 2 * len(words) > len(cut) else cut
    return kept.rstrip(" ,.;:-–") + "…"


class _Atom(NamedTuple):
    """What may not be cut: a tag, an entity, or a character as people see it."""

    raw: str
    text: str
    width: int


def split(html_text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Cut HTML into messages of at most `limit` UTF-16 units of text, at the best place in the second half of each.

    Tags open at a cut are closed and opened again. Pieces without visible text, which Telegram refuses, are left out.
    """
    if _utf16(html_text) <= limit:
        return [html_text] if html.unescape(_TAG.sub("", html_text)).strip() else []
    atoms = list(_atoms(html_text, limit))
    pieces: list[str] = []
    opened: list[str] = []
    while atoms:
        end = _end(atoms, limit)
        body = "".join(atom.raw for atom in atoms[:end])
        start = "".join(opened)
        opened = _still_open(opened, atoms[:end])
        if any(not atom.text.isspace() for atom in atoms[:end] if atom.text):
            pieces.append(start + body + "".join(f"</{_name(tag)}>" for tag in reversed(opened)))
        atoms = atoms[end:]
    return pieces


def _atoms(html_text: str, limit: int) -> Iterator[_Atom]:
    for i, part in enumerate(_TAG_OR_ENTITY.split(html_text)):
        if i % 2 == 0:
            graphemes = _GRAPHEME.findall(part)
            # A "character" longer than a message is an attack, not a family.
            for raw in (c for g in graphemes for c in (g if _utf16(g) > limit else [g])):
                yield _Atom(raw, raw, _utf16(raw))
        elif part.startswith("<"):
            yield _Atom(part, "", 0)
        else:
            text = html.unescape(part)
            yield _Atom(part, text, _utf16(text))


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _end(atoms: list[_Atom], limit: int) -> int:
    """Return how many atoms the next message takes."""
    width, text = 0, ""
    best = [0] * len(_BREAKS)
    for i, atom in enumerate(atoms):
        width += atom.width
        if width > limit:
            return _past_closing_tags(atoms, next((at for at in best if at), max(i, 1)))
        text = (text + atom.text)[-8:]
        if 2 * width >= limit and atom.text.isspace():
            best = [i + 1 if place.search(text) else at for place, at in zip(_BREAKS, best, strict=True)]
    return len(atoms)


def _past_closing_tags(atoms: list[_Atom], end: int) -> int:
    while end < len(atoms) and atoms[end].raw.startswith("</"):
        end += 1
    return end


def _still_open(opened: list[str], atoms: list[_Atom]) -> list[str]:
    still = list(opened)
    for raw in (atom.raw for atom in atoms if not atom.text):
        if not raw.startswith("</"):
            still.append(raw)
        elif still:
            still.pop()
    return still


def _name(tag: str) -> str:
    return tag.strip("<>").split()[0]
