"""A good deed is proposed for a reward at once: a queue and a timer of its own, outside the 14 and 6."""

from pathlib import Path

import openpyxl
import pytest

from handlers.export.whole import export
from handlers.progress import numbers
from handlers.turn import Voice
from storage.counters import agree, recount
from storage.models import Role
from tests.builders import ZONE
from tests.town import Resident, Town, submits


def proposed(town: Town) -> tuple[Resident, Resident, Resident]:
    hoa, lan, mai = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Mai")
    submits(hoa)
    lan.taps("Việc khác", "Đề nghị khen thưởng đột xuất")
    return hoa, lan, mai


def rewarded(town: Town) -> Resident:
    """Let the proposed one be approved and recognised, without a pilot."""
    _, lan, _ = proposed(town)
    lan.says("GT26-0001")
    lan.taps("Duyệt", "Đúng, duyệt")
    lan.says("GT26-0001")
    lan.taps("Công nhận")
    lan.says("9-QĐ/TU", "23/11/2026", "Trần Văn Bình")
    lan.taps("Đúng, ghi quyết định")
    return lan


def test_it_has_a_queue_and_three_working_days(town: Town) -> None:
    _, lan, mai = proposed(town)
    assert "chậm nhất ngày 27/11/2026" in lan.last  # the 24th is a holiday
    assert mai.heard[-1] == "review.urgent_news"

    mai.says("/dotxuat")
    assert "GT26-0001" in mai.last
    assert "quá hạn" not in mai.last
    town.passes(days=4)
    mai.says("/dotxuat")
    assert "quá hạn" not in mai.last
    town.passes(days=1)
    mai.says("/dotxuat")
    assert "quá hạn" in mai.last
    mai.says("/choduyet")
    assert "⚡" in mai.last


def test_its_time_begins_when_it_is_proposed(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    town.passes(days=4)
    lan.says("GT26-0001")
    lan.taps("Việc khác", "Đề nghị khen thưởng đột xuất")
    lan.says("/dotxuat")
    assert "quá hạn" not in lan.last


def test_it_is_recognised_without_a_pilot(town: Town) -> None:
    rewarded(town)
    assert town.statuses() == {"recognised": 1}


def test_it_cannot_be_piloted_and_nothing_else_skips_the_pilot(button_town: Town) -> None:
    _, lan, _ = proposed(button_town)
    lan.taps("Duyệt", "Đúng, duyệt")
    version = button_town.nomination().version
    lan.presses(f"r:pilot:1:{version}")
    assert "không qua xây dựng điểm" in lan.refusal
    lan.taps("Việc khác", "Thôi đề nghị đột xuất")
    lan.presses(f"r:recognise:1:{version}")
    assert button_town.statuses() == {"approved": 1}
    lan.taps("Xây dựng điểm", "Đúng, xây dựng điểm")
    assert button_town.statuses() == {"piloting": 1}


def test_it_is_counted_apart_everywhere(town: Town, tmp_path: Path) -> None:
    lan = rewarded(town)
    lan.says("/tiendo")
    assert "Khen thưởng đột xuất: 1 đề nghị, đã khen 1" in lan.last
    assert "0/6" in lan.last

    with town.looking() as session:
        counted = numbers(Voice(session, town.desk, town.now))
        assert [one.recognised for one in (*counted.kinds.values(), counted.urgent)] == [0, 0, 1]
        assert counted.fields["good_deeds"].submitted == 0
        assert counted.week.received == 1
        assert agree(session, ZONE)
        recount(session, ZONE)
        assert numbers(Voice(session, town.desk, town.now)) == counted
        export(session, town.desk, tmp_path / "x.xlsx", now=town.now)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[1]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert rows["Khen thưởng đột xuất (ngoài chỉ tiêu)"] == (None, 0, 1, 1, 0, 1)


@pytest.mark.parametrize("status", ["submitted", "approved"])
def test_put_in_and_taken_out_again_nothing_is_changed(town: Town, status: str) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    if status == "approved":
        lan.taps("Duyệt", "Đúng, duyệt")
    with town.looking() as session:
        before = numbers(Voice(session, town.desk, town.now))
    for button in ("Đề nghị khen thưởng đột xuất", "Thôi đề nghị đột xuất"):
        lan.says("GT26-0001")
        lan.taps("Việc khác", button)

    with town.looking() as session:
        assert numbers(Voice(session, town.desk, town.now)) == before
        assert agree(session, ZONE)
    assert [one.action for one in town.record("urgent", "not_urgent")] == ["urgent", "not_urgent"]


def test_only_a_good_deed_is_proposed(button_town: Town) -> None:
    hoa, lan = button_town.citizen("Hoa"), button_town.reviewer("Lan")
    hoa.says(
        "/gioithieu", "Một người", "Y tế, sức khỏe", "bác sĩ An", "Liên Châu", "Bác sĩ khám miễn phí cho 300 cụ già."
    )
    hoa.taps("Xong", "Bỏ qua", "Bỏ qua", "Bỏ qua")
    hoa.says("Hoa", "0912 345 678", "Đồng ý", "Đồng ý")
    hoa.taps("Gửi bài giới thiệu")

    assert not [data for _, data in lan.messages[-1].buttons if data.startswith("ef:")]
    lan.presses("ef:1:1")
    assert "Người tốt, việc tốt" in lan.refusal
    assert len(button_town.record("urgent")) == 0


def test_the_fast_lane_too_is_closed_to_who_is_concerned(town: Town) -> None:
    _, _, mai = proposed(town)
    namesake = town.reviewer("Nguyễn Thị Hòe")
    namesake.says("/dotxuat")
    mai.says("/dotxuat")

    assert (namesake.heard[-1], mai.heard[-1]) == ("queue.no_urgent", "queue.urgent")


def test_where_nobody_else_fits_the_admins_hear_of_it(town: Town) -> None:
    admin, other = town.reviewer("Bình", Role.ADMIN), town.reviewer("Tư", Role.ADMIN)
    submits(town.citizen("Hoa"))
    admin.taps("Việc khác", "Đề nghị khen thưởng đột xuất")

    assert other.heard[-1] == "review.urgent_news"
