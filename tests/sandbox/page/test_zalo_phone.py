"""A phone with Zalo on the chat page, in a real browser: no buttons, and a bot that speaks Zalo's own API."""

import pytest
from playwright.async_api import Locator, expect

from tests.sandbox.page.page_stage import Stage, attached, line_of, picture

pytestmark = pytest.mark.asyncio(loop_scope="module")

MENU = "Chào cô Minh!\n\n1. Giới thiệu\n2. Xem tiến độ\n\nGõ số, hoặc /giup"
BOLD_NAME = {"text_styles": [{"start": 0, "len": 13, "st": ["b"]}, {"start": 15, "len": 2, "st": ["i", "u"]}]}


async def picks(stage: Stage, phone: Locator, item: str, name: str, data: bytes, mime: str) -> None:
    """Choose a file by an item of the "…" menu, and send it."""
    async with stage.page.expect_file_chooser() as chooser:
        await phone.get_by_role("button", name="Đính kèm").click()
        await stage.page.get_by_role("menuitem", name=item, exact=True).click()
    await (await chooser.value).set_files(attached(name, data, mime))
    await phone.get_by_role("button", name="Gửi", exact=True).click()


async def test_somebody_on_zalo_writes_at_once_and_answers_a_menu_by_its_number(stage: Stage) -> None:
    minh = await stage.adds_on_zalo("Minh")
    await expect(line_of(minh)).to_be_focused()
    await expect(minh.get_by_text("Zalo · trợ lý tự động")).to_be_visible()
    await stage.page.keyboard.type("xin chào")
    await stage.page.keyboard.press("Enter")
    kind, message = await stage.zalo.hears()
    assert (kind, message["text"], message["from"]["display_name"]) == ("text", "xin chào", "Minh")

    await stage.zalo.says(message["chat"]["id"], MENU, **BOLD_NAME)
    answer = minh.locator(".message.bot .words")
    await expect(answer).to_contain_text("2. Xem tiến độ")
    await expect(answer.locator("b")).to_have_text("Chào cô Minh!")
    await expect(answer.locator("i u, u i")).to_have_text("1.")
    await stage.page.keyboard.type("1")
    await stage.page.keyboard.press("Enter")
    assert (await stage.zalo.hears())[1]["text"] == "1"
    await expect(minh.locator(".message.person .words")).to_have_text(["xin chào", "1"])
    await expect(stage.phone("Hoa").locator(".message")).to_have_count(0)


async def test_there_is_nothing_to_press_on_zalo(stage: Stage) -> None:
    await stage.bot.call("setMyCommands", commands=[{"command": "giup", "description": "Giúp tôi"}])
    minh, chat = await stage.writes_on_zalo("Minh")
    await stage.zalo.says(chat, MENU)
    await expect(minh.locator(".message")).to_have_count(2)

    await expect(minh.get_by_role("log").locator("button, a")).to_have_count(0)
    await expect(minh.locator(".inline, .key, .command, .edit, .edit-bar, .keys")).to_have_count(0)
    for name in ("Bắt đầu", "Các lệnh", "Bàn phím trả lời"):
        await expect(minh.get_by_role("button", name=name)).to_have_count(0)
    await line_of(minh).press("ArrowUp")
    await expect(line_of(minh)).to_have_value("")
    await minh.get_by_role("button", name="Thêm lựa chọn").click()
    await expect(stage.page.get_by_role("menuitem", name="liên kết")).to_have_count(0)
    await expect(stage.page.get_by_role("menuitem", name="Chặn")).to_be_visible()


async def test_a_person_on_both_apps_has_two_phones_and_only_telegrams_opens_a_link(stage: Stage) -> None:
    await stage.adds_on_zalo("Hoa")
    await expect(stage.page.get_by_role("region", name="Điện thoại của Hoa")).to_have_count(2)
    hoa = stage.page.get_by_role("region", name="Điện thoại của Hoa", exact=True)
    await expect(hoa.get_by_role("button", name="Bắt đầu")).to_be_visible()

    await hoa.get_by_role("button", name="Thêm lựa chọn").click()
    await stage.page.get_by_role("menuitem", name="Mở liên kết mời").click()
    choice = stage.page.get_by_role("dialog", name="Mở liên kết mời").get_by_label("Ai mở liên kết này?")
    await expect(choice.locator("option")).to_have_text(["Hoa", "Lan"])


