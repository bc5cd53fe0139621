"""One story for every action of the router's table: how a person comes to it, chooses it, and what comes of it."""

import re
from collections.abc import Callable

from storage.models import Role
from tests.handlers.stage import Stage
from tests.town import STORY, Resident, submits, tells, walks_to

CODE = re.compile(r"MA (\w{4}-\w{2})")


def begins_and_goes_on(stage: Stage) -> None:
    hoa = stage.hoa
    hoa.says("/start")
    assert stage.chooses(hoa, "n:new") == "ask.kind"
    hoa.says("/tieptuc")
    assert stage.chooses(hoa, "n:go:*") == "ask.kind"


def answers_with_a_choice(stage: Stage) -> None:
    stage.hoa.says("/gioithieu")
    assert stage.chooses(stage.hoa, "a:*:kind:collective", "a:*:field:family_clan_club") == "ask.nominee_collective"


def goes_back_and_on_and_gives_up(stage: Stage) -> None:
    hoa = stage.hoa
    walks_to(hoa, "results")
    assert stage.chooses(hoa, "c:*:back") == "ask.story_more"
    assert stage.chooses(hoa, "c:*:done", "c:*:skip") == "ask.replicable"
    assert stage.chooses(hoa, "c:*:cancel", "c:*:keep") == "ask.replicable"
    assert stage.chooses(hoa, "c:*:cancel", "c:*:drop") == "nomination.dropped"
    tells(hoa)
    assert stage.chooses(hoa, "c:*:revise") == "form.which_answer"
    assert stage.chooses(hoa, "j:*:phone", "c:*:clear") == "ask.nomination_summary"
    assert stage.town.answers(hoa)["phone"] is None


def changes_an_answer(stage: Stage) -> None:
    hoa = stage.hoa
    tells(hoa)
    assert stage.chooses(hoa, "c:*:revise", "j:*:nominee") == "ask.nominee_individual"
    hoa.says("ông Hà Văn Sang")
    assert "ông Hà Văn Sang" in hoa.last
    stage.chooses(hoa, "c:*:revise", "j:*:credit", "a:*:credit:no")
    assert stage.town.answers(hoa)["credit"] == "no"


def changes_the_language(stage: Stage) -> None:
    stage.hoa.says("/ngonngu")
    assert stage.chooses(stage.hoa, "l:en") == "people.language_set"
    assert "English" in stage.hoa.last


def turns_the_page(stage: Stage) -> None:
    """Where there are buttons, all of them are shown at once."""
    walks_to(stage.hoa, "field")
    if stage.has_buttons:
        assert not [data for _, data in stage.hoa.messages[-1].buttons if data.startswith("m:")]
    else:
        assert stage.chooses(stage.hoa, "m:2") == "menu.more"
    assert stage.chooses(stage.hoa, "a:*:field:other") == "ask.nominee_individual"


def links(stage: Stage) -> Resident:
    """Link another account of the citizen's."""
    stage.hoa.says("/lienket")
    assert stage.chooses(stage.hoa, "lc") == "link.code"
    code = CODE.search(stage.hoa.last)
    other = stage.town.citizen("Hoa khác")
    other.says(code[0] if code else "")
    assert stage.chooses(other, "x:*:yes") == "link.linked"
    other.says("/trangthai")
    assert "GT26-0001" in other.last
    return other


def takes_an_account_apart(stage: Stage) -> None:
    other = links(stage)
    stage.hoa.says("/lienket")
    assert stage.chooses(stage.hoa, "u:*", "u:0") == "link.unchanged"
    stage.hoa.says("/lienket")
    assert stage.chooses(stage.hoa, "u:*", "uu:*") == "link.unlinked"
    assert other.heard[-1] == "link.unlinked_other"


def sees_the_fields(stage: Stage) -> None:
    stage.hoa.says("/tiendo")
    assert stage.chooses(stage.hoa, "t") == "progress.fields"


