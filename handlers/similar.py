"""Whether a case was told of before: the same name in the same commune, however people wrote it.

Names are compared folded, so without accents. Two are alike when they have the same words in any order, or differ by
one letter; a form of address ("bà", "chú") does not count. Typed without accents it may be a surname ("chu", "cu",
"bac", "be") or another part of a name ("Ánh", "Bá"): such a name has two readings, and both are looked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy.orm import Session

from handlers import clean
from storage import cases
from storage.models import Nomination

MOST = 3  # cases that people are shown
SAME, SAME_WORDS = 100, 98  # percent: the very same name, and the same words in another order

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


@dataclass(frozen=True, slots=True)
class Alike:
    """A case that may be the same; `score` is how alike the names are, in percent, `stories` those with such a name."""

    case: Nomination
    score: int
    stories: tuple[Nomination, ...]


def readings(nominee: str) -> list[str]:
    """Return a name folded and without forms of address; where one may be a part of the name, also with it.

    The likeliest reading comes first.
    """
    words, typed = clean.fold(nominee).split(), clean.clean_line(nominee).casefold().split()
    found, likeliest, sure = [" ".join(words)], 0, True
    while said := _address(words):
        sure = sure and _is_address(said, words, typed)
        written, typed = typed[: _typed_words(said)], typed[_typed_words(said) :]
        words = words[len(said) :]
        if said[0] not in _TRAPS and _as_spoken(said, written) and _has_accents(written):
            found.pop()
        found.append(" ".join(words))
        likeliest = len(found) - 1 if sure else likeliest
    return [found.pop(likeliest), *found]


def _is_address(said: tuple[str, ...], words: Sequence[str], typed: Sequence[str]) -> bool:
    """Say whether the first words are no part of the name, because of their accents or of the word after them."""
    name, written = words[len(said) :], typed[: _typed_words(said)]
    if _as_spoken(said, written) or _has_accents(written):
        return _as_spoken(said, written)
    return said[0] not in _TRAPS or name[0] in SURNAMES or len(name) == 1


def _as_spoken(said: tuple[str, ...], written: Sequence[str]) -> bool:
    return " ".join(written) == _ADDRESSES[said]


def _has_accents(written: Sequence[str]) -> bool:
    """Say whether somebody typed these words with accents: "Ánh" is no "anh", and "anh" may be either."""
    return not "".join(written).isascii()


def _typed_words(said: tuple[str, ...]) -> int:
    return len(_ADDRESSES[said].split())


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


def similar(session: Session, nominee: str, commune: str | None, but: Nomination | None = None) -> list[Alike]:
    """Return the cases that stories were sent about and that may be the same one, the likest and then the oldest first.

    Without a commune only the very same words are taken for the same case.
    """
    wanted = readings(nominee)
    scores = {name_key(one): SAME_WORDS for one in wanted}
    if commune is not None:
        names = cases.names_like(session, commune, wanted, [name_key(one) for one in wanted])
        scores = _scores(wanted, names)
    found = _by_case(session, cases.named(session, commune, scores) if scores else ())
    alike = [
        Alike(case, max(_score(one, wanted, scores) for one in stories), tuple(stories))
        for case, stories in found.items()
        if case is not but and case.status not in cases.NEVER_SHOWN
    ]
    return sorted(alike, key=lambda one: (-one.score, one.case.id))


def _by_case(session: Session, stories: Sequence[Nomination]) -> dict[Nomination, list[Nomination]]:
    found: dict[Nomination, list[Nomination]] = {}
    for story in stories:
        found.setdefault(cases.case_of(session, story), []).append(story)
    return found


def _score(story: Nomination, wanted: Sequence[str], scores: Mapping[str, int]) -> int:
    return SAME if story.name in wanted else scores[story.name_key or ""]


def _scores(wanted: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    """Return the keys of names that are the same or one letter away, each with how alike it is."""
    keys = set(map(name_key, wanted))
    scores = {name_key(name): SAME_WORDS for name in names if name_key(name) in keys}
    for one in wanted:
        for name, score in _misspelt(one, names):
            scores.setdefault(name_key(name), score)
    return scores


def _misspelt(reading: str, names: Sequence[str]) -> list[tuple[str, int]]:
    """Return names that are one letter away; another number makes it another thing ("Tổ 4", "Tổ 5")."""
    if len(reading) < cases.SHORT:
        return []
    found = process.extract(reading, names, scorer=OSA.distance, score_cutoff=1, limit=None)
    score = round(SAME * (1 - 1 / len(reading)))
    return [(name, min(score, SAME_WORDS - 1)) for name, *_ in found if _digits(name) == _digits(reading)]


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))
