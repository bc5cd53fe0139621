"""What could not reach somebody is said at their next contact: once, the newest first, and nothing that is stale."""

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers import menus
from handlers.turn import Voice
from storage import outbox
from storage.models import WAITING, Lane, Nomination, OutboxMessage, Person, Status

QUESTIONS = frozenset({"nomination.needs_info", "nomination.needs_info_again"})
ASKS = re.compile(r"n:go:(\d+)")  # what the button under a reviewer's question does
DIGEST_LIFE = timedelta(days=7)  # by then the next one has come


def say_again(voice: Voice, person: Person) -> None:
    """Say what was held back for a person who is here now; a question among it is no answer's yet."""
    rows = outbox.held_for(voice.session, person)
    fresh = [row for row in rows if _is_news(voice, row)] + _last_digest(voice, rows)
    for row in rows:
        if row not in fresh:
            row.error = outbox.STALE
    for row in fresh:
        voice.session.delete(row)
        voice.session.flush()  # its key, which the repeated row takes over, must be free
        _repeat(voice, row, person)
        if row.key in QUESTIONS:
            voice.unheard.add(person.id)


def _is_news(voice: Voice, row: OutboxMessage) -> bool:
    """Say whether a message is still worth telling: no reminder, no card of what was decided, no question answered."""
    if not row.text or row.edits is not None or row.lane not in {Lane.NOTICE, Lane.REPLY}:
        return False
    if row.lane == Lane.REPLY:
        return not row.buttons  # what asked something then is asked anew by what the person does now
    if row.key in QUESTIONS:
        return _still_asks(voice, row)
    about = row.nomination_id or _nomination_of_file(voice, row)
    card = voice.session.get(Nomination, about) if about else None
    return card is None or (card.status in WAITING and card.status_at <= row.created_at)


def _still_asks(voice: Voice, row: OutboxMessage) -> bool:
    found = (ASKS.fullmatch(one.data) for one in menus.flat(menus.from_json(row.buttons)))
    refs = [int(one[1]) for one in found if one]
    asked = voice.session.get(Nomination, refs[0]) if refs else None
    return asked is not None and asked.status == Status.NEEDS_INFO and asked.status_at <= row.created_at


def _nomination_of_file(voice: Voice, row: OutboxMessage) -> int | None:
    file = outbox.file_of(voice.session, row)
    return file.nomination_id if file else None


def _last_digest(voice: Voice, rows: Sequence[OutboxMessage]) -> list[OutboxMessage]:
    """Return the newest digest with its picture, unless its week is long over."""
    digests = [row for row in rows if row.lane == Lane.DIGEST and row.text]
    newest = max((row.created_at for row in digests), default=None)
    if newest is None or newest <= voice.now - DIGEST_LIFE:
        return []
    return sorted((row for row in digests if row.created_at == newest), key=lambda row: row.id)


def _repeat(voice: Voice, row: OutboxMessage, person: Person) -> None:
    buttons = menus.choices_of(menus.menu_of(menus.flat(menus.from_json(row.buttons))))
    voice.repeat(row, to=person, buttons=[[one] for one in buttons])
