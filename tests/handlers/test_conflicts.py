"""Nobody gets the card of a story that concerns them, nor decides on it: nominator, nominee, or who said so."""

import pytest

from handlers.conflicts import Ties, why_barred
from handlers.reminders import remind_reviewers
from handlers.similar import file_name
from storage.models import Nomination, Person, Role
from tests.handlers.linking_stories import links, pair, unlinks
from tests.town import Resident, Town, submits

LIEN_CHAU, ELSEWHERE = "09064", "08866"


def told(nominee: str, commune: str | None = LIEN_CHAU) -> Nomination:
    nomination = Nomination(
        id=1,
        nominator_id=7,
        account_id=70,
        nominee=nominee,
        commune=commune,
        phone="0912345678",
    )
    file_name(nomination)
    return nomination


def ties(name: str, *communes: str, **more: set[int] | set[str]) -> Ties:
    return Ties(Person(id=8, name=name, communes=list(communes) or None), {8}, names={name}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "communes", "nominee", "why"),
    [
        ("Nguyễn Thị Hòe", (), "bà Nguyễn Thị Hòe", "refused.nominee"),
        ("NGUYỄN THỊ HÒE", (), "Nguyễn Thị Hòe", "refused.nominee"),
        ("Nguyen Thi Hoe", (LIEN_CHAU,), "bà Nguyễn Thị Hòe", "refused.nominee"),
        ("Hòe Nguyễn Thị", (LIEN_CHAU,), "bà Nguyễn Thị Hòe", "refused.nominee"),
        ("Nguyen Thi Hoe", (ELSEWHERE,), "bà Nguyễn Thị Hòe", None),  # without accents it may be anybody
        ("Nguyen Thi Hoe", (), "bà Nguyễn Thị Hòe", None),
        ("Hòe", (), "bà Hòe", None),  # one word is nobody's whole name
        ("Hòe", (LIEN_CHAU,), "bà Hòe", "refused.nominee"),
        ("Lan", (), "bà Nguyễn Thị Hòe", None),
    ],
)
def test_a_namesake_of_the_nominee_is_barred(
    name: str, communes: tuple[str, ...], nominee: str, why: str | None
) -> None:
    assert why_barred(ties(name, *communes), told(nominee)) == why


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"accounts": {70}}, "refused.own"),
        ({"accounts": {71}}, None),
        ({"phones": {"0912345678"}}, "refused.own"),
        ({"phones": {"0987654321"}}, None),
        ({"recused": {1}}, "refused.related"),
        ({"recused": {2}}, None),
    ],
)
def test_what_else_ties_somebody_to_a_story(more: dict[str, set[int]], why: str | None) -> None:
    assert why_barred(ties("Lan", **more), told("bà Hòe")) == why


def never_sees(reviewer: Resident) -> None:
    """Try everything that leads to the first story: the card, the queue, the search, its code, old buttons."""
    town, before = reviewer.town, len(reviewer.heard)
    reviewer.says("/choduyet", "GT26-0001")
    if reviewer.channel == "telegram":
        for forged in ("o:1", "v:1", "w:1", "r:approve:1:1", "r:decline:1:1", "r:ask_more:1:1", "dx:1:1"):
            reviewer.presses(forged)
    reviewer.says("/tim hoe", "1")
    heard = set(reviewer.heard[before:])
    assert not {"review.new_card", "review.card", "review.file", "review.story", "ask.approve_summary"} & heard
    assert "queue.empty" in heard
    assert town.statuses() == {"submitted": 1}


def test_the_namesake_never_gets_the_card(town: Town) -> None:
    lan, mai = town.reviewer("Nguyễn Thị Hòe"), town.reviewer("Mai")
    submits(town.citizen("Hoa"))

    assert (lan.heard, mai.heard) == ([], ["review.new_card"])
    never_sees(lan)
    assert "trùng tên với đồng chí" in " ".join(one.text for one in lan.messages)


