"""An office with its people and a witness: what every rule stands on."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import select

from handlers.workflow import MOVES, OF_TWO, Actor
from storage.models import Account
from tests.handlers.office_machine.hands import Hands
from tests.handlers.office_machine.opening import Setting, named, opened
from tests.town import Resident

CITIZENS = ("Hoa", "Minh", "Tư")
TELLERS = (*CITIZENS, "Phạm Mai")
STAFF = ("Lê Lan", "Phạm Mai", "Nguyễn Thị Tâm", "Võ Sơn", "Trần Bình", "Đỗ Xa")
OF_COMMUNES = ("Bùi Chi", "Hồ Cúc", "Lý Dần")
DECISIONS = sorted(name for name, (_, _, who) in MOVES.items() if who is Actor.REVIEWER and name not in OF_TWO)

stories = st.integers(1, 12)
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

    def who(self, name: str) -> Resident:
        """Return one of the people; where nobody is of a commune, somebody of the province."""
        if any(one.name == name for one in self.town.residents.values()):
            return named(self.town, name)
        return named(self.town, STAFF[len(name) % len(STAFF)])

    def fitting(self, ref: int, number: int) -> str:
        """Return something that can be done with a story as it is."""
        story = self.witness.book.stories.get(ref)
        found = [one for one in DECISIONS if story and story.status in MOVES[one][0]] or DECISIONS
        if story and self.witness.book.level_of(story.status) == "commune":
            found = ["verify", "verify", "ask_more"]
        return found[number % len(found)]
