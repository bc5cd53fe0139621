"""One story, told and decided with buttons and once more by typing alone, leaves the same rows behind."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage import audit
from storage.models import Attachment, Base, Consent, Event, Nomination, OutboxMessage
from tests.town import STORY, Resident, Town

# What the rows of two channels may differ in: numbers, moments of sending, and how a channel names people and messages.
OF_THE_CHANNEL = {
    Nomination: {"id", "nominator_id", "account_id"},
    Consent: {"id", "person_id", "nomination_id"},
    Event: {"id", "person_id", "nomination_id", "salt", "commitment", "seal"},
    Attachment: {"id", "nomination_id", "channel", "file_id", "file_unique_id"},
}
BUTTONS_ONLY = {
    ("Hoa", "form.phone_left"),  # takes the keyboard with "share my number" away
    ("Lan", "review.card changes"),  # in place, with each step of the story
    ("Mai", "review.card changes"),
}
TYPING_ONLY = {("Mai", "review.card_news")}  # in place of her card that changes; Lan knows what she did


def lives(town: Town) -> None:
    """Tell a whole life: introduced with photos, sent back, answered, approved, a pilot, recognised."""
    lan, mai, hoa = town.reviewer("Lan"), town.reviewer("Mai"), town.citizen("Hoa")
    introduces(hoa)
    lan.taps("Cần bổ sung", "Thời gian và kết quả", "Gửi cho người giới thiệu")
    town.passes(hours=2)
    hoa.says("Từ năm 2019, đến nay ba hộ thoát nghèo.")
    hoa.sends("photo", unique="later", caption="Đàn bò nay đã chín con")
    hoa.taps("Gửi cho cán bộ")
    for words in (["Duyệt", "Đúng, duyệt"], ["Xây dựng điểm", "Đúng, xây dựng điểm"]):
        town.passes(days=1)
        lan.says("GT26-0001")
        lan.taps(*words)
    town.passes(days=1)
    lan.says("GT26-0001")
    lan.taps("Công nhận")
    lan.says("125-QĐ/TU", "25/11/2026", "Phó Bí thư Thường trực Trần Văn Bình")
    lan.taps("Đúng, ghi quyết định")
    hoa.says("/trangthai")
    mai.says("/tiendo")


def introduces(hoa: Resident) -> None:
    hoa.says("/start")
    hoa.taps("Bắt đầu", "Một người", "Người tốt, việc tốt")
    hoa.says("bà Nguyễn Thị Hòe", "thôn Đồng Chằm, Liên Châu", STORY)
    hoa.taps("Xong", "Bỏ qua bước này")
    hoa.says("Xã nào có đồng cỏ đều làm được.")
    hoa.sends("photo", unique="one")
    hoa.sends("voice", unique="two")
    hoa.taps("Đủ rồi, đi tiếp", "Hoa")
    hoa.says("0912 345 678")
    hoa.taps("Đồng ý", "Không đồng ý", "Sửa lại", "Kết quả")
    hoa.says("Ba hộ thoát nghèo")
    hoa.taps("Gửi bài giới thiệu")


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[list[Town]]:
    """Return a town with buttons and one without, in which the same has happened."""
    with ExitStack() as stack:
        both = [
            stack.enter_context(Town.on(f"sqlite:///{tmp_path / channel}.db", channel=channel))
            for channel in ("telegram", "zalo")
        ]
        for town in both:
            lives(town)
        yield both


def rows(town: Town, table: type[Base]) -> list[dict[str, Any]]:
    """Return a table's rows as they would be on any channel."""
    with town.looking() as session:
        found = session.scalars(select(table).order_by("id")).all()
        left = [column.key for column in table.__table__.columns if column.key not in OF_THE_CHANNEL[table]]
        return [{key: without_ids(getattr(row, key)) for key in left} for row in found]


def without_ids(value: Any) -> Any:
    """Take out of a draft which message gave which answer."""
    if isinstance(value, dict):
        return {
            key: Counter(inner.values()) if key == "sources" else without_ids(inner)
            for key, inner in value.items()
            if key != "m"
        }
    return [without_ids(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("table", OF_THE_CHANNEL, ids=lambda one: one.__tablename__)
def test_the_same_life_leaves_equal_rows(towns: Sequence[Town], table: type[Base]) -> None:
    with_buttons, typed = (rows(town, table) for town in towns)

    assert with_buttons
    assert typed == with_buttons


def test_the_life_is_a_whole_one(towns: Sequence[Town]) -> None:
    for town in towns:
        story = town.nomination()
        assert (story.status, story.version, story.kind, story.commune) == ("recognised", 6, "individual", "09064")
        assert [(one.action, one.source, one.target) for one in town.record() if one.nomination_id] == [
            ("submit", "draft", "submitted"),
            ("ask_more", "submitted", "needs_info"),
            ("submit", "needs_info", "submitted"),
            ("approve", "submitted", "approved"),
            ("pilot", "approved", "piloting"),
            ("recognise", "piloting", "recognised"),
        ]
        assert [one["kind"] for one in rows(town, Attachment)] == ["photo", "voice", "photo"]
        assert [(one["purpose"], one["given"]) for one in rows(town, Consent)] == [
            ("processing", True),
            ("naming", False),
        ]
        with town.looking() as session:
            assert list(audit.broken_links(session)) == []


def said(town: Town) -> list[tuple[str, str]]:
    """Return who was told what, in order."""
    names = {one.id: one.name for one in town.residents.values()}
    with town.looking() as session:
        found = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        return [(names[one.chat_id], f"{one.key} changes" if one.edits else one.key) for one in found]


def test_the_same_is_said_in_the_same_order_but_for_what_a_channel_cannot_do(towns: Sequence[Town]) -> None:
    with_buttons, typed = (said(town) for town in towns)

    assert set(with_buttons) - set(typed) == BUTTONS_ONLY
    assert set(typed) - set(with_buttons) == TYPING_ONLY
    assert typed.count(("Mai", "review.card_news")) == 4  # once each time that Lan acts
    differing = BUTTONS_ONLY | TYPING_ONLY
    assert [one for one in typed if one not in differing] == [one for one in with_buttons if one not in differing]


def test_what_is_said_is_worded_alike_but_for_buttons(towns: Sequence[Town]) -> None:
    """Only sentences about choosing differ; what was told and decided reads the same."""
    alike = {"nomination.submitted", "nomination.approved", "nomination.recognised", "review.new_card", "follow.list"}
    read = [
        [
            (name.name, one.key, one.text)
            for name in town.residents.values()
            for one in name.messages
            if one.key in alike
        ]
        for town in towns
    ]
    assert read[0] == read[1]
