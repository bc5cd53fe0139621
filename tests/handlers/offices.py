"""Towns whose office decides otherwise: with two levels, or by several votes."""

from dataclasses import replace
from typing import Any

from bot.engine import Engine
from handlers.office import Quorum, Review
from tests.town import Town

TWO = ("commune", "province")


def under(town: Town, *, commune: int = 1, province: int = 1, **review: Any) -> Town:
    """Let a town's office have these settings of [review]."""
    office = town.desk.office
    changed = Review(
        quorum=Quorum(commune=commune, province=province), **{"undo_minutes": office.review.undo_minutes, **review}
    )
    town.desk = replace(town.desk, office=office.model_copy(update={"review": changed}))
    town.engine = Engine(town.database, town.desk)
    return town
