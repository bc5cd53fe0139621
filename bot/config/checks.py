"""What a type cannot say of a configuration: how keys fit each other, and the machine it is to run on."""

import csv
import difflib
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import handlers
from bot.config.problems import Finding, Location
from handlers.office import FieldOfWork, Limits, OfficeInfo, Reason, Reasons, Schedule, Target

COMMUNE_COLUMNS = ("code", "name", "old_name", "old_district", "old_province", "divided")
YEARS = range(2000, 2101)


def findings(sections: Mapping[str, Any], home: Path) -> list[Finding]:
    """Look at every section that is valid in itself; `home` is the folder of config.toml."""
    found = [one for name, check in CHECKS.items() if name in sections for one in check(sections[name])]
    if {"telegram", "zalo", "web"} <= sections.keys():
        found += check_webhooks([sections["telegram"].mode, sections["zalo"].mode], sections["web"].public_url)
    if {"targets", "fields"} <= sections.keys():
        slugs = [one.slug for one in sections["fields"]]
        found += _unknown(sections["targets"], "fields", slugs, "is no field of [[fields]]")
    if "office" in sections:
        path = communes_file(sections["office"], home)
        found += (broken := list(check_communes(path)))
        if "targets" in sections and not broken:
            found += check_commune_targets(sections["targets"], path)
    return found


def check_office(office: OfficeInfo) -> Iterator[Finding]:
    try:
        ZoneInfo(office.time_zone)
    except (KeyError, OSError, ValueError):
        near = difflib.get_close_matches(office.time_zone, available_timezones(), n=1, cutoff=0.85)
        fix = f'write for example "{near[0] if near else "Asia/Ho_Chi_Minh"}"'
        yield Finding(("office", "time_zone"), "is not a known time zone", fix)


def check_targets(targets: dict[int, Target]) -> Iterator[Finding]:
    if not targets:
        yield Finding(("targets",), "has no year", "add [targets.2026] with collective and individual")
    for year in targets:
        if year not in YEARS:
            yield Finding(("targets", str(year)), "is not a year", "write a year, such as [targets.2026]")


def _unknown(targets: dict[int, Target], part: str, known: Collection[str], wrong: str) -> Iterator[Finding]:
    """Yield the targets of communes or fields that there are none of, with the likeliest that was meant."""
    for year, target in targets.items():
        for name in getattr(target, part):
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                fix = f"did you mean {near[0]}? Otherwise remove it" if near else "remove it"
                yield Finding(("targets", str(year), part, name), wrong, fix)


def check_commune_targets(targets: dict[int, Target], path: Path) -> Iterator[Finding]:
    if any(target.communes for target in targets.values()):
        with path.open(encoding="utf-8", newline="") as file:
            codes = {row["code"] for row in csv.DictReader(file)}
        yield from _unknown(targets, "communes", codes, f"is no commune's code in {path.name}")


def check_fields(fields: tuple[FieldOfWork, ...]) -> Iterator[Finding]:
    yield from _duplicates(("fields",), fields)
    if not any(one.slug == "other" and one.applies_to == "both" for one in fields):
        fix = 'add [[fields]] with slug = "other" and applies_to = "both"'
        yield Finding(("fields",), 'has no field "other" for what fits nowhere else', fix)


def check_limits(limits: Limits) -> Iterator[Finding]:
    for name in ("name", "story"):
        if getattr(limits, f"{name}_min") > getattr(limits, f"{name}_max"):
            fix = f"make {name}_min smaller or {name}_max larger"
            yield Finding(("limits", f"{name}_min"), f"is larger than {name}_max", fix)


def check_schedule(schedule: Schedule) -> Iterator[Finding]:
    for name, value in schedule:
        # A bare number is taken for seconds after midnight UTC: `reminder = 8` would mean 00:00:08.
        if isinstance(value, time) and (value.tzinfo or value.second or value.microsecond):
            yield Finding(("schedule", name), "is not a local time in whole minutes", "write it like 08:00:00")


def check_reasons(reasons: Reasons) -> Iterator[Finding]:
    for name, ready in reasons:
        yield from _duplicates(("reasons", name), ready)


def _duplicates(at: Location, ones: tuple[FieldOfWork | Reason, ...]) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, one in enumerate(ones):
        if one.slug in seen:
            yield Finding((*at, number, "slug"), f'"{one.slug}" is used twice', "give each its own slug")
        seen.add(one.slug)


def check_data_dir(folder: Path) -> Iterator[Finding]:
    """Create the folder for its owner alone if need be, and try to write in it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"hoadep")
    except (OSError, ValueError) as error:
        fix = "name a folder that this user may write to"
        yield Finding(("data_dir",), f"cannot be written: {_reason(error)}", fix)


CHECKS: dict[str, Callable[[Any], Iterator[Finding]]] = {
    "office": check_office,
    "targets": check_targets,
    "fields": check_fields,
    "limits": check_limits,
    "schedule": check_schedule,
    "reasons": check_reasons,
    "data_dir": check_data_dir,
}


def check_webhooks(modes: list[str], public_url: str) -> Iterator[Finding]:
    if "webhook" in modes and not public_url:
        fix = 'write the "https://…" under which the internet reaches this service, or use mode = "polling"'
        yield Finding(("web", "public_url"), "is missing, and webhooks need it", fix)


def communes_file(office: OfficeInfo, home: Path) -> Path:
    """Return the file beside config.toml, or else the one of that name that comes with Hoa Đẹp."""
    beside = home / office.communes
    return beside if beside.exists() else Path(str(handlers.__file__)).parent / "data" / office.communes


def check_communes(path: Path) -> Iterator[Finding]:
    at = ("office", "communes")
    columns = f"give it the columns {', '.join(COMMUNE_COLUMNS)}, in UTF-8 without a byte order mark"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            table = csv.DictReader(file)
            missing = [column for column in COMMUNE_COLUMNS if column not in (table.fieldnames or ())]
            rows = list(table)
    except (OSError, ValueError, csv.Error) as error:
        fix = "put a CSV file in UTF-8 of that name beside config.toml"
        yield Finding(at, f"cannot be read: {_reason(error)}", fix)
        return
    if missing:
        yield Finding(at, f"has no column {', '.join(missing)}", columns)
    elif not rows:
        yield Finding(at, "has no communes in it", "add a line for each commune")
    elif bad := next((number for number, row in enumerate(rows, 2) if not (row["code"] and row["name"])), None):
        yield Finding(at, f"has no code or no name in row {bad}", "fill in both")


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "not in UTF-8" if isinstance(error, UnicodeDecodeError) else "not a usable name or file"
