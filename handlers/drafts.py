"""The conversation in its row, and what a channel read as something a question can take."""

from handlers.form import Draft
from handlers.given import Contact, Edited, Files, Given, Other, Words
from handlers.messages import Input, InputKind
from handlers.turn import Voice
from storage import late
from storage.models import Nomination


def load(nomination: Nomination) -> Draft:
    """Read the conversation from its row."""
    row = nomination.draft
    return Draft(
        answers=row["answers"],
        cursor=nomination.cursor or "",
        pending=row.get("pending"),
        sources=row.get("sources", {}),
        given=tuple(row.get("given", ())),
        returning=row.get("returning", False),
    )


def save(voice: Voice, nomination: Nomination, draft: Draft) -> None:
    """Write the conversation to its row."""
    row = {
        "answers": dict(draft.answers),
        "pending": draft.pending,
        "sources": dict(draft.sources),
        "given": list(draft.given),
        "returning": draft.returning,
    }
    late.keep_draft(voice.session, nomination, draft.cursor, row, voice.now)


def given_from(given: Input) -> Given:
    """Translate what a channel read into what a question can take."""
    match given.kind:
        case InputKind.TEXT:
            return Words(given.text, given.message_id)
        case InputKind.CONTACT:
            return Contact(given.text, given.message_id)
        case InputKind.EDITED:
            return Edited(given.text, given.message_id)
        case InputKind.MEDIA if given.media is not None:
            return Files(given.media, given.message_id, given.text)
        case _:
            return Other()
