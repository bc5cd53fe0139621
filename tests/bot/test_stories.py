"""Every story of the test data, however messily it is typed, told over HTTP and exported unharmed."""

import asyncio
import json
import unicodedata
from pathlib import Path
from typing import Any

from bot.sandbox.markup import buttons
from bot.sandbox.people import SimulatedPerson, text_of
from tests.bot.conftest import Service
from tests.bot.terminal import ROOT, Printed, Terminal

STORIES = json.loads((ROOT / "tests" / "data" / "stories.json").read_text(encoding="utf-8"))["stories"]
KINDS = {"individual": "Một người", "collective": "Một tập thể"}
# The contract of `export x.json`: every key, in its order, with what its value may be.
NOMINATION = {
    "code": str,
    "kind": str,
    "field": str,
    "nominee": str,
    "commune": str | None,
    "hamlet": str | None,
    "story": str,
    "results": str | None,
    "status": str,
    "nominator": dict,
    "submitted_at": str,
    "history": list,
    "attachments": list,
}
ACT = {"action": str, "by": str | None, "at": str, "reason": str | None}
FILE = {"kind": str, "sha256": str | None, "bytes": int | None}


async def test_every_story_survives_the_chat_and_the_export(
    terminal: Terminal, service: Service, tmp_path: Path
) -> None:
    told = await asyncio.gather(*(tell(service, story) for story in STORIES))
    file = tmp_path / "x.json"
    assert await terminal.runs("export", str(file)) == Printed(0, f"30 nominations written to {file}.\n", "")

    exported = json.loads(file.read_text(encoding="utf-8"))
    found = {one["code"]: one for one in exported["nominations"]}
    assert len(STORIES) == len(found) == 30
    for story, (code, citizen) in zip(STORIES, told, strict=True):
        assert_unharmed(found[code], story, citizen)
    assert_contract(exported)
    assert unicodedata.is_normalized("NFC", file.read_text(encoding="utf-8"))


async def tell(service: Service, story: dict[str, Any]) -> tuple[str, SimulatedPerson]:
    """Tell a story from beginning to end; return its code and who told it."""
    citizen = await service.people.add(f"Người kể {story['id']}")
    field = service.app.desk.office.field(story["field"])
    assert field is not None
    await citizen.says("/gioithieu")
    await citizen.hears("Bước 1/")
    for label, then in ((KINDS[story["kind"]], "Bước 2/"), (field.button.vi, "Bước 3/")):
        await citizen.taps(label)
        await citizen.hears(then)
    await citizen.says(story["nominee_raw"])
    await citizen.hears("Bước 4/")
    await place(citizen, story)
    for paragraph in paragraphs(story):
        await citizen.says(paragraph)
        await citizen.hears("Đã ghi (")
    for label, then in (("Xong", "Bước 6/"), ("Bỏ qua", "Bước 7/"), ("Bỏ qua", "Bước 8/"), ("Bỏ qua", "Bước 9/")):
        await citizen.taps(label)
        await citizen.hears(then)
    await citizen.says("Người Kể Chuyện")
    await citizen.hears("Bước 10/")
    await citizen.says("Bỏ qua bước này")
    await citizen.hears("Bước 11/")
    for label, then in (("Đồng ý", "Bước 12/"), ("Đồng ý", "kiểm tra lại"), ("Gửi bài giới thiệu", "Mã tra cứu")):
        await citizen.taps(label)
        thanks = await citizen.hears(then)
    return text_of(thanks).partition("Mã tra cứu: ")[2].split()[0], citizen


async def place(citizen: SimulatedPerson, story: dict[str, Any]) -> None:
    """Say where; asked which commune is meant, choose the right one."""
    await citizen.says(story["unit_raw"])
    while "Bước 5/" not in text_of(answer := await citizen.hears()):
        offered = [button["callback_data"] for button in buttons(answer.get("reply_markup"))]
        right = [data for data in offered if data.endswith(f":place:c{story['commune_code']}")]
        assert right or "Đã ghi:" in text_of(answer), (story["unit_raw"], text_of(answer), offered)
        if right:
            await citizen.presses(answer["message_id"], right[0])


def paragraphs(story: dict[str, Any]) -> list[str]:
    """Return the messages in which a story is told: mostly one, by one person a paragraph at a time."""
    text = str(story["text"])
    return text.split("\n\n") if story["id"] == "S27" else [text]


def assert_unharmed(found: dict[str, Any], story: dict[str, Any], citizen: SimulatedPerson) -> None:
    assert found["story"] == nfc("\n".join(paragraphs(story)))
    assert found["nominee"] == nfc(story["nominee_raw"])
    kept = {key: found[key] for key in ("kind", "field", "commune", "results", "status", "attachments")}
    assert kept == {
        "kind": story["kind"],
        "field": story["field"],
        "commune": story["commune_code"],
        "results": None,
        "status": "submitted",
        "attachments": [],
    }
    who = {"channel": "telegram", "external_id": str(citizen.id), "name": citizen.name}
    assert found["nominator"] == who
    assert [(act["action"], act["by"], act["reason"]) for act in found["history"]] == [("submit", citizen.name, None)]


def assert_contract(exported: dict[str, Any]) -> None:
    assert list(exported) == ["nominations", "outbox"]
    assert list(exported["outbox"]) == ["queued", "sent", "errored", "failed"]
    for one in exported["nominations"]:
        assert_shape(one, NOMINATION)
        assert_shape(one["nominator"], {"channel": str, "external_id": str, "name": str})
        for act in one["history"]:
            assert_shape(act, ACT)
        for file in one["attachments"]:
            assert_shape(file, FILE)


def assert_shape(value: dict[str, Any], shape: dict[str, Any]) -> None:
    assert list(value) == list(shape)
    assert all(isinstance(value[key], kind) for key, kind in shape.items()), value


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
