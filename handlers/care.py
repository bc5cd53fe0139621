"""After approval nothing lies about: each story has an owner, and a date on which they look at it again."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from handlers.calendar import date_words
from handlers.messages import Button
from handlers.turn import Turn, Voice
from handlers.wording import Html
from handlers.workflow import is_reviewer, may_see
from storage import heartbeats, people, replications
from storage.models import CARED_FOR, Nomination, Person, Role, Status


def settle(turn: Turn, nomination: Nomination) -> None:
    """Give a story that was moved an owner and a date; one that is decided otherwise has neither.

    Who owns it already goes on owning it: a clerk who records a decision does not take a model over.
    """
    if nomination.status not in CARED_FOR:
        nomination.owner_id = nomination.next_at = None
        return
    if owner_of(turn, nomination) is None:
        nomination.owner_id = turn.person.id
    today = turn.desk.calendar.local(turn.now).date()
    review = turn.desk.office.review
    if nomination.status == Status.RECOGNISED:
        set_date(turn, nomination, months_later(today, review.heartbeat_months))
    else:
        set_date(turn, nomination, today + timedelta(days=review.look_again_days))


def set_date(voice: Voice, nomination: Nomination, day: date) -> None:
    """Let a story be looked at on a day, from its first moment on."""
    nomination.next_at = begin_of(voice, day)
    nomination.nudged_at = None


def begin_of(voice: Voice, day: date) -> datetime:
    return datetime.combine(day, time(), voice.desk.calendar.zone)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def owner_of(voice: Voice, nomination: Nomination) -> Person | None:
    """Return who looks after a story, unless they may not see it any more."""
    if nomination.owner_id is None:
        return None
    owner = people.as_now(voice.session, nomination.owner_id)
    return owner if may_look_after(owner, nomination) else None


def may_look_after(person: Person, nomination: Nomination) -> bool:
    """Say whether somebody can be the owner: a reviewer in scope who did not introduce it."""
    return is_reviewer(person) and may_see(person, nomination) and person.id != nomination.nominator_id


def keepers(voice: Voice, nomination: Nomination) -> Sequence[Person]:
    """Return who is asked about a story: its owner or, where there is none any more, the admins."""
    owner = owner_of(voice, nomination)
    if owner:
        return [owner]
    able = (one for one in people.staff(voice.session) if may_look_after(one, nomination))
    return [one for one in able if one.role == Role.ADMIN]


def is_due(voice: Voice, nomination: Nomination) -> bool:
    return nomination.next_at is not None and nomination.next_at <= voice.now


def owner_words(voice: Voice, reader: Person, nomination: Nomination) -> Html:
    """Say who looks after a story, and until when."""
    owner = owner_of(voice, nomination)
    name = owner.name if owner else voice.words(reader, "care.nobody")
    if nomination.next_at is None:
        return voice.words(reader, "care.owner", owner=name)
    day = date_words(voice.desk.calendar.local(nomination.next_at))
    key = "care.owner_due" if is_due(voice, nomination) else "care.owner_until"
    return voice.words(reader, key, owner=name, date=day)


def lines(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Return what a card, and the list of pilots, say of the time after approval."""
    if nomination.status not in CARED_FOR:
        return []
    told = [owner_words(voice, reader, nomination)]
    if nomination.status in {Status.PILOTING, Status.RECOGNISED}:
        spread = replications.spread(voice.session, [nomination.id]).get(nomination.id)
        if spread:
            values = {"declared": spread.declared, "confirmed": spread.confirmed}
            told.append(voice.words(reader, "care.spread", **values))
    return [*told, *_pulse(voice, reader, nomination)] if nomination.status == Status.RECOGNISED else told


def _pulse(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Say how a recognised model was when last asked, or that it is silent."""
    waited = voice.now - timedelta(days=voice.desk.office.review.look_again_days)
    if heartbeats.silent(voice.session, [nomination.id], waited):
        return [voice.words(reader, "care.silent")]
    one = heartbeats.last_answered(voice.session, nomination.id)
    if one is None or one.answered_at is None:
        return []
    day = date_words(voice.desk.calendar.local(one.answered_at))
    told = [voice.words(reader, "care.pulse", answer=voice.words(reader, f"choice.heartbeat_{one.answer}"), date=day)]
    return [*told, voice.words(reader, "card.reason", reason=one.words)] if one.words else told


def buttons(voice: Voice, reader: Person, nomination: Nomination) -> list[Button]:
    """Return how the owner and the date are changed, and an open question is answered."""
    if nomination.status not in CARED_FOR or not may_look_after(reader, nomination):
        return []
    asked = heartbeats.unanswered(voice.session, nomination.id) if nomination.status == Status.RECOGNISED else None
    return [
        *([voice.button_for(reader, "choice.heartbeat", f"hq:{asked.id}")] if asked else []),
        voice.button_for(reader, "choice.other_owner", f"ho:{nomination.id}"),
        voice.button_for(reader, "choice.other_date", f"hd:{nomination.id}"),
    ]
