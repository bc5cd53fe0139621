"""One story for every action of the router's table: how a person comes to it, chooses it, and what comes of it."""

import re
from collections.abc import Callable
from datetime import timedelta

from handlers import digest, heartbeat
from handlers.messages import InputKind, Room
from handlers.reminders import remind_as_asked, remind_reviewers
from storage.models import Role
from tests.handlers.offices import TWO, under
from tests.handlers.stage import Stage
from tests.handlers.subscribers import subscribe
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


def looks_into_the_digest(stage: Stage) -> None:
    stage.binh.says("/xemtruoc")
    for part in ("kinds", "fields", "communes", "who"):
        assert stage.chooses(stage.binh, f"sd:{part}:*") == f"digest.{part}"
        assert "xem trước" in stage.binh.last
    assert stage.chooses(stage.binh, "sd:how:*") == "digest.how"


def sees_the_communes(stage: Stage) -> None:
    stage.hoa.says("/tiendo")
    assert stage.chooses(stage.hoa, "ht:0") == "progress.communes"
    assert "Liên Châu: 1 bài" in stage.hoa.last


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


def built(stage: Stage, action: str = "pilot") -> None:
    """Approve the story, and build it as a pilot or coach it."""
    stage.chooses(stage.lan, "r:approve:*", "a:*:summary:approve")
    stage.lan.says("GT26-0001")
    stage.chooses(stage.lan, f"r:{action}:*")
    if action != "pilot":
        stage.lan.says("Cần thêm thời gian")
    stage.chooses(stage.lan, f"a:*:summary:{action}")


def hands_a_pilot_over(stage: Stage) -> None:
    built(stage)
    stage.lan.says("GT26-0001")
    assert stage.chooses(stage.lan, "ho:*", f"hp:*:{stage.town.person(stage.binh).id}") == "care.set"
    assert stage.binh.heard[-1] == "care.yours"
    assert "Bình" in stage.lan.last


def puts_a_look_off(stage: Stage) -> None:
    built(stage, "nurture")
    stage.lan.says("GT26-0001")
    assert stage.chooses(stage.lan, "hd:*", "hn:*:90") == "care.set"
    assert "21/02/2027" in stage.lan.last


def reads_on_among_the_pilots(stage: Stage) -> None:
    built(stage)
    for number in range(5):
        submits(stage.hoa, nominee=f"bà Thứ {number}")
        stage.town.passes(minutes=5)
        stage.chooses(stage.lan, "r:nurture:*")
        stage.lan.says("Cần thêm thời gian")
        stage.chooses(stage.lan, "a:*:summary:nurture")
    stage.lan.says("/diemsang")
    assert stage.chooses(stage.lan, "h:5") == "pilots.page"
    assert "GT26-0006" in stage.lan.last


def recognised(stage: Stage) -> None:
    built(stage)
    stage.lan.says("GT26-0001")
    stage.chooses(stage.lan, "r:recognise:*")
    stage.lan.says("125-QĐ/TU", "20/11/2026", "Phó Bí thư Trần Văn Bình")
    stage.chooses(stage.lan, "a:*:summary:recognise")


def does_likewise(stage: Stage) -> None:
    recognised(stage)
    hoa = stage.hoa
    assert stage.chooses(hoa, "hr:*") == "ask.unit"
    hoa.says("Chi hội Phụ nữ thôn Đồng Chằm", "xã Liên Châu", "Góp quỹ theo quý")
    assert stage.chooses(hoa, "a:*:summary:replicate") == "replicate.declared"
    assert stage.chooses(stage.lan, "hc:*:yes") == "replicate.you_confirmed"
    assert hoa.heard[-1] == "replicate.confirmed"


def says_how_a_model_is(stage: Stage) -> None:
    recognised(stage)
    stage.town.passes(days=182)  # 24 May 2027, a Monday
    stage.town.does(heartbeat.ask_owners)
    stage.lan.says("GT26-0001")
    assert stage.chooses(stage.lan, "hq:*") == "heartbeat.question"
    assert stage.chooses(stage.lan, "hb:*:changed") == "heartbeat.changed"
    assert stage.chooses(stage.lan, "hw:*") == "ask.heartbeat"
    stage.lan.says("Nay thêm hai thôn cùng làm")
    assert stage.lan.heard[-1] == "heartbeat.noted"


