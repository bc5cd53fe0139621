"""Consent: asked without a default, recorded with its wording and moment, and needed before anything is sent."""

import pytest
from sqlalchemy import select

from storage.models import Consent
from tests.town import Town, submits, tells, walks_to


def consents(town: Town) -> list[tuple[str, bool, str, str]]:
    with town.looking() as session:
        rows = session.scalars(select(Consent).order_by(Consent.id)).all()
    assert {row.at for row in rows} <= {town.now}
    return [(row.purpose, row.given, row.text_version, row.language) for row in rows]


def test_consent_is_recorded_with_the_version_and_language_of_its_text(town: Town) -> None:
    submits(town.citizen("Hoa"))
    assert consents(town) == [("processing", True, "2026-01", "vi"), ("naming", True, "2026-01", "vi")]


def test_consent_says_who_why_how_long_and_what_rights(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "consent")
    for part in ("bên kiểm soát dữ liệu", "Mục đích", "5 năm kể từ khi gửi", "rút lại đồng ý", "0210 000 0000"):
        assert part in hoa.last
    assert [label for label, _ in hoa.messages[-1].buttons][:2] == ["✅ Đồng ý", "❌ Không đồng ý"]


@pytest.mark.parametrize("given", ["", "ok", "tất nhiên rồi", "Bỏ qua bước này", "/gioithieu"])
def test_consent_has_no_default(town: Town, given: str) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "consent")
    hoa.says(given)
    assert consents(town) == []
    assert town.newest(hoa).cursor == "consent"


def test_a_refusal_is_recorded_and_nothing_is_sent(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    walks_to(hoa, "consent")
    hoa.taps("Không đồng ý")
    assert hoa.heard[-2:] == ["form.consent_refused", "ask.consent"]
    assert consents(town) == [("processing", False, "2026-01", "vi")]
    assert (town.statuses(), lan.heard) == ({"draft": 1}, [])

    hoa.says("đồng ý", "không đồng ý")
    assert consents(town)[1:] == [("processing", True, "2026-01", "vi"), ("naming", False, "2026-01", "vi")]


def test_consent_taken_back_before_sending_holds_the_story_back(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    tells(hoa)
    hoa.says("Sửa lại", "Đồng ý xử lý thông tin", "Không đồng ý", "Quay lại")
    hoa.taps("Gửi bài giới thiệu")
    assert hoa.heard[-2:] == ["form.missing", "ask.consent"]
    assert (town.statuses(), lan.heard) == ({"draft": 1}, [])
    hoa.says("Đồng ý")
    hoa.taps("Gửi bài giới thiệu")
    assert town.statuses() == {"submitted": 1}
    assert [given for purpose, given, *_ in consents(town) if purpose == "processing"] == [True, False, True]


def test_naming_the_nominator_may_be_skipped_and_means_no(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "credit")
    hoa.taps("Bỏ qua")
    assert "Không nêu tên người giới thiệu" in hoa.last
    assert [purpose for purpose, *_ in consents(town)] == ["processing"]
