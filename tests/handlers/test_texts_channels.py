"""Every sentence tells a person to do what their channel lets them do: press a button, or type."""

import re

import pytest

from handlers.clean import fold
from handlers.markup import read
from handlers.synonyms import MEANT
from handlers.wording import LANGUAGES, TYPED, Texts
from tests.handlers.catalogue import messages, terms, terms_in_use
from tests.town import the_desk

TEXTS = Texts()
KEYS = sorted(messages("vi"))
PRESSING = re.compile(r"\b(?:bấm|nút|nhấn|chạm|press|pressing|buttons?|tap|tapping|click|clicking)\b", re.IGNORECASE)
A_MENU = re.compile(r"đứng trước|đánh số|\bnumber(?:ed| in front)\b", re.IGNORECASE)
NAMED = re.compile(r"""\b(?:bấm|gõ|chọn|press|type|choose|hoặc|or) "([^"]+)\"""", re.IGNORECASE)


def shown(variant: str, key: str) -> str:
    return read(TEXTS.render(variant, key, **dict.fromkeys(messages("vi")[key], "x")))


def test_what_differs_between_channels_has_the_same_names_everywhere() -> None:
    found = {tuple(sorted(terms(language)[name])) for language in LANGUAGES for name in ("buttons.ftl", "typed.ftl")}
    assert len(found) == 1
    assert len(found.pop()) == len(set(terms("vi")["typed.ftl"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_used(language: str) -> None:
    assert {name for names in terms(language).values() for name in names} == terms_in_use(language)


def test_both_languages_differ_by_channel_in_the_same_sentences() -> None:
    differing = [
        {key for key in KEYS if shown(language, key) != shown(language + TYPED, key)} for language in LANGUAGES
    ]
    assert differing[0] == differing[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_told_to_press_what_is_not_there(language: str) -> None:
    assert {key: text for key in KEYS if PRESSING.search(text := shown(language + TYPED, key))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_told_of_a_numbered_list_where_there_are_buttons(language: str) -> None:
    assert {key: text for key in KEYS if A_MENU.search(text := shown(language, key))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_named_in_a_sentence_exists(language: str) -> None:
    labels = {TEXTS.plain(language, key, **dict.fromkeys(messages("vi")[key], "")) for key in KEYS if "choice." in key}
    fields = {one.label.in_(language) for one in the_desk().office.fields}
    known = {fold(one) for one in labels | fields}.union(*MEANT.values())
    for key in KEYS:
        named = NAMED.findall(shown(language, key)) + NAMED.findall(shown(language + TYPED, key))
        assert {fold(one) for one in named} <= known, key
