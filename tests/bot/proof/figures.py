"""How much is proven in one run, and what came out of it: `make proof` runs all and keeps the figures."""

import json
import os
from pathlib import Path

import pytest

WHOLE = os.environ.get("PROOF") == "1"


def size(usual: int, whole: int) -> int:
    return whole if WHOLE else usual


def tell(capsys: pytest.CaptureFixture[str], proof: str, found: str) -> None:
    """Print what a proof found and, where `make proof` wants it, write it down."""
    with capsys.disabled():
        print(f"\n{proof}: {found}")  # noqa: T201 (what the proof is for)
    if path := os.environ.get("PROOF_FIGURES"):
        with Path(path).open("a", encoding="utf-8") as kept:
            kept.write(json.dumps([proof, found], ensure_ascii=False) + "\n")
