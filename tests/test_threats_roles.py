"""Threats 4 and 11: who may do what is one complete table, and a role comes from a one-time invitation alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.actions import ACTIONS
from handlers.commands import COMMANDS
from handlers.messages import InputKind
from storage.models import Invite, Role
from tests.town import Resident, Town, submits

EVERYONE, REVIEWERS, ADMINS = set(Role), {Role.REVIEWER, Role.ADMIN}, {Role.ADMIN}
COMMAND_RIGHTS = {
    "gioithieu": EVERYONE, "tieptuc": EVERYONE, "trangthai": EVERYONE, "tiendo": EVERYONE, "huy": EVERYONE,
    "ngonngu": EVERYONE, "lienket": EVERYONE, "trogiup": EVERYONE, "batdau": EVERYONE,
    "nhanrong": EVERYONE, "diemsang": REVIEWERS, "dotxuat": REVIEWERS, "congbo": REVIEWERS,
    "choduyet": REVIEWERS, "tim": REVIEWERS, "vang": REVIEWERS, "canbo": ADMINS, "moi": ADMINS, "lichsu": ADMINS,
    "guitin": ADMINS, "xemtruoc": ADMINS, "suckhoe": ADMINS, "nhac": REVIEWERS, "nhacnho": EVERYONE,
    "dangky": EVERYONE, "huydangky": EVERYONE,
}  # fmt: skip
ACTION_RIGHTS = {
    "n": ("n:new", EVERYONE), "l": ("l:vi", EVERYONE), "t": ("t", EVERYONE), "m": ("m:1", EVERYONE),
    "lc": ("lc", EVERYONE), "x": ("x:7K3Q-92:yes", EVERYONE), "u": ("u:1", EVERYONE), "uu": ("uu:1", EVERYONE),
    "ht": ("ht:0", EVERYONE), "hr": ("hr:1", EVERYONE), "h": ("h:0", REVIEWERS), "ho": ("ho:1", REVIEWERS),
    "hp": ("hp:1:1", REVIEWERS), "hd": ("hd:1", REVIEWERS), "hn": ("hn:1:7", REVIEWERS), "hc": ("hc:1:yes", REVIEWERS),
    "hb": ("hb:1:still", REVIEWERS), "hq": ("hq:1", REVIEWERS), "hw": ("hw:1", REVIEWERS),
    "a": ("a:2:kind:individual", EVERYONE), "c": ("c:2:kind:back", EVERYONE), "j": ("j:2:story", EVERYONE),
    "r": ("r:approve:1:1", REVIEWERS), "o": ("o:1", REVIEWERS), "v": ("v:1", REVIEWERS), "w": ("w:1", REVIEWERS),
    "q": ("q:0", REVIEWERS), "da": ("da:1:1", REVIEWERS), "dr": ("dr:1:1", REVIEWERS), "dx": ("dx:1:1", REVIEWERS),
    "dv": ("dv:20261224:20270102:0", REVIEWERS), "de": ("de", REVIEWERS), "dm": ("dm:province", ADMINS),
    "ds": ("ds:1", ADMINS), "dq": ("dq:1", ADMINS), "dl": ("dl:1:commune", ADMINS), "dp": ("dp:1", ADMINS),
    "k": ("k:1", ADMINS), "kk": ("kk:999", ADMINS),
    "g": ("g:1:2", REVIEWERS), "gg": ("gg:1:1:2:1", REVIEWERS), "gn": ("gn", REVIEWERS), "gt": ("gt:1:0", REVIEWERS),
    "gu": ("gu:1:1", REVIEWERS), "gx": ("gx:1:1", REVIEWERS),
    "e": ("e:1", REVIEWERS), "et": ("et:1:true:1", REVIEWERS), "ec": ("ec:1", REVIEWERS), "en": ("en:1", REVIEWERS),
    "f": ("f:1", REVIEWERS), "ef": ("ef:1:1", REVIEWERS), "eu": ("eu:1:1", REVIEWERS), "es": ("es:1:1", REVIEWERS),
    "ea": ("ea:1", REVIEWERS), "bn": ("bn", ADMINS), "bp": ("bp:1", ADMINS), "br": ("br:1", ADMINS),
    "bc": ("bc:1", ADMINS), "bx": ("bx:1", ADMINS), "sd": ("sd:kinds:2026-W47", REVIEWERS),
    "i": ("i:1", REVIEWERS), "is": ("is:1:1d", REVIEWERS), "id": ("id:1", REVIEWERS), "iv": ("iv", REVIEWERS),
    "p": ("p:digest:0", EVERYONE), "pa": ("pa:0", EVERYONE), "pq": ("pq", EVERYONE), "pt": ("pt:office", EVERYONE),
    "ys": ("ys", EVERYONE), "yu": ("yu", EVERYONE), "yg": ("yg:1:no", ADMINS), "yn": ("yn:1", REVIEWERS),
    "yx": ("yx:1", REVIEWERS), "yp": ("yp:2026-W47", REVIEWERS),
}  # fmt: skip


def somebody(town: Town, role: Role) -> Resident:
    """Return a person of this role who is writing a story, number 2; number 1 waits for a decision."""
    submits(town.citizen("Hoa"))
    person = town.citizen("Mai") if role is Role.CITIZEN else town.reviewer("Mai", role)
    person.says("/gioithieu")
    return person


def was_refused(person: Resident) -> bool:
    mine = person.town.person(person).id
    return any(
        "refused.not_reviewer" in (one.reason or "") for one in person.town.record("refused") if one.person_id == mine
    )


def test_threat_04_every_command_and_every_button_has_its_row() -> None:
    assert {one.vi for one in COMMANDS} == set(COMMAND_RIGHTS)
    assert set(ACTIONS) == set(ACTION_RIGHTS)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.vi)
def test_threat_04_a_command_is_for_its_roles_alone(town: Town, command: object, role: Role) -> None:
    mai = somebody(town, role)
    words = [getattr(command, language) for language in ("vi", "en")]
    for word in words:
        mai.says(f"/{word}")

    assert was_refused(mai) == (role not in COMMAND_RIGHTS[words[0]])
    assert len(town.record("approve", "revoke")) == 0


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ACTIONS)
def test_threat_04_a_button_is_for_its_roles_alone(button_town: Town, name: str, role: Role) -> None:
    data, who = ACTION_RIGHTS[name]
    mai = somebody(button_town, role)
    mai.presses(data)

    assert was_refused(mai) == (role not in who)


def refusals(town: Town) -> list[str | None]:
    return [one.reason for one in town.record("invite_refused")]


def test_threat_11_an_invitation_works_once(any_town: Town) -> None:
    lan, mai, token = any_town.citizen("Lan"), any_town.citizen("Mai"), any_town.invite()
    for one in (lan, mai, lan):
        one.says(f"/start i_{token}")

    assert [any_town.person(one).role for one in (lan, mai)] == ["reviewer", "citizen"]
    assert mai.heard == ["people.invite_refused"]
    assert refusals(any_town) == ["used", "used"]


def test_threat_11_an_expired_invitation_is_refused(town: Town) -> None:
    lan, token = town.citizen("Lan"), town.invite()
    town.now += timedelta(hours=72)
    lan.says(f"/start i_{token}")

    assert (town.person(lan).role, refusals(town)) == ("citizen", ["expired"])


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "' OR 1=1 --", "../..", "%"])
def test_threat_11_an_unknown_invitation_is_refused(town: Town, token: str) -> None:
    lan = town.citizen("Lan")
    town.invite()
    lan.says(f"/start i_{token}")

    assert (town.person(lan).role, refusals(town)) == ("citizen", ["unknown"])


def test_threat_11_a_forwarded_or_edited_invitation_is_not_opened(button_town: Town) -> None:
    lan, token = button_town.citizen("Lan"), button_town.invite()
    lan.gives(InputKind.TEXT, f"/start i_{token}", forwarded=True)
    lan.gives(InputKind.EDITED, f"/start i_{token}")

    assert button_town.person(lan).role == "citizen"
    lan.says(f"/start i_{token}")
    assert button_town.person(lan).role == "reviewer"


def test_threat_11_the_admins_see_who_opened_it_and_only_its_hash_is_kept(town: Town) -> None:
    admin, lan, token = town.reviewer("Bình", Role.ADMIN), town.citizen("Lan"), town.invite()
    lan.says(f"/start i_{token}")
    with town.looking() as session:
        invite = session.scalars(select(Invite).order_by(Invite.id.desc())).first() or Invite()

    assert "Lan" in admin.last
    assert invite.used_by == town.person(lan).id
    assert len(token) >= 22  # 128 bits
    assert token not in str(vars(invite))


def test_threat_11_an_admin_does_not_use_up_a_reviewers_invitation(town: Town) -> None:
    admin, lan = town.reviewer("Bình", Role.ADMIN), town.citizen("Lan")
    link = f"/start i_{town.invite()}"
    admin.says(link)
    lan.says(link)

    assert admin.heard == ["people.welcome_admin", "people.joined"]
    assert lan.heard == ["people.welcome_reviewer"]
