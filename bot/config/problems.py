"""What is wrong with a configuration: in which place, what, and how to put it right."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.explained import Explained
from bot.logs import one_line, redact

PREFIX = "HOADEP_"
Location = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    place: str
    wrong: str
    fix: str


class ConfigError(Explained):
    """The configuration cannot be used; `str()` gives every problem with its place and fix, and no secret."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        # Even a key may be a secret, pasted into the wrong place.
        self.problems = [Problem(_safe(one.place), _safe(one.wrong), _safe(one.fix)) for one in problems]

    def __str__(self) -> str:
        return self.report()

    def report(self) -> str:
        count = f"{len(self.problems)} problem{'s' if len(self.problems) > 1 else ''}"
        lines = [f"Cấu hình chưa dùng được / The configuration cannot be used: {count}", ""]
        for number, one in enumerate(self.problems, 1):
            lines += [f"{number}. {one.place} – {one.wrong}", f"   Fix: {one.fix}"]
        return "\n".join(lines)


def _safe(text: str) -> str:
    return one_line(redact(text))


class Finding(NamedTuple):
    """A problem whose place is still the path of a key: ("limits", "name_min")."""

    at: Location
    wrong: str
    fix: str


def refusal(wrong: str, fix: str) -> PydanticCustomError:
    """Return what a validator raises."""
    return PydanticCustomError("refused", wrong, {"findings": [Finding((), wrong, fix)]})


def refusals(findings: list[Finding]) -> PydanticCustomError:
    """Return what a validator raises that looked at several keys at once."""
    return PydanticCustomError("refused", "several", {"findings": findings})


class Places:
    """Where a key was set: a variable of the environment, a line of .env, or a line of the file."""

    def __init__(self, file: str, text: str, variables: Mapping[str, str]) -> None:
        self.file = file
        self.variables = variables
        self._lines = _lines_of_keys(text)

    def where(self, at: Location) -> str:
        variable = self.variable(at)
        return f"{self.variables[variable]}: {variable}" if variable else self.in_file(at)

    def variable(self, at: Location) -> str | None:
        """Return the variable that set this key, the one that set all around it, or one that set a part of it."""
        names = [env_name(at[:length]) for length in range(len(at), 0, -1)]
        parts = (name for name in self.variables if name.startswith(f"{names[0]}__"))
        return next((name for name in names if name in self.variables), next(parts, None))

    def in_file(self, at: Location) -> str:
        keys = tuple(str(step) for step in at)
        found = (self._lines[keys[:length]] for length in range(len(keys), 0, -1) if keys[:length] in self._lines)
        line = next(found, None)
        named = " ".join(f"#{step + 1}" if isinstance(step, int) else step for step in at[1:])
        section = f"[{at[0]}] {named}".strip() if named else str(at[0])
        return f"{self.file}, line {line}: {section}" if line else f"{self.file}: {section}"


def env_name(at: Location) -> str:
    return PREFIX + "__".join(str(step).upper() for step in at)


def _lines_of_keys(text: str) -> dict[tuple[str, ...], int]:
    """Map each key to its line, simply: enough for a message, not a TOML parser."""
    table: tuple[str, ...] = ()
    lines: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*(\[\[?)\s*([^\]#]+?)\s*\]", line):
            table = _keys(header[2])
            if header[1] == "[[":
                lines.setdefault(table, number)
                table = (*table, str(sum(known[:-1] == table and known[-1].isdigit() for known in lines)))
            lines.setdefault(table, number)
        elif key := re.match(r"\s*([\w\"'.-]+)\s*=", line):
            lines.setdefault((*table, *_keys(key[1])), number)
    return lines


def _keys(dotted: str) -> tuple[str, ...]:
    return tuple(key.strip(" \"'") for key in dotted.split("."))


# How pydantic's errors read to the person who edits the file: by exact type, else by what stands before its first "_".
WORDS = {
    "missing": ("is missing", "add it"),
    "int": ("is not a whole number", "write a whole number, such as 20"),
    "bool": ("is neither true nor false", "write true or false"),
    "time": ("is not a time of day", "write it like 08:00:00"),
    "date": ("is not a date", "write it like 2026-12-24"),
    "greater": ("is too small", "write {ge} or more"),
    "less": ("is too large", "write {le} or less"),
    "literal": ("is not one of the choices", "write {expected}"),
    "string": ("is not a text", 'put it in quotation marks: "…"'),
    "string_too_short": ("is empty or too short", "write at least {min_length} character(s)"),
    "string_too_long": ("is too long", "write at most {max_length} characters"),
    "string_pattern_mismatch": ("has characters that do not belong here", "use the form {pattern}"),
    "tuple": ("is not a list", "write it in square brackets: [ … ]"),
    "dict": ("is not a table", "give it keys of its own, as in the config.toml that comes with Hoa Đẹp"),
    "model": ("is not a table", "give it keys of its own, as in the config.toml that comes with Hoa Đẹp"),
    "path": ("is not a path", 'put it in quotation marks: "data"'),
}


def explain(error: ErrorDetails, places: Places, model: type[BaseModel]) -> list[Finding]:
    """Turn an error of pydantic into findings, without the value that was given: it may be a secret."""
    at, kind, context = error["loc"], error["type"], error.get("ctx", {})
    if kind == "refused":
        return [Finding(one.at or at, one.wrong, one.fix) for one in context["findings"]]
    if kind == "extra_forbidden":
        return [unknown(at, places.variable(at), model)]
    if at[-1] == "[key]" and len(at) == 3:
        return [Finding(at[:-1], "is not a year", "write a year, such as [targets.2026]")]
    wrong, fix = WORDS.get(kind) or WORDS.get(kind.split("_")[0]) or (error["msg"], "see the comments in config.toml")
    return [Finding(at, wrong, fix.format_map({"ge": 0, "le": 0, **context}))]


def unknown(at: Location, variable: str | None, model: type[BaseModel]) -> Finding:
    """Explain a key, or the variable that sets it, that nobody asks for, with the likeliest one that was meant."""
    *parents, key = (str(step) for step in at if not str(step).isdigit())
    paths = list(key_paths(model))
    names = [env_name(path) for path in paths] if variable else [path[-1] for path in paths if [*path[:-1]] == parents]
    if meant := difflib.get_close_matches(variable or key.lower(), names, n=1):
        return Finding(at, "is not a known key", f"did you mean {meant[0]}? Otherwise remove it")
    known = "" if variable else f"; known here: {', '.join(names)}"
    return Finding(at, "is not a known key", f"remove it{known}")


def is_known(at: Location, model: type[BaseModel]) -> bool:
    """Whether a variable belongs to some section, which then judges the rest of its name itself."""
    paths = set(key_paths(model))
    return at in paths or (len(at) > 1 and any(path[:1] == at[:1] and len(path) > 1 for path in paths))


def key_paths(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every key below a model, as a path; years and positions in lists are left out."""
    for name, field in model.model_fields.items():
        if not field.validation_alias:
            yield (*above, name)
            for inner in _models_in(field.annotation):
                yield from key_paths(inner, (*above, name))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
