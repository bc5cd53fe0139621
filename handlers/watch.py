"""Simple, visible rules: what is no story, and what a reviewer should look at twice. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from handlers import clean
from handlers.office import Keywords

SHORT = 300  # characters; a longer text is somebody's story, whatever words it holds
CHILD = re.compile(r"\b(\d{1,2}) tuoi\b")
BASELINE = ("truoc", "khi chua", "ngay xua", "hoi ay", "ban dau", "so voi", "sau khi", "tu khi", "tang", "giam")


def not_a_story(text: str, keywords: Keywords) -> str | None:
    """Return "complaint", "advert" or "question" when a short text is plainly that; in doubt None."""
    if len(text) > SHORT:
        return None
    folded = clean.fold(text)
    for name in ("advert", "complaint", "question"):
        if has_any(folded, getattr(keywords, name)) and (name != "question" or "?" in text):
            return name
    return None


def has_any(folded: str, words: Iterable[str]) -> bool:
    told = f" {folded} "
    return any(f" {word} " in told for word in words)


def warnings(answers: Mapping[str, Any], keywords: Keywords) -> list[str]:
    """Return the names of the warnings a reviewer sees, for a finished story."""
    story = clean.fold(" ".join(piece["t"] for piece in answers["story"]))
    results = clean.fold(answers.get("results") or "")
    told = f"{story} {results}"
    checks = {
        "self": has_any(clean.fold(answers["nominee"]), [clean.fold(answers["sender"])])
        or has_any(story, keywords.self_story),
        "superior": has_any(told, keywords.superior),
        "outside": answers["place"]["commune"] is None,
        "minor": _mentions_child(told) or has_any(told, keywords.minor),
        "deceased": has_any(told, keywords.deceased),
        "health": has_any(told, keywords.health),
        "no_baseline": not _can_be_measured(results or story),
        "mixed_script": clean.mixed_script(answers["nominee"]),
        "voice_only": not story.strip(),
    }
    return [name for name, found in checks.items() if found]


def _can_be_measured(results: str) -> bool:
    """Say whether results tell of a before and after, or of a number."""
    return has_any(results, BASELINE) or re.search(r"\d", results) is not None


def _mentions_child(folded: str) -> bool:
    # The first age told is the nominee's own; later ones are those of the people who were helped.
    first = CHILD.search(folded)
    return first is not None and int(first[1]) < 16
