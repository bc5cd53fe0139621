"""How two accounts are linked: the code from one, typed on the other."""

import re

from sqlalchemy import func, select

from storage import audit
from storage.models import Account, FailedUpdate, Person, Role
from tests.town import Resident, Town

CODE = re.compile(r"MA (\w{4}-\w{2})")


def gets_code(resident: Resident) -> str:
    """Return the code with which another account can be linked to this one's."""
    resident.says("/lienket")
    resident.taps("Lấy mã liên kết")
    found = CODE.search(resident.last)
    assert found, resident.last
    return found[0]


def links(owner: Resident, joined: Resident) -> None:
    """Link two accounts; where the second is an officer's, the code is its own, for it takes nobody's."""
    if is_officer(joined):
        owner, joined = joined, owner
    joined.says(gets_code(owner))
    joined.taps("Đúng, cả hai là của tôi")


def is_officer(resident: Resident) -> bool:
    with resident.town.looking() as session:
        whose = select(Person.role).join(Account, Account.person_id == Person.id)
        return session.scalar(whose.where(Account.external_id == resident.id)) in {Role.REVIEWER, Role.ADMIN}


def unlinks(here: Resident) -> None:
    """Take the other account apart."""
    here.says("/lienket")
    here.taps("Tách ", "Đúng, tách ra")


def pair(town: Town, name: str = "Hoa", *, reviewer: str = "", role: Role = Role.REVIEWER) -> tuple[Resident, Resident]:
    """Return somebody's accounts on Telegram and on Zalo, not linked; one may be a reviewer's."""
    made = (
        town.reviewer(name, role, channel=channel) if channel == reviewer else town.citizen(name, channel=channel)
        for channel in ("telegram", "zalo")
    )
    telegram, zalo = made
    return telegram, zalo


def is_whole(town: Town) -> bool:
    """Say whether the record is unbroken and nothing had to be set aside."""
    with town.looking() as session:
        failed = session.scalar(select(func.count()).select_from(FailedUpdate))
        return failed == 0 and list(audit.broken_links(session)) == []
