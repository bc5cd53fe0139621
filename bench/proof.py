"""Run every proof whole and write the figures to docs/proof.md: `make proof`.

The proofs are tests (at a small count they run in `make test`) and scripts of this folder; both print figures. Takes
about an hour and a half on two cores; `--soak 2` and `--kills 20` make it shorter.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.bots import ROOT

TESTS = (
    "tests/bot/proof",
    "tests/bot/test_kill.py",
    "tests/bot/test_replicas.py",
    "tests/bot/test_broadcast_kill.py",
    "tests/bot/test_weeks.py",
    "tests/test_threats_review_races.py",
)
HEAD = """# What was proven, in figures

Written by `make proof`: every proof below was run whole, {when}, on {cores} cores, Python {python}.
The same tests run in `make test` at a small count. A proof that failed is named as such.

"""


def tested(figures: Path, environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *TESTS]
    return subprocess.run(command, cwd=ROOT, env={**environment, "PROOF_FIGURES": str(figures)}, check=False).returncode


def told(figures: Path) -> list[str]:
    lines = figures.read_text(encoding="utf-8").splitlines() if figures.exists() else []
    return [f"- **{proof}**: {found}" for proof, found in map(json.loads, lines)]


def measured(script: str, *arguments: str) -> list[str]:
    """Run a script of this folder; return what it printed."""
    command = [sys.executable, "-m", f"bench.{script}", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
    print(done.stdout, flush=True)
    failed = [f"- `bench/{script}.py` ended with {done.returncode}"] if done.returncode else []
    return [f"- {line}" for line in done.stdout.splitlines() if line] + failed


def main(soak: str, kills: str) -> int:
    environment = {**os.environ, "PROOF": "1", "KILLS": kills}
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder, "figures")
        code = tested(figures, environment)
        proven = told(figures)
    if code:
        proven.append(
            f"- **Some of these tests failed** (pytest ended with {code}): what is missing above was not proven."
        )
    speed = [*measured("backlog"), *measured("broadcast"), *measured("restart"), *measured("soak", soak)]
    write(proven, speed)
    return code


def write(proven: Sequence[str], speed: Sequence[str]) -> None:
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    head = HEAD.format(when=when, cores=os.cpu_count(), python=platform.python_version())
    parts = ["## Nothing lost, nothing doubled\n", *proven, "\n## Backlog, restart, soak\n", *speed]
    (ROOT / "docs" / "proof.md").write_text(head + "\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--soak", default="30", help="minutes")
    parser.add_argument("--kills", default="200", help="for each database")
    given = parser.parse_args()
    sys.exit(main(given.soak, given.kills))
