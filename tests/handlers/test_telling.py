"""The story itself: in several messages, spoken or written, edited afterwards, its files in albums."""

from handlers.messages import Input, InputKind, Media
from storage import nominations
from tests.town import STORY, Resident, Town, submits, tells, walks_to


def pieces(town: Town, resident: Resident) -> list[str]:
    return [piece["t"] for piece in town.answers(resident)["story"]]


def album_of(resident: Resident, count: int, *, name: str = "album-1", kind: str = "photo") -> list[Input]:
    """Return the updates in which a channel brings an album."""
    numbers = [str(next(resident.town.numbers)) for _ in range(count)]
    return [
        resident.input(
            InputKind.MEDIA, message_id=number, media=Media(kind, f"f{number}", f"u{number}", 1000, album=name)
        )
        for number in numbers
    ]


def test_a_story_is_told_in_several_messages_until_done(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.says("Bà Hòe nuôi bò.", "Bà cho mượn giống.")
    assert hoa.heard[-2:] == ["form.story_noted"] * 2
    assert "(32 ký tự)" not in hoa.messages[-2].text
    hoa.says("Ai cũng quý bà vì bà tốt bụng.", "Xong")
    assert hoa.heard[-1] == "ask.results"
    assert pieces(town, hoa) == ["Bà Hòe nuôi bò.", "Bà cho mượn giống.", "Ai cũng quý bà vì bà tốt bụng."]


def test_a_short_story_is_kindly_asked_for_more_and_kept(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.says("Bà rất tốt.", "Xong")
    assert hoa.heard[-2:] == ["form.story_too_short", "ask.story_more"]
    hoa.says(STORY, "Xong")
    assert pieces(town, hoa) == ["Bà rất tốt.", STORY]


def test_a_story_too_long_keeps_what_came_before(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.says("a" * 3900, "b" * 101)
    assert hoa.heard[-2:] == ["form.story_too_long", "ask.story_more"]
    hoa.says("c" * 100, "Xong")
    assert pieces(town, hoa) == ["a" * 3900, "c" * 100]


def test_a_voice_note_counts_as_a_story(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    walks_to(hoa, "story")
    hoa.sends("voice")
    assert hoa.last.startswith("Đã nhận tin thoại.")
    hoa.says("Xong")
    assert hoa.heard[-1] == "ask.results"
    hoa.taps("Bỏ qua", "Bỏ qua", "Bỏ qua")
    hoa.says("Hoa", "Bỏ qua bước này", "Đồng ý", "Đồng ý")
    assert "Có phần kể bằng tin thoại" in hoa.last
    hoa.taps("Gửi bài giới thiệu")
    assert town.nomination().flags == ["no_baseline", "voice_only"]
    assert lan.heard == ["review.file", "review.new_card"]


def test_an_edited_message_updates_the_answer_it_gave(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "nominee")
    name = hoa.gives(InputKind.TEXT, "bà Nguyễn Thị Hoè")
    hoa.says("Liên Châu")
    first = hoa.gives(InputKind.TEXT, "Bà nuôi bò.")
    hoa.says("Bà giúp ba hộ nghèo trong thôn.")
    hoa.edits(name, "bà Nguyễn Thị Hòe")
    button_town.restarts()
    hoa.edits(first, "Bà nuôi chín con bò.")

    assert hoa.heard[-2:] == ["form.edit_noted", "ask.story_more"]
    assert button_town.answers(hoa)["nominee"] == "bà Nguyễn Thị Hòe"
    assert pieces(button_town, hoa) == ["Bà nuôi chín con bò.", "Bà giúp ba hộ nghèo trong thôn."]
    assert button_town.newest(hoa).cursor == "story"


def test_an_edit_follows_the_same_rules_and_a_bad_one_changes_nothing(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "nominee")
    name = hoa.gives(InputKind.TEXT, "bà Nguyễn Thị Hòe")
    place = hoa.gives(InputKind.TEXT, "Liên Châu")
    hoa.edits(name, "?")
    assert hoa.heard[-2:] == ["form.too_short", "ask.story"]
    hoa.edits(place, "đâu đó bên kia sông")
    assert hoa.heard[-2:] == ["form.edit_place", "ask.story"]
    hoa.edits(place, "thôn 3, xã Hy Cương")
    hoa.edits("123456", "không biết của câu nào")
    assert hoa.heard[-2:] == ["form.edit_unknown", "ask.story"]
    assert button_town.answers(hoa)["nominee"] == "bà Nguyễn Thị Hòe"
    assert button_town.answers(hoa)["place"] == {"typed": "thôn 3, xã Hy Cương", "commune": "08515", "hamlet": "thôn 3"}


def test_an_edit_after_sending_comes_too_late_and_says_so(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "nominee")
    name = hoa.gives(InputKind.TEXT, "bà Nguyễn Thị Hòe")
    hoa.says("/huy")
    hoa.taps("Xóa bài này")
    hoa.edits(name, "bà Hòe")
    assert hoa.heard[-1] == "nomination.dropped"

    submits(hoa)
    hoa.edits(name, "bà Hòe")
    assert hoa.heard[-1] == "form.edit_too_late"
    assert button_town.nomination().nominee == "bà Nguyễn Thị Hòe"


def test_an_album_is_answered_once(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "media")
    button_town.receive(*album_of(hoa, 4))
    assert hoa.heard[-2:] == ["ask.media", "form.files_noted"]
    assert "4/10" in hoa.last


def test_an_album_that_comes_in_two_batches_changes_its_first_answer(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "media")
    album = album_of(hoa, 5)
    button_town.receive(*album[:2])
    first = hoa.messages[-1]
    button_town.restarts()
    button_town.receive(*album[2:])
    assert (hoa.messages[-1].edits, hoa.messages[-2]) == (first.row, first)
    assert "5/10" in hoa.sees(first.row)
    hoa.taps("Đủ rồi")
    assert len(button_town.answers(hoa)["media"]) == 5


def test_an_album_beyond_the_limit_keeps_ten_and_says_so_once(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "media")
    button_town.receive(*album_of(hoa, 8))
    button_town.receive(*album_of(hoa, 6, name="album-2"))
    assert hoa.heard[-4:] == ["form.files_noted", "form.files_noted", "form.enough_files", "ask.media"]
    assert len(button_town.answers(hoa)["media"]) == 10


def test_an_album_where_words_are_asked_is_answered_once(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "nominee")
    button_town.receive(*album_of(hoa, 6))
    assert hoa.heard[-3:] == ["ask.nominee_individual", "form.file_kept", "ask.nominee_individual"]
    assert len(button_town.answers(hoa)["media"]) == 6


def test_an_album_out_of_the_blue_is_answered_once(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    button_town.receive(*album_of(hoa, 6))
    assert hoa.heard == ["people.not_understood"]


def test_the_same_photo_twice_is_one_photo(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "media")
    hoa.sends("photo", unique="same")
    hoa.sends("photo", unique="same")
    assert "1/10" in hoa.last
    assert [one["u"] for one in town.answers(hoa)["media"]] == ["same"]


def test_a_file_over_20_mb_is_kindly_refused_and_nothing_is_lost(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")  # Zalo brings no videos and tells no sizes
    walks_to(hoa, "media")
    hoa.sends("photo")
    hoa.sends("video", size=20_000_001)
    assert hoa.heard[-2:] == ["form.file_too_big", "ask.media"]
    assert "20 MB" in hoa.messages[-2].text
    hoa.sends("video", size=20_000_000)
    assert "2/10" in hoa.last


def test_files_of_every_kind_reach_the_reviewer(button_town: Town) -> None:
    hoa, lan = button_town.citizen("Hoa"), button_town.reviewer("Lan")  # Zalo brings photos and voice notes alone
    tells(hoa)
    hoa.says("Sửa lại", "Ảnh, tệp")
    for kind in ("photo", "video", "document", "voice"):
        hoa.sends(kind)
    hoa.taps("Đủ rồi", "Gửi bài giới thiệu")
    assert lan.heard == ["review.file", "review.file", "review.file", "review.new_card"]
    assert "4 tệp kèm theo" in lan.last


def test_photos_and_voice_notes_reach_the_reviewer(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    tells(hoa)
    hoa.says("Sửa lại", "Ảnh, tệp")
    for kind in ("photo", "voice", "photo", "photo"):
        hoa.sends(kind)
    hoa.taps("Đủ rồi", "Gửi bài giới thiệu")
    assert lan.heard == ["review.file", "review.file", "review.file", "review.new_card"]
    assert "4 tệp kèm theo" in lan.last


def test_words_under_a_photo_can_be_edited(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "media")
    message = hoa.sends("photo", caption="Bà Hòe bên đàn bò, CCCD 026185001234")
    hoa.edits(message, "Bà Hòe bên đàn bò mùa rét")
    assert [one["t"] for one in button_town.answers(hoa)["media"]] == ["Bà Hòe bên đàn bò mùa rét"]


def test_words_under_a_photo_are_kept(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    walks_to(hoa, "media")
    hoa.sends("photo", caption="Bà Hòe bên đàn bò mùa rét")
    assert [one["t"] for one in town.answers(hoa)["media"]] == ["Bà Hòe bên đàn bò mùa rét"]

    hoa.taps("Đủ rồi")
    hoa.says("Hoa", "0912 345 678")
    hoa.taps("Đồng ý", "Đồng ý", "Gửi bài giới thiệu")
    assert "Kèm ảnh: Bà Hòe bên đàn bò mùa rét" in lan.last


def test_a_story_out_of_the_blue_keeps_the_photo_it_came_with(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.sends("photo", caption=STORY)
    assert hoa.heard == ["people.story_kept", "ask.kind"]
    assert [piece["t"] for piece in town.answers(hoa)["story"]] == [STORY]
    with town.looking() as session:
        assert len(nominations.attachments(session, town.newest(hoa))) == 1


def test_done_before_any_story_is_no_story(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.says("xong")
    assert hoa.heard[-2:] == ["form.story_too_short", "ask.story"]
    assert not town.answers(hoa).get("story")
