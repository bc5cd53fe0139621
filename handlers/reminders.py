"""Nobody is forgotten: reviewers with waiting stories, citizens with a draft left behind."""

from datetime import datetime, timedelta
from typing import Any

from handlers import asking, duty
from handlers.calendar import date_words
from handlers.drafts import load
from handlers.queue import days_since, overdue_words
from handlers.turn import Voice
from storage import nominations
from storage.models import Lane, Nomination, Person, Status


def remind_reviewers(voice: Voice, due: datetime) -> None:
    """Tell each reviewer on a working day how many stories wait for them, and the oldest; one message a person."""
    today = voice.desk.calendar.local(due).date()
    if not voice.desk.calendar.is_working_day(today):
        return
    for reader, mine in duty.shared_out(voice):
        if mine:
            oldest, rows = mine[0], [[voice.button_for(reader, "choice.queue", "q:0")]]
            voice.say(
                "reminder.waiting",
                to=reader,
                lane=Lane.REMINDER,
                once=f"waiting:{today}:{reader.id}",
                buttons=rows,
                n=len(mine),
                days=days_since(voice, oldest),
                code=oldest.code,
                overdue=overdue_words(voice, reader, oldest),
            )


def nudge_drafts(voice: Voice, _due: datetime) -> None:
    """Remind once of a draft, or of a reviewer's question, left for a day; nobody at night."""
    if voice.desk.calendar.is_night(voice.now):
        return  # by the morning, when it would be sent, the draft may be finished
    before = voice.now - timedelta(hours=voice.desk.office.limits.draft_nudge_hours)
    for nomination in nominations.forgotten_drafts(voice.session, before):
        nomination.nudged_at = voice.now
        citizen = voice.session.get_one(Person, nomination.nominator_id)
        answers = load(nomination).answers
        key, values = _nudge(voice, nomination, str(answers.get("nominee") or ""))
        rows = [[voice.button_for(citizen, "choice.continue_draft", f"n:go:{nomination.id}")]]
        voice.say(
            key,
            to=citizen,
            lane=Lane.REMINDER,
            once=f"nudge:{nomination.id}:{nomination.version}",
            buttons=rows,
            **values,
        )


def _nudge(voice: Voice, nomination: Nomination, nominee: str) -> tuple[str, dict[str, Any]]:
    if nomination.status == Status.NEEDS_INFO:
        until = date_words(voice.desk.calendar.local(asking.until(voice.desk, nomination)))
        question = nomination.question or ""
        return "reminder.question", {"code": nomination.code or "", "question": question, "until": until}
    if nominee:
        return "reminder.draft", {"nominee": nominee}
    return "reminder.draft_unnamed", {}
