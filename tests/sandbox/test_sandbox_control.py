"""The control API: for this machine's page alone, and a clock to move."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.clock import Clock
from bot.sandbox.moments import next_monday
from bot.sandbox.people import People, SimulatedPerson
from bot.sandbox.server import PAGE, Sandbox
from tests.sandbox.calls import Api

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:8080", "Origin": "http://localhost:8080"}, 200),
        ({"Host": "[::1]:8080"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "[bad"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "localhost:8080", "Origin": "http://localhost:9999"}, 403),
    ],
)
async def test_only_this_machines_own_page_may_use_it(
    sandbox: Sandbox, session: aiohttp.ClientSession, headers: dict[str, str], status: int
) -> None:
    async with session.get(f"{sandbox.url}/sandbox/state", headers=headers) as answer:
        assert answer.status == status
    async with session.post(f"{sandbox.url}/sandbox/people", json={"first_name": "A"}, headers=headers) as answer:
        assert answer.status == status


async def test_the_state_names_the_bot_the_time_and_everybody(people: People, hoa: SimulatedPerson) -> None:
    state = await people.get("state")
    assert state["bot"]["username"] == "hoadep_sandbox_bot"
    assert state["people"] == [
        {
            "id": hoa.id, "channel": "telegram", "first_name": "Hoa", "last_name": "Nguyễn", "username": "hoa_nguyen",
            "language_code": "vi", "blocked": False,
        }
    ]  # fmt: skip
    assert datetime.fromisoformat(state["now"]).tzinfo


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("people", {"first_name": " "}, 400),
        ("people/1/text", {"text": "x"}, 404),
        ("people/x/text", {"text": "x"}, 404),
        ("people/{hoa}/text", {"text": "  "}, 400),
        ("people/{hoa}/text", {"text": "x", "reply_to": "abc"}, 400),
        ("people/{hoa}/press", {"message_id": 99, "data": "x"}, 404),
        ("people/{hoa}/press", {"message_id": 1, "label": "Có"}, 404),
        ("people/{hoa}/edit", {"message_id": 99, "text": "x"}, 404),
        ("people/{hoa}/file", {"kind": "photo"}, 400),
        ("people/{hoa}/contact", {}, 400),
        ("people/{hoa}/location", {"latitude": 91, "longitude": 0}, 400),
        ("people/{hoa}/location", {"latitude": "nan", "longitude": 0}, 400),
        ("clock", {"to": "someday"}, 400),
        ("clock", {"by": 10**15}, 400),
        ("clock", [], 400),
    ],
)
async def test_nonsense_gets_a_clear_answer(
    sandbox: Sandbox, session: aiohttp.ClientSession, hoa: SimulatedPerson, *, path: str, body: Any, status: int
) -> None:
    url = f"{sandbox.url}/sandbox/{path.format(hoa=hoa.id)}"
    async with session.post(url, json=body) as answer:
        assert answer.status == status
        assert (await answer.json())["error"]


async def test_the_clock_jumps_to_monday_morning_and_tells_everybody(people: People) -> None:
    clock = Clock()
    told: list[datetime] = []
    clock.on_move(lambda: told.append(clock.now()))
    server = Sandbox("1:x", clock=clock)
    await server.start()
    async with People(server.url) as them:
        monday = datetime.fromisoformat(await them.move_clock(to="monday")).astimezone(HANOI)
        later = datetime.fromisoformat(await them.move_clock(by=3600)).astimezone(HANOI)
        await (await them.add("Hoa")).starts()
    await server.stop()
    assert (monday.weekday(), monday.hour, monday.minute) == (0, 7, 30)
    assert later - monday >= timedelta(hours=1)
    assert len(told) == 2
    assert server.world.now() - server.world.chats[5_000_000_001].posts[1].message["date"] < 60


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-23T07:29:59+07:00", "2026-11-23T07:30+07:00"),
        ("2026-11-23T07:30:00+07:00", "2026-11-30T07:30+07:00"),
        ("2026-11-22T23:59:00+00:00", "2026-11-23T07:30+07:00"),
        ("2026-12-31T12:00:00+07:00", "2027-01-04T07:30+07:00"),
    ],
)
def test_monday_is_the_next_one_in_the_local_zone(now: str, monday: str) -> None:
    assert next_monday(datetime.fromisoformat(now).astimezone(UTC), HANOI) == datetime.fromisoformat(monday)


async def test_without_a_clock_of_its_own_time_stays_real() -> None:
    server = Sandbox("1:x")
    await server.start()
    async with People(server.url) as them:
        with pytest.raises(ValueError, match="real time"):
            await them.move_clock(to="monday")
    await server.stop()


async def test_a_chat_is_polled_for_what_changed_since(people: People, api: Api, hoa: SimulatedPerson) -> None:
    first = await people.get(f"people/{hoa.id}/chat")
    sent = await api.result("sendMessage", chat_id=hoa.id, text="Một")
    await api.result("sendMessage", chat_id=hoa.id, text="Hai")
    seen = await people.get(f"people/{hoa.id}/chat?after={first['rev']}&wait=20")
    await api.result("deleteMessage", chat_id=hoa.id, message_id=sent["message_id"])
    last = await people.get(f"people/{hoa.id}/chat?after={seen['rev']}&wait=20")
    assert [m["text"] for m in seen["messages"]] == ["Một", "Hai"]
    assert [(m["message_id"], m["deleted"], m["html"]) for m in last["messages"]] == [(sent["message_id"], True, "")]
    assert (await people.get(f"people/{hoa.id}/chat?after={last['rev']}"))["messages"] == []


async def test_an_uploaded_page_is_never_run_in_the_chat_page(
    sandbox: Sandbox, session: aiohttp.ClientSession, people: People, hoa: SimulatedPerson
) -> None:
    await hoa.sends_file("document", "x.html", b"<script>alert(1)</script>")
    await hoa.sends_photo(b"\xff\xd8")
    page, photo = (await people.get(f"people/{hoa.id}/chat?after=1"))["messages"]
    async with session.get(sandbox.url + page["files"][0]["url"]) as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"
    async with session.get(sandbox.url + photo["files"][0]["url"]) as answer:
        assert (answer.content_type, await answer.read()) == ("image/jpeg", b"\xff\xd8")


@pytest.mark.parametrize("path", ["static/..%2Fserver.py", "static/%2Fetc%2Fpasswd", "static/none.js", "static/"])
async def test_only_files_of_the_page_are_served(sandbox: Sandbox, session: aiohttp.ClientSession, path: str) -> None:
    async with session.get(f"{sandbox.url}/{path}") as answer:
        assert answer.status == 404


async def test_the_page_is_served_where_there_is_one(sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
    async with session.get(sandbox.url) as answer:
        assert answer.status == (200 if (PAGE / "index.html").exists() else 404)
