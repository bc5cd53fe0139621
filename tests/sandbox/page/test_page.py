"""The chat page in a real browser: its phones with Telegram, and a bot that speaks plain Bot API."""

import pytest
from playwright.async_api import Locator, expect

from bot.sandbox.server import Sandbox
from tests.sandbox.page.page_stage import Stage, attached, line_of, picture

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASKS_CONTACT = {"keyboard": [[{"text": "Gửi số của tôi", "request_contact": True}], [{"text": "Bỏ qua"}]]}


async def test_a_citizen_presses_start_and_the_bot_answers(stage: Stage) -> None:
    hoa, chat = await stage.starts("Hoa")
    await stage.bot.says(chat, "<b>Chào bác</b> &lt;Hoa&gt;\n<blockquote>Người tốt</blockquote>Gõ /giup")

    log = hoa.get_by_role("log")
    await expect(log.locator(".message")).to_have_count(2)
    await expect(log.locator("b")).to_have_text("Chào bác")
    await expect(log.locator("blockquote")).to_have_text("Người tốt")
    await expect(log).to_contain_text("<Hoa>")
    await expect(stage.phone("Lan").locator(".message")).to_have_count(0)

    await hoa.get_by_role("button", name="/giup").click()
    assert (await stage.bot.hears())["text"] == "/giup"


async def test_a_pressed_button_is_busy_until_the_answer_shows_as_a_toast(stage: Stage) -> None:
    lan, chat = await stage.starts("Lan")
    rows = [[{"text": "Duyệt", "callback_data": "yes"}, {"text": "Chưa", "callback_data": "no"}]]
    await stage.bot.says(chat, "Bài mới", reply_markup={"inline_keyboard": rows})
    button = lan.get_by_role("button", name="Duyệt")
    await button.dblclick()

    press = await stage.bot.hears()
    assert press["data"] == "yes"
    await expect(button).to_have_attribute("aria-busy", "true")
    await stage.bot.call("answerCallbackQuery", callback_query_id=press["id"], text="Đã duyệt")
    await expect(lan.locator(".toast")).to_have_text("Đã duyệt")
    await expect(button).not_to_have_attribute("aria-busy", "true")

    await lan.get_by_role("button", name="Chưa").click()
    press = await stage.bot.hears()
    assert press["data"] == "no", "the second click of the double click went nowhere"
    await stage.bot.call("answerCallbackQuery", callback_query_id=press["id"], text="Hãy nêu lý do", show_alert=True)
    alert = stage.page.get_by_role("dialog")
    await expect(alert).to_contain_text("Hãy nêu lý do")
    await alert.get_by_role("button", name="Đã hiểu").click()
    await expect(alert).to_have_count(0)


async def test_a_message_edited_or_deleted_by_the_bot_changes_in_place(stage: Stage) -> None:
    hoa, chat = await stage.starts("Hoa")
    first = await stage.bot.says(chat, "Đang chờ")
    await stage.bot.says(chat, "Tin sau")
    bubbles = hoa.locator(".message.bot .words")
    await expect(bubbles).to_have_text(["Đang chờ", "Tin sau"])

    await stage.bot.call("editMessageText", chat_id=chat, message_id=first["message_id"], text="Đã duyệt")
    await expect(bubbles).to_have_text(["Đã duyệt", "Tin sau"])
    await expect(hoa.locator(".message.bot .stamp").first).to_contain_text("đã sửa")

    await stage.bot.call("deleteMessage", chat_id=chat, message_id=first["message_id"])
    await expect(bubbles).to_have_text(["Tin sau"])


