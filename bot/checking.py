"""What `hoadep check` looks at, beyond the settings themselves."""

import socket
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
from sqlalchemy.orm import Session

from bot import bots
from bot.channels.base import SendError
from bot.channels.telegram import Telegram
from bot.channels.zalo import Zalo
from bot.config import ConfigError, Settings, check_database, load
from bot.punctuality import is_late
from bot.schedule import timetables
from bot.timetable import Timetable
from bot.web import HEADERS
from handlers import levels
from handlers.calendar import Calendar
from handlers.desk import Desk, build_desk
from storage import job_health, people
from storage.counters import agree
from storage.db import SQLITE_VERSION, Database
from storage.models import JobHealth, Person, Role
from storage.schema import known, versions

CLOCK_TOLERANCE = 60  # seconds


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, in words."""

    good: bool
    words: str


async def findings(config: Path) -> list[Finding]:
    """Look at everything; raises ConfigError when the settings cannot be read at all."""
    settings = load(config, need_token=True)
    desk = build_desk(settings.as_office(), settings.communes_file)
    found = [Finding(good=True, words=f"Settings: {config} is in order, {len(desk.gazetteer.by_code)} communes.")]
    found += [one async for one in _channels(settings, desk)]
    found.append(await _web(settings))
    if problems := check_database(settings):
        return [*found, Finding(good=False, words=f"Database: {ConfigError(problems).problems[0]}")]
    database = Database(settings.database.url)
    try:
        return [*found, *_database(database, desk)]
    finally:
        database.close()


async def _channels(settings: Settings, desk: Desk) -> AsyncIterator[Finding]:
    if settings.telegram.token:
        telegram = bots.telegram(settings, desk.texts)
        found = await _bot("Telegram", telegram, settings)
        yield found
        if found.good:
            yield await _clock(settings.telegram.api_url)
    if settings.zalo.token:
        yield await _bot("Zalo", bots.zalo(settings), settings)
        if not settings.web.public_url:
            yield Finding(good=True, words="Zalo: without [web] public_url it gets words only, no pictures.")


async def _bot(title: str, channel: Telegram | Zalo, settings: Settings) -> Finding:
    """Ask a platform who our bot is, and say how its updates will reach us."""
    await channel.start()
    try:
        me = await channel.get_me()
    except SendError as error:
        words = f"{title}: {error}. Look at HOADEP_{title.upper()}__TOKEN and the connection."
        return Finding(good=False, words=words)
    finally:
        await channel.stop()
    name = f"@{me['username']}" if "username" in me else me.get("account_name", "nameless")
    webhook = settings.platforms[channel.name].mode == "webhook"
    way = f"brings updates to {settings.web.public_url}/{channel.name}" if webhook else "is polled"
    return Finding(good=True, words=f"{title}: the token works, the bot is {name}, it {way}.")


async def _web(settings: Settings) -> Finding:
    """Say where the web will listen, and whether the port is free or the running service's own."""
    host, port, public = settings.web.host, settings.web.port, settings.web.public_url
    words = f"Web: {f'[{host}]' if ':' in host else host}:{port}" + (f", from outside {public}" if public else "")
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        reason = (error.strerror or "no reason given").partition(" (")[0]
    else:
        return Finding(good=True, words=f"{words}; the port is free." if port else f"{words}; any free port is taken.")
    if await _is_ours(port):
        return Finding(good=True, words=f"{words}; Hoa Đẹp is running there.")
    return Finding(good=False, words=f"{words} cannot be used ({reason}). Choose another with HOADEP_WEB__PORT.")


async def _is_ours(port: int) -> bool:
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as session:
            answer = await session.get(f"http://127.0.0.1:{port}/healthz")
            return answer.headers.get("Server") == HEADERS["Server"]
    except (aiohttp.ClientError, OSError):
        return False


async def _clock(url: str) -> Finding:
    """Compare this machine's clock with the server's Date header."""
    try:
        async with aiohttp.ClientSession() as session, session.head(url) as answer:
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, OSError, KeyError, ValueError):
        return Finding(good=True, words="Clock: the server did not say its time, so it was not compared.")
    apart = abs((datetime.now(UTC) - theirs).total_seconds())
    if apart > CLOCK_TOLERANCE:
        return Finding(good=False, words=f"Clock: {apart:.0f} s away from Telegram's. Switch on time synchronisation.")
    return Finding(good=True, words="Clock: agrees with the server's.")


