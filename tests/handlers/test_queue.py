"""/choduyet shows what waits, oldest first; /tim finds a story again, without accents."""

from itertools import count, product

import pytest

from handlers.workflow import may_see
from storage import nominations, people
from storage.models import Role
from tests.builders import Ledger
from tests.town import Resident, Town, submits

NAMES = ("bà Nguyễn Thị Hòe", "ông Đặng Văn Đức", "chị Phùng Thuý", "anh Kiên", "cô Mùi", "bác Sáu", "em Tý")
ELSEWHERE = "08866"


@pytest.fixture
def lan(town: Town) -> Resident:
    return with_seven_stories(town)


def with_seven_stories(town: Town) -> Resident:
    """Return a reviewer with seven stories before her, an hour between them."""
    lan, hoa = town.reviewer("Lan"), town.citizen("Hoa")
    for name in NAMES:
        submits(hoa, nominee=name)
        town.passes(hours=1)
    lan.messages.clear()
    return lan


def listed(message: str) -> list[str]:
    return [name for line in message.splitlines() for name in NAMES if name in line]


def test_the_queue_is_shown_five_at_a_time_oldest_first(lan: Resident) -> None:
    lan.says("/choduyet")
    assert "7 bài chờ duyệt" in lan.last
    assert listed(lan.last) == list(NAMES[:5])

    lan.taps("Xem thêm 2 bài")
    assert listed(lan.last) == list(NAMES[5:])


def test_a_story_in_the_queue_opens_by_its_button_or_its_number(lan: Resident) -> None:
    lan.says("/choduyet")
    lan.taps("GT26-0003")
    assert "BÀI GT26-0003" in lan.last

    lan.says("/choduyet", "2")
    assert "BÀI GT26-0002" in lan.last
    assert lan.button("Duyệt")


def test_what_was_decided_leaves_the_queue(lan: Resident) -> None:
    lan.says("/choduyet", "1")
    lan.taps("Duyệt", "Đúng, duyệt")
    lan.says("/choduyet")

    assert listed(lan.last) == list(NAMES[1:6])


def test_an_old_button_for_more_shows_what_waits_now(button_town: Town) -> None:
    lan = with_seven_stories(button_town)
    lan.says("/choduyet")
    more = lan.button("Xem thêm")
    for _ in range(3):
        lan.says("/choduyet", "1")
        lan.taps("Duyệt", "Đúng, duyệt")
    lan.presses(more)

    assert listed(lan.last) == list(NAMES[3:])


def test_an_empty_queue_is_said_so(town: Town) -> None:
    lan = town.reviewer("Lan")
    lan.says("/choduyet")

    assert lan.heard == ["queue.empty"]


def test_a_queue_holds_only_what_one_may_decide(town: Town, lan: Resident) -> None:
    far, teller = town.reviewer("Tâm", communes=[ELSEWHERE]), town.reviewer("Mai")
    submits(teller, nominee="thầy Hà", phone="0987 654 321")
    far.says("/choduyet")
    teller.says("/choduyet")
    lan.says("/choduyet")

    assert far.heard[-1] == "queue.empty"
    assert "7 bài chờ duyệt" in teller.last
    assert "8 bài chờ duyệt" in lan.last


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("nguyen thi hoe", "bà Nguyễn Thị Hòe"),
        ("HOÈ", "bà Nguyễn Thị Hòe"),
        ("đức dang", "ông Đặng Văn Đức"),
        ("Phu\u0300ng Thu\u0301y", "chị Phùng Thuý"),
        ("GT26-0004", "anh Kiên"),
        ("gt26 0005", "cô Mùi"),
    ],
)
def test_a_story_is_found_by_name_or_code_without_accents(lan: Resident, words: str, found: str) -> None:
    lan.says(f"/tim {words}")

    assert lan.heard[-1] == "queue.found"
    assert listed(lan.last) == [found]
    assert lan.button(found)


@pytest.mark.parametrize("words", ["khong co ai", "%", "_", "' OR 1=1 --", "0" * 500])
def test_what_is_not_there_is_not_found(lan: Resident, words: str) -> None:
    lan.says(f"/tim {words}")

    assert lan.heard[-1] in {"queue.not_found", "queue.find_what"}


def test_looking_for_nothing_shows_an_example(lan: Resident) -> None:
    lan.says("/tim")

    assert lan.heard[-1] == "queue.find_what"


def test_a_reviewer_finds_only_within_scope_and_an_admin_everything(town: Town, lan: Resident) -> None:
    far, admin = town.reviewer("Tâm", communes=[ELSEWHERE]), town.reviewer("Bình", Role.ADMIN)
    far.says("/tim kien")
    admin.says("/tim kien")

    assert (far.heard[-1], admin.heard[-1]) == ("queue.not_found", "queue.found")


def test_a_search_of_many_words_is_answered(lan: Resident) -> None:
    lan.says("/tim " + "a " * 1500)
    lan.says("/tim nguyen thi hoe " + "nguyen " * 1500)

    assert listed(lan.last) == [NAMES[0]]


def test_an_old_story_is_found_however_many_newer_ones_are_out_of_scope(town: Town, lan: Resident) -> None:
    here = town.reviewer("Tâm", communes=["09064"], fields=["good_deeds"])
    with town.looking() as session:
        ledger = Ledger(session, count(1000))
        teller = people.staff(session)[0]
        for commune, field in [(ELSEWHERE, "good_deeds"), ("09064", "health"), (None, "good_deeds")] * 30:
            ledger.story("2026-11-23 08:00", commune=commune, field=field, by=teller, search="ba nguyen thi hoe")
    here.says("/tim hoe")
    assert listed(here.last) == [NAMES[0]]

    here.says("/choduyet")
    assert "7 bài chờ duyệt" in here.last


SCOPES: tuple[tuple[list[str] | None, ...], ...] = (
    (None, [], ["09064"], [ELSEWHERE, "09064"]),
    (None, [], ["health"], ["health", "good_deeds"]),
)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMIN])
def test_the_queue_and_the_rule_agree_on_who_decides_what(town: Town, role: Role) -> None:
    with town.looking() as session:
        ledger = Ledger(session)
        reader = ledger.person("Lan")
        for commune, field, by in product((None, "09064", ELSEWHERE), ("health", "good_deeds"), (reader, None)):
            ledger.story("2026-11-23 08:00", commune=commune, field=field, by=by)
        waiting = nominations.waiting(session)
        for reader.communes, reader.fields in product(*SCOPES):
            reader.role = role
            may = [one.id for one in waiting if may_see(reader, one) and one.nominator_id != reader.id]
            assert [one.id for one in nominations.queue_page(session, reader, 0, 99)] == may
            assert nominations.queue_length(session, reader) == len(may)
