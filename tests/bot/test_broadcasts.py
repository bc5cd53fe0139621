"""Broadcasts on the running service: held while rows are in its hand, paced, behind every answer."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, update

from handlers import broadcast
from handlers.turn import Voice
from handlers.wording import Html
from storage import broadcasts
from storage.models import Broadcast, Person, Role
from tests.bot.conftest import Service, until

WEDNESDAY_NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)  # on the day before, a holiday, nothing of this goes out
NEWS = "Thứ bảy này mời bà con đến nhà văn hóa."


def subscribers(service: Service, number: int) -> list[int]:
    """Let so many people have asked for news; return the numbers of their chats."""
    service.clock.move_to(WEDNESDAY_NOON)
    world, now = service.sandbox.world, service.clock.now()
    people = [world.add_person(f"Người {n}") for n in range(number)]
    for one in people:
        one.started = True
    chats = [one.id for one in people]
    rows = [{"external_id": str(chat), "chat_id": str(chat), "name": "Người"} for chat in chats]
    times = dict.fromkeys(("subscribed_at", "created_at", "seen_at"), now)
    with service.app.database.begin() as session:
        session.execute(insert(Person), [{**row, **times, "channel": "telegram", "language": "vi"} for row in rows])
    return chats


def begin(service: Service, once: str = "letter:1") -> int:
    with service.app.database.begin() as session:
        voice, readers = Voice(session, service.app.desk, service.clock.now()), broadcasts.subscribers(session)
        begun = broadcast.begin(voice, once, "letter", readers, lambda _: broadcast.Wording(Html(NEWS)))
        assert begun
        number = begun.id
    service.app.clock.move_by(timedelta(0))
    return number


def set_state(service: Service, number: int, state: broadcasts.State) -> None:
    with service.app.database.begin() as session:
        session.execute(update(Broadcast).where(Broadcast.id == number).values(state=state))
    service.app.clock.move_by(timedelta(0))


def sent(service: Service) -> int:
    return int(service.ask("SELECT COUNT(*) FROM outbox WHERE broadcast_id IS NOT NULL AND state = 'sent'")[0])


def heard(service: Service, chats: list[int]) -> list[int]:
    world = service.sandbox.world
    return [sum(post.side == "bot" for post in world.chats[chat].posts.values()) for chat in chats]


async def test_what_is_in_hand_stops_with_a_pause_and_goes_on_once_after_a_restart(service: Service) -> None:
    chats = subscribers(service, 40)
    number = begin(service)
    await until(lambda: sent(service) >= 5)
    set_state(service, number, broadcasts.State.PAUSED)
    await until(lambda: not service.app.delivery._waiting)
    held = sum(heard(service, chats))
    assert 5 <= held <= 8
    assert service.open_rows() != []
    await service.restart()
    hoa = await service.arrives("Hoa")  # whose answer comes, while the broadcast stays where it is
    await hoa.says("/trogiup")
    await hoa.hears("Các lệnh có thể dùng")
    assert sum(heard(service, chats)) == held

    set_state(service, number, broadcasts.State.RUNNING)
    await service.all_delivered()
    assert heard(service, chats) == [1] * 40


async def test_what_is_in_hand_is_given_up_with_its_broadcast(service: Service) -> None:
    chats = subscribers(service, 40)
    number = begin(service)
    await until(lambda: sent(service) >= 5)
    with service.app.database.begin() as session:
        found = broadcasts.lock(session, number)
        assert found
        assert broadcasts.cancel(session, found)
    await until(lambda: not service.app.delivery._waiting)
    await until(lambda: not service.open_rows())
    assert sum(heard(service, chats)) == sent(service) <= 8
    assert service.ask("SELECT DISTINCT error FROM outbox WHERE state = 'failed'") == ["cancelled"]


async def test_of_a_broadcast_one_message_is_on_its_way_at_a_time_and_written_down_before_the_next(
    service: Service,
) -> None:
    chats = subscribers(service, 30)
    begin(service)
    most = 0
    while sum(heard(service, chats)) < 30:
        most = max(most, sum(heard(service, chats)) - sent(service))
        await asyncio.sleep(0)
    await service.all_delivered()
    assert most == 1
    assert heard(service, chats) == [1] * 30


async def test_its_admin_sees_a_broadcast_go_and_it_stands_in_the_log(service: Service) -> None:
    binh = await service.reviewer("Bình", Role.ADMIN)
    chats = subscribers(service, 3)
    await binh.says("/guitin")
    await binh.hears("Đồng chí muốn nhắn gì")
    await binh.says(NEWS)
    await binh.hears("3 người sẽ đọc")
    await binh.taps("Gửi cho mọi người")
    await binh.hears("Bắt đầu gửi")
    await until(lambda: heard(service, chats) == [1] * 3)
    service.app.clock.move_by(timedelta(0))
    await binh.hears("Đã gửi xong tin: 3/3")
    await service.all_delivered()
    ended = service.log_of("a broadcast")[-1]
    assert (ended["state"], ended["sent"], ended["failed"], ended["total"]) == ("done", 3, 0, 3)
    assert NEWS not in str(service.log)
