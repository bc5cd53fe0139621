"""invite."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import bots
from bot.channels.base import SendError
from bot.commands.common import Tools, explain, show, tools
from storage import invites
from storage.invites import Invitation
from storage.models import Role

UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def invite(config: Path, role: str, level: str, *, communes: list[str], fields: list[str], expires: str) -> None:
    with tools(config) as tool:
        if level not in tool.desk.office.review.levels:
            show(f"Note: the {level} level is off ([review] levels in {config.name}): nobody of it is asked yet.")
        lasts = _duration(expires) if expires else timedelta(hours=tool.desk.office.limits.invite_hours)
        codes = list(dict.fromkeys(_commune(tool, one) for one in communes))
        _check_fields(tool, fields)
        now = datetime.now(UTC)
        with tool.database.begin() as session:
            handed = invites.invite(
                session, Role(role), now, lasts, level=level, communes=codes or None, fields=fields or None
            )
        bot = asyncio.run(_telegram_name(tool))
        until = tool.desk.calendar.local(now + lasts)
    print_invite(role, bot, handed, f"{until:%H:%M %d/%m/%Y}")


def print_invite(role: str, bot: str, handed: Invitation, until: str) -> None:
    payload = f"i_{handed.token}"
    if bot:
        show(f"Link: https://t.me/{bot}?start={payload}")
    else:
        show("Link: Telegram could not be asked for the bot's name; send the code instead.")
    show(f"Code: MA {handed.code}")
    show(f"Code: /start {payload}")
    show(f"Whoever opens the link, or sends a code to the bot (on Zalo the first), becomes {role}.")
    show(f"One person, until {until}.")


def _duration(text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,4})([hdw])", text)
    if not found or int(found[1]) == 0:
        explain(f"{text!r} is no duration. Write it like 72h, 7d or 2w.")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def _commune(tool: Tools, named: str) -> str:
    """Return the code of a commune that was named by its code or by its name of today."""
    gazetteer = tool.desk.gazetteer
    found = gazetteer.find(named)
    if named not in gazetteer.by_code and (found.kind != "exact" or found.hamlet):
        file = Path(tool.settings.communes_file).name
        explain(f"{named!r} is no commune's code, and not surely the name of one. Both are in {file}.")
    return named if named in gazetteer.by_code else found.matches[0].commune.code


def _check_fields(tool: Tools, fields: list[str]) -> None:
    for slug in fields:
        if tool.desk.office.field(slug) is None:
            explain(f"{slug!r} is no field. The fields are: {', '.join(one.slug for one in tool.desk.office.fields)}.")


async def _telegram_name(tool: Tools) -> str:
    """Ask Telegram for the bot's name; without a token or a connection the code alone does."""
    if tool.settings.telegram.token is None:
        return ""
    channel = bots.telegram(tool.settings, tool.desk.texts)
    await channel.start()
    try:
        return str((await channel.get_me()).get("username", ""))
    except SendError:
        return ""
    finally:
        await channel.stop()