def _database(database: Database, desk: Desk) -> list[Finding]:
    kind = f"SQLite {SQLITE_VERSION}" if database.is_sqlite else database.url.get_backend_name()
    current, newest = versions(database)
    if current == newest:
        with database.read() as session:
            return [
                Finding(good=True, words=f"Database: {kind}, schema {current}."),
                _counters(session, desk),
                *_life(people.staff(session), job_health.of_all(session), desk),
            ]
    if current is None and database.is_sqlite:
        words = f"Database: {kind}, empty; its tables will be created by `hoadep run`."
        return [Finding(good=True, words=words), *_life([], {}, desk)]
    if current is not None and current not in known():
        return [Finding(good=False, words=f"Database: {kind}, written by a newer Hoa Đẹp. Update Hoa Đẹp.")]
    words = f"Database: {kind} is at schema {current or 'none'}, the newest is {newest}."
    if database.is_sqlite:
        return [Finding(good=True, words=f"{words} `hoadep run` will bring it there.")]
    return [Finding(good=False, words=f"{words} Run: hoadep migrate")]


def _counters(session: Session, desk: Desk) -> Finding:
    """Compare the tally's counters with every row: a time zone that was changed shows here."""
    if agree(session, desk.calendar.zone):
        return Finding(good=True, words="Tally: the counters agree with the rows.")
    return Finding(good=False, words="Tally: the counters differ from the rows. Run: hoadep tally --recount")


def _life(staff: Sequence[Person], jobs: Mapping[str, JobHealth], desk: Desk) -> list[Finding]:
    tables = timetables(desk)
    fared = (_job(jobs.get(name) or JobHealth(job=name), tables[name], desk) for name in tables)
    return [_reviewers(staff), *_too_few(staff, desk), *fared]


def _reviewers(staff: Sequence[Person]) -> Finding:
    reviewers = sum(one.role == Role.REVIEWER for one in staff)
    lost = [one.name for one in staff if one.unreachable_at is not None]
    if not staff:
        return Finding(good=False, words="Reviewers: nobody yet. Run: hoadep invite reviewer")
    if lost:
        words = f"Reviewers: cannot be written to (they must press Start again): {', '.join(lost)}."
        return Finding(good=False, words=words)
    return Finding(good=True, words=f"Reviewers: {reviewers}, admins: {len(staff) - reviewers}, all reachable.")


def _too_few(staff: Sequence[Person], desk: Desk) -> Iterator[Finding]:
    """Yield each level at which not even all of them, with the admins, are as many as must approve."""
    review = desk.office.review
    for level in review.levels if staff else ():
        able, wanted = sum(levels.acts_at(one, level) for one in staff), getattr(review.quorum, level)
        if able < wanted:
            words = (
                f"Reviewers: {wanted} must approve at the {level} level, and {able} can. "
                f"Run: hoadep invite reviewer --level {level}; or lower quorum under [review] in config.toml."
            )
            yield Finding(good=False, words=words)


def _job(row: JobHealth, table: Timetable, desk: Desk) -> Finding:
    now, calendar = datetime.now(UTC), desk.calendar
    ran = f"last run {_at(calendar, row.ran_at)}{_took(row)}" if row.ran_at else "has not run yet"
    words = f"Job {row.job}: {ran}, next {_at(calendar, table.next_run(now))} ({calendar.zone})"
    if row.failed_at:
        return Finding(
            good=False, words=f"{words}; failed {_at(calendar, row.failed_at)} with {row.error}. See the log."
        )
    if row.next_at and is_late(row, table, now):
        return Finding(good=False, words=f"{words}; was due {_at(calendar, row.next_at)}. Is the service running?")
    return Finding(good=True, words=f"{words}.")


def _took(row: JobHealth) -> str:
    known = row.milliseconds is not None
    return f" ({(row.milliseconds or 0) / 1000:.1f} s, {row.messages} messages)" if known else ""


def _at(calendar: Calendar, moment: datetime) -> str:
    return calendar.local(moment).strftime("%d/%m/%Y %H:%M")
