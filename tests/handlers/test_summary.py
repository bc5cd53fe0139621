"""Before sending: everything once more, any answer changed, cancelled only when confirmed."""

import pytest

from handlers.messages import InputKind
from tests.town import ANSWERS, Town, submits, tells, walks_to

CHANGES: dict[str, tuple[str, list[str], str]] = {
    "kind": ("Người hay tập thể", ["Một tập thể, mô hình"], "mô hình tập thể"),
    "field": ("Lĩnh vực", ["Y tế, sức khỏe"], "Y tế, chăm sóc sức khỏe nhân dân"),
    "nominee": ("Tên được giới thiệu", ["chị Phùng Thị Mận"], "chị Phùng Thị Mận"),
    "place": ("Thôn, xã, phường", ["khu 3, xã Hy Cương"], "khu 3, Xã Hy Cương"),
    "story": ("Câu chuyện", ["Bà còn dạy nghề cho mười phụ nữ.", "Xong"], "dạy nghề cho mười phụ nữ"),
    "results": ("Kết quả", ["5 hộ thoát nghèo"], "Kết quả: 5 hộ thoát nghèo"),
    "replicable": ("Nơi khác làm theo", ["Được, chỉ cần giống"], "Được, chỉ cần giống"),
    "sender": ("Họ tên của anh/chị", ["Trần Văn Tư"], "Người giới thiệu: Trần Văn Tư"),
    "phone": ("Số điện thoại", ["0988 777 666"], "0988777666"),
    "credit": ("Nêu tên người giới thiệu", ["Không đồng ý"], "Không nêu tên"),
}


@pytest.mark.parametrize("key", CHANGES)
def test_any_answer_is_changed_from_the_summary_and_leads_back_to_it(town: Town, key: str) -> None:
    label, texts, seen = CHANGES[key]
    hoa = town.citizen("Hoa")
    tells(hoa)
    before = town.answers(hoa)
    hoa.says("Sửa lại", label, *texts)

    assert hoa.heard[-1] == "ask.nomination_summary"
    assert seen in hoa.last
    assert {one: value for one, value in town.answers(hoa).items() if one != key} == {
        one: value for one, value in before.items() if one != key
    }
    hoa.taps("Gửi bài giới thiệu")
    assert town.statuses() == {"submitted": 1}


def test_a_photo_is_added_from_the_summary(town: Town) -> None:
    hoa = town.citizen("Hoa")
    tells(hoa)
    hoa.says("Sửa lại", "Ảnh, tệp")
    hoa.sends("photo")
    hoa.taps("Đủ rồi, đi tiếp")
    assert "1 tệp kèm theo" in hoa.last
    assert hoa.heard[-1] == "ask.nomination_summary"


def test_an_answer_is_chosen_by_number_and_a_change_of_mind_returns(town: Town) -> None:
    hoa = town.citizen("Hoa")
    tells(hoa)
    hoa.taps("Sửa lại")
    assert len(hoa.offered("j:")) == len(ANSWERS)
    hoa.says("3")
    assert hoa.heard[-1] == "ask.nominee_individual"
    assert "Bước" not in hoa.last
    hoa.says("quay lại")
    assert hoa.heard[-1] == "ask.nomination_summary"


def test_a_bad_change_is_asked_again_and_the_old_answer_stays(town: Town) -> None:
    hoa = town.citizen("Hoa")
    tells(hoa)
    hoa.says("Sửa lại", "Số điện thoại")
    heard = len(hoa.heard)
    hoa.says("12", "Quay lại")
    left = hoa.with_buttons("form.phone_left")
    assert hoa.heard[heard:] == ["form.bad_phone", "ask.phone", *left, "ask.nomination_summary"]
    assert "0912345678" in hoa.last


def test_words_at_the_summary_send_nothing(town: Town) -> None:
    hoa = town.citizen("Hoa")
    tells(hoa)
    hoa.says("đúng rồi đấy")
    hoa.gives(InputKind.OTHER)
    assert hoa.heard[-4:] == ["form.send_or_change", "ask.nomination_summary"] * 2
    assert town.statuses() == {"draft": 1}


def test_cancelling_asks_first_and_keeps_on_demand(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.taps("Hủy")
    assert hoa.heard[-1] == "nomination.confirm_cancel"
    hoa.says("giữ lại, viết tiếp")
    assert hoa.heard[-1] == "ask.story"

    hoa.says("/huy")
    hoa.taps("Xóa bài này")
    assert hoa.heard[-1] == "nomination.dropped"
    assert town.statuses() == {}
    hoa.says("/huy")
    assert hoa.heard[-1] == "people.nothing_to_cancel"


def test_a_deleted_draft_takes_its_files_along_and_its_buttons_are_closed(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "media")
    hoa.sends("photo")
    done = hoa.button("Đủ rồi")
    hoa.taps("Hủy", "Xóa bài này")
    hoa.presses(done)
    assert "đã đóng" in hoa.toasts[-1].text
    assert hoa.heard[-1] == "nomination.dropped"

    walks_to(hoa, "field")
    hoa.presses(done)
    assert button_town.newest(hoa).cursor == "field"


def test_what_was_deleted_cannot_be_deleted_again(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.taps("Hủy")
    delete = hoa.button("Xóa bài này")
    hoa.chooses(delete)
    hoa.chooses(delete)
    assert "đã đóng" in hoa.refusal
    assert hoa.heard.count("nomination.dropped") == 1


def test_a_stale_button_changes_nothing_and_shows_the_question_that_is_open(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    hoa.says("/gioithieu")
    person = hoa.button("Một người")
    hoa.presses(person)
    hoa.presses(person)
    assert "đã trả lời rồi" in hoa.toasts[-1].text
    assert hoa.heard[-2:] == ["ask.field", "ask.field"]


def test_a_sent_story_cannot_be_sent_again(button_town: Town) -> None:
    hoa, lan = button_town.citizen("Hoa"), button_town.reviewer("Lan")
    tells(hoa)
    send = hoa.button("Gửi bài giới thiệu")
    for _ in range(5):
        hoa.chooses(send)
    assert hoa.heard.count("nomination.submitted") == 1
    assert lan.heard == ["review.new_card"]


def test_a_number_typed_once_more_after_sending_or_deleting_means_nothing(zalo_town: Town) -> None:
    hoa, lan = zalo_town.citizen("Hoa"), zalo_town.reviewer("Lan")
    tells(hoa)
    hoa.says("1", "1", "1")
    assert hoa.heard.count("nomination.submitted") == 1
    assert lan.heard == ["review.new_card"]

    walks_to(hoa, "story")
    hoa.taps("Hủy", "Xóa bài này")
    hoa.says("2", "2")
    assert hoa.heard.count("nomination.dropped") == 1


def test_somebody_elses_buttons_do_nothing(button_town: Town) -> None:
    hoa, tu = button_town.citizen("Hoa"), button_town.citizen("Tư")
    submits(hoa)
    walks_to(hoa, "story")
    for data in ("c:2:story:drop", "a:2:story:yes", "j:2:kind", "n:go:2", "a:1:summary:send"):
        tu.presses(data)
    assert [one.alert for one in tu.toasts] == [True] * 5
    assert button_town.statuses() == {"submitted": 1, "draft": 1}
