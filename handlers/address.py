"""Read an address as people type it: its words, what kind of unit each names, whether the accents fit."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from handlers.clean import fold

COMMUNE, AREA, PROVINCE, HAMLET = "commune", "area", "province", "hamlet"

# The words before a name and their short forms. The second value is the level the word speaks of.
_UNITS = {
    "xa": ("xã", COMMUNE), "x": ("xã", COMMUNE), "phuong": ("phường", COMMUNE), "p": ("phường", COMMUNE),
    "thi tran": ("thị trấn", COMMUNE), "tt": ("thị trấn", COMMUNE), "dac khu": ("đặc khu", COMMUNE),
    "huyen": ("huyện", AREA), "h": ("huyện", AREA), "thi xa": ("thị xã", AREA), "tx": ("thị xã", AREA),
    "thanh pho": ("thành phố", AREA), "tp": ("thành phố", AREA), "quan": ("quận", AREA),
    "tinh": ("tỉnh", PROVINCE), "t": ("tỉnh", PROVINCE),
    **dict.fromkeys((
        "thon", "xom", "khu", "to", "tdp", "to dan pho", "kdc", "khu dan cu", "khu pho", "pho", "ban", "lang", "ap",
        "doi", "duong", "ngo", "dong ho"), ("thôn", HAMLET)),
}  # fmt: skip
_LAST_OF_UNITS = {unit.split()[-1] for unit in _UNITS}

# All provinces and cities before and after 1 July 2025 (Resolution 202/2025/QH15), and names still heard.
_PROVINCES = (
    "An Giang, Bà Rịa - Vũng Tàu, Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình Dương, Bình Định, "
    "Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, "
    "Gia Lai, Hà Giang, Hà Nam, Hà Nội, Hà Tây, Hà Tĩnh, Hải Dương, Hải Phòng, Hậu Giang, Hòa Bình, Hồ Chí Minh, HCM, "
    "TPHCM, Sài Gòn, Huế, Thừa Thiên Huế, Hưng Yên, Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, "
    "Lâm Đồng, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, "
    "Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Tiền Giang, Trà Vinh, "
    "Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái"
)
_FULL_NAME = re.compile(r"(Xã|Phường|Thị trấn|Đặc khu|Huyện|Quận|Thị xã|Thành phố|Tỉnh) (.+)", re.IGNORECASE)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"\w+")
# A hyphen parts an address only with a space beside it: "Thị trấn Ba-Hàng-Đồi" is one name.
_PART_END = re.compile(r"[,;/|()]|\s[-–]|[-–]\s")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as typed, folded, where it stands in the text, and in which part between commas."""

    text: str
    folded: str
    start: int
    end: int
    part: int


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands before a name: "xã", "huyện", … or nothing; and the place of its first word."""

    name: str
    level: str
    start: int


def words(typed: str) -> list[Word]:
    """Return the words of a cleaned text."""
    ends = [found.start() for found in _PART_END.finditer(typed)]
    return [
        Word(found[0], fold(found[0]).replace(" ", ""), *found.span(), sum(end < found.start() for end in ends))
        for found in _WORD.finditer(typed)
    ]


def spans(said: Sequence[Word], longest: int, first: int = 0) -> Iterator[tuple[int, int]]:
    """Yield every run of words from the first on, none across a comma, as (first, after the last)."""
    for i in range(first, len(said)):
        for j in range(i + 1, min(i + longest, len(said)) + 1):
            if said[i].part == said[j - 1].part:
                yield i, j


def key(said: Sequence[Word]) -> str:
    """Return the words folded and without spaces: "Liên Châu" and "lienchau" are one."""
    return "".join(word.folded for word in said)


def split_name(full: str) -> tuple[str, str]:
    """Part an official name: "Xã Liên Châu" into ("xã", "Liên Châu")."""
    found = _FULL_NAME.fullmatch(full)
    return (found[1].lower(), found[2]) if found else ("", full)


def name_key(full: str) -> str:
    """Return the key of an official name without its unit word."""
    return key(words(split_name(full)[1]))


def unit_before(said: Sequence[Word], i: int) -> Unit:
    """Return the unit word right before the i-th word, in the same part."""
    part = said[min(i, len(said) - 1)].part
    for size in (3, 2, 1) if i and said[i - 1].folded in _LAST_OF_UNITS else ():
        before = [word.folded for word in said[max(i - size, 0) : i] if word.part == part]
        if len(before) == size and " ".join(before) in _UNITS:
            return Unit(*_UNITS[" ".join(before)], i - size)
    return Unit("", "", i)


def accents_fit(said: Sequence[Word], name: str) -> bool | None:
    """Say whether the accents typed are those of the name; None where none were typed."""
    typed = [_accented(word.text) for word in said]
    if all(word.isascii() for word in typed):
        return None
    return "".join(typed) == "".join(map(_accented, _WORD.findall(name)))


def _accented(syllable: str) -> str:
    """Move the tone mark to the end, for *hòa* and *hoà* are one word."""
    letters = unicodedata.normalize("NFD", syllable.lower())
    return "".join(sorted(letters, key=_TONES.__contains__))


def names_elsewhere(said: Sequence[Word], inside: AbstractSet[str], names: AbstractSet[str]) -> bool | None:
    """Say whether the address names a province or city not `inside`; None where it only seems to.

    All keys. A bare word that is one of our communes' `names` too is taken for that.
    """
    if any(
        word.text.lower() == "quận" and key(said[max(i - 1, 0) : i + 1]) not in names for i, word in enumerate(said)
    ):
        return True
    seems: bool | None = False
    elsewhere = _PROVINCE_KEYS - inside
    for i, j in spans(said, 4):
        name = key(said[i:j])
        if name not in elsewhere:
            continue
        unit = unit_before(said, i)
        if unit.level in {COMMUNE, HAMLET} or (not unit.level and name in names):
            continue
        if unit.level or (j == len(said) and _starts_part(said, i)):
            return True
        if j == len(said):
            seems = None
    return seems


def _starts_part(said: Sequence[Word], i: int) -> bool:
    return i == 0 or said[i - 1].part != said[i].part


_PROVINCE_KEYS = frozenset(key(words(name.replace(" - ", " "))) for name in _PROVINCES.split(", "))