async def test_photos_go_up_as_an_album_and_a_photo_comes_down(stage: Stage) -> None:
    hoa, chat = await stage.starts("Hoa")
    red, blue = picture("red"), picture("blue")
    async with stage.page.expect_file_chooser() as chooser:
        await hoa.get_by_role("button", name="Đính kèm").click()
        await stage.page.get_by_role("menuitem", name="Ảnh hoặc video").click()
    await (await chooser.value).set_files([attached("do.png", red), attached("xanh.png", blue)])
    await line_of(hoa).fill("Vườn hoa")
    await hoa.get_by_role("button", name="Gửi").click()

    heard = [await stage.bot.hears(), await stage.bot.hears()]
    assert heard[0]["caption"] == "Vườn hoa"
    assert len({message["media_group_id"] for message in heard}) == 1
    assert [await stage.bot.downloads(message["photo"][-1]["file_id"]) for message in heard] == [red, blue]
    await expect(hoa.locator(".message.person .album .photo")).to_have_count(2)
    await expect(hoa.locator(".thumb")).to_have_count(0)

    await stage.bot.shows(chat, blue, "Tiến độ")
    thumbnail = hoa.locator(".message.bot .photo")
    await expect(thumbnail.locator("img")).to_have_js_property("naturalWidth", 64)
    await thumbnail.click()
    large = stage.page.get_by_role("dialog", name="Tiến độ")
    async with stage.page.expect_download() as download:
        await large.get_by_role("link", name="Tải về").click()
    assert (await (await download.value).path()).read_bytes() == blue
    await stage.page.keyboard.press("Escape")
    await expect(large).to_have_count(0)


async def test_a_document_becomes_a_chip_to_download(stage: Stage) -> None:
    hoa, _ = await stage.starts("Hoa")
    async with stage.page.expect_file_chooser() as chooser:
        await hoa.get_by_role("button", name="Đính kèm").click()
        await stage.page.get_by_role("menuitem", name="Tệp", exact=True).click()
    await (await chooser.value).set_files(attached("danh-sách.csv", b"a,b", "text/csv"))
    await hoa.get_by_role("button", name="Gửi").click()

    assert (await stage.bot.hears())["document"]["file_name"] == "danh-sách.csv"
    chip = hoa.get_by_role("link", name="Tải về danh-sách.csv")
    async with stage.page.expect_download() as download:
        await chip.click()
    assert (await download.value).suggested_filename == "danh-sách.csv"


async def test_the_reply_keyboard_says_its_words_and_shares_a_number_only_when_confirmed(stage: Stage) -> None:
    hoa, chat = await stage.starts("Hoa")
    await stage.bot.says(chat, "Cho em xin số", reply_markup={**ASKS_CONTACT, "one_time_keyboard": False})
    await hoa.get_by_role("button", name="Gửi số của tôi").click()
    asks = stage.page.get_by_role("dialog", name="Gửi số điện thoại")
    await asks.get_by_label("Số điện thoại").fill("0900 111 222")
    await asks.get_by_role("button", name="Gửi số điện thoại").click()
    assert (await stage.bot.hears())["contact"]["phone_number"] == "0900111222"
    await expect(hoa.locator(".message.person").last).to_contain_text("0900111222")

    await hoa.get_by_role("button", name="Bỏ qua").click()
    assert (await stage.bot.hears())["text"] == "Bỏ qua"
    await stage.bot.says(chat, "Vâng ạ", reply_markup={"remove_keyboard": True})
    await expect(hoa.get_by_role("group", name="Bàn phím trả lời")).to_be_hidden()


async def test_somebody_is_added_and_may_begin(stage: Stage) -> None:
    await stage.page.get_by_role("button", name="Thêm người").click()
    asks = stage.page.get_by_role("dialog", name="Thêm người")
    await asks.get_by_label("Họ và tên").fill("John <b>Smith</b>")
    await asks.get_by_label("Ngôn ngữ").select_option("en")
    await asks.get_by_role("button", name="Thêm người").click()

    await expect(stage.phone("John <b>Smith</b>").get_by_role("button", name="Bắt đầu")).to_be_focused()
    await stage.page.keyboard.press("Enter")
    person = (await stage.bot.hears())["from"]
    assert (person["first_name"], person["language_code"]) == ("John <b>Smith</b>", "en")


