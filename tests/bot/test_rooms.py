"""Groups and channels, as Telegram tells of them: raw updates through the real reader, and through the sandbox."""

from itertools import count
from typing import Any

import pytest
from sqlalchemy import select
from telegram import Bot

from bot.channels.telegram_updates import read
from handlers.messages import InputKind
from storage.models import Person, Role
from tests.bot.conftest import Service, until
from tests.town import Town

BOT = Bot("1:x")
US = {"id": 1, "is_bot": True, "first_name": "Hoa Đẹp"}
GROUP = {"id": -500, "type": "group", "title": "Tổ dân phố 5"}
CHANNEL = {"id": -100600, "type": "channel", "title": "Kênh của xã"}
NUMBERS = count(900_001)


def somebody(number: str) -> dict[str, Any]:
    return {"id": int(number), "is_bot": False, "first_name": "Bình"}


def membership(who: str, old: str, new: str, chat: dict[str, Any] = GROUP) -> dict[str, Any]:
    """Return what Telegram sends when a bot's place in a chat changes."""
    rights = dict.fromkeys(
        ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
         "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
         "can_edit_stories", "can_delete_stories"), False,
    )  # fmt: skip
    extra = {"administrator": rights, "kicked": {"until_date": 0}}
    was, now = ({"user": US, "status": status, **extra.get(status, {})} for status in (old, new))
    change = {"chat": chat, "from": somebody(who), "date": 1, "old_chat_member": was, "new_chat_member": now}
    return {"update_id": next(NUMBERS), "my_chat_member": change}


def message(who: str, chat: dict[str, Any] = GROUP, **more: Any) -> dict[str, Any]:
    return {
        "update_id": next(NUMBERS),
        "message": {"message_id": 1, "date": 1, "chat": chat, "from": somebody(who), **more},
    }


def receives(town: Town, raw: dict[str, Any]) -> None:
    if given := read(raw, BOT):
        town.receive(given)


@pytest.mark.parametrize(("chat", "role"), [(GROUP, "member"), (GROUP, "administrator"), (CHANNEL, "administrator")])
def test_brought_in_by_our_admin_we_ask_them_in_their_own_chat(any_town: Town, chat: Any, role: str) -> None:
    town, binh = any_town, any_town.reviewer("Bình", Role.ADMIN)
    receives(town, membership(binh.id, "left", role, chat))
    assert binh.heard == ["letter.room_ask"]
    assert chat["title"] in binh.last
    binh.taps("Có, gửi mỗi tuần")
    receives(town, membership(binh.id, "member", "administrator", chat))  # a promotion is no news
    assert binh.heard == ["letter.room_ask", "letter.room_yes"]
    receives(town, membership("424242", role, "kicked", chat))
    with town.looking() as session:
        room = session.scalars(select(Person).where(Person.chat_id == str(chat["id"]))).one()
    assert room.subscribed_at is None
    assert [event.action for event in town.record("subscribe", "unsubscribe")] == ["subscribe", "unsubscribe"]


def test_of_a_stranger_nothing_is_kept(town: Town) -> None:
    for raw in (
        membership("424242", "left", "administrator"),
        message("424242", text="/dangky"),
        membership("424242", "administrator", "left"),
    ):
        receives(town, raw)
    with town.looking() as session:
        assert session.scalars(select(Person)).all() == []


UNHEARD = {
    "words": {"text": "Xin chào /dangky"},
    "another command": {"text": "/choduyet"},
    "a command with words": {"text": "/dangky ngay"},
    "forwarded": {"text": "/dangky", "forward_origin": {"type": "user", "date": 1, "sender_user": somebody("7")}},
    "as the group": {"text": "/dangky", "sender_chat": GROUP},
    "a photo": {"photo": [], "caption": "/dangky"},
}


@pytest.mark.parametrize("what", UNHEARD)
def test_nothing_else_in_a_group_is_heard(what: str) -> None:
    assert read(message("7001", **UNHEARD[what]), BOT) is None


def test_a_group_that_became_a_supergroup_is_read() -> None:
    given = read(message("7001", migrate_to_chat_id=-100777), BOT)
    assert given is not None
    assert given.room is not None
    assert (given.kind, given.room.chat_id, given.room.moved_to) == (InputKind.MOVED, "-500", "-100777")


def test_of_what_is_broken_in_a_group_nobody_is_told() -> None:
    given = read(message("7001", text="/dangky", date="x"), BOT)
    assert given is None or (given.kind, given.external_id) == (InputKind.BROKEN, "")


async def test_through_the_sandbox_an_admin_is_asked_and_answers(service: Service) -> None:
    binh = await service.reviewer("Bình", Role.ADMIN)
    with service.app.database.begin() as session:
        number = session.scalars(select(Person.external_id).where(Person.role == Role.ADMIN)).one()
    change = membership(number, "left", "member")["my_chat_member"]
    service.sandbox.world.updates.add("my_chat_member", change)
    await binh.hears("Tổ dân phố 5")
    await binh.taps("Có, gửi mỗi tuần")
    await binh.hears("sẽ nhận")

    def subscribed() -> bool:
        with service.app.database.begin() as session:
            return session.scalars(select(Person.name).where(Person.subscribed_at.is_not(None))).all() == [
                GROUP["title"]
            ]

    await until(subscribed)
