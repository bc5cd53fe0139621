"""Kinds of values that a configuration has of its own: tokens, secrets, servers, databases."""

import json
import re
from ipaddress import ip_address
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import logs
from bot.config.problems import refusal

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
_ZALO_TOKEN = re.compile(r"[!-~]{8,256}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{8,256}")
_SERVER = re.compile(r"(https?)://([\w.-]+|\[[0-9a-f:]+\])(:\d{1,5})?(/[\w./-]*)?", re.ASCII | re.IGNORECASE)
_DATABASES = 'write "sqlite:///hoadep.db" or "postgresql+psycopg://user@host/name"'


def _telegram_token(token: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(token.get_secret_value()):
        raise refusal("is not a bot token", "copy the whole line that @BotFather gave, without spaces: 123456789:AAH…")
    return token


def _zalo_token(token: SecretStr) -> SecretStr:
    if not _ZALO_TOKEN.fullmatch(token.get_secret_value()):
        raise refusal("is not a bot token", "copy the whole line that Zalo Bot Creator sent, without spaces")
    return token


def _webhook_secret(secret: SecretStr) -> SecretStr:
    if not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
        fix = "leave it out (one is made from the token), or write 8 to 256 letters, digits, _ and -"
        raise refusal("is not a secret that the platforms take", fix)
    return secret


def _server(url: str) -> str:
    """Accept https, or http on this very machine: the server's word is believed, and it sees the token."""
    found = _SERVER.fullmatch(url)
    if not found or not (found[1].lower() == "https" or _is_loopback(str(urlsplit(url).hostname))):
        fix = 'write "https://…", without user, password or question mark; "http://" only for 127.0.0.1'
        raise refusal("is not the address of a server that may be used", fix)
    return url.rstrip("/")


def _public(url: str) -> str:
    """Accept an address under which the internet reaches us, or none."""
    return _server(url) if url else ""


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _database(url: str) -> str:
    try:
        parts = make_url(url)
    except (SQLAlchemyError, ValueError):
        raise refusal("is not the address of a database", _DATABASES) from None
    if parts.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise refusal("is a kind of database that Hoa Đẹp does not use", _DATABASES)
    if not _names_a_database(parts):
        raise refusal("does not say which database", _DATABASES)
    return url


def _names_a_database(url: URL) -> bool:
    # Two slashes make a host of the file's name, and SQLite would keep everything in memory only.
    return not url.host if url.drivername == "sqlite" else bool(url.database)


def _lower(given: Any) -> Any:
    return given.lower() if isinstance(given, str) else given


def read_json(given: Any) -> Any:
    """Read the lists and tables that a variable of the environment writes as JSON; leave the rest as it is."""
    if isinstance(given, dict):
        return {key: read_json(value) for key, value in given.items()}
    if isinstance(given, str) and given.startswith(("[", "{")):
        try:
            return json.loads(given)
        except ValueError:
            return given
    return given


TelegramToken = Annotated[SecretStr, AfterValidator(_telegram_token)]
ZaloToken = Annotated[SecretStr, AfterValidator(_zalo_token)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
Mode = Literal["polling", "webhook"]
ServerUrl = Annotated[str, AfterValidator(_server)]
PublicUrl = Annotated[str, AfterValidator(_public)]
Host = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]+$"), AfterValidator(str.lower)]
DatabaseUrl = Annotated[str, AfterValidator(_database)]
LogLevel = Annotated[logs.Level, BeforeValidator(_lower)]
