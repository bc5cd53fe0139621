import pytest

from handlers.clean import HIDDEN_ID, clean, clean_line, phone, redact_ids


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Cả nhà 👨‍👩‍👧‍👦 vui", "Cả nhà 👨‍👩‍👧‍👦 vui"),
        ("👩🏽‍⚕️ 🏳️‍🌈 ❤️‍🔥 1️⃣", "👩🏽‍⚕️ 🏳️‍🌈 ❤️‍🔥 1️⃣"),
        ("a\u200db\ufe0f", "ab"),
        ("một\r\nhai\rba\tbốn", "một\nhai\nba bốn"),
        ("một\n \n\n\nhai", "một\n\nhai"),
        ("H" + "\u0335" * 40, "H" + "\u0335" * 3),
        ("Ho\u0300a", "Hòa"),
        ("\ufeff\x00 \u202eAn\u2069 ", "An"),
        ("\u3164\u2800", ""),
        ("một  \n hai" + " " * 500_000 + "ba", "một\n hai" + " " * 500_000 + "ba"),  # in no time
    ],
)
def test_people_keep_their_words_and_emoji_and_lose_what_nobody_sees(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_name_stays_on_one_line() -> None:
    assert clean_line(" Nguyễn \n Thị\t Hòe ") == "Nguyễn Thị Hòe"


@pytest.mark.parametrize(
    "number",
    [
        "026185001234",
        "026 185 001 234",
        "026.185.001.234",
        "026-185-001234",
        "0261 8500 1234",
        "026185 001234",
        "126185001234",
    ],
)
def test_a_citizen_id_is_hidden_however_it_is_written(number: str) -> None:
    assert redact_ids(f"CCCD {number}, nhà số 5.") == f"CCCD {HIDDEN_ID}, nhà số 5."


@pytest.mark.parametrize(
    "text",
    [
        "Gọi 0912.345.678 hoặc 0912 345 678 12 giờ trưa", "+84 912 345 678", "0210 3846 123", "120.000.000.000 đồng",
        "1.026.185.001.234 đồng", "số tài khoản 0261850012345", "0123 4567 8901 2345", "22:00 ngày 01.01.2024",
        "06.12.1990-2024",
    ],
)  # fmt: skip
def test_phones_money_times_and_longer_numbers_stay(text: str) -> None:
    assert redact_ids(text) == text


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912 345 678", "0912345678"), ("+84 912 345 678", "0912345678"), ("84912345678", "0912345678"),
        ("0912.345.678", "0912345678"), ("(0210) 384-6123", "02103846123"), ("+84 210 3846 123", "02103846123"),
        ("0123 456 789", None), ("091234567", None), ("09123456789", None), ("gọi sau", None), ("", None),
        ("\u0660912345678", None),
    ],
)  # fmt: skip
def test_a_phone_number_has_one_form(typed: str, number: str | None) -> None:
    assert phone(typed) == number
