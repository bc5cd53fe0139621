"""The words that the tables hold."""

from enum import StrEnum


class Kind(StrEnum):
    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    NEEDS_INFO = "needs_info"
    VERIFIED = "verified"
    APPROVED = "approved"
    PILOTING = "piloting"
    RECOGNISED = "recognised"
    DECLINED = "declined"
    NURTURING = "nurturing"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    DISCONTINUED = "discontinued"


WAITING = (Status.SUBMITTED, Status.VERIFIED)  # for a reviewer's decision
CARED_FOR = (Status.APPROVED, Status.NURTURING, Status.PILOTING, Status.RECOGNISED)  # each has an owner and a date
# SQLite does not use a partial index for bound values: whoever asks must ask in these very words.
IS_WAITING = "status IN ('submitted', 'verified')"
IS_BUILT = "status IN ('nurturing', 'piloting', 'recognised')"
IS_ASKED = "status = 'needs_info'"
IS_HELD = "unannounced_at IS NOT NULL"
IS_URGENT = "urgent"
NOT_NUDGED = "status IN ('draft', 'needs_info') AND nudged_at IS NULL"


class Role(StrEnum):
    CITIZEN = "citizen"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Lane(StrEnum):
    """How urgent a message is; replies go before everything, a digest after everything."""

    REPLY = "reply"
    NOTICE = "notice"
    REMINDER = "reminder"
    DIGEST = "digest"


class Delivery(StrEnum):
    """RapidPro's words: `errored` will be tried again, `failed` will not."""

    QUEUED = "queued"
    SENT = "sent"
    ERRORED = "errored"
    FAILED = "failed"
