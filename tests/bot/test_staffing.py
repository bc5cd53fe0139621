"""Inviting staff: a link and a code that work once, for the scope that was named."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage.db import Database
from storage.models import Invite
from tests.bot.conftest import Service
from tests.bot.terminal import Terminal, invitation
from tests.bot.test_cli import assert_explained


def invites(terminal: Terminal) -> list[Invite]:
    database = Database(f"sqlite:///{terminal.folder / 'hoadep.db'}")
    with database.begin() as session:
        found = list(session.scalars(select(Invite).order_by(Invite.id)))
    database.close()
    return found


async def test_the_link_makes_one_person_a_reviewer_once(terminal: Terminal, service: Service) -> None:
    printed = await terminal.runs("invite", "reviewer")
    code = invitation(printed)
    assert f"Link: https://t.me/hoadep_sandbox_bot?start={code}\n" in printed.out

    lan, tu = await service.people.add("Lan"), await service.people.add("Tư")
    await lan.starts(code)
    await lan.hears("đồng chí là cán bộ xét duyệt")
    await tu.says(f"/start {code}")
    await tu.hears("Lời mời này không dùng được nữa")
    await lan.says("/choduyet")
    await lan.hears("Không có bài nào chờ duyệt")
    await tu.says("/choduyet")
    await tu.hears("chỉ dành cho cán bộ xét duyệt")


async def test_the_code_sent_as_a_message_makes_an_admin(terminal: Terminal, service: Service) -> None:
    code = invitation(await terminal.runs("invite", "admin"))
    minh = await service.people.add("Minh")
    await minh.says(f"/start {code}")
    await minh.hears("đồng chí là người quản trị")
    await minh.says("/canbo")
    await minh.hears("1 cán bộ")


def test_without_a_token_there_is_still_a_code(terminal: Terminal) -> None:
    printed = terminal.types("invite", "reviewer")

    assert (printed.code, printed.err) == (0, "")
    assert "send the code instead" in printed.out
    assert f"Code: /start {invitation(printed)}\n" in printed.out
    assert invitation(printed) not in (terminal.folder / "hoadep.db").read_bytes().decode("latin-1")


def test_an_invitation_has_a_scope_and_an_end(terminal: Terminal) -> None:
    began = datetime.now(UTC)
    assert terminal.types("invite", "reviewer").code == 0
    scope = ("--commune", "xã Liên Châu", "--commune", "08914", "--commune", "09064", "--field", "education")
    assert terminal.types("invite", "reviewer", *scope, "--expires", "2w").code == 0
    assert terminal.types("invite", "admin", "--expires", "36h").code == 0

    found = [(one.role, one.level, one.communes, one.fields) for one in invites(terminal)]
    lasts = [round((one.expires_at - began) / timedelta(hours=1)) for one in invites(terminal)]
    assert found == [
        ("reviewer", "province", None, None),
        ("reviewer", "province", ["09064", "08914"], ["education"]),
        ("admin", "province", None, None),
    ]
    assert lasts == [72, 336, 36]


@pytest.mark.parametrize(("levels", "notes"), [('["province"]', 1), ('["commune", "province"]', 0)])
def test_somebody_of_the_commune_is_invited(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, levels: str, notes: int
) -> None:
    monkeypatch.setenv("HOADEP_REVIEW__LEVELS", levels)
    printed = terminal.types("invite", "reviewer", "--level", "commune", "--commune", "xã Liên Châu")

    assert (printed.code, [(one.level, one.communes) for one in invites(terminal)]) == (0, [("commune", ["09064"])])
    assert printed.out.count("the commune level is off") == notes


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--expires", "soon"), ("'soon'", "72h, 7d or 2w")),
        (("--expires", "0d"), ("'0d'", "72h, 7d or 2w")),
        (("--expires", "-1d"), ("'-1d'",)),
        (("--commune", "99999"), ("'99999'", "phu_tho.csv")),
        (("--commune", "09064", "--commune", "Đại Tự"), ("'Đại Tự'", "phu_tho.csv")),
        (("--commune", "Đông Chàm, Liên Châu"), ("phu_tho.csv",)),
        (("--field", "gardening"), ("'gardening'", "household_economy", "other")),
        (("--level", "district"), ("district", "province", "commune")),
    ],
)
def test_bad_options_are_explained_and_invite_nobody(
    terminal: Terminal, options: tuple[str, ...], words: tuple[str, ...]
) -> None:
    assert terminal.types("migrate").code == 0

    assert_explained(terminal.types("invite", "reviewer", *options), *words)
    assert invites(terminal) == []
