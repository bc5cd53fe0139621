"""The browser's side of a chat page test: the page with its phones, and a bot that does as it is told."""

import io
from dataclasses import dataclass
from typing import Any

import aiohttp
from PIL import Image
from playwright.async_api import Locator, Page

TOKEN = "42:sandbox-page"

Json = dict[str, Any]


@dataclass
class ScriptedBot:
    """Does what the test tells it, one Bot API call at a time."""

    session: aiohttp.ClientSession
    url: str
    offset: int = 0

    async def call(self, method: str, **params: Any) -> Any:
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", json=params) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def hears(self) -> Json:
        """Wait for the next update."""
        (update,) = await self.call("getUpdates", offset=self.offset, limit=1, timeout=20)
        self.offset = update["update_id"] + 1
        return next(value for key, value in update.items() if key != "update_id")

    async def says(self, chat_id: int, text: str, **more: Any) -> Json:
        message: Json = await self.call("sendMessage", chat_id=chat_id, text=text, parse_mode="HTML", **more)
        return message

    async def shows(self, chat_id: int, photo: bytes, caption: str) -> None:
        form = aiohttp.FormData({"chat_id": str(chat_id), "caption": caption})
        form.add_field("photo", photo, filename="tien-do.png", content_type="image/png")
        async with self.session.post(f"{self.url}/bot{TOKEN}/sendPhoto", data=form) as response:
            assert response.status == 200

    async def downloads(self, file_id: str) -> bytes:
        path = (await self.call("getFile", file_id=file_id))["file_path"]
        async with self.session.get(f"{self.url}/file/bot{TOKEN}/{path}") as response:
            return await response.read()


@dataclass
class Stage:
    """The page open in a browser, two people on it, and the bot behind it."""

    page: Page
    bot: ScriptedBot
    errors: list[str]

    def phone(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=f"Điện thoại của {name}")

    async def starts(self, name: str) -> tuple[Locator, int]:
        """Press Start on a phone and hear it; the phone and the chat's id."""
        phone = self.phone(name)
        await phone.get_by_role("button", name="Bắt đầu").click()
        return phone, (await self.bot.hears())["chat"]["id"]


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return out.getvalue()


def attached(name: str, data: bytes, mime: str = "image/png") -> Any:
    return {"name": name, "mimeType": mime, "buffer": data}


def line_of(phone: Locator) -> Locator:
    return phone.get_by_role("textbox", name="Nhắn tin…")
