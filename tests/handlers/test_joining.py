"""A typed code does what an invitation's link does, on every channel; whoever guesses is stopped."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.joining import WRONG_BY_ALL, read_code
from storage import audit, invites
from storage.models import Role
from tests.town import Town, submits, walks_to


def code_for(town: Town, role: Role = Role.REVIEWER, hours: float = 72, fields: list[str] | None = None) -> str:
    """Return the code of a new invitation."""
    with town.database.begin() as session:
        return invites.invite(session, role, town.now, timedelta(hours=hours), fields=fields).code


def wrong(code: str) -> str:
    """Return a code that nobody was given."""
    return code[:-1] + ("2" if code[-1] != "2" else "3")


def refusals(town: Town) -> list[str]:
    return [one.reason or "" for one in town.record("invite_refused", "code_refused")]


WAYS: dict[str, Callable[[str], str]] = {
    "as it was given": lambda code: f"MA {code}",
    "in small letters without a dash": lambda code: f"ma {code.lower().replace('-', '')}",
    "with accents, a colon and spaces": lambda code: f"Mã: {code.lower().replace('-', ' ')}",
    "in one word": lambda code: f"MA{code.replace('-', '')}",
    "decomposed, as Apple devices send it": lambda code: f"Ma\u0303 {code}",
    "on a line of its own, with a long dash": lambda code: f"\n mã  {code.replace('-', '–')} \n",
    "without the word": str,
    "without the word, in small letters": str.lower,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_code_makes_a_reviewer_however_it_is_typed(town: Town, way: str) -> None:
    binh, lan = town.reviewer("Bình", Role.ADMIN), town.citizen("Lan")
    lan.says(WAYS[way](code_for(town, fields=["health"])))

    assert lan.heard == ["people.welcome_reviewer"]
    assert binh.heard == ["people.joined"]
    person = town.person(lan)
    assert (person.role, person.fields, person.communes) == ("reviewer", ["health"], None)
    assert [(one.action, one.target) for one in town.record()][-1] == ("invite_accepted", "reviewer")


def test_a_code_makes_an_admin_who_sees_who_reviews(town: Town) -> None:
    binh = town.citizen("Bình")
    binh.says(f"MA {code_for(town, Role.ADMIN)}", "/canbo")
    assert binh.heard == ["people.welcome_admin", "staff.list"]


def test_the_link_of_a_used_code_is_used_too(any_town: Town) -> None:
    with any_town.database.begin() as session:
        handed = invites.invite(session, Role.REVIEWER, any_town.now, timedelta(hours=72))
    lan, mai = any_town.citizen("Lan", channel="zalo"), any_town.citizen("Mai")
    lan.says(f"MA {handed.code}")
    mai.says(f"/start i_{handed.token}", f"MA {handed.code}")

    assert lan.heard == ["people.welcome_reviewer"]
    assert mai.heard == ["people.invite_refused", "people.code_refused"]
    assert refusals(any_town) == ["used", "used"]


def test_a_code_that_is_used_expired_or_unknown_is_refused_and_on_the_record(any_town: Town) -> None:
    lan, mai = any_town.citizen("Lan"), any_town.citizen("Mai", channel="zalo")
    used, old = code_for(any_town), code_for(any_town, hours=1)
    lan.says(used)
    any_town.passes(hours=1)
    mai.says(used, old, wrong(used))

    assert mai.heard == ["people.code_refused"] * 3
    assert refusals(any_town) == ["used", "expired", "unknown"]
    assert {one.person_id for one in any_town.record("code_refused")} == {any_town.person(mai).id}
    assert any_town.person(mai).role == "citizen"
    with any_town.looking() as session:
        assert list(audit.broken_links(session)) == []


def test_a_code_typed_in_the_middle_of_a_story_leaves_the_story_where_it_was(town: Town) -> None:
    lan = town.citizen("Lan")
    walks_to(lan, "nominee")
    lan.says(f"MA {code_for(town)}", "bà Nguyễn Thị Hòe")
    assert lan.heard[-2:] == ["people.welcome_reviewer", "ask.place"]
    assert town.answers(lan)["nominee"] == "bà Nguyễn Thị Hòe"


def test_after_five_wrong_codes_in_an_hour_even_the_right_one_waits_and_it_is_explained(any_town: Town) -> None:
    lan, right = any_town.citizen("Lan", channel="zalo"), code_for(any_town)
    for _ in range(5):
        lan.says(f"MA {wrong(right)}")
        any_town.passes(minutes=5)
    assert lan.heard == ["people.code_refused"] * 5

    lan.says(f"MA {right}")
    assert lan.heard[-1] == "people.code_too_often"
    assert "60 phút" in lan.last
    assert any_town.person(lan).role == "citizen"
    assert refusals(any_town) == ["unknown"] * 5

    any_town.passes(minutes=36)  # the first wrong one is more than an hour ago
    lan.says(f"MA {right}")
    assert lan.heard[-1] == "people.welcome_reviewer"


def test_one_who_guesses_stops_nobody_else(town: Town) -> None:
    ty, lan, right = town.citizen("Tý"), town.citizen("Lan"), code_for(town)
    ty.says(*[wrong(right)] * 6)
    lan.says(right)
    assert ty.heard[-1] == "people.code_too_often"
    assert lan.heard == ["people.welcome_reviewer"]


def test_many_who_guess_together_are_stopped_together(town: Town) -> None:
    right = code_for(town)
    with town.looking() as session:
        for _ in range(WRONG_BY_ALL):
            audit.record(session, "code_refused", town.now, reason="unknown")
    lan = town.citizen("Lan")
    lan.says(right)
    assert lan.heard == ["people.code_too_often"]


def test_a_link_is_still_good_for_somebody_who_mistyped_too_often(town: Town) -> None:
    lan, right = town.citizen("Lan"), code_for(town)
    lan.says(*[wrong(right)] * 6, f"/start i_{town.invite()}")
    assert lan.heard[-2:] == ["people.code_too_often", "people.welcome_reviewer"]


def test_forged_buttons_guess_no_further_than_typing(button_town: Town) -> None:
    lan, right = button_town.citizen("Lan"), code_for(button_town)
    for _ in range(6):
        lan.presses(f"x:{wrong(right)}:yes")
    lan.presses(f"x:{right}:yes")

    assert lan.heard == [*["people.code_refused"] * 5, *["people.code_too_often"] * 2]
    assert button_town.person(lan).role == "citizen"


def test_a_forged_button_with_the_code_of_a_role_gives_nothing_and_spoils_nothing(button_town: Town) -> None:
    lan, right = button_town.citizen("Lan"), code_for(button_town)
    lan.presses(f"x:{right}:yes")
    assert (lan.heard, button_town.person(lan).role) == ([], "citizen")
    lan.says(right)
    assert lan.heard == ["people.welcome_reviewer"]


def test_an_admin_leaves_the_code_good_for_somebody_else(town: Town) -> None:
    binh, lan, code = town.reviewer("Bình", Role.ADMIN), town.citizen("Lan"), code_for(town)
    binh.says(code)
    lan.says(code)
    assert (town.person(binh).role, town.person(lan).role) == ("admin", "reviewer")


NO_CODES = [
    "Ma Hoàn An", "Mã Thị Hoa", "Mai Anh", "Mã", "MA", "ma so 1", "23/11/2026", "23-11-2026", "2026-11", "2019-20",
    "0912 345 678", "GT26-0001", "125-QĐ/TU", "12345678", "MA 7K3Q-9", "MA 7K3Q-923", "MA 0O1I-LU", "Ma Văn Tám 92",
    "mà 9 con bò", "Mã 7K3Q-92 là của ai?", "hoan-an", "Liên-Ba", "ABCD-EF",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_CODES)
def test_a_name_a_date_or_a_number_is_no_code(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize("name", ["Ma Hoàn An", "Mã Thị Hoa", "Ma Văn Tám"])
def test_somebody_called_ma_can_be_introduced(town: Town, name: str) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa, nominee=name)
    assert town.nomination().nominee == name
    assert lan.heard == ["review.new_card"]
    assert refusals(town) == []


@given(letters=st.text(invites.ALPHABET, min_size=6, max_size=6), way=st.sampled_from(list(WAYS)))
def test_every_code_that_can_be_given_is_read_and_every_one_has_a_digit(letters: str, way: str) -> None:
    code = f"{letters[:4]}-{letters[4:]}"
    assert read_code(WAYS[way](code)) == (code if any(map(str.isdigit, letters)) else None)


@given(text=st.text(max_size=30))
def test_whatever_is_typed_is_a_whole_code_or_none(text: str) -> None:
    assert (found := read_code(text)) is None or invites.CODE.fullmatch(found)


def test_only_hashes_of_what_was_handed_out_are_kept(any_town: Town) -> None:
    with any_town.looking() as session:
        handed = invites.invite(session, Role.REVIEWER, any_town.now, timedelta(hours=1))
        kept = invites.by_code(session, handed.code)
        assert kept is not None
        assert kept is invites.by_token(session, handed.token)
        columns = [str(getattr(kept, column.key)) for column in kept.__table__.columns]
    assert not [one for one in columns if handed.code in one or handed.token in one]


def test_a_reviewer_who_joined_by_code_gets_cards_on_zalo_and_decides_there(zalo_town: Town) -> None:
    lan, hoa = zalo_town.citizen("Lan"), zalo_town.citizen("Hoa")
    lan.says(f"MA {code_for(zalo_town)}")
    submits(hoa)
    lan.taps("Duyệt", "Đúng, duyệt")
    assert zalo_town.statuses() == {"approved": 1}
