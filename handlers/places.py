"""Find the commune that people mean, by its name of today or an old one, however they type it."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.address import (
    AREA,
    COMMUNE,
    HAMLET,
    PROVINCE,
    Word,
    key,
    name_key,
    names_elsewhere,
    spans,
    split_name,
    unit_before,
    words,
)
from handlers.clean import clean_line
from handlers.readings import MARGIN, Mention, Name, Reading, names_by_key, read

MOST_MATCHES = 5
MOST_CHARACTERS = 300  # of an address that are looked at
UNLIKELY = 40  # points behind the best reading
TYPO_WORDS = 16  # the commune comes last in an address
TYPO_SIMILARITY = 0.75  # one slip in a name of four letters
_LONGEST_NAME = 4  # words
_SHORTEST_BARE_NAME = 4  # letters: "bo" is a town, but also an ox
_EDGES = " ,;:.()/-–|"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune or ward of today: its official code and full name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Match:
    """A commune that may be meant; `old` is the old unit it was found by: "Phường Phúc Thắng, Thành phố Phúc Yên"."""

    commune: Commune
    old: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What an address says.

    exact: one commune, nothing to ask. old: one, by an old name, to be confirmed. choose: several, or a typo.
    none: nothing plausible; `outside` where another province is named. `hamlet` is the rest of the text, as typed.
    """

    kind: Literal["exact", "old", "choose", "none"]
    matches: tuple[Match, ...]
    hamlet: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The communes of one province and every old name that leads to them. Build it once, with `read`."""

    source: Path
    by_code: Mapping[str, Commune]
    _names: Mapping[str, Sequence[Name]] = field(repr=False)
    _areas: Mapping[str, Sequence[str]] = field(repr=False)
    _provinces: frozenset[str] = field(repr=False)
    _province: str

    @classmethod
    def read(cls, path: Path) -> "Gazetteer":
        """Read a CSV of code, name, old_name, old_district, old_province, divided: a row for each old unit.

        The file is named after the province of today ("phu_tho.csv"): beside an old name, that province's name says
        nothing about where the old unit lay. Raises KeyError where a column is missing.
        """
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        areas: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for row in rows:
            areas[name_key(row["old_district"])][row["code"]] = None
        return cls(
            source=path,
            by_code={row["code"]: Commune(row["code"], row["name"]) for row in rows},
            _names=names_by_key(rows),
            _areas={area: tuple(codes) for area, codes in areas.items()},
            _provinces=frozenset(name_key(row["old_province"]) for row in rows),
            _province=path.stem.replace("_", ""),
        )

    def find(self, typed: str, context: str = "") -> Found:
        """Find the commune in what was typed; where unsure, offer what `context` (the nominee's name) names."""
        found = self._find(clean_line(typed)[:MOST_CHARACTERS])
        if found.kind in {"exact", "old"} or found.outside or not context:
            return found
        around = self._find(clean_line(context)[:MOST_CHARACTERS])
        if around.kind not in {"exact", "old"}:
            return found
        others = [match for match in found.matches if match.commune != around.matches[0].commune]
        return replace(found, kind="choose", matches=(*around.matches, *others)[:MOST_MATCHES])

    def _find(self, typed: str) -> Found:
        said = words(typed)
        mentions = self._mentions(said)
        elsewhere = names_elsewhere(said, self._provinces | {self._province}, self._names.keys())
        if elsewhere or (elsewhere is None and not mentions):
            return Found("none", (), typed, outside=True)
        readings = self._readings(said, mentions)
        if not readings:
            nearby = self._matches([], [code for m in mentions for code in self._areas.get(m.key, ())])
            return Found("choose" if nearby else "none", nearby, typed)
        best = readings[0]
        hamlet = _rest(typed, said, [m for m in mentions if self._goes_with(m, best)], best.mention)
        live = [reading for reading in readings if reading.score > best.score - MARGIN]
        if len({reading.name.code for reading in live}) == 1 and not self._doubtful(said, mentions, best):
            return self._settled(best, hamlet)
        nearby_codes = self._areas.get(best.mention.key, ()) if best.mention.unit.level in {"", AREA} else ()
        return Found("choose", self._matches(readings, nearby_codes, len(live)), hamlet)

    def _mentions(self, said: Sequence[Word]) -> list[Mention]:
        """Return every run of words that is a name of a commune, district or province, none within another."""
        found = []
        for i, j in spans(said, _LONGEST_NAME):
            name = key(said[i:j])
            if name not in self._names and name not in self._areas and name not in self._provinces:
                continue
            unit = unit_before(said, i)
            if len(name) >= _SHORTEST_BARE_NAME or unit.level == COMMUNE:
                found.append(Mention(i, j, name, unit, self._said_old(said, j)))
        inner = [m for m in found for n in found if m is not n and n.start <= m.start and m.end <= n.end]
        return [m for m in found if m not in inner]

    def _said_old(self, said: Sequence[Word], end: int) -> bool:
        """Say whether "cũ" follows, and not a name like Cư Yên typed without accents."""
        if end == len(said) or said[end].folded != "cu":
            return False
        return said[end].text.lower() == "cũ" or key(said[end : end + 2]) not in self._names

    def _readings(self, said: Sequence[Word], mentions: Sequence[Mention]) -> list[Reading]:
        others = [m for m in mentions if not self._is_province(m, mentions)]
        found = [
            read(said, mention, name, others)
            for mention in (*others, *self._typos(said, mentions))
            for name in self._names.get(mention.key, ())
        ]
        return sorted(found, key=lambda reading: -reading.score)

    def _is_province(self, mention: Mention, mentions: Sequence[Mention]) -> bool:
        """Say whether this is the province of today: it tells nothing about where an old unit lay."""
        after_a_name = any(m.start < mention.start and m.unit.level in {"", COMMUNE} for m in mentions)
        said_so = mention.unit.level == PROVINCE or (not mention.unit.level and after_a_name)
        return mention.key == self._province and said_so

    def _typos(self, said: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Yield runs of words that are nearly a name, where no name of that kind stands already."""
        sure = [m for m in mentions if m.unit.level != COMMUNE or self._fits(m)]
        exact = [m for m in sure if m.key in self._names and m.unit.level in {"", COMMUNE}]
        first = max(len(said) - TYPO_WORDS, 0)
        for i, j in spans(said, 3, first):
            run = key(said[i:j])
            if len(run) < 3 or any(m.start <= i and j <= m.end for m in sure) or _is_unit(said, i, j):
                continue
            unit = unit_before(said, i)
            if exact and unit.level != COMMUNE and not any(i <= m.start and m.end <= j for m in exact):
                continue
            for name, likeness, _ in process.extract(
                run,
                self._names.keys(),
                scorer=OSA.normalized_similarity,
                score_cutoff=TYPO_SIMILARITY,
                limit=MOST_MATCHES,
            ):
                yield Mention(i, j, name, unit, self._said_old(said, j), min(likeness, 0.99))

    def _fits(self, mention: Mention) -> bool:
        """Say whether some unit of this name is of the kind that stands before it."""
        return any(name.unit == mention.unit.name for name in self._names.get(mention.key, ()))

    def _doubtful(self, said: Sequence[Word], mentions: Sequence[Mention], best: Reading) -> bool:
        """Say whether even a single reading must be confirmed: a typo, a district's name, an unknown district."""
        mention = best.mention
        placed = any(m.places(best.name) for m in mentions if not m.meets(mention))
        is_area = not mention.unit.level and (mention.key in self._areas or mention.key in self._provinces)
        starts = {m.start for m in mentions} | set(range(mention.start, mention.end + 1))
        unknown = any(unit_before(said, i).level == AREA for i in range(1, len(said)) if i not in starts)
        return (
            mention.likeness < 1
            or mention.unit.level in {AREA, PROVINCE, HAMLET}
            or unknown
            or (is_area and not placed)
        )

    def _goes_with(self, mention: Mention, best: Reading) -> bool:
        """Say whether a mention is the district or province of the reading, and so not part of the hamlet."""
        if mention.meets(best.mention) or mention.unit.level in {HAMLET, COMMUNE}:
            return False
        return bool(mention.unit.level) or mention.key == self._province or mention.places(best.name)

    def _settled(self, best: Reading, hamlet: str) -> Found:
        commune = self.by_code[best.name.code]
        if best.name.old is None or best.name.bare == split_name(commune.name)[1]:
            return Found("exact", (Match(commune, None, best.score),), hamlet)
        return Found("old", (Match(commune, best.name.old, best.score),), hamlet)

    def _matches(self, readings: Sequence[Reading], nearby: Sequence[str], live: int = 0) -> tuple[Match, ...]:
        """Return the live readings, then the communes nearby, then the likelier of the rest: each commune once."""
        likely = [reading for reading in readings if reading.score > readings[0].score - UNLIKELY]
        read_ones = [Match(self.by_code[r.name.code], r.name.old, r.score) for r in likely]
        near_ones = [Match(self.by_code[code], None, 0) for code in nearby]
        found: dict[str, Match] = {}
        for match in (*read_ones[:live], *near_ones, *read_ones[live:]):
            found.setdefault(match.commune.code, match)
        return tuple(found.values())[:MOST_MATCHES]


def _is_unit(said: Sequence[Word], i: int, j: int) -> bool:
    unit = unit_before(said[:j], j)
    return bool(unit.level) and unit.start <= i


def _rest(typed: str, said: Sequence[Word], beside: Sequence[Mention], mention: Mention) -> str:
    """Return the text without the mention and what stands beside it; a hamlet's own name stays."""
    gone = [*beside, *([] if mention.unit.level == HAMLET else [mention])]
    kept, at = [], 0
    for m in sorted(gone, key=lambda m: m.start):
        kept.append(typed[at : said[m.unit.start].start])
        at = said[m.end - 1 + m.said_old].end
    kept.append(typed[at:])
    return ", ".join(piece for piece in (piece.strip(_EDGES) for piece in kept) if piece)
