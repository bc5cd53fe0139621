"""Random citizens and officers at once, and after every step: what must hold whatever anybody does.

To add what people can do, write a class with rules beside `Stories` and `Deciding`, and name it among the bases of
`Review`. `REVIEW_MACHINE_RUNS` says how many lives of the office are tried.
"""

import os
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from handlers import heartbeat, pilots, reminders
from handlers.news import OUTCOMES
from handlers.workflow import MOVES, Actor
from storage import audit
from storage.counters import agree
from storage.models import CARED_FOR, Event, FailedUpdate, Nomination, OutboxMessage, Person, Role, Status
from tests.town import Resident, Town, submits

RUNS = int(os.environ.get("REVIEW_MACHINE_RUNS", "12"))
STEPS = 25
CITIZENS = ("Hoa", "Minh")
STAFF = {"Lan": None, "Mai": ["good_deeds"], "Xa": ["health"]}  # with the fields of their scope
# Where acts lead that are no move of the table.
BESIDE: dict[str, Status] = {}

names = st.sampled_from([*STAFF, "Bình"])
numbers = st.integers(0, 50)


class Office(RuleBasedStateMachine):
    """An office with its people, and the ways to do something there."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        folder = self.open.enter_context(TemporaryDirectory())
        self.town = self.open.enter_context(Town.on(f"sqlite:///{Path(folder, 'town.db')}"))
        self.people: dict[str, Resident] = {}
        self.told = 0

    @initialize(channel=st.sampled_from(["telegram", "zalo"]))
    def people_arrive(self, channel: str) -> None:
        self.people["Bình"] = self.town.reviewer("Bình", Role.ADMIN)
        for name, fields in STAFF.items():
            self.people[name] = self.town.reviewer(name, fields=fields)
        for name in CITIZENS:
            self.people[name] = self.town.citizen(name, channel=channel)
            self.people[name].says("/start")

    def teardown(self) -> None:
        self.open.close()

    def shown(self, who: Resident, beginning: str) -> list[str]:
        """Return every button that somebody was ever shown, the newest first."""
        every = (data for message in reversed(who.messages) for _, data in message.buttons)
        return [data for data in dict.fromkeys(every) if data.startswith(beginning)]

    def presses(self, who: Resident, beginning: str, number: int) -> bool:
        """Press one of the buttons that somebody was shown, however old it is; say whether there was one."""
        found = self.shown(who, beginning)
        if found:
            who.presses(found[number % len(found)])
        return bool(found)


class Stories(Office):
    """What citizens do."""

    @rule(name=st.sampled_from(CITIZENS))
    def tells_a_story(self, name: str) -> None:
        citizen = self.people[name]
        if self.told < 6 and not self.town.person(citizen).draft_id:
            self.told += 1
            submits(citizen, nominee=f"bà Thứ {self.told}")
            self.town.passes(minutes=2)

    @rule(name=st.sampled_from(CITIZENS))
    def answers_a_question(self, name: str) -> None:
        citizen = self.people[name]
        if self.town.person(citizen).draft_id:
            citizen.says("/tieptuc")
            citizen.chooses(self.shown(citizen, "n:go:")[0])
            citizen.says("Từ năm 2019 đến nay", "Xong")
            if citizen.channel == "telegram":
                citizen.presses(self.shown(citizen, "c:")[0].rpartition(":")[0] + ":done")

    @rule(name=st.sampled_from([*CITIZENS, *STAFF]))
    def asks_how_it_stands(self, name: str) -> None:
        self.people[name].says("/trangthai", "/tiendo")


class Deciding(Office):
    """What officers do, at any moment and with buttons of any age."""

    @rule(name=names, number=numbers)
    def opens_a_card(self, name: str, number: int) -> None:
        officer = self.people[name]
        officer.says("/choduyet", "/diemsang")
        self.presses(officer, "o:", number)

    @rule(name=names, number=numbers)
    def begins_to_decide(self, name: str, number: int) -> None:
        self.presses(self.people[name], "r:", number)

    @rule(name=names, number=numbers)
    def decides_in_one_go(self, name: str, number: int) -> None:
        officer = self.people[name]
        if self.presses(officer, "r:", number % 4):
            self._fills_in(officer)
            self._confirms(officer)

    @rule(name=names)
    def fills_in(self, name: str) -> None:
        self._fills_in(self.people[name])

    def _fills_in(self, officer: Resident) -> None:
        scene = self.town.person(officer).scene
        words = {"number": "125-QĐ/TU", "date": "20/11/2026", "signer": "Trần Văn Bình"}
        for _ in range(3):
            if scene is None or scene["draft"]["cursor"] == "summary":
                return
            officer.says(words.get(scene["draft"]["cursor"], "Cần thêm số liệu cụ thể"))
            scene = self.town.person(officer).scene

    @rule(name=names)
    def confirms(self, name: str) -> None:
        self._confirms(self.people[name])

    def _confirms(self, officer: Resident) -> None:
        scene = self.town.person(officer).scene
        if scene and scene["draft"]["cursor"] == "summary":
            officer.presses(f"a:{scene['id']}:summary:{scene['form']}")

    @rule(name=names, number=numbers)
    def presses_anything_ever_shown(self, name: str, number: int) -> None:
        self.presses(self.people[name], "", number)

    @rule(name=st.sampled_from([*CITIZENS, *STAFF]), story=st.integers(1, 6), action=st.sampled_from(sorted(MOVES)))
    def forges_a_button(self, name: str, story: int, action: str) -> None:
        if self.people[name].channel == "telegram":
            self.people[name].presses(f"r:{action}:{story}:{story % 3}")


class Caring(Office):
    """What is done after approval."""

    @rule(name=names, number=numbers)
    def changes_owner_or_date(self, name: str, number: int) -> None:
        officer = self.people[name]
        if self.presses(officer, "ho:" if number % 2 else "hd:", number):
            self.presses(officer, "hp:" if number % 2 else "hn:", number)

    @rule(name=names, number=numbers)
    def answers_how_a_model_is(self, name: str, number: int) -> None:
        self.presses(self.people[name], "hb:", number)

    @rule(name=st.sampled_from([*CITIZENS, *STAFF]), story=st.integers(1, 6))
    def does_likewise(self, name: str, story: int) -> None:
        who = self.people[name]
        if not self.town.person(who).scene:
            who.says(f"/nhanrong GT26-000{story}")
            if (self.town.person(who).scene or {}).get("form") == "replicate":
                who.says("Chi hội Phụ nữ", "xã Liên Châu", "Góp quỹ theo quý")
                who.chooses(next(data for _, data in who.messages[-1].buttons if data.endswith(":replicate")))

    @rule(name=names, number=numbers)
    def settles_what_was_declared(self, name: str, number: int) -> None:
        self.presses(self.people[name], "hc:", number)


class Passing(Office):
    """Time, and what it does to processes."""

    @rule(days=st.sampled_from([0.2, 1, 9, 40, 190]))
    def time_passes(self, days: float) -> None:
        self.town.passes(days=days)
        for job in (reminders.remind_reviewers, reminders.nudge_drafts, pilots.remind, heartbeat.ask_owners):
            self.town.does(job)

    @rule()
    def the_process_restarts(self) -> None:
        self.town.restarts()


class Review(Stories, Deciding, Caring, Passing):
    """All of it, and what must hold."""

    def moves(self) -> list[Event]:
        return [one for one in self.town.record() if one.target and one.nomination_id]

    @invariant()
    def no_move_is_illegal(self) -> None:
        at: dict[int | None, str] = {}
        for one in self.moves():
            assert one.source == at.get(one.nomination_id, Status.DRAFT), one.action
            if one.action in MOVES:
                sources, target, _ = MOVES[one.action]
                assert one.source in sources, one.action
                assert one.target == target, one.action
            else:
                assert one.target == BESIDE[one.action], one.action
            at[one.nomination_id] = one.target or ""
        with self.town.looking() as session:
            stories = session.execute(select(Nomination.id, Nomination.status).where(Nomination.code.is_not(None)))
            assert {number: status for number, status in stories} == at  # noqa: C416 (a Row is not a pair)

    @invariant()
    def each_version_was_decided_once(self) -> None:
        versions = Counter((one.nomination_id, one.version) for one in self.moves())
        assert set(versions.values()) <= {1}

    @invariant()
    def nobody_decided_their_own_or_out_of_scope(self) -> None:
        with self.town.looking() as session:
            for one in self.moves():
                story = session.get_one(Nomination, one.nomination_id)
                if one.action in MOVES and MOVES[one.action][2] is Actor.REVIEWER and one.person_id:
                    actor = session.get_one(Person, one.person_id)
                    assert actor.id != story.nominator_id
                    assert actor.role == Role.ADMIN or story.field in (actor.fields or [story.field])

    @invariant()
    def every_citizen_is_told_once_of_each_decision(self) -> None:
        decided = Counter(f"nomination.{OUTCOMES[one.action]}" for one in self.moves() if one.action in OUTCOMES)
        with self.town.looking() as session:
            keys = session.scalars(select(OutboxMessage.key).where(OutboxMessage.once.startswith("decision:")))
            assert Counter(keys) == decided

    @invariant()
    def what_goes_on_has_an_owner_and_a_date(self) -> None:
        with self.town.looking() as session:
            for one in session.scalars(select(Nomination)):
                kept = one.status in CARED_FOR
                assert (one.owner_id is not None, one.next_at is not None) == (kept, kept), one.status

    @invariant()
    def the_record_is_whole_and_the_counters_agree(self) -> None:
        with self.town.looking() as session:
            assert list(audit.broken_links(session)) == []
            assert agree(session, self.town.desk.calendar.zone)

    @invariant()
    def nothing_failed(self) -> None:
        with self.town.looking() as session:
            assert [one.traceback for one in session.scalars(select(FailedUpdate))] == []


Review.TestCase.settings = settings(
    max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
)
TestReview = Review.TestCase
