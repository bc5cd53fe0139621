"""From 21:00 to 06:30 nobody is woken, and nothing is lost by waiting."""

from datetime import UTC, datetime, timedelta

from storage.models import Lane, Role
from tests.bot.conftest import Service, until
from tests.bot.walking import sends_photo, walks_to_the_photos

EVENING = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)  # 22:00 in Việt Nam
MORNING = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # 06:30


async def test_news_and_digests_wait_for_the_morning_while_answers_go_out(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    service.clock.move_to(EVENING)

    service.queue(hoa, "tin vui")
    service.queue(hoa, "tổng hợp", lane=Lane.DIGEST)
    await hoa.says("/trogiup")
    await hoa.hears("/trangthai")
    await until(lambda: {row[1] for row in service.open_rows()} == {"queued"} and due(service) == {MORNING})

    service.clock.move_to(MORNING - timedelta(minutes=1))
    await hoa.says("/trogiup")
    await hoa.hears("/trangthai")
    assert len(service.open_rows()) == 2
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


async def test_an_answer_at_night_brings_the_reviewers_their_card_in_the_morning(service: Service) -> None:
    lan, hoa = await service.reviewer("Lan", Role.REVIEWER), await service.arrives("Hoa")
    await walks_to_the_photos(hoa)
    await sends_photo(hoa, b"photo")
    service.clock.move_to(EVENING)
    for label in ("Đủ rồi", "Hoa", "Bỏ qua", "Đồng ý", "Đồng ý", "Gửi bài giới thiệu"):
        await hoa.taps(label)
        await hoa.hears()
        await service_is_quiet(service)
    assert service.ask("SELECT status FROM nomination") == ["submitted"]
    before = len(service.heard_by(lan))

    service.clock.move_to(MORNING)
    await service.all_delivered()

    assert len(service.heard_by(lan)) > before
    assert any("GT26-0001" in text for text in service.heard_by(lan)[before:])


async def service_is_quiet(service: Service) -> None:
    """Wait until everything that may be said now was said."""
    await until(lambda: not [row for row in due(service) if row <= service.clock.now()])


def due(service: Service) -> set[datetime]:
    found = service.ask("SELECT due_at FROM outbox WHERE state IN ('queued', 'errored')")
    return {datetime.fromisoformat(one).replace(tzinfo=UTC) for one in found}
