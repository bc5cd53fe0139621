"""Entities: whatever is typed, the text survives, the tags balance and nothing of it is run."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import parse_html, trimmed, units, with_found
from bot.sandbox.params import ApiError
from bot.sandbox.rendering import render

WILD = st.text(st.characters(exclude_categories=["Cs"])) | st.text("<>/&;\"'b i=apre code#\n🌸ắ@.vn", max_size=60)
TAGS = st.sampled_from(["b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler", "blockquote expandable"])


class Balance(HTMLParser):
    """Reads what a browser reads: the text, and whether each tag closes the last one opened."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= {"class", "href", "target", "rel"}
        assert not any(name == "href" and (value or "").lower().startswith("javascript:") for name, value in attrs)
        if tag == "br":
            self.text += "\n"
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@given(WILD)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text)) == (text, [])


@given(st.lists(st.tuples(TAGS, WILD)))
def test_tags_become_entities_over_exactly_their_text(pieces: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{html.escape(text)}</{tag.split()[0]}>" for tag, text in pieces)
    text, entities = parse_html(source)
    encoded = text.encode("utf-16-le")
    covered = [encoded[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in entities]
    assert covered == [piece for _, piece in pieces if piece]


@given(WILD)
def test_wild_html_is_parsed_or_refused_and_always_rendered_safely(source: str) -> None:
    try:
        text, entities = trimmed(*parse_html(source))
    except ApiError as refusal:
        text, entities = refusal.description, []
    shown = render(text, with_found(text, entities))
    assert "".join(re.findall(r"<[^>]*$", shown)) == ""
    assert not Balance(shown).open


@given(WILD.filter(lambda text: "\r" not in text and "\0" not in text))
def test_what_people_type_is_shown_letter_by_letter(text: str) -> None:
    assert Balance(render(text, with_found(text, []))).text == text


def test_entities_that_cross_are_cut_so_that_the_page_stays_balanced() -> None:
    crossing = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]
    assert render("abcdef", crossing) == "<b>ab<i>cd</i></b><i>ef</i>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start now", ["/start"]),
        ("gõ /gioithieu@hoadep_bot nhé", ["/gioithieu@hoadep_bot"]),
        ("/giớithiệu 1/2 a/b", []),
        ("xem https://hoadep.vn/x?y=1. Hết", ["https://hoadep.vn/x?y=1"]),
        ("t.me/hoadep_bot?start=x", ["t.me/hoadep_bot?start=x"]),
        ("🌸 @hoa_nguyen và hoa@hoadep.vn", ["@hoa_nguyen", "hoa@hoadep.vn"]),
        ("#ngườitốt #2026", ["#ngườitốt"]),
    ],
)
def test_commands_links_and_names_are_found(text: str, found: list[str]) -> None:
    encoded = text.encode("utf-16-le")
    spans = [(2 * e["offset"], 2 * (e["offset"] + e["length"])) for e in with_found(text, [])]
    assert [encoded[start:end].decode("utf-16-le") for start, end in spans] == found


def test_code_shelters_its_text_from_being_clickable() -> None:
    text, entities = parse_html("<code>/approve_5 @ai_do</code>")
    assert [e["type"] for e in with_found(text, entities)] == ["code"]


def test_a_block_of_code_knows_its_language() -> None:
    assert parse_html('<pre><code class="language-python">x</code></pre>')[1] == [
        {"type": "pre", "offset": 0, "length": 1, "language": "python"}
    ]


def test_white_space_around_a_text_goes_and_its_entities_move_along() -> None:
    assert trimmed(*parse_html(" \n🌸 <b> ắ </b> ")) == ("🌸  ắ", [{"type": "bold", "offset": 3, "length": 2}])


def test_length_is_counted_in_utf_16_units() -> None:
    assert [units(text) for text in ("abc", "ắ", "🌸", "👨‍👩‍👧")] == [3, 1, 2, 8]
