"""A decision can be taken back while the citizen has not heard of it: row, counters and record are put right."""

from dataclasses import replace
from datetime import datetime

from handlers import ballot, news, review, snapshot
from handlers.calendar import moment_words
from handlers.drafts import load, save
from handlers.messages import Button
from handlers.turn import Turn
from handlers.wording import Html
from handlers.workflow import may_see
from storage import audit, nominations, outbox, people, published
from storage.counters import count_move
from storage.models import Nomination, Person, Status


def buttons(turn: Turn, nomination: Nomination) -> list[list[Button]]:
    """Return what can be done with a decision that was just made."""
    if not turn.desk.office.review.undo_minutes:
        return []
    which = f"{nomination.id}:{nomination.version}"
    row = [turn.button("choice.undo", f"eu:{which}", numbered=True)]
    if nomination.unannounced_at is None and not _is_silent(nomination):
        row.append(turn.button("choice.send_now", f"es:{which}", numbered=True))
    return [row]


def until(turn: Turn, nomination: Nomination) -> datetime:
    return nomination.status_at + news.delay(turn)


def undo(turn: Turn, ref: int, version: int) -> None:
    """Take one's own last decision back, together with the message that has not gone out."""
    nomination = _locked(turn, ref)
    if nomination is None:
        return
    if problem := _why_not(turn, nomination, version):
        review.refuse(turn, audit.UNDO, problem, nomination)
    elif not _is_silent(nomination) and not take_news_back(turn, nomination):
        review.refuse(turn, audit.UNDO, "refused.undo_told", nomination)
    else:
        _put_back(turn, nomination)
        turn.close_menu()
        state = turn.words(turn.person, f"state.{nomination.status}")
        turn.reply("review.undone", code=nomination.code, state=state)
        review.refresh_cards(turn, nomination, back=True)


def _is_silent(nomination: Nomination) -> bool:
    """Say whether the last decision is no news to the citizen: that somebody looked on the spot."""
    return nomination.status == Status.VERIFIED


def _locked(turn: Turn, ref: int) -> Nomination | None:
    """Return the row, read anew: another process may have decided since."""
    nomination = turn.session.get(Nomination, ref, with_for_update=True, populate_existing=True)
    if nomination is None or nomination.code is None or not may_see(turn.person, nomination):
        turn.toast("refused.gone", alert=True)
        return None
    return nomination


def _why_not(turn: Turn, nomination: Nomination, version: int) -> str | None:
    move = audit.last_move(turn.session, nomination)
    if nomination.version != version or nomination.before is None or move is None:
        return "refused.changed"
    if move[1] is None or people.as_now(turn.session, move[1].id) is not turn.person:
        return "refused.undo_others"
    if turn.now >= until(turn, nomination):
        untold = nomination.unannounced_at or _is_silent(nomination) or not news.is_said(turn, nomination)
        return "refused.undo_late" if untold else "refused.undo_told"
    return None


def _put_back(turn: Turn, nomination: Nomination) -> None:
    """Put row, counters, votes and record right; the record keeps the decision and gets an undo."""
    source, before = nomination.status, nomination.before or {}
    move = audit.last_move(turn.session, nomination)
    nomination.status, nomination.version = before["status"], nomination.version + 1
    audit.record(
        turn.session,
        audit.UNDO,
        turn.now,
        person=turn.person,
        nomination=nomination,
        source=source,
        target=nomination.status,
        reason=move[0].action if move else "",
    )
    # The moments are put back after the counting: it must see what it counted before.
    count_move(turn.session, nomination, source, turn.desk.calendar.zone)
    snapshot.restore(nomination, before)
    published.settle(nomination)
    nomination.before = None
    if move and move[0].action in ballot.CHOICES:
        nominations.take_vote_back(turn.session, nomination, turn.person)
    if source == Status.NEEDS_INFO:
        save(turn, nomination, replace(load(nomination), cursor=""))
        citizen = turn.session.get_one(Person, nomination.nominator_id)
        citizen.draft_id = None if citizen.draft_id == nomination.id else citizen.draft_id


def send_now(turn: Turn, ref: int, version: int) -> None:
    """Let the citizen hear of a decision at once; from then on it stands."""
    nomination = _locked(turn, ref)
    if nomination is None:
        return
    if nomination.version != version:
        review.refuse(turn, "send_now", "refused.changed", nomination)
    elif not outbox.bring_forward(turn.session, news.all_once(turn, nomination), turn.now, _earliest(turn, nomination)):
        review.refuse(turn, "send_now", "refused.undo_told", nomination)
    else:
        audit.record(turn.session, "send_now", turn.now, person=turn.person, nomination=nomination)
        turn.close_menu()
        turn.reply("review.sent_now", code=nomination.code, told=told_words(turn, nomination))


def take_news_back(turn: Turn, nomination: Nomination) -> bool:
    """Take back the news of the last decision; say True if the citizen has not heard of it and never will."""
    if nomination.unannounced_at:
        return True
    return outbox.take_back(turn.session, news.all_once(turn, nomination), turn.now)


def _earliest(turn: Turn, nomination: Nomination) -> datetime:
    return turn.when(turn.session.get_one(Person, nomination.nominator_id))


def told_words(turn: Turn, nomination: Nomination) -> Html:
    """Say when the citizen hears of a decision."""
    if nomination.unannounced_at:
        return turn.words(turn.person, "review.told_later")
    row = outbox.by_key(turn.session, news.once(nomination))
    if row is None or row.due_at <= turn.now:
        return turn.words(turn.person, "review.told_now")
    return turn.words(turn.person, "review.told_at", when=moment_words(turn.desk.calendar, row.due_at))
