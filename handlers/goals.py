"""Targets reached and passed are celebrated; nobody is ever held back by them."""

from collections.abc import Mapping

from handlers.messages import Button
from handlers.progress import numbers
from handlers.turn import Turn, Voice
from handlers.wording import Html
from storage.models import Nomination, Person
from storage.tally import Counts, by_commune

SHOWN = 40  # communes in one message


def cheer(turn: Turn, nomination: Nomination) -> None:
    """Say a warm word when a new pilot fulfils the year's target of its kind, or goes over it."""
    counts = numbers(turn).kinds[nomination.kind or ""]
    if counts.target and not counts.left:
        turn.reply(
            "progress.cheer_over" if counts.over else "progress.cheer_full",
            kind=turn.words(turn.person, f"progress.{nomination.kind}"),
            done=counts.piloting,
            target=counts.target,
            percent=counts.percent or 0,
        )


def show_communes(turn: Turn, start: int = 0) -> None:
    """Show what each commune has, those with targets of their own first."""
    year = turn.desk.calendar.local(turn.now).year
    targets = turn.desk.office.targets.get(year)
    found = by_commune(turn.session, year, targets.communes if targets else {})
    lines = commune_lines(turn, turn.person, found)
    page, left = lines[start : start + SHOWN], len(lines) - start - SHOWN
    rows: list[list[Button]] = (
        [[turn.button("choice.more_communes", f"ht:{start + SHOWN}", n=left)]] if left > 0 else []
    )
    if page:
        turn.reply("progress.communes", buttons=rows, year=str(year), lines=Html("\n".join(page)))
    else:
        turn.reply("progress.no_communes")


def commune_lines(voice: Voice, reader: Person, found: Mapping[str, Counts]) -> list[Html]:
    """Return a line for each commune, those with targets of their own first."""
    named = sorted(
        ((code, voice.desk.place_name(code)) for code in found), key=lambda one: _order(found[one[0]], one[1])
    )
    elsewhere = voice.words(reader, "progress.elsewhere")
    return [_line(voice, reader, name or elsewhere, found[code]) for code, name in named]


def _order(counts: Counts, name: str) -> tuple[bool, int, int, str]:
    return not counts.target, -counts.piloting, -counts.submitted, name


def _line(voice: Voice, reader: Person, name: str, counts: Counts) -> Html:
    values = {"name": name, "submitted": counts.submitted, "approved": counts.approved, "piloting": counts.piloting}
    if not counts.target:
        return voice.words(reader, "progress.commune", **values)
    key = "progress.commune_over" if not counts.left else "progress.commune_target"
    return voice.words(reader, key, **values, target=counts.target, percent=counts.percent or 0)
