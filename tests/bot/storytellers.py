"""People who tell one story after another and keep their own book of what they said and what was taken."""

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from bot.sandbox.people import People, SimulatedPerson, text_of

LONG = 120.0  # seconds that they wait for an answer: longer than any restart
SORRY = "trục trặc"
CODE = re.compile(r"GT\d\d-\d{4,}")


@dataclass
class Story:
    """What was told, and the code that was given for it."""

    nominee: str
    pieces: list[str]
    results: str
    phone: str
    photos: list[bytes]
    code: str = ""

    def hashes(self) -> list[str]:
        return [hashlib.sha256(photo).hexdigest() for photo in self.photos]


@dataclass
class Storyteller:
    """Somebody who goes on only when the last answer was taken."""

    person: SimulatedPerson
    number: int
    stories: list[Story] = field(default_factory=list)
    apologies: int = 0

    @classmethod
    async def arrives(cls, people: People, number: int, channel: str = "telegram") -> "Storyteller":
        return cls(await people.add(f"Người kể {number}", channel=channel), number)

    async def tells_until(self, enough: asyncio.Event) -> None:
        """Tell stories; when it is enough, finish the one begun."""
        while not enough.is_set():
            self.stories.append(self._story(len(self.stories) + 1))
            await self._tell(self.stories[-1])

    def _story(self, n: int) -> Story:
        name = f"{self.number}{n:04d}"  # another number is another person, and no case told of before
        return Story(
            nominee=f"bà Nguyễn Thị Hòe {name}",
            pieces=[f"Đoạn {k} của bài {name}: bà giúp {k + n} hộ nghèo trong thôn nuôi bò giống." for k in range(3)],
            results=f"{n} hộ thoát nghèo",
            phone=f"09{self.number:02d}{n:06d}",
            photos=[f"ảnh {name}".encode()] if n % 3 == 1 else [],
        )

    async def _tell(self, story: Story) -> None:
        await self._says("/gioithieu", "Bước 1/")
        await self._taps("Một người", "Bước 2/")
        await self._taps("Người tốt", "Bước 3/")
        await self._says(story.nominee, "Bước 4/")
        await self._says("Liên Châu", "Bước 5/")
        told = 0
        for piece in story.pieces:
            told += len(piece)
            await self._says(piece, f"({told} ký tự)")
        await self._taps("Xong", "Bước 6/")
        await self._says(story.results, "Bước 7/")
        await self._taps("Bỏ qua", "Bước 8/")
        for n, photo in enumerate(story.photos, 1):
            await self._does(partial(self.person.sends_photo, photo), f"Đã nhận {n}/")
        await self._taps("Đủ rồi" if story.photos else "Bỏ qua", "Bước 9/")
        await self._says(f"Người kể {self.number}", "Bước 10/")
        await self._says(story.phone, "Bước 11/")
        await self._taps("Đồng ý", "Bước 12/")
        await self._taps("Đồng ý", "kiểm tra lại")
        found = CODE.search(await self._taps("Gửi bài giới thiệu", "Mã tra cứu"))
        story.code = found[0] if found else ""

    async def _says(self, words: str, then: str) -> None:
        await self._does(lambda: self.person.says(words), then)

    async def _taps(self, label: str, then: str) -> str:
        return await self._does(lambda: self.person.taps(label, timeout=LONG), then)

    async def _does(self, act: Callable[[], Awaitable[object]], then: str) -> str:
        """Do something until it was taken; an apology asks to do it again."""
        await act()
        while True:
            heard = text_of(await self.person.hears(timeout=LONG))
            if then in heard:
                return heard
            if SORRY in heard:
                self.apologies += 1
                await act()
