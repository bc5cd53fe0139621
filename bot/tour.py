"""`hoadep demo`: a short story played through the real path and printed, then the chat page for everybody."""

import asyncio
from collections.abc import Callable
from datetime import datetime, time, timedelta
from importlib.resources import files

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from bot.config import Settings
from bot.demo import Stage, stage
from bot.sandbox.people import People, SimulatedPerson, text_of
from bot.sandbox.zalo.person import menu_of
from handlers.calendar import Calendar
from storage.models import Role

MORNING = time(9, 0)
APPS = {"telegram": "Telegram", "zalo": "Zalo"}
STORY = (
    "Bà Hòe 58 tuổi, trước đây là hộ nghèo, một mình nuôi ba con. Năm 2019 bà mạnh dạn vay 50 triệu đồng nuôi bò.",
    "Nay đàn bò có 9 con. Bà cho ba hộ khó khăn mượn bò giống, rồi tự viết đơn xin ra khỏi hộ nghèo.",
)


async def play(settings: Settings, port: int, stop_signal: Callable[[], asyncio.Event], *, tour: bool) -> None:
    """Set the stage, play the tour if wanted, and stay up until stopped."""
    console, stop = Console(), stop_signal()
    async with stage(settings, port) as ready, People(ready.sandbox.url) as people:
        ready.clock.move_to(_a_working_morning(ready.clock.now(), ready.app.desk.calendar))
        cast = await Cast.arrive(ready, people, console)
        if tour:
            playing, stopped = asyncio.create_task(cast.play()), asyncio.create_task(stop.wait())
            await asyncio.wait({playing, stopped}, return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
            if playing.done():
                playing.result()
            playing.cancel()
        if not stop.is_set():
            page = ready.sandbox.url
            words = (
                f"The chat page: [link={page}]{page}[/link]\n\n"
                "To be more than a citizen, add a person on the page and send:\n"
                f"{_invitation(ready, Role.REVIEWER)}\n{_invitation(ready, Role.ADMIN)}\n\n"
                "Ctrl-C ends the demo; nothing is kept."
            )
            console.print(Panel(words, title="Hoa Đẹp", expand=False))
            await stop.wait()


def _a_working_morning(now: datetime, calendar: Calendar) -> datetime:
    """Return nine o'clock on this or the last working day: at night the bot would rightly keep still."""
    day = calendar.local(now).date()
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, MORNING, calendar.zone)


def _invitation(ready: Stage, role: Role) -> str:
    invited, who = ready.invite(role), {Role.REVIEWER: "a reviewer ", Role.ADMIN: "an admin   "}[role]
    return f"  {who} /start i_{invited.token}   (on Zalo: MA {invited.code})"


