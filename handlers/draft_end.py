"""A draft that nobody goes on with is deleted after a while; its citizen hears of it before, and when it is gone.

Only drafts: a reviewer's question has a deadline of its own, and what was sent stays.
"""

from datetime import datetime, timedelta

from handlers.calendar import date_words
from handlers.drafts import load
from handlers.turn import Voice
from storage import drafts, outbox
from storage.models import Account, Delivery, Lane, Nomination, Person
from storage.people import accounts_of


def end_silent(voice: Voice, _due: datetime) -> None:
    """Delete drafts after so many days without a word, and warn of it before; nobody at night."""
    if voice.desk.calendar.is_night(voice.now):
        return
    limits = voice.desk.office.limits
    kept, warned = timedelta(days=limits.draft_days), timedelta(days=limits.draft_warn_days)
    for nomination in drafts.to_end(voice.session, voice.now - kept, voice.now - warned):
        if _is_warned(voice, nomination, warned):
            _end(voice, nomination)
    for nomination in drafts.to_warn(voice.session, voice.now - (kept - warned)):
        _warn(voice, nomination, max(nomination.updated_at + kept, voice.now + warned))


def _warn(voice: Voice, nomination: Nomination, ends: datetime) -> None:
    nomination.warned_at = voice.now
    citizen = voice.session.get_one(Person, nomination.nominator_id)
    nominee = load(nomination).answers.get("nominee")
    voice.say(
        "reminder.draft_goes" if nominee else "reminder.draft_goes_unnamed",
        to=citizen,
        lane=Lane.REMINDER,
        once=_once(nomination),
        buttons=[[voice.button_for(citizen, "choice.continue_draft", f"n:go:{nomination.id}")]],
        day=date_words(voice.desk.calendar.local(ends)),
        **({"nominee": nominee} if nominee else {}),
    )


def _once(nomination: Nomination) -> str:
    return f"draft-goes:{nomination.id}:{nomination.warned_at:%Y%m%d}"


def _is_warned(voice: Voice, nomination: Nomination, before: timedelta) -> bool:
    """Say whether the warning was out long enough; one that could not be sent is tried again, and counts from then."""
    row = outbox.by_key(voice.session, _once(nomination))
    if row is None or (row.state == Delivery.FAILED and row.error != outbox.UNREACHABLE):
        nomination.warned_at = None
        return False
    if row.state == Delivery.SENT:
        return row.sent_at is not None and row.sent_at <= voice.now - before
    return row.state == Delivery.FAILED  # they blocked us: what they left must not stay for ever


def _end(voice: Voice, nomination: Nomination) -> None:
    citizen = voice.session.get_one(Person, nomination.nominator_id)
    if citizen.draft_id == nomination.id:
        citizen.draft_id = None
    for account in accounts_of(voice.session, citizen):
        _forget_choices(account, nomination)
    once = f"draft-gone:{nomination.id}"
    voice.session.delete(nomination)
    rows = [[voice.button_for(citizen, "choice.begin", "n:new")]]
    voice.say("reminder.draft_gone", to=citizen, lane=Lane.REMINDER, once=once, buttons=rows)


def _forget_choices(account: Account, nomination: Nomination) -> None:
    """Forget choices that were shown for a draft: their labels may be its citizen's words."""
    if any(str(nomination.id) in str(data).split(":") for _, data, *_ in account.menu or ()):
        account.menu = account.menu_at = None
