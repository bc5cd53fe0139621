"""What citizens and officers may try at any moment, with or without the right to it. One class for each side of it."""

from dataclasses import replace
from itertools import islice

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from handlers import asking, heartbeat, pilots, reminders
from handlers.messages import Input, InputKind
from storage.models import Role
from tests.handlers.office_machine.office import DECISIONS, TELLERS, Office, numbers, staff, stories
from tests.town import submits

JOBS = (asking.go_on_without, reminders.remind_reviewers, reminders.nudge_drafts, pilots.remind, heartbeat.ask_owners)


class Telling(Office):
    """What citizens do."""

    @rule(name=st.sampled_from(TELLERS))
    def sends_what_was_told(self, name: str) -> None:
        self.hands.sends(self.who(name))

    @rule(name=st.sampled_from(TELLERS), ref=stories)
    def answers_a_question(self, name: str, ref: int) -> None:
        asked = [one for one, story in self.witness.book.stories.items() if story.status == "needs_info"]
        self.hands.answers(self.who(name), asked[ref % len(asked)] if asked else ref)

    @precondition(lambda self: not self.has_told)
    @rule()
    def tells_another_story(self) -> None:
        self.has_told = True
        if not self.town.person(self.who("Hoa")).draft_id:
            submits(self.who("Hoa"), nominee="ông Quách Mười", phone="0912 345 670")

    has_told = False

    @rule(name=st.sampled_from(TELLERS))
    def asks_how_it_stands(self, name: str) -> None:
        self.who(name).says("/trangthai")


class Deciding(Office):
    """What officers do with a story, each by themselves."""

    @rule(name=staff, ref=stories, number=numbers)
    def decides(self, name: str, ref: int, number: int) -> None:
        self.hands.decides(self.who(name), self.fitting(ref, number), ref)

    @rule(names=st.lists(staff, min_size=2, max_size=3, unique=True), ref=stories, numbers=st.tuples(numbers, numbers))
    def decide_one_after_the_other(self, names: list[str], ref: int, numbers: tuple[int, int]) -> None:
        action = self.fitting(ref, numbers[0])
        for name in names:
            self.hands.decides(self.who(name), action if numbers[1] % 4 else self.fitting(ref, numbers[1]), ref)

    @rule(name=staff, ref=stories, action=st.sampled_from(DECISIONS))
    def tries(self, name: str, ref: int, action: str) -> None:
        self.hands.decides(self.who(name), action, ref)

    @rule(name=staff, ref=stories, number=numbers)
    def begins_to_decide(self, name: str, ref: int, number: int) -> None:
        self.hands.begins(self.who(name), self.fitting(ref, number), ref)
        self.hands.fills_in(self.who(name))

    @rule(name=staff)
    def confirms_what_was_begun(self, name: str) -> None:
        self.hands.confirms(self.who(name))

    @rule(name=staff, ref=stories)
    def asks_for_an_answer_anew(self, name: str, ref: int) -> None:
        self.hands.asks_by_name(self.who(name), ref)

    @rule(name=staff, ref=stories)
    def holds_an_approval_back(self, name: str, ref: int) -> None:
        self.hands.decides(self.who(name), "approve", ref, "hold")

    @rule(name=staff)
    def announces_what_was_held(self, name: str) -> None:
        who = self.who(name)
        who.says("/congbo")
        for _, data in who.messages[-1].buttons[:1]:
            self.hands.chooses(who, data)

    @rule(name=staff, ref=stories, what=st.sampled_from(["et:{ref}:clearance:1", "ef:{ref}:1", "ef:{ref}:0", "o:{ref}"]))
    def touches_a_card(self, name: str, ref: int, what: str) -> None:
        self.hands.acts(self.who(name), what, ref)

    @rule(name=st.sampled_from(TELLERS) | staff, number=st.integers(0, 60))
    def chooses_anything_ever_shown(self, name: str, number: int) -> None:
        who = self.who(name)
        every = (data for message in reversed(who.messages) for _, data in message.buttons)
        for data in islice(dict.fromkeys(every), number, number + 1):
            self.hands.chooses(who, data)


class Rethinking(Office):
    """Votes for neither side, and what takes a decision back."""

    @rule(name=staff, ref=stories)
    def has_no_opinion(self, name: str, ref: int) -> None:
        self.hands.acts(self.who(name), "da:{ref}:{version}", ref)

    @rule(name=staff, ref=stories)
    def is_related(self, name: str, ref: int) -> None:
        self.hands.acts(self.who(name), "dx:{ref}:{version}", ref)

    @rule(ref=stories, what=st.sampled_from(["eu", "eu", "es"]), minutes=st.sampled_from([0, 0, 5, 10]))
    def takes_back_or_lets_out_what_they_decided(self, ref: int, what: str, minutes: int) -> None:
        decided = [one for one, story in self.witness.book.stories.items() if story.last]
        if decided:
            ref = decided[-1 - ref % len(decided)]
            last = self.witness.book.stories[ref].last
            self.town.passes(minutes=minutes)
            self.hands.acts(self.by_person[last.person if last else 0], f"{what}:{{ref}}:{{version}}", ref)

    @rule(name=staff, ref=stories, what=st.sampled_from(["eu", "es"]))
    def meddles_with_what_others_decided(self, name: str, ref: int, what: str) -> None:
        self.hands.acts(self.who(name), f"{what}:{{ref}}:{{version}}", ref)

    @rule(name=staff, ref=stories)
    def opens_again(self, name: str, ref: int) -> None:
        self.hands.decides(self.who(name), "reopen", ref)


