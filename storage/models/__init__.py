"""The tables."""

from storage.models.base import Base
from storage.models.nominations import Attachment, Consent, Nomination
from storage.models.people import Absence, Account, Invite, Person
from storage.models.review import Event, Heartbeat, Replication, Vote
from storage.models.service import Counter, FailedUpdate, Occurrence, OutboxMessage, SeenUpdate, Standing, UpdateAttempt
from storage.models.words import (
    CARED_FOR,
    IS_ASKED,
    IS_BUILT,
    IS_HELD,
    IS_URGENT,
    IS_WAITING,
    NOT_NUDGED,
    WAITING,
    Delivery,
    Kind,
    Lane,
    Role,
    Status,
)

__all__ = [
    "CARED_FOR",
    "IS_ASKED",
    "IS_BUILT",
    "IS_HELD",
    "IS_URGENT",
    "IS_WAITING",
    "NOT_NUDGED",
    "WAITING",
    "Absence",
    "Account",
    "Attachment",
    "Base",
    "Consent",
    "Counter",
    "Delivery",
    "Event",
    "FailedUpdate",
    "Heartbeat",
    "Invite",
    "Kind",
    "Lane",
    "Nomination",
    "Occurrence",
    "OutboxMessage",
    "Person",
    "Replication",
    "Role",
    "SeenUpdate",
    "Standing",
    "Status",
    "UpdateAttempt",
    "Vote",
]
