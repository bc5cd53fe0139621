"""From 21:00 to 06:30 nobody is woken, and nothing is lost by waiting."""

from datetime import UTC, datetime, timedelta

from storage.models import Lane
from tests.bot.conftest import Service, until
from tests.bot.walking import finishes, sends_photo, walks_to_the_photos

EVENING = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)  # 22:00 in Việt Nam
MORNING = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)  # 06:30
SATURDAY_EVENING = datetime(2026, 11, 28, 13, 30, tzinfo=UTC)  # 20:30
SUNDAY_SEVEN = datetime(2026, 11, 29, 0, 0, tzinfo=UTC)  # 07:00
MONDAY_MORNING = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)  # 06:30


async def test_news_and_digests_wait_for_the_morning_while_answers_go_out(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    service.clock.move_to(EVENING)

    service.queue(hoa, "tin vui")
    service.queue(hoa, "tổng hợp", lane=Lane.DIGEST)
    await hoa.says("/trogiup")
    await hoa.hears("/trangthai")
    await until(lambda: due(service) == {MORNING})

    service.clock.move_to(MORNING - timedelta(minutes=1))
    await hoa.says("/trogiup")
    await hoa.hears("/trangthai")
    assert {"tin vui", "tổng hợp"} <= {text for _, _, text in service.open_rows()}
    service.clock.move_to(MORNING)
    await service.all_delivered()

    assert sorted(service.heard_by(hoa)[-2:]) == ["tin vui", "tổng hợp"]
    assert service.ask("SELECT attempts FROM outbox WHERE text = 'tin vui'") == [1], "waiting is no attempt"


async def test_a_backlog_that_crosses_into_the_night_stops(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    fault = service.sandbox.faults.add("sendMessage", "502", chat_id=hoa.id)
    service.queue(hoa, "tin một", "tin hai")
    await until(lambda: fault.hits)

    service.clock.move_to(EVENING)
    await until(lambda: due(service) == {MORNING})
    await service.restart()
    service.clock.move_to(MORNING)
    await service.all_delivered()

    assert service.heard_by(hoa)[1:] == ["tin một", "tin hai"]


async def test_a_story_sent_at_night_brings_the_reviewers_their_card_in_the_morning(service: Service) -> None:
    lan, hoa = await service.reviewer("Lan"), await service.arrives("Hoa")
    await walks_to_the_photos(hoa)
    await sends_photo(hoa, b"photo")
    service.clock.move_to(EVENING)
    await finishes(hoa)
    assert service.ask("SELECT status FROM nomination") == ["submitted"]
    await until(lambda: due(service) == {MORNING})
    before = len(service.heard_by(lan))

    service.clock.move_to(MORNING)
    await service.all_delivered()

    assert len(service.heard_by(lan)) > before
    assert any("GT26-0001" in text for text in service.heard_by(lan)[before:])


async def test_somebodys_own_hours_and_days_off_are_looked_at_again_before_sending(service: Service) -> None:
    lan, hoa = await service.reviewer("Lan"), await service.arrives("Hoa")
    await hoa.says("/nhacnho 20h-7h")
    await hoa.hears("20:00–07:00")
    fault = service.sandbox.faults.add("sendMessage", "502", times=0)
    service.queue(lan, "thẻ")
    service.queue(hoa, "tin")
    await until(lambda: fault.hits > 1)

    service.clock.move_to(SATURDAY_EVENING)
    await until(lambda: due(service) == {SUNDAY_SEVEN, MONDAY_MORNING})
    service.sandbox.faults.clear()
    service.clock.move_to(SUNDAY_SEVEN)
    await hoa.hears("tin")
    await until(lambda: due(service) == {MONDAY_MORNING})
    service.clock.move_to(MONDAY_MORNING)
    await lan.hears("thẻ")


def due(service: Service) -> set[datetime]:
    found = service.ask("SELECT due_at FROM outbox WHERE state IN ('queued', 'errored')")
    return {datetime.fromisoformat(one).replace(tzinfo=UTC) for one in found}
