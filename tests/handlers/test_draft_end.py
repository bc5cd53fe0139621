"""A draft that nobody goes on with: one nudge that says what is missing, a warning, then it is gone; never unwarned."""

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select, update

from handlers.draft_end import end_silent
from handlers.reminders import nudge_drafts
from storage import outbox
from storage.models import Attachment, Consent, Delivery, Nomination, OutboxMessage, Reminder
from tests.builders import local
from tests.town import Resident, Town, submits, tells, walks_to


def ends(town: Town, *moments: str) -> None:
    for moment in moments:
        town.now = local(moment)
        town.does(end_silent)


def begins(town: Town, until: str = "story") -> Resident:
    """Return a citizen who left a draft on the morning of 2 November."""
    town.now = local("2026-11-02 10:00")
    hoa = town.citizen("Hoa")
    walks_to(hoa, until)
    hoa.messages.clear()
    return hoa


def rows(town: Town, table: type[Nomination | Attachment | Reminder]) -> int:
    with town.looking() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_left_draft_is_warned_of_and_then_deleted(town: Town) -> None:
    hoa = begins(town)
    ends(town, "2026-11-29 09:35", "2026-11-29 10:35", "2026-11-29 11:35", "2026-12-02 09:35")
    assert hoa.heard == ["reminder.draft_goes"]
    assert "bà Nguyễn Thị Hòe" in hoa.last
    assert "Đến ngày 02/12/2026" in hoa.last

    ends(town, "2026-12-02 10:35", "2026-12-02 11:35")
    assert hoa.heard == ["reminder.draft_goes", "reminder.draft_gone"]
    assert "Hòe" not in hoa.last
    assert rows(town, Nomination) == 0
    assert town.person(hoa).draft_id is None
    hoa.taps("Bắt đầu")
    assert hoa.heard[-1] == "ask.kind"


def test_who_wants_to_go_on_keeps_the_draft(town: Town) -> None:
    hoa = begins(town)
    ends(town, "2026-11-29 10:35")
    town.now = local("2026-12-01 21:00")
    hoa.taps("Viết tiếp")
    assert hoa.heard[-1] == "ask.story"
    ends(town, "2026-12-02 10:35", "2026-12-20 10:35")
    assert hoa.heard[-1] == "ask.story"

    ends(town, "2026-12-29 10:35", "2027-01-02 10:35")
    assert hoa.heard[-2:] == ["reminder.draft_goes", "reminder.draft_gone"]


def test_who_writes_on_after_the_warning_keeps_the_draft(town: Town) -> None:
    hoa = begins(town, "place")
    ends(town, "2026-11-29 10:35")
    town.now = local("2026-12-01 12:00")
    hoa.says("Liên Châu")
    ends(town, "2026-12-02 10:35", "2026-12-05 10:35")

    assert hoa.heard[-1] == "ask.story"
    assert rows(town, Nomination) == 1


def test_after_an_outage_nobody_loses_a_draft_without_the_days_promised(town: Town) -> None:
    hoa = begins(town)
    ends(town, "2027-01-20 10:35")
    assert "Đến ngày 23/01/2027" in hoa.last
    ends(town, "2027-01-23 09:35")
    assert hoa.heard == ["reminder.draft_goes"]
    ends(town, "2027-01-23 10:35")
    assert hoa.heard == ["reminder.draft_goes", "reminder.draft_gone"]


def test_a_warning_that_is_not_out_yet_deletes_nothing(town: Town) -> None:
    begins(town)
    ends(town, "2026-11-29 10:35")
    _warning(town, state=Delivery.ERRORED, sent_at=None)
    ends(town, "2026-12-05 10:35")
    assert rows(town, Nomination) == 1
    _warning(town, state=Delivery.SENT, sent_at=local("2026-12-05 12:00"))
    ends(town, "2026-12-08 11:35")
    assert rows(town, Nomination) == 1
    ends(town, "2026-12-08 12:35")
    assert rows(town, Nomination) == 0


def test_a_warning_that_failed_is_said_anew(town: Town) -> None:
    hoa = begins(town)
    ends(town, "2026-11-29 10:35")
    _warning(town, state=Delivery.FAILED, sent_at=None, error="network")
    ends(town, "2026-12-03 10:35", "2026-12-03 11:35", "2026-12-06 09:35")
    assert hoa.heard == ["reminder.draft_goes", "reminder.draft_goes"]
    assert rows(town, Nomination) == 1


