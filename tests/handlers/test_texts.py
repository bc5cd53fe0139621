"""Every sentence exists in both languages, is used, fits its message and cannot be turned against its reader."""

import re
import unicodedata
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from handlers.actions import ACTIONS
from handlers.commands import COMMANDS
from handlers.markup import TEXT_LIMIT
from handlers.router import PAYLOAD
from handlers.wording import LANGUAGES, TYPED, Html, Texts
from storage.models import OutboxMessage, Role
from tests.handlers.catalogue import FAMILIES, VARIANTS, keys_in_code, messages, sources, toasts, used
from tests.handlers.test_threats_text import CLICKABLE, auto_entities, balanced, utf16, visible
from tests.town import STORY, Resident, Town, submits, tells, walks_to

TEXTS = Texts()
KEYS = sorted(messages("vi"))
NUMBERS = {
    "n", "total", "length", "least", "most", "days", "drafts", "seconds", "minutes", "page", "pages", "waiting",
    "received", "decided", "approved", "needs_info", "submitted", "piloting", "done", "target", "percent", "left",
    "over", "forecast", "people", "communes", "more", "score",
}  # fmt: skip
NAME = "Nguyễn Thị <b>Hòe</b> & con /approve_5 @durov t.me/x"
COUNTS = (0, 1, 5, 999_999)


def values(key: str, number: int = 5, words: str = "bà Nguyễn Thị Hòe") -> dict[str, Any]:
    return {one: number if one in NUMBERS else words for one in messages("vi")[key]}


def test_both_languages_hold_the_same_keys_with_the_same_values() -> None:
    assert messages("vi").keys() == messages("en").keys()
    assert {key: vi ^ messages("en")[key] for key, vi in messages("vi").items() if vi != messages("en")[key]} == {}


def test_the_files_say_what_the_bot_reads() -> None:
    assert {language: set(messages(language)) for language in LANGUAGES} == {
        language: set(keys) for language, keys in TEXTS.keys.items()
    }


def test_every_key_made_at_run_time_belongs_to_a_known_family() -> None:
    assert {one for one in keys_in_code() if "{}" in one} == FAMILIES.keys()


def test_every_key_that_the_code_uses_exists() -> None:
    assert used() - messages("vi").keys() == set()


def test_no_sentence_is_left_over() -> None:
    assert messages("vi").keys() - used() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_nfc_tidy_and_without_anything_invisible(language: str) -> None:
    for name, text in sources(language).items():
        assert unicodedata.is_normalized("NFC", text), name
        assert not re.findall(r"[\u00a0\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\t]", text), name
        assert not re.findall(r" +$", text, re.MULTILINE), name


@pytest.mark.parametrize("language", VARIANTS)
@pytest.mark.parametrize("number", COUNTS)
def test_every_sentence_renders_balanced_within_one_message(language: str, number: int) -> None:
    for key in KEYS:
        text = TEXTS.render(language, key, **values(key, number))
        assert text.strip(), key
        assert balanced(text), key
        assert utf16(visible(text)) <= TEXT_LIMIT, key
        assert "\n\n\n" not in text, key
        assert "{" not in text, key


@pytest.mark.parametrize("language", VARIANTS)
def test_toasts_are_short_and_plain(language: str) -> None:
    assert {"form.stale", "form.closed", "refused.moved_on"} <= toasts()
    for key in toasts():
        text = TEXTS.plain(language, key, **values(key, words="Nguyễn Thị Hồng Nhung"))
        assert len(text) <= 200, key
        assert not re.search(r"[<>&]|\n", text), key


@pytest.mark.parametrize("language", VARIANTS)
def test_buttons_and_commands_are_short_and_plain(language: str) -> None:
    for key in KEYS:
        if key.startswith(("choice.", "command.", "role.", "state.", "picture.")):
            text = TEXTS.plain(language, key, **values(key, words="GT26-0147"))
            assert len(text) <= 48, key
            assert not re.search(r"[<>&]|\n", text), key
    names = [name for command in COMMANDS for name in (command.vi, command.en)]
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_named_in_a_sentence_exists(language: str) -> None:
    commands = {command.vi if language == "vi" else command.en for command in COMMANDS}
    for variant, key in product((language, language + TYPED), KEYS):
        text = visible(TEXTS.render(variant, key, **values(key, words="x")))
        assert set(re.findall(r"(?<!\S)/([a-z_]+)", text)) <= commands, key


@pytest.mark.parametrize("language", VARIANTS)
def test_threat_09_no_value_becomes_clickable_in_any_sentence(language: str) -> None:
    nasty = " ".join(CLICKABLE)
    for key in KEYS:
        harmless = set(auto_entities(TEXTS.render(language, key, **values(key))))
        assert set(auto_entities(TEXTS.render(language, key, **values(key, words=nasty)))) <= harmless, key


