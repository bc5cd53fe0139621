"""Nominations as they leave the house: in chunks, oldest first, every text cleaned once more."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.cards import story_of
from handlers.clean import clean
from storage.models import Attachment, Delivery, Event, Nomination, OutboxMessage, Person
