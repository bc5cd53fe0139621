"""Reviewers merge cases and part them again: testimonies, photos and news go along, and everything is on the record."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from handlers.export.whole import export
from handlers.progress import numbers
from handlers.turn import Voice
from storage.models import Role
from tests.handlers.test_testimony import adds_a_testimony, case_of, counts_agree, decides
from tests.town import Resident, Town, submits, walks_to


def merges(reviewer: Resident, code: str, other: str) -> None:
    decides(reviewer, f"Gộp với {other}", "Đúng, gộp", code=code)


def parts(reviewer: Resident, code: str) -> None:
    decides(reviewer, "Tách ra", "Đúng, tách", code=code)


def told(town: Town, *names: str) -> Sequence[Resident]:
    """Return people who each sent the same story as a case of its own."""
    people = [town.citizen(name) for name in names]
    for one in people:
        submits(one)
    return people


def submitted(town: Town) -> tuple[int, int]:
    """Return what counts of individuals: stories submitted, cases that wait."""
    with town.looking() as session:
        counts = numbers(Voice(session, town.desk, town.now)).kinds["individual"]
        return counts.submitted, counts.waiting


def test_a_merge_is_shown_confirmed_told_and_on_the_record(any_town: Town) -> None:
    lan = any_town.reviewer("Lan")
    hoa, tu = told(any_town, "Hoa", "Tư")
    lan.says("GT26-0002")
    lan.taps("Gộp với GT26-0001")
    assert lan.heard[-1] == "review.compare"
    preview = lan.last
    assert any_town.statuses() == {"submitted": 2}
    lan.taps("Đúng, gộp")

    assert (any_town.statuses(), case_of(any_town, "GT26-0002")) == ({"submitted": 1, "merged": 1}, "GT26-0001")
    assert (hoa.heard[-1], tu.heard[-1]) == ("nomination.submitted", "nomination.merged")
    assert tu.last in preview
    assert "review.done_merge" in lan.heard
    acts = [(one.action, one.nomination_id, one.source, one.target, one.reason) for one in any_town.record()][-2:]
    assert acts == [("merge", 2, "submitted", "merged", "GT26-0001"), ("take_in", 1, None, None, "GT26-0002")]
    assert (submitted(any_town), counts_agree(any_town)) == ((2, 1), True)


def test_the_other_reviewers_hear_of_a_merge_and_their_cards_change(button_town: Town) -> None:
    lan, minh = button_town.reviewer("Lan"), button_town.reviewer("Minh")
    told(button_town, "Hoa", "Tư")
    first, second = (one.row for one in minh.messages)
    merges(lan, "GT26-0002", "GT26-0001")

    assert minh.heard[-1] == "review.testimony"
    assert "Cùng kể: GT26-0002" in minh.sees(first)
    assert "Là lời kể thêm cho trường hợp <b>GT26-0001</b>" in minh.sees(second)


def test_the_one_that_has_come_further_stays_the_case(town: Town) -> None:
    lan = town.reviewer("Lan")
    hoa, tu = told(town, "Hoa", "Tư")
    decides(lan, "Duyệt", "Đúng, duyệt", code="GT26-0002")
    merges(lan, "GT26-0002", "GT26-0001")

    assert case_of(town, "GT26-0001") == "GT26-0002"
    assert "Hiện nay trường hợp này đã duyệt" in hoa.last
    assert tu.heard[-1] == "nomination.approved"


def test_a_merge_can_be_left(town: Town) -> None:
    lan = town.reviewer("Lan")
    told(town, "Hoa", "Tư")
    decides(lan, "Gộp với GT26-0001", "Để sau", code="GT26-0002")

    assert (lan.heard[-1], town.statuses()) == ("review.cancelled", {"submitted": 2})


def test_parting_brings_a_story_back_to_where_it_was(any_town: Town) -> None:
    lan = any_town.reviewer("Lan")
    _hoa, tu = told(any_town, "Hoa", "Tư")
    decides(lan, "Cần bổ sung", "Trước và nay", "Gửi cho người giới thiệu", code="GT26-0002")
    merges(lan, "GT26-0002", "GT26-0001")
    assert any_town.statuses() == {"submitted": 1, "merged": 1}
    parts(lan, "GT26-0002")

    assert any_town.statuses() == {"submitted": 1, "needs_info": 1}
    assert (case_of(any_town, "GT26-0002"), tu.heard[-1]) == (None, "nomination.unmerged")
    acts = [(one.action, one.nomination_id, one.source, one.target, one.reason) for one in any_town.record()][-2:]
    assert acts == [("unmerge", 2, "merged", "needs_info", "GT26-0001"), ("let_go", 1, None, None, "GT26-0002")]
    tu.says("/tieptuc")
    tu.taps("Trả lời cho bài GT26-0002")
    tu.says("Trước đây bà chưa có bò.", "Gửi")
    assert any_town.statuses() == {"submitted": 2}
    assert counts_agree(any_town)


def test_a_parted_testimony_comes_as_a_card_of_its_own(town: Town) -> None:
    lan, minh, hoa, tu = town.reviewer("Lan"), town.reviewer("Minh"), town.citizen("Hoa"), town.citizen("Tư")
    submits(hoa)
    adds_a_testimony(tu)
    minh.messages.clear()
    parts(lan, "GT26-0002")

    assert (town.statuses(), submitted(town)) == ({"submitted": 2}, (2, 2))
    assert "review.new_card" in minh.heard
    decides(lan, "Duyệt", "Đúng, duyệt", code="GT26-0002")
    assert (hoa.heard[-1], tu.heard[-1]) == ("nomination.submitted", "nomination.approved")


def test_a_case_takes_its_testimonies_along_and_brings_them_back(town: Town) -> None:
    hoa, mai, tu, sen, lan = (*map(town.citizen, ("Hoa", "Mai", "Tư", "Sen")), town.reviewer("Lan"))
    submits(hoa)
    adds_a_testimony(mai)
    submits(tu)
    sen.says("/gioithieu", "Một người", "Người tốt, việc tốt", "bà Nguyễn Thị Hòe", "Liên Châu")
    sen.taps("trường hợp 2")
    sen.says("Bà Hòe cho ba hộ mượn bò giống, tôi là một hộ ấy.", "Xong", *["Bỏ qua bước này"] * 3)
    sen.says("Sen", "0912 345 678", "Đồng ý", "Đồng ý")
    sen.taps("Gửi bài giới thiệu")
    assert case_of(town, "GT26-0004") == "GT26-0003"
    merges(lan, "GT26-0003", "GT26-0001")
    lan.says("GT26-0001")
    assert "4 người kể" in lan.last
    lan.taps("Xem 3 lời kể")
    assert [code for code in ("GT26-0002", "GT26-0003", "GT26-0004") if code in lan.last] == [
        "GT26-0002", "GT26-0003", "GT26-0004",
    ]  # fmt: skip
    decides(lan, "Duyệt", "Đúng, duyệt")
    assert [one.heard.count("nomination.approved") for one in (hoa, mai, tu, sen)] == [1, 1, 1, 1]

    parts(lan, "GT26-0003")
    assert town.statuses() == {"approved": 1, "merged": 2, "submitted": 1}
    decides(lan, "Xây dựng điểm", "Đúng, xây dựng điểm")
    assert [one.heard.count("nomination.piloting") for one in (hoa, mai, tu, sen)] == [1, 1, 0, 0]
    decides(lan, "Chưa chọn", "Chưa phù hợp tiêu chí", "Gửi cho người giới thiệu", code="GT26-0003")
    assert [one.heard.count("nomination.declined") for one in (hoa, mai, tu, sen)] == [0, 0, 1, 1]
    assert counts_agree(town)


def test_an_approved_case_that_was_merged_and_parted_says_who_approved_it(button_town: Town, tmp_path: Path) -> None:
    lan, minh = button_town.reviewer("Lan"), button_town.reviewer("Minh")
    told(button_town, "Hoa", "Tư")
    for code in ("GT26-0001", "GT26-0002"):
        decides(lan, "Duyệt", "Đúng, duyệt", code=code)
    merges(minh, "GT26-0002", "GT26-0001")
    assert last_decisions(button_town, tmp_path)[1] == "Đã gộp, 23/11/2026: GT26-0001"
    parts(minh, "GT26-0002")

    minh.says("GT26-0002")
    assert "Đã duyệt</b>: Lan, lúc 12:00 23/11/2026" in minh.last
    assert last_decisions(button_town, tmp_path) == ["Đã duyệt, 23/11/2026"] * 2


def last_decisions(town: Town, folder: Path) -> list[str]:
    """Return what the export says was decided last of each story."""
    with town.looking() as session:
        export(session, town.desk, folder / "all.csv", now=town.now)
    with (folder / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row[-1] for row in list(csv.reader(file))[1:]]


def test_the_photos_of_a_testimony_are_reached_from_the_case(town: Town) -> None:
    hoa, tu, lan = town.citizen("Hoa"), town.citizen("Tư"), town.reviewer("Lan")
    submits(hoa)
    walks_to(tu, "media")
    tu.sends("photo")
    tu.sends("photo")
    tu.says("Đủ rồi, đi tiếp", "Tư", "Bỏ qua bước này", "Đồng ý", "Đồng ý", "Gửi bài giới thiệu")
    merges(lan, "GT26-0002", "GT26-0001")
    lan.says("GT26-0001")
    lan.taps("Xem 2 tệp")

    assert [one.text for one in lan.messages[-2:]] == [
        one.text for one in lan.messages if one.key == "review.file" and "GT26-0002" in one.text
    ][-2:]
    parts(lan, "GT26-0002")
    lan.says("GT26-0001")
    assert not [label for label, _ in lan.messages[-1].buttons if "tệp" in label]


def test_a_card_says_what_somebody_was_recognised_for(town: Town) -> None:
    lan = town.reviewer("Lan")
    told(town, "Hoa")
    decides(lan, "Duyệt", "Đúng, duyệt")
    decides(lan, "Xây dựng điểm", "Đúng, xây dựng điểm")
    decides(lan, "Công nhận")
    lan.says("125-QĐ/TU", "20/11/2026", "Phó Bí thư Trần Văn Bình")
    lan.taps("Đúng, ghi quyết định")
    told(town, "Tư")

    assert "Đã từng được công nhận: GT26-0001, Quyết định số 125-QĐ/TU ngày 20/11/2026" in lan.last


def test_a_declined_case_takes_nothing_in_but_may_be_merged_itself(town: Town) -> None:
    lan = town.reviewer("Lan")
    hoa, _tu = told(town, "Hoa", "Tư")
    decides(lan, "Chưa chọn", "Chưa phù hợp tiêu chí", "Gửi cho người giới thiệu")
    merges(lan, "GT26-0002", "GT26-0001")

    assert (town.statuses(), case_of(town, "GT26-0001")) == ({"submitted": 1, "merged": 1}, "GT26-0002")
    decides(lan, "Duyệt", "Đúng, duyệt", code="GT26-0002")
    assert hoa.heard[-1] == "nomination.approved"


def test_two_declined_cases_are_not_merged(town: Town) -> None:
    lan = town.reviewer("Lan")
    told(town, "Hoa", "Tư")
    for code in ("GT26-0001", "GT26-0002"):
        decides(lan, "Chưa chọn", "Chưa phù hợp tiêu chí", "Gửi cho người giới thiệu", code=code)
    decides(lan, "Gộp với GT26-0001", code="GT26-0002")

    assert "không nhận thêm bài khác được" in lan.refusal
    assert town.statuses() == {"declined": 2}


def test_two_reviewers_merge_the_same_two_cases_and_one_of_them_wins(any_town: Town) -> None:
    lan, minh = any_town.reviewer("Lan"), any_town.reviewer("Minh")
    told(any_town, "Hoa", "Tư")
    for one in (lan, minh):
        one.says("GT26-0002")
        one.taps("Gộp với GT26-0001")
    lan.taps("Đúng, gộp")
    minh.taps("Đúng, gộp")

    assert len(any_town.record("merge")) == 1
    assert "Lan" in minh.refusal
    parts(lan, "GT26-0002")
    assert len(any_town.record("unmerge")) == 1


def test_a_case_decided_meanwhile_is_not_merged_unseen(button_town: Town) -> None:
    lan, minh = button_town.reviewer("Lan"), button_town.reviewer("Minh")
    told(button_town, "Hoa", "Tư")
    decides(lan, "Gộp với GT26-0001", code="GT26-0002")
    decides(minh, "Duyệt", "Đúng, duyệt", code="GT26-0001")
    lan.taps("Đúng, gộp")

    assert "vừa có thay đổi" in lan.refusal
    assert button_town.statuses() == {"approved": 1, "submitted": 1}


@pytest.mark.parametrize(("role", "fields"), [(Role.CITIZEN, None), (Role.REVIEWER, ["health"])])
def test_only_reviewers_in_scope_merge_and_part(button_town: Town, role: Role, fields: list[str] | None) -> None:
    lan = button_town.reviewer("Lan")
    told(button_town, "Hoa", "Tư")
    other = button_town.citizen("Ai đó") if role == Role.CITIZEN else button_town.reviewer("Ai đó", fields=fields)
    for data in ("g:1:2", "gg:2:1:1:1", "gt:1:0"):
        other.presses(data)
    merges(lan, "GT26-0002", "GT26-0001")
    for data in ("gu:2:2", "gx:2:2"):
        other.presses(data)

    assert len(button_town.record("refused")) == 5
    assert len(other.toasts) == 5
    assert button_town.statuses() == {"submitted": 1, "merged": 1}


def test_nobody_merges_what_they_told(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    submits(lan, phone="0987 654 321")
    lan.says("GT26-0002")
    assert lan.heard[-1] == "refused.own"
    decides(lan, "Gộp với GT26-0002")

    assert "Đồng chí là người giới thiệu, đã kể về trường hợp này" in lan.refusal
    assert town.statuses() == {"submitted": 2}


def test_forged_numbers_do_nothing(button_town: Town) -> None:
    lan, hoa = button_town.reviewer("Lan"), button_town.citizen("Hoa")
    submits(hoa)
    walks_to(hoa, "story")
    for data in ("g:1:1", "g:1:99", "g:1:2", "gg:2:0:1:1", "gg:1:1:1:1", "gg:9:9:9:9", "gu:1:1", "gx:1:1", "gx:99:1"):
        lan.presses(data)

    assert (button_town.statuses(), len(lan.toasts)) == ({"submitted": 1, "draft": 1}, 9)
    assert button_town.record("merge", "unmerge") == []
