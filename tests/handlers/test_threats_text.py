"""Threats 9, 10, 12, 13, 14 and 19 of the reliability notes: people's text must not act, break or deceive."""

import html
import random
import re
import unicodedata
from collections.abc import Iterator

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.clean import clean, clean_line, fold, label, mixed_script
from handlers.markup import JOINER, TEXT_LIMIT, person, quiet, split

FAMILY = "👨‍👩‍👧‍👦"
NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(list("/@#$.:<>&\"' \n\t\r0189aZế_-")),
        st.sampled_from(["\ud800", "\x00", "\u202e", "\u200b", "\u200d", "\ufe0f", "\u0301", "\u0333", "\U000e0041"]),
        st.sampled_from(["👩", "👧", "🏽", "❤", "1", "\u20e3", "\uffff", "\u2028", "\u00a0", "\u1100", "\u1161"]),
    ),
    max_size=60,
)

# What Telegram's server takes out of a text before it looks for links (TDLib, clean_input_string).
_SERVER_DROPS = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_LETTER = r"[\p{L}\p{N}_]"
_TAG_LETTER = r"[\p{L}\p{Nd}_\u200c\u00b7\u0d80-\u0dff]"
_DOMAIN = r"[0-9A-Za-z_~\-\u00c0-\u1fff\u200c\u200d\u2010-\u2015\u2070-\U0010ffff--[\p{Z}]]"
# TDLib's MessageEntity.cpp, find_entities; where it asks for a known top-level domain, here any two letters will do.
AUTO_ENTITIES = {
    "mention": rf"(?<!{_LETTER})@[a-zA-Z0-9_]{{2,32}}(?!{_LETTER})",
    "command": rf"(?<!{_LETTER}|[/<>])/[a-zA-Z0-9_]{{1,64}}(?:@[a-zA-Z0-9_]{{3,32}})?(?!{_LETTER}|[/<>])",
    "hashtag": rf"(?<!{_TAG_LETTER})#{_TAG_LETTER}+(?!#)",
    "cashtag": rf"(?<![$]|{_TAG_LETTER})\$(?:1INCH|[A-Z]{{1,8}})(?![$]|{_TAG_LETTER})",
    "address": rf"{_DOMAIN}+\.(?:xn--[a-z0-9]+|\p{{L}}{{2,}})",
    "protocol": rf"(?i:(?:https?|ftp|tg|ton)://){_DOMAIN}",
    "ip": r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9])",
    "email": r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,8}",
    "card": r"(?<![+\p{L}0-9.,-])[0-9](?:[ -]*[0-9]){12,18}(?![0-9])",
    "time": rf"(?<!{_LETTER})[0-9]{{1,4}}(?::[0-9]{{1,2}}){{1,2}}(?!{_LETTER})",
}
UNWANTED = regex.compile(
    r"[[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]--[\n]]|\p{M}{4}", regex.V1
)
PATTERNS = {name: regex.compile(pattern, regex.V1) for name, pattern in AUTO_ENTITIES.items()}


def auto_entities(html_text: str) -> list[tuple[str, str]]:
    """Return what Telegram would make clickable in a message sent as this HTML."""
    text = _SERVER_DROPS.sub("", html.unescape(re.sub(r"<[^<>]*>", "", html_text)))
    return [(name, found[0]) for name, pattern in PATTERNS.items() for found in pattern.finditer(text)]


CLICKABLE = {
    "/approve_5": "command", "/duyet@hoadep_bot": "command", "Lan (/approve_5)": "command", "👍/approve": "command",
    "@durov": "mention", "Lan,@durov": "mention", "#congdan": "hashtag", "#Hòe": "hashtag", "$USD": "cashtag",
    "$1INCH": "cashtag", "t.me/hoadep_bot?start=abc": "address", "Lan.vn": "address",
    "https://example.com/a": "address",
    "http://a.1b": "protocol", "tg://resolve?domain=x": "protocol", "ton://transfer/x": "protocol", "1.2.3.4/x": "ip",
    "lan@example.com": "email", "x@y.vn": "address", "mailto:lan.hoe@thon.example.org": "email", "москва.рф": "address",
    "4111 1111 1111 1111": "card", "4111111111111111": "card", "lúc 22:00": "time", "1:02:33": "time",
}  # fmt: skip
SLY = [
    "/\u0333approve_5",
    "@\u030adurov",
    "t\u033f.\u0333me/x",
    "1\u0333.2\u0333.3.4",
    "2\u03332:\u033300",
    "//x /y//z",
]
TEMPLATES = [
    "{}",
    "Bài của {}",
    "<b>{}</b>: {}",
    "({})",
    "<blockquote>{}\n{}</blockquote>",
    "<b>A-1</b> · {} ({})\n\n{}",
]


