"""A process that has everything imported and, told so on its standard input, bears a bot that dies when told.

`start N` lets the bot die at its N-th operation (0: never) and answers with its number; `wait` answers with its exit
code, once it is gone. Which bot it is, is the argument: the product, or python-telegram-bot's own updater. Words after
`start N` are another command of the product than `run`.
"""

import os
import sys

from bot import cli
from tests.bot import nursery
from tests.bot.proof import forgetful
from tests.bot.proof.countdown import Countdown

BOTS = {"hoadep": cli.main, "forgetful": forgetful.main}


def main() -> None:
    countdown, child = Countdown(), 0
    countdown.watch()
    print(nursery.__name__, flush=True)  # noqa: T201 (it speaks to the test through its standard output)
    for order in sys.stdin:
        word, *rest = order.split()
        if word == "start":
            countdown.begin(int(rest[0]))
            child = nursery.bear(BOTS[sys.argv[1]], rest[1:] or ["run"])
            print(child, flush=True)  # noqa: T201
        else:
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
