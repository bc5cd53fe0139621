"""The weekly digest: its numbers, its praise, its readers; once for a week."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from sqlalchemy import select

from handlers import digest
from handlers.turn import Voice
from storage import audit
from storage.models import Kind, OutboxMessage, Role, Status
from tests.builders import Ledger, local
from tests.town import Resident, Town

MONDAY = "2026-11-23 07:30"


@contextmanager
def ledger(town: Town) -> Iterator[Ledger]:
    with town.looking() as session:
        yield Ledger(session, numbers=count(500))  # apart from the town's own people


def reviewer(town: Town, name: str = "Lan", role: Role = Role.REVIEWER) -> Resident:
    town.now = local("2026-11-02 09:00")
    return town.reviewer(name, role)


def comes(town: Town, at: str = MONDAY) -> None:
    """Let the digest of Monday be said at some moment."""
    town.now = local(at)
    with town.looking() as session:
        digest.send(Voice(session, town.desk, town.now), local(MONDAY), {})
    town.deliver()


def test_the_week_and_what_waits(town: Town) -> None:
    lan = reviewer(town)
    with ledger(town) as book:
        oldest = book.story("2026-11-12 08:00")  # the week before
        book.story("2026-11-16 00:00", Status.NEEDS_INFO)
        for action, status in (("approve", Status.APPROVED), ("decline", Status.DECLINED)):
            story = book.story("2026-11-18 08:00", status)
            book.act(story, action, "2026-11-22 23:59:59")
        book.act(book.story("2026-11-22 23:59:59", Status.VERIFIED), "decline", "2026-11-23 00:00")
        book.story("2026-11-23 00:00")  # the week after
    comes(town)

    assert lan.heard == ["digest.weekly"]
    assert "TUẦN 47</b> (từ 16/11/2026 đến 22/11/2026)" in lan.last
    assert "Ban Tuyên giáo và Dân vận Tỉnh ủy Phú Thọ" in lan.last
    assert "nhận 4 bài, đã quyết định 2 (duyệt 1). Hiện chờ duyệt 3, cần bổ sung 1." in lan.last
    assert f"\nBài chờ lâu nhất: {oldest.code}, 10 ngày." in lan.last
    assert "gửi muộn" not in lan.last


def test_per_kind_and_field_with_pace_and_forecast(town: Town) -> None:
    lan = reviewer(town)
    with ledger(town) as book:
        steps = {"approved": "2026-03-01 09:00", "piloting": "2026-04-01 09:00"}
        book.story("2026-02-01 08:00", Status.PILOTING, field="education", **steps)
        book.story("2026-02-01 08:00", Status.RECOGNISED, field="education", **steps, recognised="2026-10-01 09:00")
        book.story("2026-02-01 08:00", Status.APPROVED, field="health", approved="2026-03-01 09:00")
        for _ in range(7):
            book.story("2026-02-01 08:00", Status.PILOTING, kind=Kind.COLLECTIVE, field="family_clan_club", **steps)
    comes(town)

    share = (local(MONDAY) - local("2026-01-01 00:00")) / (local("2027-01-01 00:00") - local("2026-01-01 00:00"))
    expected = [f"{round(target * share, 1):.0f}" for target in (14, 6)]
    told = lan.last.splitlines()
    assert "<b>So với chỉ tiêu năm 2026</b>" in told
    assert [line for line in told if "<b>7/14</b> (50%)" in line or "<b>2/6</b> (33%)" in line] == [
        "👥 Mô hình tập thể: <b>7/14</b> (50%)",
        "👤 Điển hình cá nhân: <b>2/6</b> (33%)",
    ]
    assert [line.split(maxsplit=1)[1] for line in told if "còn" in line] == ["còn 7", "còn 4"]
    assert [line for line in told if line.startswith("<i>Theo tiến độ")] == [
        f"<i>Theo tiến độ, đến nay nên có {expected[0]}; cứ đà này cuối năm được khoảng {round(7 / share)}.</i>",
        f"<i>Theo tiến độ, đến nay nên có {expected[1]}; cứ đà này cuối năm được khoảng {round(2 / share)}.</i>",
    ]
    fields = [line.partition(": ")[2] for line in told if "xây dựng điểm" in line]
    assert fields == [
        "7 bài, duyệt 7, xây dựng điểm 7",
        "2 bài, duyệt 2, xây dựng điểm 2",
        "1 bài, duyệt 1, xây dựng điểm 0",
    ]
    assert "Chưa có bài nào ở 8 lĩnh vực: " in lan.last


def test_reaching_and_passing_a_target_is_praised(town: Town) -> None:
    lan = reviewer(town)
    with ledger(town) as book:
        steps = {"approved": "2026-03-01 09:00", "piloting": "2026-04-01 09:00"}
        for _ in range(15):
            book.story("2026-02-01 08:00", Status.PILOTING, kind=Kind.COLLECTIVE, **steps)
        for _ in range(6):
            book.story("2026-02-01 08:00", Status.PILOTING, **steps)
    comes(town)

    told = lan.last.splitlines()
    collective = told.index("👥 Mô hình tập thể: <b>15/14</b> (107%)")
    individual = told.index("👤 Điển hình cá nhân: <b>6/6</b> (100%)")
    assert told[collective + 1].endswith("🎉 vượt 1")
    assert told[individual + 1].endswith("🎉 đủ chỉ tiêu")


def test_an_empty_year_is_no_reason_for_silence(town: Town) -> None:
    lan = reviewer(town)
    comes(town)

    assert "<b>0/14</b> (0%)" in lan.last
    assert "nhận 0 bài" in lan.last
    assert "chờ lâu nhất" not in lan.last
    assert "khoảng" not in lan.last  # nothing to forecast from


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
    assert minh.last.startswith(lan.last)


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