def fill(template: str, value: str) -> str:
    return template.replace("{}", person(value))


@pytest.mark.parametrize("field", CLICKABLE)
def test_threat_09_the_checker_itself_sees_each_kind_of_link(field: str) -> None:
    assert CLICKABLE[field] in {kind for kind, _ in auto_entities(html.escape(field))}


@pytest.mark.parametrize("field", [*CLICKABLE, *SLY, " ".join(CLICKABLE), "".join(CLICKABLE)])
def test_threat_09_nothing_that_people_write_becomes_clickable(field: str) -> None:
    assert [auto_entities(fill(template, field)) for template in TEMPLATES] == [[]] * len(TEMPLATES)


@example("\u0c8d/0")  # no letter at all, between those of two alphabets
@example("3×/start")
@given(NASTY)
def test_threat_09_whatever_is_typed_never_becomes_clickable(text: str) -> None:
    assert auto_entities(person(clean(text))) == []


@given(NASTY)
def test_threat_09_quiet_words_read_the_same_and_a_copy_comes_back_clean(text: str) -> None:
    words = clean(text)
    assert quiet(words).replace(JOINER, "") == words
    assert clean(quiet(words)) == words


@pytest.mark.parametrize("text", ["24/7", "D/c Kiên, 1/5", "120.000.000 đồng", "0912.345.678", "Số: 5", "1,5 triệu"])
def test_threat_09_ordinary_words_get_no_joiner(text: str) -> None:
    assert quiet(text) == text


@given(NASTY)
def test_threat_10_a_value_can_neither_open_nor_close_a_tag(text: str) -> None:
    words = clean(text)
    shown = f"<b>{person(words)}</b>\n<blockquote>{person(words)}</blockquote>"

    assert re.findall(r"<[^>]*>", shown) == ["<b>", "</b>", "<blockquote>", "</blockquote>"]
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)).replace(JOINER, "") == f"{words}\n{words}"


