"""What a platform is told at the start: where to bring updates, and which commands there are."""

import asyncio
import contextlib
from collections.abc import Sequence

import structlog

from bot.channels.base import Channel, SendError
from storage.models import Person

log = structlog.get_logger(__name__)

PAUSE = 5.0  # seconds, doubled each time
LONGEST = 300.0


async def announce(channel: Channel, staff: Sequence[Person], address: str, secret: str) -> None:
    """Tell the platform, however often it takes; an empty address leaves its updates to polling."""
    pause = PAUSE
    while True:
        try:
            if address:
                await channel.set_webhook(address, secret)
            await _publish(channel, staff)
        except SendError as error:
            log.warning(
                "webhook and commands could not be announced; trying again", channel=channel.name, reason=str(error)
            )
            await asyncio.sleep(pause)
            pause = min(LONGEST, pause * 2)
        else:
            return


async def _publish(channel: Channel, staff: Sequence[Person]) -> None:
    await channel.publish_commands()
    for person in staff:
        with contextlib.suppress(SendError):  # someone who blocked the bot has no commands to see
            await channel.publish_own_commands([person])


async def name_of(channel: Channel) -> str:
    """Return the bot's name, of which links are made; "" where the platform has none or does not say."""
    try:
        return str((await channel.get_me()).get("username", ""))
    except SendError:
        return ""
