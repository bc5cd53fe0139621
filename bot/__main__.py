"""`python -m bot` is `hoadep`."""

from bot.cli import main

main()
