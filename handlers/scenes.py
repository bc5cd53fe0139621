"""What somebody is being asked beside their stories, kept in their own row."""

from typing import Any

from handlers.form import Draft
from handlers.turn import Turn


def draft_of(scene: dict[str, Any]) -> Draft:
    """Read a dialog from a person's row."""
    row = scene["draft"]
    return Draft(
        row["answers"], row["cursor"], row.get("pending"), given=tuple(row["given"]), returning=row["returning"]
    )


def save(turn: Turn, scene: dict[str, Any], draft: Draft) -> None:
    """Write a dialog to the row of the person whose turn it is."""
    row = {
        "answers": dict(draft.answers),
        "cursor": draft.cursor,
        "pending": draft.pending,
        "given": list(draft.given),
        "returning": draft.returning,
    }
    turn.person.scene = {**scene, "draft": row}