def texts(count: int) -> Iterator[str]:
    """Yield random texts as people send them: words, emoji families, accents apart, markup, endless runs."""
    chance = random.Random(12)  # noqa: S311 - a fixed seed, so that a failure comes back
    bits = [
        "Bà Hòe nuôi bò. ",
        "chữ ",
        "\n",
        "\n\n",
        "& ",
        "<b> ",
        FAMILY,
        "e\u0323\u0302",
        "🇻🇳",
        "x" * 90,
        "👍🏽",
        "\u0600",
    ]
    for _ in range(count):
        yield clean("".join(chance.choices(bits, k=chance.randint(0, 160))))


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def visible(html_text: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", html_text))


def balanced(html_text: str) -> bool:
    opened: list[str] = []
    for slash, name in re.findall(r"<(/?)(\w+)[^>]*>", html_text):
        if slash and (not opened or opened.pop() != name):
            return False
        if not slash:
            opened.append(name)
    return not opened


def test_threat_12_pieces_join_to_the_text_and_each_fits() -> None:
    for n, text in enumerate(texts(1500)):
        limit = (40, 100, 1024, TEXT_LIMIT)[n % 4]
        pieces = split(f"<b>Bài {n}</b> <i>{person(text)}</i>", limit)

        assert "".join(map(visible, pieces)) == f"Bài {n} {quiet(text)}"
        assert all(utf16(visible(piece)) <= limit and balanced(piece) for piece in pieces)


@pytest.mark.parametrize("limit", range(11, 40))
def test_threat_12_no_cut_in_a_family_an_entity_or_an_accent(limit: int) -> None:
    pieces = split(("&amp;" + FAMILY + "e\u0323\u0302" + "🇻🇳") * 20, limit)
    assert {found for piece in pieces for found in regex.findall(r"\X", visible(piece))} == {
        "&", FAMILY, "e\u0323\u0302", "🇻🇳"
    }  # fmt: skip
    assert "".join(pieces) == ("&amp;" + FAMILY + "e\u0323\u0302" + "🇻🇳") * 20


def test_threat_12_an_endless_family_is_cut_rather_than_refused() -> None:
    pieces = split("\u200d".join(["👩"] * 3000))
    assert all(utf16(piece) <= TEXT_LIMIT for piece in pieces)


@given(NASTY)
def test_threat_13_clean_text_is_stable_nfc_storable_and_visible(text: str) -> None:
    words = clean(text)
    assert clean(words) == words
    assert unicodedata.normalize("NFC", words) == words
    assert words.encode().decode() == words
    assert clean_line(clean_line(text)) == clean_line(text)
    assert "\n" not in clean_line(text)
    assert not UNWANTED.search(words)


LOOK_ALIKES = [
    ("Hòa", "Hoà"), ("Thủy", "Thuỷ"), ("Hòe", "Hoè"), ("khỏe", "khoẻ"), ("Quý", "Qúy"),
    (unicodedata.normalize("NFD", "Nguyễn Thị Hòe"), "Nguyễn Thị Hòe"), ("NGUYỄN THỊ HÒE", "Nguyễn Thị Hòe"),
    ("Nguyen Thi Hoe", "Nguyễn Thị Hòe"), ("Nguyễn\u00a0Thị\u00a0Hòe", "Nguyễn Thị Hòe"),
    ("Trần  Văn  A", "Trần Văn A"),
    ("Trần\u200bVăn", "TrầnVăn"), ("Trần\u2003Văn", "Trần Văn"), ("Trần\tVăn", "Trần Văn"), ("Hòa\ufeff", "Hòa"),
    ("Нoa", "Hoa"), ("Ноа", "Hoa"), ("Hοa", "Hoa"), ("Hоa", "Hoa"), ("Mai Сhâu", "Mai Châu"), ("Там Sơn", "Tam Sơn"),
    ("Κim", "Kim"), ("Ρhúc", "Phúc"), ("Аn", "An"), ("Đỗ", "Ðỗ"), ("Đức", "Ɖức"), ("đức", "ðức"), ("Ｈòa", "Hòa"),
    ("𝐇òa", "Hòa"), ("Hòa.", "Hòa"), ("«Hòa»", "Hòa"), ("Hội Khuyến-học", "Hội Khuyến học"), ("Tổ 4", "TỔ 4"),
    ("Câu lạc bộ “Hát”", 'Câu lạc bộ "Hát"'), ("ĐẶNG", "đặng"), ("Liên Châu", "Lien Chau"), ("Tổ ④", "Tổ 4"),
    ("ﬁ", "fi"), ("Hòa\u202e", "Hòa"), ("Lò Văn Ịt", "LÒ VĂN ỊT"), ("Ѕơn Ѕọ", "Sơn Sọ"), ("Thị\u00adHòe", "ThịHòe"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKES)
def test_threat_14_look_alikes_compare_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_threat_14_different_names_stay_different_and_mixed_scripts_are_flagged() -> None:
    assert len(LOOK_ALIKES) >= 40
    names = ["Hòa", "Huệ", "Hoan", "Liên Châu", "Liên Hòa", "Tổ 4", "Tổ 5", "An", "Ân Thi"]
    assert len({fold(name) for name in names}) == len(names)
    assert [mixed_script(name) for name in ("Нoa", "Hοa", "Hòa", "Тамара", "Đặng 5 🌸")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"), ("..", ""), ("C:\\Windows\\x.docx", "x.docx"), ("a\x00.pdf", "a.pdf"),
        ("ảnh\u202egpj.exe", "ảnhgpj.exe"), ("b" * 300 + ".jpeg", "b" * 55 + ".jpeg"), (".htaccess", "htaccess"),
        ("Giấy\nkhen  2024.pdf", "Giấy khen 2024.pdf"), ("a/", ""), ("x" * 80, "x" * 60), ("a<b>:|?*.txt", "ab.txt"),
    ],
)  # fmt: skip
def test_threat_19_a_file_name_is_only_a_label(name: str, shown: str) -> None:
    assert label(name) == shown


@given(NASTY)
def test_threat_19_a_label_is_short_on_one_line_and_leads_nowhere(name: str) -> None:
    assert len(label(name)) <= 60
    assert not set(label(name)) & set('/\\\n\0<>:"|?*')
