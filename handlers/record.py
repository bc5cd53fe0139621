"""The record of a nomination, as an admin reads it: who did what when, and why. `/lichsu GT26-0001`."""

from handlers import ballot, people, rights
from handlers.calendar import day_words, moment_words
from handlers.turn import Turn
from handlers.wording import Html
from storage import audit, nominations
from storage.models import Event, Nomination, Person

# Acts that lead to no state of their own.
KNOWN = frozenset(
    {
        "act_for",
        "announce",
        "check",
        "heartbeat",
        "heartbeat_words",
        "let_go",
        "look_again",
        "not_replicated",
        "not_urgent",
        "note",
        "owner",
        "publish",
        "recuse",
        "refused",
        "replicate",
        "replicated",
        "send_now",
        "take_in",
        "uncheck",
        "unpublish",
        "urgent",
        "vote",
    }
)
# Acts that lead back to a state: they say that beside it.
BACK = frozenset({"go_on", "reopen", "undo", "unmerge"})
MACHINES = frozenset({"recuse", "refused", "undo"})  # acts whose reasons are not for people


def show(turn: Turn, rest: str = "") -> None:
    """Show every act on a nomination, the first one first."""
    code = people.read_code(rest)
    nomination = nominations.by_code(turn.session, code) if code else None
    if nomination is None:
        turn.reply("history.which" if not rest else "history.not_found")
    elif why := rights.why_closed(turn, turn.person, nomination):
        audit.record(
            turn.session, "refused", turn.now, person=turn.person, nomination=nomination, reason=f"read: {why}"
        )
        turn.reply(why)
    else:
        rows = [_line(turn, nomination, *one) for one in audit.history(turn.session, nomination)]
        opening = [[turn.button("choice.open_card", f"o:{nomination.id}", numbered=True)]]
        turn.reply("history.of", buttons=opening, code=nomination.code, lines=Html("\n".join(rows)))


def _line(turn: Turn, nomination: Nomination, event: Event, person: Person | None) -> Html:
    words = _act(turn, event)
    reason = _reason(turn, nomination, event)
    key = "history.line_why" if reason else "history.line"
    when = moment_words(turn.desk.calendar, event.at)
    who = person.name if person else turn.words(turn.person, "history.service")
    return turn.words(turn.person, key, when=when, who=who, act=words, reason=reason)


def _act(turn: Turn, event: Event) -> Html:
    if event.target:
        state = turn.words(turn.person, f"state.{event.target}")
        known = event.action in BACK
        return turn.words(turn.person, f"history.{event.action}", state=state) if known else state
    if event.action in KNOWN:
        return turn.words(turn.person, f"history.{event.action}")
    return turn.words(turn.person, "history.other", action=event.action)


def _reason(turn: Turn, nomination: Nomination, event: Event) -> str:
    """Return why, in people's words; a vote stays hidden here too from who has still to vote."""
    reason = event.reason
    if not reason or event.action in MACHINES:
        return ""
    match event.action:
        case "act_for":
            absent = turn.session.get(Person, int(reason)) if reason.isdigit() else None
            return absent.name if absent else "–"
        case "vote":
            votes = ballot.of(turn, nomination)
            hidden = votes and not votes.may_see(turn.person)
            return "" if hidden else turn.words(turn.person, f"who.voted_{reason}")
        case "check" | "uncheck":
            return turn.words(turn.person, f"tick.{reason}")
        case "heartbeat":
            return turn.words(turn.person, f"choice.heartbeat_{reason}")
        case "look_again":
            return day_words(reason)
        case "verify":
            found, _, how = reason.partition(": ")
            return f"{turn.desk.texts.plain(turn.person.language, f'who.found_{found}')}: {how}" if how else ""
    return reason
