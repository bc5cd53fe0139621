"""Our HTML as Zalo shows it: every word, its looks beside it, the choices below it, and never too much at once."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.zalo_words import LIMIT, Style, Words, menu, pieces, units
from handlers import markup
from handlers.messages import Button

READS = {
    "Xin chào": "Xin chào",
    "<b>Bài</b> <i>PT-1</i>": "Bài PT-1",
    "bà &lt;b&gt; &amp;amp; ông": "bà <b> &amp; ông",
    markup.person("@hoa /start a.vn"): "@hoa /start a.vn",
    "Hỏi:\n<blockquote>Bà ở đâu?</blockquote>\nHết": "Hỏi:\n“Bà ở đâu?”\nHết",
    "<blockquote expandable>Một <b>câu</b></blockquote>": "“Một câu”",
    '<a href="https://a.vn">đây</a> và <code>mã</code>': "đây và mã",
    "\n <b> đầu</b> cuối \n": "đầu cuối",
    "1 < 2 > 0": "1 < 2 > 0",
    "</b>thừa<b>": "thừa",
    "trước<>sau < 3": "trước<>sau < 3",
}

LOOKS = {
    "<b>Bài</b> mới": [Style(0, 3, ("b",))],
    "🌷🌷 <strong>Hoa</strong>": [Style(5, 3, ("b",))],
    "<i>nghiêng <b>đậm</b></i>": [Style(0, 8, ("i",)), Style(8, 3, ("i", "b"))],
    "<em>a</em><u>b</u><s>c</s>": [Style(0, 1, ("i",)), Style(1, 1, ("u",)), Style(2, 1, ("s",))],
    "<b><strong>hai</strong> lần</b>": [Style(0, 3, ("b",)), Style(3, 4, ("b",))],
    "  <b>  lùi </b> ": [Style(0, 3, ("b",))],
    "x<b> </b>": [],
    "<b>@\u2060hoa</b>": [Style(0, 4, ("b",))],
    "không <b>đóng": [Style(6, 4, ("b",))],
    "<blockquote><b>lời</b></blockquote>": [Style(1, 3, ("b",))],
}


@pytest.mark.parametrize(("html", "text"), READS.items())
def test_a_person_reads_the_same_words(html: str, text: str) -> None:
    assert [one.text for one in pieces(html)] == [text]


@pytest.mark.parametrize(("html", "looks"), LOOKS.items())
def test_looks_stand_beside_the_text_in_utf16_units(html: str, looks: list[Style]) -> None:
    assert [one for words in pieces(html) for one in words.styles] == looks


@pytest.mark.parametrize("html", ["", " \n ", "<b></b>", "<i> </i>", "\u2060", "&#8288;"])
def test_nothing_visible_is_no_message(html: str) -> None:
    assert pieces(html) == []
    assert pieces(html, "1. Có") == [Words("1. Có")]


def test_choices_are_lines_with_back_at_the_end() -> None:
    rows = (
        (Button("⬅️ Quay lại", "back", number=0), Button("Một\nngười", "one", number=1)),
        (Button("Mở Telegram", "", url="https://t.me/x"), Button("Không ai thấy", "hidden")),
        (Button("Mô hình", "two", number=2),),
    )

    assert menu(rows) == "1. Một người\nMở Telegram: https://t.me/x\n2. Mô hình\n0. ⬅️ Quay lại"
    assert menu(()) == ""


def test_choices_stand_below_a_blank_line() -> None:
    assert pieces("Bài <b>mới</b>\n", "1. Có\n0. Không") == [
        Words("Bài mới\n\n1. Có\n0. Không", (Style(4, 3, ("b",)),)),
    ]


def test_choices_that_do_not_fit_are_a_message_of_their_own() -> None:
    choices = "1. Có\n0. Không"
    just_fits = "a" * (LIMIT - len(choices) - 2)

    assert pieces(just_fits, choices) == [Words(f"{just_fits}\n\n{choices}")]
    assert pieces(just_fits + "a", choices) == [Words(just_fits + "a"), Words(choices)]


def test_a_long_story_keeps_its_looks_across_messages() -> None:
    first, second = pieces(f"<b>{'chữ ' * 600}</b>")

    assert first.styles == (Style(0, units(first.text), ("b",)),)
    assert second.styles == (Style(0, units(second.text), ("b",)),)


TAGS = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "s": "s", "code": "", "blockquote": "q", "a": ""}
Leaf = tuple[str, frozenset[str]]  # text, and the styles it stands in
# Marks and formats are kept short by handlers.clean, long before a text goes out.
CHARACTERS = st.characters(exclude_categories=["C", "M"])
LEAVES = st.text(CHARACTERS, max_size=30).flatmap(
    lambda text: st.integers(1, 60).map(lambda n: (markup.person(text * n), [(text * n, frozenset[str]())]))
)


def _inside(tag: str, children: list[tuple[str, list[Leaf]]]) -> tuple[str, list[Leaf]]:
    style = {TAGS[tag]} - {"", "q"}
    leaves = [(text, styles | style) for _, inner in children for text, styles in inner]
    if TAGS[tag] == "q":
        leaves = [("“", frozenset()), *leaves, ("”", frozenset())]
    return f"<{tag}>{''.join(html for html, _ in children)}</{tag}>", leaves


# With what it says: HTML as our texts have it, tags closed in order and people's words escaped.
DOCUMENTS = st.lists(
    st.recursive(
        LEAVES,
        lambda inner: st.builds(_inside, st.sampled_from(sorted(TAGS)), st.lists(inner, max_size=4)),
        max_leaves=8,
    ),
    max_size=3,
).map(lambda parts: ("".join(html for html, _ in parts), [leaf for _, inner in parts for leaf in inner]))
LINES = st.lists(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=64), max_size=10)


def shown(words: Words) -> list[Leaf]:
    """Return every visible character with its looks, cut by the offsets that Zalo gets."""
    looks: list[set[str]] = [set() for _ in range(units(words.text))]
    for one in words.styles:
        assert one.len > 0
        for at in range(one.start, one.start + one.len):
            looks[at].update(one.st)
    starts = itertools.accumulate((units(c) for c in words.text), initial=0)
    return [
        (c, frozenset(looks[at]))
        for c, at in zip(words.text, starts, strict=False)
        if not c.isspace() and c != "\u2060"
    ]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS, LINES)
def test_whatever_we_say_arrives_whole_with_its_looks(document: tuple[str, list[Leaf]], labels: list[str]) -> None:
    html, leaves = document
    tail = menu([[Button(label, "x", number=number)] for number, label in enumerate(labels)])
    sent = pieces(html, tail)

    assert all(one.text.strip() and units(one.text) <= LIMIT for one in sent)
    assert not tail or sent[-1].text.endswith(tail)
    arrived = [one for words in pieces(html) for one in shown(words)]
    assert arrived == [(c, looks) for text, looks in leaves for c in text if not c.isspace() and c != "\u2060"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&;/b \n"), max_size=60))
def test_what_no_template_writes_is_still_shown_somehow(html: str) -> None:
    for words in pieces(html):
        assert units(words.text) <= LIMIT
        assert all(0 <= one.start < one.start + one.len <= units(words.text) for one in words.styles)
