"""Simulated people: a client of the sandbox for the tour and tests."""

from bot.sandbox.client import Client
from bot.sandbox.person import SimulatedPerson, text_of
from bot.sandbox.zalo.person import ZaloPerson

__all__ = ["People", "SimulatedPerson", "ZaloPerson", "text_of"]


class People(Client):
    """Opens a connection to the sandbox at `url`; adds people to it. Close it in the end."""

    async def add(
        self,
        first_name: str,
        *,
        channel: str = "telegram",
        last_name: str = "",
        username: str = "",
        language_code: str = "vi",
    ) -> SimulatedPerson:
        """Add somebody on "telegram" or, where the sandbox has a bot there, on "zalo": one name and no more."""
        names = {"first_name": first_name, "last_name": last_name, "username": username}
        person = await self.post("people", {**names, "language_code": language_code, "channel": channel})
        return (ZaloPerson if channel == "zalo" else SimulatedPerson)(self, person)

    async def move_clock(self, *, to: str = "", by: float | None = None) -> str:
        """Move the sandbox's clock to "monday" or an ISO time, or by seconds; return the new time."""
        return str((await self.post("clock", {"to": to} if by is None else {"by": by}))["now"])
