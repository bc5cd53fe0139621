"""A reviewer's card: to whom it comes, what it shows, what it warns of; never too long."""

import pytest

from handlers import markup
from storage.models import Role
from tests.town import STORY, Resident, Town, submits, walks_to

LIEN_CHAU, ELSEWHERE = "09064", "08866"


def told_with_photos(citizen: Resident, count: int) -> None:
    walks_to(citizen, "media")
    for _ in range(count):
        citizen.sends("photo")
    citizen.taps("Đủ rồi")
    citizen.says(citizen.name, "0912 345 678", "Đồng ý", "Đồng ý")
    citizen.taps("Gửi bài giới thiệu")


def test_a_card_shows_every_answer_and_what_can_be_done(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)

    for words in ("GT26-0001", "bà Nguyễn Thị Hòe", "Xã Liên Châu", "Người tốt, việc tốt", STORY, "Hoa", "0912345678"):
        assert words in lan.last
    assert [label for label, _ in lan.messages[-1].buttons] == [
        "✅ Duyệt", "📝 Cần bổ sung", "❌ Chưa chọn", "🤝 Bồi dưỡng thêm",
        "☑️ Phiếu 6 dòng (0/6)", "➕ Việc khác",
    ]  # fmt: skip


def test_a_card_goes_to_each_reviewer_in_scope_and_to_no_other(town: Town) -> None:
    hoa, everywhere = town.citizen("Hoa"), town.reviewer("Lan")
    here = town.reviewer("Mai", communes=[LIEN_CHAU], fields=["good_deeds", "health"])
    others = [town.reviewer("Tâm", communes=[ELSEWHERE]), town.reviewer("Thu", fields=["education"])]
    admin = town.reviewer("Bình", Role.ADMIN)
    submits(hoa)

    assert everywhere.heard == here.heard == ["review.new_card"]
    assert [one.heard for one in (*others, admin)] == [[], [], []]


def test_with_nobody_in_scope_the_admins_get_the_card(town: Town) -> None:
    hoa, admin = town.citizen("Hoa"), town.reviewer("Bình", Role.ADMIN)
    tam = town.reviewer("Tâm", communes=[ELSEWHERE])
    submits(hoa)

    assert (admin.heard, tam.heard) == (["review.new_card"], [])


