"""Buttons and words, whole, damaged or forged: the router's two tables decide, and nothing raises."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from handlers.actions import ACTIONS
from handlers.commands import COMMANDS
from handlers.messages import InputKind
from storage.models import FailedUpdate, Role
from tests.town import Town, submits, walks_to

STAFF_ACTIONS = sorted(name for name, action in ACTIONS.items() if Role.CITIZEN not in action.who)
STAFF_COMMANDS = [command for command in COMMANDS if Role.CITIZEN not in command.who]
DAMAGED = [
    "", ":", "a", "a:", "a:x:kind:yes", "a:1", "a:1:kind", "a:1:kind:yes:more", "a:-1:kind:yes", "a:1:kind:người",
    "A:1:kind:yes", "a:9999999999999999:kind:yes", "a:１:kind:yes", "a:1:kind:yes\n", "a:1:kind:\x00", "x" * 64,
    "zz:1", "r:approve:1:1 ", "n:go", "n:go:abc", "n:go:" + "9" * 30, "n:x:1", "n:nothing", "j:1", "q:", "l", "t:1",
]  # fmt: skip
PART = st.one_of(
    st.sampled_from(["1", "2", "0", "kind", "summary", "send", "approve", "yes", "go", "new", ""]), st.text(max_size=8)
)
PAYLOADS = st.one_of(
    st.tuples(st.sampled_from([*ACTIONS, "zz"]), st.lists(PART, max_size=4)).map(
        lambda one: ":".join([one[0], *one[1]])
    ),
    st.text(max_size=40),
)


def failures(town: Town) -> list[str]:
    with town.looking() as session:
        return list(session.scalars(select(FailedUpdate.traceback)))


@pytest.mark.parametrize("data", DAMAGED)
def test_a_damaged_button_does_nothing_and_says_so(button_town: Town, data: str) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "nominee")
    before = button_town.newest(hoa).draft
    hoa.presses(data)
    assert hoa.toasts[-1].text
    assert button_town.newest(hoa).draft == before
    assert failures(button_town) == []


@pytest.mark.parametrize("name", STAFF_ACTIONS)
def test_a_citizen_cannot_press_what_is_the_reviewers(button_town: Town, name: str) -> None:
    hoa, tu = button_town.citizen("Hoa"), button_town.citizen("Tư")
    submits(hoa)
    forged = {str: "approve", int: "1"}
    tu.presses(":".join([name, *(forged[kind] for kind in ACTIONS[name].arguments)]))
    assert tu.toasts[-1].text == "Việc này chỉ dành cho cán bộ xét duyệt."
    assert (tu.heard, button_town.statuses()) == ([], {"submitted": 1})
    assert len(button_town.record("refused")) == 1


@pytest.mark.parametrize("command", STAFF_COMMANDS, ids=lambda one: one.en)
def test_a_citizen_cannot_say_what_is_the_reviewers(town: Town, command: object) -> None:
    hoa = town.citizen("Hoa")
    hoa.says(f"/{next(one.vi for one in STAFF_COMMANDS if one is command)}")
    assert hoa.heard == ["refused.not_reviewer"]


@pytest.mark.parametrize("text", ["/GIOITHIEU", "/gioithieu@hoadep_bot", " /gioithieu ", "/gioithieu\nxin chào"])
def test_a_command_is_understood_however_it_is_written(town: Town, text: str) -> None:
    hoa = town.citizen("Hoa")
    hoa.says(text)
    assert hoa.heard == ["ask.kind"]


TYPED = st.one_of(
    st.integers(0, 99).map(str),
    st.sampled_from(["Duyệt", "Đồng ý", "Xem thêm", "quay lại", "hủy", "cho duyet", "can bo", "lien ket", "GT26-0001"]),
    st.from_regex(r"(MA )?[A-Z0-9]{4}-[A-Z0-9]{2}", fullmatch=True),
    st.text(max_size=40),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TYPED, max_size=12))
def test_whatever_is_typed_where_all_is_typed_nothing_fails_and_nothing_is_decided(
    zalo_town: Town, texts: list[str]
) -> None:
    # One town for all examples: each adds to what the earlier ones may have broken.
    if not zalo_town.residents:
        zalo_town.reviewer("Lan")
        submits(zalo_town.citizen("Hoa"))
        zalo_town.citizen("Kẻ Lạ")
    zalo_town.passes(minutes=2)
    stranger = list(zalo_town.residents.values())[-1]
    stranger.says("/gioithieu", *texts)

    assert failures(zalo_town) == []
    assert zalo_town.nomination("GT26-0001").status == "submitted"
    assert not any("Hòe" in one.text for one in stranger.messages)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), PAYLOADS), max_size=12))
def test_whatever_is_pressed_or_typed_nothing_fails(button_town: Town, things: list[tuple[bool, str]]) -> None:
    hoa = button_town.citizen("Hoa")
    for pressed, data in things:
        if pressed:
            hoa.presses(data)
        else:
            hoa.says(data)
        hoa.gives(InputKind.TEXT, "/" + "".join(one for one in data if one in string.ascii_letters))
    assert failures(button_town) == []
