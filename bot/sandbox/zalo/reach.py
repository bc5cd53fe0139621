"""Whether the platform lets the bot write to a person."""

from datetime import UTC, datetime, timedelta

from bot.sandbox.params import ApiError, bad_request

REFUSALS = {"", "quota", "window"}
ANSWERS, ANSWER_WITHIN = 8, timedelta(hours=48)
"""What the bot may answer to a person's message although the quota of messages without contact is used up."""


class Reach:
    """Nobody is written to who never wrote or who blocked the bot (403). What `refuse` adds lasts until it is lifted.

    "window": the time since the person's last message is too long (403). Their next message lifts it for good.
    "quota": no more messages without contact (429, without a `retry_after`). It stays until set back, but each message
    of the person opens ANSWERS messages within ANSWER_WITHIN, by the sandbox's clock; those of before are void.
    """

    def __init__(self) -> None:
        self.refuse = ""
        self.started = False
        self.blocked = False
        self._answers = 0
        self._answers_end = datetime.min.replace(tzinfo=UTC)

    def order(self, refuse: str) -> None:
        """Refuse from now on for this reason, "" for none; raises ApiError 400."""
        if refuse not in REFUSALS:
            bad_request("refuse must be quota, window or empty")
        self.refuse = refuse
        self._answers = 0

    def heard(self, now: datetime) -> None:
        """Note that the person wrote."""
        self.started = True
        self.refuse = "" if self.refuse == "window" else self.refuse
        self._answers, self._answers_end = ANSWERS, now + ANSWER_WITHIN

    def must_be_open(self, now: datetime) -> None:
        """Raise the platform's refusal, an ApiError 403 or 429, where the bot may not write now."""
        if not self.started:
            raise ApiError(403, "Forbidden: the user has never contacted this bot")
        if self.blocked:
            raise ApiError(403, "Forbidden: the user has blocked this bot")
        if self.refuse == "window":
            raise ApiError(403, "Forbidden: the interaction window of this user is closed")
        if self.refuse == "quota" and not (self._answers and now < self._answers_end):
            raise ApiError(429, "Quota exceeded")

    def spend(self) -> None:
        """Count a message of the bot."""
        self._answers = max(self._answers - 1, 0)
