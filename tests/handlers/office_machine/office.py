"""An office with its people and a witness: what every rule stands on."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import select

from handlers.workflow import MOVES, OF_TWO, Actor
from storage import audit
from storage.models import WAITING, Account
from tests.handlers.office_machine.book import Decision
from tests.handlers.office_machine.hands import Hands
from tests.handlers.office_machine.opening import Setting, named, opened
from tests.town import Resident

CITIZENS = ("Hoa", "Minh", "Tư")
TELLERS = (*CITIZENS, "Phạm Mai")
STAFF = ("Lê Lan", "Phạm Mai", "Nguyễn Thị Tâm", "Võ Sơn", "Trần Bình", "Đỗ Xa")
OF_COMMUNES = ("Bùi Chi", "Hồ Cúc", "Lý Dần")
DECISIONS = sorted(name for name, (_, _, who) in MOVES.items() if who is Actor.REVIEWER and name not in OF_TWO)

stories = st.integers(1, 13)
staff = st.sampled_from([*STAFF, *OF_COMMUNES])
numbers = st.integers(0, 11)


class Office(RuleBasedStateMachine):
    """An office that is open, and the witness who looks at it after every step."""

    settings_of_office: tuple[Setting, ...] = (Setting(),)

    @initialize(number=st.integers(0, 3))
    def opens(self, number: int) -> None:
        chosen = self.settings_of_office[number % len(self.settings_of_office)]
        self.town, self.witness = opened(chosen)
        self.hands, self.failed = Hands(self.town), 0
        with self.town.looking() as session:
            people = session.execute(select(Account.person_id, Account.external_id)).all()
        self.by_person = {person: self.town.residents[external] for person, external in people}

    @invariant()
    def it_could_happen_like_that(self) -> None:
        with self.town.looking() as session:
            self.witness.looks(session, self.town.now, list(self.town.residents.values()), self.failed)

    def teardown(self) -> None:
        if hasattr(self, "town"):
            with self.town.looking() as session:
                assert list(audit.broken_links(session)) == []

    def who(self, name: str) -> Resident:
        """Return one of the people; where nobody is of a commune, somebody of the province."""
        if any(one.name == name for one in self.town.residents.values()):
            return named(self.town, name)
        return named(self.town, STAFF[len(name) % len(STAFF)])

    def open_story(self, number: int) -> int:
        """Return one of the stories that something can still be decided about: often what has votes already."""
        book = self.witness.book
        found = [one for one, story in book.stories.items() if story.status not in {"needs_info", "declined", "merged"}]
        voted = [one for one in found if book.stories[one].status in WAITING and any(book.stories[one].votes.values())]
        return voted[-1] if voted and number > 7 else found[number % len(found)]

    def lately_decided(self) -> list[tuple[Decision, int]]:
        """Return the decisions that can still be taken back, else those that could, the newest first."""
        decided = [(story.last, one) for one, story in self.witness.book.stories.items() if story.last]
        fresh = [one for one in decided if one[0].at + self.witness.wait > self.town.now]
        return sorted(fresh or decided, key=lambda one: one[0].at, reverse=True)

    def able(self, ref: int, number: int) -> Resident:
        """Return somebody who may decide on a story just now."""
        book, story = self.witness.book, self.witness.book.stories[ref]
        level = book.level_of(story.status)
        voted = book.votes_now(ref) if story.status in WAITING else {}
        free = [
            one.id
            for one in book.staff.values()
            if book.acts_at(one, level) and book.is_in_scope(one, ref) and not book.is_barred(one.id, ref)
        ]
        found = [one for one in free if one not in voted] or free
        return self.by_person[found[number % len(found)]] if found else self.who("Lê Lan")

    def fitting(self, ref: int, number: int) -> str:
        """Return something that can be done with a story as it is."""
        story = self.witness.book.stories.get(ref)
        if story and self.witness.book.level_of(story.status) == "commune":
            return ("verify", "verify", "ask_more")[number % 3]
        found = [one for one in DECISIONS if story and story.status in MOVES[one][0] and one != "verify"] or DECISIONS
        return found[number % len(found)]
