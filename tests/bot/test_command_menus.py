"""The commands that Telegram shows: to everybody in their language, to staff those of their role."""

from typing import Any

import pytest

from bot import announcing
from bot.sandbox.people import SimulatedPerson
from bot.sandbox.profile import commands_in
from storage.models import Role
from tests.bot.conftest import Service, until


def shown(service: Service, person: SimulatedPerson) -> list[str]:
    """Return the commands behind this person's menu button."""
    chat: Any = service.sandbox.world.chats[person.id]
    return [one["command"] for one in commands_in(service.sandbox.world, chat)]


async def test_everybody_sees_the_citizens_commands_in_their_language(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    john = await service.people.add("John", language_code="en-GB")
    ivan = await service.people.add("Ivan", language_code="ru")
    await until(lambda: shown(service, ivan))

    assert shown(service, hoa)[:3] == ["gioithieu", "tieptuc", "trangthai"]
    assert shown(service, john)[:3] == ["nominate", "continue", "status"]
    assert shown(service, ivan) == shown(service, hoa)
    assert not {"start", "choduyet", "canbo"} & set(shown(service, hoa))


async def test_a_new_role_brings_its_commands_and_its_end_takes_them_away(service: Service) -> None:
    admin = await service.reviewer("Minh", Role.ADMIN)
    lan = await service.reviewer("Lan")
    await until(lambda: "canbo" in shown(service, admin) and "choduyet" in shown(service, lan))
    assert "canbo" not in shown(service, lan)

    (ref,) = service.ask("SELECT id FROM person WHERE external_id = ?", str(lan.id))
    await admin.says("/canbo")
    card = await admin.hears("Lan")
    await admin.presses(card["message_id"], f"kk:{ref}")

    await until(lambda: "choduyet" not in shown(service, lan))
    assert "gioithieu" in shown(service, lan)


async def test_whoever_chooses_a_language_sees_commands_in_it(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    await hoa.says("/ngonngu")
    await hoa.taps("English")

    await until(lambda: "nominate" in shown(service, hoa))


async def test_staff_keep_their_commands_over_a_restart(service: Service) -> None:
    lan = await service.reviewer("Lan")
    await until(lambda: "choduyet" in shown(service, lan))
    service.sandbox.world.commands.clear()

    await service.restart()

    await until(lambda: "choduyet" in shown(service, lan))


async def test_commands_that_could_not_be_published_are_published_later(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    hoa = await service.arrives("Hoa")
    monkeypatch.setattr(announcing, "PAUSE", 0.02)
    await service.app.stop()
    service.sandbox.world.commands.clear()
    fault = service.sandbox.faults.add("setMyCommands", "502", times=2)

    await service.start()
    await until(lambda: shown(service, hoa))

    assert fault.hits == 2
