"""An admin writes to everybody who asked for news: sees it first, sees it go, holds it, ends it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select, update

from handlers import broadcast
from handlers.markup import read
from handlers.turn import Voice
from handlers.wording import Html
from storage import broadcasts, outbox
from storage.models import Broadcast, Delivery, Lane, OutboxMessage, Person, Role
from tests.handlers.subscribers import herald, readers, subscribe, unsubscribe
from tests.town import Resident, Town

INVITATION = "Thứ bảy này, 8 giờ, mời bà con đến nhà văn hóa thôn Đồng Chằm."
LETTER = broadcast.Wording(Html("Tuần này"))
EVENING = datetime(2026, 11, 25, 13, 59, tzinfo=UTC)  # 20:59 in Việt Nam, and no day off tomorrow


class HalfWay(Town):
    """A town whose messages to many go out only as far as told."""

    out = 0

    def deliver(self) -> None:
        of_broadcasts = select(OutboxMessage).where(outbox.OPEN, OutboxMessage.broadcast_id.is_not(None))
        with self.looking() as session:
            for row in session.scalars(of_broadcasts.order_by(OutboxMessage.id)).all()[self.out :]:
                row.state = Delivery.ERRORED  # which keeps it back here
        super().deliver()
        with self.looking() as session:
            for row in session.scalars(of_broadcasts):
                row.state = Delivery.QUEUED
        self.out = 0


def admin(town: Town, name: str = "Bình") -> Resident:
    return town.reviewer(name, Role.ADMIN)


def sends(binh: Resident, text: str = INVITATION) -> None:
    binh.says("/guitin", text)
    binh.taps("Gửi cho mọi người")


@pytest.fixture
def slow_town(town: Town) -> Town:
    town.__class__ = HalfWay
    return town


def goes_on(town: Town, number: int) -> None:
    """Let so many more messages out, and their admin hear of it."""
    assert isinstance(town, HalfWay)
    town.out = number
    town.deliver()
    herald(town)


def test_an_admin_sees_the_message_as_it_will_be_read_and_everybody_reads_it_once(town: Town) -> None:
    binh, people = admin(town), readers(town, 3)
    stranger = town.citizen("Người lạ")
    stranger.says("/start")
    binh.says("/guitin")
    assert binh.heard[-1] == "ask.message"
    assert "3 người" in binh.last
    binh.says(INVITATION)
    assert binh.heard[-1] == "ask.broadcast_summary"
    preview = read(binh.last)
    binh.taps("Gửi cho mọi người")

    assert [one.heard for one in people] == [["broadcast.message"]] * 3
    assert read(people[0].last) in preview
    assert INVITATION in read(people[0].last)
    assert "broadcast.message" not in stranger.heard
    assert "broadcast.message" not in binh.heard
    herald(town)
    herald(town)
    assert binh.heard.count("broadcast.is_done") == 1
    assert "3/3 người" in binh.last
    assert [event.reason for event in town.record("broadcast")] == [INVITATION]


def test_readers_are_written_to_in_their_language_on_their_channel(button_town: Town) -> None:
    town = button_town
    binh = admin(town)
    here, english = readers(town, 1)[0], readers(town, 1, language="en")[0]
    on_zalo = readers(town, 1, channel="zalo")[0]
    sends(binh)
    assert "Muốn thôi nhận tin: /huydangky" in here.last
    assert "To stop these messages: /unsubscribe" in english.last
    assert INVITATION in read(on_zalo.last)


def test_where_nobody_subscribed_there_is_nobody_to_write_to(town: Town) -> None:
    binh = admin(town)
    binh.says("/guitin")
    assert binh.heard[-1] == "broadcast.nobody"
    assert town.person(binh).scene is None


def test_whoever_leaves_between_the_question_and_the_answer_is_not_written_to(town: Town) -> None:
    binh, (only,) = admin(town), readers(town, 1)
    binh.says("/guitin", INVITATION)
    unsubscribe(town, only)
    binh.taps("Gửi cho mọi người")
    assert binh.heard[-1] == "broadcast.nobody"
    assert only.heard == []
    assert town.record("broadcast") == []


@pytest.mark.parametrize(("words", "why"), [("a" * 1501, "form.too_long"), ("Họp!", "form.too_short")])
def test_a_message_too_long_or_too_short_is_asked_for_again(town: Town, words: str, why: str) -> None:
    binh, _ = admin(town), readers(town, 1)
    binh.says("/guitin", words)
    assert binh.heard[-2:] == [why, "ask.message"]
    binh.says("a" * 1500)
    assert binh.heard[-1] == "ask.broadcast_summary"


def test_the_longest_message_is_one_message_on_every_channel(town: Town) -> None:
    binh, (one,) = admin(town), readers(town, 1)
    sends(binh, "Đ" * 1500)
    assert len(one.heard) == 1
    assert len(read(one.last)) < 2000


def test_markup_in_the_message_is_shown_and_does_nothing(town: Town) -> None:
    binh, (one,) = admin(town), readers(town, 1)
    words = 'Mời <b>bà con</b> & <a href="https://x.vn">xem</a> </blockquote> https://hoadep.vn'
    sends(binh, words)
    assert words in read(one.last)
    assert "<a " not in one.last
    assert one.last.count("<b>") == 1  # the office's name
    assert "https://hoadep.vn" in one.last  # an admin's links work


def test_the_words_can_be_changed_or_given_up_before_they_go(town: Town) -> None:
    binh, (one,) = admin(town), readers(town, 1)
    binh.says("/guitin", INVITATION)
    binh.taps("Sửa")
    assert binh.heard[-1] == "ask.message"
    binh.says("Chủ nhật này, 9 giờ, mời bà con.")
    assert "Chủ nhật" in binh.last
    binh.taps("Để sau")
    assert (binh.heard[-1], one.heard, town.record("broadcast")) == ("review.cancelled", [], [])


def test_an_old_confirmation_sends_nothing_again(button_town: Town) -> None:
    binh, (one,) = admin(button_town), readers(button_town, 1)
    binh.says("/guitin", INVITATION)
    confirm = binh.button("Gửi cho mọi người")
    binh.presses(confirm)
    binh.presses(confirm)
    assert one.heard == ["broadcast.message"]
    assert len(button_town.record("broadcast")) == 1


def test_only_admins_write_to_everybody(town: Town) -> None:
    readers(town, 1)
    lan, hoa = town.reviewer("Lan"), town.citizen("Hoa")
    for who in (lan, hoa):
        who.says("/guitin")
        assert who.heard[-1] == "refused.not_reviewer"
    assert len(town.record("refused")) == 2


def test_forged_buttons_hold_and_end_nothing(button_town: Town) -> None:
    town = button_town
    town.__class__ = HalfWay
    binh, _ = admin(town), readers(town, 2)
    lan, hoa = town.reviewer("Lan"), town.citizen("Hoa")
    sends(binh)
    with town.looking() as session:
        ref = session.scalars(select(Broadcast.id)).one()
    for who in (lan, hoa):
        for action in ("bp", "br", "bc", "bx"):
            who.presses(f"{action}:{ref}")
            assert who.toasts[-1].alert
        who.presses("bn")
    for forged in (f"bp:{ref + 1}", "bx:999999999999999", "bp:-1", "bp", f"bp:{ref}:1", "bx:x"):
        binh.presses(forged)
        assert binh.toasts[-1].alert
    assert state(town) == "running"
    assert town.record("broadcast_pause", "broadcast_resume", "broadcast_cancel") == []


def state(town: Town) -> str:
    with town.looking() as session:
        return session.scalars(select(Broadcast.state)).one()


def test_the_admin_sees_it_go_holds_it_and_lets_it_go_on(slow_town: Town) -> None:
    town = slow_town
    binh, people = admin(town), readers(town, 8)
    sends(binh)
    assert binh.heard[-1] == "broadcast.begun"
    goes_on(town, 2)
    assert binh.heard[-1] == "broadcast.is_running"
    assert "25% (2/8 người" in read(binh.last)
    herald(town)
    assert binh.heard.count("broadcast.is_running") == 1
    binh.taps("Tạm dừng")
    assert "còn 6 người" in binh.last
    goes_on(town, 3)
    assert sum(len(one.heard) for one in people) == 2
    binh.taps("Gửi tiếp")
    assert binh.heard[-1] == "broadcast.is_running"
    goes_on(town, 8)
    assert [one.heard for one in people] == [["broadcast.message"]] * 8
    assert binh.heard[-1] == "broadcast.is_done"
    assert [event.action for event in town.record()][-3:] == ["broadcast", "broadcast_pause", "broadcast_resume"]


def test_where_messages_cannot_change_a_new_one_comes_at_each_quarter(zalo_town: Town) -> None:
    zalo_town.__class__ = HalfWay
    binh, _ = admin(zalo_town), readers(zalo_town, 8)
    sends(binh)
    for _ in range(8):
        goes_on(zalo_town, 1)
    assert binh.heard.count("broadcast.is_running") == 3
    assert binh.heard[-1] == "broadcast.is_done"


def test_to_stop_holds_at_once_and_asks(slow_town: Town) -> None:
    town = slow_town
    binh, people = admin(town), readers(town, 4)
    sends(binh)
    goes_on(town, 1)
    binh.taps("Dừng hẳn")
    assert binh.heard[-1] == "broadcast.confirm_cancel"
    goes_on(town, 2)
    assert sum(len(one.heard) for one in people) == 1
    binh.taps("Đúng, dừng hẳn")
    herald(town)
    goes_on(town, 4)
    assert sum(len(one.heard) for one in people) == 1
    assert binh.heard[-1] == "broadcast.is_cancelled"
    assert "1/4 người" in binh.last
    with town.looking() as session:
        given_up = select(func.count()).where(OutboxMessage.state == "failed", OutboxMessage.error == "cancelled")
        assert session.scalar(given_up) == 3
    for one in people:
        one.says("/start")  # what was given up is not said at somebody's return
    assert sum(one.heard.count("broadcast.message") for one in people) == 1


def test_another_admin_finds_it_and_may_hold_it(slow_town: Town) -> None:
    town = slow_town
    binh, mai, _ = admin(town), admin(town, "Mai"), readers(town, 4)
    sends(binh)
    goes_on(town, 1)
    mai.says("/guitin")
    assert mai.heard[-1] == "broadcast.is_running"
    mai.taps("Tạm dừng")
    assert (mai.heard[-1], state(town)) == ("broadcast.is_paused", "paused")
    assert [event.person_id for event in town.record("broadcast_pause")] == [town.person(mai).id]
    mai.says("/guitin")
    mai.taps("Soạn tin mới")
    assert mai.heard[-1] == "ask.message"


def test_what_is_over_cannot_be_held(button_town: Town) -> None:
    binh, _ = admin(button_town), readers(button_town, 1)
    sends(binh)
    pause, stop = binh.button("Tạm dừng"), binh.button("Dừng hẳn")
    herald(button_town)
    for data in (pause, stop):
        binh.presses(data)
        assert binh.toasts[-1].alert
        assert "đã gửi xong" in binh.toasts[-1].text


def test_late_in_the_evening_it_says_that_it_goes_on_in_the_morning(town: Town) -> None:
    binh = admin(town)
    with town.looking() as session:
        times = dict.fromkeys(("subscribed_at", "created_at", "seen_at"), town.now)
        rows = [{"external_id": f"x{n}", "chat_id": f"x{n}", **times} for n in range(2400)]
        session.execute(insert(Person), [{"channel": "telegram", "name": "x", "language": "vi", **row} for row in rows])
    town.now = EVENING
    binh.says("/guitin", INVITATION)
    assert "Đến 21:00 sẽ tạm nghỉ đêm" in binh.last
    assert "từ 06:30 26/11" in binh.last


def test_at_night_it_waits_for_the_morning_and_may_be_held_until_then(town: Town) -> None:
    binh, people = admin(town), readers(town, 2)
    town.now = EVENING + timedelta(hours=2)
    binh.says("/guitin", INVITATION)
    assert "sẽ đi từ 06:30 26/11" in binh.last
    binh.taps("Gửi cho mọi người", "Tạm dừng")
    assert [one.heard for one in people] == [[], []]
    town.passes(hours=9)
    assert [one.heard for one in people] == [[], []]
    with town.looking() as session:
        assert outbox.due(session, town.now, 10) == []
    binh.taps("Gửi tiếp")
    assert [one.heard for one in people] == [["broadcast.message"]] * 2


def test_the_summary_tells_who_could_not_be_reached(town: Town) -> None:
    binh, people = admin(town), readers(town, 3)
    town.now = EVENING + timedelta(hours=2)
    sends(binh)
    people[0].leaves()
    with town.looking() as session:
        refused = session.scalars(select(OutboxMessage).where(OutboxMessage.broadcast_id.is_not(None))).all()[1]
        refused.state, refused.error = Delivery.FAILED, "Bad Request"
    town.passes(hours=9)
    herald(town)
    assert "1/3 người" in binh.last
    assert "Chưa liên lạc được: 1. Lỗi khi gửi: 1." in binh.last


def test_who_is_no_admin_any_more_hears_no_more_of_it(slow_town: Town) -> None:
    town = slow_town
    binh, _ = admin(town), readers(town, 4)
    sends(binh)
    with town.looking() as session:
        session.execute(update(Person).where(Person.role == Role.ADMIN).values(role=Role.CITIZEN))
    heard = len(binh.heard)
    goes_on(town, 4)
    assert (len(binh.heard), state(town)) == (heard, "done")


def test_what_the_clock_began_is_said_once_and_told_to_no_admin(any_town: Town) -> None:
    binh, people = admin(any_town), readers(any_town, 3)
    subscribe(any_town, binh)
    binh.messages.clear()
    for _ in range(2):
        with any_town.looking() as session:
            voice, readers_now = Voice(session, any_town.desk, any_town.now), broadcasts.subscribers(session)
            broadcast.begin(voice, "letter:2026-W47", "letter.week", readers_now, lambda _: LETTER)
    any_town.deliver()
    herald(any_town)

    assert [one.heard for one in (*people, binh)] == [["letter.week"]] * 4
    with any_town.looking() as session:
        rows = session.scalars(select(OutboxMessage).where(OutboxMessage.broadcast_id.is_not(None))).all()
        assert {row.once for row in rows} == {f"letter:2026-W47:{row.person_id}" for row in rows}
        assert {row.lane for row in rows} == {Lane.DIGEST}
        assert session.scalars(select(Broadcast.state)).all() == ["done"]


def test_a_held_broadcast_holds_up_nothing_else(any_town: Town) -> None:
    binh, (one, *_) = admin(any_town), readers(any_town, 3)
    any_town.now = EVENING + timedelta(hours=2)
    sends(binh)
    binh.taps("Tạm dừng")
    any_town.now += timedelta(hours=9)
    person = any_town.person(one)
    with any_town.looking() as session:
        voice = Voice(session, any_town.desk, any_town.now)
        voice.say("people.nothing_to_cancel", to=person, lane=Lane.DIGEST)
    with any_town.looking() as session:
        assert [row.text for row in outbox.due(session, any_town.now, 1)] == [voice.said[0].text]