def ticks_the_checklist(stage: Stage) -> None:
    lan = stage.lan
    stage.chooses(lan, "e:*", "et:*:true:1", "et:*:lasting:1", "et:*:true:0", "ec:*")
    assert set(stage.town.nomination().checks or {}) == {"lasting"}
    assert lan.heard[-1] == "review.card"


def leaves_a_note(stage: Stage) -> None:
    assert stage.chooses(stage.lan, "f:*", "en:*") == "ask.note"
    stage.lan.says("Đã gọi trưởng thôn, đúng như kể")
    stage.lan.says("GT26-0001")
    assert "Đã gọi trưởng thôn" in stage.lan.last


def proposes_a_reward_at_once(stage: Stage) -> None:
    assert stage.chooses(stage.lan, "f:*", "ef:*:1") == "review.urgent_on"
    stage.lan.says("/dotxuat")
    assert stage.chooses(stage.lan, "o:*", "f:*", "ef:*:0") == "review.urgent_off"


def can_undo(stage: Stage) -> None:
    """Let the office wait for ten minutes before a citizen hears of a decision."""
    stage.town.works_with(undo_minutes=10)


def takes_a_decision_back(stage: Stage) -> None:
    can_undo(stage)
    stage.chooses(stage.lan, "r:approve:*", "a:*:summary:approve", "eu:*")
    assert stage.town.statuses() == {"submitted": 1}


def sends_the_news_at_once(stage: Stage) -> None:
    can_undo(stage)
    stage.chooses(stage.lan, "r:approve:*", "a:*:summary:approve", "es:*")
    assert stage.hoa.heard[-1] == "nomination.approved"


def announces_together(stage: Stage) -> None:
    stage.chooses(stage.lan, "r:approve:*", "a:*:summary:hold")
    stage.lan.says("/congbo")
    assert stage.chooses(stage.lan, "ea:*") == "announce.done"
    assert stage.hoa.heard[-1] == "nomination.approved"


def takes_a_role_back(stage: Stage) -> None:
    stage.binh.says("/canbo")
    assert stage.chooses(stage.binh, "ds:*", "k:*", "k:0") == "staff.unchanged"
    stage.binh.says("/canbo")
    assert stage.chooses(stage.binh, "ds:*", "k:*", "kk:*") == "staff.revoked"
    assert stage.town.person(stage.lan).role == Role.CITIZEN


def is_related(stage: Stage) -> None:
    assert stage.chooses(stage.lan, "f:*", "dr:*", "o:*") == "review.card"
    stage.chooses(stage.lan, "f:*", "dr:*", "dx:*")
    assert "who.recused" in stage.lan.heard
    assert stage.binh.heard == ["review.new_card"]


def has_no_opinion(stage: Stage) -> None:
    under(stage.town, province=2)
    stage.lan.says("GT26-0001")
    stage.chooses(stage.lan, "f:*", "da:*")
    assert "who.vote_taken_lead" in stage.lan.heard


def goes_away_and_comes_back(stage: Stage) -> None:
    stage.lan.says("/vang 24/12-02/01")
    assert stage.chooses(stage.lan, "dv:*:0") == "away.set_alone"
    stage.lan.says("/vang")
    assert stage.chooses(stage.lan, "de") == "away.ended"


def asks_to_be_reminded(stage: Stage) -> None:
    assert stage.chooses(stage.lan, "f:*", "i:*", "is:*:1w") == "remind.set"
    stage.town.passes(days=1)
    stage.town.does(remind_reviewers)
    assert "reminder.waiting" not in stage.lan.heard
    stage.lan.says("/nhac")
    assert stage.chooses(stage.lan, "id:*") == "remind.dropped"


