"""run, check."""

import asyncio
import gc
from pathlib import Path

from bot.app import App
from bot.checking import findings
from bot.commands.common import newest_schema, reachable, read_settings, serve, show, stop_signal
from bot.config import ConfigError

YOUNG = 30_000  # objects more than before after which garbage is looked for


def run(config: Path) -> bool:
    """Serve; say whether it ended because it was told to."""
    service = App(reachable(read_settings(config, need_token=True)))
    newest_schema(service.database)
    # What is loaded now stays: to look through it for garbage would stop everybody for a tenth of a second at a time.
    gc.freeze()
    # A batch of people makes some ten thousand objects, nearly all of which go by themselves: looked through at every
    # seven hundredth, they cost each update a twentieth more.
    gc.set_threshold(YOUNG, 20, 20)

    async def until_stopped() -> None:
        await service.run(stop_signal())

    serve(until_stopped())
    return not service.failed


def check(config: Path) -> bool:
    """Print what was found; say whether all of it is good."""
    try:
        found = asyncio.run(findings(config))
    except ConfigError as problem:
        show(problem.report())
        return False
    for one in found:
        show(f"{'✔' if one.good else '✘'} {one.words}")
    return all(one.good for one in found)
