"""What a person can give to a question. Numbers and labels typed instead of a button have become a Press before."""

from dataclasses import dataclass

from handlers.messages import Media


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    phone: str
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    value: str


@dataclass(frozen=True, slots=True)
class Files:
    media: Media
    message_id: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    text: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Jump:
    key: str


@dataclass(frozen=True, slots=True)
class Other:
    """Something that no question can use: a sticker, a place on the map."""


class Control(str):
    """Back, skip, done, clear: words of the conversation itself."""

    __slots__ = ()


BACK, SKIP, DONE, CLEAR = Control("back"), Control("skip"), Control("done"), Control("clear")

Given = Words | Contact | Press | Files | Edited | Jump | Other | Control
