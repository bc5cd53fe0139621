"""Every fault at every method, at its first, a middle and its last call: no restart, no answer lost, none invented."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from bot import delivery, files, intake
from bot.channels import base, http
from bot.sandbox.people import SimulatedPerson
from tests.bot.conftest import Service, until
from tests.bot.proof.figures import WHOLE, tell
from tests.bot.pushing import pusher_for
from tests.bot.walking import PHOTO, sends_photo, walks_to_the_photos

SURE = ("401", "404", "429", "500", "502", "html404", "drop_before")  # it did not arrive: it may not come twice
UNSURE = ("drop_after", "truncate", "stall")
KINDS = (*SURE, *UNSURE)
# At which calls of the story below: the first, one in the middle, the last (of getUpdates there is no last).
PLACES = {
    "getUpdates": (0, 5, 10),
    "sendMessage": (0, 6, 12),
    "editMessageText": (0, 1, 2),
    "answerCallbackQuery": (0, 1, 3),
    "getFile": (0, 1, 2),
    "file": (0, 1, 2),
}
ALL = [(kind, place) for kind in KINDS for place in range(3)]
SOME = [(kind, n % 3) for n, kind in enumerate(KINDS)]


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(intake.PAUSES, base.NotAuthorised, 0.05)
    monkeypatch.setitem(intake.PAUSES, base.Conflict, 0.05)
    monkeypatch.setattr(delivery, "UNAUTHORISED", 0.05)
    monkeypatch.setattr(files, "LOOK", 0.05)
    monkeypatch.setattr(http, "ANSWER", 0.3)  # with a stall of twice that: ten seconds before a patience of twenty


@pytest.mark.parametrize(("kind", "place"), ALL if WHOLE else SOME)
async def test_a_conversation_goes_on_through_every_fault(service: Service, kind: str, place: int) -> None:
    details: dict[str, Any] = {"seconds": 0.6} if kind == "stall" else {}
    faults = [
        service.sandbox.faults.add(method, kind, at=places[place], **details) for method, places in PLACES.items()
    ]
    hoa = await service.arrives("Hoa")
    await tells_with_photos_and_edits(service, hoa)

    assert [fault.hits for fault in faults] == [1] * len(PLACES)
    heard, rows = service.heard_by(hoa), service.ask("SELECT id FROM outbox WHERE edits IS NULL")
    assert len(heard) == len(rows) + (kind in UNSURE), "twice only where the answer was lost"
    assert [text for text, before in zip(heard, ["", *heard], strict=False) if text != before] == list(
        dict.fromkeys(heard)
    ), "in order"
    assert heard[-1] == "bản 3"
    assert service.ask("SELECT COUNT(*) FROM failed_update") == [0]
    assert service.ask("SELECT COUNT(*) FROM attachment WHERE sha256 IS NOT NULL") == [3]


async def tells_with_photos_and_edits(service: Service, hoa: SimulatedPerson) -> None:
    """Tell a story with three photos, and let a notice be changed three times."""
    await walks_to_the_photos(hoa)
    for n in range(1, 4):
        await sends_photo(hoa, PHOTO + bytes(n), n)
    while service.ask("SELECT 1 FROM attachment WHERE sha256 IS NULL"):
        service.clock.move_by(timedelta(seconds=5))  # a file is not tried again at once
        await asyncio.sleep(0.05)
    (notice,) = service.queue(hoa, "bản 0")
    await service.all_delivered()
    for n in range(1, 4):
        service.queue(hoa, f"bản {n}", edits=notice)
        await service.all_delivered()


async def test_a_token_revoked_for_a_minute_is_told_and_polling_comes_back_by_itself(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    refusal = service.sandbox.faults.add("*", "401", times=0)
    service.queue(hoa, "chào Hoa")
    await hoa.says("/trogiup")

    async with pusher_for(service) as pusher:
        await until(lambda: refusal.hits > 10 and service.log_of("the token is not accepted"))
        _, body = await pusher.gets("/healthz")
        assert json.loads(body)["failing"] == {"telegram": "the token or the address is not accepted"}

        service.sandbox.faults.clear()
        await hoa.hears("/trangthai", timeout=30)
        await hoa.says("/gioithieu")  # else the poll that is accepted again has nothing to bring for 25 s
        await hoa.hears("Bước 1/")
        await service.all_delivered()
        await until(lambda: service.log_of("updates are fetched again"))
        answer, body = await pusher.gets("/healthz")

    assert (answer.status, json.loads(body).keys()) == (200, {"ok", "channels"})
    assert {entry["reason"] for entry in service.log_of("could not be fetched")} == {
        "the token or the address is not accepted"
    }
    assert service.heard_by(hoa).count("chào Hoa") == 1


if WHOLE:  # the count told is that of all cases

    def test_the_matrix_is_told(capsys: pytest.CaptureFixture[str]) -> None:
        tell(
            capsys,
            "Faults",
            f"{len(KINDS)} kinds × {len(PLACES)} methods × 3 places = {len(ALL) * len(PLACES)} faults in {len(ALL)} "
            "conversations: no restart, nothing lost; a message twice only where its answer was lost",
        )
