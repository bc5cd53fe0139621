"""A waiting story climbs in working days: its reviewers, a deputy, the lead, the digest; everybody once a rung."""

from dataclasses import replace
from datetime import date

from sqlalchemy import update

from handlers.reminders import remind_as_asked, remind_reviewers
from storage import nominations
from storage.models import Nomination, Person, Role
from tests.builders import local
from tests.handlers.offices import under
from tests.town import Resident, Town, submits

WEEK = (
    "2026-11-19",
    "2026-11-20",
    "2026-11-23",
    "2026-11-25",
    "2026-11-26",
    "2026-11-27",
    "2026-11-30",
)  # the 24th is off


def told(town: Town, at: str = "2026-11-18 09:00", **details: str) -> None:
    """Let a story be told at a moment."""
    town.now = local(at)
    submits(town.citizen("Hoa"), **details)
    for one in town.residents.values():
        one.messages.clear()


def reminds(town: Town, *days: str) -> None:
    for day in days:
        town.now = local(f"{day} 08:00")
        town.does(remind_reviewers)


def reminded(town: Town, *people: Resident) -> list[str]:
    """Go through a week of working days; return who heard a reminder on each."""
    days = []
    for day in WEEK:
        reminds(town, day)
        days.append(" ".join(one.name for one in people if "reminder.waiting" in one.heard))
        for one in people:
            one.messages.clear()
    return days


def leads(town: Town, resident: Resident) -> None:
    changes(town, resident, leads=True)


def changes(town: Town, resident: Resident, **to: object) -> None:
    with town.looking() as session:
        session.execute(update(Person).where(Person.external_id == resident.id).values(**to))


def test_a_story_is_spoken_of_on_the_first_third_and_fifth_day(town: Town) -> None:
    lan, binh = town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    told(town)

    assert reminded(town, lan, binh) == ["Lan", "", "Lan Bình", "", "Lan Bình", "", ""]
    assert town.nomination().rung == 4


def test_the_deputy_in_copy_is_whom_one_named_last(town: Town) -> None:
    lan = town.reviewer("Lan")
    binh, cuong = town.reviewer("Bình", Role.ADMIN), town.reviewer("Cường", Role.ADMIN)
    town.now = local("2026-11-02 09:00")
    lan.says("/vang 3/11 Bình")
    town.now = local("2026-11-09 09:00")
    lan.says("/vang 10/11-11/11 Cường")
    told(town)

    reminds(town, *WEEK[:3])
    assert (binh.heard, cuong.heard) == ([], ["reminder.waiting"])
    assert "Báo để đồng chí cùng biết" in cuong.last
    assert "• <b>GT26-0001</b> bà Nguyễn Thị Hòe: 5 ngày, chờ Lan" in cuong.last
    reminds(town, *WEEK[3:])
    assert (len(lan.heard), len(binh.heard), len(cuong.heard)) == (3, 1, 2)


def test_colleagues_who_owe_it_too_are_each_others_deputies(town: Town) -> None:
    lan, mai, binh = town.reviewer("Lan"), town.reviewer("Mai"), town.reviewer("Bình", Role.ADMIN)
    told(town)

    assert reminded(town, lan, mai, binh)[:5] == ["Lan Mai", "", "Lan Mai", "", "Lan Mai Bình"]


def test_the_lead_hears_who_is_slow(town: Town) -> None:
    lan, mai = town.reviewer("Lan", communes=["09064"]), town.reviewer("Mai")
    binh = town.reviewer("Bình", Role.ADMIN)
    leads(town, mai)
    told(town)
    reminds(town, *WEEK[:4])
    assert "đôn đốc" not in mai.last
    assert binh.heard == []

    reminds(town, WEEK[4])
    assert "nhờ đồng chí đôn đốc" in mai.last
    assert "• <b>GT26-0001</b> bà Nguyễn Thị Hòe: 8 ngày, chờ Lan, Mai" in mai.last
    assert "đôn đốc" not in lan.last
    assert binh.heard == []
    assert "chờ Lan" in mai.last


def test_one_message_says_all_that_a_person_has_open(town: Town) -> None:
    lan = town.reviewer("Lan")
    for at in ("2026-11-05 09:00", "2026-11-10 09:00", "2026-11-19 09:00", "2026-11-20 07:00"):
        told(town, at, nominee=f"bà {at[-8:-6]} Hòe", same="Không phải")
    reminds(town, "2026-11-20")

    assert lan.heard == ["reminder.waiting"]
    assert "<b>4 bài</b>" in lan.last
    assert "GT26-0001, đã 15 ngày (quá hạn)" in lan.last
    assert "<b>2 bài</b> đã quá hạn: GT26-0001, GT26-0002." in lan.last
    lan.taps("Xem ngay")
    assert lan.heard[-1] == "queue.page"


def test_a_move_begins_the_ladder_anew_and_an_undo_goes_back_to_where_it_was(town: Town) -> None:
    town.works_with(undo_minutes=10)
    lan = town.reviewer("Lan")
    told(town)
    reminds(town, *WEEK[:3])
    assert town.nomination().rung == 2
    lan.says("GT26-0001")
    lan.taps("Duyệt", "Đúng, duyệt")
    assert town.nomination().rung == 0
    lan.taps("Hoàn tác")
    assert town.nomination().rung == 2
    lan.messages.clear()

    reminds(town, WEEK[2], WEEK[3])
    assert lan.heard == []
    reminds(town, WEEK[4])
    assert lan.heard == ["reminder.waiting"]