async def test_zalo_knows_no_language_so_the_page_does_not_ask_for_it(stage: Stage) -> None:
    await stage.page.get_by_role("button", name="Thêm người").click()
    asks = stage.page.get_by_role("dialog", name="Thêm người")
    await expect(asks.get_by_label("Ngôn ngữ")).to_be_visible()
    await asks.get_by_label("Ứng dụng").select_option("Zalo")
    await expect(asks.get_by_label("Ngôn ngữ")).to_be_hidden()


async def test_a_photo_with_words_goes_up_and_comes_down(stage: Stage) -> None:
    minh, chat = await stage.writes_on_zalo("Minh")
    red = picture("red")
    async with stage.page.expect_file_chooser() as chooser:
        await minh.get_by_role("button", name="Gửi ảnh").click()
    await (await chooser.value).set_files([attached("do.png", red), attached("xanh.png", picture("blue"))])
    await expect(line_of(minh)).to_be_focused()
    await stage.page.keyboard.type("Vườn nhà bà Hòe")
    await stage.page.keyboard.press("Enter")

    (kind, first), (_, second) = await stage.zalo.hears(), await stage.zalo.hears()
    assert (kind, first["caption"], second.get("caption")) == ("image", "Vườn nhà bà Hòe", None)
    assert await stage.zalo.downloads(first["photo_url"]) == red
    await expect(minh.locator(".message.person .photo")).to_have_count(2)
    await expect(minh.locator(".album, .thumb")).to_have_count(0)

    await stage.zalo.call("sendPhoto", chat_id=chat, photo=first["photo_url"], caption="Tiến độ: 3/14")
    shown = minh.locator(".message.bot")
    await expect(shown.locator("img")).to_have_js_property("naturalWidth", 64)
    await expect(shown.locator(".words")).to_have_text("Tiến độ: 3/14")


async def test_a_voice_is_recorded_or_chosen_and_can_be_thrown_away(stage: Stage) -> None:
    minh, _ = await stage.writes_on_zalo("Minh")
    await minh.get_by_role("button", name="Ghi âm", exact=True).click()
    await expect(line_of(minh)).to_be_hidden()
    await stage.page.keyboard.press("Escape")
    await expect(minh.locator("audio")).to_have_count(0)

    await minh.get_by_role("button", name="Ghi âm", exact=True).press("Enter")
    await expect(minh.get_by_role("timer")).to_have_text("0:01")
    await expect(minh.get_by_role("button", name="Gửi bản ghi âm")).to_be_focused()
    await stage.page.keyboard.press("Enter")
    kind, message = await stage.zalo.hears()
    assert kind == "voice"
    assert len(await stage.zalo.downloads(message["voice_url"])) > 0
    await expect(minh.locator("audio")).to_have_js_property("error", None)
    await expect(minh.locator("audio")).not_to_have_js_property("readyState", 0)

    await picks(stage, minh, "Tin thoại (tệp âm thanh)", "ke.mp3", b"ID3", "audio/mpeg")
    assert (await stage.zalo.hears())[0] == "voice"


async def test_without_a_microphone_one_is_told_what_else_to_do(stage: Stage) -> None:
    minh, _ = await stage.writes_on_zalo("Minh")
    await stage.page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(); }")
    await minh.get_by_role("button", name="Ghi âm", exact=True).click()
    await expect(minh.locator(".toast")).to_contain_text("Có thể gửi một tệp âm thanh")
    await expect(line_of(minh)).to_be_visible()


