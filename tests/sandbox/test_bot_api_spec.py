"""The sandbox against the public specification of the Bot API: parameters, required ones, and every answer."""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Clock
from bot.sandbox import acts
from bot.sandbox.methods import METHODS
from bot.sandbox.params import ApiError, Params, Upload
from bot.sandbox.people import SimulatedPerson
from bot.sandbox.world import World
from tests.sandbox.calls import Api, keyboard

SPEC = Path(
    os.environ.get("BOTAPI_SPEC") or Path(__file__).parents[2].parent.joinpath("shared", "botapi-spec", "api.json")
)
pytestmark = pytest.mark.skipif(not SPEC.is_file(), reason="no specification: set BOTAPI_SPEC to its api.json")

Json = dict[str, Any]
SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,), "String": (str,), "Boolean": (bool,), "True": (bool,), "Float": (int, float),
}  # fmt: skip


@cache
def spec() -> Json:
    loaded: Json = json.loads(SPEC.read_text("utf-8"))
    return loaded


def complaints(value: Any, kinds: list[str], where: str) -> list[str]:
    """Return what is wrong with a JSON value that should be of one of these types; [] when it fits one."""
    tries = [_complaints(value, kind, where) for kind in kinds]
    return min(tries, key=len)


def _complaints(value: Any, kind: str, where: str) -> list[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: {value!r} is no array"]
        inner = kind.removeprefix("Array of ")
        return [c for n, item in enumerate(value) for c in _complaints(item, inner, f"{where}[{n}]")]
    if kind in SCALARS:
        fits = isinstance(value, SCALARS[kind]) and (kind in {"Boolean", "True"} or not isinstance(value, bool))
        return [] if fits else [f"{where}: {value!r} is no {kind}"]
    described = spec()["types"][kind]
    if described.get("subtypes"):
        return complaints(value, described["subtypes"], where)
    return list(_object_complaints(value, described, where))


def _object_complaints(value: Any, described: Json, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: {value!r} is no {described['name']}"
        return
    fields = {field["name"]: field for field in described.get("fields", [])}
    yield from (f"{where}: {described['name']} has no field {name}" for name in value.keys() - fields.keys())
    yield from (f"{where}: {name} is missing" for name, f in fields.items() if f["required"] and name not in value)
    for name in value.keys() & fields.keys():
        yield from complaints(value[name], fields[name]["types"], f"{where}.{name}")


class Noted(Params):
    """Parameters that remember which of them were read."""

    def __init__(self, values: Json) -> None:
        super().__init__(values)
        self.read: set[str] = set()

    def raw(self, name: str) -> Any:
        self.read.add(name)
        return super().raw(name)


def town() -> tuple[World, Json]:
    """Return a world with one citizen, and a value for every parameter that any method needs."""
    world = World("1:x", Clock())
    chat = world.chats[world.add_person("Hoa").id]
    acts.say(world, chat, "/start")
    sent = world.post(chat, "bot", {"text": "?", "reply_markup": keyboard("Có")}).message["message_id"]
    files = {
        kind: world.files.add(kind, Upload(kind, "", b"x")).file_id for kind in ("photo", "document", "video", "voice")
    }
    needed = {
        "chat_id": chat.id, "message_id": sent, "text": "x", "action": "typing", "file_id": files["photo"], **files,
        "callback_query_id": acts.press(world, chat, sent, "Có", None), "url": "",
        "media": [{"type": "photo", "media": files["photo"]}], "commands": [],
    }  # fmt: skip
    return world, needed


async def answered(world: World, method: str, given: Params) -> Any:
    result = METHODS[method](world, given)
    return await result if hasattr(result, "__await__") else result


@pytest.mark.parametrize("method", METHODS)
async def test_a_method_reads_only_parameters_that_exist_and_insists_on_the_required(method: str) -> None:
    fields = {field["name"]: field for field in spec()["methods"][method].get("fields", [])}
    world, needed = town()
    if method == "editMessageCaption":
        needed["message_id"] = world.post(world.chats[needed["chat_id"]], "bot", {"photo": []}).message["message_id"]
        needed["caption"] = "x"
    given = Noted({name: value for name, value in needed.items() if name in fields and name != "reply_markup"})
    await answered(world, method, given)
    assert given.read <= fields.keys()

    for name in [name for name, field in fields.items() if field["required"]]:
        world, needed = town()
        with pytest.raises(ApiError) as refusal:
            await answered(world, method, Params({n: v for n, v in needed.items() if n in fields and n != name}))
        assert refusal.value.code == 400


async def test_every_answer_of_a_whole_session_is_as_specified(api: Api, hoa: SimulatedPerson) -> None:
    here = {"chat_id": hoa.id}
    for method in ("getMe", "getWebhookInfo", "getMyName", "getMyDescription", "getMyShortDescription"):
        await api.result(method)
    await api.result("setMyCommands", commands=[{"command": "start", "description": "Bắt đầu"}])
    await api.result("getMyCommands")
    await api.result("getChat", **here)
    html = '<b>Chào</b> <a href="https://x.vn">x</a> <pre><code class="language-c">c</code></pre> /start @hoa_nguyen'
    rich = {"parse_mode": "HTML", "protect_content": True, "link_preview_options": {"is_disabled": True}}
    card = await api.result("sendMessage", **here, **rich, text=html, reply_markup=keyboard("Có", "Không"))
    replying = {"reply_parameters": {"message_id": card["message_id"]}}
    await api.result("sendMessage", **here, **replying, text="?", reply_markup={"keyboard": [["A"]]})
    photo = await _everything_a_person_does(hoa, card["message_id"], api)
    for kind, field in (("sendPhoto", "photo"), ("sendDocument", "document"), ("sendVideo", "video")):
        file_id = photo[field]
        await api.result(kind, **here, **{field: file_id}, caption="<i>Hoa</i>", parse_mode="HTML")
    await api.result("sendVoice", **here, voice=photo["voice"])
    media = [{"type": "photo", "media": photo["photo"]}, {"type": "video", "media": photo["video"], "caption": "x"}]
    album = await api.result("sendMediaGroup", **here, media=media)
    await api.result("editMessageCaption", **here, message_id=album[0]["message_id"], caption="y")
    await api.result("editMessageReplyMarkup", **here, message_id=card["message_id"])
    await api.result("editMessageText", **here, message_id=card["message_id"], text="Xong")
    await api.result("getFile", file_id=photo["photo"])
    await api.result("sendChatAction", **here, action="typing")
    await api.result("deleteMessage", **here, message_id=card["message_id"])
    await hoa.presses(card["message_id"], "cũ")
    await hoa.blocks()
    await hoa.unblocks()
    await api.updates()

    wrong = [c for method, answer in api.answers for c in _answer_complaints(method, answer)]
    kinds = {kind for method, answer in api.answers if method == "getUpdates" for u in answer["result"] for kind in u}
    assert wrong == []
    assert kinds == {"update_id", "message", "edited_message", "callback_query", "my_chat_member"}


def _answer_complaints(method: str, answer: Json) -> list[str]:
    return complaints(answer["result"], spec()["methods"][method]["returns"], method)


async def _everything_a_person_does(hoa: SimulatedPerson, card: int, api: Api) -> dict[str, str]:
    """Let Hoa do all that people can; return the ids of the files she sent, by kind."""
    own = await hoa.says("bà Hòe https://x.vn @hoa_nguyen hoa@x.vn #hoa", reply_to=card)
    await hoa.edits(own, "bà Nguyễn Thị Hòe")
    await hoa.taps("Có")
    await hoa.sends_album([b"1", b"2"], "Vườn")
    for kind in ("document", "video", "voice", "sticker"):
        await hoa.sends_file(kind, f"{kind}.bin", b"x")
    await hoa.shares_contact()
    await hoa.shares_location(21.3, 105.4)
    updates = await api.updates()
    query = next(u["callback_query"] for u in updates if "callback_query" in u)
    await api.result("answerCallbackQuery", callback_query_id=query["id"], text="Vâng")
    sent = [u["message"] for u in updates if "message" in u]
    files = {kind: m[kind]["file_id"] for m in sent for kind in ("document", "video", "voice") if kind in m}
    return {**files, "photo": next(m["photo"][-1]["file_id"] for m in sent if "photo" in m)}


def test_the_check_itself_finds_what_is_wrong() -> None:
    update = {"update_id": "1", "message": {"message_id": 1, "chat": {"id": 1, "type": "private"}, "colour": "red"}}
    assert sorted(complaints(update, ["Update"], "u")) == [
        "u.message: Message has no field colour",
        "u.message: date is missing",
        "u.update_id: '1' is no Integer",
    ]
