"""Offices that are at work already: opened anew in memory for each history, with all that was told and decided there.

To tell ten stories takes a hundred times as long as to copy the database in which they are told.
"""

import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handlers.office import Quorum
from storage.db import Database
from storage.models import Role
from tests.handlers.office_machine.hands import Hands
from tests.handlers.office_machine.witness import Witness
from tests.handlers.offices import TWO
from tests.town import Resident, Town, submits, tells

ME_TOO = "Tôi cũng muốn kể"
COMMUNE = "09064"  # Liên Châu
# Who told of whom, and what was decided by now. Somebody of the staff has the name of the third; the last one tells
# of the first case as well.
TOLD = (
    ("Hoa", "bà Nguyễn Thị Hòe", ""),
    ("Minh", "ông Trần Văn Ba", ""),
    ("Tư", "bà Nguyễn Thị Tâm", ""),
    ("Hoa", "bà Lê Thị Lộc", "ask_more"),
    ("Minh", "ông Phạm Văn Năm", "approve"),
    ("Tư", "bà Đinh Thị Sáu", "nurture"),
    ("Hoa", "ông Hà Văn Sang", "pilot"),
    ("Minh", "ông Cao Xuân Tám", "decline"),
    ("Tư", "Nguyen Thi Hoe", ""),
)
# What somebody has told up to the last step; three of these are testimonies to the cases above.
UNSENT = (("Hoa", "Tran Van Ba"), ("Minh", "Ha Van Sang"), ("Tư", "bà Mạc Thị Chín"), ("Phạm Mai", "Nguyen Thi Hoe"))
PHONES = {"Hoa": "0912 345 670", "Minh": "0912 345 671", "Tư": "0912 345 672", "Phạm Mai": "0912 345 671"}


@dataclass(frozen=True)
class Setting:
    """How an office decides."""

    quorum: int = 1
    two_levels: bool = False
    careful: bool = False  # decisions can be taken back for a while, pilots need the clearance

    def review(self) -> dict[str, Any]:
        return {
            "levels": TWO if self.two_levels else TWO[1:],
            "quorum": Quorum(commune=min(self.quorum, 2), province=self.quorum),
            "undo_minutes": 10 if self.careful else 0,
            "clearance": self.careful,
        }


@dataclass(frozen=True)
class Template:
    """An office as it was when its first history begins."""

    database: sqlite3.Connection
    town: Town
    witness: Witness


def opened(setting: Setting) -> tuple[Town, Witness]:
    """Open an office: a new town with all that the template remembers."""
    kept, live = _template(setting), _live()
    connection = live.engine.raw_connection()
    kept.database.backup(connection.driver_connection)  # type: ignore[arg-type]
    connection.close()
    town = Town(live, kept.town.desk)
    town.now, town.numbers = kept.town.now, count(1_000_000)
    for one in kept.town.residents.values():
        town.residents[one.id] = replace(one, town=town, messages=list(one.messages), toasts=[])
    return town, kept.witness.again()


@cache
def _live() -> Database:
    """Return the one database of this process: what it has compiled stays good for every history."""
    return Database("sqlite://")


@cache
def _template(setting: Setting) -> Template:
    with ExitStack() as stack:
        file = Path(stack.enter_context(TemporaryDirectory()), "office.db")
        town = stack.enter_context(Town.on(f"sqlite:///{file}", **setting.review()))
        _people_arrive(town, setting)
        _stories_are_told(town)
        witness = Witness(town.desk)
        with town.looking() as session:
            witness.looks(session, town.now, list(town.residents.values()))
        memory = sqlite3.connect(":memory:")
        stack.enter_context(sqlite3.connect(file)).backup(memory)
        return Template(memory, town, witness)


def _people_arrive(town: Town, setting: Setting) -> None:
    town.reviewer("Trần Bình", Role.ADMIN)
    for name, channel in (("Lê Lan", ""), ("Phạm Mai", ""), ("Nguyễn Thị Tâm", ""), ("Võ Sơn", "zalo")):
        town.reviewer(name, channel=channel)
    town.reviewer("Đỗ Xa", fields=["health"])
    if setting.two_levels:
        town.reviewer("Bùi Chi", level="commune", communes=[COMMUNE])
        town.reviewer("Hồ Cúc", level="commune")
        town.reviewer("Lý Dần", level="commune", communes=["08866"])
    for name, channel in (("Hoa", ""), ("Minh", "zalo"), ("Tư", "")):
        town.citizen(name, channel=channel)


def named(town: Town, name: str) -> Resident:
    return next(one for one in town.residents.values() if one.name == name)


def _stories_are_told(town: Town) -> None:
    for who, nominee, _ in TOLD:
        submits(named(town, who), nominee=nominee, phone=PHONES[who], same=ME_TOO)
        town.passes(minutes=2)
    for who, nominee in UNSENT:
        tells(named(town, who), nominee=nominee, phone=PHONES[who], same=ME_TOO)
    for ref, (_, _, action) in enumerate(TOLD, 1):
        for one in ("approve", "pilot") if action == "pilot" else filter(None, [action]):
            _staff_decide(town, one, ref)
            town.passes(minutes=11)


def _staff_decide(town: Town, action: str, ref: int) -> None:
    """Let everybody have a go, until it is decided."""
    hands, staff = Hands(town), [one for one in town.residents.values() if " " in one.name]
    for one in ("verify", action):
        for who in staff:
            story = hands.row(ref)
            if story and story.status in {"submitted", "verified", "approved"} and story.status != f"{action}d":
                hands.acts(who, "et:{ref}:clearance:1", ref)
                hands.decides(who, one, ref)
    story = hands.row(ref)
    assert story
    assert story.status not in {"submitted", "verified"}, action
