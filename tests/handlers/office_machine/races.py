"""What several people do at the same moment, in whatever order it arrives, and once more when a receipt is lost."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from handlers.messages import Input, InputKind
from tests.handlers.office_machine.office import Office, numbers
from tests.town import Resident

ALSO = ("", "poison", "send", "revoke", "undo", "part", "relate")


class Racing(Office):
    """Several people, one batch."""

    @rule(
        number=numbers,
        who=st.lists(numbers, min_size=2, max_size=3, unique=True),
        actions=st.lists(numbers, min_size=3, max_size=3),
        also=st.sampled_from(ALSO),
        at=st.integers(0, 3),
    )
    def decide_at_once(self, number: int, who: list[int], actions: list[int], also: str, at: int) -> None:
        ref = self.open_story(number)
        officers = list({one.id: one for one in (self.able(ref, number) for number in who)}.values())
        for officer, action in zip(officers, actions, strict=False):
            self.hands.begins(officer, self.fitting(ref, action if actions[0] % 2 else actions[0]), ref)
            self.hands.fills_in(officer)
        batch = [one for one in map(self.hands.last_step, officers) if one]
        batch[at:at] = self._also(also, ref, officers[0])
        self.town.receive(*batch, *batch[:1])
        self.it_could_happen_like_that()
        self.town.receive(*batch)

    def _also(self, also: str, ref: int, officer: Resident) -> list[Input]:
        if also == "poison":
            self.failed += 1
            return [replace(officer.input(InputKind.TEXT, "x"), external_id="\ud800")]
        mai, story = self.who("Phạm Mai"), self.hands.row(ref)
        version = story.version if story else 0
        found = {
            "send": (mai, f"a:{self.town.person(mai).draft_id}:summary:send"),
            "revoke": (self.who("Trần Bình"), f"kk:{self.town.person(officer).id}"),
            "undo": (officer, f"eu:{ref}:{version + 1}"),
            "part": (officer, f"gx:{ref}:{version}"),
            "relate": (officer, f"dx:{ref}:{version}"),
        }
        given = self.hands.choosing(*found[also]) if also in found else None
        return [given] if given else []
