"""Nobody is forgotten: reviewers with waiting stories, citizens with a draft left behind."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers import asking, ladder, open_work, rights
from handlers.calendar import date_words
from handlers.drafts import load
from handlers.ladder import Work
from handlers.missing import missing_words
from handlers.turn import Voice
from storage import absences, audit, nominations, people, reminders
from storage.models import Lane, Nomination, Person, Reminder, Status


def remind_reviewers(voice: Voice, due: datetime) -> None:
    """Let waiting stories climb on a working day, and tell all whom that concerns of all that they have open.

    Who asked to be reminded today hears of that in the same message. One message a person and day.
    """
    today = ladder.today_of(voice, due)
    if not voice.desk.calendar.is_working_day(today):
        return
    steps, wishes = ladder.steps(voice, today), _ripe(voice)
    for ref, share in ladder.work(voice, steps).items():
        if share.is_told and share:
            asked_for = _kept(voice, share.person, wishes.get(ref, ()))
            open_work.say(voice, share, "reminder.waiting", f"review-reminder:{today}:{ref}", asked_for)
    nominations.climb(voice.session, [(one.nomination, one.rung) for one in steps if one.climbs])


def remind_as_asked(voice: Voice, _due: datetime) -> None:
    """Say what people asked to be reminded of; not at night or on a day off, nor while they are away."""
    calendar, today = voice.desk.calendar, voice.desk.calendar.local(voice.now).date()
    if calendar.is_night(voice.now) or not calendar.is_working_day(today) or not (wishes := _ripe(voice)):
        return
    shares = ladder.work(voice, ladder.steps(voice, today))
    for ref, theirs in wishes.items():
        person, once = voice.session.get_one(Person, ref), f"own-reminder:{theirs[0].id}"
        asked_for = _kept(voice, person, theirs)
        if asked_for or any(one.nomination_id is ladder.ALL for one in theirs):
            open_work.say(voice, shares.get(ref, Work(person)), "reminder.asked", once, asked_for)


def _ripe(voice: Voice) -> dict[int, list[Reminder]]:
    """Return the wishes whose time has come, by person; those of people who are away keep until they are back."""
    wishes = reminders.due(voice.session, voice.now)
    staff = {one.id for one in people.staff(voice.session)} if wishes else set()
    away = absences.on(voice.session, voice.desk.calendar.local(voice.now).date(), staff)
    found: dict[int, list[Reminder]] = {}
    for one in wishes:
        if one.person_id not in staff:
            one.said_at = voice.now  # their role was taken back
        elif one.person_id not in away:
            found.setdefault(one.person_id, []).append(one)
    return found


def _kept(voice: Voice, person: Person, wishes: Sequence[Reminder]) -> list[Nomination]:
    """Return the stories that somebody is to be reminded of, and note that they were.

    What they may not see any more is left out, and what they have settled themselves since.
    """
    found = []
    for one in wishes:
        one.said_at = voice.now
        nomination = voice.session.get(Nomination, one.nomination_id) if one.nomination_id else None
        if nomination and not rights.why_closed(voice, person, nomination) and not _is_settled(voice, one, nomination):
            found.append(nomination)
    return found


def _is_settled(voice: Voice, wish: Reminder, nomination: Nomination) -> bool:
    move = audit.last_move(voice.session, nomination)
    return bool(move and move[0].person_id == wish.person_id and move[0].at > wish.created_at)


def nudge_drafts(voice: Voice, _due: datetime) -> None:
    """Remind once of a draft, or of a reviewer's question, left for a day; nobody at night."""
    if voice.desk.calendar.is_night(voice.now):
        return  # by the morning, when it would be sent, the draft may be finished
    before = voice.now - timedelta(hours=voice.desk.office.limits.draft_nudge_hours)
    for nomination in nominations.forgotten_drafts(voice.session, before):
        nomination.nudged_at = voice.now
        citizen = voice.session.get_one(Person, nomination.nominator_id)
        key, values = _nudge(voice, citizen, nomination)
        rows = [[voice.button_for(citizen, "choice.continue_draft", f"n:go:{nomination.id}")]]
        voice.say(
            key,
            to=citizen,
            lane=Lane.REMINDER,
            once=f"nudge:{nomination.id}:{nomination.version}",
            buttons=rows,
            **values,
        )


def _nudge(voice: Voice, citizen: Person, nomination: Nomination) -> tuple[str, dict[str, Any]]:
    if nomination.status == Status.NEEDS_INFO:
        until = date_words(voice.desk.calendar.local(asking.until(voice.desk, nomination)))
        question = nomination.question or ""
        return "reminder.question", {"code": nomination.code or "", "question": question, "until": until}
    draft = load(nomination)
    missing = missing_words(voice, citizen, draft)
    if nominee := draft.answers.get("nominee"):
        return "reminder.draft", {"nominee": nominee, "missing": missing}
    return "reminder.draft_unnamed", {"missing": missing}
