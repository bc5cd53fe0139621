"""Words on their way: long ones are split, people's own never become markup, damaged markup is still read."""

from bot.channels.telegram import TEXT
from bot.sandbox.entities import units
from storage.models import Lane
from tests.bot.conftest import Service
from tests.bot.walking import walks_to_the_photos

WORD_JOINER = "\u2060"  # put between, lest Telegram makes a command or a link of it
NAME = '<b>bà Hòe</b> & <a href="tg://user?id=1">Lan</a> "1 < 2"'


async def test_a_long_text_arrives_whole_in_pieces_and_the_buttons_below_the_last(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    paragraphs = [f"Đoạn {n}. " + "Bà giúp hộ nghèo nuôi bò. " * 20 for n in range(30)]

    service.queue(hoa, "\n\n".join(paragraphs), buttons=[[["Trả lời", "t", ""]]])
    await service.all_delivered()

    pieces = service.heard_by(hoa)[1:]
    assert len(pieces) > 3
    assert max(units(piece) for piece in pieces) <= TEXT
    assert " ".join(" ".join(pieces).split()) == " ".join(" ".join(paragraphs).split())
    posts = [post.message for post in service.sandbox.world.chats[hoa.id].posts.values() if post.side == "bot"]
    assert ["reply_markup" in post for post in posts[1:]] == [False] * (len(pieces) - 1) + [True]
    assert service.ask("SELECT message_id FROM outbox ORDER BY id DESC LIMIT 1") == [str(posts[-1]["message_id"])]


async def test_a_long_text_that_fails_in_the_middle_goes_on_from_there(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    service.sandbox.faults.add("sendMessage", "502", at=2)

    service.queue(hoa, "\n\n".join(f"Đoạn {n}. " + "Bà giúp hộ nghèo nuôi bò. " * 20 for n in range(30)))
    await service.all_delivered()

    pieces = service.heard_by(hoa)[1:]
    assert len(set(pieces)) == len(pieces) > 3


async def test_what_people_write_is_never_markup(service: Service) -> None:
    hoa = await service.arrives("Hoa")

    await walks_to_the_photos(hoa, nominee=NAME)
    await hoa.says("/gioithieu")
    message = await hoa.hears("dở về")

    assert NAME in message["text"].replace(WORD_JOINER, "")
    assert "entities" not in message


async def test_markup_that_telegram_refuses_is_sent_again_as_plain_words(service: Service) -> None:
    hoa = await service.arrives("Hoa")

    service.queue(hoa, "<b>đậm &amp; <i>nghiêng</b> 1 &lt; 2", "sau đó", lane=Lane.REPLY)
    await service.all_delivered()

    assert service.heard_by(hoa)[1:] == ["đậm & nghiêng 1 < 2", "sau đó"]
