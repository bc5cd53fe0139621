"""Six lines and the clearance are ticked on the card, on the record, and without disturbing who decides."""

from handlers.messages import InputKind
from storage.models import OutboxMessage
from tests.town import Resident, Town, submits


def opened(town: Town) -> tuple[Resident, Resident, Resident]:
    hoa, lan, mai = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Mai")
    submits(hoa)
    return hoa, lan, mai


def test_ticks_are_kept_with_who_ticked_and_are_on_the_record(town: Town) -> None:
    _, lan, _ = opened(town)
    lan.taps("Phiếu 6 dòng (0/6)", "thật", "dân đồng tình", "thật")
    lan.says("GT26-0001")

    assert town.nomination().checks == {"support": town.person(lan).id}
    assert "Phiếu 1/6:</b> dân đồng tình" in lan.last
    assert lan.button("Phiếu 6 dòng (1/6)")
    acts = [(one.action, one.reason) for one in town.record() if one.nomination_id][1:]
    assert acts == [("check", "true"), ("check", "support"), ("uncheck", "true")]


def test_a_tick_makes_nobodys_decision_stale(town: Town) -> None:
    hoa, lan, mai = opened(town)
    mai.taps("Duyệt")
    lan.taps("Phiếu 6 dòng", "bền")
    mai.taps("Đúng, duyệt")

    assert town.statuses() == {"approved": 1}
    assert hoa.heard[-1] == "nomination.approved"


def test_the_other_cards_change_in_place_and_nobody_is_disturbed(town: Town) -> None:
    _, lan, mai = opened(town)
    card = mai.messages[-1].row
    lan.taps("Phiếu 6 dòng", "bền")

    assert mai.heard == ["review.new_card", *mai.with_buttons("review.card")]
    if mai.with_buttons("any"):
        assert "Phiếu 1/6" in mai.sees(card)
        assert next(label for label, _ in mai.messages[-1].buttons) == "✅ Duyệt"


def test_pressed_twice_a_line_is_ticked_once(button_town: Town) -> None:
    _, lan, _ = opened(button_town)
    lan.taps("Phiếu 6 dòng")
    tick = lan.button("rõ việc")
    lan.presses(tick)
    lan.presses(tick)

    assert set(button_town.nomination().checks or {}) == {"clear"}
    assert len(button_town.record("check")) == 1


def test_the_card_that_was_pressed_opens_and_closes_again(button_town: Town) -> None:
    _, lan, _ = opened(button_town)
    first = lan.messages[-1].row
    lan.says("GT26-0001")
    with button_town.looking() as session:
        shown = session.get_one(OutboxMessage, first).message_id or ""
    button_town.receive(lan.input(InputKind.PRESS, lan.button("Phiếu 6 dòng"), callback_id="1", message_id=shown))
    assert (lan.messages[-1].edits, lan.messages[-1].buttons[0][0]) == (first, "⬜ thật")

    button_town.receive(lan.input(InputKind.PRESS, lan.button("Về thẻ"), callback_id="2", message_id=shown))
    assert (lan.messages[-1].edits, lan.messages[-1].buttons[0][0]) == (first, "✅ Duyệt")


def test_a_pilot_needs_the_clearance_and_is_shown_where_to_tick(careful_town: Town) -> None:
    _, lan, _ = opened(careful_town)
    lan.taps("Duyệt", "Đúng, duyệt")
    careful_town.passes(minutes=11)
    lan.says("GT26-0001")
    lan.taps("Xây dựng điểm")
    assert "chưa có xác nhận" in lan.refusal
    assert careful_town.statuses() == {"approved": 1}

    lan.taps("không vướng mắc")
    lan.says("GT26-0001")
    assert "Không vướng mắc (Lan xác nhận)" in lan.last
    lan.taps("Xây dựng điểm", "Đúng, xây dựng điểm")
    assert careful_town.statuses() == {"piloting": 1}


def test_a_clearance_taken_away_before_the_confirmation_stops_the_pilot(careful_town: Town) -> None:
    _, lan, mai = opened(careful_town)
    lan.taps("Duyệt", "Đúng, duyệt")
    careful_town.passes(minutes=11)
    lan.says("GT26-0001")
    lan.taps("Phiếu 6 dòng", "không vướng mắc")
    lan.says("GT26-0001")
    lan.taps("Xây dựng điểm")
    mai.says("GT26-0001")
    mai.taps("Phiếu 6 dòng", "không vướng mắc")
    lan.taps("Đúng, xây dựng điểm")

    assert careful_town.statuses() == {"approved": 1}
    assert "chưa có xác nhận" in lan.refusal


def test_what_an_office_does_not_want_ticked_is_not_there(town: Town) -> None:
    town.works_with(checklist=False)
    _, lan, _ = opened(town)
    assert not [label for label, data in lan.messages[-1].buttons if data.startswith("e:")]

    town.works_with(checklist=False, clearance=True)
    lan.says("GT26-0001")
    lan.taps("Không vướng mắc", "không vướng mắc")
    assert set(town.nomination().checks or {}) == {"clearance"}


def test_nobody_ticks_a_story_of_their_own_or_one_that_is_settled(button_town: Town) -> None:
    _, lan, _ = opened(button_town)
    submits(lan, nominee="ông Hà Văn Sang", phone="0987 654 321")
    lan.presses("et:2:true:1")
    assert "Đồng chí là người giới thiệu" in lan.refusal
    lan.presses("et:1:nothing:1")
    assert "đã được" in lan.refusal
    assert len(button_town.record("check")) == 0


def test_results_without_a_before_and_after_or_a_number_are_flagged(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    hoa.says(
        "/gioithieu", "Một người", "Người tốt, việc tốt", "bà Hòe", "Liên Châu", "Năm 2019 bà bắt đầu giúp bà con."
    )
    hoa.says("Xong", "Bà con rất phấn khởi")
    hoa.taps("Bỏ qua", "Bỏ qua")
    hoa.says("Hoa", "0912 345 678", "Đồng ý", "Đồng ý")
    hoa.taps("Gửi bài giới thiệu")

    assert "Chưa có mốc so sánh" in lan.last