class Cast:
    """A citizen on Zalo and a reviewer on Telegram, and what they say to each other through the bot."""

    def __init__(self, citizen: SimulatedPerson, reviewer: SimulatedPerson, people: People, console: Console) -> None:
        self._citizen, self._reviewer, self._people, self._console = citizen, reviewer, people, console
        self._last: dict[str, str] = {}  # what each heard last

    @classmethod
    async def arrive(cls, ready: Stage, people: People, console: Console) -> "Cast":
        citizen = await people.add("Nguyễn Văn Hùng", channel="zalo")
        reviewer = await people.add("Trần Thị Lan")
        await reviewer.starts(f"i_{ready.invite(Role.REVIEWER).token}")
        await reviewer.hears("cán bộ xét duyệt")
        return cls(citizen, reviewer, people, console)

    async def play(self) -> None:
        """Introduce, ask for more, answer, approve, put forward, and see the digest on Monday."""
        await self._introduce()
        await self._ask_for_more()
        await self._approve()
        self._scene("The clock moves to Monday, 07:30")
        await self._people.move_clock(to="monday")
        await self._hears(self._reviewer, "so với chỉ tiêu năm")
        await self._hears(self._reviewer, "TỔNG HỢP TUẦN")

    async def _introduce(self) -> None:
        self._scene("A citizen introduces bà Nguyễn Thị Hòe, on Zalo")
        hung = self._citizen
        await hung.starts()
        await self._hears(hung, "Xin chào")
        await self._taps(hung, "Bắt đầu", "Bước 1/")
        await self._taps(hung, "Một người", "Bước 2/")
        await self._taps(hung, "Kinh tế hộ", "Bước 3/")
        await self._says(hung, "bà Nguyễn Thị Hòe", "Bước 4/")
        await self._says(hung, "thon Dong Cham, xa Lien Chau", "Bước 5/")
        for words in STORY:
            await self._says(hung, words, "Đã ghi")
        await self._taps(hung, "Xong", "Bước 6/")
        await self._says(hung, "9 con bò, lãi 120 triệu đồng một năm; ba hộ khác thoát nghèo", "Bước 7/")
        await self._taps(hung, "Bỏ qua", "Bước 8/")
        self._line(hung, "🖼️  (một tấm ảnh)")
        await hung.sends_photo(files("bot.sandbox").joinpath("photo.jpg").read_bytes())
        await self._hears(hung, "Đã nhận 1/")
        await self._taps(hung, "Đủ rồi", "Bước 9/")
        await self._taps(hung, "Hùng", "Bước 10/")
        await self._says(hung, "0912 345 678", "Bước 11/")
        await self._taps(hung, "Đồng ý", "Bước 12/")
        await self._taps(hung, "Không đồng ý", "kiểm tra lại")
        await self._taps(hung, "Gửi bài giới thiệu", "Mã tra cứu")

    async def _ask_for_more(self) -> None:
        self._scene("A reviewer on Telegram asks for more, the citizen answers")
        hung, lan = self._citizen, self._reviewer
        await self._hears(lan, "CHỜ DUYỆT")
        await self._taps(lan, "Cần bổ sung", "cần bổ sung điều gì")
        await self._taps(lan, "Thời gian và kết quả", "sẽ đọc")
        await self._taps(lan, "Gửi cho người giới thiệu", "Đã ghi câu hỏi")
        await self._hears(hung, "xin hỏi thêm")
        await self._says(hung, "Bà nuôi bò từ năm 2019, ra khỏi hộ nghèo năm 2024.", "Đã ghi")
        await self._taps(hung, "Gửi cho cán bộ", "Đã gửi phần bổ sung")

    async def _approve(self) -> None:
        self._scene("The reviewer approves, and puts her forward as a pilot")
        hung, lan = self._citizen, self._reviewer
        await self._hears(lan, "Trả lời:")
        await self._taps(lan, "Duyệt", "vào danh sách theo dõi năm")
        await self._taps(lan, "Đúng, duyệt", "Đã duyệt")
        await self._hears(hung, "Tin vui")
        await self._taps(lan, "Phiếu 6 dòng", "Đã duyệt")
        await self._taps(lan, "không vướng mắc", "Không vướng mắc")
        await self._taps(lan, "Về thẻ", "Không vướng mắc")
        await self._taps(lan, "Xây dựng điểm", "tính vào chỉ tiêu")
        await self._taps(lan, "Đúng, xây dựng điểm", "đã được đưa vào")
        await self._hears(hung, "chọn để xây dựng điểm")

    async def _says(self, who: SimulatedPerson, words: str, then: str) -> None:
        self._line(who, words)
        await who.says(words)
        await self._hears(who, then)

    async def _taps(self, who: SimulatedPerson, label: str, then: str) -> None:
        await who.taps(label)
        # On Zalo nothing can be tapped: the number before the words is typed.
        typed = [number for number, words in menu_of(self._last.get(who.name, "")) if label in words]
        self._line(who, typed[0] if typed else f"[ {label} ]")
        await self._hears(who, then)

    async def _hears(self, who: SimulatedPerson, words: str) -> None:
        message = await who.hears(words, timeout=30)
        shown = self._last[who.name] = text_of(message)
        for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
            shown += "\n" + "  ".join(f"[ {button['text']} ]" for button in row)
        title = f"Hoa Đẹp → {who.name} ({APPS[who.channel]})"
        self._console.print(Panel(escape(shown), title=title, title_align="left", border_style="red", width=80))

    def _line(self, who: SimulatedPerson, words: str) -> None:
        self._console.print(f"[bold green]{escape(who.name)}:[/]  {escape(words)}", highlight=False)

    def _scene(self, words: str) -> None:
        self._console.rule(f"[bold]{words}")
