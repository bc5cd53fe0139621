"""The scan of a signed decision, sent at any moment of the dialog that records it; pages may be several files.

It is kept at once, since a channel may offer a file for a short while only, and let go with a dialog that is given up.
"""

from collections.abc import Mapping
from typing import Any

from handlers.attach import keep_file
from handlers.form import Draft
from handlers.given import Files, Given
from handlers.talk import Talk, ask
from handlers.turn import Turn
from handlers.wording import Html
from storage import nominations, outbox
from storage.models import Nomination

QUESTION = "decision"
FORM = "recognise"


def hear(turn: Turn, talk: Talk, given: Given) -> bool:
    """Take a page of the decision and ask the open question again; say whether it was one."""
    if talk.form.name != FORM or not isinstance(given, Files):
        return False
    before = talk.draft.answers.get("scan", [])
    key, draft = _refusal(turn, given, len(before)), talk.draft
    if key is None:
        key, draft = "decision.scan_noted", draft.with_answer("scan", [*before, given.media.file_unique_id])
        talk.save(draft)
        keep_file(turn, turn.session.get_one(Nomination, talk.ref), given, QUESTION)
    once = turn.album_key(key)
    if once is None or not outbox.has(turn.session, once):
        limits = turn.desk.office.limits
        turn.reply(key, once=once, most=limits.file_mb if key == "form.file_too_big" else limits.files)
        ask(turn, talk, draft)
    return True


def _refusal(turn: Turn, files: Files, kept: int) -> str | None:
    limits = turn.desk.office.limits
    if files.media.kind not in {"photo", "document"}:
        return "decision.scan_please"
    if (files.media.bytes or 0) > limits.file_mb * 1_000_000:
        return "form.file_too_big"
    return "form.enough_files" if kept >= limits.files else None


def words(turn: Turn, draft: Draft) -> Html:
    """Say what is kept or, as a warning that stops nobody, that there is nothing yet."""
    pages = len(draft.answers.get("scan", []))
    return turn.words(turn.person, "decision.scan_kept" if pages else "decision.scan_missing", n=pages)


def forget(turn: Turn, talk: Talk) -> None:
    """Let go of what a dialog that is given up had brought."""
    nominations.forget_these(turn.session, talk.ref, QUESTION, talk.draft.answers.get("scan", []))


def settle(turn: Turn, nomination: Nomination, answers: Mapping[str, Any]) -> None:
    """Keep the pages that were confirmed; others came in dialogs that were left."""
    kept = answers.get("scan", [])
    others = [one for one in nominations.attachments(turn.session, nomination) if one.question == QUESTION]
    left = [one.file_unique_id for one in others if one.file_unique_id not in kept]
    nominations.forget_these(turn.session, nomination.id, QUESTION, left)
