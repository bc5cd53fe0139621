"""A citizen's way to the photos, on the running service."""

from importlib.resources import files

from bot.sandbox.people import SimulatedPerson

PHOTO = files("bot.sandbox").joinpath("photo.jpg").read_bytes()


async def walks_to_the_photos(person: SimulatedPerson, nominee: str = "bà Nguyễn Thị Hòe") -> None:
    """Tell a story up to the question for photos."""
    await person.says("/gioithieu")
    await person.taps("Một người")
    await person.taps("Người tốt")
    for words, question in (
        (nominee, "Bước 4"),
        ("Liên Châu", "Bước 5"),
        ("Bà cho ba hộ nghèo mượn bò giống từ năm 2019, nay cả ba hộ đã thoát nghèo.", "Đã ghi"),
        ("Xong", "Bước 6"),
    ):
        await person.says(words)
        await person.hears(question, timeout=30)
    await person.taps("Bỏ qua", timeout=30)
    await person.hears("Bước 7", timeout=30)
    await person.taps("Bỏ qua", timeout=30)
    await person.hears("Bước 8", timeout=30)


async def sends_photo(person: SimulatedPerson, data: bytes, n: int = 1) -> None:
    await person.sends_photo(data)
    await person.hears(f"Đã nhận {n}/", timeout=30)
