"""What comes in and what goes out, in no channel's words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

PLAIN = frozenset({"zalo"})  # channels without buttons, edits and keyboards: choices are numbered lines of the text


class InputKind(StrEnum):
    TEXT = "text"
    PRESS = "press"
    MEDIA = "media"
    CONTACT = "contact"
    EDITED = "edited"
    OTHER = "other"  # a sticker, a place, a poll: nothing we can use
    UNSUPPORTED = "unsupported"  # the channel keeps to itself what it was
    LEFT = "left"  # the person blocked the bot; in a room, the bot was put out
    ADDED = "added"  # somebody brought the bot into a room
    MOVED = "moved"  # a room has another number now
    BROKEN = "broken"  # the channel could not read it


@dataclass(frozen=True, slots=True)
class Media:
    """A file as its channel names it; the bytes are fetched later."""

    kind: str  # photo, video, voice, document
    file_id: str
    file_unique_id: str
    bytes: int | None = None
    name: str = ""
    album: str = ""
    channel: str = ""  # where the file_id means something
    sha256: str = ""  # of the durable copy, once there is one
    lost: bool = False  # there will never be a copy


@dataclass(frozen=True, slots=True)
class Room:
    """A group or a channel in which something was done."""

    chat_id: str
    title: str = ""
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing a person did, from any channel."""

    channel: str
    update_id: str
    kind: InputKind
    external_id: str = ""
    chat_id: str = ""
    name: str = ""
    language: str = ""
    text: str = ""
    message_id: str = ""
    callback_id: str = ""
    media: Media | None = None
    forwarded: bool = False
    room: Room | None = None  # not in the private chat of the person who did it
    raw: dict[str, Any] = field(default_factory=dict)


class Button(NamedTuple):
    """A choice shown to a person, who may also type its number (if `numbered`) or its label (if `by_label`)."""

    label: str
    data: str
    numbered: bool = False
    url: str = ""
    by_label: bool = True
    back: bool = False  # the way back: where choices are numbered lines it is always 0
    number: int | None = None  # with which it is answered; see handlers.menus


Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A keyboard in place of the person's own: the button that shares a phone number, or its removal."""

    share_phone: str = ""
    labels: tuple[str, ...] = ()
    remove: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """The short answer to a press; best effort, right after the commit."""

    channel: str
    callback_id: str
    text: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as delivery hands it to a channel."""

    chat_id: str
    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    keyboard: Keyboard | None = None
    picture: str = ""
    media: Media | None = None
    edits: str = ""  # the channel's id of the message to replace
    arrived: int = 0  # pieces of a long message that have been delivered before
