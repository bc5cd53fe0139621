"""Threats 1, 2, 3, 5 and 7 of the reliability notes: a button is a wish; what may happen is decided at the press."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from handlers.actions import ACTIONS
from handlers.messages import InputKind
from handlers.workflow import MOVES
from storage.models import FailedUpdate, Role
from tests.town import Resident, Town, submits

DECISIONS = ("verify", "approve", "ask_more", "decline", "pilot", "recognise", "revoke", "invite_accepted")
REAL = [
    *(f"r:{action}:1:{version}" for action in MOVES for version in (0, 1, 2)),
    *("o:1", "v:1", "w:1", "q:0", "k:1", "kk:1", "kk:2"),
    *(f"a:1:summary:{value}" for value in ("send", "approve", "decline", "pilot")),
    *("a:1:reason:not_fit", "c:1:summary:drop", "c:1:summary:cancel", "j:1:story", "n:go:1"),
]
DAMAGED = [
    "",
    ":",
    "r",
    "r:approve",
    "r:approve:1",
    "r:approve:1:1:1",
    "r:approve:x:1",
    "R:approve:1:1",
    "r:approve:-1:1",
]
PAYLOADS = st.one_of(
    st.text(max_size=64),
    st.sampled_from([*REAL, *DAMAGED]),
    st.builds("{}:{}".format, st.sampled_from(sorted(ACTIONS)), st.text("abcnegosumry0123456789:_-", max_size=30)),
    st.builds("r:{}:{}:{}".format, st.sampled_from(sorted(MOVES)), st.integers(), st.integers()),
)


def presses(resident: Resident, *payloads: str) -> None:
    """Press all of these at once: one batch."""
    resident.town.receive(
        *(resident.input(InputKind.PRESS, one, callback_id=f"c{n}") for n, one in enumerate(payloads))
    )


def failures(town: Town) -> int:
    with town.looking() as session:
        return session.scalar(select(func.count()).select_from(FailedUpdate)) or 0


def approved_by(reviewer: Resident) -> None:
    reviewer.taps("Duyệt", "Đúng, duyệt")


@pytest.fixture
def lan(any_town: Town) -> Resident:
    """Return a reviewer with Hoa's story, number 1, before her."""
    lan = any_town.reviewer("Lan")
    submits(any_town.citizen("Hoa"))
    return lan


def test_threat_01_every_real_button_in_a_citizens_hand_is_refused_and_on_the_record(lan: Resident) -> None:
    town, stranger = lan.town, lan.town.citizen("Kẻ Lạ")
    presses(stranger, *REAL)

    refused = [one for one in town.record("refused") if one.person_id == town.person(stranger).id]
    assert len(refused) == len(REAL)
    assert all(one.alert for one in stranger.toasts)
    assert (town.statuses(), town.record(*DECISIONS[:-1]), failures(town)) == ({"submitted": 1}, [], 0)
    assert not any("Hòe" in one.text for one in stranger.messages)


@given(st.lists(PAYLOADS, max_size=60))
@example(DAMAGED)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_threat_01_whatever_is_forged_decides_and_breaks_nothing(button_town: Town, payloads: list[str]) -> None:
    # One town for all examples: each adds to what the earlier ones may have broken.
    if not button_town.residents:
        button_town.reviewer("Lan")
        submits(button_town.citizen("Hoa"))
        button_town.citizen("Kẻ Lạ")
    button_town.passes(minutes=2)
    presses(list(button_town.residents.values())[-1], *payloads)

    assert button_town.record(*DECISIONS[:-1]) == []
    assert button_town.statuses()["submitted"] == 1
    assert failures(button_town) == 0


def test_threat_02_a_press_repeated_twenty_times_decides_once(lan: Resident) -> None:
    town = lan.town
    lan.taps("Duyệt")
    presses(lan, *[lan.button("Đúng, duyệt")] * 20)

    assert len(town.record("approve")) == 1
    assert sum("đã được Lan xử lý lúc 12:00 23/11/2026: Đã duyệt" in one.text for one in lan.toasts) == 19
    assert [one.heard.count("nomination.approved") for one in town.residents.values()] == [0, 1]


def test_threat_02_the_same_update_delivered_again_is_processed_once(lan: Resident) -> None:
    lan.taps("Duyệt")
    press = lan.input(InputKind.PRESS, lan.button("Đúng, duyệt"), callback_id="1")
    lan.town.receive(press, press)
    heard = len(lan.heard)
    lan.town.receive(press)

    assert len(lan.town.record("approve")) == 1
    assert len(lan.heard) == heard


