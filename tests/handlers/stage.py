"""A stage for stories that are told with buttons, and by typed text alone where there are none."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property

from handlers import clean
from handlers.messages import PLAIN
from storage.models import Role
from tests.town import Resident, Town, submits

WAYS = ("number", "label", "label without accents")  # in which a choice is typed


@dataclass
class Stage:
    """An admin, a reviewer, and a citizen whose story the reviewer has just got the card of."""

    town: Town
    way: str = WAYS[0]
    chosen: set[str] = field(default_factory=set)  # the actions chosen so far

    def __post_init__(self) -> None:
        self.binh = self.town.reviewer("Bình", Role.ADMIN)
        self.lan = self.town.reviewer("Lan")
        self.hoa = self.town.citizen("Hoa")
        submits(self.hoa)

    @cached_property
    def has_buttons(self) -> bool:
        return self.town.channel not in PLAIN

    def chooses(self, who: Resident, *wanted: str) -> str:
        """Choose what does each of these, as in "c:*:skip", one after the other; return the last answer's key."""
        for pattern in wanted:
            label, data = self._offered(who, pattern)
            self.chosen.add(data.partition(":")[0])
            if self.has_buttons:
                who.presses(data)
            elif self.way == "number":
                who.says(str(who.messages[self._menu(who)].numbers[data]))
            else:
                words = "".join(one for one in label if one.isalnum() or one in " :-·()/").strip()
                who.says(clean.fold(words) if self.way == "label without accents" else words)
        return who.heard[-1]

    def _offered(self, who: Resident, pattern: str) -> tuple[str, str]:
        """Return the newest choice of this kind; where choices are typed it must be in the last menu shown."""
        while (found := self._shown(who, pattern)) is None:
            if self._shown(who, "m:1") or not self._shown(who, "m:*"):
                raise LookupError(f"{who.name} on {who.channel} is not offered {pattern!r} after {who.heard[-3:]}")
            self.chooses(who, "m:*")  # it may be on the next page, until that is the first one again
        return found

    def _shown(self, who: Resident, pattern: str) -> tuple[str, str] | None:
        shown = reversed(who.messages) if self.has_buttons else [who.messages[self._menu(who)]]
        choices = (choice for message in shown for choice in message.buttons)
        return next((choice for choice in choices if fnmatchcase(choice[1], pattern)), None)

    def _menu(self, who: Resident) -> int:
        return max(number for number, message in enumerate(who.messages) if message.buttons)
