"""Nothing that people wait for reads a whole table: a million stories must not slow a conversation down."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from handlers import digest
from handlers.turn import Voice
from storage import heartbeats, nominations, pilots, replications
from storage.models import Person
from storage.tally import by_commune
from storage.weeks import week_of
from tests.town import AS_SHIPPED, Town, submits

# Read whole on purpose: they hold a handful of rows, or an index holds nothing but the rows that are wanted.
SMALL = {
    "counter",
    "sqlite_sequence",
    "alembic_version",
    "occurrence",
    "invite",
    "ix_outbox_open",
    "ix_attachment_due",
    "CONSTANT",
}
SMALL |= {
    f"ix_nomination_{name}"
    for name in ("waiting", "waiting_in", "oldest", "forgotten", "built", "asked", "unannounced", "urgent")
}
FROM_THE_END = {"event"}  # the newest act, by its number
TOWNS_OWN = "WHERE outbox.state = ?"  # the tests' delivery, which is not ours
ASKS = ("SELECT", "UPDATE", "DELETE")
WHOLE = re.compile(r"^SCAN (\w+)(?:.* INDEX (\w+))?")


@contextmanager
def asked(town: Town) -> Iterator[list[tuple[str, Any]]]:
    """Collect the statements that a database is given."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *rest: Any) -> None:
        if TOWNS_OWN not in statement:
            statements.append((statement, values[0] if rest[-1] else values))

    event.listen(town.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(town.database.engine, "before_cursor_execute", note)


def whole_tables(town: Town, statements: list[tuple[str, Any]]) -> set[tuple[str, str]]:
    """Return the statements that read a whole table or index, with what SQLite says of them."""
    found = set()
    with town.database.engine.connect() as connection:
        for statement, values in dict(one for one in statements if one[0].startswith(ASKS)).items():
            for *_, step in connection.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall():
                read = WHOLE.match(step)
                if read and not {read[1], read[2]} & (SMALL | FROM_THE_END):
                    found.add((statement, step))
    return found


def test_no_step_of_a_conversation_reads_a_whole_table(button_town: Town) -> None:
    button_town.works_with(**AS_SHIPPED)
    hoa, lan = button_town.citizen("Hoa"), button_town.reviewer("Lan", communes=["09064"])
    with asked(button_town) as statements:
        submits(hoa)
        hoa.says("/trangthai", "/gioithieu")
        lan.says("/choduyet", "/tiendo", "GT26-0001")
        lan.taps("Cần bổ sung")
        lan.says("Năm nào?")
        lan.taps("Gửi cho người giới thiệu")
        lan.taps("Gửi ngay")
        hoa.taps("Trả lời ngay")
        hoa.says("Năm 2019 bà bắt đầu nuôi bò, đến năm 2024 thì thoát nghèo.")
        hoa.taps("Gửi cho cán bộ")
        lan.says("GT26-0001")
        lan.taps(
            "Việc khác", "Đề nghị khen thưởng đột xuất", "Phiếu 6 dòng", "thật", "Về thẻ", "Việc khác", "Ghi chú nội bộ"
        )
        lan.says("Đã gọi cho xã", "/dotxuat", "/congbo")
        lan.taps("Duyệt", "Đúng, duyệt", "Hoàn tác")

    assert len(statements) > 100
    assert whole_tables(button_town, statements) == set()


def test_no_number_and_no_queue_is_found_by_reading_all_stories(button_town: Town) -> None:
    reviewers = [
        Person(id=9, role="reviewer", communes=communes, fields=fields)
        for communes in (None, ["09064"], ["09064", "08866"])
        for fields in (None, ["health"])
    ]
    with asked(button_town) as statements, button_town.looking() as session:
        by_commune(session, 2026)
        nominations.waiting(session)
        nominations.forgotten_drafts(session, button_town.now)
        nominations.asked(session)
        for reviewer in reviewers:
            nominations.queue_length(session, reviewer)
            nominations.queue_page(session, reviewer, 5, 5)
            nominations.held_in(session, reviewer)
            session.flush()

    assert whole_tables(button_town, statements) == set()
    queues = [one for one in statements if "nominator_id !=" in one[0]]
    assert len(queues) == 2 * len(reviewers)
    with button_town.database.engine.connect() as connection:
        for statement, values in queues:
            plan = str(connection.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall())
            assert "COVERING INDEX ix_nomination_waiting" in plan


def test_what_is_looked_after_and_what_is_due_is_found_without_reading_all_stories(button_town: Town) -> None:
    reviewers = [Person(id=9, role="reviewer", communes=communes) for communes in (None, ["09064"])]
    with asked(button_town) as statements, button_town.looking() as session:
        pilots.due(session, button_town.now)
        heartbeats.due(session, button_town.now)
        heartbeats.undated(session)
        heartbeats.silent(session, [1, 2], button_town.now)
        replications.spread(session, [1, 2])
        nominations.recognised(session, "collective", 5)
        for reviewer in reviewers:
            pilots.count(session, reviewer)
            pilots.page(session, reviewer, 5, 5)

    assert whole_tables(button_town, statements) == set()


def test_the_weekly_digest_reads_no_whole_table(button_town: Town) -> None:
    button_town.reviewer("Lan")
    submits(button_town.citizen("Hoa"))
    monday = week_of(button_town.now, button_town.desk.calendar.zone).start
    with asked(button_town) as statements, button_town.looking() as session:
        digest.send(Voice(session, button_town.desk, button_town.now), monday, {})

    assert len(statements) > 20
    assert whole_tables(button_town, statements) == set()
