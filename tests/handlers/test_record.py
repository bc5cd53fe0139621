"""/lichsu shows the record of a nomination to admins, and no votes before they may be seen."""

from handlers import asking
from storage.models import Role
from tests.handlers.offices import TWO, under
from tests.town import Town, submits


def test_the_record_of_a_story_is_readable(town: Town) -> None:
    hoa, lan, admin = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    submits(hoa)
    lan.taps("Cần bổ sung")
    lan.says("Từ năm nào?")
    lan.taps("Gửi cho người giới thiệu")
    admin.says("/lichsu gt26 0001")

    assert admin.heard[-1] == "history.of"
    assert "• 12:00 23/11/2026 Hoa: Chờ duyệt" in admin.last
    assert "• 12:00 23/11/2026 Lan: Cần bổ sung (<i>Từ năm nào?</i>)" in admin.last
    admin.taps("Mở bài")
    assert admin.heard[-1] == "review.card"


def test_it_names_for_whom_a_deputy_acted_and_what_was_refused(button_town: Town) -> None:
    lan, mai = button_town.reviewer("Lan"), button_town.reviewer("Mai")
    admin = button_town.reviewer("Bình", Role.ADMIN)
    lan.says("/vang 23/11-25/11 @mai")
    submits(button_town.citizen("Hoa"))
    mai.taps("Duyệt", "Đúng, duyệt")
    mai.presses("r:approve:1:1")
    admin.says("/lichsu GT26-0001")

    for line in (
        "Mai: Đã duyệt",
        "Mai: làm thay (<i>Lan</i>)",
        "Mai: thao tác bị từ chối",
    ):
        assert line in admin.last


def test_it_is_told_in_peoples_words(careful_town: Town) -> None:
    under(careful_town, levels=TWO)
    officer, lan = careful_town.reviewer("Xã", level="commune"), careful_town.reviewer("Lan")
    admin = careful_town.reviewer("Bình", Role.ADMIN)
    submits(careful_town.citizen("Hoa"))
    officer.taps("Xác minh", "Đúng một phần")
    officer.says("Trưởng thôn đến nhà")
    lan.taps("Phiếu 6", "thật")
    lan.says("GT26-0001")
    lan.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho", "Hoàn tác")
    lan.says("GT26-0001")
    lan.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho")
    careful_town.passes(days=8)
    careful_town.does(asking.go_on_without)
    lan.taps("Duyệt", "Đúng, duyệt")
    lan.says("GT26-0001")
    lan.taps("Đổi ngày", "Sau 30 ngày")
    admin.says("/lichsu GT26-0001")

    for line in (
        "Xã: Đã xác minh (<i>đúng một phần: Trưởng thôn đến nhà</i>)",
        "Lan: đánh dấu một dòng của phiếu (<i>thật</i>)",
        "Lan: hoàn tác, trở lại: Đã xác minh\n",
        "hệ thống: hết hạn trả lời, xét tiếp: Đã xác minh\n",
        "Lan: hẹn ngày xem lại (<i>31/12/2026</i>)",
    ):
        assert line in admin.last


def test_votes_stay_hidden_here_too(town: Town) -> None:
    under(town, province=2)
    lan, mai = town.reviewer("Lan"), town.reviewer("Mai")
    admin = town.reviewer("Bình", Role.ADMIN)
    submits(town.citizen("Hoa"))
    lan.taps("Duyệt", "Đúng, duyệt")
    admin.says("/lichsu GT26-0001")
    assert admin.last.endswith("Lan: bỏ phiếu")

    mai.taps("Duyệt", "Đúng, duyệt")
    admin.says("/lichsu GT26-0001")
    assert "Lan: bỏ phiếu (<i>duyệt</i>)" in admin.last


def test_an_admin_does_not_read_what_concerns_them(town: Town) -> None:
    admin = town.reviewer("Bình", Role.ADMIN)
    submits(admin)
    admin.says("/lichsu GT26-0001")

    assert admin.heard[-1] == "refused.own"


def test_what_is_missing_is_said(town: Town) -> None:
    admin = town.reviewer("Bình", Role.ADMIN)
    admin.says("/lichsu", "/lichsu GT26-9999", "/lichsu hoe")

    assert admin.heard == ["history.which", "history.not_found", "history.not_found"]
