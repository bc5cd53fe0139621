"""The letter of the week: who gets it, what it says, when it comes; and the good examples that it may tell of."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import select

from handlers import letter
from handlers.letter import next_at
from handlers.markup import read
from handlers.messages import InputKind, Room
from storage import people
from storage.models import Consent, Nomination, OutboxMessage, Person, Role
from tests.builders import local
from tests.handlers.stage import Stage
from tests.town import Resident, Town, submits, the_desk

FRIDAY = "2026-11-27 17:00"
NOTHING: Mapping[str, str] = {}
DEED = "Mười năm nay tự sửa đường làng cho các cháu đi học."


def comes(town: Town, at: str = FRIDAY, due: str = FRIDAY, pictures: Mapping[str, str] = NOTHING) -> None:
    """Let the letter that is due be written at some moment."""
    town.now = local(due)
    with town.looking() as session:
        letter.send(letter.Voice(session, town.desk, local(at)), local(due), pictures)
    town.now = local(at)
    town.deliver()


def approves(lan: Resident, code: str = "GT26-0001") -> None:
    lan.says(code)
    lan.taps("✅ Duyệt", "Đúng, duyệt")


def shows(lan: Resident, code: str = "GT26-0001", *, named: str = "Kèm tên", deed: str = DEED) -> None:
    """Publish an approved story."""
    lan.says(code)
    lan.taps("Việc khác", "Nêu gương", "Chính người ấy")
    lan.says("Chị Lan hỏi trực tiếp ngày 20/11/2026")
    lan.taps(named)
    lan.says(deed)
    lan.taps("Đúng, nêu gương")


def test_somebody_subscribes_hears_what_comes_and_leaves_with_one_tap(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/dangky")
    assert hoa.heard == ["letter.subscribed"]
    assert "17:00 ngày 27/11/2026" in hoa.last
    hoa.says("/dangky")
    hoa.taps("Thôi nhận")
    hoa.says("/huydangky")
    assert hoa.heard[1:] == ["letter.already", "letter.unsubscribed", "letter.not_subscribed"]
    assert [event.action for event in town.record("subscribe", "unsubscribe")] == ["subscribe", "unsubscribe"]


def test_the_letter_tells_of_new_examples_of_the_week_and_of_the_year(town: Town) -> None:
    stage, anna = Stage(town), town.citizen("Anna", language="en")
    stage.hoa.says("/dangky")
    anna.says("/subscribe")
    approves(stage.lan)
    shows(stage.lan)
    comes(town)

    assert stage.hoa.heard[-1] == anna.heard[-1] == "letter.weekly"
    text = read(stage.hoa.last)
    assert text.startswith(
        "🌸 Tuần này, 23/11/2026 – 29/11/2026\n\nGương mới\n• bà Nguyễn Thị Hòe, Xã Liên Châu: " + DEED
    )
    assert "Bà con đã gửi về 1 bài giới thiệu" in text
    assert "0/14 mô hình tập thể và 0/6 điển hình cá nhân" in text
    assert "/gioithieu" in text
    assert "vay 50 triệu" not in text  # the story as it was told stays among the reviewers
    assert "New good examples" in anna.last
    assert stage.lan.heard[-1] != "letter.weekly"
    if stage.has_buttons:
        assert stage.hoa.messages[-1].buttons == [("Thôi nhận", "yu")]
    else:
        assert "/huydangky" in text
        assert stage.hoa.messages[-1].buttons == []


def test_it_comes_once_for_a_week_and_late_it_says_so(town: Town) -> None:
    stage = Stage(town)
    stage.hoa.says("/dangky")
    comes(town, "2026-11-27 17:30")
    comes(town, "2026-11-27 19:30")
    assert stage.hoa.heard.count("letter.weekly") == 1
    assert "gửi muộn" not in stage.hoa.last
    town.now = local("2026-12-02 09:00")
    submits(town.citizen("Minh"), nominee="ông Trần Văn Tư")
    comes(town, "2026-12-04 20:30", due="2026-12-04 17:00")
    assert "gửi muộn" in stage.hoa.last
    assert stage.hoa.heard.count("letter.weekly") == 2


def test_a_week_with_nothing_new_has_no_letter(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/dangky")
    comes(town)
    assert hoa.heard == ["letter.subscribed"]
    with town.looking() as session:
        assert letter.sketches(letter.Voice(session, town.desk, local(FRIDAY)), local(FRIDAY)) == {}


def test_a_day_off_moves_it_to_the_next_working_day() -> None:
    calendar = the_desk().calendar
    assert not calendar.is_working_day(local("2026-02-20 17:00").date())  # Tết
    assert next_at(the_desk(), local("2026-02-16 09:00")) == local("2026-02-23 17:00")
    assert next_at(the_desk(), local(FRIDAY)) == local("2026-12-04 17:00")


def test_what_is_not_published_is_never_told(town: Town) -> None:
    stage = Stage(town)
    stage.hoa.says("/dangky")
    approves(stage.lan)
    comes(town)
    assert "Hòe" not in stage.hoa.last
    assert "Gương mới" not in stage.hoa.last


@pytest.mark.parametrize("act", ["withdrawn", "reopened"])
def test_what_is_taken_down_or_reopened_is_told_no_more(town: Town, act: str) -> None:
    stage = Stage(town)
    stage.hoa.says("/dangky")
    approves(stage.lan)
    shows(stage.lan)
    if act == "withdrawn":
        stage.lan.says("GT26-0001")
        stage.lan.taps("Việc khác", "Thôi nêu gương")
        assert "publish.withdrawn" in stage.lan.heard
    else:
        stage.lan.says("GT26-0001")
        stage.chooses(stage.lan, "r:reopen:*")
        stage.lan.says("Cần xem lại theo ý kiến của thôn")
        stage.chooses(stage.lan, "a:*:summary:reopen")
        assert town.statuses() == {"submitted": 1}
    comes(town)
    assert "Hòe" not in stage.hoa.last
    approves(stage.lan) if act == "reopened" else None
    nomination = town.nomination("GT26-0001")
    assert (nomination.published_at, nomination.public) == (None, None)


def test_without_the_name_nobody_is_named(town: Town) -> None:
    stage = Stage(town)
    stage.hoa.says("/dangky")
    approves(stage.lan)
    shows(stage.lan, named="Không nêu tên")
    comes(town)
    assert "Một người ở Xã Liên Châu" in stage.hoa.last
    assert "Hòe" not in stage.hoa.last


def test_publishing_asks_for_consent_and_shows_the_very_words_before(town: Town) -> None:
    stage = Stage(town)
    submits(town.citizen("Tư"), nominee="em Lê Văn Nam", story="Em Nam là học sinh lớp 5, " * 4)
    approves(stage.lan, "GT26-0002")
    stage.lan.says("GT26-0002")
    stage.lan.taps("Việc khác", "Nêu gương")
    assert "người giám hộ đồng ý" in stage.lan.last
    stage.lan.taps("Người giám hộ")
    stage.lan.says("Cô giáo chủ nhiệm hỏi bố mẹ em ngày 21/11/2026")
    stage.lan.taps("Kèm tên")
    stage.lan.says(DEED)
    assert "em Lê Văn Nam</b>, Xã Liên Châu: " + DEED in stage.lan.last
    assert "Cô giáo chủ nhiệm" in stage.lan.last
    stage.lan.taps("Đúng, nêu gương")
    (event,) = town.record("publish")
    assert event.reason == "guardian: Cô giáo chủ nhiệm hỏi bố mẹ em ngày 21/11/2026"
    with town.looking() as session:
        consent = session.scalars(select(Consent).where(Consent.purpose == "publish")).one()
        assert (consent.given, consent.nomination_id) == (True, 2)
    stage.lan.says("GT26-0002")
    assert "Nêu gương từ" in stage.lan.last
    assert DEED in stage.lan.last


def test_only_who_may_act_shows_a_good_example(town: Town) -> None:
    stage = Stage(town)
    far = town.reviewer("Xa", communes=["00001"])
    for who, key in (
        (far, "refused.scope"),
        (stage.lan, "refused.not_to_publish"),
        (stage.hoa, "refused.not_reviewer"),
    ):
        if stage.has_buttons:
            who.presses("yn:1")
            who.presses("yx:1")
            assert who.toasts[-2].alert, key
    assert town.nomination("GT26-0001").published_at is None
    approves(stage.lan)
    submits(stage.lan, nominee="ông Hà Văn Sang")
    approves(stage.binh, "GT26-0002")
    stage.lan.says("GT26-0002")
    assert not [data for _, data in stage.lan.messages[-1].buttons if data.startswith("yn")]
    if stage.has_buttons:
        stage.lan.presses("yn:2")
        assert stage.lan.refusal.startswith("Đồng chí là người giới thiệu")


def test_more_than_three_examples_are_counted_and_the_letter_stays_short(town: Town) -> None:
    stage = Stage(town)
    stage.hoa.says("/dangky")
    for number, name in enumerate(("Hai", "Ba", "Tư", "Năm"), 2):
        submits(town.citizen(name), nominee=f"bà {name} " + "Nguyễn Thị " * 9)
        approves(stage.lan, f"GT26-000{number}")
        shows(stage.lan, f"GT26-000{number}", deed="Việc tốt lặng lẽ mỗi ngày. " * 11)
        town.passes(minutes=1)
    comes(town)
    text = read(stage.hoa.last)
    assert text.count("• ") == 3
    assert "… và 1 gương khác." in text
    assert len(text) <= letter.ROOM


def test_a_linked_account_keeps_the_letter(town: Town) -> None:
    hoa, other = town.citizen("Hoa"), town.citizen("Hoa khác")
    hoa.says("/trogiup")
    other.says("/dangky")
    numbers = [town.person(one).id for one in (other, hoa)]
    with town.looking() as session:
        before, to = (session.get_one(Person, number) for number in numbers)
        people.hand_over(session, before, to)
        assert (before.subscribed_at, bool(to.subscribed_at)) == (None, True)


def test_ten_thousand_readers_are_written_to_in_a_few_statements(any_town: Town) -> None:
    town, stage = any_town, Stage(any_town)
    assert stage.hoa.heard
    with town.looking() as session:
        many = [
            {
                "channel": "telegram", "external_id": str(9_000_000 + number), "chat_id": str(9_000_000 + number),
                "name": "–", "language": ("vi", "en")[number % 2], "role": Role.CITIZEN, "subscribed_at": town.now,
                "leads": False, "created_at": town.now, "seen_at": town.now,
            }
            for number in range(10_000)
        ]  # fmt: skip
        session.execute(Person.__table__.insert(), many)
    with town.looking() as session:
        letter.send(letter.Voice(session, town.desk, local(FRIDAY)), local(FRIDAY), {"vi": "a.png", "en": "b.png"})
    with town.looking() as session:
        rows = select(OutboxMessage.picture, OutboxMessage.text).where(OutboxMessage.key == "letter.weekly")
        found = session.execute(rows).all()
    assert len(found) == 10_000
    assert len(set(found)) == 2


class Rooms:
    """A group as Telegram tells of it, read by engine and rooms; for the wire see tests/bot/test_rooms.py."""

    def __init__(self, town: Town) -> None:
        self.town, self.chat = town, town.citizen("Nhóm")
        self.chat.id = "-1001"
        town.residents["-1001"] = self.chat

    def tells(self, who: Resident, kind: InputKind, text: str = "", **room: str) -> None:
        told = who.input(InputKind.OTHER, text, room=Room("-1001", "Tổ dân phố 5", **room))
        self.town.receive(replace(told, kind=kind))

    @property
    def row(self) -> Person | None:
        with self.town.looking() as session:
            return session.scalar(select(Person).where(Person.external_id == "-1001"))


def test_an_admin_brings_us_into_a_group_which_gets_the_letter_after_a_yes(town: Town) -> None:
    stage, rooms = Stage(town), Rooms(town)
    rooms.tells(stage.binh, InputKind.ADDED)
    assert "Tổ dân phố 5" in stage.binh.last
    comes(town)
    assert rooms.chat.heard == []  # nothing without a yes
    town.now = local("2026-11-28 09:00")
    stage.binh.taps("Có, gửi mỗi tuần")
    submits(town.citizen("Sáu"), nominee="bà Sáu")
    comes(town, "2026-12-04 17:00", "2026-12-04 17:00")
    assert rooms.chat.heard in ([], ["letter.weekly"])
    submits(town.citizen("Bảy"), nominee="bà Bảy")
    comes(town, "2026-12-04 17:01", "2026-12-04 17:00")
    assert rooms.chat.heard == ["letter.weekly"]
    assert rooms.chat.messages[-1].buttons == []
    rooms.tells(stage.hoa, InputKind.LEFT)
    assert rooms.row is not None
    assert rooms.row.subscribed_at is None


def test_brought_in_by_anybody_else_it_is_silent_and_remembers_nothing(town: Town) -> None:
    stage, rooms = Stage(town), Rooms(town)
    stranger = town.citizen("Lạ")
    for who in (stage.hoa, stage.lan, stranger):
        heard = len(who.heard)
        rooms.tells(who, InputKind.ADDED)
        rooms.tells(who, InputKind.TEXT, "/dangky")
        rooms.tells(who, InputKind.LEFT)
        assert len(who.heard) == heard
    assert (rooms.chat.heard, rooms.row) == ([], None)
    with town.looking() as session:
        assert people.on_channel(session, town.channel, stranger.id) is None


def test_an_admin_writes_the_commands_in_a_group(town: Town) -> None:
    stage, rooms = Stage(town), Rooms(town)
    town.desk.bots["telegram"] = "hoadep_bot"
    try:
        rooms.tells(stage.binh, InputKind.TEXT, "/dangky@another_bot")
        rooms.tells(stage.binh, InputKind.TEXT, "/trogiup")
        expected = ["letter.room_yes", "letter.room_no"]
        if stage.has_buttons:
            assert rooms.chat.heard == []
            rooms.tells(stage.binh, InputKind.TEXT, "/dangky@HoaDep_bot")
            rooms.tells(stage.binh, InputKind.TEXT, "/huydangky")
            assert rooms.chat.heard == expected
    finally:
        town.desk.bots.clear()


def test_a_group_that_became_a_supergroup_is_followed(town: Town) -> None:
    stage, rooms = Stage(town), Rooms(town)
    rooms.tells(stage.binh, InputKind.TEXT, "/dangky")
    rooms.tells(stage.hoa, InputKind.MOVED, moved_to="-1002")
    assert rooms.row is not None
    assert rooms.row.chat_id == "-1002"


def test_a_forged_answer_about_a_group_does_nothing(town: Town) -> None:
    stage = Stage(town)
    if stage.has_buttons:
        for data in ("yg:1:yes", "yg:999:yes", "yg:1:maybe"):
            stage.binh.presses(data)
            assert stage.binh.toasts[-1].alert
    with town.looking() as session:
        assert session.scalars(select(Person).where(Person.subscribed_at.is_not(None))).all() == []


def test_the_record_names_what_is_shown(town: Town) -> None:
    stage = Stage(town)
    approves(stage.lan)
    shows(stage.lan)
    stage.binh.says("/lichsu GT26-0001")
    assert "nêu gương" in stage.binh.last
    with town.looking() as session:
        assert session.scalars(select(Nomination.public)).one() == {"named": True, "deed": DEED}
