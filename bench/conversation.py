"""The one conversation that every bot here holds: a whole story, as a citizen tells it to this product.

The peers ask the same questions with the same buttons, so that each update is the same for all: 7 texts and 8 presses,
in the same order, of the same length. They differ in what they do with it. The peers keep the answers in memory and
send one message an update; the product also checks, stores and audits them, looks up the commune, and answers two of
the steps with two messages (17 answers to a peer's 15; with the presses 25 calls to 23, about 1.6 an update).
"""

import time
from dataclasses import dataclass
from itertools import count

START = "gioithieu"
NAMES = tuple(
    f"{family} {middle} {given}"
    for family in ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
    for middle in ("Thị", "Thu", "Ngọc", "Thanh", "Kim")
    for given in ("Hòe", "Lan", "Mai", "Cúc", "Đào", "Hồng", "Huệ", "Liên", "Sen", "Yến", "Nhung", "Oanh")
)
_NUMBERS = count(int(time.time()) % 1_000_000 * 1000)
STORY = "Bà Hòe trước đây là hộ nghèo. Năm 2019 bà vay 50 triệu đồng nuôi bò, nay có 9 con và cho ba hộ mượn bò giống."


def somebody() -> str:
    """Return whom nobody told of before, nor in an earlier run: whoever tells of a known case is asked about it.

    A name with another number is somebody else; names alone are often a letter apart.
    """
    number = next(_NUMBERS)
    return f"{NAMES[number % len(NAMES)]} {number}"


@dataclass(frozen=True, slots=True)
class Say:
    """A text, in which {name} is somebody to tell of; `answers` is how many messages the product answers it with."""

    words: str
    answers: int = 1


@dataclass(frozen=True, slots=True)
class Press:
    """A press of the button whose label holds `words`."""

    words: str
    answers: int = 1


STEPS: tuple[Say | Press, ...] = (
    Say(f"/{START}"),
    Press("Một người"),
    Press("Người tốt, việc tốt"),
    Say("bà {name}"),
    Say("thon Dong Cham, xa Lien Chau", answers=2),
    Say(STORY),
    Press("Xong"),
    Say("9 con bò, lãi 120 triệu đồng một năm"),
    Press("Bỏ qua bước này"),
    Press("Bỏ qua bước này"),
    Say("Nguyễn Văn Hùng"),
    Say("0912 345 678", answers=2),
    Press("Đồng ý"),
    Press("Không đồng ý"),
    Press("Gửi bài giới thiệu"),
)

YES_OR_NO = ("✅ Đồng ý", "❌ Không đồng ý")
FIELDS = (
    "Học tập và làm theo Bác",
    "Người tốt, việc tốt",
    "Phát triển kinh tế",
    "Giảm nghèo",
    "Xây dựng nông thôn mới",
    "Bảo vệ môi trường",
    "Văn hóa, thể thao",
    "Giáo dục, khuyến học",
    "Y tế, nhân đạo",
    "An ninh trật tự",
    "Chuyển đổi số",
    "Lĩnh vực khác",
)

# What a peer answers to each step, with its buttons; the last has no answer to wait for.
ANSWERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Bước 1/12. Bác muốn giới thiệu một người hay một mô hình tập thể?", ("👤 Một người", "👥 Một mô hình")),
    ("Bước 2/12. Việc tốt thuộc lĩnh vực nào?", FIELDS),
    ("Bước 3/12. Người được giới thiệu tên là gì? Ví dụ: bà Nguyễn Thị Hòe", ()),
    ("Bước 4/12. Người ấy ở đâu? Xin cho biết thôn và xã, phường.", ()),
    ("Bước 5/12. Bác kể lại việc tốt như kể cho hàng xóm nghe, khoảng 5 đến 10 câu.", ()),
    ('Đã ghi. Bác kể tiếp, hoặc bấm "Xong".', ("✅ Xong",)),
    ("Bước 6/12. Kết quả thế nào? Con số, ngày tháng càng rõ càng tốt.", ("Bỏ qua bước này",)),
    ("Bước 7/12. Nơi khác có làm theo được không? Cần điều kiện gì?", ("Bỏ qua bước này",)),
    ("Bước 8/12. Bác có ảnh thì gửi vào đây.", ("Bỏ qua bước này",)),
    ("Bước 9/12. Bác tên là gì?", ("Nguyễn Văn Hùng",)),
    ("Bước 10/12. Số điện thoại của bác?", ("Bỏ qua bước này",)),
    ("Bước 11/12. Bác có đồng ý để chúng tôi lưu và xử lý những thông tin này không?", YES_OR_NO),
    ("Bước 12/12. Khi đăng bài, có nêu tên bác là người giới thiệu không?", YES_OR_NO),
    ('Xin bác xem lại. Đúng rồi thì bấm "Gửi bài giới thiệu".', ("📨 Gửi bài giới thiệu", "Sửa", "Hủy bài này")),
    ("Đã nhận bài giới thiệu. Cảm ơn bác!", ()),
)
