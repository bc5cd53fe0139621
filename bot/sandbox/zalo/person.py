"""A simulated person on Zalo, who has no buttons: what Telegram's taps, this one types."""

import re

from bot.sandbox.person import SimulatedPerson, plain, text_of

GREETING = "xin chào"
_LINE = re.compile(r"(\d)\. +(\S.*)")
_LINK = re.compile(r".*: https?://\S+")


class ZaloPerson(SimulatedPerson):
    """Every act that Zalo has not got raises ValueError with the reason."""

    async def starts(self, payload: str = "") -> int:
        """Write to the bot for the first time, a greeting or a code: there is no Start button."""
        return await self.says(payload or GREETING)

    def labels(self) -> list[str]:
        """Return the labels of the newest numbered menu."""
        return [label for _, label in self._menu()]

    def _menu(self) -> list[tuple[str, str]]:
        # Only the newest menu counts, as for the bot, which remembers no older one.
        newest_first = sorted(self.messages.items(), reverse=True)
        texts = (text_of(message) for _, message in newest_first if message["side"] == "bot")
        return next((found for text in texts if (found := menu_of(text))), [])

    async def _tapped(self, label: str) -> bool:
        """Type the number before the line with these words."""
        fitting = [line for line in self._menu() if plain(label) in plain(line[1])]
        for number, _ in sorted(fitting, key=lambda line: plain(line[1]) != plain(label))[:1]:
            await self.says(number)
        return bool(fitting)


def menu_of(text: str) -> list[tuple[str, str]]:
    """Return (number, label) of the choices that end a message: a numbered list further up is only read."""
    found = []
    for line in reversed(text.splitlines()):
        if choice := _LINE.fullmatch(line):
            found.append((choice[1], choice[2]))
        elif not _LINK.fullmatch(line):
            break
    return found[::-1]