@pytest.mark.parametrize("language", VARIANTS)
@pytest.mark.parametrize("nasty", ["<b>", "</blockquote>", "&lt;", "<a href='x'>", '"><i>', "{ $code }", "&amp;&"])
def test_threat_10_no_value_opens_or_closes_a_tag_in_any_sentence(language: str, nasty: str) -> None:
    for key in KEYS:
        harmless = TEXTS.render(language, key, **values(key, words="x"))
        text = TEXTS.render(language, key, **values(key, words=nasty))
        assert re.findall(r"<[^>]*>", text) == re.findall(r"<[^>]*>", harmless), key
        if messages("vi")[key] - NUMBERS:
            assert nasty in visible(text).replace("\u2060", ""), key


def test_our_own_markup_is_kept() -> None:
    assert TEXTS.render("vi", "review.card", code="GT26-0001", card=Html("<b>x</b>")).endswith("<b>x</b>")


def tour(citizen: Resident, lan: Resident) -> None:
    """Let people do most of what can be done, under nasty names."""
    tells(citizen, nominee=NAME, place=f"xóm {NAME}, Liên Châu", story=f"{STORY} {NAME}")
    citizen.says("Sửa lại", "Ảnh, tệp")
    citizen.sends("photo")
    citizen.taps("Đủ rồi", "Gửi bài giới thiệu")
    for command in COMMANDS:
        citizen.says(f"/{command.vi} {NAME}")
        lan.says(f"/{command.vi} {NAME}")
    lan.says("/choduyet", "/tim hoe")
    lan.taps("GT26-0001")
    lan.taps("Cần bổ sung")
    lan.says(NAME)
    lan.taps("Gửi cho người giới thiệu")
    citizen.taps("Trả lời ngay")
    citizen.says(NAME)
    citizen.taps("Gửi cho cán bộ")
    lan.taps("Duyệt", "Đúng, duyệt")
    lan.says("/tim GT26-0001")
    lan.taps("GT26-0001")
    lan.taps("Xây dựng điểm", "Đúng, xây dựng điểm")
    lan.says("/tim GT26-0001")
    lan.taps("GT26-0001")
    lan.taps("Công nhận")
    lan.says(NAME, "23/11/2026", NAME)
    lan.taps("Đúng, ghi quyết định")
    walks_to(citizen, "place")
    citizen.taps("Bắt đầu bài mới")
    citizen.says("Một tập thể, mô hình", "Lĩnh vực khác", NAME, NAME)


@pytest.fixture
def said(town: Town) -> list[OutboxMessage]:
    lan, binh = town.reviewer(f"Lan {NAME}", Role.ADMIN), town.reviewer(f"Bình {NAME}")
    tour(town.citizen(f"Hoa {NAME}"), lan)
    submits(town.citizen(NAME), nominee=NAME)
    binh.taps("Chưa chọn")
    binh.says(NAME)
    binh.taps("Gửi cho người giới thiệu")
    with town.looking() as session:
        return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_threats_09_and_10_nasty_names_go_through_everything_said(said: list[OutboxMessage]) -> None:
    ours = {("command", f"/{name}") for command in COMMANDS for name in (command.vi, command.en)}
    ours |= {("time", one) for one in ("12:00", "12:30", "07:30", "17:00")}  # of the moments that we write ourselves
    assert len({row.key for row in said}) > 45
    for row in said:
        assert set(auto_entities(row.text)) <= ours, row.text
        assert balanced(row.text), row.text
        assert not re.search(r"<b>Hòe", row.text), row.text
    shown = [row.text for row in said if row.key in {"ask.nomination_summary", "review.new_card", "queue.found"}]
    assert all(NAME in visible(text).replace("\u2060", "") for text in shown)


def test_every_button_that_was_shown_is_one_that_the_router_knows(said: list[OutboxMessage]) -> None:
    shown = {data for row in said for line in row.buttons or () for _, data, *_ in line}
    assert {data.split(":")[0] for data in shown} >= {"a", "c", "j", "n", "l", "r", "o", "v", "q", "ds", "t"}
    for data in shown:
        assert PAYLOAD.fullmatch(data), data
        assert data.split(":")[0] in ACTIONS, data
        assert len(data.encode()) <= 64 - 12, data  # numbers may grow by twelve digits


def test_labels_of_buttons_are_plain_words(said: list[OutboxMessage]) -> None:
    labels = {label for row in said for line in row.buttons or () for label, *_ in line}
    assert max(map(len, labels)) <= 80
    assert not [label for label in labels if "\n" in label or "&amp;" in label or "\u2060" in label]
