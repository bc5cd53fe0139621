"""The office's bots: one on each platform for which the settings have a token."""

from collections.abc import Callable

from bot.channels.base import Channel
from bot.channels.telegram import Telegram
from bot.channels.zalo import Zalo
from bot.config import Settings
from handlers.wording import Texts


def all_of(settings: Settings, texts: Texts, picture_url: Callable[[str], str] | None) -> dict[str, Channel]:
    """Return the channels by their names; raises ValueError when there is none."""
    channels: dict[str, Channel] = {}
    if settings.telegram.token:
        channels["telegram"] = telegram(settings, texts)
    if settings.zalo.token:
        channels["zalo"] = zalo(settings, picture_url)
    if not channels:
        raise ValueError("the service needs a token")
    return channels


def telegram(settings: Settings, texts: Texts) -> Telegram:
    return Telegram(settings.telegram.plain_token, settings.telegram.api_url, texts, settings.data_dir)


def zalo(settings: Settings, picture_url: Callable[[str], str] | None = None) -> Zalo:
    given = settings.zalo
    return Zalo(given.plain_token, given.api_url, settings.data_dir, given.file_hosts, picture_url)
