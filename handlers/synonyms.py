"""What people type instead of a button's label, folded: only ever a whole message, only for a button that is shown."""

SEND = ("gui", "gui di", "gui bai", "dung roi", "send")
MEANT = {
    "skip": ("bo qua", "bo", "khong co", "khong", "xong", "het", "skip", "none", "done"),
    "done": ("xong", "xong roi", "het", "het roi", "du roi", "gui", "gui di", "done", "send"),
    "back": ("quay lai", "lui lai", "tro lai", "back"),
    "cancel": ("huy", "huy bo", "thoi", "cancel"),
    "send": SEND,
    "ask_more": SEND,
    "decline": SEND,
    "revise": ("sua", "sua lai", "edit", "change"),
    "again": ("go lai", "nhap lai", "again"),
    "outside": ("noi khac", "elsewhere"),
    "keep": ("giu lai", "giu", "viet tiep", "keep"),
    "drop": ("xoa", "xoa di", "xoa bai", "delete"),
    "yes": ("co", "vang", "co dong y", "dong y", "yes", "i agree"),
    "no": ("khong", "khong dong y", "no"),
    "another": ("khong phai", "khong", "khac", "truong hop khac", "nguoi khac", "no"),
    "individual": ("nguoi", "ca nhan", "1 nguoi", "person"),
    "collective": ("tap the", "mo hinh", "nhom", "group", "model"),
}
GREETING = frozenset({"xin chao", "chao", "chao ban", "chao anh chi", "alo", "hello", "hi"})
THANKS = frozenset({"cam on", "cam on nhe", "cam on nhieu", "cam on a", "xin cam on", "thank you", "thanks"})


def means(text: str, data: str) -> bool:
    """Say whether a folded message stands for the button with this data."""
    return text in MEANT.get(data.rsplit(":", 1)[-1], ())
