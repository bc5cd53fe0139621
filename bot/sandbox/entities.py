"""Message entities: from parse_mode=HTML, and those that Telegram finds by itself. Offsets are UTF-16 units.

The wording of errors and the tolerated forms follow TDLib's parser, which the public server runs.
"""

import html
import re
from typing import Any, NoReturn

from bot.sandbox.params import bad_request

Entity = dict[str, Any]

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip
_TAG = re.compile(r"""<(?P<end>/?)(?P<name>[^\s>]*)(?P<rest>(?:[^>"']|"[^"]*"|'[^']*')*)>|<""")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?""")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_FOUND = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?P<url>(?<![\w@/.-])(?:https?://[^\s<>]+|(?:[a-z0-9-]+\.)+(?:com|vn|me|org|net|info|edu|gov|io)\b(?:/[^\s<>]*)?))"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)
_SHELTERED = {"pre", "code", "text_link"}


def units(text: str) -> int:
    """Count UTF-16 code units, as every limit and offset of the Bot API does."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int) -> list[str]:
    """Return a text in pieces of at most `limit` units, as the apps send one that is too long."""
    # Half the limit in characters is safe whatever their UTF-16 size; only long texts need it.
    size = limit if units(text) == len(text) else limit // 2
    return [text[start : start + size] for start in range(0, len(text), size)] if units(text) > limit else [text]


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return text and entities; raises ApiError 400 "can't parse entities: …" for tags that do not fit."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source).parse()


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Strip the white space around a text, as Telegram does, and move its entities along."""
    short = text.strip()
    if short == text:
        return text, entities
    lead, size = units(text[: len(text) - len(text.lstrip())]), units(short)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return short, kept


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """Add the commands, links, mentions and hashtags that every client makes clickable."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _SHELTERED]
    found = [
        entity
        for entity in map(_found_entity, _FOUND.finditer(text))
        if not any(entity["offset"] < end and start < entity["offset"] + entity["length"] for start, end in taken)
    ]
    return sorted([*entities, *found], key=lambda e: (e["offset"], -e["length"])) if found else entities


def _found_entity(match: re.Match[str]) -> Entity:
    kind = str(match.lastgroup)
    shown = match[0].rstrip(".,;:!?)'\"»”") if kind == "url" else match[0]
    return {"type": kind, "offset": units(match.string[: match.start()]), "length": units(shown)}


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[tuple[str, Entity]] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        at = 0
        for tag in _TAG.finditer(self.source):
            self._text(self.source[at : tag.start()])
            at = tag.end()
            if tag["name"] is None:
                self._fail(f"Unclosed start tag at byte offset {self._bytes(tag)}")
            (self._end if tag["end"] else self._start)(tag)
        self._text(self.source[at:])
        if self.open:
            self._fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        return "".join(self.parts), _merged_pre(sorted(self.entities, key=lambda e: (e["offset"], -e["length"])))

    def _text(self, raw: str) -> None:
        text = _REFERENCE.sub(lambda found: html.unescape(found[0]), raw) if "&" in raw else raw
        self.parts.append(text)
        self.offset += units(text)

    def _start(self, tag: re.Match[str]) -> None:
        name = tag["name"].lower()
        if name not in TAGS:
            self._fail(f'Unsupported start tag "{name}" at byte offset {self._bytes(tag)}')
        given = {found[0].lower(): found[1] or found[2] or found[3] for found in _ATTRIBUTE.findall(tag["rest"])}
        if name == "span" and given.get("class") != "tg-spoiler":
            self._fail(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(tag)}')
        self.open.append((name, {"type": TAGS[name], "offset": self.offset, "length": 0, **_extra(name, given)}))

    def _end(self, tag: re.Match[str]) -> None:
        name = tag["name"].lower()
        if not self.open:
            self._fail(f"Unexpected end tag at byte offset {self._bytes(tag)}")
        opened, entity = self.open.pop()
        if name and name != opened:
            where = self._bytes(tag)
            self._fail(f'Unmatched end tag at byte offset {where}, expected "</{opened}>", found "</{name}>"')
        entity["length"] = self.offset - entity["offset"]
        # A link without an address is shown as plain text.
        if entity["length"] and entity.get("url") != "":
            self.entities.append(entity)

    def _bytes(self, tag: re.Match[str]) -> int:
        return len(self.source[: tag.start()].encode("utf-8", "surrogatepass"))

    def _fail(self, why: str) -> NoReturn:
        bad_request(f"can't parse entities: {why}")


def _extra(name: str, given: dict[str, str]) -> Entity:
    if name == "a":
        return {"url": html.unescape(given.get("href", ""))}
    if name == "code" and given.get("class", "").startswith("language-"):
        return {"language": given["class"].removeprefix("language-")}
    return {"type": "expandable_blockquote"} if name == "blockquote" and "expandable" in given else {}


def _merged_pre(entities: list[Entity]) -> list[Entity]:
    """Make `<pre><code class="language-x">` the one entity that it is; a language belongs to nothing else."""
    blocks = {(e["offset"], e["length"]): e for e in entities if e["type"] == "pre"}
    kept = []
    for entity in entities:
        block = blocks.get((entity["offset"], entity["length"])) if entity["type"] == "code" else None
        language = entity.pop("language", None) if entity["type"] == "code" else None
        if block is None:
            kept.append(entity)
        elif language:
            block["language"] = language
    return kept