def decides(stage: Stage) -> None:
    lan, hoa = stage.lan, stage.hoa
    stage.chooses(lan, "r:ask_more:*", "a:*:reason:dates_results", "a:*:summary:ask_more")
    stage.chooses(hoa, "n:go:*")
    hoa.says("Từ năm 2019")
    assert stage.chooses(hoa, "c:*:done") == "nomination.supplemented"
    for action, news in (("approve", "approved"), ("pilot", "piloting")):
        lan.says("GT26-0001")
        stage.chooses(lan, f"r:{action}:*", f"a:*:summary:{action}")
        assert hoa.heard[-1] == f"nomination.{news}"
    lan.says("GT26-0001")
    stage.chooses(lan, "r:recognise:*")
    lan.says("125-QĐ/TU", "20/11/2026", "Phó Bí thư Trần Văn Bình")
    stage.chooses(lan, "a:*:summary:recognise")
    submits(hoa, nominee="ông Hà Văn Sang")
    stage.chooses(lan, "r:decline:*", "a:*:reason:not_fit", "a:*:summary:decline")
    assert hoa.heard[-1] == "nomination.declined"
    assert stage.town.statuses() == {"recognised": 1, "declined": 1}


def opens_a_card(stage: Stage) -> None:
    stage.lan.says("/choduyet")
    assert stage.chooses(stage.lan, "o:*") == "review.card"


def looks_at_the_files(stage: Stage) -> None:
    walks_to(stage.hoa, "media")
    stage.hoa.sends("photo")
    stage.hoa.says("Đủ rồi, đi tiếp", "Hoa", "Bỏ qua bước này", "Đồng ý", "Đồng ý", "Gửi bài giới thiệu")
    assert stage.chooses(stage.lan, "v:*") == "review.file"


def reads_the_whole_story(stage: Stage) -> None:
    submits(stage.hoa, story=f"{STORY * 15} Hết chuyện.")
    assert "Hết chuyện." not in stage.lan.last
    assert stage.chooses(stage.lan, "w:*") == "review.story"
    assert "Hết chuyện." in stage.lan.last


def reads_on_in_the_queue(stage: Stage) -> None:
    for number in range(6):
        submits(stage.hoa, nominee=f"bà Thứ {number}")
        stage.town.passes(minutes=5)
    stage.lan.says("/choduyet")
    assert stage.chooses(stage.lan, "q:5") == "queue.page"
    assert "GT26-0007" in stage.lan.last


def takes_a_role_back(stage: Stage) -> None:
    stage.binh.says("/canbo")
    assert stage.chooses(stage.binh, "k:*", "k:0") == "staff.unchanged"
    stage.binh.says("/canbo")
    assert stage.chooses(stage.binh, "k:*", "kk:*") == "staff.revoked"
    assert stage.town.person(stage.lan).role == Role.CITIZEN


def merges_and_parts(stage: Stage) -> None:
    lan, tu = stage.lan, stage.town.citizen("Tư")
    submits(tu, nominee="Nguyen Thi Hoe")
    lan.says("GT26-0002")
    assert stage.chooses(lan, "g:2:1", "gn") == "review.cancelled"
    lan.says("GT26-0002")
    stage.chooses(lan, "g:2:1", "gg:2:*")
    assert "review.done_merge" in lan.heard
    assert tu.heard[-1] == "nomination.merged"
    lan.says("GT26-0001")
    assert stage.chooses(lan, "gt:1:0", "o:2") == "review.card"
    stage.chooses(lan, "gu:2:*", "gx:2:*")
    assert tu.heard[-1] == "nomination.unmerged"
    assert stage.town.statuses() == {"submitted": 2}


STORIES: dict[str, Callable[[Stage], object]] = {
    "n": begins_and_goes_on,
    "a": answers_with_a_choice,
    "c": goes_back_and_on_and_gives_up,
    "j": changes_an_answer,
    "l": changes_the_language,
    "m": turns_the_page,
    "lc": links,
    "x": links,
    "u": takes_an_account_apart,
    "uu": takes_an_account_apart,
    "t": sees_the_fields,
    "r": decides,
    "o": opens_a_card,
    "v": looks_at_the_files,
    "w": reads_the_whole_story,
    "q": reads_on_in_the_queue,
    "g": merges_and_parts,
    "gg": merges_and_parts,
    "gn": merges_and_parts,
    "gt": merges_and_parts,
    "gu": merges_and_parts,
    "gx": merges_and_parts,
    "k": takes_a_role_back,
    "kk": takes_a_role_back,
}
NEEDS_NO_CHOICE = {"m": "telegram"}  # actions that a channel has no use for
