"""The numbers that everybody sees: one year as a funnel, one week beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import event

from storage.db import Database
from storage.models import Kind, Status
from storage.schema import upgrade
from storage.tally import Counts, Tally, by_commune, tally
from storage.weeks import week_of
from tests.builders import ZONE, Ledger, local

COLLECTIVE, INDIVIDUAL = Kind.COLLECTIVE.value, Kind.INDIVIDUAL.value
MONDAY = local("2026-11-23 07:30")


@dataclass(frozen=True)
class Aims:
    collective: int = 14
    individual: int = 6
    fields: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    database = Database(f"sqlite:///{tmp_path / 'town.db'}")
    upgrade(database)
    with database.begin() as session:
        yield Ledger(session)
    database.close()


def counted(ledger: Ledger, *, year: int = 2026, week: str = "2026-11-18 12:00", aims: Aims | None = Aims()) -> Tally:
    fields = ["good_deeds", "health"]
    return tally(ledger.session, year=year, targets=aims, fields=fields, week=week_of(local(week), ZONE), zone=ZONE)


def test_a_year_is_a_funnel_and_only_pilots_count_toward_the_target(ledger: Ledger) -> None:
    first = {"approved": "2026-03-01 09:00"}
    built = {**first, "piloting": "2026-04-01 09:00"}
    ledger.story(None, Status.DRAFT)
    ledger.story("2026-02-01 08:00")
    ledger.story("2026-02-01 08:00", Status.VERIFIED)
    ledger.story("2026-02-01 08:00", Status.DECLINED)
    ledger.story("2026-02-01 08:00", Status.APPROVED, **first)
    ledger.story("2026-02-01 08:00", Status.PILOTING, **built)
    ledger.story("2026-02-01 08:00", Status.RECOGNISED, **built, recognised="2026-10-01 09:00")
    ledger.story("2026-02-01 08:00", Status.DISCONTINUED, **built)

    assert counted(ledger).kinds[INDIVIDUAL] == Counts(
        target=6, piloting=2, recognised=1, approved=3, waiting=2, submitted=7
    )
    assert counted(ledger).kinds[COLLECTIVE] == Counts(target=14)


def test_each_step_belongs_to_the_local_year_in_which_it_was_taken(ledger: Ledger) -> None:
    ledger.story(
        "2025-12-31 23:59", Status.PILOTING, approved="2026-01-01 00:00", piloting="2026-12-31 23:59", kind=COLLECTIVE
    )
    ledger.story("2026-01-01 00:00", Status.APPROVED, approved="2027-01-01 00:00", kind=COLLECTIVE)
    ledger.story("2024-06-01 08:00", kind=COLLECTIVE)

    this, next_year = counted(ledger).kinds[COLLECTIVE], counted(ledger, year=2027, aims=None).kinds[COLLECTIVE]
    assert this == Counts(target=14, piloting=1, approved=1, waiting=1, submitted=1)
    assert next_year == Counts(target=None, approved=1, waiting=1)


def test_a_week_runs_from_monday_to_sunday_on_the_office_s_clock(ledger: Ledger) -> None:
    for moment in ("2026-11-15 23:59", "2026-11-16 00:00", "2026-11-22 23:59", "2026-11-23 00:00"):
        ledger.story(moment)
    told = ledger.story("2026-11-17 08:00", Status.NEEDS_INFO)
    ledger.act(told, "approve", "2026-11-15 23:59")
    ledger.act(told, "approve", "2026-11-16 00:00")
    ledger.act(told, "decline", "2026-11-22 23:59")
    ledger.act(told, "nurture", "2026-11-20 08:00")
    ledger.act(told, "ask_more", "2026-11-20 08:00")
    ledger.act(told, "approve", "2026-11-23 00:00")

    week = counted(ledger).week
    assert (week.iso, week.received, week.approved, week.declined, week.decided) == ("2026-W47", 3, 1, 1, 3)
    assert (week.waiting, week.needs_info) == (4, 1)


def test_communes_have_a_funnel_of_their_own(ledger: Ledger) -> None:
    ledger.story("2026-11-17 08:00", commune="09064")
    ledger.story("2026-11-17 08:00", commune="09064", kind=COLLECTIVE, field="health")
    ledger.story("2026-11-17 08:00", Status.APPROVED, approved="2026-11-18 08:00", commune="08866")
    ledger.story("2025-11-17 08:00", Status.DECLINED, commune="08230")
    ledger.story("2025-11-17 08:00", commune=None)

    assert by_commune(ledger.session, 2026) == {
        "": Counts(waiting=1),
        "08866": Counts(approved=1, submitted=1),
        "09064": Counts(waiting=2, submitted=2),
    }


def test_the_json_is_the_contract_to_the_letter(ledger: Ledger) -> None:
    ledger.story(
        "2026-11-17 08:00", Status.PILOTING, approved="2026-11-18 08:00", piloting="2026-11-19 08:00", field="health"
    )
    ledger.story("2026-11-17 08:00", field="a_field_of_old", kind=COLLECTIVE)

    nothing = {"target": None, "piloting": 0, "recognised": 0, "approved": 0, "waiting": 0, "submitted": 0}
    assert counted(ledger).as_json() == {
        "year": 2026,
        "kinds": {
            "collective": {**nothing, "target": 14, "waiting": 1, "submitted": 1},
            "individual": {**nothing, "target": 6, "piloting": 1, "approved": 1, "submitted": 1},
        },
        "fields": {
            "good_deeds": nothing,
            "health": {**nothing, "piloting": 1, "approved": 1, "submitted": 1},
            "a_field_of_old": {**nothing, "waiting": 1, "submitted": 1},
        },
        "week": {"iso": "2026-W47", "received": 2, "approved": 0, "waiting": 1, "needs_info": 0},
    }


def test_a_field_and_a_commune_may_have_targets_of_their_own(ledger: Ledger) -> None:
    moment = "2026-03-01 08:00"
    ledger.story(moment, Status.PILOTING, approved=moment, piloting=moment, field="health", commune="09064")

    fields = counted(ledger, aims=Aims(fields={"health": 2})).fields
    assert [fields[slug].target for slug in ("good_deeds", "health")] == [None, 2]
    assert fields["health"].percent == 50
    communes = by_commune(ledger.session, 2026, {"08866": 1, "09064": 1})
    assert {code: (one.piloting, one.target) for code, one in communes.items()} == {"09064": (1, 1), "08866": (0, 1)}


def test_the_story_that_waits_longest_is_named_with_its_days(ledger: Ledger) -> None:
    ledger.story("2026-11-01 08:00", Status.NEEDS_INFO)
    ledger.story("2026-11-18 08:00")
    longest = ledger.story("2026-11-12 07:00", Status.VERIFIED)

    oldest = counted(ledger).oldest
    assert oldest is not None
    assert (oldest.code, oldest.submitted_at, oldest.days(MONDAY)) == (longest.code, local("2026-11-12 07:00"), 11)


def test_over_target_is_told_as_it_is() -> None:
    assert (Counts(14, piloting=15).percent, Counts(14, piloting=15).over, Counts(14, piloting=15).left) == (107, 1, 0)
    assert (Counts(14, piloting=7).percent, Counts(14, piloting=7).over, Counts(14, piloting=7).left) == (50, 0, 7)
    assert (Counts(0, piloting=3).percent, Counts(None, piloting=3).percent) == (None, None)
    assert (Counts(None, piloting=3).over, Counts(0, piloting=3).over) == (0, 3)


def test_the_pace_tells_what_is_expected_today_and_where_it_leads(ledger: Ledger) -> None:
    for month in range(1, 8):
        moment = f"2026-{month:02}-05 08:00"
        ledger.story(moment, Status.PILOTING, approved=moment, piloting=moment, kind=COLLECTIVE)
    year = counted(ledger)

    midsummer = year.pace(COLLECTIVE, local("2026-07-02 12:00"))
    assert (midsummer.expected, midsummer.forecast) == (7.0, 14)
    assert year.pace(COLLECTIVE, local("2026-02-02 07:59")).forecast is None  # four weeks after the first story
    assert year.pace(COLLECTIVE, local("2026-02-02 08:00")).forecast == 90
    assert year.pace(INDIVIDUAL, MONDAY).forecast is None
    over = year.pace(COLLECTIVE, local("2027-02-01 08:00"))
    assert (over.expected, over.forecast) == (14.0, 7)
    assert counted(ledger, aims=None).pace(COLLECTIVE, MONDAY).expected is None


def test_a_week_knows_its_name_its_days_and_the_one_before() -> None:
    week = week_of(local("2027-01-03 23:59"), ZONE)
    assert (week.iso, str(week.monday), str(week.sunday)) == ("2026-W53", "2026-12-28", "2027-01-03")
    assert week_of(local("2027-01-04 00:00"), ZONE).before() == week
    assert week.start == local("2026-12-28 00:00")


def test_counting_takes_six_questions_however_much_there_is(ledger: Ledger) -> None:
    for number in range(30):
        ledger.story("2026-11-17 08:00", field=f"field_{number}")
    ledger.session.flush()
    asked: list[str] = []
    event.listen(ledger.session.get_bind(), "before_cursor_execute", lambda *call: asked.append(call[2]))

    assert counted(ledger).week.waiting == 30
    assert len(asked) == 6
