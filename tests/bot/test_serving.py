"""run and check, as real processes beside a sandbox."""

import asyncio
import re
import socket

import pytest

from bot import checking
from bot.config import Settings
from bot.sandbox.people import People
from bot.sandbox.server import Sandbox
from bot.schedule import Scheduler
from tests.bot.conftest import TOKEN, ZALO_TOKEN, Service
from tests.bot.pushing import both_by_webhook
from tests.bot.terminal import Terminal, interrupted
from tests.bot.test_cli import assert_explained
from tests.postgres import Cluster

OTHER_TOKEN = "7012345678:AAHanother-another-another-another-01"


def test_run_without_a_token_says_so_and_nothing_else(terminal: Terminal) -> None:
    printed = terminal.types("run")

    assert_explained(printed, "1 problem", "HOADEP_TELEGRAM__TOKEN or HOADEP_ZALO__TOKEN – is missing")
    assert sorted(path.name for path in terminal.folder.iterdir()) == ["config.toml", "data"]


async def test_run_serves_until_ctrl_c_and_only_once(terminal: Terminal, settings: Settings, sandbox: Sandbox) -> None:
    with terminal.opens("run") as serving:
        async with People(sandbox.url) as people:
            hoa = await people.add("Hoa")
            await hoa.starts()
            await hoa.hears("Xin chào", timeout=60)
            second = await asyncio.to_thread(terminal.ends, "run")
            await hoa.says("/gioithieu")
            await hoa.hears("Bước 1/")
            ended = await asyncio.to_thread(interrupted, serving)

    assert second.code == 2
    assert "Another `hoadep run` serves this database already." in second.out
    assert "Traceback" not in second.out + ended.out
    assert ended.code == 0
    assert TOKEN not in ended.out


async def test_check_finds_everything_in_order(terminal: Terminal, service: Service) -> None:
    await service.reviewer("Lan")
    printed = await terminal.runs("check")

    assert (printed.code, printed.out.count("✘")) == (0, 0), printed.out
    for words in (
        "✔ Settings: config.toml is in order, 148 communes.",
        "✔ Telegram: the token works, the bot is @hoadep_sandbox_bot, it is polled.",
        "✔ Clock: agrees with the server's.",
        "✔ Reviewers: 1, admins: 0, all reachable.",
        "✔ Job weekly-digest: has not run yet, next ",
    ):
        assert words in printed.out
    assert "✔ Database: SQLite" in printed.out


async def test_check_looks_at_zalo_and_names_the_webhooks(
    terminal: Terminal, settings: Settings, sandbox: Sandbox
) -> None:
    terminal.sets(**both_by_webhook(sandbox.url))
    good = await terminal.runs("check")
    terminal.sets(ZALO__MODE="polling", TELEGRAM__MODE="polling", WEB__PUBLIC_URL="", ZALO__TOKEN=OTHER_TOKEN)
    bad = await terminal.runs("check")

    name = sandbox.zalo.account_name
    assert re.search(
        rf"✔ Zalo: the token works, the bot is {name}, it brings updates to http://[0-9.:]+/zalo\.", good.out
    )
    assert re.search(r"✔ Telegram: .* it brings updates to http://[0-9.:]+/telegram\.", good.out)
    assert "✘ Zalo: " in bad.out
    assert "Look at HOADEP_ZALO__TOKEN" in bad.out
    assert "✔ Zalo: without [web] public_url it gets words only, no pictures." in bad.out
    assert ZALO_TOKEN not in good.out + bad.out


async def test_check_does_not_ask_telegram_where_there_is_only_zalo(
    terminal: Terminal, settings: Settings, sandbox: Sandbox
) -> None:
    terminal.sets(TELEGRAM__TOKEN="", ZALO__TOKEN=ZALO_TOKEN, ZALO__API_URL=sandbox.url)
    printed = await terminal.runs("check")

    assert "✔ Zalo: the token works" in printed.out
    assert "Telegram" not in printed.out