def puts_all_off_to_be_away(stage: Stage) -> None:
    stage.town.passes(days=2)
    stage.town.does(remind_reviewers)
    assert stage.chooses(stage.lan, "is:0:tomorrow") == "remind.set_all"
    stage.town.passes(days=1)
    stage.town.does(remind_as_asked)
    assert stage.lan.heard[-1] == "reminder.asked"
    assert stage.chooses(stage.lan, "iv") == "away.how"


def invites(stage: Stage) -> None:
    stage.binh.says("/moi")
    stage.chooses(stage.binh, "dm:province", "a:0:communes:all", "a:0:fields:all")
    assert stage.chooses(stage.binh, "a:0:summary:invite") == "invite.code"


def changes_what_a_reviewer_does(stage: Stage) -> None:
    stage.binh.says("/canbo")
    stage.chooses(stage.binh, "ds:*", "dq:*")
    stage.binh.says("xã Liên Châu")
    stage.chooses(stage.binh, "a:0:fields:health", "a:0:fields:done")
    assert stage.chooses(stage.binh, "a:0:summary:scope", "dp:*") == "staff.member"
    under(stage.town, levels=TWO)
    stage.binh.says("/canbo")
    assert stage.chooses(stage.binh, "ds:*", "dl:*") == "staff.member"
    lan = stage.town.person(stage.lan)
    assert (lan.communes, lan.fields, lan.leads, lan.level) == (["09064"], ["health"], True, "commune")


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


def begins_to_write_to_everybody(stage: Stage) -> None:
    subscribe(stage.town, stage.hoa)
    stage.town.now += timedelta(days=2, hours=10)  # at night it waits
    stage.binh.says("/guitin", "Thứ bảy này mời bà con đến nhà văn hóa.")
    assert stage.chooses(stage.binh, "a:0:summary:broadcast") == "broadcast.begun"


def holds_a_broadcast_and_lets_it_go(stage: Stage) -> None:
    begins_to_write_to_everybody(stage)
    assert stage.chooses(stage.binh, "bp:*") == "broadcast.is_paused"
    assert stage.chooses(stage.binh, "br:*") == "broadcast.is_running"
    stage.town.passes(hours=9)
    assert stage.hoa.heard[-1] == "broadcast.message"


def ends_a_broadcast(stage: Stage) -> None:
    begins_to_write_to_everybody(stage)
    assert stage.chooses(stage.binh, "bc:*") == "broadcast.confirm_cancel"
    assert stage.chooses(stage.binh, "bx:*") == "broadcast.is_cancelled"
    stage.town.passes(hours=9)
    assert "broadcast.message" not in stage.hoa.heard


def writes_another_message(stage: Stage) -> None:
    begins_to_write_to_everybody(stage)
    stage.binh.says("/guitin")
    assert stage.chooses(stage.binh, "bn") == "ask.message"


def chooses_what_to_hear(stage: Stage) -> None:
    stage.lan.says("/nhacnho")
    assert stage.chooses(stage.lan, "p:digest:0") == "notices.page_staff"
    assert "🔕 Tổng hợp tuần" in stage.lan.last
    assert stage.chooses(stage.lan, "pa:0") == "notices.page_staff"
    stage.chooses(stage.lan, "pa:1")
    assert "🔕 Tổng hợp tuần" not in stage.lan.last


def chooses_quiet_hours(stage: Stage) -> None:
    stage.hoa.says("/nhacnho")
    assert stage.chooses(stage.hoa, "pq", "pt:2000:0700") == "notices.page"
    assert "20:00–07:00" in stage.hoa.last
    assert stage.chooses(stage.hoa, "pq", "pt:office") == "notices.page"
    assert "20:00–07:00" not in stage.hoa.last


def asks_for_the_letter(stage: Stage) -> None:
    hoa = stage.hoa
    hoa.says("/dangky")
    assert stage.chooses(hoa, "yu") == "letter.unsubscribed"
    assert stage.chooses(hoa, "ys") == "letter.subscribed"
    assert stage.town.person(hoa).subscribed_at


