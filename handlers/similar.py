"""Whether a case was told of before: the same name in the same commune, however people wrote it.

Names are compared folded, so without accents. Two are alike when they have the same words in any order, or differ by
one letter; a form of address ("bà", "chú") does not count. Typed without accents a form of address may be a surname
("chu", "cu", "bac", "be"): such a name has two readings, and both are looked for.
"""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy.orm import Session

from handlers import clean
from storage import nominations
from storage.models import Nomination

MOST = 3
SHORT = 5  # characters of a name below which another letter makes it another name

# How people are spoken of, as typed; the first words of what is folded.
ADDRESSES = (
    "ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ", "em", "thầy", "bé", "cháu", "dì", "cậu", "mẹ", "a", "c",
    "thầy giáo", "cô giáo", "bác sĩ", "bác sỹ", "y sĩ", "y tá", "đồng chí", "đ/c", "trưởng thôn", "nghệ nhân",
)  # fmt: skip
SURNAMES = frozenset({
    "an", "au", "bach", "ban", "bang", "bui", "cam", "can", "cao", "chau", "chu", "cu", "cung", "dam", "dang", "danh",
    "dao", "dau", "dinh", "do", "doan", "don", "duong", "giang", "ha", "han", "ho", "hoa", "hoang", "hua", "huynh",
    "kha", "khong", "khuat", "kieu", "kim", "la", "lai", "lam", "le", "leo", "lo", "loc", "long", "lu", "luc",
    "luong", "luu", "ly", "ma", "mac", "mai", "man", "ngan", "nghiem", "ngo", "nguyen", "ninh", "nong", "ong", "pham",
    "phan", "phi", "phu", "phung", "quach", "quan", "sa", "sam", "sung", "ta", "tang", "thach", "thai", "than",
    "thang", "thieu", "to", "ton", "tong", "tran", "trieu", "trinh", "truong", "tu", "tuong", "ung", "vang", "vi",
    "vien", "vo", "vu", "vuong", "xa",
})  # fmt: skip

_ADDRESSES = {tuple(clean.fold(one).split()): one for one in ADDRESSES}
_TRAPS = {"chu", "cu", "bac", "be", "co", "chau", "chi", "cau", "a", "c"}  # also surnames, or "chi bộ", "câu lạc bộ"
_LONGEST = max(map(len, _ADDRESSES))


def readings(nominee: str) -> list[str]:
    """Return a name folded and without forms of address; where one may be a part of the name, also with it.

    The likeliest reading comes first.
    """
    words, typed = clean.fold(nominee).split(), clean.clean_line(nominee).casefold().split()
    found, likeliest, sure = [" ".join(words)], 0, True
    while said := _address(words):
        sure = sure and _is_address(said, words, typed)
        words, typed = words[len(said) :], typed[len(_ADDRESSES[said].split()) :]
        if said[0] not in _TRAPS:
            found.pop()
        found.append(" ".join(words))
        likeliest = len(found) - 1 if sure else likeliest
    return [found.pop(likeliest), *found]


def _is_address(said: tuple[str, ...], words: Sequence[str], typed: Sequence[str]) -> bool:
    """Say whether the first words are no part of the name, because of their accents or of the word after them."""
    name = words[len(said) :]
    return said[0] not in _TRAPS or typed[:1] == [_ADDRESSES[said]] or name[0] in SURNAMES or len(name) == 1


def _address(words: Sequence[str]) -> tuple[str, ...]:
    """Return the form of address that stands before a name."""
    begins = (tuple(words[:length]) for length in range(min(_LONGEST, len(words) - 1), 0, -1))
    return next((one for one in begins if one in _ADDRESSES), ())


def name_key(reading: str) -> str:
    """Return the same words in the order of the alphabet."""
    return " ".join(sorted(reading.split()))


def file_name(nomination: Nomination) -> None:
    """Write down how a story's nominee is compared."""
    nomination.name = readings(nomination.nominee or "")[0]
    nomination.name_key = name_key(nomination.name)


def similar(session: Session, nominee: str, commune: str | None, but: Nomination | None = None) -> list[Nomination]:
    """Return up to three stories that were sent about the same case, the likest and then the oldest first.

    Without a commune only the very same words are taken for the same case.
    """
    wanted = readings(nominee)
    likest, known = {name_key(one): 0 for one in wanted}, commune is None
    if commune is not None:
        for one in wanted:
            lengths = len(one) - 1, len(one) + 1
            names, same = nominations.names_in(session, commune, lengths, likest)
            misspelt = _misspelt(one, names)
            likest, known = {name_key(name): 1 for name in misspelt} | likest, known or same or bool(misspelt)
    found = [one for one in nominations.named(session, commune, likest) if one is not but] if known else []
    return sorted(found, key=lambda one: (likest[one.name_key or ""], one.id))[:MOST]


def _misspelt(reading: str, names: Sequence[str]) -> list[str]:
    """Return names that are one letter away; another number makes it another thing ("Tổ 4", "Tổ 5")."""
    if len(reading) < SHORT:
        return []
    found = process.extract(reading, names, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [name for name, *_ in found if _digits(name) == _digits(reading)]


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))
