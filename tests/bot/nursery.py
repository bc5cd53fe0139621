"""A process that has everything imported and, told so on its standard input, bears `hoadep run` or kills it.

Importing takes seconds, forking takes none: so a test can kill the service many times in little time.
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence

from bot import cli
from bot.commands import serving


def bear(serve: Callable[[], None] = cli.main, words: Sequence[str] = ("run",)) -> int:
    """Start `hoadep run`, another of its commands or another bot, and return its number."""
    child = os.fork()
    if child:
        return child
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.argv = ["hoadep", *words, "--config", os.environ["CONFIG"]]
    code = 1
    try:
        serve()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        os._exit(code)


def kill(child: int, sign: signal.Signals) -> int:
    """Send a signal and return the exit code, once the process is gone."""
    os.kill(child, sign)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    child = 0
    print(serving.__name__, flush=True)  # noqa: T201 (it speaks to the test through its standard output)
    for order in sys.stdin:
        match order.strip():
            case "start":
                child = bear()
                print(child, flush=True)  # noqa: T201
            case name:
                print(kill(child, signal.Signals[name]), flush=True)  # noqa: T201
                child = 0
    if child:
        kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
