"""Every sentence the bot says, from Fluent files: `handlers/texts/<language>/*.ftl`."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import Resource

from handlers import markup

LANGUAGES = ("vi", "en")
TYPED = ".typed"  # after a language: its sentences as they read where there are no buttons to press
FOLDER = Path(__file__).parent / "texts"
REMEMBERED = 4096  # sentences, with a gap for each value that is a text
_CHOOSING = re.compile(r"\{\s*\$(\w+)\s*->")


class Html(str):
    """Markup of our own making; everything else is a person's words and is escaped."""

    __slots__ = ()


def unquoted(text: str) -> Html:
    """Return our own markup for use within a quotation: Telegram knows no quotation within a quotation."""
    return Html(text.replace("<blockquote>", "«").replace("</blockquote>", "»"))


class Texts:
    """The sentences of all languages, read once.

    What is said of buttons stands in the terms of `buttons.ftl`, and of `typed.ftl` where a channel has none.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._bundles: dict[str, FluentBundle] = {}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._write)
        self._choosing: set[str] = set()  # values by which some sentence chooses its words
        for language in LANGUAGES:
            for path in (folder / language).glob("*.ftl"):
                self._choosing.update(_CHOOSING.findall(path.read_text(encoding="utf-8")))
            read = {path.stem: _resource(path) for path in sorted((folder / language).glob("*.ftl"))}
            buttons, typed = read.pop("buttons"), read.pop("typed")
            self._bundles[language] = _bundle(language, [*read.values(), buttons])
            self._bundles[language + TYPED] = _bundle(language, [*read.values(), typed])

    def render(self, language: str, key: str, /, **values: Any) -> Html:
        """Return the sentence as HTML; raise KeyError for a key or a value that is missing."""
        return Html(self._format(language, key, {name: _safe(value) for name, value in values.items()}))

    def plain(self, language: str, key: str, /, **values: Any) -> str:
        """Return the sentence as it is read, for places that know no markup: buttons, toasts, sheets."""
        return self._format(language, key, values)

    def _format(self, language: str, key: str, given: dict[str, Any]) -> str:
        if not given:
            return self._remembered(language, key, (), ()).strip()
        # fluent.runtime takes twenty times as long as filling the gaps, and no value longer than 2500 characters.
        gaps = {name: value for name, value in given.items() if isinstance(value, str) and name not in self._choosing}
        rest = tuple((name, value) for name, value in given.items() if name not in gaps)
        known = all(isinstance(value, str | int) for _, value in rest)
        text = (self._remembered if known else self._write)(language, key, tuple(gaps), rest)
        for name, value in gaps.items():
            text = text.replace(_gap(name), value)
        return text.strip()

    def _write(self, language: str, key: str, gaps: tuple[str, ...], given: tuple[tuple[str, Any], ...]) -> str:
        bundle = self._bundles[language]
        message = bundle.get_message(key.replace(".", "-"))
        if message.value is None:
            raise KeyError(key)
        values = {name: _gap(name) for name in gaps} | dict(given)
        text, errors = bundle.format_pattern(message.value, values)
        if errors:
            raise KeyError(f"{key} ({language}): {errors[0]}")
        return str(text)

    @cached_property
    def keys(self) -> dict[str, frozenset[str]]:
        """The keys of each language, with dots."""
        return {language: frozenset(_ids(self._bundles[language])) for language in LANGUAGES}


def _gap(name: str) -> str:
    return f"\x00{name}\x00"  # no cleaned text holds NUL, so that nobody can write one


def _resource(path: Path) -> Resource:
    # Where in its file a word stands is of use to an editor; for us it would be a megabyte.
    return FluentParser(with_spans=False).parse(path.read_text(encoding="utf-8"))


def _bundle(language: str, resources: Iterable[Resource]) -> FluentBundle:
    # Isolating marks around values are invisible characters that would be copied along with names.
    bundle = FluentBundle([language], use_isolating=False)
    for one in resources:
        bundle.add_resource(one)
    return bundle


def _ids(bundle: FluentBundle) -> Iterable[str]:
    return (name.replace("-", ".", 1) for name in bundle._messages)  # noqa: SLF001 (fluent.runtime offers no listing)


def _safe(value: Any) -> Any:
    return markup.person(value) if isinstance(value, str) and not isinstance(value, Html) else value
