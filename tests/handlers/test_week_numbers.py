"""A week counted later is the week as it was counted at its end, whatever happened to its stories since."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from handlers import digest_numbers, hastening, merging, moves, progress, undo
from handlers.messages import Input, InputKind
from handlers.turn import Turn, Voice
from handlers.workflow import MOVES, NotAllowed, moves_from
from storage import as_of, audit, counters, week_reports
from storage.models import WAITING, Account, Event, Kind, Nomination, Role, Status
from storage.week_numbers import WeekNumbers
from storage.weeks import Week, week_named, week_of
from tests.builders import ZONE, Ledger, local
from tests.town import Town, submits

BEGIN = local("2026-11-02 00:00")
ANSWERS = {"reason": "Cần thêm số liệu", "number": "125-QĐ/TU", "date": "2026-01-05", "signer": "Bình", "found": "yes"}
COMMUNES = ("09064", "08866", None)
FIELDS = ("health", "good_deeds")
WEEKS = 4

act = st.tuples(st.integers(0, 5), st.integers(0, 8), st.integers(1, 30))  # which story, which act, hours later
lives = st.lists(act, min_size=5, max_size=60)


@dataclass
class Office:
    """A reviewer at work, without the chat: acts happen at the moments that are wanted."""

    town: Town
    at: datetime = BEGIN
    stories: list[int] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)  # the weeks' numbers, counted at their ends

    @classmethod
    @contextmanager
    def opened(cls) -> Iterator["Office"]:
        with TemporaryDirectory() as folder, Town.on(f"sqlite:///{Path(folder, 'town.db')}") as town:
            town.now = BEGIN - timedelta(days=20)
            town.reviewer("Lan")
            town.reviewer("Mai", fields=["health"])
            town.reviewer("Bình", Role.ADMIN)
            yield cls(town)

    def lives(self, which: int, choice: int, hours: int) -> None:
        """Let some time pass, over the ends of weeks, and something happen."""
        after = self.at + timedelta(hours=hours)
        while (week := week_of(self.at, ZONE)).end <= after:
            self.at = week.end
            self.told[week.iso] = self.counts(week)
        self.at = after
        with self.town.looking() as session:
            turn = self.turn(session)
            if which >= len(self.stories):
                self.stories.append(self.tells(turn, choice))
            else:
                self.acts(turn, session.get_one(Nomination, self.stories[which]), choice)

    def counts(self, week: Week) -> dict[str, Any]:
        with self.town.looking() as session:
            return week_reports.as_json(digest_numbers.counted(Voice(session, self.town.desk, self.at), week))

    def turn(self, session: Session) -> Turn:
        account = session.scalars(select(Account).where(Account.name == "Lan")).one()
        return Turn(Voice(session, self.town.desk, self.at), account, Input("telegram", "0", InputKind.TEXT))

    def tells(self, turn: Turn, choice: int) -> int:
        book = Ledger(turn.session, numbers=count(500 + 10 * len(self.stories)))
        place = {"commune": COMMUNES[choice % 3], "hamlet": None, "typed": "x"}
        story = book.story(
            turn.desk.calendar.local(self.at).replace(tzinfo=None).isoformat(),
            kind=list(Kind)[choice % 2],
            field=FIELDS[choice % 2],
            commune=place["commune"],
            checks={"clearance": 1},
            version=1,
            answers={"place": place, "sender": "Hoa"},
        )
        audit.record(turn.session, "submit", self.at, nomination=story, source="draft", target="submitted")
        return story.id

    def acts(self, turn: Turn, story: Nomination, choice: int) -> None:
        """Do one of the things that can be done with a story as it is."""
        possible = [*moves_from(story.status, urgent=story.urgent)]
        possible += ["undo"] * (story.before is not None)
        possible += ["lane"] * (story.field == "good_deeds" and story.status in (*WAITING, Status.APPROVED))
        possible += ["answer"] * (story.status == Status.NEEDS_INFO)
        possible += ["part"] if story.status == Status.MERGED else ["merge"]
        wanted = possible[choice % len(possible)]
        try:
            self.does(turn, story, wanted)
        except NotAllowed:
            return

    def does(self, turn: Turn, story: Nomination, wanted: str) -> None:
        other = turn.session.get_one(Nomination, self.stories[0])
        match wanted:
            case "undo":
                undo._put_back(turn, story)
            case "lane":
                hastening._change(turn, story)
            case "answer":
                story.status, story.status_at, story.version = Status.SUBMITTED, self.at, story.version + 1
                story.before = None
                audit.record(turn.session, "go_on", self.at, nomination=story, source="needs_info", target="submitted")
                counters.count_move(turn.session, story, Status.NEEDS_INFO, ZONE)
            case "merge":
                merging.check_merge(turn, story, other)
                merging.join(turn, story, other, "merge")
            case "part":
                merging.part(turn, story, other)
            case _:
                moves.make(turn, story, wanted, {**ANSWERS, "how": "đã đến nơi"})


def test_every_act_that_moves_a_story_is_known() -> None:
    assert set(as_of.MOVING) == {*MOVES, "withdraw", audit.UNDO}
    assert {hastening.urgent.ON, hastening.urgent.OFF} == set(as_of.LANES)


@settings(max_examples=10, deadline=None)
@given(lives)
def test_a_week_counted_later_is_the_week_as_it_was(life: list[tuple[int, int, int]]) -> None:
    with Office.opened() as office:
        for one in life:
            office.lives(*one)
        office.at += timedelta(days=8)

        for iso, told in office.told.items():
            week = week_named(iso, office.town.desk.calendar.zone)
            assert week is not None
            assert office.counts(week) == told
        with office.town.looking() as session:
            assert counters.agree(session, ZONE)


@settings(max_examples=5, deadline=None)
@given(lives)
def test_at_its_end_a_week_tells_what_the_chat_tells(life: list[tuple[int, int, int]]) -> None:
    with Office.opened() as office:
        for one in life:
            office.lives(*one)
        week = week_of(office.at, ZONE)
        office.at = week.end
        with office.town.looking() as session:
            voice = Voice(session, office.town.desk, week.end)
            numbers, live = digest_numbers.counted(voice, week), progress.numbers(voice, week)

    assert (numbers.tally.kinds, numbers.tally.fields, numbers.tally.urgent) == (live.kinds, live.fields, live.urgent)
    assert (numbers.tally.week, numbers.tally.oldest) == (live.week, live.oldest)
    assert numbers.flow.approved == live.week.approved
    assert numbers.weeks[-1] == live.week.received


def of_week(town: Town, at: str, iso: str = "2026-W47") -> WeekNumbers:
    week = week_named(iso, town.desk.calendar.zone)
    assert week is not None
    with town.looking() as session:
        return digest_numbers.counted(Voice(session, town.desk, local(at)), week)


def test_who_is_waited_for_is_told_as_of_the_end(any_town: Town) -> None:
    town = any_town
    town.now = local("2026-11-11 09:00")
    lan, mai = town.reviewer("Lan"), town.reviewer("Mai", fields=["health"])
    submits(town.citizen("Hoa"))
    town.now = local("2026-11-20 09:00")
    submits(town.citizen("An"), nominee="ông Hà Văn Sang")
    at_its_end = of_week(town, "2026-11-23 00:00")
    town.now = local("2026-11-23 07:00")
    lan.says("GT26-0001")
    lan.taps("Duyệt", "Đúng, duyệt")

    assert of_week(town, "2026-11-23 09:00").owed == at_its_end.owed
    (owed,) = at_its_end.owed
    assert (owed.count, owed.since, owed.overdue) == (2, local("2026-11-11 09:00"), 1)
    assert owed.person == town.person(lan).id != town.person(mai).id
    assert (at_its_end.ages.median, at_its_end.ages.oldest) == (7.5, 12)


def test_what_is_deleted_leaves_the_week_it_was_told_in(any_town: Town) -> None:
    town = any_town
    with town.looking() as session:
        book = Ledger(session)
        story = book.story("2026-11-17 08:00")
        book.act(story, "decline", "2026-11-23 08:00", source="submitted", target="declined")
        session.execute(delete(Nomination).where(Nomination.id == story.id))
        session.execute(delete(counters.Standing))

    assert of_week(town, "2026-11-24 00:00").flow.received == 0


def test_the_weeks_of_a_year_begin_anew_with_the_first(button_town: Town) -> None:
    with button_town.looking() as session:
        book = Ledger(session)
        for day in ("2026-12-27", "2026-12-28", "2027-01-03", "2027-01-04", "2027-01-10"):
            book.story(f"{day} 12:00")

    last, first = of_week(button_town, "2027-01-04 07:30", "2026-W53"), of_week(button_town, "2027-01-11", "2027-W01")
    assert (last.year, len(last.weeks), last.weeks[-2:], last.is_finished) == (2026, 53, [1, 2], True)
    assert (first.year, list(first.weeks), first.before.received, first.is_finished) == (2027, [2], 2, False)
    assert (last.funnel().submitted, first.funnel().submitted) == (2, 3)  # the year is the calendar's


def test_a_week_before_the_first_story_is_empty_and_has_no_forecast(button_town: Town) -> None:
    numbers = of_week(button_town, "2026-11-23 07:30")
    assert (numbers.flow, numbers.owed, numbers.days_to_decide, numbers.tally.oldest) == (
        numbers.before,
        (),
        None,
        None,
    )
    assert numbers.pace(Kind.COLLECTIVE).forecast is None
    assert set(numbers.weeks) == {0}


@pytest.mark.parametrize(("first", "forecast"), [("2026-10-26 00:01", None), ("2026-10-26 00:00", 2)])
def test_a_forecast_takes_four_weeks_of_stories(button_town: Town, first: str, forecast: int | None) -> None:
    with button_town.looking() as session:
        Ledger(session).story(first, Status.PILOTING, approved=first, piloting=first)
    assert of_week(button_town, "2026-11-23 07:30").pace(Kind.INDIVIDUAL).forecast == forecast


def test_days_to_a_decision_are_the_median_of_those_that_stand(any_town: Town) -> None:
    with any_town.looking() as session:
        book = Ledger(session)
        for sent, decided in (("16 08:00", "17 08:00"), ("16 08:00", "20 08:00"), ("16 08:00", "22 08:00")):
            story = book.story(f"2026-11-{sent}", Status.DECLINED)
            book.act(story, "decline", f"2026-11-{decided}", source="submitted", target="declined")
        story.version += 1
        book.act(story, audit.UNDO, "2026-11-22 08:05", source="declined", target="submitted")
        assert session.scalars(select(Event.version)).all() == [0, 0, 0, 1]

    numbers = of_week(any_town, "2026-11-23 00:00")
    assert (numbers.flow.decided, numbers.days_to_decide) == (2, 2.5)


def test_a_week_survives_being_written_down(any_town: Town) -> None:
    submits(any_town.citizen("Hoa"))
    any_town.reviewer("Lan")
    numbers = of_week(any_town, "2026-11-30 00:00", "2026-W48")
    with any_town.looking() as session:
        for _ in range(2):
            week_reports.keep(session, numbers, any_town.now)
    with any_town.looking() as session:
        assert week_reports.told(session, "2026-W48", ZONE) == numbers
        assert week_reports.told(session, "2026-W47", ZONE) is None
