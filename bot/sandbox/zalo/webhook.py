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

    def next_body(self) -> Json | None:
        event = self._updates.oldest()
        if event is None:
            return None
        wrapped, self._wraps = self._wraps, not self._wraps
        return {"ok": True, "result": event} if wrapped else event

    def settle(self, body: Json) -> None:
        self._updates.forget_oldest()
