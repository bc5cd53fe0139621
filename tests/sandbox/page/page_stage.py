"""The browser's side of a chat page test: the page with its phones, and two bots that do as they are told."""

import io
from dataclasses import dataclass
from typing import Any

import aiohttp
from PIL import Image
from playwright.async_api import Locator, Page

TOKEN, ZALO_TOKEN = "42:sandbox-page", "43:sandbox-page-on-zalo"

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
class ScriptedZaloBot:
    """Does the same, one call of the Zalo Bot Platform at a time."""

    session: aiohttp.ClientSession
    url: str

    async def ask(self, method: str, **params: Any) -> Json:
        async with self.session.post(f"{self.url}/bot{ZALO_TOKEN}/{method}", json=params) as response:
            answer: Json = await response.json()
        return answer

    async def call(self, method: str, **params: Any) -> Json:
        answer = await self.ask(method, **params)
        assert answer["ok"], answer
        result: Json = answer.get("result", {})
        return result

    async def hears(self) -> tuple[str, Json]:
        """Wait for the next event; its kind ("text", "image" …) and its message."""
        event = await self.call("getUpdates", timeout=20)
        return event["event_name"].split(".")[1], event["message"]

    async def says(self, chat_id: str, text: str, **more: Any) -> None:
        await self.call("sendMessage", chat_id=chat_id, text=text, **more)

    async def downloads(self, url: str) -> bytes:
        async with self.session.get(url) as response:
            return await response.read()


@dataclass
class Stage:
    """The page open in a browser, two people with Telegram on it, and the bots behind it."""

    page: Page
    bot: ScriptedBot
    zalo: ScriptedZaloBot
    errors: list[str]

    def phone(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=f"Điện thoại của {name}")

    async def starts(self, name: str) -> tuple[Locator, int]:
        """Press Start on a phone and hear it; the phone and the chat's id."""
        phone = self.phone(name)
        await phone.get_by_role("button", name="Bắt đầu").click()
        return phone, (await self.bot.hears())["chat"]["id"]

    async def sticking_out(self) -> list[str]:
        """Return the classes of what reaches beyond the right edge of a small screen."""
        shown = "[...document.querySelectorAll('html, body, .bar > *, .phone.in-hand, .phone.in-hand *')]"
        outside = "!e.matches('.unseen') && e.getBoundingClientRect().right > innerWidth + 0.5"
        found: list[str] = await self.page.evaluate(f"{shown}.filter(e => {outside}).map(e => e.className)")
        return found

    async def adds_on_zalo(self, name: str) -> Locator:
        """Add somebody on Zalo by the page's dialog; their phone."""
        await self.page.get_by_role("button", name="Thêm người", exact=True).click()
        asks = self.page.get_by_role("dialog", name="Thêm người")
        await asks.get_by_label("Họ và tên").fill(name)
        await asks.get_by_label("Ứng dụng").select_option("Zalo")
        await asks.get_by_role("button", name="Thêm người").click()
        return self.phone(f"{name} (Zalo)")

    async def writes_on_zalo(self, name: str) -> tuple[Locator, str]:
        """Add somebody on Zalo who writes, and hear it; the phone and the chat's id."""
        phone = await self.adds_on_zalo(name)
        await line_of(phone).fill("xin chào")
        await line_of(phone).press("Enter")
        return phone, (await self.zalo.hears())[1]["chat"]["id"]


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return out.getvalue()


def attached(name: str, data: bytes, mime: str = "image/png") -> Any:
    return {"name": name, "mimeType": mime, "buffer": data}


def line_of(phone: Locator) -> Locator:
    return phone.get_by_role("textbox")
