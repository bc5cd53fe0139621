"""Every sentence the bot says, from Fluent files: `handlers/texts/<language>/*.ftl`."""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

from handlers import markup

LANGUAGES = ("vi", "en")
TYPED = ".typed"  # after a language: its sentences as they read where there are no buttons to press
FOLDER = Path(__file__).parent / "texts"
REMEMBERED = 2048  # sentences whose values are not longer than
LONGEST = 300  # characters together
LONG = 2000  # fluent.runtime takes no value longer than 2500 characters


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
        for language in LANGUAGES:
            read = {path.stem: _resource(path) for path in sorted((folder / language).glob("*.ftl"))}
            buttons, typed = read.pop("buttons"), read.pop("typed")
            self._bundles[language] = _bundle(language, [*read.values(), buttons])
            self._bundles[language + TYPED] = _bundle(language, [*read.values(), typed])

    def render(self, language: str, key: str, /, **values: Any) -> Html:
        """Return the sentence as HTML; raise KeyError for a key or a value that is missing."""
        return Html(self._format(language, key, tuple((name, _safe(value)) for name, value in values.items())))

    def plain(self, language: str, key: str, /, **values: Any) -> str:
        """Return the sentence as it is read, for places that know no markup: buttons, toasts, sheets."""
        return self._format(language, key, tuple(values.items()))

    def _format(self, language: str, key: str, given: tuple[tuple[str, Any], ...]) -> str:
        # Most sentences are said to one person after another with the same values; a story is said but once.
        short = sum(len(value) if isinstance(value, str) else 1 for _, value in given) <= LONGEST
        if not short or not all(isinstance(value, str | int) for _, value in given):
            return self._write(language, key, given)
        return self._remembered(language, key, given)

    def _write(self, language: str, key: str, given: tuple[tuple[str, Any], ...]) -> str:
        values = dict(given)
        bundle = self._bundles[language]
        message = bundle.get_message(key.replace(".", "-"))
        if message.value is None:
            raise KeyError(key)
        # No cleaned text holds NUL, so that nobody can write a stand-in.
        long = {name: value for name, value in values.items() if isinstance(value, str) and len(value) > LONG}
        text, errors = bundle.format_pattern(message.value, {**values, **{name: f"\x00{name}\x00" for name in long}})
        if errors:
            raise KeyError(f"{key} ({language}): {errors[0]}")
        for name, value in long.items():
            text = str(text).replace(f"\x00{name}\x00", value)
        return str(text).strip()

    @cached_property
    def keys(self) -> dict[str, frozenset[str]]:
        """The keys of each language, with dots."""
        return {language: frozenset(_ids(self._bundles[language])) for language in LANGUAGES}


def _resource(path: Path) -> Resource:
    return FluentResource(path.read_text(encoding="utf-8"))


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