def test_the_only_reviewer_is_barred_and_the_admins_get_it(town: Town) -> None:
    lan, admin = town.reviewer("Nguyễn Thị Hòe"), town.reviewer("Bình", Role.ADMIN)
    submits(town.citizen("Hoa"))

    assert admin.heard == ["review.new_card"]
    assert "Chưa có cán bộ nào nhận bài" in admin.last
    never_sees(lan)


def test_with_everybody_barred_the_admins_hear_that_somebody_is_missing(town: Town) -> None:
    admin = town.reviewer("Bình", Role.ADMIN)
    submits(admin)

    assert admin.heard[-1] == "who.nobody_may"
    never_sees(admin)


def test_an_account_taken_apart_and_invited_anew_decides_nothing_of_its_own(any_town: Town) -> None:
    telegram, zalo = pair(any_town, "Lan")
    any_town.reviewer("Mai")
    submits(telegram)
    links(zalo, telegram)
    unlinks(zalo)  # the story stays with the Zalo account; the one it was begun with is somebody else now
    telegram.says(f"/start i_{any_town.invite()}")
    assert (any_town.person(telegram).role, any_town.person(zalo).role) == ("reviewer", "citizen")
    never_sees(telegram)


def test_nor_does_the_other_account(any_town: Town) -> None:
    telegram, zalo = pair(any_town, "Lan")
    links(telegram, zalo)
    submits(telegram)
    unlinks(telegram)
    zalo.says(f"/start i_{any_town.invite()}")
    assert any_town.person(zalo).role == "reviewer"
    never_sees(zalo)


def test_the_same_phone_is_the_same_person(town: Town) -> None:
    lan, mai = town.reviewer("Lan"), town.reviewer("Mai")
    submits(lan, nominee="ông Hà Văn Sang", phone="0987 654 321")
    mai.taps("Duyệt", "Đúng, duyệt")
    submits(town.citizen("Hoa"), phone="0987654321")

    assert "review.new_card" not in lan.heard
    lan.says("/choduyet", "GT26-0002")
    assert lan.heard[-2:] == ["queue.empty", "refused.own"]


def test_a_phone_that_is_given_when_asked_again_counts_as_well(town: Town) -> None:
    hoa, lan, mai = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Mai")
    submits(lan, nominee="ông Hà Văn Sang", phone="0987 654 321")
    submits(hoa, phone="0987 654 322")
    mai.taps("Cần bổ sung", "Hỏi lại câu đã trả lời", "Hỏi lại: số điện thoại", "Chọn xong", "Gửi cho người")
    hoa.taps("Trả lời ngay")
    hoa.says("0987 654 321")
    hoa.taps("Gửi cho cán bộ")

    lan.says("/choduyet", "GT26-0002")
    assert lan.heard[-2:] == ["queue.empty", "refused.own"]


def test_who_is_barred_is_not_late(town: Town) -> None:
    lan, mai = town.reviewer("Nguyễn Thị Hòe"), town.reviewer("Mai")
    submits(town.citizen("Hoa"))
    town.passes(days=2)
    town.does(remind_reviewers)

    assert ("reminder.waiting" in lan.heard, mai.heard[-1]) == (False, "reminder.waiting")


def test_who_becomes_concerned_after_the_card_came_cannot_decide(button_town: Town) -> None:
    lan, mai = button_town.reviewer("Lan"), button_town.reviewer("Mai")
    submits(button_town.citizen("Hoa"))
    lan.taps("Duyệt")
    confirm = lan.button("Đúng, duyệt")
    lan.taps("Việc khác", "Tôi có liên quan", "Đúng, tôi có liên quan")
    lan.presses(confirm)
    mai.taps("Duyệt", "Đúng, duyệt")

    assert button_town.record("approve")[0].person_id == button_town.person(mai).id
    assert "approve: refused.related" in [one.reason for one in button_town.record("refused")]
