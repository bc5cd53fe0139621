"""Where each commune lies on a map of tiles: as drawn beside the province's communes, else in rows by old district."""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

Tile = tuple[int, int]  # column and row, from the upper left
ACROSS = 12  # tiles, where no map is drawn


@lru_cache(maxsize=4)
def layout(communes: Path) -> Mapping[str, Tile]:
    """Return the tile of each commune by its code; `communes` is the CSV of handlers.places, the map lies beside it.

    A map that has not exactly one tile for each commune is not used.
    """
    districts = _districts(communes)
    drawn = communes.with_name(f"{communes.stem}_tiles.txt")
    found = _drawn(drawn.read_text(encoding="utf-8"), districts) if drawn.is_file() else None
    return found or _in_rows(districts)


def _districts(communes: Path) -> Mapping[str, list[str]]:
    """Return the codes of the communes of today by the old district that most of each comes from."""
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with communes.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts[row["code"]][row["old_district"]] += 1
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code in sorted(parts):
        found[max(sorted(parts[code]), key=parts[code].__getitem__)].append(code)
    return found


def _drawn(text: str, districts: Mapping[str, list[str]]) -> Mapping[str, Tile] | None:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    gap = lines.index("")
    names = {key: name for key, _, name in (line.partition(" ") for line in lines[:gap])}
    places: defaultdict[str, list[Tile]] = defaultdict(list)
    for down, line in enumerate(lines[gap + 1 :]):
        for across, key in enumerate(line.split()):
            if key in names:
                places[names[key]].append((across, down))
    if {name: len(tiles) for name, tiles in places.items()} != {name: len(codes) for name, codes in districts.items()}:
        return None
    return {code: tile for name, codes in districts.items() for code, tile in zip(codes, places[name], strict=True)}


def _in_rows(districts: Mapping[str, list[str]]) -> Mapping[str, Tile]:
    codes = [code for codes in districts.values() for code in codes]
    across = max(ACROSS, round((0.75 * len(codes)) ** 0.5))
    return {code: (place % across, place // across) for place, code in enumerate(codes)}
