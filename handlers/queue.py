"""What waits for a reviewer, and finding a nomination again."""

from collections.abc import Sequence

from handlers import claims, clean, duty, markup, urgent
from handlers.calendar import date_words
from handlers.messages import Button
from handlers.turn import Turn, Voice
from handlers.wording import Html
from storage import nominations
from storage.models import WAITING, Nomination, Person

PAGE = 5
FOUND = 10
WORDS = 10  # that a search takes: each is one more condition of the query, and a database has its limits
PLACE = 60  # characters of a place that was typed


def show(turn: Turn, start: int = 0) -> None:
    """Show the queue, oldest first, five at a time."""
    asked = duty.asked(turn, turn.person)
    total = nominations.queue_length(turn.session, turn.person, asked)
    start = start if start < total else 0  # the queue has become shorter since the button was shown
    page = nominations.queue_page(turn.session, turn.person, start, PAGE, asked)
    if not page:
        turn.reply("queue.empty")
        return
    rows = open_buttons(page)
    if total > start + PAGE:
        rows.append([turn.button("choice.more", f"q:{start + PAGE}", n=total - start - PAGE)])
    turn.reply("queue.page", buttons=rows, total=total, lines=lines(turn, page))


def find(turn: Turn, words: str = "") -> None:
    """Find sent nominations by code, name or place, without regard to accents."""
    folded = clean.fold(words).split()[:WORDS]
    if not folded:
        turn.reply("queue.find_what")
        return
    hits = nominations.matching(turn.session, turn.person, folded, FOUND)
    if not hits:
        turn.reply("queue.not_found", words=clean.redact_ids(clean.clean_line(words))[:60])
        return
    turn.reply("queue.found", buttons=open_buttons(hits), n=len(hits), lines=lines(turn, hits))


def lines(turn: Turn, page: Sequence[Nomination]) -> Html:
    return Html("\n".join(_line(turn, one) for one in page))


def _line(turn: Turn, one: Nomination) -> Html:
    return turn.words(
        turn.person,
        "queue.line",
        code=one.code,
        nominee=one.nominee,
        place=turn.desk.place_name(one.commune) or markup.shorten(one.draft["answers"]["place"]["typed"], PLACE),
        state=turn.words(turn.person, f"state.{one.status}"),
        date=date_words(turn.desk.calendar.local(one.status_at)),
        days=days_since(turn, one),
        overdue=Html(overdue_words(turn, turn.person, one) + claims.mark(turn, turn.person, one)),
    )


def days_since(voice: Voice, nomination: Nomination) -> int:
    """Count the midnights since a nomination came to where it is."""
    local = voice.desk.calendar.local
    return max(0, (local(voice.now).date() - local(nomination.status_at).date()).days)


def overdue_words(voice: Voice, reader: Person, nomination: Nomination) -> Html:
    """Return a mark for what waits longer than the working days promised to the citizen, else nothing.

    What is in the fast lane has a mark of its own, and its own time.
    """
    marks = ["queue.is_urgent"] if nomination.urgent else []
    if is_overdue(voice, nomination):
        marks.append("queue.overdue")
    return Html("".join(f" {voice.words(reader, one)}" for one in marks))


def is_overdue(voice: Voice, nomination: Nomination) -> bool:
    """Say whether an open story's time is over: the promised one, or that of the fast lane."""
    if nomination.status not in (urgent.OPEN if nomination.urgent else WAITING):
        return False
    calendar, days = voice.desk.calendar, voice.desk.office.limits.review_days
    by = urgent.due(voice, nomination) if nomination.urgent else calendar.working_days_after(nomination.status_at, days)
    return calendar.local(voice.now).date() > by


def open_buttons(page: Sequence[Nomination]) -> list[list[Button]]:
    return [[Button(f"{one.code} · {one.nominee}"[:60], f"o:{one.id}", numbered=True)] for one in page]
