"""Names as they are in the province, and as people write them."""

import random

from handlers import clean

SURNAMES = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ",
    "Hà", "Đinh", "Phùng", "Quách", "Chu", "Triệu",
)  # fmt: skip
MIDDLE = (
    "Thị", "Thị", "Thị", "Văn", "Văn", "Văn", "Đức", "Minh", "Hữu", "Xuân", "Ngọc", "Thanh", "Thu", "Kim", "Bích",
    "Mạnh", "Quốc", "Thùy",
)  # fmt: skip
GIVEN = (
    "Hòe", "Lan", "Mai", "Cúc", "Đào", "Hồng", "Huệ", "Liên", "Sen", "Yến", "Nhung", "Oanh", "An", "Bình", "Chi",
    "Dung", "Giang", "Hạnh", "Khánh", "Linh", "Nga", "Phúc", "Quân", "Sơn", "Tâm", "Uyên", "Vinh", "Xuân", "Hùng",
    "Dũng", "Cường", "Long", "Nam", "Phong", "Tuấn", "Tú", "Thắng", "Hải", "Kiên", "Định", "Mận", "Thảo", "Hương",
    "Thủy", "Ngân", "Trang",
)  # fmt: skip
ADDRESSES = ("bà ", "ông ", "anh ", "chị ", "cô ", "chú ", "bác ", "cụ ", "", "")
MODELS = ("Tổ liên gia tự quản", "Hợp tác xã Rau an toàn", "Câu lạc bộ Dân ca", "Nhóm vá đường miễn phí", "Tổ may số")
HAMLETS = tuple(f"thôn {one}" for one in ("Đông", "Đoài", "Thượng", "Hạ", "Đồng Chằm", "Làng Trò", "Gò Mít", "Ao Sen"))


def person(chance: random.Random) -> str:
    name = f"{chance.choice(SURNAMES)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
    return chance.choice(ADDRESSES) + (clean.fold(name).title() if chance.random() < 0.1 else name)


def model(chance: random.Random) -> str:
    return f"{chance.choice(MODELS)} {chance.choice(GIVEN)} {chance.choice(GIVEN)} {chance.randint(1, 20)}"