def test_what_somebody_left_who_blocked_us_is_deleted_too(town: Town) -> None:
    begins(town)
    ends(town, "2026-11-29 10:35")
    _warning(town, state=Delivery.FAILED, sent_at=None, error=outbox.UNREACHABLE)
    ends(town, "2026-12-02 10:35")
    assert rows(town, Nomination) == 0


def _warning(town: Town, **values: object) -> None:
    with town.looking() as session:
        whole = update(OutboxMessage).where(OutboxMessage.key == "reminder.draft_goes").values(**values)
        session.execute(whole, execution_options={"synchronize_session": False})


def test_nobody_hears_of_it_at_night(town: Town) -> None:
    hoa = begins(town)
    ends(town, "2026-11-29 22:35", "2026-11-30 05:35")
    assert hoa.heard == []
    ends(town, "2026-11-30 06:35")
    assert hoa.heard == ["reminder.draft_goes"]


def test_what_was_sent_or_is_asked_about_is_never_deleted(town: Town) -> None:
    town.now = local("2026-11-02 10:00")
    lan, hoa, binh = town.reviewer("Lan"), town.citizen("Hoa"), town.citizen("Bình")
    submits(hoa)
    submits(binh, nominee="ông Hà Văn Sang")
    lan.says("GT26-0001")
    lan.taps("Cần bổ sung", "thời gian và kết quả", "Gửi cho người giới thiệu")
    for one in (hoa, binh):
        one.messages.clear()
    ends(town, "2026-12-01 10:35", "2027-03-01 10:35", "2027-06-01 10:35")

    assert (hoa.heard, binh.heard) == ([], [])
    assert town.statuses() == {"needs_info": 1, "submitted": 1}


def test_nothing_of_a_deleted_draft_stays(town: Town) -> None:
    town.now = local("2026-11-02 10:00")
    hoa = town.citizen("Hoa")
    walks_to(hoa, "media")
    hoa.sends("photo")
    hoa.says("Đủ rồi, đi tiếp", "Hoa", "Bỏ qua bước này", "Đồng ý", "Đồng ý")
    assert rows(town, Attachment) == 1
    ends(town, "2026-11-29 10:35", "2026-12-02 10:35")
    with town.looking() as session:
        outbox.blank_deleted_drafts(session, local("2026-12-01 03:15"))

    assert (rows(town, Nomination), rows(town, Attachment)) == (0, 0)
    with town.looking() as session:
        said = session.scalars(select(OutboxMessage)).all()
        assert [one.key for one in said if "Hòe" in one.text or "Liên Châu" in f"{one.text}{one.buttons}"] == []
        assert [one.key for one in said if one.text][-1] == "reminder.draft_gone"
        given = session.scalars(select(Consent)).all()
    assert [one.nomination_id for one in given] == [None, None]  # that they agreed stays, without the story


def test_another_draft_of_the_same_person_stays(button_town: Town) -> None:
    hoa = begins(button_town)
    button_town.now = local("2026-11-20 10:00")
    hoa.says("/gioithieu")
    hoa.taps("Bắt đầu bài mới")
    hoa.says("Một tập thể, mô hình")
    ends(button_town, "2026-11-29 10:35", "2026-12-02 10:35")

    assert rows(button_town, Nomination) == 1
    hoa.says("/tieptuc")
    hoa.taps("Viết tiếp")
    assert hoa.heard[-1] == "ask.field"


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("field", ["Còn thiếu: lĩnh vực, tên được giới thiệu, thôn, xã hoặc phường, và vài câu ngắn nữa."]),
        ("story", ["Chỉ còn thiếu: câu chuyện, họ tên của anh/chị, lời đồng ý cho xử lý thông tin."]),
        ("consent", ["Chỉ còn thiếu: lời đồng ý cho xử lý thông tin.", "bà Nguyễn Thị Hòe"]),
    ],
)
def test_a_nudge_says_what_is_missing(town: Town, until: str, words: Sequence[str]) -> None:
    hoa = begins(town, until)
    town.now = local("2026-11-03 10:00")
    town.does(nudge_drafts)
    for one in words:
        assert one in hoa.last


def test_a_nudge_says_that_a_story_only_has_to_be_sent(town: Town) -> None:
    town.now = local("2026-11-02 10:00")
    hoa, ann = town.citizen("Hoa"), town.citizen("Ann", "en")
    tells(hoa)
    ann.says("/nominate")
    town.now = local("2026-11-03 10:00")
    town.does(nudge_drafts)
    assert "chỉ còn bước gửi đi" in hoa.last
    assert "Still missing: a person or a group, the field, the name, and a few short questions." in ann.last
