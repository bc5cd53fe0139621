"""Reviewers say when they want to hear of a story again, or of all that waits: `/nhac 2 tuần GT26-0001`, or a button.

Until then nothing else is said to them of it. What others are told does not change.
"""

from datetime import UTC, datetime, time

from handlers import review, snooze, when
from handlers.calendar import moment_words
from handlers.messages import Button
from handlers.turn import Turn
from handlers.wording import Html
from storage import nominations, reminders
from storage.models import Nomination, Reminder

EVERYTHING = 0  # no story's number: all that waits
SHOWN = 20


def hear(turn: Turn, rest: str = "") -> None:
    """List one's wishes, or take a new one."""
    if not rest:
        _list(turn)
        return
    try:
        said = when.read(rest, _now(turn), _morning(turn))
    except when.Unclear as problem:
        turn.reply(problem.key)
        return
    if said.code is None:
        _set(turn, None, said.at)
    elif nomination := nominations.by_code(turn.session, said.code):
        if review.readable(turn, nomination.id):
            _set(turn, nomination, said.at)
    else:
        turn.reply("remind.no_such_story", code=said.code)


def _list(turn: Turn) -> None:
    mine = reminders.of(turn.session, turn.person)[:SHOWN]
    if not mine:
        turn.reply("remind.how")
        return
    told = [(one, turn.session.get(Nomination, one.nomination_id or EVERYTHING)) for one in mine]
    rows = [[_drop_button(turn, one, about)] for one, about in told]
    turn.reply("remind.list", buttons=rows, lines=Html("\n".join(_line(turn, one, about) for one, about in told)))


def _line(turn: Turn, one: Reminder, about: Nomination | None) -> Html:
    at = moment_words(turn.desk.calendar, one.due_at)
    if about is None:
        return turn.words(turn.person, "remind.line_all", when=at)
    return turn.words(turn.person, "remind.line", when=at, code=about.code, nominee=about.nominee)


def _drop_button(turn: Turn, one: Reminder, about: Nomination | None) -> Button:
    if about is None:
        return turn.button("choice.drop_reminder_all", f"id:{one.id}", numbered=True)
    return turn.button("choice.drop_reminder", f"id:{one.id}", numbered=True, code=about.code)


def choose(turn: Turn, ref: int) -> None:
    """Ask when to be reminded of a story."""
    if nomination := review.readable(turn, ref):
        now, morning = _now(turn), _morning(turn)
        offered = [word for word in when.CHOICES if when.choice(word, now, morning)]
        rows = [[turn.button(f"choice.remind_{word}", f"is:{ref}:{word}", numbered=True)] for word in offered]
        turn.reply("remind.when", buttons=rows, code=nomination.code)


def put_off(turn: Turn, ref: int, word: str) -> None:
    """Take a wish by a button; one that was shown this morning may be pressed when the afternoon is over."""
    nomination = review.readable(turn, ref) if ref != EVERYTHING else None
    if nomination is None and ref != EVERYTHING:
        return
    if word not in when.CHOICES:
        turn.reply("remind.how")
        return
    at = when.choice(word, _now(turn), _morning(turn)) or when.choice("tomorrow", _now(turn), _morning(turn))
    _set(turn, nomination, at or _now(turn))


def _set(turn: Turn, nomination: Nomination | None, at: datetime) -> None:
    due = snooze.at_work(turn.desk.calendar, at, _morning(turn)).astimezone(UTC)
    reminders.wish(turn.session, turn.person, nomination, due, turn.now)
    words = moment_words(turn.desk.calendar, due)
    moved = Html(f" {turn.words(turn.person, 'remind.moved')}") if due != at else Html("")
    if nomination is None:
        turn.reply("remind.set_all", when=words, moved=moved)
    else:
        turn.reply("remind.set", when=words, moved=moved, code=nomination.code, nominee=nomination.nominee)


def drop(turn: Turn, ref: int) -> None:
    """Let go of a wish."""
    if reminders.drop(turn.session, turn.person, ref):
        turn.reply("remind.dropped")
    else:
        turn.toast("remind.gone", alert=True)


def _now(turn: Turn) -> datetime:
    return turn.desk.calendar.local(turn.now)


def _morning(turn: Turn) -> time:
    return turn.desk.office.schedule.reminder
