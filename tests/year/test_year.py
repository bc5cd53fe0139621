"""A year of the office, with its holidays, its absences and two outages: nobody is forgotten, nobody is woken.

What is expected is worked out from the facts alone. The whole is compared with tests/data/year.md, which a person can
read: `YEAR_REWRITE=1` writes it anew.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select

from storage.models import Account, Lane
from tests.town import ROOT
from tests.year import facts
from tests.year.office import Said, Year, heard, of_field, opened
from tests.year.transcript import lines

GOLDEN = ROOT / "tests" / "data" / "year.md"
TO_THE_MORNING = timedelta(hours=10)  # longer than a night
TO_A_LOOK = timedelta(hours=15, minutes=30)  # the longest that this year's clock leaves out jobs that run often


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with opened(f"sqlite:///{tmp_path_factory.mktemp('year') / 'year.db'}") as town:
        town.lives(facts.utc(facts.at(facts.LAST, facts.NIGHT[0])))
        heard(town)
        yield town


@pytest.fixture
def said(year: Year) -> list[Said]:
    return [one for one in year.said if not one.edit]


def staff(year: Year) -> set[str]:
    return {one.id for one in (*year.reviewers, *year.admins)}


@pytest.mark.timeout(900)
def test_everybody_on_the_staff_gets_each_of_the_53_digests_once_and_in_time(year: Year, said: list[Said]) -> None:
    expected, got = facts.digests(), defaultdict(list)
    chats = {str(person): chat for chat, person in numbers(year).items()}
    for one in said:
        name, _, rest = one.once.partition(":")
        week, _, person = rest.partition(":")
        if name == "digest" and person in chats:
            got[week].append(one)
    assert len(expected) == 53
    assert set(got) == set(expected)
    for week, moment in expected.items():
        assert Counter(one.chat for one in got[week]) == dict.fromkeys(staff(year), 1), week
        assert {one.at.replace(second=0, microsecond=0) for one in got[week]} == {facts.utc(moment)}, week


def test_what_an_outage_held_up_says_so(said: list[Said]) -> None:
    outage = facts.OUTAGES[0]
    late = [one for one in said if one.once.startswith("digest:2026-W33:") and one.once.count(":") == 2]
    assert {one.at.replace(microsecond=0) for one in late} == {facts.utc(outage[1])}
    assert all("muộn" in one.text for one in late)
    others = [one for one in said if one.once.startswith("digest:2026-W34:")]
    assert not any("muộn" in one.text for one in others)


def test_nobody_is_woken_and_no_staff_disturbed_on_a_day_off(year: Year, said: list[Said]) -> None:
    assert [one for one in said if facts.is_night(one.at)] == []
    mine = staff(year)
    assert [one for one in said if one.chat in mine and not facts.works(one.day)] == []
    assert [one for one in said if facts.is_down(one.at)] == []


def test_nothing_is_said_twice(said: list[Said]) -> None:
    rows = Counter(one.row for one in said)
    keys = Counter(one.once for one in said if one.once)
    same = Counter((one.chat, one.key, one.text, one.day) for one in said if not one.key.startswith("digest."))
    for counted in (rows, keys, same):
        assert [what for what, times in counted.items() if times > 1] == []


def test_every_citizen_hears_of_each_decision_once_by_the_next_morning(said: list[Said]) -> None:
    told = [one for one in said if one.key in {"nomination.approved", "nomination.declined"}]
    decided = [
        story for story in facts.stories() if story.decided and story.decided < facts.at(facts.LAST, facts.DIGEST)
    ]
    assert len(told) == len(decided)
    moments = sorted(facts.utc(one.decided) for one in decided if one.decided)
    waits = zip(sorted(one.at for one in told), moments, strict=True)
    assert all(timedelta() <= at - moment <= TO_THE_MORNING for at, moment in waits)


def test_no_story_that_waits_is_forgotten(year: Year, said: list[Said]) -> None:
    """Whoever reviews its field, and is here, hears of a story on its first working day of waiting, once a day."""
    reminders = defaultdict(set)
    for one in said:
        if one.lane is Lane.REMINDER:
            reminders[one.day].add(one.chat)
    for story in facts.stories():
        day = facts.next_working(story.told.astimezone(facts.ZONE).date())
        morning = facts.at(day, facts.LADDER)
        if facts.is_down(morning) or (story.decided and story.decided <= morning):
            continue
        here = [number for number in of_field(story.field) if not facts.is_away(number, day)]
        assert {year.reviewers[number].id for number in here} & reminders[day], story


def test_nobody_who_is_away_is_reminded_of_work(year: Year, said: list[Said]) -> None:
    reminded = {(one.chat, one.day) for one in said if one.key.startswith("reminder.waiting")}
    away = {
        (reviewer.id, day)
        for number, reviewer in enumerate(year.reviewers)
        for day in facts.days()
        if facts.is_away(number, day)
    }
    assert reminded & away == set()


def test_whoever_left_a_draft_is_asked_once_a_day_later(year: Year, said: list[Said]) -> None:
    left = [one for one in year.residents.values() if one.name.startswith("Người bỏ dở")]
    asked = {one.id: [say for say in said if say.chat == one.id and say.once.startswith("nudge:")] for one in left}
    assert {len(found) for found in asked.values()} == {1}
    for one, moment in zip(left, facts.abandoned(), strict=True):
        due = facts.utc(facts.after_holidays(moment + timedelta(hours=24)))
        assert due <= asked[one.id][0].at <= due + TO_A_LOOK


def test_the_year_reads_as_written_down(year: Year) -> None:
    text = "\n".join(lines([one for one in year.said if not one.edit], names(year))) + "\n"
    if os.environ.get("YEAR_REWRITE") == "1":
        Path(GOLDEN).write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def names(year: Year) -> dict[str, str]:
    """Return a short name for each chat."""
    short = {one.id: f"R{number:02d}" for number, one in enumerate(year.reviewers)}
    short |= {one.id: f"A{number}" for number, one in enumerate(year.admins)}
    others = [one for one in year.residents.values() if one.id not in short]
    return short | {one.id: f"C{number:03d}" for number, one in enumerate(others)}


def numbers(year: Year) -> dict[str, int]:
    """Return the person of each chat."""
    with year.looking() as session:
        return dict(session.execute(select(Account.chat_id, Account.person_id)).all())
