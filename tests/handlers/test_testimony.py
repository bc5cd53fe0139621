"""Several people tell the same story: asked while they tell it, one case with many testimonies, news for all."""

import pytest
from sqlalchemy import event

from handlers.markup import read
from storage.counters import agree
from storage.models import Nomination, Role
from tests.builders import ZONE
from tests.handlers.action_stories import CODE
from tests.town import STORY, Resident, Town, submits, tells, walks_to

ME_TOO = "Tôi cũng muốn kể về trường hợp này"
NOT_IT = "Không phải, là trường hợp khác"


def reaches_the_question(resident: Resident, nominee: str = "Nguyen Thi Hoe", place: str = "Liên Châu") -> None:
    resident.says("/gioithieu", "Một người", "Người tốt, việc tốt", nominee, place)


def goes_on(resident: Resident) -> None:
    """Tell the rest of a story and send it."""
    resident.says(STORY, "Xong", *["Bỏ qua bước này"] * 3, resident.name, "0912 345 678", "Đồng ý", "Đồng ý")
    resident.taps("Gửi bài giới thiệu")


def adds_a_testimony(resident: Resident, nominee: str = "Nguyen Thi Hoe") -> None:
    reaches_the_question(resident, nominee)
    resident.taps(ME_TOO)
    goes_on(resident)


def decides(reviewer: Resident, *labels: str, code: str = "GT26-0001") -> None:
    reviewer.says(code)
    reviewer.taps(*labels)


def case_of(town: Town, code: str) -> str | None:
    """Return the code of what a story is merged into."""
    ref = town.nomination(code).merged_into
    with town.looking() as session:
        return session.get_one(Nomination, ref).code if ref else None


def counts_agree(town: Town) -> bool:
    with town.looking() as session:
        return agree(session, ZONE)


def test_who_tells_of_somebody_new_is_asked_nothing_more(town: Town) -> None:
    hoa, tu = town.citizen("Hoa"), town.citizen("Tư")
    submits(hoa, nominee="ông Hà Văn Sang")
    reaches_the_question(tu)

    assert tu.heard[-2:] == ["form.place_noted", "ask.story"]
    assert "Bước 5/12." in tu.last
    assert "same" not in town.answers(tu)


def test_a_conversation_looks_for_similar_cases_once_and_no_other_step_asks_more(button_town: Town) -> None:
    hoa, asked = button_town.citizen("Hoa"), list[str]()
    engine = button_town.database.engine
    event.listen(engine, "before_cursor_execute", lambda _connection, _cursor, statement, *_: asked.append(statement))
    submits(hoa)

    assert [one for one in asked if "name_key" in one.partition("WHERE")[2]] == [
        one for one in asked if one.startswith("SELECT DISTINCT nomination.name")
    ]
    assert sum(one.startswith("SELECT DISTINCT nomination.name") for one in asked) == 1


def test_the_question_shows_of_a_case_only_what_everybody_may_know(town: Town) -> None:
    hoa, lan = town.citizen("Hoa Kể Chuyện"), town.reviewer("Lan")
    submits(hoa)
    decides(lan, "Duyệt", "Đúng, duyệt")
    tu = town.citizen("Tư")
    reaches_the_question(tu, "chị nguyen thi hòe")

    assert tu.heard[-2:] == ["form.place_noted", "ask.same"]
    asked = read(tu.last)
    assert "1. 👤 bà Nguyễn Thị Hòe, Xã Liên Châu · Người tốt, việc tốt · tháng 11/2026" in asked
    assert [one for one in ("Hoa Kể", "GT26", "duyệt", "0912", "bò") if one in asked] == []
    assert tu.offered("a:") == [f"🙋 {ME_TOO}", NOT_IT]


def test_no_more_than_three_cases_are_shown_each_with_its_choice(town: Town) -> None:
    for name in ("Hoa", "Mai", "Cúc", "Sen"):
        submits(town.citizen(name))
    tu = town.citizen("Tư")
    reaches_the_question(tu)

    assert tu.offered("a:") == [*(f"🙋 Tôi cũng muốn kể về trường hợp {n}" for n in (1, 2, 3)), NOT_IT]
    tu.taps("trường hợp 2")
    goes_on(tu)
    assert case_of(town, "GT26-0005") == "GT26-0002"


