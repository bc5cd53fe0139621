"""What could not be delivered is kept, and said once when the person is here again: the newest first, nothing stale."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers import digest, reminders
from storage import outbox
from storage.models import Delivery, OutboxMessage, Role
from tests.handlers.linking_stories import links, pair
from tests.town import Resident, Town, submits

PICTURES = {"vi": "pictures/vi.png", "en": "pictures/en.png"}


class FarTown(Town):
    """A town where a channel refuses to write to some: a quota is used up, a window closed, the bot blocked."""

    away: frozenset[tuple[str, str]] = frozenset()

    def deliver(self) -> None:
        with self.looking() as session:
            waiting = session.scalars(
                select(OutboxMessage).where(OutboxMessage.state == Delivery.QUEUED, OutboxMessage.due_at <= self.now)
            ).all()
            for chat in {(row.channel, row.chat_id) for row in waiting} & self.away:
                outbox.mark_unreachable(session, *chat, self.now)
        super().deliver()

    @contextmanager
    def without(self, *residents: Resident) -> Iterator[None]:
        """Let nothing reach these people meanwhile."""
        self.away = frozenset((one.channel, one.id) for one in residents)
        yield
        self.away = frozenset()


@pytest.fixture(params=["telegram", "zalo"])
def far_town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FarTown]:
    with FarTown.on(f"sqlite:///{tmp_path / 'town.db'}", channel=request.param) as town:
        assert isinstance(town, FarTown)
        yield town


def states(town: Town, key: str) -> list[tuple[str, str | None]]:
    """Return how messages of a kind ended."""
    with town.looking() as session:
        found = session.scalars(select(OutboxMessage).where(OutboxMessage.key == key).order_by(OutboxMessage.id))
        return [(row.state, row.error) for row in found]


def says_hello(resident: Resident) -> list[str]:
    """Return what a person hears, in whatever order, beside the answer, when they are here again."""
    resident.messages.clear()
    resident.says("/trogiup")
    return [key for key in resident.heard if not key.startswith("people.help")]


def approves(reviewer: Resident) -> None:
    reviewer.says("GT26-0001")
    reviewer.taps("Duyệt", "Đúng, duyệt")


def test_news_is_said_at_the_next_contact_the_newest_first_and_once(far_town: FarTown) -> None:
    hoa, lan = far_town.citizen("Hoa"), far_town.reviewer("Lan")
    submits(hoa)
    with far_town.without(hoa):
        approves(lan)
        far_town.passes(days=1)
        lan.says("GT26-0001")
        lan.taps("Xây dựng điểm", "Đúng, xây dựng điểm")
    assert "nomination.approved" not in hoa.heard
    far_town.restarts()

    assert says_hello(hoa) == ["nomination.piloting", "nomination.approved"]
    assert says_hello(hoa) == []
    assert states(far_town, "nomination.approved") == [("sent", None)]


def test_a_card_comes_with_its_files_and_its_choices_work(far_town: FarTown) -> None:
    hoa, lan = far_town.citizen("Hoa"), far_town.reviewer("Lan")
    with far_town.without(lan):
        hoa.says("/gioithieu")
        hoa.sends("photo")
        hoa.messages.clear()
        submits_what_is_begun(hoa)
    assert lan.heard == []

    assert says_hello(lan) == ["review.new_card", "review.file"]
    assert [label for label, _ in lan.messages[0].buttons][:3] == ["✅ Duyệt", "📝 Cần bổ sung", "❌ Chưa chọn"]
    lan.taps("Duyệt", "Đúng, duyệt")
    assert far_town.statuses() == {"approved": 1}
    assert says_hello(lan) == []


def submits_what_is_begun(hoa: Resident) -> None:
    hoa.says("Một người", "Người tốt, việc tốt", "bà Nguyễn Thị Hòe", "Liên Châu", "Bà giúp ba hộ nghèo nuôi bò. " * 5)
    hoa.says("Xong", *["bỏ qua"] * 2, "đủ rồi", "Hoa", "bỏ qua", "có", "có", "gửi")


def test_several_cards_come_the_newest_first(far_town: FarTown) -> None:
    hoa, lan = far_town.citizen("Hoa"), far_town.reviewer("Lan")
    with far_town.without(lan):
        for name in ("bà Hòe", "ông Sang"):
            submits(hoa, nominee=name)
    assert says_hello(lan) == ["review.new_card", "review.new_card"]
    assert ["GT26-0002" in lan.messages[0].text, "GT26-0001" in lan.messages[1].text] == [True, True]


def test_a_card_that_was_decided_meanwhile_is_not_said(far_town: FarTown) -> None:
    lan, mai, hoa = far_town.reviewer("Lan"), far_town.reviewer("Mai"), far_town.citizen("Hoa")
    with far_town.without(lan):
        submits(hoa)
        approves(mai)
    assert says_hello(lan) == []
    assert (Delivery.FAILED, outbox.STALE) in states(far_town, "review.new_card")


def test_a_card_that_was_asked_about_and_answered_meanwhile_is_not_the_old_one(far_town: FarTown) -> None:
    lan, mai, hoa = far_town.reviewer("Lan"), far_town.reviewer("Mai"), far_town.citizen("Hoa")
    with far_town.without(lan):
        submits(hoa)
        far_town.passes(hours=1)
        mai.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu")
        far_town.passes(hours=1)
        hoa.says("Ảnh chị gửi sau ạ")
        hoa.taps("Gửi cho cán bộ")
    assert says_hello(lan) == []
    lan.says("/choduyet")
    assert "GT26-0001" in lan.last


def test_a_reminder_is_not_repeated(far_town: FarTown) -> None:
    lan, hoa = far_town.reviewer("Lan"), far_town.citizen("Hoa")
    submits(hoa)
    with far_town.without(lan):
        far_town.passes(days=2)  # the 24th is a holiday
        far_town.does(reminders.remind_reviewers)
    assert states(far_town, "reminder.waiting") == [(Delivery.FAILED, outbox.UNREACHABLE)]
    assert says_hello(lan) == []
    assert states(far_town, "reminder.waiting") == [(Delivery.FAILED, outbox.STALE)]


def test_an_answer_that_could_not_be_given_is_not_repeated(far_town: FarTown) -> None:
    hoa = far_town.citizen("Hoa")
    with far_town.without(hoa):
        hoa.says("/tiendo")
    assert says_hello(hoa) == []


def test_the_digest_falls_back_to_the_next_contact_with_its_picture(far_town: FarTown) -> None:
    lan, binh = far_town.reviewer("Lan"), far_town.reviewer("Bình", Role.ADMIN)
    with far_town.without(lan):
        far_town.does(digest.send, PICTURES)
    assert (lan.heard, binh.heard) == ([], ["digest.picture", "digest.weekly"])
    far_town.passes(days=2)

    assert says_hello(lan) == ["digest.picture", "digest.weekly"]
    assert says_hello(lan) == []
    with far_town.looking() as session:
        rows = session.scalars(select(OutboxMessage).where(OutboxMessage.key == "digest.picture"))
        assert {row.picture for row in rows} == {PICTURES["vi"]}
    far_town.does(digest.send, PICTURES)  # the same week once more
    assert len(binh.heard) == 2


def test_of_two_digests_only_the_newest_is_said_after_the_news(far_town: FarTown) -> None:
    lan, hoa = far_town.reviewer("Lan"), far_town.citizen("Hoa")
    with far_town.without(lan):
        far_town.does(digest.send, PICTURES)
        far_town.passes(days=7)
        submits(hoa)
        far_town.does(digest.send, PICTURES)
    assert says_hello(lan) == ["review.new_card", "digest.picture", "digest.weekly"]
    assert "TUẦN 48" in lan.messages[2].text


def test_an_old_digest_is_not_said(far_town: FarTown) -> None:
    lan = far_town.reviewer("Lan")
    with far_town.without(lan):
        far_town.does(digest.send, PICTURES)
        far_town.passes(days=7)
    assert says_hello(lan) == []
    assert states(far_town, "digest.weekly") == [(Delivery.FAILED, outbox.STALE)]


def test_what_was_held_on_one_channel_is_said_on_the_other_in_its_way(tmp_path: Path) -> None:
    with FarTown.on(f"sqlite:///{tmp_path / 'town.db'}") as town:
        assert isinstance(town, FarTown)
        telegram, zalo = pair(town, "Lan", reviewer="telegram")
        links(telegram, zalo)
        telegram.says("/trogiup")  # from now on she is written to here
        with town.without(telegram):
            submits(town.citizen("Hoa"))

        assert says_hello(zalo) == ["review.new_card"]
        zalo.says("1", "1")
        assert town.statuses() == {"approved": 1}


def test_what_was_on_its_way_to_an_account_left_behind_is_not_lost(tmp_path: Path) -> None:
    with FarTown.on(f"sqlite:///{tmp_path / 'town.db'}") as town:
        assert isinstance(town, FarTown)
        telegram, zalo = pair(town, "Lan", reviewer="telegram")
        links(telegram, zalo)
        telegram.says("/trogiup")
        town.passes(hours=11)  # at night: the card is to go to Telegram in the morning
        submits(town.citizen("Hoa"))
        zalo.says("/trogiup")
        with town.without(telegram):
            town.passes(hours=33)  # the 24th is a holiday

        assert "review.new_card" in says_hello(zalo)
        zalo.says("1", "1")
        assert town.statuses() == {"approved": 1}


@pytest.mark.parametrize("hours", [0, 10])
def test_words_said_before_a_question_was_read_are_not_its_answer(far_town: FarTown, hours: int) -> None:
    hoa, lan = far_town.citizen("Hoa"), far_town.reviewer("Lan")
    submits(hoa)
    with far_town.without(hoa):
        lan.says("GT26-0001")
        lan.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu")
    far_town.passes(hours=hours)
    hoa.messages.clear()
    hoa.says("Chào cán bộ")

    assert hoa.heard == ["nomination.needs_info", "people.asked_first"]
    assert "more" not in far_town.answers(hoa)
    hoa.says("Tôi gửi thêm ảnh đây.")
    hoa.taps("Gửi cho cán bộ")
    assert far_town.answers(hoa)["added"][0]["story"][0]["t"] == "Tôi gửi thêm ảnh đây."