def gives_the_letter_to_a_group(stage: Stage) -> None:
    stage.town.receive(stage.binh.input(InputKind.ADDED, room=Room("-100", "Tổ dân phố 5")))
    assert stage.chooses(stage.binh, "yg:*:no") == "letter.room_no"
    stage.town.receive(stage.binh.input(InputKind.ADDED, room=Room("-100", "Tổ dân phố 5")))
    assert stage.chooses(stage.binh, "yg:*:yes") == "letter.room_yes"


def shows_a_good_example(stage: Stage) -> None:
    lan = stage.lan
    stage.chooses(lan, "r:approve:*", "a:*:summary:approve")
    lan.says("GT26-0001")
    assert stage.chooses(lan, "f:1", "yn:1") == "ask.agreed"
    assert stage.chooses(lan, "a:1:agreed:self") == "ask.agreed_how"
    lan.says("Chị Lan hỏi trực tiếp ngày 20/11/2026")
    assert stage.chooses(lan, "a:1:named:yes") == "ask.deed"
    lan.says("Cho ba hộ nghèo mượn bò giống.")
    assert stage.chooses(lan, "a:1:summary:publish") == "publish.done"
    lan.says("GT26-0001")
    assert stage.chooses(lan, "f:1", "yx:1") == "publish.withdrawn"


def looks_at_the_pictures_of_a_week(stage: Stage) -> None:
    stage.town.does(digest.send, {"vi": "pictures/digest-2026-W47-progress-vi.png"})
    assert stage.lan.heard[-2:] == ["digest.picture", "digest.weekly"]
    assert stage.chooses(stage.lan, "yp:2026-W47") == "digest.picture_communes_none"


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
    "sd": looks_into_the_digest,
    "ht": sees_the_communes,
    "r": decides,
    "o": opens_a_card,
    "v": looks_at_the_files,
    "w": reads_the_whole_story,
    "q": reads_on_in_the_queue,
    "hr": does_likewise,
    "hc": does_likewise,
    "hb": says_how_a_model_is,
    "hq": says_how_a_model_is,
    "hw": says_how_a_model_is,
    "h": reads_on_among_the_pilots,
    "ho": hands_a_pilot_over,
    "hp": hands_a_pilot_over,
    "hd": puts_a_look_off,
    "hn": puts_a_look_off,
    "bn": writes_another_message,
    "bp": holds_a_broadcast_and_lets_it_go,
    "br": holds_a_broadcast_and_lets_it_go,
    "bc": ends_a_broadcast,
    "bx": ends_a_broadcast,
    "da": has_no_opinion,
    "dr": is_related,
    "dx": is_related,
    "dv": goes_away_and_comes_back,
    "de": goes_away_and_comes_back,
    "i": asks_to_be_reminded,
    "is": asks_to_be_reminded,
    "id": asks_to_be_reminded,
    "iv": puts_all_off_to_be_away,
    "dm": invites,
    "ds": changes_what_a_reviewer_does,
    "dq": changes_what_a_reviewer_does,
    "dl": changes_what_a_reviewer_does,
    "dp": changes_what_a_reviewer_does,
    "e": ticks_the_checklist,
    "et": ticks_the_checklist,
    "f": leaves_a_note,
    "ec": ticks_the_checklist,
    "en": leaves_a_note,
    "ef": proposes_a_reward_at_once,
    "eu": takes_a_decision_back,
    "es": sends_the_news_at_once,
    "ea": announces_together,
    "g": merges_and_parts,
    "gg": merges_and_parts,
    "gn": merges_and_parts,
    "gt": merges_and_parts,
    "gu": merges_and_parts,
    "gx": merges_and_parts,
    "p": chooses_what_to_hear,
    "pa": chooses_what_to_hear,
    "pq": chooses_quiet_hours,
    "pt": chooses_quiet_hours,
    "ys": asks_for_the_letter,
    "yu": asks_for_the_letter,
    "yg": gives_the_letter_to_a_group,
    "yn": shows_a_good_example,
    "yx": shows_a_good_example,
    "yp": looks_at_the_pictures_of_a_week,
    "k": takes_a_role_back,
    "kk": takes_a_role_back,
}
NEEDS_NO_CHOICE = {"m": "telegram"}  # actions that a channel has no use for
