"""How far a broadcast is: shown to the admin who began it as it goes, and summed up at its end.

Where messages can be changed it is one message that changes with every percent; elsewhere a new one at each quarter.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers.calendar import Calendar
from handlers.messages import PLAIN, Button
from handlers.turn import Turn, Voice
from handlers.wording import Html
from storage import broadcasts, outbox
from storage.broadcasts import Progress, State
from storage.models import Broadcast, Lane, OutboxMessage, Person, Role

OPEN = frozenset({State.RUNNING, State.PAUSED})
PER_SECOND = 20  # about: at most 30 leave over all chats, one at a time (see bot.delivery)
QUARTER = 25  # percent


def shown_key(broadcast: Broadcast) -> str:
    """Return the key of the message in which its starter sees how it goes."""
    return f"broadcast:{broadcast.id}:shown"


def minutes(number: int) -> int:
    """Return how long so many messages take at the least."""
    return -(-number // (60 * PER_SECOND))


def when(voice: Voice, reader: Person, number: int) -> Html:
    """Say when so many messages will be out: nothing is sent at night."""
    calendar, end = voice.desk.calendar, voice.now + timedelta(seconds=number / PER_SECOND)
    begins, goes_on = (calendar.when(moment, Lane.DIGEST) for moment in (voice.now, end))
    if begins > voice.now:
        return voice.words(reader, "broadcast.in_the_morning", morning=_words(calendar, begins))
    if goes_on > end:
        evening = Html(calendar.night[0].strftime("%H:%M"))
        return voice.words(reader, "broadcast.over_night", evening=evening, morning=_words(calendar, goes_on))
    return voice.words(reader, "broadcast.in_minutes", n=minutes(number))


def _words(calendar: Calendar, moment: datetime) -> Html:
    return Html(calendar.local(moment).strftime("%H:%M %d/%m"))


def controls(voice: Voice, reader: Person, broadcast: Broadcast) -> list[list[Button]]:
    """Return the buttons that fit a broadcast's state."""
    offered = {
        State.RUNNING: (("choice.broadcast_pause", "bp"), ("choice.broadcast_stop", "bc")),
        State.PAUSED: (("choice.broadcast_resume", "br"), ("choice.broadcast_stop", "bc")),
    }.get(State(broadcast.state), ())
    row = [voice.button_for(reader, key, f"{action}:{broadcast.id}", numbered=True) for key, action in offered]
    return [row] if row else []


def show(turn: Turn, broadcast: Broadcast, more: Sequence[Sequence[Button]] = ()) -> None:
    """Tell whoever asks or acts how a broadcast stands."""
    key, values = _state(turn, turn.person, broadcast, broadcasts.progress(turn.session, broadcast))
    turn.reply(key, buttons=[*controls(turn, turn.person, broadcast), *more], **values)


def show_to_starter(voice: Voice, broadcast: Broadcast) -> None:
    """Change the message in which its starter sees how it goes, where messages can be changed."""
    _redraw(voice, broadcast, broadcasts.progress(voice.session, broadcast))


def report(voice: Voice) -> Iterator[tuple[Broadcast, Progress]]:
    """Tell the starters of all broadcasts under way how these go; yield them with their figures, for the log."""
    for broadcast in broadcasts.to_report(voice.session):
        progress = broadcasts.progress(voice.session, broadcast)
        if not progress.waiting:
            _end(voice, broadcast, progress)
        elif broadcast.state == State.RUNNING and progress.percent:
            _go_on(voice, broadcast, progress)
        yield broadcast, progress


def _go_on(voice: Voice, broadcast: Broadcast, progress: Progress) -> None:
    shown, percent = _shown(voice, broadcast), progress.percent
    if shown is not None:
        _redraw(voice, broadcast, progress, once=f"broadcast:{broadcast.id}:{percent}")
    elif (starter := _starter(voice, broadcast)) and (quarter := percent // QUARTER):
        key, values = _state(voice, starter, broadcast, progress)
        once, buttons = f"broadcast:{broadcast.id}:quarter:{quarter}", controls(voice, starter, broadcast)
        voice.say(key, to=starter, once=once, buttons=buttons, **values)


def _redraw(voice: Voice, broadcast: Broadcast, progress: Progress, once: str | None = None) -> None:
    shown, starter = _shown(voice, broadcast), _starter(voice, broadcast)
    if shown and starter:
        key, values = _state(voice, starter, broadcast, progress)
        buttons = controls(voice, starter, broadcast)
        voice.say(key, to=starter, edits=shown, once=once, buttons=buttons, **values)


def _end(voice: Voice, broadcast: Broadcast, progress: Progress) -> None:
    """Sum a broadcast up, in a message of its own: a change of an earlier one makes no sound."""
    broadcasts.end(broadcast, voice.now)
    if starter := _starter(voice, broadcast):
        if shown := _shown(voice, broadcast):
            voice.say("broadcast.over", to=starter, edits=shown)
        key, values = _state(voice, starter, broadcast, progress)
        voice.say(key, to=starter, lane=Lane.NOTICE, once=f"broadcast:{broadcast.id}:end", **values)


def _state(voice: Voice, reader: Person, broadcast: Broadcast, progress: Progress) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {
        "percent": progress.percent,
        "sent": progress.sent,
        "total": progress.total,
        "left": progress.waiting,
        "failed": progress.failed,
        "unreachable": progress.unreachable,
        "cancelled": progress.cancelled,
        "when": when(voice, reader, progress.waiting),
    }
    return f"broadcast.is_{broadcast.state}", values


def _starter(voice: Voice, broadcast: Broadcast) -> Person | None:
    """Return the admin who began a broadcast, unless that is nobody's business of theirs any more."""
    starter = voice.session.get(Person, broadcast.started_by) if broadcast.started_by else None
    return starter if starter and starter.role == Role.ADMIN else None


def _shown(voice: Voice, broadcast: Broadcast) -> OutboxMessage | None:
    """Return the message that changes as a broadcast goes; None on a channel where nothing changes."""
    row = outbox.by_key(voice.session, shown_key(broadcast)) if broadcast.started_by else None
    return row if row and row.channel not in PLAIN else None
