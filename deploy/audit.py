"""`make audit`: are there known holes in what is locked? Fails on holes only, and never takes silence for safety.

pip-audit itself says "no known vulnerabilities" with exit code 0 when it could look up nothing at all.
"""

import json
import subprocess
import sys
from typing import Any

LOCK = "requirements.lock"
ASK = (
    *("--requirement", LOCK, "--require-hashes", "--disable-pip"),
    *("--format", "json", "--progress-spinner", "off"),
)


def main(command: list[str]) -> int:
    """Run pip-audit, given as the words of a command; return the exit code."""
    answer = subprocess.run([*command, *ASK], capture_output=True, text=True, check=False)  # noqa: S603 (the Makefile's)
    try:
        looked_at: list[dict[str, Any]] = json.loads(answer.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reason = (answer.stderr.strip().splitlines() or ["it said nothing"])[-1]
        sys.stdout.write(f"NOT AUDITED: pip-audit could not reach its database, or not run: {reason}\n")
        return 0
    holes = [(one, hole) for one in looked_at for hole in one.get("vulns", ())]
    for one, hole in holes:
        mended = ", ".join(hole.get("fix_versions", ())) or "no version yet"
        sys.stdout.write(f"HOLE {one['name']} {one['version']}: {hole['id']}, mended in {mended}\n")
    known = [one for one in looked_at if "skip_reason" not in one]
    if unknown := len(looked_at) - len(known):
        sys.stdout.write(
            f"NOT AUDITED: {unknown} of {len(looked_at)} packages, unknown to the database asked from here.\n"
        )
    sys.stdout.write(f"{len(known)} packages of {LOCK} audited, {len(holes)} holes known.\n")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
