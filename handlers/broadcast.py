"""One thing said to many: worded once a language, written at once, sent at a measured pace behind every answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handlers import menus, wishes
from handlers.messages import PLAIN, Rows
from handlers.turn import Voice
from handlers.wording import Html
from storage import broadcasts, late
from storage.late import NewMessage
from storage.models import Broadcast, Lane, Person
from storage.subscribers import is_room


@dataclass(frozen=True)
class Wording:
    """What everybody hears who has a language and a kind of channel in common."""

    text: Html
    buttons: Rows = ()
    picture: str | None = None  # a file's path below the data folder


def begin(
    voice: Voice,
    once: str,
    key: str,
    readers: Iterable[Person],
    word: Callable[[Person], Wording],
    *,
    by: Person | None = None,
) -> Broadcast | None:
    """Say something to many; return None, having said nothing, if it was said before.

    `word` is asked once for each language on each kind of channel, and for groups, with one of their readers. Each
    message is keyed `<once>:<person>`; who has switched such notices off gets none. `by` is the admin who sees how it
    goes; of what the clock begins the log alone tells.
    """
    late.write(voice.session)
    if broadcasts.by_key(voice.session, once):
        return None
    worded: dict[tuple[str, bool, bool], NewMessage] = {}
    messages = []
    for reader in readers:
        if wishes.is_off(reader, key):
            continue
        group = reader.language, reader.channel in PLAIN, is_room(reader.chat_id)
        if group not in worded:
            worded[group] = _message(voice, key, reader, word(reader))
        messages.append(_for(voice, reader, worded[group]))
    voice.to_many += messages
    return broadcasts.begin(voice.session, once, messages, voice.now, by.id if by else None)


def _message(voice: Voice, key: str, reader: Person, wording: Wording) -> NewMessage:
    rows = voice.laid_out(wording.buttons, reader, 1) if reader.channel in PLAIN else wording.buttons
    return NewMessage(
        person_id=reader.id,
        channel=reader.channel,
        chat_id=reader.chat_id,
        lane=Lane.DIGEST,
        key=key,
        text=wording.text,
        buttons=menus.as_json(rows),
        picture=wording.picture,
        due_at=voice.now,
        created_at=voice.now,
    )


def _for(voice: Voice, reader: Person, like: NewMessage) -> NewMessage:
    return NewMessage(
        person_id=reader.id,
        channel=reader.channel,
        chat_id=reader.chat_id,
        lane=like.lane,
        key=like.key,
        text=like.text,
        buttons=like.buttons,
        picture=like.picture,
        due_at=voice.when(reader, Lane.DIGEST),
        created_at=like.created_at,
    )
