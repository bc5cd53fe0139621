"""Who reviews and cannot be written to, and who was invited and never came: the admins hear of it once a week."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers import duty
from handlers.calendar import date_words
from handlers.ladder import today_of
from handlers.panel import Roster
from handlers.scope_words import scope_words
from handlers.turn import Voice
from handlers.wording import Html
from storage import invites
from storage.models import Invite, Lane, Person, Role

LISTED = 15  # of each; the rest are counted
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


def tell_admins(voice: Voice, due: datetime) -> None:
    """List them on a week's first working morning, with what to do next; at most once a week, nothing for nobody."""
    today = today_of(voice, due)
    if not voice.desk.calendar.is_working_day(today):
        return
    roster = Roster(voice)
    lost = [one for one in roster.staff if one.unreachable_at is not None]
    unused = invites.unused(voice.session, voice.now - A_DAY, voice.now - A_WEEK)
    if not lost and not unused:
        return
    waiting = Counter(one.id for _, _, owing in duty.owed(voice, roster) for one in owing) if lost else Counter[int]()
    year, week, _ = today.isocalendar()
    for admin in roster.staff:
        if admin.role == Role.ADMIN and admin.unreachable_at is None:
            blocks = [*_people(voice, admin, lost, waiting), *_invited(voice, admin, unused)]
            once = f"unreachable:{year}-W{week:02d}:{admin.id}"
            voice.say("unreachable.weekly", to=admin, lane=Lane.REMINDER, once=once, blocks=Html("\n\n".join(blocks)))


def _people(voice: Voice, reader: Person, lost: Sequence[Person], waiting: Counter[int]) -> list[Html]:
    lines = [
        voice.words(
            reader,
            "unreachable.person",
            name=one.name,
            since=date_words(voice.desk.calendar.local(one.unreachable_at)) if one.unreachable_at else "–",
            n=waiting[one.id],
        )
        for one in lost
    ]
    return [voice.words(reader, "unreachable.people", lines=_listed(voice, reader, lines))] if lines else []


def _invited(voice: Voice, reader: Person, unused: Sequence[Invite]) -> list[Html]:
    lines = [_invite(voice, reader, one) for one in unused]
    return [voice.words(reader, "unreachable.invites", lines=_listed(voice, reader, lines))] if lines else []


def _invite(voice: Voice, reader: Person, one: Invite) -> Html:
    who = voice.words(reader, f"role.{one.role}")
    if one.role == Role.REVIEWER:
        who = Html(f"{who} ({scope_words(voice, reader, one.level, one.communes, one.fields)})")
    local = voice.desk.calendar.local
    made, until = date_words(local(one.created_at)), date_words(local(one.expires_at))
    key = "unreachable.invite" if one.expires_at > voice.now else "unreachable.invite_expired"
    return voice.words(reader, key, who=who, made=made, until=until)


def _listed(voice: Voice, reader: Person, lines: Sequence[Html]) -> Html:
    more = [voice.words(reader, "unreachable.more", n=len(lines) - LISTED)] if len(lines) > LISTED else []
    return Html("\n".join([*lines[:LISTED], *more]))
