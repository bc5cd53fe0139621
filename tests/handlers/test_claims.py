"""Opening a card claims it for a while: the others see who is at it, and nobody has to wait for anybody."""

from storage.models import Role
from tests.town import Resident, Town, submits


def trio(town: Town) -> tuple[Resident, Resident, Resident]:
    lan, mai, admin = town.reviewer("Lan"), town.reviewer("Mai"), town.reviewer("Bình", Role.ADMIN)
    submits(town.citizen("Hoa"))
    return lan, mai, admin


def test_who_opens_a_card_is_seen_to_be_at_it(town: Town) -> None:
    lan, mai, _ = trio(town)
    lan.says("GT26-0001")
    assert "Đang xem" not in lan.last

    mai.says("/choduyet")
    assert "👀 đang xem: Lan" in mai.last
    mai.says("GT26-0001")
    assert "👀 Đang xem: Lan (đến 12:30 23/11/2026)" in mai.last


def test_cards_that_can_be_changed_say_at_once_who_is_at_it(button_town: Town) -> None:
    lan, mai, _ = trio(button_town)
    lan.says("GT26-0001")

    assert "Đang xem: Lan" in mai.sees(mai.messages[0].row)
    assert "Đang xem" not in lan.sees(lan.messages[0].row)


def test_after_a_while_anybody_takes_it_over(town: Town) -> None:
    lan, mai, _ = trio(town)
    lan.says("GT26-0001")
    town.passes(minutes=29)
    mai.says("GT26-0001")
    assert town.nomination().claimed_by == town.person(lan).id

    town.passes(minutes=1)
    mai.says("GT26-0001")
    assert town.nomination().claimed_by == town.person(mai).id
    lan.says("GT26-0001")
    assert "Đang xem: Mai" in lan.last


def test_deciding_needs_no_claim_and_ends_it(town: Town) -> None:
    lan, mai, _ = trio(town)
    lan.says("GT26-0001")
    mai.says("GT26-0001")
    mai.taps("Duyệt", "Đúng, duyệt")

    assert (town.statuses(), town.nomination().claimed_by) == ({"approved": 1}, None)


def test_a_role_taken_back_gives_back_what_was_claimed(town: Town) -> None:
    lan, _, admin = trio(town)
    lan.says("GT26-0001")
    admin.says("/canbo")
    admin.taps("Lan", "Thu hồi quyền", "Đúng, thu hồi")

    assert town.nomination().claimed_by is None


def test_the_card_of_the_last_reviewer_comes_to_the_admins_with_the_role(town: Town) -> None:
    lan, admin = town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    submits(town.citizen("Hoa"))
    lan.says("GT26-0001")
    admin.says("/canbo")
    admin.taps("Lan", "Thu hồi quyền", "Đúng, thu hồi")

    assert admin.heard[-2:] == ["staff.revoked", "review.card"]
