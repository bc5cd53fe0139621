"""Text and entities as safe HTML for the chat page: every character of the text is escaped here."""

import html
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

Entity = dict[str, Any]

_TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "expandable_blockquote": "blockquote", "text_link": "a", "url": "a", "email": "a",
}  # fmt: skip
_CLASSES = {"expandable_blockquote": "expandable", "spoiler": "tg-spoiler", "bot_command": "bot-command"}
_SCHEMES = {"http", "https", "mailto", "tg"}


def render(text: str, entities: list[Entity]) -> str:
    """Return balanced HTML; a line break is `<br>`, an unknown entity a plain span."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    if not entities:
        return _escaped(encoded)
    return "".join(_pieces(encoded, sorted(entities, key=lambda e: (e["offset"], -e["length"]))))


def _pieces(encoded: bytes, entities: list[Entity]) -> Iterator[str]:
    marks = {0, len(encoded) // 2} | {m for e in entities for m in (e["offset"], e["offset"] + e["length"])}
    cuts = sorted(mark for mark in marks if 0 <= mark <= len(encoded) // 2)
    open_now: list[Entity] = []
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        wanted = [e for e in entities if e["offset"] <= start < e["offset"] + e["length"]]
        common = _common(open_now, wanted)
        yield from (_closing(e) for e in reversed(open_now[common:]))
        yield from (_opening(e, encoded) for e in wanted[common:])
        open_now = wanted
        yield _escaped(encoded[2 * start : 2 * end]) if end is not None else ""
    yield from (_closing(e) for e in reversed(open_now))


def _common(old: list[Entity], new: list[Entity]) -> int:
    count = 0
    while count < min(len(old), len(new)) and old[count] is new[count]:
        count += 1
    return count


def _escaped(encoded: bytes) -> str:
    return html.escape(encoded.decode("utf-16-le", "replace")).replace("\n", "<br>")


def _opening(entity: Entity, encoded: bytes) -> str:
    tag = _TAGS.get(entity["type"], "span")
    if tag == "a":
        return f'<a href="{html.escape(_address(entity, encoded))}" target="_blank" rel="noopener noreferrer nofollow">'
    name = _CLASSES.get(entity["type"]) or (None if tag != "span" else entity["type"].replace("_", "-"))
    return f'<{tag} class="{html.escape(name)}">' if name else f"<{tag}>"


def _closing(entity: Entity) -> str:
    return f"</{_TAGS.get(entity['type'], 'span')}>"


def _address(entity: Entity, encoded: bytes) -> str:
    """Return where a link leads: never to a script."""
    start = 2 * entity["offset"]
    shown = encoded[start : start + 2 * entity["length"]].decode("utf-16-le", "replace")
    address = str(entity.get("url") or shown).strip()
    if entity["type"] == "email":
        return f"mailto:{address}"
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return "#"
    if not scheme:
        return f"https://{address}"
    return address if scheme in _SCHEMES else "#"
