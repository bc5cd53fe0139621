"""What waits for a reviewer, and finding a nomination again."""

from collections.abc import Sequence

from handlers import clean
from handlers.calendar import date_words
from handlers.messages import Button
from handlers.turn import Turn
from handlers.wording import Html
from handlers.workflow import may_see
from storage import nominations
from storage.models import Nomination, Person

PAGE = 5
FOUND = 10


def waiting_for(waiting: Sequence[Nomination], person: Person) -> list[Nomination]:
    """Return those of the waiting nominations that this person may decide."""
    return [one for one in waiting if may_see(person, one) and one.nominator_id != person.id]


def show(turn: Turn, start: int = 0) -> None:
    """Show the queue, oldest first, five at a time."""
    mine = waiting_for(nominations.waiting(turn.session), turn.person)
    start = start if start < len(mine) else 0  # the queue has become shorter since the button was shown
    page = mine[start : start + PAGE]
    if not page:
        turn.reply("queue.empty")
        return
    rows = _open_buttons(page)
    if len(mine) > start + PAGE:
        rows.append([turn.button("choice.more", f"q:{start + PAGE}", n=len(mine) - start - PAGE)])
    turn.reply("queue.page", buttons=rows, total=len(mine), lines=_lines(turn, page))


def find(turn: Turn, words: str = "") -> None:
    """Find sent nominations by code, name or place, without regard to accents."""
    folded = clean.fold(words).split()
    if not folded:
        turn.reply("queue.find_what")
        return
    hits = [one for one in nominations.matching(turn.session, folded, FOUND * 5) if may_see(turn.person, one)][:FOUND]
    if not hits:
        turn.reply("queue.not_found", words=clean.redact_ids(clean.clean_line(words))[:60])
        return
    turn.reply("queue.found", buttons=_open_buttons(hits), n=len(hits), lines=_lines(turn, hits))


def _lines(turn: Turn, page: Sequence[Nomination]) -> Html:
    return Html("\n".join(_line(turn, one) for one in page))


def _line(turn: Turn, one: Nomination) -> Html:
    return turn.words(
        turn.person,
        "queue.line",
        code=one.code,
        nominee=one.nominee,
        place=turn.desk.place_name(one.commune) or "–",
        state=turn.words(turn.person, f"state.{one.status}"),
        date=date_words(turn.desk.calendar.local(one.status_at)),
        days=max(0, (turn.now - one.status_at).days),
    )


def _open_buttons(page: Sequence[Nomination]) -> list[list[Button]]:
    return [[Button(f"{one.code} · {one.nominee}"[:60], f"o:{one.id}", numbered=True)] for one in page]
