"""What is no story is answered as what it is; in doubt everything is accepted, and the reviewer warned."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from handlers.watch import not_a_story, warnings
from tests.town import STORY, Town, submits, the_desk, walks_to

STORIES = json.loads((Path(__file__).parents[1] / "data" / "stories.json").read_text(encoding="utf-8"))["stories"]
KEYWORDS = the_desk().office.keywords
ELSE = {
    "Tôi tố cáo ông trưởng thôn tham nhũng tiền làm đường": "complaint",
    "TOI MUON KHIEU NAI VIEC DEN BU DAT": "complaint",
    "Vay tiền nhanh, giải ngân trong ngày": "advert",
    "Giảm giá sốc, ib Zalo để được tư vấn": "advert",
    "Cho hỏi nộp hồ sơ ở đâu?": "question",
    "làm thế nào để gửi ảnh vậy?": "question",
}


@pytest.mark.parametrize("text", ELSE)
def test_a_complaint_an_advert_or_a_question_is_answered_as_such(town: Town, text: str) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.says(text)
    assert hoa.heard[-3:] == [f"nomination.is_{ELSE[text]}", "nomination.insist", "ask.story"]
    assert "story" not in town.answers(hoa)

    tu = town.citizen("Tư")
    tu.says(text)
    assert tu.heard == [f"nomination.is_{ELSE[text]}"]


def test_the_answer_names_who_can_help(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("Tôi muốn khiếu nại")
    assert "Ban Tiếp công dân tỉnh" in hoa.last
    hoa.says("Cho hỏi ai phụ trách việc này?")
    assert "0210 000 0000" in hoa.last


@pytest.mark.parametrize(
    "text",
    [
        "Bà không biết làm sao để trả ơn nên cứ giúp mọi người.",
        "Ông là người phát hiện kẻ trộm và báo công an, cả xóm cảm ơn.",
        "Ông dũng cảm chống tham nhũng. " + STORY * 2,
        "Chị giúp bà con vay tiền ngân hàng chính sách, lãi suất thấp.",
        "Anh là thế đấy: tốt bụng, hay giúp người.",
    ],
)
def test_in_doubt_a_text_is_a_story(town: Town, text: str) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.says(text)
    assert hoa.heard[-1] == "form.story_noted"


def test_only_the_beginning_of_a_story_is_looked_at(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.says(STORY, "Nhờ bà mà bà con không ai khiếu nại nữa.")
    assert hoa.heard[-1] == "form.story_noted"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_every_story_of_the_corpus_is_accepted_as_told(town: Town, story: dict[str, Any]) -> None:
    hoa, lan = town.citizen("Hoa Thị Hoa"), town.reviewer("Lan")
    field = next(one for one in town.desk.office.fields if one.slug == story["field"])
    kind = {"individual": "Một người", "collective": "Một tập thể, mô hình"}[story["kind"]]
    hoa.says("/gioithieu", kind, field.button.vi, story["nominee_raw"], story["unit_raw"])
    if hoa.heard[-1] in {"ask.place_old", "ask.place_choose"}:
        hoa.chooses(next(data for _, data in hoa.messages[-1].buttons if data.endswith(f":c{story['commune_code']}")))
    hoa.says(story["text"], "Xong")
    assert hoa.heard[-2:] == ["form.story_noted", "ask.results"]
    hoa.says(*["Bỏ qua bước này"] * 3, "Hoa Thị Hoa", "Bỏ qua bước này", "Đồng ý", "Đồng ý")
    hoa.taps("Gửi bài giới thiệu")

    sent = town.nomination()
    assert (sent.kind, sent.field, sent.commune) == (story["kind"], story["field"], story["commune_code"])
    told = sent.draft["answers"]["story"][0]["t"]
    assert told.split() == unicodedata.normalize("NFC", story["text"]).split()
    assert lan.heard == ["review.new_card"]


def test_no_story_of_the_corpus_is_taken_for_something_else() -> None:
    assert [not_a_story(one["text"], KEYWORDS) for one in STORIES] == [None] * len(STORIES)


def test_introducing_oneself_is_allowed_and_flagged(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    hoa.name = "Nguyễn Thị Hòe"
    submits(hoa, nominee="Bà NGUYEN THI HOE")
    assert town.nomination().flags == ["self"]
    assert "tự giới thiệu" in lan.last


def told(**answers: Any) -> list[str]:
    place = {"typed": "Liên Châu", "commune": "09064", "hamlet": ""}
    known = {"nominee": "bà Hòe", "sender": "Hoa", "place": place, "story": [{"t": STORY, "m": "1"}]}
    return warnings({**known, **answers}, KEYWORDS)


@pytest.mark.parametrize(
    ("answers", "flags"),
    [
        ({}, []),
        ({"nominee": "anh Nguyễn Văn Anh", "sender": "An"}, []),
        ({"nominee": "chị Trần Thị An", "sender": "Trần Thị An"}, ["self"]),
        ({"story": [{"t": "Tôi xin tự giới thiệu, từ năm 2020 tôi dạy chữ.", "m": "1"}]}, ["self"]),
        ({"story": [{"t": "Cháu mới 12 tuổi mà cứu được 2 em nhỏ.", "m": "1"}]}, ["minor"]),
        ({"story": [{"t": "Bà 58 tuổi nuôi cháu 9 tuổi mồ côi.", "m": "1"}]}, []),
        ({"story": [{"t": "Ông đã mất năm 2021, cả làng nhớ ông.", "m": "1"}]}, ["deceased"]),
        ({"story": [{"t": "Chị bị ung thư mà vẫn dạy 20 học trò.", "m": "1"}]}, ["health"]),
        ({"story": [{"t": "Bà rất tốt bụng với mọi người.", "m": "1"}]}, ["no_baseline"]),
        ({"nominee": "bà Нòe"}, ["mixed_script"]),
        ({"place": {"typed": "Sài Gòn", "commune": None, "hamlet": ""}}, ["outside"]),
    ],
)
def test_what_the_reviewer_is_warned_of(answers: dict[str, Any], flags: list[str]) -> None:
    assert told(**answers) == flags


def test_the_same_person_introduced_twice_is_flagged(town: Town) -> None:
    hoa, tu, lan = town.citizen("Hoa"), town.citizen("Tư"), town.reviewer("Lan")
    submits(hoa, nominee="Nguyễn Thị Hòe")
    submits(tu, nominee="nguyen thi hoe")
    assert town.nomination("GT26-0002").flags == []
    assert "Có thể cùng một trường hợp" in lan.last
