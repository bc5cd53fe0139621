"""What is built, recognised and nurtured: the list, who looks after it and when, and a word when it is due."""

from datetime import date, datetime, timedelta
from itertools import groupby

from handlers import care, panel
from handlers.calendar import date_words
from handlers.care import keepers, may_look_after, owner_words, set_date
from handlers.messages import Button
from handlers.review import refresh_cards
from handlers.turn import Turn, Voice
from handlers.wording import Html
from storage import audit, people, pilots
from storage.models import CARED_FOR, Lane, Nomination, Person

PAGE = 5
SPANS = (7, 30, 60, 90, 180)  # days after which something can be looked at again
ASKED = 8  # reminded of in one message


def show(turn: Turn, start: int = 0) -> None:
    """Answer /diemsang: what is looked after, the longest due first, five at a time."""
    total = pilots.count(turn.session, turn.person)
    start = start if start < total else 0
    page = pilots.page(turn.session, turn.person, start, PAGE)
    if not page:
        turn.reply("pilots.none")
        return
    rows = [[_open(one)] for one in page]
    if total > start + PAGE:
        rows.append([turn.button("choice.more", f"h:{start + PAGE}", n=total - start - PAGE)])
    turn.reply("pilots.page", buttons=rows, total=total, lines=Html("\n".join(_line(turn, one) for one in page)))


def _open(one: Nomination) -> Button:
    return Button(f"{one.code} · {one.nominee}"[:60], f"o:{one.id}", numbered=True)


def _line(turn: Turn, one: Nomination) -> Html:
    line = turn.words(
        turn.person,
        "pilots.line",
        code=one.code,
        nominee=one.nominee,
        place=turn.desk.place_name(one.commune) or "–",
        state=turn.words(turn.person, f"state.{one.status}"),
    )
    return Html("\n   ".join([line, *care.lines(turn, turn.person, one)]))


def choose_owner(turn: Turn, ref: int) -> None:
    """Ask who is to look after a story."""
    nomination = _mine_to_change(turn, ref)
    if nomination:
        able = [one for one in people.staff(turn.session) if _is_able(turn, one, nomination)]
        rows = [[Button(one.name[:60], f"hp:{ref}:{one.id}", numbered=True)] for one in able]
        turn.reply("care.whose", buttons=rows, code=nomination.code, owner=owner_words(turn, turn.person, nomination))


def set_owner(turn: Turn, ref: int, number: int) -> None:
    """Hand a story over; its new owner hears of it."""
    nomination, owner = _mine_to_change(turn, ref), turn.session.get(Person, number)
    if nomination is None:
        return
    if owner is None or not _is_able(turn, owner, nomination):
        turn.toast("care.cannot_own", alert=True)
        return
    nomination.owner_id = owner.id
    event = audit.record(turn.session, "owner", turn.now, person=turn.person, nomination=nomination, reason=owner.name)
    _done(turn, nomination)
    if owner is not turn.person:
        turn.say(
            "care.yours",
            to=owner,
            once=f"owner:{nomination.id}:{event.seal[:16]}",
            buttons=[[turn.button_for(owner, "choice.see_card", f"o:{nomination.id}", code=nomination.code)]],
            code=nomination.code,
            nominee=nomination.nominee,
            who=turn.person.name,
            owner=owner_words(turn, owner, nomination),
        )


def _is_able(turn: Turn, person: Person, nomination: Nomination) -> bool:
    """Say whether a story can be given to somebody: it is none that concerns them."""
    return may_look_after(person, nomination) and person.id not in panel.of(turn, nomination).barred


def choose_date(turn: Turn, ref: int) -> None:
    """Ask when a story is to be looked at again."""
    nomination = _mine_to_change(turn, ref)
    if nomination:
        rows = [[turn.button("choice.in_days", f"hn:{ref}:{n}", numbered=True, n=n)] for n in SPANS]
        turn.reply("care.when", buttons=rows, code=nomination.code, owner=owner_words(turn, turn.person, nomination))


def put_off(turn: Turn, ref: int, days: int) -> None:
    """Let a story be looked at again after so many days."""
    nomination = _mine_to_change(turn, ref)
    if nomination and days in SPANS:
        day = turn.desk.calendar.local(turn.now).date() + timedelta(days=days)
        set_date(turn, nomination, day)
        reason = day.isoformat()
        audit.record(turn.session, "look_again", turn.now, person=turn.person, nomination=nomination, reason=reason)
        _done(turn, nomination)


def _mine_to_change(turn: Turn, ref: int) -> Nomination | None:
    """Return a story of which this person may change owner and date; else say why not."""
    nomination = turn.session.get(Nomination, ref, with_for_update=True, populate_existing=True)
    if nomination is None or not _is_able(turn, turn.person, nomination):
        reason = f"look after {ref}: refused.scope"
        audit.record(turn.session, "refused", turn.now, person=turn.person, reason=reason)
        turn.toast("refused.scope", alert=True)
        return None
    if nomination.status not in CARED_FOR:
        turn.toast("care.nothing_to_keep", alert=True, state=turn.words(turn.person, f"state.{nomination.status}"))
        return None
    return nomination


def _done(turn: Turn, nomination: Nomination) -> None:
    refresh_cards(turn, nomination, quiet=True)
    turn.close_menu()
    turn.reply("care.set", code=nomination.code, owner=owner_words(turn, turn.person, nomination))


def remind(voice: Voice, due: datetime) -> None:
    """Tell each owner once, on a working day, what is to be looked at again; in one message for all of it."""
    if not voice.desk.calendar.is_working_day(voice.desk.calendar.local(due).date()):
        return
    today, waiting = voice.desk.calendar.local(due).date(), pilots.due(voice.session, voice.now)
    to_tell = [(keeper, one) for one in waiting for keeper in keepers(voice, one)]
    for _, group in groupby(sorted(to_tell, key=lambda pair: pair[0].id), key=lambda pair: pair[0].id):
        pairs = list(group)
        _remind(voice, pairs[0][0], [one for _, one in pairs], today)
    for one in waiting:
        one.nudged_at = voice.now


def _remind(voice: Voice, keeper: Person, stories: list[Nomination], today: date) -> None:
    rows = [[_open(one)] for one in stories[:ASKED]]
    lines = (
        voice.words(
            keeper,
            "pilots.due_line",
            code=one.code,
            nominee=one.nominee,
            state=voice.words(keeper, f"state.{one.status}"),
            date=date_words(voice.desk.calendar.local(one.next_at or voice.now)),
        )
        for one in stories[:ASKED]
    )
    voice.say(
        "pilots.due",
        to=keeper,
        lane=Lane.REMINDER,
        once=f"look:{today}:{keeper.id}:{stories[0].id}",
        buttons=rows,
        n=len(stories),
        lines=Html("\n".join(lines)),
    )
