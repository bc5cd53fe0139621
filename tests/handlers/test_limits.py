"""What people type: limited kindly, cleaned, kept as meant; ID numbers never stored."""

import unicodedata
from collections.abc import Iterator

import pytest
from sqlalchemy import MetaData, select

from handlers.clean import HIDDEN_ID
from handlers.messages import InputKind, Media
from tests.town import STORY, Town, submits, tells, walks_to

ID = "026185001234"


def everything_stored(town: Town) -> str:
    """Return all values of all tables as one text."""
    with town.looking() as session:
        tables = MetaData()
        tables.reflect(session.connection())
        rows = [row for table in tables.sorted_tables for row in session.execute(select(table))]
        return "\n".join(text for row in rows for value in row for text in texts_of(value))


def texts_of(value: object) -> Iterator[str]:
    """Give every text within a value; to print a row would shorten it and hide what cannot be seen."""
    if isinstance(value, dict | list):
        inner = [*value, *value.values()] if isinstance(value, dict) else value
        yield from (text for one in inner for text in texts_of(one))
    else:
        yield str(value)


@pytest.mark.parametrize(
    ("question", "text", "why", "says"),
    [
        ("nominee", "H", "form.too_short", "ít nhất 2"),
        ("nominee", "x" * 121, "form.too_long", "120"),
        ("nominee", "12.;!", "", ""),
        ("place", "!", "form.place_unclear", "xã Liên Châu"),
        ("place", "x" * 201, "form.too_long", "200"),
        ("story", "x" * 4001, "form.story_too_long", "4.000"),
        ("results", "x" * 1001, "form.too_long", "1.000"),
        ("results", "\u200b\u202e", "form.too_short", "1"),
        ("sender", "?", "form.too_short", "2"),
        ("phone", "091234567", "form.bad_phone", "0912 345 678"),
        ("phone", "abc", "form.bad_phone", "10 chữ số"),
    ],
)
def test_what_is_too_short_too_long_or_wrong_is_kindly_asked_again(
    town: Town, question: str, text: str, why: str, says: str
) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, question)
    asked = hoa.heard[-1]
    hoa.says(text)
    if why:
        assert hoa.heard[-2:] == [why, asked]
        assert says in hoa.messages[-2].text
    else:
        assert hoa.heard[-1] == "ask.place"


@pytest.mark.parametrize("typed", ["0912 345 678", "+84 912.345.678", "(0912)345-678", "84912345678", "0912345678"])
def test_a_phone_number_is_read_however_it_is_written(town: Town, typed: str) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "phone")
    hoa.says(typed)
    assert town.answers(hoa)["phone"] == "0912345678"


def test_names_are_stored_as_typed_in_nfc_without_what_is_invisible(town: Town) -> None:
    hoa = town.citizen("Hoa")
    name = unicodedata.normalize("NFD", "bà  Nguyễn\u200b Thị \u202eHoè\x00\ud800")
    submits(hoa, nominee=name)
    assert town.nomination().nominee == "bà Nguyễn Thị Hoè"


def test_everything_stored_is_nfc_and_harmless(town: Town) -> None:
    hoa = town.citizen(unicodedata.normalize("NFD", "Hòa\u202e"))
    town.reviewer("Lan")
    submits(
        hoa,
        nominee=unicodedata.normalize("NFD", "bà Hoè\u2066"),
        story=unicodedata.normalize("NFD", STORY) + "\x00\u202e",
    )
    stored = everything_stored(town)
    assert unicodedata.is_normalized("NFC", stored)
    assert not set(stored) & set("\x00\u202e\u2066\u200b")


def test_id_numbers_are_hidden_before_they_are_stored(town: Town) -> None:
    hoa = town.citizen(f"Hoa {ID}")
    town.reviewer("Lan")
    hoa.says(f"/trangthai {ID}", f"số của tôi là {ID} nhé, xin ghi lại giúp", "/huy", "Xóa bài này")
    hoa.says(
        "/gioithieu", "Một người", "Người tốt, việc tốt", f"bà Hòe {ID}", f"nhà {ID}, Lien Chauu", f"{ID}, Liên Châu"
    )
    hoa.says(f"CCCD của bà là {ID}. {STORY}", f"Căn cước 026 185 001 234. {STORY}")
    hoa.says("Xong", f"kết quả {ID}", f"điều kiện {ID}")
    hoa.sends("photo", caption=ID)
    hoa.says("Đủ rồi, đi tiếp", f"Hoa {ID}", ID, "0912 345 678", "Đồng ý", "Đồng ý")
    hoa.taps("Gửi bài giới thiệu")

    stored = everything_stored(town)
    assert town.statuses() == {"submitted": 1}
    assert stored.count(HIDDEN_ID) > 8
    assert ID not in stored
    assert "026 185 001 234" not in stored
    assert "0912345678" in stored


def test_an_id_in_an_edited_message_a_voices_caption_or_the_name_of_a_document_is_hidden(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "story")
    piece = hoa.gives(InputKind.TEXT, STORY)
    hoa.edits(piece, f"Căn cước {ID}. {STORY}")
    hoa.gives(InputKind.MEDIA, ID, media=Media("voice", "f", "u", 10))
    hoa.says("Xong", "Bỏ qua bước này", "Bỏ qua bước này")
    hoa.gives(InputKind.MEDIA, ID, media=Media("document", "f2", "u2", 10, name=f"{ID}.pdf"))

    stored = everything_stored(button_town)
    assert ID not in stored
    assert stored.count(HIDDEN_ID) > 3


def test_an_id_in_a_reviewers_question_or_an_answer_to_it_is_hidden(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps("Cần bổ sung")
    lan.says(f"Số {ID} có đúng không?")
    lan.taps("Gửi cho người giới thiệu")
    hoa.says(f"Đúng, {ID}", "Gửi cho cán bộ")
    lan.says(f"/tim {ID}")
    assert ID not in everything_stored(town)
    assert town.statuses() == {"submitted": 1}


@pytest.mark.parametrize("name", ["<b>Hòe</b>", "Hòe & Mận", '"Hòe"', "{ $nominee }", "Hòe\nMận", "%s %(x)s {0}"])
def test_odd_names_survive_the_whole_way(town: Town, name: str) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    tells(hoa, nominee=name)
    hoa.taps("Gửi bài giới thiệu")
    lan.says("/tim hoe")
    assert town.nomination().nominee == " ".join(name.split())
    assert hoa.heard[-1] == "nomination.submitted"