def test_a_story_about_a_known_case_is_told_to_the_end_and_becomes_a_testimony(any_town: Town) -> None:
    hoa, tu, lan = any_town.citizen("Hoa"), any_town.citizen("Tư"), any_town.reviewer("Lan")
    submits(hoa)
    card = lan.messages[-1].row
    reaches_the_question(tu)
    tu.taps(ME_TOO)
    assert "Bước 5/12." in tu.last
    tu.says(STORY, "Xong", *["Bỏ qua bước này"] * 3, "Tư", "0912 345 678", "Đồng ý", "Đồng ý")
    assert "Kể thêm về trường hợp đã có: bà Nguyễn Thị Hòe" in tu.last
    tu.taps("Gửi bài giới thiệu")

    assert tu.heard[-1] == "nomination.testified"
    assert "GT26-0002" in tu.last
    assert (any_town.statuses(), case_of(any_town, "GT26-0002")) == ({"submitted": 1, "merged": 1}, "GT26-0001")
    assert lan.heard[1:] == ["review.card", "review.testimony"]
    assert "2 người kể" in lan.last
    assert "2 người kể</b>, ở 1 xã, phường. Cùng kể: GT26-0002" in lan.sees(card)
    acts = [(one.action, one.nomination_id, one.source, one.target, one.reason) for one in any_town.record()]
    assert acts[-3:] == [
        ("submit", 2, "draft", "submitted", ""),
        ("testify", 2, "submitted", "merged", "GT26-0001"),
        ("take_in", 1, None, None, "GT26-0002"),
    ]
    assert counts_agree(any_town)


def test_another_case_of_the_same_name_is_told_as_ever_and_the_reviewer_sees_both(town: Town) -> None:
    hoa, tu, lan = town.citizen("Hoa"), town.citizen("Tư"), town.reviewer("Lan")
    submits(hoa)
    reaches_the_question(tu)
    tu.taps(NOT_IT)
    goes_on(tu)

    assert (town.statuses(), tu.heard[-1]) == ({"submitted": 2}, "nomination.submitted")
    assert "Có thể cùng một trường hợp" in lan.last
    assert "GT26-0001</b> bà Nguyễn Thị Hòe (Chờ duyệt, gửi 23/11/2026): tên giống 100%" in lan.last


@pytest.mark.parametrize("words", ["đúng", "Co", "dung nguoi nay"])
def test_a_plain_yes_is_understood_where_one_case_is_asked_about(town: Town, words: str) -> None:
    submits(town.citizen("Hoa"))
    tu = town.citizen("Tư")
    reaches_the_question(tu)
    tu.says("hm")
    assert tu.heard[-2:] == ["form.choose", "ask.same"]
    tu.says(words)

    assert (tu.heard[-1], town.answers(tu)["same"]["case"]) == ("ask.story", 1)


def test_a_plain_no_leads_on_and_the_way_back_leads_to_the_question_and_the_place(town: Town) -> None:
    submits(town.citizen("Hoa"))
    tu = town.citizen("Tư")
    reaches_the_question(tu)
    tu.says("không phải")
    assert tu.heard[-1] == "ask.story"
    tu.says("Quay lại")
    assert tu.heard[-1] == "ask.same"
    tu.says("Quay lại")
    assert tu.heard[-1] == "ask.place"
    tu.says("Liên Châu")
    assert tu.heard[-1] == "ask.same"


def test_a_name_changed_at_the_end_is_looked_up_anew(town: Town) -> None:
    submits(town.citizen("Hoa"))
    tu = town.citizen("Tư")
    tells(tu, nominee="ông Hà Văn Sang")
    tu.taps("Sửa lại", "Tên được giới thiệu")
    tu.says("nguyen thi hoe")
    assert tu.heard[-1] == "ask.same"
    tu.taps(ME_TOO)
    assert tu.heard[-1] == "ask.nomination_summary"
    tu.taps("Sửa lại", "Tên được giới thiệu")
    tu.says("ông Hà Văn Sang")
    assert (tu.heard[-1], "same" in town.answers(tu)) == ("ask.nomination_summary", False)
    tu.taps("Gửi bài giới thiệu")

    assert town.statuses() == {"submitted": 2}


