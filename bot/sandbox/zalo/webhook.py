"""Events pushed to the bot's own web address."""

from bot.sandbox.webhook import Json, Pusher
from bot.sandbox.zalo.updates import ZaloUpdates


class ZaloWebhook(Pusher):
    """Posts each event until it is answered with 200; the bodies are flat and wrapped in turn, as both are documented.

    An event that is repeated comes in the other shape.
    """

    secret_header = "X-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header

    def __init__(self, updates: ZaloUpdates) -> None:
        super().__init__(updates)
        self._updates = updates
        self._wraps = False
        self.updated_at = 0

    def lines(self) -> set[str]:
        return {_sender(event) for event in self._updates.waiting}

    def next_update(self, line: str) -> Json | None:
        return next((event for event in self._updates.waiting if _sender(event) == line), None)

    def forget(self, update: Json) -> None:
        self._updates.forget_first(update)

    def body_of(self, update: Json) -> Json:
        wrapped, self._wraps = self._wraps, not self._wraps
        return {"ok": True, "result": update} if wrapped else update


def _sender(event: Json) -> str:
    return str(event["message"]["from"]["id"])
