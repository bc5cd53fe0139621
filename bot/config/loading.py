"""Read the settings from where they are written, and say everything that is wrong with them."""

import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import ValidationError
from sqlalchemy import text as sql
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import logs
from bot.config.problems import PREFIX, ConfigError, Places, Problem, env_name, explain, is_known, unknown
from bot.config.settings import HOME, Settings
from storage.db import Database

TOKENS = (("telegram", "token"), ("zalo", "token"))
SECRETS = (*TOKENS, ("telegram", "webhook_secret"), ("zalo", "webhook_secret"), ("database", "url"))
NO_KEYS = {"HOADEP_CONFIG"}  # where this file is, says the command line's own variable
CONNECT_SECONDS = "2"  # for each address of a database server
_URL_WITH_PASSWORD = re.compile(r"://[^/@]*:[^/]*@")

Table = dict[str, Any]


def load(path: Path, *, need_token: bool) -> Settings:
    """Read the settings, and keep their secrets out of the log from here on.

    Creates the data folder. Raises ConfigError with every problem at once.
    """
    problems: list[Problem] = []
    text, table = _read_file(path, problems)
    env_file = _readable(path.parent / ".env", problems)
    variables = _names(_values(env_file), ".env") | _names(os.environ, "environment")
    places = Places(path.name, text, variables)
    problems += _take_secrets(table or {}, places)
    problems += _unknown(table or {}, places)
    if need_token and not {env_name(one) for one in TOKENS} & variables.keys():
        place = f"environment: {' or '.join(env_name(one) for one in TOKENS)}"
        fix = "set one or both, there or in .env; @BotFather on Telegram, Zalo Bot Creator on Zalo give them"
        problems.append(Problem(place, "is missing", fix))
    settings = None if table is None else _settings(table, path.parent, env_file, places, problems)
    if problems or settings is None:
        raise ConfigError(problems)
    for secret in settings.secrets():
        logs.redact_also(secret)
    return settings


def _read_file(path: Path, problems: list[Problem]) -> tuple[str, Table | None]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError:
        problems.append(Problem(path.name, "is not in UTF-8", "save it as UTF-8"))
    except OSError as error:
        wrong = f"cannot be read: {(error.strerror or 'no reason given').lower()}"
        problems.append(Problem(str(path), wrong, "start where config.toml is, or name it with --config"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line \d+", str(error))
        fix = "put texts in quotation marks, close every [ and {, and compare with the lines around it"
        problems.append(Problem(f"{path.name}, {line[0] if line else 'last line'}", f"is not TOML: {error}", fix))
    return "", None


def _readable(env_file: Path, problems: list[Problem]) -> Path | None:
    """Return the .env file if it is there and can be read; its secrets must not be open to everybody."""
    try:
        names = _names(_values(env_file), ".env")
        if (
            env_file.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH)
            and {env_name(one) for one in SECRETS} & names.keys()
        ):
            wrong = "holds a secret and is open to every user of this machine"
            problems.append(Problem(".env", wrong, f"chmod 600 {env_file}"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        problems.append(Problem(".env", "cannot be read", "make it a file in UTF-8 that this user may read"))
        return None
    return env_file


def _values(env_file: Path | None) -> Mapping[str, str | None]:
    return dotenv_values(env_file, encoding="utf-8-sig") if env_file else {}


def _names(values: Mapping[str, str | None] | Mapping[str, str], origin: str) -> dict[str, str]:
    """Map our variables that say something to where they are set."""
    return {name.upper(): origin for name, value in values.items() if name.upper().startswith(PREFIX) and value}


def _take_secrets(table: Table, places: Places) -> Iterator[Problem]:
    """Take secrets out of what the file says: in a file they are copied, shown and backed up."""
    for section, key in SECRETS:
        keys = table.get(section)
        if isinstance(keys, dict) and key in keys and (key != "url" or _URL_WITH_PASSWORD.search(str(keys[key]))):
            del keys[key]
            variable = env_name((section, key))
            fix = f"delete it here, make a new one, and set {variable} in the environment or in .env"
            yield Problem(places.in_file((section, key)), "secrets come only from the environment", fix)


def _unknown(table: Table, places: Places) -> Iterator[Problem]:
    """Explain the tables and variables that belong to no section: pydantic is not shown them."""
    for name in (name for name in table if name not in Settings.model_fields):
        yield Problem(places.in_file((name,)), *unknown((name,), None, Settings)[1:])
    for variable, origin in places.variables.items():
        if variable in NO_KEYS:
            continue
        at = tuple(variable.removeprefix(PREFIX).lower().split("__"))
        if not is_known(at, Settings):
            yield Problem(f"{origin}: {variable}", *unknown(at, variable, Settings)[1:])


def _settings(
    table: Table, home: Path, env_file: Path | None, places: Places, problems: list[Problem]
) -> Settings | None:
    known = {name: value for name, value in table.items() if name in Settings.model_fields}
    try:
        return Settings(**{**known, HOME: home, "_env_file": env_file})
    except ValidationError as error:
        found = [one for each in error.errors(include_input=False) for one in explain(each, places, Settings)]
    problems += [Problem(places.where(one.at), one.wrong, one.fix) for one in found]
    return None


def check_database(settings: Settings) -> list[Problem]:
    """Connect to the database once, within seconds; return what is in the way."""
    url = make_url(settings.database.url)
    if url.get_backend_name() == "postgresql":
        url = url.update_query_dict({"connect_timeout": CONNECT_SECONDS})
    try:
        database = Database(url.render_as_string(hide_password=False))
        try:
            with database.begin() as session:
                session.execute(sql("SELECT 1"))
        finally:
            database.close()
    except (OSError, SQLAlchemyError) as error:
        return [_unreachable(error)]
    return []


def _unreachable(error: Exception) -> Problem:
    reason = " ".join(str(getattr(error, "orig", None) or getattr(error, "strerror", None) or error).split())
    fix = "check the address, that its folder or server is there, and that this user may write to it"
    return Problem(f"[database] url, {env_name(('database', 'url'))}", f"cannot be opened: {logs.redact(reason)}", fix)
