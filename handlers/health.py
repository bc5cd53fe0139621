"""How the service fares, as the admins hear of it: `/suckhoe`, and the alarm of a job that is late."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.calendar import moment_words
from handlers.turn import Turn, Voice
from handlers.wording import Html
from storage import health, job_health, people
from storage.models import JobHealth, Person, Role
from storage.people import STAFF

SOON = timedelta(minutes=5)  # by which a job may be behind: it is running, or about to


def show(turn: Turn, _rest: str = "") -> None:
    """Say how each job fared and when it runs next, what waits to be sent, and who cannot be written to."""
    jobs = list(job_health.of_all(turn.session).values())
    troubled = sum(_trouble(turn, one) is not None for one in jobs)
    turn.reply(
        "health.page",
        summary=turn.words(turn.person, "health.troubled" if troubled else "health.well", n=troubled),
        jobs=Html("\n".join(_job(turn, one) for one in jobs)),
        outbox=Html("\n".join(_outbox(turn))),
        people=_unreachable(turn),
    )


def _job(turn: Turn, row: JobHealth) -> Html:
    reader, name = turn.person, f"job.{row.job}"
    job = turn.words(reader, name)
    next_at = _moment(turn, row.next_at)
    trouble = _trouble(turn, row)
    if trouble is not None:
        return turn.words(reader, "health.job_troubled", job=job, trouble=trouble)
    if row.ran_at is None:
        return turn.words(reader, "health.job_new", job=job, next=next_at)
    took = f"{(row.milliseconds or 0) / 1000:.1f}"
    return turn.words(
        reader,
        "health.job",
        job=job,
        ran=_moment(turn, row.ran_at),
        took=took if reader.language == "en" else took.replace(".", ","),
        n=row.messages or 0,
        next=next_at,
    )


def _trouble(turn: Turn, row: JobHealth) -> Html | None:
    if row.failed_at is not None:
        return turn.words(turn.person, "health.failed", when=_moment(turn, row.failed_at), error=row.error or "")
    if row.next_at is not None and row.next_at + SOON < turn.now:
        return turn.words(turn.person, "health.late", when=_moment(turn, row.next_at))
    return None


def _moment(turn: Voice, moment: datetime | None) -> Html:
    return moment_words(turn.desk.calendar, moment) if moment else Html("–")


def _outbox(turn: Turn) -> Iterator[Html]:
    """Say by channel what is due and not out yet; what waits for its hour is no trouble."""
    rows = health.waiting(turn.session)
    for channel in sorted({row.channel for row in rows}):
        mine = [row for row in rows if row.channel == channel]
        yield turn.words(
            turn.person,
            "health.outbox",
            channel=turn.words(turn.person, f"channel.{channel}"),
            n=sum(row.number for row in mine),
            minutes=int(max(row.age(turn.now) for row in mine) // 60),
        )
    if not rows:
        yield turn.words(turn.person, "health.outbox_empty")


def _unreachable(turn: Turn) -> Html:
    found = health.unreachable(turn.session)
    staff = sum(number for role, number in found.items() if role in STAFF)
    return turn.words(turn.person, "health.unreachable", staff=staff, citizens=sum(found.values()) - staff)


def alarm(voice: Voice, job: str, due: datetime, next_at: datetime) -> None:
    """Tell the admins that a job has not run for longer than its period."""
    for admin in _admins(voice):
        voice.say(
            "health.alarm",
            to=admin,
            once=f"late:{job}:{due.isoformat()}:{admin.id}",
            job=voice.words(admin, f"job.{job}"),
            due=_moment(voice, due),
            next=_moment(voice, next_at),
        )


def tell_that_it_runs_again(voice: Voice, job: str, due: datetime) -> None:
    for admin in _admins(voice):
        name = voice.words(admin, f"job.{job}")
        voice.say("health.again", to=admin, once=f"again:{job}:{due.isoformat()}:{admin.id}", job=name)


def _admins(voice: Voice) -> list[Person]:
    return [one for one in people.staff(voice.session) if one.role == Role.ADMIN]