class Joining(Office):
    """Stories of one case."""

    @rule(name=staff, ref=stories, other=stories)
    def merges(self, name: str, ref: int, other: int) -> None:
        who = self.who(name)
        self.hands.acts(who, f"g:{{ref}}:{other}", ref)
        for _, data in who.messages[-1].buttons[:1] if who.messages[-1:] else ():
            if data.startswith("gg:"):
                self.hands.chooses(who, data)

    @rule(name=staff, ref=stories)
    def parts(self, name: str, ref: int) -> None:
        merged = [one for one, story in self.witness.book.stories.items() if story.status == "merged"]
        self.hands.acts(self.who(name), "gx:{ref}:{version}", merged[ref % len(merged)] if merged else ref)


class Staffing(Office):
    """Who is there, and what they may do."""

    @rule(name=staff, other=staff | st.just(""), days=st.integers(0, 3))
    def goes_away(self, name: str, other: str, days: int) -> None:
        today = self.town.now.strftime("%Y%m%d")
        until = self.town.now.replace(day=self.town.now.day % 25 + days).strftime("%Y%m%d")
        deputy = self.town.person(self.who(other)).id if other else 0
        self.hands.chooses(self.who(name), f"dv:{today}:{max(today, until)}:{deputy}")

    @rule(name=staff)
    def is_back(self, name: str) -> None:
        self.who(name).says("/vang")
        self.hands.chooses(self.who(name), "de")

    @rule(name=staff, what=st.sampled_from(["kk:{}", "dp:{}", "dl:{}:commune", "dl:{}:province"]))
    def is_given_another_role(self, name: str, what: str) -> None:
        self.hands.chooses(self.who("Trần Bình"), what.format(self.town.person(self.who(name)).id))

    @rule(name=staff)
    def is_invited_again(self, name: str) -> None:
        if self.town.person(self.who(name)).role == Role.CITIZEN:
            self.who(name).says(f"/start i_{self.town.invite()}")


class Racing(Office):
    """What several people do at the same moment."""

    @rule(
        names=st.lists(staff, min_size=2, max_size=3, unique=True),
        ref=stories,
        numbers=st.lists(numbers, min_size=3, max_size=3),
        more=st.sampled_from(["", "poison", "send", "revoke", "undo"]),
    )
    def decide_at_once(self, names: list[str], ref: int, numbers: list[int], more: str) -> None:
        for name, number in zip(names, numbers, strict=False):
            self.hands.begins(self.who(name), self.fitting(ref, number if numbers[0] % 2 else numbers[0]), ref)
            self.hands.fills_in(self.who(name))
        batch = [one for one in map(self.hands.last_step, map(self.who, names)) if one]
        batch = [*batch[:1], *self._also(more, names[-1]), *batch[1:]]
        self.arrive_at_once([*batch, *batch[:1]])

    def arrive_at_once(self, batch: list[Input]) -> None:
        """Hear everything together, and all of it once more as if its receipt had been lost."""
        self.town.receive(*batch)
        self.town.receive(*batch)

    def _also(self, more: str, name: str) -> list[Input]:
        who, admin = self.who(name), self.who("Trần Bình")
        if more == "poison":
            self.failed += 1
            return [replace(self.who("Hoa").input(InputKind.TEXT, "x"), external_id="\ud800")]
        draft = self.town.person(self.who("Phạm Mai")).draft_id
        found = {
            "send": (self.who("Phạm Mai"), f"a:{draft}:summary:send"),
            "revoke": (admin, f"kk:{self.town.person(who).id}"),
        }
        given = self.hands.choosing(*found[more]) if more in found else None
        return [given] if given else []


class Passing(Office):
    """Time, and what it does to processes."""

    @rule(minutes=st.sampled_from([3, 11]))
    def a_moment_passes(self, minutes: int) -> None:
        self.town.passes(minutes=minutes)

    @rule(hours=st.sampled_from([9, 24, 24 * 8, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        self.town.passes(hours=hours)
        for job in JOBS:
            self.town.does(job)

    @rule()
    def the_process_restarts(self) -> None:
        self.town.restarts()


class Review(Telling, Deciding, Rethinking, Joining, Staffing, Racing, Passing):
    """All of it."""