def test_photos_come_before_the_card_and_the_rest_on_demand(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    told_with_photos(hoa, 5)

    assert lan.heard == ["review.file"] * 3 + ["review.new_card"]
    lan.taps("Xem 5 tệp")
    assert lan.heard[4:] == ["review.file"] * 5


def test_a_story_too_long_for_a_card_can_be_read_whole(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa, story="Bà giúp đỡ mọi người trong thôn. " * 100 + "Hết truyện.")
    assert "Hết truyện" not in lan.last

    lan.taps("Đọc tiếp")
    assert lan.heard[-1] == "review.story"
    assert "Hết truyện." in lan.last


def test_a_card_stays_short_however_much_was_told(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    walks_to(hoa, "story")
    hoa.says("Bà giúp cả thôn. " * 230, "Xong", "Kết quả tốt. " * 75, "Ai cũng làm được. " * 50, "Bỏ qua bước này")
    hoa.says("Hoa", "0912 345 678", "Đồng ý", "Đồng ý")
    hoa.taps("Gửi bài giới thiệu")
    for _ in range(3):
        lan.taps("Cần bổ sung")
        lan.says("Xin kể thêm. " * 35)
        lan.taps("Gửi cho người giới thiệu")
        hoa.says("Bà còn làm nhiều việc khác. " * 100)
        hoa.taps("Gửi cho cán bộ")

    assert lan.heard.count("review.new_card") == 4
    # Where messages can be edited it is changed in place, and what is to be changed must be one message.
    assert all(len(markup.split(one.text)) == 1 for one in lan.messages if "card" in one.key)
    assert "Chờ duyệt" in lan.last


@pytest.mark.parametrize(
    ("details", "warning"),
    [
        ({"nominee": "Trần Thị Hoa"}, "tự giới thiệu"),
        ({"story": "Bác dọn đường làng sạch đẹp mỗi sáng chủ nhật."}, "Chưa có mốc so sánh"),
        ({"story": "Em 12 tuổi, cõng bạn đến trường suốt ba năm qua."}, "nhắc trẻ em"),
    ],
)
def test_a_card_warns_of_what_needs_a_second_look(town: Town, details: dict[str, str], warning: str) -> None:
    hoa, lan = town.citizen("Trần Thị Hoa"), town.reviewer("Lan")
    submits(hoa, **details)

    assert "Cần lưu ý" in lan.last
    assert warning in lan.last


def test_a_card_warns_of_a_place_outside_the_province(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    walks_to(hoa, "place")
    hoa.says("Đà Lạt, Lâm Đồng")
    hoa.taps("Nơi khác, vẫn gửi")
    hoa.says(STORY, "Xong", *["Bỏ qua bước này"] * 3, "Hoa", "0912 345 678", "Đồng ý", "Đồng ý")
    hoa.taps("Gửi bài giới thiệu")

    assert "Địa chỉ ngoài tỉnh, hoặc chưa rõ xã, phường" in lan.last
    lan.says("/choduyet")
    assert "bà Nguyễn Thị Hòe, Đà Lạt, Lâm Đồng (Chờ duyệt, hôm nay)" in lan.last


def test_a_card_names_the_other_story_of_the_same_case(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    submits(town.citizen("Mai"))

    assert "Có thể cùng một trường hợp" in lan.last
    assert "GT26-0001</b> bà Nguyễn Thị Hòe (Chờ duyệt, gửi 23/11/2026): tên giống 100%" in lan.last


def test_a_card_says_that_no_phone_was_given(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    walks_to(hoa, "phone")
    hoa.says("Bỏ qua bước này", "Đồng ý", "Đồng ý")
    hoa.taps("Gửi bài giới thiệu")

    assert "Người giới thiệu: Nguyễn Thị Hoa (không để lại số điện thoại)" in lan.last


def test_the_card_of_a_recognised_one_says_the_decision_in_full(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps("Duyệt", "Đúng, duyệt")
    lan.says("GT26-0001")
    lan.taps("Xây dựng điểm", "Đúng, xây dựng điểm")
    lan.says("GT26-0001")
    lan.taps("Công nhận")
    lan.says("125-QĐ/TU", "20/11/2026", "Trần Văn Bình")
    lan.taps("Đúng, ghi quyết định")
    lan.says("GT26-0001")

    assert "Quyết định số 125-QĐ/TU ngày 20/11/2026, người ký: Trần Văn Bình" in lan.last


def test_a_card_is_one_message_after_however_many_rounds_notes_and_photos(button_town: Town) -> None:
    hoa, lan = button_town.citizen("Hoa" * 30), button_town.reviewer("Lan" * 30)
    walks_to(hoa, "story")
    hoa.says("Bà giúp cả thôn. " * 230, "Xong", "Kết quả tốt. " * 75, "Ai cũng làm được. " * 50)
    for _ in range(10):
        hoa.sends("photo", caption="Bà Hòe bên đàn bò. " * 50)
    hoa.taps("Đủ rồi")
    hoa.says("Hoa", "0912 345 678", "Đồng ý", "Đồng ý")
    hoa.taps("Gửi bài giới thiệu")
    for _ in range(6):
        lan.taps("Việc khác", "Ghi chú nội bộ")
        lan.says("Đã gọi cho xã. " * 30)
        lan.taps("Cần bổ sung")
        lan.says("Xin kể thêm. " * 35)
        lan.taps("Gửi cho người giới thiệu")
        hoa.says("Bà còn làm nhiều việc khác. " * 100)
        hoa.taps("Gửi cho cán bộ")
    lan.taps("Chưa chọn")
    lan.says("Chưa phù hợp. " * 35)
    lan.taps("Gửi cho người giới thiệu")
    lan.says("GT26-0001")

    assert all(len(markup.split(one.text)) == 1 for one in lan.messages if "card" in one.key)
    assert "Chưa chọn lần này" in lan.last
    lan.taps("Đọc tiếp")
