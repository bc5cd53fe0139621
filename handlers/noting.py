"""A reviewer leaves a note for the others."""

from handlers import review
from handlers.turn import Turn
from storage import audit
from storage.models import Nomination


def keep(turn: Turn, nomination: Nomination, words: str) -> None:
    """Put a note on the record and on the cards."""
    audit.record(turn.session, audit.NOTE, turn.now, person=turn.person, nomination=nomination, reason=words)
    turn.close_menu()
    turn.reply("review.noted", code=nomination.code)
    for row in review.changeable(turn, nomination):
        review.redraw(turn, nomination, row)
