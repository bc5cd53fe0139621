"""What people do in an office, in as few steps as it takes: by buttons, or by numbers where there are none."""

from handlers.messages import PLAIN, Input, InputKind
from storage.models import Nomination
from tests.town import Resident, Town

WORDS = {
    "number": "125-QĐ/TU",
    "date": "20/11/2026",
    "signer": "Trần Văn Bình",
    "found": "Đúng",
    "how": "Trưởng thôn đã đến tận nhà hỏi",
    "reason": "Cần thêm số liệu cụ thể",
}
ANSWERS = {"story": "Bà còn giúp thêm hai hộ nghèo trong thôn vay vốn nuôi bò.", "phone": "0987 654 321"}
LAST_WORDS = "how"  # a form without a summary ends with these


class Hands:
    """Everything that anybody can do in a town, whether they may or not."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def row(self, ref: int) -> Nomination | None:
        with self.town.looking() as session:
            return session.get(Nomination, ref)

    def chooses(self, who: Resident, data: str) -> None:
        """Choose what does this; where that is not among the lines shown last it cannot be chosen."""
        given = self.choosing(who, data)
        if given:
            self.town.receive(given)

    def choosing(self, who: Resident, data: str) -> Input | None:
        if who.channel not in PLAIN:
            return who.input(InputKind.PRESS, data, callback_id=str(next(self.town.numbers)))
        shown = next((one.numbers for one in reversed(who.messages) if one.numbers), {})
        return who.input(InputKind.TEXT, str(shown[data])) if data in shown else None

    def opens(self, who: Resident, story: Nomination) -> None:
        """Show the card where only what was shown last can be chosen."""
        if who.channel in PLAIN:
            who.says(story.code or "")

    def acts(self, who: Resident, pattern: str, ref: int) -> None:
        """Choose something about a story as it is now; "{ref}" and "{version}" stand for its own."""
        if story := self.row(ref):
            self.opens(who, story)
            self.chooses(who, pattern.format(ref=ref, version=story.version))

    def begins(self, who: Resident, action: str, ref: int) -> None:
        self.acts(who, f"r:{action}:{{ref}}:{{version}}", ref)

    def fills_in(self, who: Resident) -> None:
        """Answer all but the last question of what an officer is asked."""
        for _ in range(4):
            cursor = self._cursor(who)
            if cursor in {None, "summary", LAST_WORDS}:
                return
            who.says(WORDS.get(cursor or "", "Cần thêm số liệu cụ thể"))

    def _cursor(self, who: Resident) -> str | None:
        scene = self.town.person(who).scene
        return scene["draft"]["cursor"] if scene else None

    def last_step(self, who: Resident, how: str = "") -> Input | None:
        """Return what is still to be sent for a decision to be made."""
        scene = self.town.person(who).scene
        cursor = scene["draft"]["cursor"] if scene else None
        if scene and cursor == "summary":
            return self.choosing(who, f"a:{scene['id']}:summary:{how or scene['form']}")
        return who.input(InputKind.TEXT, WORDS[LAST_WORDS]) if cursor == LAST_WORDS else None

    def confirms(self, who: Resident, how: str = "") -> None:
        if given := self.last_step(who, how):
            self.town.receive(given)

    def decides(self, who: Resident, action: str, ref: int, how: str = "") -> None:
        self.begins(who, action, ref)
        self.fills_in(who)
        self.confirms(who, how)

    def asks_by_name(self, who: Resident, ref: int) -> None:
        """Ask for a phone number anew, which has a form of its own."""
        self.begins(who, "ask_more", ref)
        for value in ("again", "again_phone", "done"):
            self.chooses(who, f"a:{ref}:reason:{value}")
        self.confirms(who)

    def answers(self, who: Resident, ref: int) -> None:
        """Answer what an officer asked."""
        if who.channel in PLAIN:
            who.says("/tieptuc")
        self.chooses(who, f"n:go:{ref}")
        for _ in range(2):
            story = self.row(ref)
            if story is None or story.status != "needs_info" or self.town.person(who).draft_id != ref:
                return
            who.says(ANSWERS.get(story.cursor or "", "Từ năm 2019 đến nay"))
        who.says("Gửi cho cán bộ")

    def sends(self, who: Resident) -> None:
        """Send what was told up to the summary."""
        draft = self.town.person(who).draft_id
        if draft:
            self.chooses(who, f"a:{draft}:summary:send")