def test_what_was_chosen_can_be_changed_at_the_end(town: Town) -> None:
    submits(town.citizen("Hoa"))
    tu = town.citizen("Tư")
    tells(tu, same=ME_TOO)
    tu.taps("Sửa lại", "Cùng trường hợp", NOT_IT)
    assert tu.heard[-1] == "ask.nomination_summary"
    assert "Kể thêm về trường hợp" not in tu.last
    tu.taps("Gửi bài giới thiệu")

    assert town.statuses() == {"submitted": 2}


def test_an_edited_name_asks_about_the_cases_of_the_new_one(button_town: Town) -> None:
    submits(button_town.citizen("Hoa"))
    tu = button_town.citizen("Tư")
    walks_to(tu, "nominee")
    name = tu.gives("text", "ông Hà Văn Sang")  # type: ignore[arg-type]
    tu.says("Liên Châu")
    assert tu.heard[-1] == "ask.story"
    tu.edits(name, "bà nguyễn thị hòe")
    assert tu.heard[-1] == "ask.same"
    tu.edits(name, "ông Hà Văn Sang")
    assert (tu.heard[-1], "same" in button_town.answers(tu)) == ("ask.story", False)
    tu.says(STORY, "Xong")
    tu.edits(name, "bà nguyễn thị hòe")  # long past: nothing is interrupted
    assert tu.heard[-1] == "ask.results"


def test_a_deep_link_to_a_place_asks_as_soon_as_the_name_is_known(town: Town) -> None:
    submits(town.citizen("Hoa"))
    tu = town.citizen("Tư")
    tu.says(f"/start c_{town.nomination().commune}", "Một người", "Người tốt, việc tốt", "bà nguyễn thị hòe")

    assert tu.heard[-1] == "ask.same"


def test_a_photo_that_comes_instead_of_a_choice_is_kept(town: Town) -> None:
    submits(town.citizen("Hoa"))
    tu = town.citizen("Tư")
    reaches_the_question(tu)
    tu.sends("photo")

    assert tu.heard[-2:] == ["form.file_kept", "ask.same"]
    assert len(town.answers(tu)["media"]) == 1


def test_a_restart_in_the_question_loses_nothing(town: Town) -> None:
    submits(town.citizen("Hoa"))
    tu = town.citizen("Tư")
    reaches_the_question(tu)
    town.restarts()
    tu.says("/tieptuc")
    tu.taps("Viết tiếp")
    assert tu.heard[-1] == "ask.same"
    tu.taps(ME_TOO)
    goes_on(tu)

    assert town.statuses() == {"submitted": 1, "merged": 1}


