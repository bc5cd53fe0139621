"""Imports point one way: bot → handlers → storage; handlers know no network, no clock and no channel."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"bot", "handlers", "storage", "tests"}
# What a package may not import, itself or anything below it.
FORBIDDEN = {
    "storage": {"bot", "handlers", "tests", "telegram", "aiohttp", "asyncio", "fluent", "structlog", "time"},
    "handlers": {"bot", "tests", "telegram", "aiohttp", "asyncio", "time", "socket", "urllib", "structlog"},
    "bot": {"tests"},
}
# Telegram's own words belong to its channel, and to the sandbox that plays its server.
CHANNELS = {"bot/channels/telegram.py", "bot/channels/telegram_updates.py", "bot/channels/telegram_words.py"}
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "sleep"}
PURE = {
    "handlers/form.py": {"sqlalchemy"},
    "handlers/given.py": {"sqlalchemy", "storage"},
    "handlers/workflow.py": {"sqlalchemy"},
    "handlers/watch.py": {"sqlalchemy"},
    "handlers/nomination_form.py": {"sqlalchemy"},
}


def files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield the names of all modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import"
            yield from (f"{node.module}.{one.name}" for one in node.names)


def clock_readings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            owner = ast.unparse(node.func.value).split(".")[-1]
            if owner in {"datetime", "date", "time", "dt"}:
                yield f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"


def below(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("package", FORBIDDEN)
def test_imports_point_one_way(package: str) -> None:
    assert len(files(package)) > 5
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(package)
        for name in imported(path)
        if any(below(name, one) for one in FORBIDDEN[package])
    ]
    assert wrong == []


@pytest.mark.parametrize("package", ["handlers", "storage"])
def test_time_is_an_argument(package: str) -> None:
    assert [reading for path in files(package) for reading in clock_readings(path)] == []


@pytest.mark.parametrize("package", ["handlers", "storage"])
def test_nothing_below_the_edge_is_asynchronous(package: str) -> None:
    awaiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncWith, ast.AsyncFor)
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files(package)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, awaiting)
    ]
    assert found == []


def test_only_the_channel_knows_telegrams_library() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in files("bot")
        if any(below(name, "telegram") for name in imported(path))
    }
    assert users <= CHANNELS | {"bot/channels/http.py"}


@pytest.mark.parametrize("path", PURE)
def test_what_is_pure_knows_no_database(path: str) -> None:
    names = list(imported(ROOT / path))
    assert not [name for name in names if any(below(name, one) for one in PURE[path])]
    assert {name for name in names if below(name, "storage")} <= {
        f"storage.models.{one}" for one in ("Kind", "Nomination", "Person", "Role", "Status", "WAITING")
    }


def test_the_forms_module_knows_no_question_and_no_text() -> None:
    ours = {name.rsplit(".", 1)[0] for name in imported(ROOT / "handlers/form.py") if name.split(".")[0] in OURS}
    assert ours == {"handlers.given", "handlers.office"}
