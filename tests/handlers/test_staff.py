"""Who reviews: invited by a one-time link, seen with /canbo, taken back by an admin."""

import pytest

from storage.models import Role
from tests.handlers.offices import TWO, under
from tests.town import Resident, Town, submits


@pytest.fixture
def admin(town: Town) -> Resident:
    return town.reviewer("Bình", Role.ADMIN)


def test_a_link_makes_a_reviewer_and_the_admin_hears_of_it(any_town: Town) -> None:
    admin, lan = any_town.reviewer("Bình", Role.ADMIN), any_town.citizen("Lan")
    lan.says(f"/start i_{any_town.invite(fields=['health'])}")

    assert lan.heard == ["people.welcome_reviewer"]
    assert admin.heard == ["people.joined"]
    assert "Lan" in admin.last
    person = any_town.person(lan)
    assert (person.role, person.fields, person.communes) == ("reviewer", ["health"], None)


def test_an_admin_sees_who_reviews(town: Town, admin: Resident) -> None:
    town.reviewer("Lan")
    town.reviewer("Mai")
    admin.says("/canbo")

    assert "3 cán bộ" in admin.last
    assert "Lan: cán bộ xét duyệt, hoạt động gần nhất 23/11/2026" in admin.last
    assert [label for label, _ in admin.messages[-1].buttons] == ["Lan", "Mai"]


def test_taking_a_role_back_asks_once_and_tells_the_person(town: Town, admin: Resident) -> None:
    lan = town.reviewer("Lan")
    admin.says("/canbo")
    admin.taps("Lan", "Thu hồi quyền: Lan")
    assert town.person(lan).role == "reviewer"

    admin.taps("Đúng, thu hồi")
    assert town.person(lan).role == "citizen"
    assert (admin.heard[-1], lan.heard) == ("staff.revoked", ["staff.you_were_revoked"])
    assert [(one.action, one.source, one.target) for one in town.record("revoke")] == [
        ("revoke", "reviewer", "citizen")
    ]


def test_an_admin_may_think_better_of_it(town: Town, admin: Resident) -> None:
    lan = town.reviewer("Lan")
    admin.says("/canbo")
    admin.taps("Lan", "Thu hồi quyền: Lan", "Thôi, để sau")

    assert admin.heard[-1] == "staff.unchanged"
    assert (town.person(lan).role, town.record("revoke")) == ("reviewer", [])


def test_an_admin_cannot_take_their_own_role_nor_that_of_nobody(button_town: Town) -> None:
    admin, hoa = button_town.reviewer("Bình", Role.ADMIN), button_town.citizen("Hoa")
    hoa.says("/start")
    for forged in (button_town.person(admin).id, button_town.person(hoa).id, 999):
        admin.presses(f"kk:{forged}")

    assert "Không còn cán bộ này" in admin.toasts[-1].text
    assert button_town.person(admin).role == "admin"
    assert button_town.record("revoke") == []


def test_a_role_is_taken_back_once(town: Town, admin: Resident) -> None:
    town.reviewer("Lan")
    admin.says("/canbo")
    admin.taps("Lan", "Thu hồi quyền: Lan")
    revoke = admin.button("Đúng, thu hồi")
    admin.chooses(revoke)
    admin.chooses(revoke)

    assert "Không còn cán bộ này" in admin.refusal
    assert len(town.record("revoke")) == 1


def test_a_role_can_be_given_again(town: Town, admin: Resident) -> None:
    lan = town.reviewer("Lan")
    admin.says("/canbo")
    admin.taps("Lan", "Thu hồi quyền: Lan", "Đúng, thu hồi")
    lan.says(f"/start i_{town.invite()}")
    submits(town.citizen("Hoa"))

    assert lan.heard[-1] == "review.new_card"


def test_the_list_says_what_each_reviews_and_how_much_waits(town: Town, admin: Resident) -> None:
    town.reviewer("Lan", communes=["09064"], fields=["good_deeds"])
    mai = town.reviewer("Mai", communes=["08866"])
    submits(town.citizen("Hoa"))
    town.passes(days=2)
    mai.says("/vang 25/11-30/11")
    mai.taps("Không có người làm thay")
    admin.says("/canbo")

    assert "Xã Liên Châu; Người tốt, việc tốt · 1 bài chờ, lâu nhất 2 ngày" in admin.last
    assert "mọi lĩnh vực · không có bài chờ · 🌴 đang vắng" in admin.last


def test_an_admin_changes_what_somebody_reviews(town: Town, admin: Resident) -> None:
    lan = town.reviewer("Lan")
    submits(town.citizen("Hoa"))
    admin.says("/canbo")
    admin.taps("Lan", "Đổi xã, phường")
    admin.says("08866")
    admin.taps("Mọi lĩnh vực", "Đúng, đổi")

    assert (admin.heard[-1], lan.heard[-1]) == ("staff.member", "staff.you_were_changed")
    assert town.person(lan).communes == ["08866"]
    lan.says("GT26-0001")
    assert lan.heard[-1] != "review.card"
    assert len(town.record("staff_changed")) == 1


def test_an_admin_changes_level_and_lead(town: Town, admin: Resident) -> None:
    under(town, levels=TWO)
    lan = town.reviewer("Lan")
    admin.says("/canbo")
    admin.taps("Lan", "Chuyển sang cấp xã", "Giao quyết định")

    person = town.person(lan)
    assert (person.level, person.leads) == ("commune", True)
    assert "cấp xã; mọi xã, phường" in admin.last
    assert "⭐" in admin.last


def test_an_admin_changes_no_admin_and_nobody_who_left(button_town: Town) -> None:
    admin, other = button_town.reviewer("Bình", Role.ADMIN), button_town.reviewer("Thu", Role.ADMIN)
    hoa = button_town.citizen("Hoa")
    hoa.says("/start")
    for one in (admin, other, hoa):
        ref = button_town.person(one).id
        for forged in (f"dq:{ref}", f"dl:{ref}:commune", f"dp:{ref}"):
            admin.presses(forged)
            assert "Không còn cán bộ này" in admin.toasts[-1].text
    assert button_town.record("staff_changed") == []
