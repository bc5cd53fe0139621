"""Reviewers put a good deed into the fast lane or take it out again, and look through that lane."""

from handlers import conflicts, panel, queue, review, urgent
from handlers.calendar import date_words
from handlers.turn import Turn
from storage import audit, nominations
from storage.counters import count_lane
from storage.models import Nomination

MOST = 20  # shown at once


def propose(turn: Turn, ref: int, wanted: int) -> None:
    """Put a story into the fast lane, or take it out; pressed twice it is done once."""
    if not review.readable(turn, ref):
        return
    nomination = turn.session.get_one(Nomination, ref, with_for_update=True, populate_existing=True)
    if nomination.nominator_id == turn.person.id:
        review.refuse(turn, urgent.ON, "refused.own", nomination)
    elif not urgent.suits(nomination):
        review.refuse(turn, urgent.ON, "refused.not_for_urgent", nomination)
    else:
        if nomination.urgent != bool(wanted):
            _change(turn, nomination)
        _answer(turn, nomination)


def _change(turn: Turn, nomination: Nomination) -> None:
    nomination.urgent = not nomination.urgent
    action = urgent.ON if nomination.urgent else urgent.OFF
    audit.record(turn.session, action, turn.now, person=turn.person, nomination=nomination)
    count_lane(turn.session, nomination, turn.desk.calendar.zone)
    review.refresh_cards(turn, nomination)
    if nomination.urgent:
        _tell_others(turn, nomination)


def _tell_others(turn: Turn, nomination: Nomination) -> None:
    for reviewer in panel.of(turn, nomination).members:
        if reviewer is not turn.person:
            turn.say(
                "review.urgent_news",
                to=reviewer,
                once=f"urgent:{nomination.id}:{reviewer.id}",
                code=nomination.code,
                nominee=nomination.nominee,
                who=turn.person.name,
                until=date_words(urgent.due(turn, nomination)),
            )


def _answer(turn: Turn, nomination: Nomination) -> None:
    if nomination.urgent:
        until = date_words(urgent.due(turn, nomination))
        turn.reply("review.urgent_on", code=nomination.code, until=until)
    else:
        turn.reply("review.urgent_off", code=nomination.code)


def show(turn: Turn, _rest: str = "") -> None:
    """Show the fast lane, the oldest first, with a mark on what is overdue."""
    found = conflicts.without_barred(turn.session, turn.person, nominations.urgent_in(turn.session, turn.person))
    if not found:
        turn.reply("queue.no_urgent")
        return
    page = found[:MOST]
    turn.reply("queue.urgent", buttons=queue.open_buttons(page), total=len(found), lines=queue.lines(turn, page))
