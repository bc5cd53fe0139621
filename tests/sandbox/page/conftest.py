"""A browser on the chat page of a sandbox where two people have Telegram; it has a microphone that hums."""

import shutil
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from bot.clock import Clock
from bot.sandbox.server import Sandbox
from tests.sandbox.page.page_stage import TOKEN, ZALO_TOKEN, ScriptedBot, ScriptedZaloBot, Stage

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    running = Sandbox(TOKEN, zalo_token=ZALO_TOKEN, clock=Clock())
    await running.start()
    running.world.add_person("Hoa")
    running.world.add_person("Lan")
    yield running
    await running.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Stage]:
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page, errors = await context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
    async with aiohttp.ClientSession() as session:
        await page.goto(sandbox.url)
        bots = ScriptedBot(session, sandbox.url), ScriptedZaloBot(session, sandbox.url)
        yield Stage(page, *bots, errors)
    await context.close()
    assert errors == []
