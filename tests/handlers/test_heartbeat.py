"""Every half year one question about each recognised model; two silences are shown."""

from datetime import date

from handlers import heartbeat, pilots
from handlers.care import months_later
from storage import audit
from storage.counters import agree
from storage.models import Heartbeat, Role
from tests.handlers.test_pilots import decides
from tests.town import Resident, Town, submits


def recognises(town: Town, lan: Resident) -> Resident:
    hoa = town.citizen("Hoa")
    submits(hoa)
    decides(lan, "approve")
    decides(lan, "pilot")
    decides(lan, "recognise", "125-QĐ/TU", "20/11/2026", "Trần Văn Bình")
    lan.messages.clear()
    return hoa


def comes(town: Town, days: int) -> None:
    town.passes(days=days)
    town.does(heartbeat.ask_owners)
    town.does(heartbeat.ask_owners)  # run twice it asks once


def answers(town: Town) -> list[tuple[str | None, str | None]]:
    with town.looking() as session:
        return [(one.answer, one.words) for one in session.query(Heartbeat).order_by(Heartbeat.due_at)]


def test_the_owner_is_asked_once_and_answers_with_words(town: Town) -> None:
    lan = town.reviewer("Lan")
    recognises(town, lan)
    comes(town, 180)
    assert lan.heard == []
    comes(town, 2)
    assert lan.heard == ["heartbeat.question"]
    lan.taps("Có thay đổi", "Kể thêm vài lời")
    lan.says("Nay thêm hai thôn cùng làm")

    assert answers(town) == [("changed", "Nay thêm hai thôn cùng làm")]
    lan.says("GT26-0001")
    assert "💓 Hỏi thăm ngày 24/05/2027: 🔄 Có thay đổi" in lan.last
    assert "Nay thêm hai thôn cùng làm" in lan.last
    assert [one.action for one in town.record("heartbeat", "heartbeat_words")] == ["heartbeat", "heartbeat_words"]


def test_the_words_are_optional(town: Town) -> None:
    lan = town.reviewer("Lan")
    recognises(town, lan)
    comes(town, 182)
    lan.taps("Còn làm đều", "Kể thêm vài lời", "Thôi, để sau")

    assert lan.heard[-1] == "heartbeat.kept"
    assert answers(town) == [("still", None)]


def test_two_silences_are_shown_until_there_is_an_answer(town: Town) -> None:
    lan = town.reviewer("Lan")
    recognises(town, lan)
    comes(town, 182)
    comes(town, 185)  # the second question
    assert lan.heard == ["heartbeat.question"] * 2
    lan.says("/diemsang")
    assert "💤" not in lan.last  # there is time to answer still
    town.passes(days=31)
    lan.says("/diemsang")
    assert "💤 Hai lần hỏi thăm liền chưa có trả lời" in lan.last
    lan.says("GT26-0001")
    assert "💤" in lan.last
    comes(town, 155)
    lan.taps("Còn làm đều")
    town.passes(days=31)
    lan.says("/diemsang")
    assert "💤" not in lan.last
    assert answers(town) == [(None, None), (None, None), ("still", None)]


def test_a_question_of_long_ago_is_answered_from_the_card(town: Town) -> None:
    lan = town.reviewer("Lan")
    recognises(town, lan)
    comes(town, 182)
    lan.says("/diemsang", "GT26-0001")
    lan.taps("Trả lời hỏi thăm")
    assert lan.heard[-1] == "heartbeat.question"
    lan.taps("Còn làm đều")

    assert answers(town) == [("still", None)]
    lan.says("GT26-0001")
    assert lan.offered("hq:") == []


def test_what_has_stopped_can_be_discontinued_at_once(town: Town) -> None:
    lan = town.reviewer("Lan")
    hoa = recognises(town, lan)
    comes(town, 182)
    lan.taps("Đã dừng", "Dừng")
    lan.says("Mô hình đã ngừng hoạt động")
    lan.chooses("a:1:summary:discontinue")

    assert hoa.heard[-1] == "nomination.discontinued"
    assert town.statuses() == {"discontinued": 1}
    comes(town, 190)
    assert lan.heard.count("heartbeat.question") == 1


def test_without_an_owner_the_admins_are_asked_and_the_first_answer_stands(town: Town) -> None:
    lan, binh, an = town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN), town.reviewer("An", Role.ADMIN)
    recognises(town, lan)
    with town.looking() as session:
        session.get_one(type(town.person(lan)), town.person(lan).id).role = Role.CITIZEN
    comes(town, 182)
    assert (lan.heard, binh.heard[-1], an.heard[-1]) == ([], "heartbeat.question", "heartbeat.question")
    binh.taps("Còn làm đều")
    an.taps("Đã dừng")

    assert answers(town) == [("still", None)]
    assert town.record("heartbeat")[0].reason == "still"


def test_the_question_is_the_owner_s_alone(button_town: Town) -> None:
    town = button_town
    lan, far = town.reviewer("Lan"), town.reviewer("Xa", fields=["health"])
    hoa = recognises(town, lan)
    comes(town, 182)
    far.presses("hb:1:stopped")
    hoa.presses("hb:1:stopped")
    lan.presses("hb:1:exploded")
    lan.presses("hb:77:still")

    assert answers(town) == [(None, None)]
    assert len(town.record("refused")) == 3


def test_months_end_where_the_month_does() -> None:
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert months_later(date(2026, 11, 23), 6) == date(2027, 5, 23)
    assert months_later(date(2026, 12, 31), 12) == date(2027, 12, 31)
    assert months_later(date(2026, 6, 30), 6) == date(2026, 12, 30)


def test_the_time_after_approval_is_the_same_on_either_database(any_town: Town) -> None:
    town = any_town
    lan, minh = town.reviewer("Lan"), town.citizen("Minh")
    recognises(town, lan)
    minh.says("/nhanrong GT26-0001", "Chi hội Phụ nữ", "xã Liên Châu", "Góp quỹ theo quý")
    minh.taps("Đúng, gửi")
    lan.taps("Đúng, xác nhận")
    comes(town, 182)
    comes(town, 185)
    town.passes(days=31)
    town.does(pilots.remind)
    lan.says("/diemsang", "/tiendo")
    lan.taps("Theo xã, phường")

    page = next(one.text for one in reversed(lan.messages) if one.key == "pilots.page")
    assert "1 nơi đăng ký, 1 nơi đã xác nhận" in page
    assert "💤" in page
    lan.presses("hb:2:changed")
    lan.presses("hw:2")
    lan.says("Nay thêm hai thôn cùng làm")
    assert answers(town) == [(None, None), ("changed", "Nay thêm hai thôn cùng làm")]
    with town.looking() as session:
        assert list(audit.broken_links(session)) == []
        assert agree(session, town.desk.calendar.zone)
