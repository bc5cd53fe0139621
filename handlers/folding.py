"""What is done with a story more rarely, behind one button of its card: the card stays short on a phone."""

from handlers import cards, review
from handlers.turn import Turn


def open_(turn: Turn, ref: int) -> None:
    """Show the rarer acts in place of a card's buttons or, where none can be changed, as a list of their own."""
    nomination = review.readable(turn, ref)
    if nomination is None:
        return
    acts = cards.in_pairs(cards.other_buttons(turn, turn.person, nomination))
    rows = [*acts, [turn.button("choice.to_card", f"ec:{nomination.id}", back=True)]]
    if row := review.pressed_card(turn, nomination):
        review.redraw(turn, nomination, row, rows)
    else:
        turn.reply("review.others", buttons=rows, code=nomination.code, nominee=nomination.nominee)
