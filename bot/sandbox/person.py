"""A simulated person: sees and does what a phone lets them, through the control API."""

import asyncio
import time
import unicodedata

import aiohttp

from bot.sandbox.client import Client, Json
from bot.sandbox.markup import buttons

PATIENCE = 10.0
"""Seconds that somebody waits for the bot by default."""


class SimulatedPerson:
    """One person. Every act raises ValueError with the sandbox's reason where a phone would not allow it."""

    def __init__(self, client: Client, person: Json) -> None:
        self._client = client
        self.id: int | str = person["id"]
        self.channel: str = person["channel"]
        self.name: str = person["first_name"]
        self.phone = f"+8491{int(str(self.id), 16 if self.channel == 'zalo' else 10) % 10_000_000:07d}"
        self.transcript: list[Json] = []
        """All that was said, seen and pressed: {"who": "bot"|"person"|"toast", "text", "buttons", "files", …}."""
        self.messages: dict[int, Json] = {}
        self.keyboard: Json | None = None
        self._rev = 0
        self._unheard: list[Json] = []

    async def says(self, text: str, reply_to: int | None = None) -> int:
        return await self._does("text", {"text": text, "reply_to": reply_to})

    async def starts(self, payload: str = "") -> int:
        return await self._does("start", {"payload": payload})

    async def sends_photo(self, data: bytes, caption: str = "") -> int:
        return await self._sends("photo", [("photo.jpg", data)], caption)

    async def sends_album(self, photos: list[bytes], caption: str = "") -> int:
        return await self._sends("photo", [(f"photo{n}.jpg", data) for n, data in enumerate(photos, 1)], caption)

    async def sends_voice(self, data: bytes) -> int:
        return await self._sends("voice", [("voice", data)], "")

    async def sends_file(self, kind: str, name: str, data: bytes, caption: str = "") -> int:
        """Send a document, voice, video, sticker or photo."""
        return await self._sends(kind, [(name, data)], caption)

    async def shares_contact(self, phone: str = "") -> int:
        return await self._does("contact", {"phone_number": phone or self.phone})

    async def shares_location(self, latitude: float, longitude: float) -> int:
        return await self._does("location", {"latitude": latitude, "longitude": longitude})

    async def edits(self, message_id: int, text: str) -> int:
        return await self._does("edit", {"message_id": message_id, "text": text})

    async def blocks(self) -> None:
        await self._client.post(f"people/{self.id}/block", {})

    async def unblocks(self) -> None:
        await self._client.post(f"people/{self.id}/unblock", {})

    async def presses(self, message_id: int, data: str) -> str:
        """Press a button by its data, which may be forged or stale; return the callback's id."""
        body = {"message_id": message_id, "data": data}
        return str((await self._client.post(f"people/{self.id}/press", body))["callback_id"])

    async def taps(self, label: str, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - a person's patience
        """Tap the newest button with `label` in it (emoji aside), waiting for one to appear.

        An inline button is pressed, one of the reply keyboard says its text or shares the contact.
        Raises LookupError with the labels on offer.
        """
        deadline = time.monotonic() + timeout
        await self.catches_up()
        while not await self._tapped(label):
            left = deadline - time.monotonic()
            if left <= 0:
                raise LookupError(f"{self.name} sees no button {label!r}; on offer: {self.labels()}")
            await self.catches_up(left)

    async def hears(self, contains: str | None = None, timeout: float = PATIENCE) -> Json:  # noqa: ASYNC109
        """Read on, from where the last `hears` stopped, to the next bot message with this text, new or edited.

        Raises TimeoutError with what was heard instead.
        """
        deadline = time.monotonic() + timeout
        skipped: list[str] = []
        while True:
            while self._unheard:
                message = self._unheard.pop(0)
                if contains is None or nfc(contains) in nfc(text_of(message)):
                    return message
                skipped.append(text_of(message))
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"{self.name} waited for {contains!r}; heard: {skipped}")
            await self.catches_up(left)

    async def catches_up(self, wait: float = 0) -> None:
        """Take in what is new in the chat, waiting up to so many seconds for it."""
        await asyncio.sleep(0)
        held = min(int(wait) + 1, 30) if wait > 0 else 0
        async with asyncio.timeout(wait + 5):
            seen = await self._client.get(f"people/{self.id}/chat?after={self._rev}&wait={held}")
        self._rev, self.keyboard = seen["rev"], seen["keyboard"]
        for message in sorted(seen["messages"], key=lambda m: int(m["rev"])):
            self._sees(message)
        self.transcript += [{"who": "toast", "text": t["text"], "buttons": [], "files": []} for t in seen["toasts"]]

    def labels(self) -> list[str]:
        """Return the labels on offer: inline buttons from the newest message back, then the reply keyboard."""
        return [button["text"] for _, button in self._inline()] + [b["text"] for b in buttons(self.keyboard)]

    def _sees(self, message: Json) -> None:
        self.messages[message["message_id"]] = message
        if message["side"] == "bot" and not message["deleted"]:
            self._unheard.append(message)
        shown = [button["text"] for button in buttons(message.get("reply_markup"))]
        files = [file["name"] for file in message["files"]]
        marks = {"edited": message["edited"], "deleted": message["deleted"], "message": message}
        entry = {"who": message["side"], "text": text_of(message), "buttons": shown, "files": files, **marks}
        self.transcript.append(entry)

    def _inline(self) -> list[tuple[int, Json]]:
        newest_first = sorted(self.messages.items(), reverse=True)
        return [(number, button) for number, message in newest_first for button in buttons(message.get("reply_markup"))]

    async def _tapped(self, label: str) -> bool:
        inline = [(n, b) for n, b in self._inline() if "callback_data" in b and plain(label) in plain(b["text"])]
        if inline:
            newest = [(n, b) for n, b in inline if n == inline[0][0]]
            number, button = min(newest, key=lambda found: plain(found[1]["text"]) != plain(label))
            self.transcript.append({"who": "person", "text": f"[{button['text']}]", "buttons": [], "files": []})
            await self.presses(number, button["callback_data"])
            return True
        replies = [b for b in buttons(self.keyboard) if plain(label) in plain(b["text"])]
        for button in sorted(replies, key=lambda b: plain(b["text"]) != plain(label))[:1]:
            await (self.shares_contact() if button.get("request_contact") else self.says(button["text"]))
        return bool(replies)

    async def _does(self, act: str, body: Json) -> int:
        return int((await self._client.post(f"people/{self.id}/{act}", body))["message_id"])

    async def _sends(self, kind: str, files: list[tuple[str, bytes]], caption: str) -> int:
        form = aiohttp.FormData({"kind": kind, "caption": caption}, quote_fields=False)
        for name, data in files:
            form.add_field("file", data, filename=name)
        return int((await self._client.post(f"people/{self.id}/file", form))["message_id"])


def text_of(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def plain(label: str) -> str:
    """Return a label without emoji and their joiners, single-spaced."""
    kept = [c for c in nfc(label) if unicodedata.category(c) not in {"So", "Sk", "Cf", "Me", "Cn"} and c != "\ufe0f"]
    return " ".join("".join(kept).split())
