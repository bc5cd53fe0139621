"""Reviewers open the checklist and tick it; each tick is on the record, and on every card."""

from handlers import review, ticks
from handlers.messages import Button
from handlers.turn import Turn
from storage import audit
from storage.models import Nomination

CHECKED, UNCHECKED = "check", "uncheck"


def open_(turn: Turn, ref: int) -> None:
    """Show the ticks in place of a card's buttons or, where none can be changed, as a list of their own."""
    if nomination := review.readable(turn, ref):
        show(turn, nomination)


def show(turn: Turn, nomination: Nomination) -> None:
    rows, row = _rows(turn, nomination), review.pressed_card(turn, nomination)
    if row:
        review.redraw(turn, nomination, row, rows)
    else:
        turn.reply("review.checklist", buttons=rows, code=nomination.code, nominee=nomination.nominee)


def _rows(turn: Turn, nomination: Nomination) -> list[list[Button]]:
    lines = [_toggle(turn, nomination, one) for one in ticks.wanted(turn.desk.office.review)]
    last = [lines.pop()] if ticks.CLEARANCE in ticks.wanted(turn.desk.office.review) else []
    rows = [lines[at : at + 2] for at in range(0, len(lines), 2)]
    return [*rows, *([last] if last else []), [turn.button("choice.to_card", f"ec:{nomination.id}", back=True)]]


def _toggle(turn: Turn, nomination: Nomination, slug: str) -> Button:
    ticked = slug in (nomination.checks or {})
    label = turn.desk.texts.plain(turn.person.language, f"tick.{slug}")
    mark = "choice.ticked" if ticked else "choice.unticked"
    return turn.button(mark, f"et:{nomination.id}:{slug}:{0 if ticked else 1}", numbered=True, what=label)


def close(turn: Turn, ref: int) -> None:
    """Go back from the ticks to the card."""
    nomination = review.readable(turn, ref)
    row = review.pressed_card(turn, nomination) if nomination else None
    if nomination and row:
        review.redraw(turn, nomination, row)
    elif nomination:
        review.open_card(turn, ref)


def toggle(turn: Turn, ref: int, slug: str, wanted: int) -> None:
    """Tick a line, or take a tick away; pressed twice it is ticked once. The decision's buttons stay good."""
    if not review.readable(turn, ref):
        return
    # Read anew under the lock: two reviewers may tick at once.
    nomination = turn.session.get_one(Nomination, ref, with_for_update=True, populate_existing=True)
    if slug not in ticks.wanted(turn.desk.office.review) or nomination.status not in ticks.OPEN:
        review.refuse(turn, CHECKED, "refused.moved_on", nomination)
        return
    if turn.person.id == nomination.nominator_id:
        review.refuse(turn, CHECKED, "refused.own", nomination)
        return
    if (slug in (nomination.checks or {})) != bool(wanted):
        _tick(turn, nomination, slug, wanted=bool(wanted))
    show(turn, nomination)


def _tick(turn: Turn, nomination: Nomination, slug: str, *, wanted: bool) -> None:
    others = {one: by for one, by in (nomination.checks or {}).items() if one != slug}
    nomination.checks = {**others, slug: turn.person.id} if wanted else others
    action = CHECKED if wanted else UNCHECKED
    audit.record(turn.session, action, turn.now, person=turn.person, nomination=nomination, reason=slug)
    review.redraw_others(turn, nomination)
