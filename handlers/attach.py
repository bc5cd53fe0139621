"""Files that a citizen sends, when they are asked for and before."""

from dataclasses import replace

from handlers import clean
from handlers.form import Invalid
from handlers.given import Files
from handlers.talk import Talk, ask
from handlers.turn import Turn
from storage import outbox
from storage.models import Attachment, Nomination


def is_early(talk: Talk, files: Files) -> bool:
    """Say whether a file comes where words are asked, before the question that is for files."""
    if "media" not in talk.form or talk.draft.cursor == "media":
        return False
    return talk.draft.cursor != "story" or not (files.caption or files.media.kind == "voice")


def keep_early(turn: Turn, nomination: Nomination, talk: Talk, files: Files) -> None:
    """Keep a file that came early among the story's files, and ask the open question again."""
    try:
        kept, _ = talk.form["media"].take(talk.draft, files)
        key = "form.file_kept"
        talk.save(replace(kept, pending=talk.draft.pending))
        keep_file(turn, nomination, files, "media")
    except Invalid as problem:
        key = problem.key
    once = turn.album_key(key)
    if once is None or not outbox.has(turn.session, once):
        turn.reply(key, once=once, most=turn.desk.office.limits.files)
        ask(turn, talk, talk.draft)


def keep_file(turn: Turn, nomination: Nomination, files: Files, question: str) -> None:
    turn.session.flush()  # a story that was begun just now is written first: the file's row refers to it
    turn.session.add(
        Attachment(
            nomination_id=nomination.id,
            channel=turn.given.channel,
            question=question,
            kind=files.media.kind,
            file_id=files.media.file_id,
            file_unique_id=files.media.file_unique_id,
            label=clean.redact_ids(clean.label(files.media.name)) or None,
            bytes=files.media.bytes,
            retry_at=turn.now,
            created_at=turn.now,
        )
    )
