"""The record of a nomination, as an admin reads it: who did what when, and why. `/lichsu GT26-0001`."""

from handlers import ballot, people, rights
from handlers.calendar import moment_words
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
VOTE, ACT_FOR, REFUSED = "vote", "act_for", "refused"


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
    when, who = moment_words(turn.desk.calendar, event.at), person.name if person else "–"
    return turn.words(turn.person, key, when=when, who=who, act=words, reason=reason)


def _act(turn: Turn, event: Event) -> Html:
    if event.target:
        return turn.words(turn.person, f"state.{event.target}")
    if event.action in KNOWN:
        return turn.words(turn.person, f"history.{event.action}")
    return turn.words(turn.person, "history.other", action=event.action)


def _reason(turn: Turn, nomination: Nomination, event: Event) -> str:
    """Return why; a vote stays hidden here too from who has still to vote."""
    reason = event.reason or ""
    if event.action == ACT_FOR and reason.isdigit():
        absent = turn.session.get(Person, int(reason))
        return absent.name if absent else "–"
    if event.action == REFUSED:
        return ""  # in the machine's words
    if event.action != VOTE:
        return reason
    votes = ballot.of(turn, nomination)
    return "" if votes and not votes.may_see(turn.person) else turn.words(turn.person, f"who.voted_{reason}")
