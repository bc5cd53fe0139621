"""A moment is read as people type it, with or without accents, in both languages; what cannot be kept is told apart."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.when import CHOICES, MOST, Unclear, afternoon, choice, read
from tests.builders import ZONE

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)  # a Monday
MORNING = time(8)


def reads(text: str, now: datetime = NOW) -> tuple[str, str | None]:
    said = read(text, now, MORNING)
    return said.at.strftime("%Y-%m-%d %H:%M"), said.code


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("30 phút", "2026-11-23 09:30"),
        ("30 phut nua", "2026-11-23 09:30"),
        ("in 2 hours", "2026-11-23 11:00"),
        ("chiều nay", "2026-11-23 14:00"),
        ("this afternoon", "2026-11-23 14:00"),
        ("hôm nay", "2026-11-23 14:00"),
        ("tối nay", "2026-11-23 19:00"),
        ("mai", "2026-11-24 08:00"),
        ("SÁNG MAI", "2026-11-24 08:00"),
        ("tomorrow afternoon", "2026-11-24 14:00"),
        ("8 giờ 30 sáng mai", "2026-11-24 08:30"),
        ("2 giờ chiều mai", "2026-11-24 14:00"),
        ("ngày kia", "2026-11-25 08:00"),
        ("2 ngày", "2026-11-25 08:00"),
        ("2 tuần", "2026-12-07 08:00"),
        ("sau 2 tuan", "2026-12-07 08:00"),
        ("1 tháng", "2026-12-23 08:00"),
        ("thứ hai", "2026-11-30 08:00"),
        ("thu hai tuan sau", "2026-11-30 08:00"),
        ("thứ sáu", "2026-11-27 08:00"),
        ("friday 15:00", "2026-11-27 15:00"),
        ("cn", "2026-11-29 08:00"),
        ("tuần sau", "2026-11-30 08:00"),
        ("08:30", "2026-11-24 08:30"),
        ("15h", "2026-11-23 15:00"),
        ("25/12", "2026-12-25 08:00"),
        ("25 tháng 12", "2026-12-25 08:00"),
        ("5/1", "2027-01-05 08:00"),
        ("15/01/2027 08:30", "2027-01-15 08:30"),
        ("2027-01-15", "2027-01-15 08:00"),
    ],
)
def test_moments_are_read_as_people_type_them(text: str, at: str) -> None:
    assert reads(text) == (at, None)
    assert reads(f"GT26-0001 {text}") == reads(f"{text}, gt26 0001") == (at, "GT26-0001")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *((text, "remind.how") for text in ("", "xyz", "31/2", "99/99", "25:00", "5 năm", "GT26-0001", "2", "tuần")),
        *((text, "remind.past") for text in ("0 phút", "1/1/2020", "23/11 08:00")),
        *((text, "remind.far") for text in ("9999 tuần", "1/1/2030", "31/12/9999")),
    ],
)
def test_what_cannot_be_kept_is_told_apart(text: str, key: str) -> None:
    with pytest.raises(Unclear) as caught:
        read(text, NOW, MORNING)
    assert caught.value.key == key


def test_an_afternoon_that_has_begun_is_later_and_then_over() -> None:
    hours = {"09:00": 14, "13:29": 14, "13:31": 16, "15:29": 16, "15:31": None, "20:00": None}
    for clock, hour in hours.items():
        at = afternoon(datetime.combine(NOW, time.fromisoformat(clock), ZONE))
        assert (at and at.hour) == hour, clock


@given(
    st.text(max_size=60) | st.from_regex(r"[0-9/:. hgtuanphmi-]{0,24}"),
    st.integers(0, 60 * 365 * 24).map(lambda hours: NOW + timedelta(hours=hours)),
)
def test_whatever_is_typed_is_a_moment_within_a_year_or_a_reason(text: str, now: datetime) -> None:
    try:
        said = read(text, now, MORNING)
    except Unclear as problem:
        why = problem.key
    else:
        why = "" if timedelta() < said.at - now <= MOST else str(said)
    assert why in {"", "remind.how", "remind.past", "remind.far"}


@given(st.integers(1, 365), st.sampled_from(["ngày", "ngay nua", "days", "hôm"]))
def test_so_many_days_are_so_many_mornings_ahead(days: int, unit: str) -> None:
    at = read(f"{days} {unit}", NOW, MORNING).at
    assert (at.date() - NOW.date(), at.time()) == (timedelta(days=days), MORNING)


def test_every_button_means_a_moment_ahead() -> None:
    assert all(at and at > NOW for at in (choice(word, NOW, MORNING) for word in CHOICES))
    assert choice("never", NOW, MORNING) is None
