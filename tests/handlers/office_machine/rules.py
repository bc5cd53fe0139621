"""What citizens and officers may try at any moment, with or without the right to it. One class for each side of it.

Rules are chosen equally often: what matters most has a rule of its own, the rest shares one.
"""

from itertools import islice

from hypothesis import strategies as st
from hypothesis.stateful import rule

from handlers import asking, heartbeat, pilots, reminders
from storage.models import Role
from tests.handlers.office_machine.office import DECISIONS, TELLERS, Office, numbers, staff, stories
from tests.town import submits

JOBS = (asking.go_on_without, reminders.remind_reviewers, reminders.nudge_drafts, pilots.remind, heartbeat.ask_owners)
ON_CARDS = ("et:{ref}:clearance:1", "et:{ref}:clearance:0", "ef:{ref}:1", "ef:{ref}:0", "o:{ref}", "dx:{ref}:{version}")


class Telling(Office):
    """What citizens do."""

    @rule(name=st.sampled_from(TELLERS), votes=st.booleans())
    def sends_what_was_told(self, name: str, votes: bool) -> None:  # noqa: FBT001 (drawn)
        if votes and name == "Phạm Mai":  # of the very case that she has something to tell of
            self.hands.decides(self.who(name), "approve", self.witness.book.root(1))
            self.it_could_happen_like_that()
        if not self.town.person(self.who(name)).draft_id and name == "Hoa":
            submits(self.who(name), nominee="ông Quách Mười", phone="0912 345 670")
        self.hands.sends(self.who(name))

    @rule(number=numbers)
    def answers_a_question(self, number: int) -> None:
        asked = [one for one, story in self.witness.book.stories.items() if story.status == "needs_info"]
        if asked:
            ref = asked[number % len(asked)]
            self.hands.answers(self.by_person[self.witness.book.told[ref].nominator], ref)

    @rule(name=st.sampled_from(TELLERS) | staff, number=st.integers(0, 60))
    def chooses_anything_ever_shown(self, name: str, number: int) -> None:
        who = self.who(name)
        who.says("/trangthai")
        every = (data for message in reversed(who.messages) for _, data in message.buttons)
        for data in islice(dict.fromkeys(every), number, number + 1):
            self.hands.chooses(who, data)


class Deciding(Office):
    """What officers do with a story, each by themselves."""

    @rule(number=numbers, who=numbers, action=numbers)
    def decides(self, number: int, who: int, action: int) -> None:
        ref = self.open_story(number)
        self.hands.decides(self.able(ref, who), self.fitting(ref, action), ref)

    @rule(number=numbers, who=numbers, actions=st.lists(numbers, min_size=2, max_size=4))
    def decide_one_after_the_other(self, number: int, who: int, actions: list[int]) -> None:
        ref = self.open_story(number)
        for action in actions:
            wanted = self.fitting(ref, actions[0] if actions[0] % 2 == 0 else action)
            self.hands.decides(self.able(ref, who), wanted, ref)
            self.it_could_happen_like_that()

    @rule(name=staff, ref=stories, action=st.sampled_from([*DECISIONS, ""]))
    def tries(self, name: str, ref: int, action: str) -> None:
        if action:
            self.hands.decides(self.who(name), action, ref)
        else:
            self.hands.asks_by_name(self.able(self.open_story(ref), ref), self.open_story(ref))

    @rule(name=staff, number=numbers, action=numbers)
    def confirms_what_was_begun_before_beginning_anew(self, name: str, number: int, action: int) -> None:
        self.hands.confirms(self.who(name))
        self.it_could_happen_like_that()
        ref = self.open_story(number)
        self.hands.begins(self.who(name), self.fitting(ref, action), ref)
        self.hands.fills_in(self.who(name))

    @rule(number=numbers, who=numbers, announces=st.booleans())
    def holds_back_or_announces(self, number: int, who: int, announces: bool) -> None:  # noqa: FBT001 (drawn)
        ref = self.open_story(number)
        officer = self.able(ref, who)
        if not announces:
            self.hands.decides(officer, "approve", ref, "hold")
            return
        officer.says("/congbo")
        for _, data in officer.messages[-1].buttons[:1]:
            self.hands.chooses(officer, data)


