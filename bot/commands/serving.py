"""demo, run, check."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Annotated, Any

import typer

from bot import logs
from bot.commands.common import CONFIG, Config, explain, out, reachable, read_settings
from bot.config import ConfigError


def demo(
    config: Config = CONFIG,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The chat page's port.")] = 8080,
    *,
    tour: Annotated[bool, typer.Option("--tour/--no-tour", help="Play a short tour first.")] = True,
) -> None:
    """Try everything on this computer: no token, no internet, nothing kept."""
    from bot.tour import play  # noqa: PLC0415 (only the demo needs the sandbox)

    settings = read_settings(config)
    logs.configure("warning", settings.log.format)  # the transcript is what is to be read here
    try:
        _serve(play(settings, port, _stop_signal, tour=tour))
    except OSError as error:
        explain(f"Port {port} cannot be used ({error.strerror or error}). Choose another: hoadep demo --port 8081")


def run(config: Config = CONFIG) -> None:
    """Serve: channels, delivery, scheduler."""
    from bot.app import AlreadyRunningError, App  # noqa: PLC0415 (the other commands need no network)

    service = App(reachable(read_settings(config, need_token=True)))

    async def serve() -> None:
        await service.run(_stop_signal())

    try:
        _serve(serve())
    except AlreadyRunningError:
        explain("Another `hoadep run` serves this database already. Stop that one first.")


def check(config: Config = CONFIG) -> None:
    """Check settings, database, token, clock and reviewers; every problem at once, exit code 1."""
    from bot.checking import findings  # noqa: PLC0415 (needs the network)

    try:
        found = asyncio.run(findings(config))
    except ConfigError as problem:
        out.print(problem.report(), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    for one in found:
        out.print(f"{'✔' if one.good else '✘'} {one.words}", markup=False, highlight=False, soft_wrap=True)
    if not all(one.good for one in found):
        raise typer.Exit(1)


def _stop_signal() -> asyncio.Event:
    """Return an event that SIGTERM or Ctrl-C sets."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    return stop


def _serve(work: Coroutine[Any, Any, None]) -> None:
    try:
        import uvloop  # noqa: PLC0415 (absent on Windows)
    except ImportError:
        asyncio.run(work)
    else:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(work)
