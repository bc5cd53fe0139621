"""An internal note is for reviewers: on the card and on the record, never for the citizen or out of the house."""

import json
from pathlib import Path

from sqlalchemy import select

from handlers.export.whole import export
from storage.models import OutboxMessage
from tests.town import Town, submits

NOTE = "Đã gọi trưởng thôn: gia đình có đơn chưa giải quyết"


def test_a_note_is_read_by_reviewers_alone(town: Town, tmp_path: Path) -> None:
    hoa, lan, mai = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Mai")
    submits(hoa)
    lan.taps("Việc khác", "Ghi chú nội bộ")
    lan.says(NOTE)
    assert "review.noted" in lan.heard
    mai.says("GT26-0001")
    assert "Lan, 12:00 23/11/2026" in mai.last
    assert "gia đình có đơn chưa giải quyết" in mai.last
    mai.taps("Chưa chọn", "Quảng cáo", "Gửi cho người")
    hoa.says("/trangthai")

    with town.looking() as session:
        said = session.scalars(select(OutboxMessage.text).where(OutboxMessage.person_id == town.person(hoa).id))
        assert not [text for text in said if "trưởng thôn" in text]
        export(session, town.desk, tmp_path / "x.json", now=town.now)
        export(session, town.desk, tmp_path / "x.csv", now=town.now)
    (told,) = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["nominations"]
    assert ("note", None) in [(one["action"], one["reason"]) for one in told["history"]]
    assert "trưởng thôn" not in (tmp_path / "x.csv").read_text(encoding="utf-8")
    assert [(one.action, one.reason) for one in town.record("note")] == [("note", NOTE)]


def test_a_note_disturbs_no_decision(town: Town) -> None:
    hoa, lan, mai = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Mai")
    submits(hoa)
    mai.taps("Duyệt")
    lan.taps("Việc khác", "Ghi chú nội bộ")
    lan.says(NOTE)
    mai.taps("Đúng, duyệt")
    assert town.statuses() == {"approved": 1}


def test_many_long_notes_are_cut_on_the_card_and_read_in_full(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa, story="Bà giúp đỡ mọi người trong thôn suốt 20 năm. " * 80)
    for number in range(5):
        lan.says("GT26-0001")
        lan.taps("Việc khác", "Ghi chú nội bộ")
        lan.says(f"Ghi chú thứ {number}. " + "Dài dòng. " * 40 + f"Hết {number}.")
    lan.says("GT26-0001")
    assert len(lan.last) < 4096
    assert "Ghi chú thứ 4" in lan.last
    assert "Hết 4" not in lan.last
    lan.taps("Đọc tiếp")
    assert "Hết 0" in lan.last
    assert "Hết 4" in lan.last


def test_nobody_notes_on_a_story_of_their_own_and_a_note_can_be_left_alone(button_town: Town) -> None:
    lan = button_town.reviewer("Lan")
    submits(lan, phone="0987 654 321")
    lan.presses("en:1")
    assert "Đồng chí là người giới thiệu" in lan.refusal

    submits(button_town.citizen("Hoa"))
    lan.taps("Việc khác", "Ghi chú nội bộ", "Thôi, để sau")
    assert lan.heard[-1] == "review.cancelled"
    assert len(button_town.record("note")) == 0