def test_threat_03_a_button_older_than_the_story_decides_nothing_and_the_card_is_refreshed(lan: Resident) -> None:
    town, mai = lan.town, lan.town.reviewer("Mai")
    old = lan.button("Chưa chọn")
    mai.says("/choduyet", "1")
    approved_by(mai)
    card, seen = lan.messages[0].row, len(lan.messages)
    lan.presses(old)

    assert town.statuses() == {"approved": 1}
    assert lan.toasts[-1].alert
    assert "đã được Mai xử lý" in lan.toasts[-1].text
    assert [(one.edits, "Đã duyệt" in one.text) for one in lan.messages[seen:]] == [(card, True)]


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMIN])
def test_threat_05_nobody_decides_what_they_sent_themselves(any_town: Town, role: Role) -> None:
    mai = any_town.reviewer("Mai", role)
    submits(mai)
    lan = any_town.reviewer("Lan")
    lan.says("/choduyet", "1")
    steps = ["Duyệt", "Đúng, duyệt"], ["Xây dựng điểm", "Đúng, xây dựng điểm"]
    for version, labels in enumerate([*steps, ()], 1):
        forged = [f"r:{action}:1:{version}" for action in MOVES] + [f"a:1:summary:{action}" for action in MOVES]
        presses(mai, *forged, *forged)
        assert [one.action for one in any_town.record() if one.person_id == any_town.person(mai).id][-1] == "refused"
        lan.taps(*labels)

    assert {one.person_id for one in any_town.record("approve", "pilot")} == {any_town.person(lan).id}
    assert (any_town.statuses(), failures(any_town)) == ({"piloting": 1}, 0)
    assert "review.new_card" not in mai.heard


def test_threat_05_ones_own_card_does_not_open(any_town: Town) -> None:
    mai = any_town.reviewer("Mai")
    submits(mai)
    mai.says("/tim hoe", "1")

    assert (mai.heard[-1], "review.card" in mai.heard) == ("refused.own", False)


def test_threat_07_a_role_taken_back_counts_at_the_next_press(lan: Resident) -> None:
    town, admin = lan.town, lan.town.reviewer("Bình", Role.ADMIN)
    old = lan.button("Chưa chọn")
    lan.taps("Duyệt")
    confirm = lan.button("Đúng, duyệt")
    admin.presses(f"kk:{town.person(lan).id}")
    presses(lan, confirm, old, "q:0", "o:1", "v:1", "w:1")
    lan.says("/choduyet", "/tim hoe", "1")

    assert (town.statuses(), town.record("approve", "decline")) == ({"submitted": 1}, [])
    assert all("Việc này chỉ dành cho cán bộ" in one.text or "đã đóng" in one.text for one in lan.toasts[-6:])
    assert not {"queue.page", "queue.found", "review.card"} & set(
        lan.heard[lan.heard.index("staff.you_were_revoked") :]
    )


def test_threat_07_a_role_taken_back_in_the_same_batch_counts_too(lan: Resident) -> None:
    town, admin = lan.town, lan.town.reviewer("Bình", Role.ADMIN)
    lan.taps("Duyệt")
    confirm = lan.input(InputKind.PRESS, lan.button("Đúng, duyệt"), callback_id="2")
    revoke = admin.input(InputKind.PRESS, f"kk:{town.person(lan).id}", callback_id="1")
    town.receive(revoke, confirm)

    assert town.statuses() == {"submitted": 1}


def test_threat_07_a_number_typed_after_the_role_was_taken_back_decides_nothing(zalo_town: Town) -> None:
    admin, lan = zalo_town.reviewer("Bình", Role.ADMIN), zalo_town.reviewer("Lan")
    submits(zalo_town.citizen("Hoa"))
    lan.taps("Duyệt")
    confirm = lan.button("Đúng, duyệt")
    admin.says("/canbo")
    admin.taps("Lan", "Thu hồi quyền: Lan", "Đúng, thu hồi")
    lan.chooses(confirm)
    lan.says("cho duyet", "tim", "GT26-0001")

    assert (zalo_town.statuses(), zalo_town.record("approve")) == ({"submitted": 1}, [])
    after = lan.messages[lan.heard.index("staff.you_were_revoked") :]
    assert not any("Hòe" in one.text for one in after)
