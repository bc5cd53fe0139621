"""Admins invite in chat: role, level and scope by buttons; a code and, on Telegram, a link come of it."""

import re

import pytest

from storage.models import Role
from tests.handlers.offices import TWO, under
from tests.town import Resident, Town

CODE = re.compile(r"MA \w{4}-\w{2}")


@pytest.fixture
def admin(town: Town) -> Resident:
    return town.reviewer("Bình", Role.ADMIN)


def joins(admin: Resident, name: str) -> Resident:
    """Let somebody use the code that an admin was given."""
    found = CODE.search(admin.last)
    assert found
    guest = admin.town.citizen(name)
    guest.says(found[0])
    return guest


def test_a_reviewer_of_some_communes_and_fields(town: Town, admin: Resident) -> None:
    admin.says("/moi")
    assert [label for label, _ in admin.messages[-1].buttons] == ["Cán bộ xét duyệt", "Người quản trị"]
    admin.taps("Cán bộ xét duyệt")
    admin.says("xã Liên Châu, 08866")
    admin.taps("Kinh tế hộ", "Người tốt, việc tốt", "Kinh tế hộ", "Xong")
    assert "Người tốt, việc tốt" in admin.last
    admin.taps("Tạo lời mời")
    lan = joins(admin, "Lan")

    person = town.person(lan)
    assert (person.role, person.level, person.communes, person.fields) == (
        "reviewer", "province", ["09064", "08866"], ["good_deeds"],
    )  # fmt: skip
    assert [one.target for one in town.record("invite")] == ["reviewer"]
    assert town.person(admin).scene is None


def test_a_commune_reviewer_where_there_are_two_levels(town: Town, admin: Resident) -> None:
    under(town, levels=TWO)
    admin.says("/moi")
    admin.taps("Cán bộ cấp xã", "Mọi xã, phường", "Mọi lĩnh vực")
    assert "cấp xã; mọi xã, phường; mọi lĩnh vực" in admin.last
    admin.taps("Tạo lời mời")
    chi = joins(admin, "Chi")

    assert (town.person(chi).role, town.person(chi).level) == ("reviewer", "commune")


def test_an_admin_at_once(town: Town, admin: Resident) -> None:
    admin.says("/moi")
    admin.taps("Người quản trị")
    assert town.person(joins(admin, "Thu")).role == "admin"


def test_an_unknown_commune_is_asked_again(town: Town, admin: Resident) -> None:
    admin.says("/moi")
    admin.taps("Cán bộ xét duyệt")
    admin.says("xã Liên Châu, Paris")
    assert admin.heard[-2:] == ["form.no_such_commune", "ask.communes"]
    admin.says("xã Liên Châu")
    assert admin.heard[-1] == "ask.fields"


def test_one_may_go_back_change_and_leave_it(town: Town, admin: Resident) -> None:
    admin.says("/moi")
    admin.taps("Cán bộ xét duyệt", "Mọi xã, phường")
    admin.taps("Kinh tế hộ", "Quay lại")
    assert admin.heard[-1] == "ask.fields"
    admin.taps("Mọi lĩnh vực", "Sửa", "Xã, phường")
    admin.says("xã Liên Châu")
    assert "Xã Liên Châu; mọi lĩnh vực" in admin.last
    admin.says("/huy")
    assert (admin.heard[-1], town.record("invite")) == ("review.cancelled", [])


def test_where_the_bots_name_is_known_there_is_a_link(town: Town, admin: Resident) -> None:
    town.desk.bots["telegram"] = "hoadep_bot"
    try:
        admin.says("/moi")
        admin.taps("Người quản trị")
    finally:
        town.desk.bots.clear()
    found = re.search(r"https://t\.me/hoadep_bot\?start=(i_[\w-]+)", admin.last)
    assert found
    guest = town.citizen("Thu")
    guest.says(f"/start {found[1]}")
    assert town.person(guest).role == "admin"


def test_a_forged_role_is_refused(button_town: Town) -> None:
    admin = button_town.reviewer("Bình", Role.ADMIN)
    for forged in ("dm:emperor", "dm:citizen", "dm:"):
        admin.presses(forged)
        assert "không dùng được nữa" in admin.toasts[-1].text
    assert button_town.person(admin).scene is None