def test_run_says_when_the_port_of_its_webhooks_is_taken(terminal: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        terminal.sets(**{**both_by_webhook("http://127.0.0.1:9"), "WEB__PORT": str(port)})
        assert_explained(terminal.types("run"), f"Port {port} of 127.0.0.1 cannot be used", "HOADEP_WEB__PORT")


async def test_check_names_every_problem_at_once(terminal: Terminal, settings: Settings) -> None:
    terminal.sets(TELEGRAM__TOKEN=OTHER_TOKEN)
    empty = await terminal.runs("check")
    assert (await terminal.runs("migrate")).code == 0
    migrated = await terminal.runs("check")

    for printed, database in ((empty, "empty; its tables will be created by `hoadep run`."), (migrated, "schema ")):
        assert (printed.code, printed.out.count("✘")) == (1, 2), printed.out
        assert "Look at HOADEP_TELEGRAM__TOKEN" in printed.out
        assert re.search(f"✔ Database: SQLite [0-9.]+, {database}", printed.out)
        assert "✔ Job housekeeping: has not run yet" in printed.out
    assert "✘ Telegram: " in migrated.out
    assert "✘ Reviewers: nobody yet. Run: hoadep invite reviewer" in migrated.out
    assert OTHER_TOKEN not in empty.out + migrated.out


async def test_check_names_a_level_that_can_never_decide(terminal: Terminal, service: Service) -> None:
    await service.reviewer("Lan")
    terminal.sets(REVIEW__LEVELS='["commune", "province"]', REVIEW__QUORUM='{"commune": 1, "province": 3}')
    printed = await terminal.runs("check")

    assert printed.code == 1
    for level, wanted, able in (("commune", 1, 0), ("province", 3, 1)):
        assert f"✘ Reviewers: {wanted} must approve at the {level} level, and {able} can. " in printed.out
        assert f"Run: hoadep invite reviewer --level {level}; or lower quorum" in printed.out


async def test_check_names_reviewers_who_blocked_the_bot(terminal: Terminal, service: Service) -> None:
    lan, _ = await service.reviewer("Lan"), await service.reviewer("Tư")
    await lan.blocks()
    hoa = await service.arrives("Hoa")  # by now the block was read as well
    printed = await terminal.runs("check")

    assert printed.code == 1
    assert "✘ Reviewers: cannot be written to (they must press Start again): Lan." in printed.out
    assert hoa.name not in printed.out


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "https://no-such-host.invalid"])
def test_check_says_when_nobody_answers(terminal: Terminal, address: str) -> None:
    terminal.sets(TELEGRAM__TOKEN=TOKEN, TELEGRAM__API_URL=address)
    printed = terminal.types("check")

    assert (printed.code, printed.err) == (1, "")
    assert "✘ Telegram: " in printed.out
    assert "✘ Reviewers: nobody yet" in printed.out
    assert TOKEN not in printed.out


def test_check_knows_which_schema_run_will_mend(
    terminal: Terminal, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.sets(TELEGRAM__TOKEN=TOKEN, TELEGRAM__API_URL="http://127.0.0.1:9")
    for current, words in {
        "0001": "✔ Database: SQLite .* is at schema 0001, the newest is 0002. `hoadep run` will bring it there.",
        "9999": "✘ Database: SQLite .*, written by a newer Hoa Đẹp.",
    }.items():
        with monkeypatch.context() as other_times:
            other_times.setattr(checking, "versions", lambda _database, current=current: (current, "0002"))
            assert re.search(words, terminal.types("check").out)

    terminal.sets(DATABASE__URL=postgres.new_database("template0"))
    assert re.search("✘ Database: postgresql is at schema none, .* Run: hoadep migrate", terminal.types("check").out)


def test_a_part_that_fails_ends_the_service_for_its_supervisor(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_part: object) -> None:
        raise RuntimeError("a bug that nobody foresaw")

    terminal.sets(TELEGRAM__TOKEN=TOKEN, TELEGRAM__API_URL="http://127.0.0.1:9")
    monkeypatch.setattr(Scheduler, "run", fail)
    printed = terminal.types("run")

    assert printed.code == 1
    assert printed.err.count("a part of the service failed") == 1


def test_check_names_every_bad_setting(terminal: Terminal) -> None:
    terminal.sets(WEB__PORT="x", LIMITS__FILES="many")
    printed = terminal.types("check")

    assert (printed.code, printed.err) == (1, "")
    for name in ("HOADEP_WEB__PORT", "HOADEP_LIMITS__FILES", "HOADEP_TELEGRAM__TOKEN"):
        assert name in printed.out