async def test_what_zalo_does_not_hand_over_is_marked_so(stage: Stage) -> None:
    minh, _ = await stage.writes_on_zalo("Minh")
    await picks(stage, minh, "Tệp", "đơn.pdf", b"%PDF", "application/pdf")
    kind, message = await stage.zalo.hears()
    assert kind == "unsupported"
    assert "đơn.pdf" not in str(message)
    await expect(minh.get_by_role("link", name="Tải về đơn.pdf")).to_be_visible()

    await minh.get_by_role("button", name="Đính kèm").click()
    await stage.page.get_by_role("menuitem", name="Vị trí").click()
    assert (await stage.zalo.hears())[0] == "unsupported"
    await expect(minh.get_by_text("Zalo không chuyển loại tin này cho bot.")).to_have_count(2)

    await minh.get_by_role("button", name="Nhãn dán").click()
    await stage.page.get_by_role("menuitem", name="Bông hoa").press("Enter")
    assert (await stage.zalo.hears())[0] == "sticker"
    await expect(minh.locator(".sticker")).to_have_js_property("naturalWidth", 240)


async def test_the_platform_can_be_made_to_refuse_and_the_person_can_block(stage: Stage) -> None:
    minh, chat = await stage.writes_on_zalo("Minh")
    await minh.get_by_role("button", name="Thêm lựa chọn").click()
    await stage.page.get_by_role("menuitem", name="quá hạn trả lời").click()
    await expect(minh.get_by_text("Zalo không chuyển: quá hạn trả lời")).to_be_visible()
    assert (await stage.zalo.ask("sendMessage", chat_id=chat, text="Bác ơi"))["error_code"] == 403
    await minh.get_by_role("button", name="Thêm lựa chọn").click()
    await stage.page.get_by_role("menuitem", name="Zalo chuyển tin trở lại").click()
    await stage.zalo.says(chat, "Bác ơi")
    await expect(minh).to_contain_text("Bác ơi")

    await minh.get_by_role("button", name="Thêm lựa chọn").click()
    await stage.page.get_by_role("menuitem", name="Chặn").click()
    await expect(line_of(minh)).to_be_hidden()
    assert (await stage.zalo.ask("sendMessage", chat_id=chat, text="Bác đâu rồi"))["error_code"] == 403
    await minh.get_by_role("button", name="Bỏ chặn").click()
    await expect(line_of(minh)).to_be_focused()


async def test_a_small_screen_holds_the_whole_zalo_phone(stage: Stage) -> None:
    await stage.page.set_viewport_size({"width": 360, "height": 740})
    await stage.page.get_by_role("button", name="Giờ, thêm người, ngôn ngữ").click()
    minh, chat = await stage.writes_on_zalo("Nguyễn Thị Minh Khai (xã Liên Châu)")
    await stage.zalo.says(chat, "https://hoadep.vn/" + "dài" * 200)
    await minh.get_by_role("button", name="Nhãn dán").click()
    await stage.page.get_by_role("menuitem", name="Cảm ơn").click()
    await picks(stage, minh, "Tệp", "đơn đề nghị công nhận điển hình tiên tiến.pdf", b"%PDF", "application/pdf")
    await line_of(minh).fill("một bài văn dài " * 20)
    await expect(minh.get_by_role("button", name="Gửi", exact=True)).to_be_in_viewport(ratio=1)
    assert await stage.sticking_out() == []
    assert await stage.page.evaluate("document.documentElement.scrollWidth") == 360


async def test_the_zalo_phone_speaks_english_too_and_survives_a_reload(stage: Stage) -> None:
    minh, chat = await stage.writes_on_zalo("Minh")
    await stage.zalo.says(chat, "Chào cô")
    await expect(minh.locator(".message")).to_have_count(2)
    await stage.page.get_by_role("button", name="English").click()
    phone = stage.page.get_by_role("region", name="Minh (Zalo)'s phone")
    await expect(phone.locator(".words")).to_have_text(["xin chào", "Chào cô"])
    await expect(phone.get_by_role("textbox", name="Message")).to_be_visible()
    await expect(phone.get_by_role("button", name="Record")).to_be_visible()
