"""Weigh the ways in which a typed address can be understood."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.address import AREA, COMMUNE, HAMLET, PROVINCE, Unit, Word, accents_fit, name_key, split_name

# Readings less than this apart are both asked about: more than the worth of a current name or of a later place in the
# text, less than that of a fitting district or a wrong kind of unit.
MARGIN = 12


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a commune goes by (old is None) or went by, and the keys of the old areas it lay in."""

    code: str
    unit: str
    bare: str
    old: str | None
    areas: frozenset[str]
    provinces: frozenset[str]


def names_by_key(rows: Sequence[Mapping[str, str]]) -> dict[str, list[Name]]:
    """Return every name of the province's CSV: each commune's own once, with all areas it took in, and the old ones."""
    found, areas, provinces = defaultdict(list), defaultdict(set), defaultdict(set)
    for row in rows:
        district, province = name_key(row["old_district"]), name_key(row["old_province"])
        areas[row["code"]].add(district)
        provinces[row["code"]].add(province)
        old = f"{row['old_name']}, {row['old_district']}"
        found[name_key(row["old_name"])].append(
            Name(row["code"], *split_name(row["old_name"]), old, frozenset({district}), frozenset({province}))
        )
    for code, full in {row["code"]: row["name"] for row in rows}.items():
        found[name_key(full)].append(
            Name(code, *split_name(full), None, frozenset(areas[code]), frozenset(provinces[code]))
        )
    return dict(found)


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words that is a known name: exactly, or with a typo (likeness below 1)."""

    start: int
    end: int
    key: str
    unit: Unit
    said_old: bool
    likeness: float = 1.0

    def meets(self, other: "Mention") -> bool:
        """Say whether the two share a word, the unit words included."""
        return self.unit.start < other.end and other.unit.start < self.end

    def places(self, name: Name) -> bool:
        """Say whether this mention is the district or province in which the name lay."""
        by_area = self.key in name.areas and self.unit.level in {"", AREA}
        return by_area or (self.key in name.provinces and self.unit.level in {"", PROVINCE})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand an address: this mention is that name."""

    name: Name
    mention: Mention
    score: float


def read(said: Sequence[Word], mention: Mention, name: Name, others: Sequence[Mention]) -> Reading:
    """Weigh one reading, beside the other mentions of the address."""
    score = 100 * mention.likeness + min(mention.start, 3) + _unit(mention, name) + _age(mention, name)
    if mention.likeness == 1:
        score += {True: 8, False: -15, None: 0}[accents_fit(said[mention.start : mention.end], name.bare)]
    score += sum(_beside(other, mention, name) for other in others if not other.meets(mention))
    return Reading(name, mention, score)


def _unit(mention: Mention, name: Name) -> int:
    if mention.unit.level == COMMUNE:
        return 10 if mention.unit.name == name.unit else -12
    return {"": 0, HAMLET: -20, AREA: -40, PROVINCE: -40}[mention.unit.level]


def _age(mention: Mention, name: Name) -> int:
    if mention.said_old:
        return -20 if name.old is None else 5
    return 2 if name.old is None else 0


def _beside(other: Mention, mention: Mention, name: Name) -> int:
    """Weigh another name in the address: addresses go from the small to the large."""
    if other.places(name):
        return 15
    if other.unit.level in {AREA, PROVINCE}:
        return -25
    if other.unit.level == HAMLET:
        return 0
    if other.unit.level == COMMUNE:
        return -15
    return -8 if other.start > mention.start else 0
