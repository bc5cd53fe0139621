"""A story goes to the reviewers, or an answer back to them."""

from handlers import asking, chasing, levels, merging, news, review, testimony, watch
from handlers.calendar import date_words
from handlers.cards import search_words
from handlers.drafts import save
from handlers.form import Draft
from handlers.similar import file_name
from handlers.turn import Turn
from handlers.workflow import check_move
from storage import audit, nominations, outbox
from storage.counters import count_move
from storage.models import Nomination, Status


def submit(turn: Turn, nomination: Nomination, draft: Draft) -> None:
    """Send the story to the reviewers, or the answer back to them."""
    action = "resubmit" if levels.is_verified(turn.desk.office.review.levels, nomination) else "submit"
    source, target = nomination.status, check_move(action, turn.person, nomination)
    if source == Status.NEEDS_INFO:
        draft = asking.taken_in(nomination, draft)
        nomination.flags = _flags_anew(turn, nomination, draft)
        # A question that was found before it came.
        outbox.take_back(turn.session, [news.once(nomination)], turn.now)
    case = testimony.chosen(turn, draft) if source == Status.DRAFT else None
    if nomination.code is None:
        _file(turn, nomination, draft, case)
    nomination.phone = draft.answers.get("phone")
    nomination.before = None
    nomination.status, nomination.status_at, nomination.version = target, turn.now, nomination.version + 1
    save(turn, nomination, draft)
    turn.person.draft_id = None
    audit.record(
        turn.session, action, turn.now, person=turn.person, nomination=nomination, source=source, target=target
    )
    count_move(turn.session, nomination, source, turn.desk.calendar.zone)
    if source == Status.DRAFT:
        nomination.flags = [*(nomination.flags or ()), *chasing.flags(turn, nomination)]
    if case is not None and merging.takes_in(case):
        turn.close_menu()
        testimony.give(turn, nomination, case)
        return
    by = date_words(turn.desk.calendar.working_days_after(turn.now, turn.desk.office.limits.review_days))
    key = "nomination.submitted" if source == Status.DRAFT else "nomination.supplemented"
    turn.close_menu()
    turn.reply(key, code=nomination.code, by=by, days=turn.desk.office.limits.review_days)
    review.announce(turn, nomination, first=source == Status.DRAFT)


def _file(turn: Turn, nomination: Nomination, draft: Draft, case: Nomination | None) -> None:
    """Copy out of the answers what the reviewers' questions are asked of."""
    answers = draft.answers
    nomination.code = nominations.next_code(turn.session, turn.desk.calendar.local(turn.now).year)
    nomination.submitted_at = turn.now
    nomination.kind, nomination.field = answers["kind"], answers["field"]
    nomination.nominee = answers["nominee"]
    nomination.commune, nomination.hamlet = answers["place"]["commune"], answers["place"]["hamlet"] or None
    nomination.search = search_words(turn.desk, nomination)
    nomination.flags = watch.warnings(answers, turn.desk.office.keywords)
    file_name(nomination)
    if case is not None and not merging.takes_in(case):
        nomination.flags = [*nomination.flags, f"same_case:{case.code}"]


def _flags_anew(turn: Turn, nomination: Nomination, draft: Draft) -> list[str]:
    """Take away the warnings that an answer has settled."""
    now = watch.warnings(draft.answers, turn.desk.office.keywords)
    settled = {"no_baseline", "voice_only"}.difference(now)
    return [flag for flag in nomination.flags or () if flag not in settled]