class Rethinking(Office):
    """Votes for neither side, and what takes a decision back."""

    @rule(number=numbers, who=numbers, what=st.sampled_from(["da:{ref}:{version}", *ON_CARDS]))
    def touches_a_card(self, number: int, who: int, what: str) -> None:
        ref = self.open_story(number)
        self.hands.acts(self.able(ref, who), what, ref)

    @rule(number=numbers, what=st.sampled_from(["eu", "eu", "es", "dx eu"]), minutes=st.sampled_from([0, 0, 0, 5, 10]))
    def takes_back_or_lets_out_what_they_decided(self, number: int, what: str, minutes: int) -> None:
        decided = self.lately_decided()
        if decided:
            last, ref = decided[number // 6 % len(decided)]
            self.town.passes(minutes=minutes)
            for one in what.split():
                self.hands.acts(self.by_person[last.person], f"{one}:{{ref}}:{{version}}", ref)
                self.it_could_happen_like_that()

    @rule(name=staff, ref=stories, what=st.sampled_from(["eu", "es", "dx"]))
    def meddles_with_what_others_decided(self, name: str, ref: int, what: str) -> None:
        self.hands.acts(self.who(name), f"{what}:{{ref}}:{{version}}", ref)


class Joining(Office):
    """Stories of one case."""

    @rule(who=numbers, number=numbers, other=numbers)
    def merges(self, who: int, number: int, other: int) -> None:
        ref = self.open_story(number)
        officer, decided = self.able(ref, who), self.lately_decided()
        case = decided[0][1] if decided and other % 2 else self.open_story(other)
        self.hands.acts(officer, f"g:{{ref}}:{case}", ref)
        for _, data in officer.messages[-1].buttons[:1] if officer.messages else ():
            if data.startswith("gg:"):
                self.hands.chooses(officer, data)

    @rule(who=numbers, number=numbers)
    def parts(self, who: int, number: int) -> None:
        book, lately = self.witness.book, {ref for _, ref in self.lately_decided()}
        merged = [one for one, story in book.stories.items() if story.status == "merged"]
        of_these = [one for one in merged if book.root(one) in lately] or merged
        if merged:
            ref = of_these[number % len(of_these)]
            if number % 2:  # while the news of its case is fresh
                case = book.root(ref)
                self.hands.decides(self.able(case, who), self.fitting(case, number // 2), case)
                self.it_could_happen_like_that()
            self.hands.acts(self.able(ref, who), "gx:{ref}:{version}", ref)


class Staffing(Office):
    """Who is there, and what they may do."""

    @rule(name=staff, other=staff | st.just(""), days=st.integers(0, 3))
    def goes_away_or_comes_back(self, name: str, other: str, days: int) -> None:
        if days == 3:
            self.who(name).says("/vang")
            self.hands.chooses(self.who(name), "de")
            return
        today = self.town.now.strftime("%Y%m%d")
        until = self.town.now.replace(day=min(28, self.town.now.day + days)).strftime("%Y%m%d")
        deputy = self.town.person(self.who(other)).id if other else 0
        self.hands.chooses(self.who(name), f"dv:{today}:{max(today, until)}:{deputy}")

    @rule(name=staff, what=st.sampled_from(["kk:{}", "dp:{}", "dl:{}:commune", "dl:{}:province"]))
    def is_given_another_role(self, name: str, what: str) -> None:
        person = self.town.person(self.who(name))
        if person.role == Role.CITIZEN:
            self.who(name).says(f"/start i_{self.town.invite()}")
        else:
            self.hands.chooses(self.who("Trần Bình"), what.format(person.id))


class Passing(Office):
    """Time, and what it does to processes."""

    @rule(minutes=st.sampled_from([0, 3, 11, 11, 60 * 9, 60 * 24 * 8, 60 * 24 * 40]))
    def time_passes(self, minutes: int) -> None:
        self.town.passes(minutes=minutes)
        if minutes > 60:
            for job in JOBS:
                self.town.does(job)
        self.town.restarts()