def test_who_tells_of_the_same_person_again_is_told_so_kindly(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    reaches_the_question(hoa)
    assert hoa.heard[-1] == "ask.same_own"
    assert "bài GT26-0001 của chính anh/chị" in hoa.last
    hoa.taps("Tôi muốn kể thêm về trường hợp này")
    goes_on(hoa)

    assert town.statuses() == {"submitted": 1, "merged": 1}
    assert "Nay có 1 người kể" in lan.last
    decides(lan, "Duyệt", "Đúng, duyệt")
    assert hoa.heard.count("nomination.approved") == 1


def test_a_case_that_was_declined_meanwhile_hides_no_new_story(town: Town) -> None:
    hoa, tu, lan = town.citizen("Hoa"), town.citizen("Tư"), town.reviewer("Lan")
    submits(hoa)
    tells(tu, same=ME_TOO)
    lan.taps("Chưa chọn", "Quảng cáo", "Gửi cho người giới thiệu")
    tu.taps("Gửi bài giới thiệu")

    assert (town.statuses(), tu.heard[-1]) == ({"declined": 1, "submitted": 1}, "nomination.submitted")
    assert "Người gửi cho biết đây cùng trường hợp với bài GT26-0001, đã khép lại trước đó" in lan.last


def test_a_case_that_was_merged_meanwhile_leads_to_where_it_is_now(town: Town) -> None:
    hoa, mai, tu, lan = (*map(town.citizen, ("Hoa", "Mai", "Tư")), town.reviewer("Lan"))
    submits(hoa)
    submits(mai)
    reaches_the_question(tu)
    tu.taps("trường hợp 2")
    decides(lan, "Gộp với GT26-0001", "Đúng, gộp", code="GT26-0002")
    goes_on(tu)

    assert case_of(town, "GT26-0003") == "GT26-0001"


def test_a_case_is_asked_about_once_however_many_told_of_it(town: Town) -> None:
    submits(town.citizen("Hoa"))
    adds_a_testimony(town.citizen("Tư"), "Nguyễn Thị Hoee")
    mai = town.citizen("Mai")
    reaches_the_question(mai, "Nguyễn Thị Hoee")

    assert mai.offered("a:") == [f"🙋 {ME_TOO}", NOT_IT]
    assert "bà Nguyễn Thị Hòe" in mai.last


@pytest.mark.parametrize(
    ("acts", "news"),
    [
        (("Duyệt", "Đúng, duyệt"), "nomination.approved"),
        (("Chưa chọn", "Chưa phù hợp tiêu chí", "Gửi cho người giới thiệu"), "nomination.declined"),
    ],
)
def test_everybody_who_told_of_a_case_hears_its_outcome_once_in_their_language(
    town: Town, acts: tuple[str, ...], news: str
) -> None:
    hoa, tu, john, lan = (*map(town.citizen, ("Hoa", "Tư")), town.citizen("John"), town.reviewer("Lan"))
    submits(hoa)
    adds_a_testimony(tu)
    adds_a_testimony(john)
    john.says("/language", "English")
    decides(lan, *acts)

    assert [one.heard.count(news) for one in (hoa, tu, john)] == [1, 1, 1]
    assert ["GT26-0001" in hoa.last, "GT26-0002" in tu.last, "GT26-0003" in john.last] == [True, True, True]
    assert "Your story" in john.last or "Thank you" in john.last
    if news == "nomination.declined":
        reason = next(one.text for one in town.desk.office.reasons.decline if one.text.vi == "Chưa phù hợp tiêu chí")
        assert (reason.vi in tu.last, reason.en in john.last) == (True, True)


def test_only_who_told_it_first_is_asked_for_more(town: Town) -> None:
    hoa, tu, lan = town.citizen("Hoa"), town.citizen("Tư"), town.reviewer("Lan")
    submits(hoa)
    adds_a_testimony(tu)
    decides(lan, "Cần bổ sung", "Trước và nay", "Gửi cho người giới thiệu")

    assert (hoa.heard[-1], tu.heard[-1]) == ("nomination.needs_info", "nomination.testified")


def test_the_status_of_a_testimony_is_that_of_its_case(town: Town) -> None:
    hoa, tu, lan = town.citizen("Hoa"), town.citizen("Tư"), town.reviewer("Lan")
    submits(hoa)
    adds_a_testimony(tu)
    decides(lan, "Duyệt", "Đúng, duyệt")
    tu.says("/trangthai")

    assert "được gộp cùng bài khác về một trường hợp, trường hợp ấy đã duyệt" in tu.last
    mai = town.citizen("Mai")
    adds_a_testimony(mai)
    assert "Hiện nay trường hợp này đã duyệt" in mai.last


def test_nobody_decides_about_a_case_they_told_of(town: Town) -> None:
    hoa, tu = town.citizen("Hoa"), town.citizen("Tư")
    submits(hoa)
    adds_a_testimony(tu)
    tu.says(f"/start i_{town.invite(Role.REVIEWER)}", "GT26-0001")

    assert tu.heard[-1] == "refused.own"
    assert town.statuses() == {"submitted": 1, "merged": 1}


def test_a_linked_account_is_the_same_person(town: Town) -> None:
    hoa = town.citizen("Hoa")
    submits(hoa)
    hoa.says("/lienket")
    hoa.taps("mã")
    code, other = CODE.search(hoa.last), town.citizen("Hoa khác")
    other.says(code[0] if code else "")
    other.taps("Đúng")
    reaches_the_question(other)

    assert other.heard[-1] == "ask.same_own"
