"""Targets of a year, its fields and its communes: shown, celebrated, never a bar."""

from dataclasses import replace
from itertools import count

from handlers import digest
from handlers.office import Target
from storage.models import Kind, Role, Status
from tests.builders import Ledger, local
from tests.handlers.test_pilots import decides
from tests.town import Town, submits

STEPS = {"approved": "2026-03-01 09:00", "piloting": "2026-04-01 09:00"}


def aims(town: Town, **parts: dict[str, int]) -> None:
    target = Target(collective=14, individual=6, **parts)
    town.desk = replace(town.desk, office=town.desk.office.model_copy(update={"targets": {2026: target}}))
    town.restarts()


def built(town: Town, number: int, **given: object) -> None:
    with town.looking() as session:
        book = Ledger(session, numbers=count(500 + number * 10))
        for _ in range(number):
            book.story("2026-02-01 08:00", Status.PILOTING, **{**STEPS, **given})


def test_reaching_a_target_and_going_over_it_is_celebrated_and_nothing_is_closed(town: Town) -> None:
    lan, hoa = town.reviewer("Lan"), town.citizen("Hoa")
    built(town, 4)
    for number, key in enumerate(("", "progress.cheer_full", "progress.cheer_over"), 1):
        submits(hoa, nominee=f"bà Thứ {number}")
        decides(lan, "approve", code=f"GT26-000{number}")
        decides(lan, "pilot", code=f"GT26-000{number}")
        cheers = [one for one in lan.heard if one.startswith("progress.cheer")]
        assert cheers[-1:] == ([key] if key else [])
    cheer = next(one.text for one in reversed(lan.messages) if one.key == "progress.cheer_over")
    assert "Điển hình cá nhân: <b>7/6</b> (117%)" in cheer
    submits(hoa, nominee="bà Thứ tư")
    assert hoa.heard[-1] == "nomination.submitted"


def test_fields_and_communes_show_their_targets(town: Town) -> None:
    aims(town, communes={"09064": 1, "08866": 2}, fields={"health": 4, "education": 1})
    lan = town.reviewer("Lan")
    built(town, 2, field="health", commune="09064")
    lan.says("/tiendo")
    lan.taps("Theo lĩnh vực")
    assert "xây dựng điểm 2/4 (50%)" in lan.last
    assert "xây dựng điểm 0/1 (0%)" in lan.last
    assert "Chưa có bài nào ở 10 lĩnh vực" not in lan.last
    lan.says("/tiendo")
    lan.taps("Theo xã, phường")
    told = lan.last.splitlines()
    assert [line for line in told if line.startswith("•")] == [
        "• <b>Xã Liên Châu</b>: 🎉 xây dựng điểm 2/1 (200%), 2 bài, duyệt 2",
        "• <b>Xã Sơn Đông</b>: xây dựng điểm 0/2 (0%), 0 bài, duyệt 0",
    ]


def test_many_communes_come_page_by_page(town: Town) -> None:
    codes = sorted(town.desk.gazetteer.by_code)[:45]
    aims(town, communes=dict.fromkeys(codes, 1))
    hoa = town.citizen("Hoa")
    hoa.says("/tiendo")
    hoa.taps("Theo xã, phường")
    assert hoa.last.count("•") == 40
    hoa.taps("Xem thêm 5 nơi")
    assert hoa.last.count("•") == 5


def test_the_digest_tells_the_admins_what_looks_like_chasing_numbers(town: Town) -> None:
    town.now = local("2026-12-08 09:00")
    lan, binh = town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    eager = town.citizen("Hăng Hái")
    for number in range(9):
        submits(eager, nominee=f"bà Thứ {number}")
        town.passes(minutes=1)
    assert "nhiều bài" not in lan.last  # nine stories say nothing yet
    submits(eager, nominee="bà Thứ mười")
    assert "⚠️" in lan.last
    assert "Tuần này có nhiều bài do cùng một người giới thiệu" in lan.last
    assert "Tuần này có nhiều bài đến từ cùng một xã, phường" in lan.last
    assert "sát hạn chốt" not in lan.last  # the deadline is still far
    town.now = local("2026-12-14 07:30")
    lan.messages.clear()
    binh.messages.clear()
    town.does(digest.send, {})

    assert "Hăng Hái gửi 10/10 bài trong tuần (100%)" in binh.last
    assert "Xã Liên Châu: 10/10 bài trong tuần (100%)" in binh.last
    assert "10/10 bài trong tuần" not in lan.last


def test_a_rush_before_the_year_s_end_is_pointed_out(town: Town) -> None:
    lan = town.reviewer("Lan")
    with town.looking() as session:
        book = Ledger(session, numbers=count(500))
        for day in ("2026-12-01 08:00", "2026-12-08 08:00"):
            for _ in range(4):
                book.story(day)
    town.now = local("2026-12-21 09:00")
    for number in range(10):
        submits(
            town.citizen(f"Hoa {number}"), nominee=f"bà Thứ {number}", place="Liên Châu" if number % 3 else "Sơn Đông"
        )
    assert "Bài gửi nhiều hơn hẳn những tuần trước, sát hạn chốt" in lan.last
    assert "cùng một người" not in lan.last


def test_a_superior_s_praise_is_pointed_out(town: Town) -> None:
    lan, hoa = town.reviewer("Lan"), town.citizen("Hoa")
    submits(hoa, story="Bà Hòe là thủ trưởng của tôi từ năm 2019, luôn giúp 12 hộ nghèo trong thôn vay vốn.")

    assert "Bài có nhắc cấp trên của người giới thiệu" in lan.last
    assert town.nomination("GT26-0001").kind == Kind.INDIVIDUAL
