"""The `hoadep` command: the table of its commands, and what it says when one cannot be done."""

import sys

import typer

from bot.commands import keeping, reporting, serving, staffing
from bot.commands.common import Explained, err
from bot.config import ConfigError
from storage.schema import NewerSchemaError

app = typer.Typer(
    help="Hoa Đẹp: good people and good models, introduced in chat by citizens and reviewed by officers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
audit = typer.Typer(help="The record of every act.", no_args_is_help=True)

app.command()(serving.demo)
app.command()(serving.run)
app.command()(serving.check)
app.command()(keeping.migrate)
app.command()(staffing.invite)
app.command()(reporting.tally)
app.command()(reporting.export)
app.command()(reporting.job)
app.add_typer(audit, name="audit")
audit.command()(keeping.verify)
app.command()(keeping.backup)
app.command()(keeping.restore)


def main() -> None:
    """Run the command; what the person can mend is explained, with exit code 2 and no traceback."""
    try:
        app()
    except ConfigError as problem:
        _say(problem.report())
    except NewerSchemaError:
        _say("The database was written by a newer Hoa Đẹp and was left untouched. Update Hoa Đẹp, then try again.")
    except Explained as problem:
        _say(str(problem))


def _say(words: str) -> None:
    err.print(words, markup=False, highlight=False, soft_wrap=True)
    sys.exit(2)
