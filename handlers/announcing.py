"""Approvals that are held back are announced together: shown first, confirmed once, told to each citizen once."""

from datetime import UTC, datetime, timedelta

from handlers import conflicts, levels, news, queue, review
from handlers.turn import Turn
from handlers.wording import Html, unquoted
from storage import audit, nominations
from storage.models import Nomination, Person, Status

SHOWN = 20  # in the list
MILLISECOND = timedelta(milliseconds=1)


def show(turn: Turn, _rest: str = "") -> None:
    """List what is held, with the words that the first citizen will read."""
    held = _theirs(turn)
    if not held:
        turn.reply("announce.nothing")
        return
    rows = [[turn.button("choice.announce", f"ea:{_stamp(held[-1])}", numbered=True, n=len(held))]]
    more = Html(turn.words(turn.person, "announce.more", n=len(held) - SHOWN)) if len(held) > SHOWN else ""
    turn.reply(
        "announce.list",
        buttons=rows,
        n=len(held),
        lines=Html("\n".join([queue.lines(turn, held[:SHOWN]), *filter(None, [more])])),
        message=_preview(turn, held[0]),
    )


def _theirs(turn: Turn) -> list[Nomination]:
    """Return what is held and this reviewer could have decided: to announce it is the decision's last step."""
    if not levels.acts_at(turn.person, levels.level_at(turn.desk.office.review.levels, Status.APPROVED)):
        return []
    return conflicts.without_barred(turn.session, turn.person, nominations.held_in(turn.session, turn.person))


def _preview(turn: Turn, nomination: Nomination) -> Html:
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    words = turn.words(citizen, "nomination.approved", **news.values(turn, nomination, {}))
    return unquoted(words)


def _stamp(nomination: Nomination) -> int:
    """Return the moment up to which the list was shown: what is held later is not announced unseen."""
    held = nomination.unannounced_at or datetime.min.replace(tzinfo=UTC)
    return -(-(held - datetime.fromtimestamp(0, UTC)) // MILLISECOND)


def announce(turn: Turn, until: int) -> None:
    """Tell all citizens whose approvals were in the list."""
    shown = [one for one in _theirs(turn) if _stamp(one) <= until]
    nominations.lock(turn.session, shown)  # another reviewer may announce at the same moment
    done = [one for one in shown if one.unannounced_at is not None]
    for nomination in done:
        _announce(turn, nomination)
    turn.close_menu()
    if done:
        turn.reply("announce.done", n=len(done))
    else:
        turn.reply("announce.nothing")


def _announce(turn: Turn, nomination: Nomination) -> None:
    nomination.unannounced_at = nomination.before = None
    audit.record(turn.session, "announce", turn.now, person=turn.person, nomination=nomination)
    news.tell(turn, nomination, "approve", {})
    review.refresh_cards(turn, nomination)
