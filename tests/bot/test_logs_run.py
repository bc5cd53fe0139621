"""A whole run at the loudest level, on both channels and on bad days: nobody's words are in its log (threat 22)."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot import delivery, files, logs
from bot.app import App
from bot.clock import Clock
from bot.config import Settings
from bot.sandbox.faults import KINDS, UPDATE_KINDS
from bot.sandbox.people import People, SimulatedPerson
from bot.sandbox.server import Sandbox
from storage import invites
from storage.models import Role
from tests.bot.conftest import TOKEN, WEDNESDAY_NOON, ZALO_TOKEN, Service, asked, until
from tests.bot.pushing import Pusher, both_by_webhook, pusher_for, update
from tests.bot.walking import PHOTO

# Each in no other place than here, also without its accents.
NAME, NOMINEE, PHONE, HAMLET = "Quỳnhtên", "bà Hoàngcanary Thịmật", "0987 654 321", "Xómkín"
STORY = "Bà đã tặngthầm ba hộ nghèo mượn bò giống từ năm 2019, nay cả ba hộ đã thoátnghèongay."
RESULT, FILE, REASON = "kếtquảriêng", "hồ-sơ-riêng.pdf", "lờiriêng của cán bộ"
WORDS = ("Quỳnhtên", "Hoàngcanary", "Thịmật", "tặngthầm", "thoátnghèo", "kếtquảriêng", "riêng", "lờiriêng", "Xómkín")
KNOWN = "gần giống như vậy"
DIGITS = ("987654321", "654 321", "654321")
ONE_BY_ONE = sorted(KINDS - UPDATE_KINDS - {"400", "403", "401", "404", "html404", "migrate", "stall", "quota", "429"})

pytestmark = pytest.mark.usefixtures("logging_as_before")


@pytest.fixture
def variables(sandbox: Sandbox) -> dict[str, str]:
    return {**both_by_webhook(sandbox.url), "LOG__LEVEL": "debug"}


@asynccontextmanager
async def loudly(settings: Settings, sandbox: Sandbox) -> AsyncIterator[Service]:
    """Run the service with its own log, as it would be on a machine where somebody looks for a fault."""
    logs.configure(settings.log.level, "json")
    clock: Clock = sandbox.world.clock
    clock.move_to(WEDNESDAY_NOON)
    async with People(sandbox.url) as people:
        service = Service(settings, clock, App(settings, clock), sandbox, people, [])
        await service.app.start()
        yield service
        await service.app.stop()


async def tells(person: SimulatedPerson, place: str = "Bước 5") -> None:
    """Tell a story whose every part is planted; `place` is what the place is answered with."""
    await person.starts()
    await person.hears("Xin chào", timeout=30)
    await person.says("/gioithieu")
    for label in ("Một người", "Người tốt"):
        await person.taps(label, timeout=30)
    await person.hears("Bước 3", timeout=30)
    for words, heard in ((NOMINEE, "Bước 4"), (f"{HAMLET}, Liên Châu", place)):
        await person.says(words)
        await person.hears(heard, timeout=30)
    if place == KNOWN:
        await person.taps("Không phải", timeout=30)
        await person.hears("Bước 5", timeout=30)
    for words, heard in ((STORY, "Đã ghi"), ("Xong", "Bước 6")):
        await person.says(words)
        await person.hears(heard, timeout=30)
    await person.says(RESULT)
    await person.hears("Bước 7", timeout=30)
    await person.taps("Bỏ qua", timeout=30)
    await person.hears("Bước 8", timeout=30)
    await person.sends_photo(PHOTO, caption=REASON)
    await person.hears("Đã nhận", timeout=30)
    await person.taps("Đủ rồi", timeout=30)
    await person.hears("Bước 9", timeout=30)
    await person.says(NAME)
    await person.hears("Bước 10", timeout=30)
    await person.says(PHONE)
    await person.hears("Bước 11", timeout=30)
    for label, heard in (("Đồng ý", "Bước 12"), ("Đồng ý", "kiểm tra lại"), ("Gửi bài giới thiệu", "Mã tra cứu")):
        await person.taps(label, timeout=30)
        await person.hears(heard, timeout=30)


async def disturbs(service: Service, pusher: Pusher) -> None:
    """Do what nobody should: forged, broken and repeated calls, and refusals that quote what they refuse."""
    quoting = f'Bad Request: can\'t parse "{STORY}" of {NOMINEE} in chat {PHONE.replace(" ", "")}'
    service.sandbox.faults.add("sendMessage", "400", times=2, description=quoting)
    service.sandbox.faults.add("zalo.sendmessage", "400", times=2, description=quoting)
    for platform in ("telegram", "zalo"):
        given = update(platform, STORY, who=4_200_000_001)
        assert [await pusher.pushes(platform, given) for _ in range(2)] == [200, 200]
        body = json.dumps(given).encode()
        assert (await pusher.posts(platform, body, "a-wrong-secret-Quỳnhtên"))[0] == 403
        assert (await pusher.posts(platform, body[:-9]))[0] == 200
    broken = update("telegram", STORY, who=4_200_000_001)
    broken["message"]["date"] = NOMINEE
    broken["message"]["entities"] = [{"type": NAME, "offset": PHONE}]
    assert await pusher.pushes("telegram", broken) == 200
    await pusher.gets(f"/pictures/9/{NAME}/files/{NOMINEE}")


def secrets_of(service: Service) -> list[str]:
    with service.app.database.begin() as session:
        handed = invites.invite(session, Role.REVIEWER, service.clock.now(), timedelta(hours=72))
    shown = [one.secret_shown for one in service.settings.platforms.values()]
    return [TOKEN.partition(":")[2], ZALO_TOKEN.partition(":")[2], *shown, handed.token, handed.code]


async def test_no_word_of_anybody_is_in_the_log_of_a_whole_run(
    settings: Settings, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(delivery, "LONGEST", 0.05)
    monkeypatch.setattr(files, "LOOK", 0.05)
    async with loudly(settings, sandbox) as loud:
        secrets, people = await _lives_through_a_bad_day(loud)

    said = capfd.readouterr()
    assert said.out == ""
    told = re.sub(r'"timestamp": "[^"]*"', "", said.err).replace("\\\\", "\\")
    for planted in (*WORDS, *DIGITS, *secrets, FILE, "hồ-sơ", "Bad Request: can't parse \""):
        escaped = planted.encode("unicode_escape").decode()
        assert [line for line in told.splitlines() if planted in line or escaped in line] == []
    assert [one for one in people if len(one) > 6 and one in told] == []
    _follows_an_update([json.loads(line) for line in said.err.splitlines()])


async def _lives_through_a_bad_day(loud: Service) -> tuple[list[str], list[str]]:
    """Return the secrets and the people's numbers that there were."""
    hoa = await loud.people.add(NAME, last_name=NAME)
    tu = await loud.people.add(NAME, channel="zalo")
    secrets = secrets_of(loud)
    lan = await loud.people.add(f"Lan {NAME}")
    await lan.starts(f"i_{secrets[-2]}")
    await lan.hears("Chào mừng", timeout=30)
    methods = ("sendMessage", "zalo.sendmessage", "getFile", "file", "answerCallbackQuery")
    faults = [loud.sandbox.faults.add(one, kind, at=3 + n) for one in methods for n, kind in enumerate(ONE_BY_ONE)]

    await tells(hoa)
    await tells(tu, KNOWN)
    await hoa.sends_file("document", FILE, b"%PDF-1.4", caption=REASON)
    await lan.taps("Cần bổ sung", timeout=30)
    await lan.says(REASON)
    await until(lambda: not loud.open_rows())
    async with pusher_for(loud) as pusher:
        await disturbs(loud, pusher)
        await until(lambda: asked(loud.app.database, "SELECT 1 FROM outbox WHERE state = 'failed'"))
        await until(lambda: not loud.open_rows())

    assert {fault.kind for fault in faults if fault.hits} == set(ONE_BY_ONE)
    return secrets, loud.ask("SELECT external_id FROM person")


def _follows_an_update(lines: list[dict[str, Any]]) -> None:
    """Check that a line on a message leads to the update that it answers, and back."""
    answered = {(one["update"], one["row"]) for one in lines if one["event"] == "an update is answered"}
    sent = {(one["update"], one["row"]) for one in lines if one["event"] == "a message was sent" and "update" in one}
    refused = [one for one in lines if one["event"] == "a message was refused for good"]
    assert len(sent) > 40, {one["event"] for one in lines}
    assert sent <= answered
    assert refused
    assert {(one["update"], one["row"]) for one in refused if "update" in one} <= answered
    assert all({"event", "level", "logger", "timestamp"} <= one.keys() for one in lines)
