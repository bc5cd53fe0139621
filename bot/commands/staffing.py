"""invite."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.channels.base import SendError
from bot.commands.common import CONFIG, Config, Tools, explain, out, tools
from storage import people
from storage.models import Role

UNITS = {"h": "hours", "d": "days", "w": "weeks"}


class Invited(StrEnum):
    """Who can be invited."""

    REVIEWER = "reviewer"
    ADMIN = "admin"


class Level(StrEnum):
    """On which level somebody reviews."""

    PROVINCE = "province"
    COMMUNE = "commune"


def invite(
    role: Invited,
    config: Config = CONFIG,
    level: Annotated[Level, typer.Option(help="The level of review.")] = Level.PROVINCE,
    commune: Annotated[list[str] | None, typer.Option(help="A commune's code; may be given again. None: all.")] = None,
    field: Annotated[list[str] | None, typer.Option(help="A field's slug; may be given again. None: all.")] = None,
    expires: Annotated[str, typer.Option(help="How long it can be used: 72h, 7d, 2w.")] = "",
) -> None:
    """Print a one-time link and code that make somebody a reviewer or an admin."""
    with tools(config) as tool:
        lasts = _duration(expires) if expires else timedelta(hours=tool.desk.office.limits.invite_hours)
        _check_scope(tool, commune or [], field or [])
        now = datetime.now(UTC)
        with tool.database.begin() as session:
            token = people.new_invite(
                session, Role(role), now, lasts, level=level, communes=commune or None, fields=field or None
            )
        bot = asyncio.run(_bot_name(tool))
        until = tool.desk.calendar.local(now + lasts)
    print_invite(role, bot, f"i_{token}", f"{until:%H:%M %d/%m/%Y}")


def print_invite(role: str, bot: str, payload: str, until: str) -> None:
    if bot:
        out.print(f"Link: https://t.me/{bot}?start={payload}", markup=False, highlight=False, soft_wrap=True)
    else:
        out.print("Link: Telegram could not be asked for the bot's name; send the code instead.")
    out.print(f"Code: /start {payload}", markup=False, highlight=False, soft_wrap=True)
    out.print(f"Whoever opens the link, or sends the code to the bot, becomes {role}. One person, until {until}.")


def _duration(text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,4})([hdw])", text)
    if not found or int(found[1]) == 0:
        explain(f"{text!r} is no duration. Write it like 72h, 7d or 2w.")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def _check_scope(tool: Tools, communes: list[str], fields: list[str]) -> None:
    for code in communes:
        if code not in tool.desk.gazetteer.by_code:
            explain(f"{code!r} is no commune's code. The codes are in {Path(tool.settings.communes_file).name}.")
    for slug in fields:
        if tool.desk.office.field(slug) is None:
            explain(f"{slug!r} is no field. The fields are: {', '.join(one.slug for one in tool.desk.office.fields)}.")


async def _bot_name(tool: Tools) -> str:
    """Ask Telegram for the bot's name; without a token or a connection the code alone does."""
    from bot.channels.telegram import Telegram  # noqa: PLC0415 (loads slowly, and every command loads this file)

    telegram = tool.settings.telegram
    if telegram.token is None:
        return ""
    channel = Telegram(telegram.token.get_secret_value(), telegram.api_url, tool.desk.texts, tool.settings.data_dir)
    await channel.start()
    try:
        return str((await channel.get_me()).get("username", ""))
    except SendError:
        return ""
    finally:
        await channel.stop()
