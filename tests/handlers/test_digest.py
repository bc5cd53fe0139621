"""The weekly digest: its numbers, its praise, its readers; once for a week."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

from sqlalchemy import delete, select

from handlers import digest, router
from handlers.digest_numbers import goes_at
from handlers.markup import read
from handlers.messages import Input, InputKind
from handlers.turn import Turn, Voice
from storage import audit
from storage.models import Account, Kind, OutboxMessage, Role, Status, WeekReport
from storage.weeks import week_of
from tests.builders import ZONE, Ledger, local
from tests.town import Resident, Town, submits

MONDAY = "2026-11-23 07:30"


@contextmanager
def ledger(town: Town) -> Iterator[Ledger]:
    with town.looking() as session:
        yield Ledger(session, numbers=count(500))  # apart from the town's own people


def reviewer(town: Town, name: str = "Lan", role: Role = Role.REVIEWER) -> Resident:
    town.now = local("2026-11-02 09:00")
    return town.reviewer(name, role)


def comes(town: Town, at: str = MONDAY, due: str = "") -> None:
    """Let the digest that was due last be said at some moment."""
    town.now = local(at)
    monday = week_of(town.now, ZONE).start + timedelta(hours=7, minutes=30)
    with town.looking() as session:
        digest.send(Voice(session, town.desk, town.now), local(due) if due else monday, {})
    town.deliver()


def test_the_week_and_what_waits(town: Town) -> None:
    lan = reviewer(town)
    with ledger(town) as book:
        oldest = book.story("2026-11-12 08:00")  # the week before
        book.story("2026-11-16 00:00", Status.NEEDS_INFO)
        for action, status in (("approve", Status.APPROVED), ("decline", Status.DECLINED)):
            story = book.story("2026-11-18 08:00", status)
            book.act(story, action, "2026-11-22 23:59:59", source="submitted", target=status)
        late = book.story("2026-11-22 23:59:59", Status.DECLINED)
        book.act(late, "decline", "2026-11-23 00:00", source="verified", target="declined")
    comes(town)

    assert lan.heard == ["digest.weekly"]
    assert read(lan.last).splitlines() == [
        "📊 TỔNG HỢP TUẦN 47 (từ 16/11/2026 đến 22/11/2026)",
        "Ban Tuyên giáo và Dân vận Tỉnh ủy Phú Thọ",
        "",
        "👉 Phần của đồng chí: 2 bài chờ, lâu nhất 11 ngày.",
        "",
        "🗓 Trong tuần: nhận 4 bài (tuần trước 1), quyết định 2 (tuần trước 0), duyệt 1, xây dựng điểm 0.",
        "👥 Mô hình tập thể: 0/14 (0%), còn 14",
        "👤 Điển hình cá nhân: 0/6 (0%), còn 6",
        f"⏳ Còn chờ duyệt 2, cần bổ sung 1. Chờ lâu nhất: {oldest.code}, 11 ngày.",
        "🔔 Có bài chờ từ 7 ngày làm việc trở lên: Lan (1 bài).",
        "",
        "Mời đồng chí xem các bài đang chờ: người gửi đang mong tin.",
    ]


def many(town: Town) -> None:
    """Let seven models and two people be pilots."""
    with ledger(town) as book:
        steps = {"approved": "2026-03-01 09:00", "piloting": "2026-04-01 09:00"}
        book.story("2026-02-01 08:00", Status.PILOTING, field="education", **steps)
        book.story("2026-02-01 08:00", Status.RECOGNISED, field="education", **steps, recognised="2026-10-01 09:00")
        book.story("2026-02-01 08:00", Status.APPROVED, field="health", approved="2026-03-01 09:00", commune="09064")
        for _ in range(7):
            book.story("2026-02-01 08:00", Status.PILOTING, kind=Kind.COLLECTIVE, field="family_clan_club", **steps)


def test_per_kind_with_pace_and_forecast(town: Town) -> None:
    lan = reviewer(town)
    many(town)
    comes(town)
    assert "Mô hình tập thể: <b>7/14</b> (50%), còn 7\n👤 Điển hình cá nhân: <b>2/6</b> (33%), còn 4" in lan.last
    lan.taps("Theo chỉ tiêu")

    end, begun = local("2026-11-23 00:00"), local("2026-02-01 08:00")
    year = local("2026-01-01 00:00"), local("2027-01-01 00:00")
    share = (end - year[0]) / (year[1] - year[0])
    expected = [f"{round(target * share, 1):.0f}" for target in (14, 6)]
    forecast = [round(done * ((year[1] - begun) / (end - begun))) for done in (7, 2)]
    assert read(lan.last).splitlines() == [
        "🎯 Tuần 47: so với chỉ tiêu năm 2026",
        "",
        "👥 Mô hình tập thể: 7/14 (50%)",
        "▰▰▰▰▰▱▱▱▱▱ còn 7",
        "Đã công nhận 0; đã duyệt 7; đang chờ duyệt 0.",
        f"Theo tiến độ, đến nay nên có {expected[0]}; cứ đà này cuối năm được khoảng {forecast[0]}.",
        "👤 Điển hình cá nhân: 2/6 (33%)",
        "▰▰▰▱▱▱▱▱▱▱ còn 4",
        "Đã công nhận 1; đã duyệt 3; đang chờ duyệt 0.",
        f"Theo tiến độ, đến nay nên có {expected[1]}; cứ đà này cuối năm được khoảng {forecast[1]}.",
        "",
        "Trong năm: nhận 10 → duyệt 10 → xây dựng điểm 9 → công nhận 1",
        "Đang cần bổ sung 0; trong năm có 0 bài chưa được chọn, 0 bài bồi dưỡng thêm.",
    ]


def test_per_field_and_commune_with_where_there_is_nothing_yet(town: Town) -> None:
    lan = reviewer(town)
    many(town)
    comes(town)
    lan.taps("Theo lĩnh vực")

    assert [line.partition(": ")[2] for line in lan.last.splitlines() if "xây dựng điểm" in line] == [
        "7 bài, duyệt 7, xây dựng điểm 7",
        "2 bài, duyệt 2, xây dựng điểm 2",
        "1 bài, duyệt 1, xây dựng điểm 0",
    ]
    assert "Chưa có bài nào ở 8 lĩnh vực: " in lan.last
    lan.taps("Theo xã, phường")
    known = len(town.desk.gazetteer.by_code)
    assert f"Chưa có bài nào từ {known - 1} xã, phường: " in lan.last
    assert f" và {known - 1 - 20} nơi nữa." in lan.last
    assert "• Xã Liên Châu: 1 bài, duyệt 1, xây dựng điểm 0" in lan.last


def test_who_is_waited_for_and_how_long_things_take(town: Town) -> None:
    lan, mai = reviewer(town), town.reviewer("Mai", fields=["health"])
    town.now = local("2026-11-11 09:00")
    submits(town.citizen("Hoa"))
    submits(town.citizen("An"), nominee="ông Hà Văn Sang")
    lan.says("GT26-0002")
    lan.taps("Cần bổ sung")
    lan.says("Năm nào?")
    lan.taps("Gửi cho người giới thiệu")
    with ledger(town) as book:
        for day in (17, 18, 22):
            story = book.story("2026-11-16 08:00", Status.DECLINED)
            book.act(story, "decline", f"2026-11-{day} 20:00", source="submitted", target="declined")
    comes(town)
    assert "Phần của đồng chí: không có bài nào phải chờ" in mai.last
    lan.taps("Đang chờ ai")

    assert read(lan.last).splitlines() == [
        "⏳ Tuần 47: đang chờ ai",
        "",
        "Bài đang chờ: một nửa đã chờ từ 12 ngày trở lên, lâu nhất 12 ngày.",
        "Từ lúc gửi đến lúc có quyết định trong tuần: thường là 2,5 ngày.",
        "",
        "• Lan: 1 bài, lâu nhất 12 ngày 🔔 1 bài quá lâu",
        "Chờ người dân trả lời câu hỏi của cán bộ: 1 bài, sớm nhất từ 11/11/2026.",
    ]
    lan.taps("Cách tính")
    assert "Chưa đủ 4 tuần thì chưa dự kiến." in lan.last


def test_reaching_and_passing_a_target_is_praised(town: Town) -> None:
    lan = reviewer(town)
    with ledger(town) as book:
        steps = {"approved": "2026-03-01 09:00", "piloting": "2026-04-01 09:00"}
        for _ in range(15):
            book.story("2026-02-01 08:00", Status.PILOTING, kind=Kind.COLLECTIVE, **steps)
        for _ in range(6):
            book.story("2026-02-01 08:00", Status.PILOTING, **steps)
    comes(town)

    assert "👥 Mô hình tập thể: <b>15/14</b> (107%) 🎉 vượt 1\n" in lan.last
    assert "👤 Điển hình cá nhân: <b>6/6</b> (100%) 🎉 đủ chỉ tiêu\n" in lan.last
    assert lan.last.endswith("xin chúc mừng các đồng chí! Hệ thống vẫn nhận tiếp những gương tốt mới.")


def test_an_empty_year_is_no_reason_for_silence(town: Town) -> None:
    lan = reviewer(town)
    comes(town)

    assert "<b>0/14</b> (0%)" in lan.last
    assert "nhận <b>0</b> bài" in lan.last
    assert "lâu nhất" not in lan.last
    assert lan.last.endswith("Gõ /gioithieu để kể.")
    lan.taps("Theo chỉ tiêu")
    assert "khoảng" not in lan.last  # nothing to forecast from
    lan.taps("Đang chờ ai")
    assert "Không ai còn bài nào phải chờ" in lan.last


def test_sent_late_or_again_it_tells_the_same(town: Town) -> None:
    lan = reviewer(town)
    town.now = local("2026-11-18 09:00")
    submits(town.citizen("Hoa"))
    lan.messages.clear()
    town.now = local("2026-11-25 09:00")
    lan.says("GT26-0001")
    lan.taps("Duyệt", "Đúng, duyệt")
    submits(town.citizen("An"), nominee="ông Hà Văn Sang")
    comes(town, "2026-11-25 10:00")

    assert "Phần của đồng chí: 1 bài chờ</b>, lâu nhất 5 ngày." in lan.last
    assert "nhận <b>1</b> bài (tuần trước 0), quyết định <b>0</b>" in lan.last
    assert "Còn chờ duyệt 1, " in lan.last
    lan.taps("Theo chỉ tiêu")
    assert "nhận 1 → duyệt 0" in lan.last


def test_what_counts_otherwise_by_the_next_week_is_put_right(town: Town) -> None:
    town.works_with(undo_minutes=10)
    lan = reviewer(town)
    town.now = local("2026-11-20 09:00")
    submits(town.citizen("Hoa"))
    submits(town.citizen("An"), nominee="ông Hà Văn Sang")
    town.now = local("2026-11-22 23:58")
    for code in ("GT26-0001", "GT26-0002"):
        lan.says(code)
        lan.taps("Duyệt", "Đúng, duyệt")
    town.now = local("2026-11-23 00:02")
    lan.taps("Hoàn tác")
    comes(town)
    assert "quyết định <b>2</b> (tuần trước 0), duyệt 2" in lan.last
    town.now = local("2026-11-24 09:00")
    lan.says("GT26-0001")
    lan.taps("Mở lại")
    lan.says("Xét thêm")
    lan.taps("Gửi cho người giới thiệu")
    comes(town, "2026-11-30 07:30")

    assert "quyết định <b>0</b> (tuần trước 0)" in lan.last
    assert "✏️ Đính chính tuần 47: quyết định 2 → 0, duyệt 2 → 0." in lan.last
    comes(town, "2026-12-07 07:30")
    assert "Đính chính" not in lan.last


def test_the_last_week_of_a_year_belongs_to_it(town: Town) -> None:
    lan = reviewer(town)
    with ledger(town) as book:
        book.story("2026-12-28 08:00", Status.PILOTING, approved="2026-12-29 08:00", piloting="2026-12-30 08:00")
        book.story("2027-01-03 08:00")
    comes(town, "2027-01-04 07:30")
    assert "TUẦN 53</b> (từ 28/12/2026 đến 03/01/2027)" in lan.last
    assert "nhận <b>2</b> bài" in lan.last
    assert "<b>1/6</b> (17%)" in lan.last
    lan.taps("Theo chỉ tiêu")
    assert "năm 2026" in lan.last
    assert "cuối năm" not in lan.last  # it is over
    comes(town, "2027-01-11 07:30")
    assert "TUẦN 01</b> (từ 04/01/2027 đến 10/01/2027)" in lan.last
    assert "Điển hình cá nhân: 0 (chưa đặt chỉ tiêu)" in lan.last


def test_on_a_day_off_it_goes_the_next_working_morning_and_says_so(town: Town) -> None:
    lan = reviewer(town)
    monday, thursday = "2026-08-31 07:30", "2026-09-03 07:30"  # after the National Day, and the days before it
    assert goes_at(town.desk, local(monday)) == local(thursday)
    for due in (monday, thursday):
        comes(town, thursday, due=due)
        assert lan.last.splitlines()[1].endswith("Phú Thọ <i>(gửi lùi vì ngày nghỉ)</i>")
        with town.looking() as session:
            session.execute(delete(OutboxMessage))
    comes(town, "2026-09-04 07:30", due=monday)
    assert lan.last.splitlines()[1].endswith("<i>(gửi lùi vì ngày nghỉ)</i> <i>(gửi muộn)</i>")


def test_a_part_is_shown_only_to_staff_and_only_of_weeks_that_were_told(town: Town) -> None:
    lan, hoa = reviewer(town), town.citizen("Hoa")
    hoa.says("/start")
    comes(town)
    for data, key in (
        ("sd:kinds:2026-W47", "digest.kinds"),
        ("sd:kinds:2026-W48", "digest.kinds"),
        ("sd:kinds:2026-W46", "digest.never_told"),
    ):
        given(town, lan, data)
        assert lan.heard[-1] == key
    for who, data in ((hoa, "sd:kinds:2026-W47"), (lan, "sd:kinds:2026-W60"), (lan, "sd:salaries:2026-W47")):
        given(town, who, data)
        assert who.heard[-1].startswith("refused.") or who.toasts[-1].alert


def given(town: Town, who: Resident, data: str) -> None:
    """Let somebody send what a button would, whatever their channel."""
    with town.looking() as session:
        account = session.scalars(select(Account).where(Account.external_id == who.id)).one()
        turn = Turn(Voice(session, town.desk, town.now), account, Input(who.channel, "0", InputKind.TEXT))
        router.press(turn, data)
    town.deliver()


def test_an_admin_sees_the_coming_digest_alone_and_nothing_of_it_is_kept(town: Town) -> None:
    lan, minh = reviewer(town), reviewer(town, "Minh", Role.ADMIN)
    town.now = local("2026-11-25 09:00")
    submits(town.citizen("Hoa"))
    lan.messages.clear()
    minh.says("/xemtruoc")

    assert lan.heard == []
    assert "TUẦN 48</b>" in minh.last
    assert "nhận <b>1</b> bài" in minh.last
    assert "<i>(xem trước)</i>" in minh.last
    assert "sẽ gửi mọi người lúc 07:30 30/11/2026." in minh.last
    with town.looking() as session:
        assert session.scalars(select(WeekReport)).all() == []


def test_admins_get_the_sheet_where_documents_can_be_sent(town: Town) -> None:
    lan, minh = reviewer(town), reviewer(town, "Minh", Role.ADMIN)
    town.now = local(MONDAY)
    town.does(digest.send, {"xlsx": "pictures/Hoa-Dep-tuan-47-2026.xlsx"})

    assert lan.heard == ["digest.weekly"]
    assert minh.heard == ["digest.weekly", *minh.with_buttons("digest.sheet")]
    assert ("hoadep export" in minh.last) == (town.channel == "zalo")


def test_every_reviewer_and_admin_hears_it_once_in_their_language(town: Town) -> None:
    lan, minh = reviewer(town), reviewer(town, "Minh", Role.ADMIN)
    ann, hoa = reviewer(town, "Ann"), town.citizen("Hoa")
    hoa.says("/start")
    ann.says("/language")
    ann.taps("English")
    for one in (lan, minh, ann, hoa):
        one.messages.clear()
    comes(town)
    comes(town, "2026-11-23 08:00")
    comes(town, "2026-11-27 08:00")

    assert [one.heard for one in (lan, minh, ann, hoa)] == [["digest.weekly"]] * 3 + [[]]
    assert "<b>WEEK 47</b>" in ann.last
    assert "<b>TỔNG HỢP TUẦN 47</b>" in lan.last
    assert "Phần của đồng chí" not in minh.last  # what nobody asks an admin for is not told them


def test_admins_get_the_seal_of_the_record_with_it(town: Town) -> None:
    lan, minh = reviewer(town), reviewer(town, "Minh", Role.ADMIN)
    with town.looking() as session:
        sealed = audit.anchor(session)
    comes(town)

    assert f"Dấu niêm của sổ việc: <b>{sealed.number}:{sealed.seal[:16]}</b>" in minh.last
    assert "Dấu niêm" not in lan.last


def test_late_it_says_so(town: Town) -> None:
    lan = reviewer(town)
    comes(town, "2026-11-25 10:00")

    assert "Phú Thọ <i>(gửi muộn)</i>\n" in lan.last


def test_at_night_it_waits_for_the_morning(town: Town) -> None:
    lan = reviewer(town)
    comes(town, "2026-11-23 21:00")
    assert lan.heard == []
    town.passes(hours=33, minutes=30)  # the 24th is a holiday
    assert lan.heard == ["digest.weekly"]


def test_the_picture_goes_first_in_the_readers_language_and_says_what_it_shows(town: Town) -> None:
    lan = reviewer(town)
    town.now = local(MONDAY)
    town.does(digest.send, {"vi": "pictures/vi.png", "en": "pictures/en.png"})

    assert lan.heard == ["digest.picture", "digest.weekly"]
    with town.looking() as session:
        pictures = session.scalars(select(OutboxMessage.picture).where(OutboxMessage.key.startswith("digest")))
        assert list(pictures) == ["pictures/vi.png", None]
    assert "mô hình tập thể 0/14, điển hình cá nhân 0/6" in lan.messages[0].text
