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


async def finishes(person: SimulatedPerson) -> None:
    """Go from the photos to the end, and send the story."""
    for act, words, heard in (
        (person.taps, "Đủ rồi", "Bước 9"),
        (person.says, "Nguyễn Thị Hoa", "Bước 10"),
        (person.says, "0912 345 678", "Bước 11"),
        (person.taps, "Đồng ý", "Bước 12"),
        (person.taps, "Đồng ý", "kiểm tra lại"),
        (person.taps, "Gửi bài giới thiệu", "Mã tra cứu"),
    ):
        await act(words)
        await person.hears(heard, timeout=30)
