"""Reads what is new on the record after every step, and says whether it could happen like that."""

from collections.abc import Sequence
from copy import copy, deepcopy
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.desk import Desk
from handlers.news import OUTCOMES
from handlers.workflow import MOVES, OF_TWO, Actor
from storage.models import CARED_FOR, Event, Status
from tests.handlers.office_machine import rows
from tests.handlers.office_machine.book import IS_OPEN, Book, Decision, News, Story
from tests.town import Resident

VOTED = {"approve": "approve", "verify": "approve", "decline": "decline", "nurture": "decline"}
NEW_ROUND = ("ask_more", "reopen")


class Witness:
    """Believes nobody."""

    def __init__(self, desk: Desk) -> None:
        review = desk.office.review
        self.book = Book("commune" in review.levels, review.quorum.model_dump())
        self.wait, self.calendar = timedelta(minutes=review.undo_minutes), desk.calendar
        self.read_up_to = 0
        self.unannounced: set[int] = set()

    def again(self) -> "Witness":
        """Return another witness who has seen the same."""
        other = copy(self)
        other.book = deepcopy(self.book)
        return other

    def looks(self, session: Session, now: datetime, residents: Sequence[Resident], failed: int = 0) -> None:
        """Check everything that happened since the last time, and that all rows are where the record says."""
        today = self.calendar.local(now).date()
        rows.read_stories(session, self.book)
        if not self.read_up_to:
            rows.read_staff(session, self.book, today)
        self.unannounced = rows.unannounced(session)
        for event in self._new(session):
            self._reads(event)
        rows.read_staff(session, self.book, today)  # until then it was as before
        rows.compare(session, self.book, now, residents)
        rows.check_office(session, self.calendar.zone, failed)

    def _new(self, session: Session) -> Sequence[Event]:
        events = session.scalars(select(Event).where(Event.id > self.read_up_to).order_by(Event.id)).all()
        self.read_up_to = max([self.read_up_to, *(one.id for one in events)])
        return events

    def _reads(self, event: Event) -> None:
        beside = {"vote": self._votes, "recuse": self._votes, "announce": self._announces, "send_now": self._sends_now}
        if event.action == "revoke":
            self.book.staff.pop(int(event.reason or 0), None)
        elif event.nomination_id is None:
            return
        elif event.target is not None:
            self._moves(event, event.nomination_id)
        elif event.action in beside:
            beside[event.action](event, event.nomination_id)

    def _moves(self, event: Event, ref: int) -> None:
        story = self.book.stories.setdefault(ref, Story())
        assert event.source == story.status, (event.action, ref)
        assert event.version == story.version + 1, (event.action, ref)
        self._is_legal(event, ref, story)
        before = story.version
        story.version, story.status = story.version + 1, event.target or ""
        self._hears(event, ref, before)
        assert not story.status == Status.MERGED or story.parent is not None

    def _is_legal(self, event: Event, ref: int, story: Story) -> None:
        """Check a move against the table, and what is known of it beside the table; write down what it changes."""
        action = event.action
        if action == "undo":
            self._takes_back(event, ref, story)
            return
        sources, target, who = MOVES[action]
        assert story.status in sources, (action, story.status)
        if who is Actor.NOMINATOR:
            assert event.person_id == self.book.told[ref].nominator
        elif who is Actor.REVIEWER:
            self._is_entitled(event, ref, story)
        if action in OF_TWO or action == "testify":
            self._joins_or_parts(event, story)
        elif action == "go_on":
            assert event.target in IS_OPEN
        else:
            assert event.target == target
        by_reviewer = who is Actor.REVIEWER and action not in OF_TWO
        story.last = Decision(event.person_id or 0, action, story.status, story.round) if by_reviewer else None
        story.round += action in NEW_ROUND

    def _is_entitled(self, event: Event, ref: int, story: Story) -> None:
        person, action = event.person_id or 0, event.action
        self._may(person, ref, None if action in OF_TWO else self.book.level_of(story.status))
        if action in VOTED and story.status in IS_OPEN:
            self._was_voted(person, action, ref, self.book.level_of(story.status))

    def _may(self, person: int, ref: int, level: str | None) -> None:
        officer = self.book.staff.get(person)
        assert officer, "who acts is not of the staff"
        assert not self.book.is_barred(person, ref), "who acts is concerned"
        assert self.book.is_in_scope(officer, ref), "who acts is not of this scope"
        assert level is None or self.book.acts_at(officer, level), "who acts is not of this level"

    def _was_voted(self, person: int, action: str, ref: int, level: str) -> None:
        """Check that so many approved as the office asks for, or that nobody but the lead could end it."""
        if self.book.quorum[level] == 1:
            return
        votes, outcome = self.book.votes_now(ref), self.book.outcome(ref)
        if outcome in {"approved", "declined"}:
            assert votes[person] == {"approved": "approve", "declined": "decline"}[outcome], "the last vote is others'"
            assert action == "verify" or VOTED[action] == votes[person]
        else:
            leads = [one for one in self.book.staff.values() if one.leads or one.is_admin]
            assert outcome == "deadlock", "the votes come to nothing yet"
            assert person in {one.id for one in leads} | set(filter(None, self.book.away.values()))

    def _votes(self, event: Event, ref: int) -> None:
        story, person = self.book.stories[ref], event.person_id or 0
        level = self.book.level_of(story.status)
        cast = story.votes.setdefault((story.round, level), {})
        self._may(person, ref, level)
        if event.action == "recuse":
            self.book.related.add((person, ref))
            cast.pop(person, None)
            return
        assert story.status in IS_OPEN
        assert self.book.quorum[level] > 1
        assert person not in cast, "voted twice"
        cast[person] = event.reason or ""

    def _takes_back(self, event: Event, ref: int, story: Story) -> None:
        last, news = story.last, self.book.news.pop((ref, story.version), None)
        assert last, "there is nothing to take back"
        assert (last.person, last.action) == (event.person_id, event.reason)
        assert event.target == last.status
        assert news is None or not news.is_out(event.at), "what was told is taken back"
        story.round, story.last = last.round, None
        for level in ("commune", "province"):
            story.votes.get((story.round, level), {}).pop(last.person, None)

    def _joins_or_parts(self, event: Event, story: Story) -> None:
        if event.action == "unmerge":
            assert event.target == story.before_merge
            story.parent = None
        else:
            story.before_merge = story.status
            story.parent = self.book.numbers[event.reason or ""]

    def _hears(self, event: Event, ref: int, before: int) -> None:
        """Write down who is to hear of it, and what nobody hears of any more."""
        book, action = self.book, event.action
        earlier = book.news.get((ref, before))
        unheard = earlier is not None and not earlier.is_out(event.at)
        if action in {"submit", "resubmit"} and unheard:
            del book.news[ref, before]  # the question was found before it came
        elif action == "reopen" and unheard:
            del book.news[ref, before]
            book.stories[ref].last = None
        elif action in OUTCOMES:
            tellers = {book.told[ref].nominator} if action == "ask_more" else book.tellers(ref)
            held = action == "approve" and ref in self.unannounced
            due = None if held else self.calendar.not_at_night(event.at + self.wait)
            book.news[ref, before + 1] = News(action, tellers, due)
        elif action in {"merge", "testify"}:
            self._tells_newcomers(book.root(ref), book.tellers(ref), event.at)
        elif action == "unmerge":
            self._forgets_leavers(self.book.numbers[event.reason or ""], event.at)

    def _tells_newcomers(self, case: int, tellers: set[int], now: datetime) -> None:
        """Let those who tell of a case while its news waits hear it as well; later they are told at once."""
        story = self.book.stories[case]
        news = self.book.news.get((case, story.version))
        if news and news.due and news.due > now and story.status in CARED_FOR:
            news.tellers |= tellers

    def _forgets_leavers(self, case: int, now: datetime) -> None:
        case = self.book.root(case)
        for (ref, _), news in self.book.news.items():
            if ref == case and news.due and news.due > now:
                news.tellers &= self.book.tellers(case)

    def _announces(self, event: Event, ref: int) -> None:
        story = self.book.stories[ref]
        news = self.book.news[ref, story.version]
        assert news.due is None, "announced, but not held"
        news.due, news.tellers, story.last = self.calendar.not_at_night(event.at), self.book.tellers(ref), None

    def _sends_now(self, event: Event, ref: int) -> None:
        news = self.book.news[ref, self.book.stories[ref].version]
        assert news.due
        news.due = self.calendar.not_at_night(event.at)