async def test_a_small_screen_shows_one_phone_and_counts_what_the_other_misses(stage: Stage, sandbox: Sandbox) -> None:
    sandbox.world.add_person("Nguyễn Thị Minh Khai (cán bộ phường)")
    await stage.page.reload()
    await stage.page.set_viewport_size({"width": 360, "height": 740})
    people = stage.page.get_by_role("navigation", name="Chọn điện thoại")
    await people.get_by_role("button", name="Lan").click()
    await expect(stage.phone("Hoa")).to_be_hidden()
    lan, chat = await stage.starts("Lan")
    await people.get_by_role("button", name="Hoa").click()
    await expect(lan).to_be_hidden()

    await stage.bot.says(chat, "dài" * 400, reply_markup=ASKS_CONTACT)
    await stage.page.get_by_role("button", name="Giờ, thêm người, ngôn ngữ").click()
    await expect(stage.page.get_by_role("button", name="+1 giờ")).to_be_in_viewport(ratio=1)
    await expect(stage.page.get_by_role("button", name="+1 ngày")).to_be_in_viewport(ratio=1)
    await people.get_by_role("button", name="Lan, 1 tin mới").click()
    await expect(lan).to_contain_text("dàidài")
    assert await stage.sticking_out() == []
    assert await stage.page.evaluate("document.documentElement.scrollWidth") == 360


async def test_everything_is_within_reach_of_the_keyboard(stage: Stage) -> None:
    press, hoa = stage.page.keyboard.press, stage.phone("Hoa")
    await hoa.get_by_role("button", name="Bắt đầu").focus()
    await press("Enter")
    chat = (await stage.bot.hears())["chat"]["id"]
    await expect(line_of(hoa)).to_be_focused()
    await stage.page.keyboard.type("một")
    await press("Shift+Enter")
    await stage.page.keyboard.type("hai")
    await press("Enter")
    assert (await stage.bot.hears())["text"] == "một\nhai"

    await expect(hoa.locator(".message.person").last).to_contain_text("hai")
    await expect(line_of(hoa)).to_have_value("")
    await press("ArrowUp")
    await expect(line_of(hoa)).to_have_value("một\nhai")
    await stage.page.keyboard.type(" ba")
    await press("Enter")
    assert (await stage.bot.hears())["text"] == "một\nhai ba"
    await expect(hoa.locator(".message.person").last).to_contain_text("đã sửa")

    await stage.bot.call("setMyCommands", commands=[{"command": "giup", "description": "Giúp tôi"}])
    rows = [[{"text": "Đồng ý", "callback_data": "ok"}]]
    await stage.bot.says(chat, "Đồng ý chứ?", reply_markup={"inline_keyboard": rows})
    await hoa.get_by_role("button", name="Đồng ý").press("Enter")
    query = await stage.bot.hears()
    await stage.bot.call("editMessageText", chat_id=chat, message_id=query["message"]["message_id"], text="Xong")
    await expect(hoa.get_by_role("log")).to_be_focused()

    await hoa.get_by_role("button", name="Các lệnh").press("Enter")
    await expect(stage.page.get_by_role("menuitem", name="Giúp tôi")).to_be_focused()
    await press("Escape")
    await expect(hoa.get_by_role("button", name="Các lệnh")).to_be_focused()
    await press("Enter")
    await press("Enter")
    assert (await stage.bot.hears())["text"] == "/giup"


async def test_the_clock_goes_on_to_monday_by_an_hour_and_by_a_day(stage: Stage, sandbox: Sandbox) -> None:
    shown = stage.page.get_by_role("group", name="Giờ của bản thử").locator("time")
    await stage.page.get_by_role("button", name="Đến thứ Hai 07:30").click()
    await expect(shown).to_contain_text("Thứ Hai")
    await expect(shown).to_contain_text("07:3")
    await stage.page.get_by_role("button", name="+1 giờ").click()
    await expect(shown).to_contain_text("08:3")
    await stage.page.get_by_role("button", name="+1 ngày").click()
    await expect(shown).to_contain_text("Thứ Ba")
    assert sandbox.world.clock.now().weekday() == 1


async def hears_a_toast(stage: Stage, phone: Locator, chat: int) -> None:
    rows = [[{"text": "Gửi bài", "callback_data": "send"}]]
    await stage.bot.says(chat, "Gửi chứ?", reply_markup={"inline_keyboard": rows})
    await phone.get_by_role("button", name="Gửi bài").click()
    await stage.bot.call("answerCallbackQuery", callback_query_id=(await stage.bot.hears())["id"], text="Nhận rồi")
    await expect(phone.locator(".toast")).to_have_text("Nhận rồi")


