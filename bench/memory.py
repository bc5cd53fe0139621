"""Where the memory goes: resident MB as the libraries are loaded one after another, and then the service."""

import importlib
from pathlib import Path

# What the service is made of, in the order in which it is met; the figure of each depends on what came before it.
LIBRARIES: tuple[tuple[str, ...], ...] = (
    ("bot", "asyncio", "ssl"),
    ("sqlite3", "sqlalchemy.orm", "sqlalchemy.dialects.sqlite"),
    ("telegram",),
    ("aiohttp.web",),
    ("uvloop", "orjson"),
    ("apscheduler.schedulers.asyncio",),
    ("pydantic_settings",),
    ("typer",),
    ("fluent.runtime",),
    ("rapidfuzz.fuzz",),
    ("structlog", "prometheus_client"),
)


def resident() -> float:
    """Return the MB of memory that this process has in use."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main() -> None:
    """Print what each library adds, and then our own modules."""
    print(f"{'Python':56}{resident():7.1f}")
    for names in (*LIBRARIES, ("bot.app",)):
        before = resident()
        for name in names:
            importlib.import_module(name)
        print(f"{' '.join(names):56}{resident() - before:7.1f}{resident():8.1f}")


if __name__ == "__main__":
    main()
