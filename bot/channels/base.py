"""What every channel offers, and the words for what can go wrong when it sends."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from handlers.messages import Input, Media, Outgoing, Toast
from storage.models import Attachment, Person


class SendError(Exception):
    """A message was not delivered, or nobody knows; the text names no person and no secret."""

    arrived = 0  # pieces of a long message that were delivered before one failed


class Unavailable(SendError):
    """The channel is out of reach, or its answer was lost: try again later."""


class Throttled(SendError):
    """The channel asks for a pause of `seconds` and did not deliver."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asked to wait {seconds:.0f} s")
        self.seconds = seconds


class Unreachable(SendError):
    """This person cannot be written to until they write again."""


class Withheld(SendError):
    """The channel does not deliver to this person just now (a quota, a closed window); once they write, it may."""


class Moved(SendError):
    """The chat has another id now."""

    def __init__(self, chat_id: str) -> None:
        super().__init__("the chat moved")
        self.chat_id = chat_id


class Refused(SendError):
    """The channel will never take this message."""


class NotAuthorised(SendError):
    """The token is not accepted just now."""


class Conflict(SendError):
    """Somebody else takes this bot's updates."""


@contextmanager
def counting(arrived: int) -> Iterator[None]:
    """Let an error tell how many pieces of a message were delivered before it."""
    try:
        yield
    except SendError as error:
        error.arrived = arrived
        raise


class Channel(Protocol):
    """Wire format to Input, Outgoing to wire calls, and nothing else."""

    name: str

    async def start(self) -> None: ...
    async def stop(self) -> None: ...

    async def get_me(self) -> Mapping[str, Any]:
        """Return what the platform says of the bot itself; raises SendError."""
        ...

    async def receive(self) -> list[Input]:
        """Wait for updates; raises SendError. They come again until `acknowledge` is called, if the channel can."""
        ...

    def acknowledge(self) -> None:
        """Let go of everything received so far."""

    def read(self, body: Any) -> list[Input]:
        """Return what a webhook brought, whatever JSON it is; never raises."""
        ...

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates brought to an address, with this secret in a header; raises SendError."""

    async def send(self, message: Outgoing) -> str:
        """Deliver a message and return the channel's id of it; raises SendError."""
        ...

    async def answer(self, toast: Toast) -> None:
        """Answer a press; best effort."""

    async def types(self, chat_id: str) -> None:
        """Show that an answer is on its way; best effort."""

    async def fetch(self, attachment: Attachment, most: int) -> bytes:
        """Return a file's bytes, at most so many; raises SendError."""
        ...

    async def publish_commands(self) -> None:
        """Show everybody the commands that everybody may use."""

    async def publish_own_commands(self, people: Sequence[Person]) -> None:
        """Show each of these people the commands of their role, in their language."""


def copy_of(media: Media, data_dir: Path) -> str:
    """Return the path below data_dir of a file's durable copy, "" when there is none and never will be.

    Raises Unavailable while the copy is still being made.
    """
    if media.lost:
        return ""
    if not media.sha256:
        raise Unavailable("the file has no copy yet")
    name = f"files/{media.sha256[:2]}/{media.sha256}"
    return name if (data_dir / name).is_file() else ""


def too_deep(body: Any, levels: int = 50) -> bool:
    """Say whether JSON nests as no channel's does: reading it might pass and storing it exhaust the stack."""
    inner = body.values() if isinstance(body, dict) else body if isinstance(body, list) else ()
    return levels == 0 or any(too_deep(one, levels - 1) for one in inner)