async def test_a_reload_keeps_the_conversation_and_repeats_no_toast(stage: Stage) -> None:
    hoa, chat = await stage.starts("Hoa")
    await hears_a_toast(stage, hoa, chat)

    await stage.page.reload()
    await expect(hoa.locator(".message .words")).to_have_text(["/start", "Gửi chứ?"])
    await expect(hoa.get_by_role("button", name="Gửi bài")).to_be_visible()
    await expect(hoa.locator(".toast")).to_have_count(0)


async def test_an_invitation_link_starts_for_whom_one_chooses(stage: Stage, sandbox: Sandbox) -> None:
    await stage.page.goto(f"{sandbox.url}/?start=inv_42")
    asks = stage.page.get_by_role("dialog", name="Mở liên kết mời")
    await asks.get_by_label("Ai mở liên kết này?").select_option("Lan")
    await asks.get_by_role("button", name="Mở").click()
    started = await stage.bot.hears()
    assert (started["from"]["first_name"], started["text"]) == ("Lan", "/start inv_42")

    link = f"https://t.me/{sandbox.world.bot['username']}?start=n7"
    await stage.bot.says(started["chat"]["id"], f'<a href="{link}">bài đầy đủ</a>')
    await stage.phone("Lan").get_by_role("link", name="bài đầy đủ").click()
    assert (await stage.bot.hears())["text"] == "/start n7"


async def test_a_reader_who_scrolled_up_is_left_there_and_told_of_news(stage: Stage) -> None:
    hoa, chat = await stage.starts("Hoa")
    for number in range(4):
        await stage.bot.says(chat, f"Đoạn {number}\n" * 20)
    await expect(hoa.locator(".message.bot")).to_have_count(4)
    log, chip = hoa.get_by_role("log"), hoa.get_by_role("button", name="tin mới")
    await log.press("Home")
    await expect(log).to_have_js_property("scrollTop", 0)

    await stage.bot.says(chat, "Tin mới nhất")
    await expect(chip).to_be_visible()
    await chip.click()
    await expect(hoa.get_by_text("Tin mới nhất")).to_be_in_viewport()
    await expect(chip).to_be_hidden()


async def test_a_blocked_bot_is_told_and_can_be_unblocked(stage: Stage) -> None:
    hoa, chat = await stage.starts("Hoa")
    await hoa.get_by_role("button", name="Thêm lựa chọn").click()
    await stage.page.get_by_role("menuitem", name="Chặn").click()
    assert (await stage.bot.hears())["new_chat_member"]["status"] == "kicked"
    await hoa.get_by_role("button", name="Bỏ chặn").click()
    assert (await stage.bot.hears())["new_chat_member"]["status"] == "member"
    await stage.bot.says(chat, "Mừng bác trở lại")
    await expect(hoa).to_contain_text("Mừng bác trở lại")


async def test_a_lost_connection_is_said_gently_and_mended(stage: Stage) -> None:
    hoa, chat = await stage.starts("Hoa")
    await hears_a_toast(stage, hoa, chat)
    await stage.page.reload()
    await expect(hoa.locator(".message")).to_have_count(2)
    await stage.page.route("**/chat?*", lambda route: route.abort())
    await stage.bot.says(chat, "Một")
    await expect(hoa.get_by_text("mất kết nối, đang nối lại…")).to_be_visible()

    await stage.bot.says(chat, "Hai")
    await stage.page.unroute("**/chat?*")
    await expect(hoa.locator(".message.bot .words")).to_have_text(["Gửi chứ?", "Một", "Hai"])
    await expect(hoa.get_by_text("trợ lý tự động")).to_be_visible()
    await expect(hoa.locator(".toast")).to_have_count(0)


async def test_the_page_speaks_english_too_with_the_same_sentences(stage: Stage) -> None:
    await expect(stage.page.locator("html")).to_have_attribute("lang", "vi")
    await stage.page.get_by_role("button", name="English").click()
    await expect(stage.page.locator("html")).to_have_attribute("lang", "en")
    await expect(stage.page.get_by_role("region", name="Hoa's phone")).to_be_visible()
    keys = "import('/static/strings.js').then(m => [m.STRINGS.vi, m.STRINGS.en].map(s => Object.keys(s).sort()))"
    vietnamese, english = await stage.page.evaluate(keys)
    assert vietnamese == english
