"""Reads what is new on the record after every step, and says whether it could happen like that."""

from collections.abc import Sequence
from copy import copy, deepcopy
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers import ballot
from handlers.desk import Desk
from handlers.turn import Voice
from handlers.workflow import MOVES, OF_TWO, Actor
from storage import audit
from storage.counters import agree
from storage.models import Event, Nomination, Status
from tests.handlers.office_machine import heard, rows
from tests.handlers.office_machine.book import IS_OPEN, Book, Decision, Story
from tests.handlers.office_machine.tidings import Tidings
from tests.town import Resident

VOTED = {"approve": "approve", "verify": "approve", "decline": "decline", "nurture": "decline"}
NEW_ROUND = ("ask_more", "reopen")


class Witness:
    """Believes nobody."""

    def __init__(self, desk: Desk) -> None:
        review = desk.office.review
        self.book = Book("commune" in review.levels, review.quorum.model_dump())
        self.desk = desk
        self.calendar, self.wait = desk.calendar, timedelta(minutes=review.undo_minutes)
        self.tidings = Tidings(self.book, self.calendar, self.wait)
        self.read_up_to, self.seal = 0, audit.GENESIS

    def again(self) -> "Witness":
        """Return another witness who has seen the same."""
        other = copy(self)
        other.book = deepcopy(self.book)
        other.tidings = Tidings(other.book, self.calendar, self.wait)
        return other

    def looks(self, session: Session, now: datetime, residents: Sequence[Resident], failed: int = 0) -> None:
        """Check everything that happened since the last time, and that all rows are where the record says."""
        today = self.calendar.local(now).date()
        rows.read_stories(session, self.book)
        if not self.read_up_to:
            rows.read_staff(session, self.book, today)
        new = self._new(session)
        for event in new:
            self._reads(event)
        rows.read_staff(session, self.book, today)  # until then it was as before
        rows.compare(session, self.book)
        heard.compare(session, self.book, now, residents)
        self._counts(session, now)
        assert not new or agree(session, self.calendar.zone), "the counters do not agree"
        assert rows.ask(session, rows.FAILED) == [(failed,)]

    def _counts(self, session: Session, now: datetime) -> None:
        """Check that the votes on what waits come to the same here and there."""
        voice = Voice(session, self.desk, now)
        for ref, story in self.book.stories.items():
            level = self.book.level_of(story.status)
            if story.status in IS_OPEN and self.book.quorum[level] > 1 and story.votes.get((story.round, level)):
                counted = ballot.of(voice, session.get_one(Nomination, ref))
                assert counted
                assert counted.choices == self.book.votes_now(ref), "votes count that should not, or do not"
                assert counted.outcome == self.book.outcome(ref), "what the votes come to is something else"

    def _new(self, session: Session) -> Sequence[Event]:
        """Return what is new on the record; each act seals the one before."""
        events = session.scalars(select(Event).where(Event.id > self.read_up_to).order_by(Event.id)).all()
        for event in events:
            assert event.seal == audit._seal(self.seal, event), "the chain is broken"
            self.read_up_to, self.seal = event.id, event.seal
        return events

    def _reads(self, event: Event) -> None:
        beside = {
            "vote": self._votes,
            "recuse": self._votes,
            "announce": self.tidings.announce,
            "send_now": self.tidings.send_now,
        }
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
        self.tidings.spread(event, ref, before)
        assert (story.status == Status.MERGED) == (story.parent is not None)

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
        if action == "nurture":
            story.before_coaching = event.source or ""
        by_reviewer = who is Actor.REVIEWER and action not in OF_TWO
        story.last = (
            Decision(event.person_id or 0, action, event.at, story.status, story.round) if by_reviewer else None
        )
        story.round += action in NEW_ROUND

    def _is_entitled(self, event: Event, ref: int, story: Story) -> None:
        person, action = event.person_id or 0, event.action
        self._may(person, ref, None if action in OF_TWO else self.book.level_of(story.status))
        if action in {"approve", "pilot"} and story.status == Status.NURTURING:
            assert self.book.quorum["province"] == 1 or story.before_coaching == Status.APPROVED, "one for several"
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
        self.book.voters.add((person, ref))

    def _takes_back(self, event: Event, ref: int, story: Story) -> None:
        last, news = story.last, self.book.news.pop((ref, story.version), None)
        assert last, "there is nothing to take back"
        assert (last.person, last.action) == (event.person_id, event.reason)
        assert event.target == last.status
        assert news is None or not news.is_out(event.at), "what was told is taken back"
        story.round, story.last = last.round, None
        if last.action in VOTED:  # a question that is taken back leaves the vote its asker gave before it
            for level in ("commune", "province"):
                story.votes.get((story.round, level), {}).pop(last.person, None)

    def _joins_or_parts(self, event: Event, story: Story) -> None:
        if event.action == "unmerge":
            assert event.target == story.before_merge
            story.parent = None
        else:
            story.before_merge = story.status
            story.parent = self.book.numbers[event.reason or ""]
