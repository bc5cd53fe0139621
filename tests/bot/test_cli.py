"""The `hoadep` command as a whole: every command explains itself, and every mistake; nothing is a traceback."""

import os
import re

import pytest

from storage.db import Database
from storage.schema import upgrade
from tests.bot.terminal import Printed, Terminal

COMMANDS = {
    "demo": "--no-tour",
    "run": "--config",
    "check": "--config",
    "migrate": "--config",
    "invite": "--expires",
    "tally": "--json",
    "export": "path",
    "job": "--at",
    "audit": "verify",
    "audit verify": "--anchor",
    "audit anchor": "path",
    "backup": "path",
    "copy": "--to",
    "restore": "--force",
}
NEED_SETTINGS = {
    "demo": (),
    "run": (),
    "migrate": (),
    "invite": ("reviewer",),
    "tally": (),
    "export": ("x.json",),
    "job": ("weekly-digest",),
    "audit verify": (),
    "audit anchor": ("anchors.txt",),
    "backup": ("b.tar.gz",),
    "copy": ("--to", "sqlite:///other.db"),
    "restore": ("b.tar.gz",),
}


def assert_explained(printed: Printed, *words: str) -> None:
    """Check that there is one message on the error stream with these words, and exit code 2."""
    assert printed.code == 2, printed
    assert printed.out == ""
    for word in words:
        assert word in printed.err
    assert "Traceback" not in printed.err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_answers_help(terminal: Terminal, command: str) -> None:
    printed = terminal.types(*command.split(), "--help")

    assert (printed.code, printed.err) == (0, "")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", printed.out)
    assert "Usage: hoadep" in shown
    assert COMMANDS.get(command, "restore") in shown
    assert sorted(path.name for path in terminal.folder.iterdir()) == ["config.toml"]


def test_an_unknown_command_or_option_is_explained(terminal: Terminal) -> None:
    assert_explained(terminal.types("exprot", "x.json"), "No such command")
    assert_explained(terminal.types("tally", "--yaml"), "No such option")
    assert_explained(terminal.types("invite", "mayor"), "mayor", "reviewer")
    assert_explained(terminal.types("export"), "Missing argument")


@pytest.mark.parametrize("command", NEED_SETTINGS)
def test_bad_settings_are_told_all_at_once(terminal: Terminal, command: str) -> None:
    config = terminal.folder / "config.toml"
    good = config.read_text(encoding="utf-8")
    config.write_text(good.replace("name_min = 2", "nam_min = 2").replace("file_mb = 20", "file_mb = 21"), "utf-8")

    printed = terminal.types(*command.split(), *NEED_SETTINGS[command])

    assert_explained(printed, "nam_min", "did you mean name_min?", "file_mb", "write 20 or less")
    if command == "run":
        assert "HOADEP_TELEGRAM__TOKEN" in printed.err
    assert not (terminal.folder / "hoadep.db").exists()


@pytest.mark.parametrize("command", sorted(set(NEED_SETTINGS) - {"demo"}))
def test_a_database_out_of_reach_is_explained(terminal: Terminal, command: str) -> None:
    terminal.sets(DATABASE__URL="sqlite:////nowhere/at/all/hoadep.db", TELEGRAM__TOKEN="1000001:" + "A" * 35)

    assert_explained(
        terminal.types(*command.split(), *NEED_SETTINGS[command]), "HOADEP_DATABASE__URL", "Fix: check the address"
    )


def test_a_missing_settings_file_is_explained(terminal: Terminal) -> None:
    assert_explained(terminal.types("tally", "--config", "elsewhere.toml"), "elsewhere.toml", "--config")


def test_migrate_brings_an_empty_database_to_the_newest_schema_for_its_owner_alone(terminal: Terminal) -> None:
    first, second = terminal.types("migrate"), terminal.types("migrate")

    assert first == second == Printed(0, first.out, "")
    assert re.fullmatch(r"The database is at schema \w+, the newest\.\n", first.out)
    assert (terminal.folder / "hoadep.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("command", sorted(set(NEED_SETTINGS) - {"demo", "run", "restore"}))
def test_a_database_of_a_newer_version_is_left_alone(terminal: Terminal, command: str) -> None:
    database = Database(f"sqlite:///{terminal.folder / 'hoadep.db'}")
    upgrade(database)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()

    assert_explained(terminal.types(*command.split(), *NEED_SETTINGS[command]), "newer Hoa Đẹp")
    assert not (terminal.folder / "x.json").exists()


def test_commands_run_where_no_colour_and_no_terminal_is(terminal: Terminal) -> None:
    printed = terminal.types("tally")

    assert printed.code == 0
    assert "\x1b" not in printed.out
    assert os.environ.get("HOADEP_TELEGRAM__TOKEN") is None  # nothing but `run` and `check` needs it
