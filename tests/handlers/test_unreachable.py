"""Who cannot be written to is not passed over in silence: once a week the admins hear of it, and what to do."""

from datetime import timedelta

from handlers.unreachable import tell_admins
from storage import invites
from storage.models import Person, Role
from tests.builders import local
from tests.town import Town, submits


def tells(town: Town, *days: str) -> None:
    for day in days:
        town.now = local(f"{day} 08:00")
        town.does(tell_admins)


def test_admins_hear_on_mondays_who_cannot_be_reached_and_what_waits_for_them(town: Town) -> None:
    town.now = local("2026-11-18 09:00")
    binh, lan = town.reviewer("Bình", Role.ADMIN), town.reviewer("Lan")
    submits(town.citizen("Hoa"))
    lan.leaves()
    tells(town, "2026-11-22", "2026-11-23", "2026-11-23", "2026-11-25", "2026-11-27")

    assert binh.heard == ["unreachable.weekly"]
    assert "• Lan: từ 18/11/2026, còn <b>1 bài</b> chờ" in binh.last
    assert "gọi điện" in binh.last
    assert "/canbo" in binh.last
    tells(town, "2026-11-30")
    assert binh.heard == ["unreachable.weekly"] * 2
    lan.says("/trogiup")
    tells(town, "2026-12-07")
    assert binh.heard == ["unreachable.weekly"] * 2


def test_after_a_monday_off_they_hear_on_the_next_working_morning(town: Town) -> None:
    town.now = local("2027-02-03 09:00")
    binh, lan = town.reviewer("Bình", Role.ADMIN), town.reviewer("Lan")
    lan.leaves()
    heard = []
    for day in range(6, 14):
        tells(town, f"2027-02-{day:02d}")
        heard += [day] * len(binh.heard)
        binh.messages.clear()
    assert heard == [11]  # Tết is over


def test_an_invitation_that_nobody_used_is_named_while_it_lasts_and_a_week_after(town: Town) -> None:
    town.now = local("2026-11-19 09:00")
    binh = town.reviewer("Bình", Role.ADMIN)
    with town.looking() as session:
        invites.invite(session, Role.REVIEWER, town.now, timedelta(days=7), level="province", communes=["09064"])
        invites.invite(session, None, town.now, timedelta(days=7), links=session.get_one(Person, 1))
    tells(town, "2026-11-23")
    assert (
        "• cán bộ xét duyệt (Xã Liên Châu; mọi lĩnh vực), mời ngày 19/11/2026, còn dùng được đến 26/11/2026"
        in binh.last
    )
    assert "/moi" in binh.last
    tells(town, "2026-11-30", "2026-12-07")
    assert binh.heard == ["unreachable.weekly"] * 2
    assert "đã hết hạn ngày 26/11/2026" in binh.last


def test_nobody_lost_nothing_is_said(town: Town) -> None:
    binh = town.reviewer("Bình", Role.ADMIN)
    town.reviewer("Lan")
    tells(town, "2026-11-23", "2026-11-30")
    assert binh.heard == []