def test_each_level_has_a_ladder_of_its_own(town: Town) -> None:
    under(town, levels=("commune", "province"))
    xa, tinh = town.reviewer("Xã", communes=["09064"], level="commune"), town.reviewer("Tỉnh")
    told(town)
    reminds(town, *WEEK[:3])
    assert (xa.heard, tinh.heard) == (["reminder.waiting"] * 2, [])
    xa.says("GT26-0001")
    xa.taps("Xác minh", "Đúng")
    xa.says("Trưởng thôn đã đến nhà hỏi")
    assert town.statuses() == {"verified": 1}
    for one in (xa, tinh):
        one.messages.clear()

    reminds(town, WEEK[3])
    assert (xa.heard, tinh.heard) == ([], ["reminder.waiting"])


def test_who_voted_is_away_or_is_barred_owes_nothing(town: Town) -> None:
    under(town, province=3)
    lan, mai, tu = town.reviewer("Lan"), town.reviewer("Mai"), town.reviewer("Tư")
    hoe, an = town.reviewer("Nguyễn Thị Hòe"), town.reviewer("An")
    told(town)
    lan.says("GT26-0001")
    lan.taps("Duyệt", "Đúng, duyệt")
    tu.says("/vang 18/11-30/11")
    tu.taps("Không có người làm thay")
    assert town.statuses() == {"submitted": 1}
    for one in town.residents.values():
        one.messages.clear()

    assert reminded(town, lan, tu, hoe, mai, an)[:3] == ["Mai An", "", "Mai An"]


def test_where_all_have_voted_it_is_the_leads_turn(town: Town) -> None:
    under(town, province=2)
    lan, mai, binh = town.reviewer("Lan"), town.reviewer("Mai"), town.reviewer("Bình", Role.ADMIN)
    told(town)
    for one in (lan, mai):
        one.says("GT26-0001")
    lan.taps("Duyệt", "Đúng, duyệt")
    mai.taps("Việc khác", "Không ý kiến")
    for one in (lan, mai, binh):
        one.messages.clear()

    assert reminded(town, lan, mai, binh)[0] == "Bình"


def test_four_days_without_a_service_are_made_up_for_once(town: Town) -> None:
    lan, binh = town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    told(town)
    reminds(town, "2026-11-26", "2026-11-26", "2026-11-27")

    assert (lan.heard, binh.heard) == (["reminder.waiting"], ["reminder.waiting"])
    assert "đôn đốc" in binh.last
    reminds(town, "2026-11-30", "2026-12-01")
    assert (len(lan.heard), len(binh.heard)) == (1, 1)


def test_over_tet_and_the_offices_own_days_off_nothing_climbs(town: Town) -> None:
    calendar = town.desk.calendar
    off = calendar.schedule.model_copy(update={"days_off": (date(2027, 2, 12),)})
    town.desk = replace(town.desk, calendar=replace(calendar, schedule=off))
    lan = town.reviewer("Lan")
    told(town, "2027-02-03 09:00")
    heard = []
    for day in range(3, 27):
        town.now = local(f"2027-02-{day:02d} 08:00")
        town.does(remind_reviewers)
        heard += [day] * len(lan.heard)
        lan.messages.clear()
    assert [town.desk.calendar.is_working_day(date(2027, 2, day)) for day in heard] == [True] * 3
    days = [day for day in range(4, 27) if town.desk.calendar.is_working_day(date(2027, 2, day))]
    assert heard == [days[0], days[2], days[4]]
    assert 12 not in days


def test_the_fast_lane_comes_to_the_lead_when_its_own_time_is_over(town: Town) -> None:
    lan, binh = town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    told(town)
    town.now = local("2026-11-18 10:00")
    lan.says("GT26-0001")
    lan.chooses("f:1")
    lan.chooses("ef:1:1")
    for one in (lan, binh):
        one.messages.clear()

    assert reminded(town, lan, binh) == ["Lan", "", "Lan Bình", "Lan Bình", "", "", ""]


def test_who_cannot_be_reached_is_spoken_of_to_others_from_the_first_day(town: Town) -> None:
    lan, binh = town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    told(town)
    lan.leaves()
    reminds(town, WEEK[0])

    assert binh.heard == ["reminder.waiting"]
    assert "chờ Lan" in binh.last


def test_to_put_it_off_keeps_nobody_else_from_hearing(town: Town) -> None:
    lan, binh = town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    told(town)
    reminds(town, WEEK[0])
    lan.says("/nhac 2 tuần")
    lan.messages.clear()
    reminds(town, *WEEK[1:5])

    assert (lan.heard, binh.heard) == ([], ["reminder.waiting"] * 2)


def test_a_lead_who_puts_it_off_hears_of_it_at_their_time(town: Town) -> None:
    lan, binh = town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    told(town)
    binh.says("/nhac 1/12")
    binh.messages.clear()
    reminds(town, *WEEK[:5])
    assert binh.heard == []
    town.now = local("2026-12-01 08:00")
    town.does(remind_as_asked)

    assert binh.heard == ["reminder.asked"]
    assert "nhờ đồng chí đôn đốc" in binh.last
    assert "chờ Lan" in binh.last
    assert lan.heard == ["reminder.waiting"] * 3


def test_a_story_that_is_moved_while_it_climbs_begins_anew(town: Town) -> None:
    """Another process decides between the look and the writing."""
    town.reviewer("Lan")
    told(town)
    with town.looking() as session:
        seen = session.get_one(Nomination, 1)
        session.execute(
            update(Nomination).values(version=seen.version + 1, rung=0),
            execution_options={"synchronize_session": False},
        )
        nominations.climb(session, [(seen, 2)])
    assert town.nomination().rung == 0
