"""What a reviewer or an admin is being asked just now, in their person's row."""

from collections.abc import Mapping
from typing import Any

from handlers.form import Draft
from handlers.turn import Turn


def save(turn: Turn, scene: Mapping[str, Any], draft: Draft) -> None:
    """Remember where a dialog stands; `scene` names its form and what it is about."""
    row = {
        "answers": dict(draft.answers),
        "cursor": draft.cursor,
        "pending": draft.pending,
        "given": list(draft.given),
        "returning": draft.returning,
    }
    turn.person.scene = {**scene, "draft": row}


def draft_of(scene: Mapping[str, Any]) -> Draft:
    row = scene["draft"]
    return Draft(
        row["answers"],
        row["cursor"],
        pending=row.get("pending"),
        given=tuple(row["given"]),
        returning=row["returning"],
    )


def open_(turn: Turn, form: str, answers: Mapping[str, Any], **about: Any) -> None:
    """Begin a dialog that is about no nomination."""
    save(turn, {"form": form, "id": 0, **about}, turn.desk.forms[form].start(answers))
