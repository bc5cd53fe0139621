"""Threat 28: the record is for ever, people's words are not: what is erased is gone from the file as well."""

from pathlib import Path

import pytest
from sqlalchemy import MetaData, func, select, text

from bot.schedule import JOBS
from storage import audit
from storage.db import sqlite_path
from storage.models import Event
from tests.town import Resident, Town, submits, walks_to

NAME, PHONE, WORDS = (
    "Trịnh Thị Canhsen",
    "0987 654 321",
    "Bà Canhsen cho ba hộ nghèo mượn bò giống, nay cả ba hộ đã thoát nghèo.",
)
TRACES = ("Canhsen", "canhsen", "0987654321", "0987 654 321", "chưa đủ Canhsen")


@pytest.fixture
def hoa(button_town: Town) -> Resident:
    return button_town.citizen("Hoa")


def places(town: Town) -> set[str]:
    """Return the tables that have a trace of the words, and the files in which it is left."""
    tables = MetaData()
    with town.looking() as session:
        tables.reflect(session.connection())
        found = {
            table.name
            for table in tables.sorted_tables
            for row in session.execute(select(table))
            if any(trace in str(row) for trace in TRACES)
        }
    town.database.close()  # the last to leave brings the log into the file
    folder = Path(str(sqlite_path(town.database.url))).parent
    inside = [trace.encode() for trace in TRACES] + [ascii(trace)[1:-1].encode() for trace in TRACES]
    return found | {
        path.name for path in folder.glob("town.db*") if any(trace in path.read_bytes() for trace in inside)
    }


def two_months_later(town: Town) -> None:
    town.passes(days=61)
    town.does(lambda voice, due: JOBS["housekeeping"].say(voice, due, {}))


def test_threat_28_a_story_thrown_away_leaves_no_word(button_town: Town, hoa: Resident) -> None:
    walks_to(hoa, "nominee")
    hoa.says(NAME, "Liên Châu", WORDS, "Xong", "Bỏ qua bước này", "Bỏ qua bước này")
    hoa.sends("photo", caption=WORDS)
    hoa.says("Đủ rồi, đi tiếp", NAME, PHONE, "Đồng ý", "Đồng ý")
    assert {"nomination", "outbox", "town.db"} <= places(button_town)

    hoa.says("/huy")
    hoa.taps("Xóa")
    assert "nomination" not in places(button_town)
    two_months_later(button_town)
    assert places(button_town) == set()


def test_threat_28_a_reason_is_erased_with_its_salt_and_the_record_stays_whole(
    button_town: Town, hoa: Resident
) -> None:
    lan = button_town.reviewer("Lan")
    submits(hoa)
    lan.taps("Chưa chọn")
    lan.says("chưa đủ Canhsen")
    lan.taps("Gửi cho người giới thiệu")
    with button_town.looking() as session:
        head, acts = audit.head(session), session.scalar(select(func.count()).select_from(Event))
        session.execute(text("UPDATE event SET reason = NULL, salt = NULL WHERE action = 'decline'"))
    two_months_later(button_town)

    assert places(button_town) == set()
    with button_town.looking() as session:
        assert list(audit.broken_links(session)) == []
        assert (audit.head(session), audit.count(session)) == (head, acts)
