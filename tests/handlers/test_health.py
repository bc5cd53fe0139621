"""/suckhoe: the admins see how the jobs fare, what waits, and whom nobody can write to."""

from datetime import timedelta

from storage import job_health
from storage.models import Role
from tests.builders import local
from tests.town import Resident, Town, submits


def admin(town: Town) -> Resident:
    return town.reviewer("Bình", Role.ADMIN)


def ran(town: Town, job: str, next_at: str) -> None:
    with town.looking() as session:
        job_health.ran(
            session,
            job,
            due_at=town.now,
            ran_at=town.now,
            next_at=local(next_at),
            milliseconds=1234,
            messages=7,
        )


def test_all_is_well(town: Town) -> None:
    binh = admin(town)
    ran(town, "weekly-digest", "2026-11-30 07:30")
    binh.says("/suckhoe")

    assert "Hệ thống chạy tốt" in binh.last
    line = "✅ Tổng hợp tuần: chạy 12:00 23/11/2026, mất 1,2 giây, 7 tin. Lần tới 07:30 30/11/2026."
    assert line in binh.last
    assert "Không có tin nào chờ gửi." in binh.last
    assert "0 cán bộ và 0 người dân" in binh.last


def test_what_failed_is_named_by_the_kind_of_its_error_until_it_runs(town: Town) -> None:
    binh = admin(town)
    ran(town, "weekly-digest", "2026-11-30 07:30")
    with town.looking() as session:
        job_health.failed(session, "weekly-digest", town.now, "OperationalError")
    binh.says("/suckhoe")
    assert "Có 1 việc theo lịch cần xem lại" in binh.last
    assert "⚠️ Tổng hợp tuần: gặp lỗi lúc 12:00 23/11/2026 (OperationalError)" in binh.last

    ran(town, "weekly-digest", "2026-11-30 07:30")
    binh.says("/suckhoe")
    assert "Hệ thống chạy tốt" in binh.last


def test_what_was_due_and_did_not_run_shows(town: Town) -> None:
    binh = admin(town)
    ran(town, "housekeeping", "2026-11-23 12:10")
    town.passes(minutes=14)
    binh.says("/suckhoe")
    assert "Hệ thống chạy tốt" in binh.last

    town.passes(minutes=2)
    binh.says("/suckhoe")
    assert "⚠️ Dọn dữ liệu cũ: lẽ ra chạy lúc 12:10 23/11/2026 mà chưa chạy." in binh.last


def test_what_waits_and_who_is_out_of_reach_is_counted(town: Town) -> None:
    binh, lan, hoa = admin(town), town.reviewer("Lan"), town.citizen("Hoa")
    submits(hoa)
    hoa.leaves()
    lan.leaves()
    submits(town.citizen("Tư"), nominee="ông Tư")
    town.now = local("2026-11-23 22:00")
    submits(town.citizen("Năm"), nominee="ông Năm")
    binh.says("/suckhoe")

    assert "1 cán bộ và 1 người dân" in binh.last
    assert "tin quá hạn lâu nhất 0 phút" in binh.last


def test_it_is_the_admins_alone(town: Town) -> None:
    lan = town.reviewer("Lan")
    lan.says("/suckhoe")

    assert lan.heard[-1:] == ["refused.not_reviewer"] or lan.toasts[-1].alert


def test_a_job_is_alarmed_once_in_however_many_processes(any_town: Town) -> None:
    ran(any_town, "housekeeping", "2026-11-23 12:10")
    with any_town.looking() as session:
        told = [job_health.alarm(session, "housekeeping", any_town.now + timedelta(hours=n)) for n in range(3)]

    assert told == [True, False, False]
