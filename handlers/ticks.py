"""What is ticked on a card: six lines, and that nothing stands against it. For the acts see handlers.checklist."""

from handlers.messages import Button
from handlers.office import Review
from handlers.turn import Voice
from handlers.wording import Html
from storage.models import WAITING, Nomination, Person, Status

LINES = ("true", "clear", "results", "support", "replicable", "lasting")
CLEARANCE = "clearance"  # no discipline, investigation or open complaint: needed before piloting
OPEN = (*WAITING, Status.NEEDS_INFO, Status.APPROVED, Status.NURTURING)


def wanted(settings: Review) -> list[str]:
    """Return what an office wants ticked."""
    return [*(LINES if settings.checklist else ()), *((CLEARANCE,) if settings.clearance else ())]


def done(nomination: Nomination) -> int:
    return sum(one in (nomination.checks or {}) for one in LINES)


def lacks_clearance(settings: Review, action: str, nomination: Nomination) -> bool:
    """Say whether a move must wait until somebody has made sure that nothing stands against it."""
    return action == "pilot" and settings.clearance and CLEARANCE not in (nomination.checks or {})


def lines(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Return what a card says of the ticks: nothing before the first one."""
    settings, checks = voice.desk.office.review, nomination.checks or {}
    said = []
    if settings.checklist and done(nomination):
        ticked = [voice.words(reader, f"tick.{one}") for one in LINES if one in checks]
        left = [voice.words(reader, f"tick.{one}") for one in LINES if one not in checks]
        said.append(voice.words(reader, "card.checklist", n=len(ticked), ticked=Html(" · ".join(ticked))))
        if left:
            said.append(voice.words(reader, "card.checklist_left", left=Html(" · ".join(left))))
    if settings.clearance and CLEARANCE in checks:
        who = voice.session.get(Person, checks[CLEARANCE])
        said.append(voice.words(reader, "card.clearance", who=who.name if who else "–"))
    return [Html("\n".join(said))] if said else []


def buttons(voice: Voice, reader: Person, nomination: Nomination) -> list[Button]:
    """Return the one button behind which the ticks are."""
    settings = voice.desk.office.review
    if nomination.status not in OPEN or reader.id == nomination.nominator_id or not wanted(settings):
        return []
    if not settings.checklist:
        return [voice.button_for(reader, "choice.clearance", f"e:{nomination.id}")]
    return [voice.button_for(reader, "choice.checklist", f"e:{nomination.id}", n=done(nomination))]
