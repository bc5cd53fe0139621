"""What the book says of the news: who is to hear of which decision, and from when on."""

from datetime import datetime, timedelta

from handlers.calendar import Calendar, Reader
from handlers.news import OUTCOMES
from storage.models import CARED_FOR, Event, Lane
from tests.handlers.office_machine.book import Book, News


class Tidings:
    """Follows the record, and writes down who is told and who is not told after all."""

    def __init__(self, book: Book, calendar: Calendar, wait: timedelta) -> None:
        self.book, self.calendar, self.wait = book, calendar, wait

    def spread(self, event: Event, ref: int, before: int) -> None:
        """Write down who is to hear of a move, and what nobody hears of any more; `before` is the version it found."""
        book, action = self.book, event.action
        earlier = book.news.get((ref, before))
        is_unheard = earlier is not None and not earlier.is_out(event.at)
        if action in {"submit", "resubmit"} and is_unheard:
            del book.news[ref, before]  # the question was found before it came
        elif action == "reopen" and is_unheard:
            del book.news[ref, before]
            book.stories[ref].last = None
        elif action in OUTCOMES:
            self._decided(event, ref, before + 1)
        elif action in {"merge", "testify"}:
            self._tells_newcomers(book.root(ref), book.tellers(ref), event.at)
        elif action == "unmerge":
            self._forgets_leavers(book.root(book.numbers[event.reason or ""]), event.at)

    def _decided(self, event: Event, ref: int, version: int) -> None:
        news = self.book.news[ref, version] = News(event.at + self.wait, None)
        if event.action != "approve" or ref not in self.book.held:
            alone = event.action == "ask_more"
            self._tell(news, ref, {self.book.told[ref].nominator} if alone else self.book.tellers(ref))

    def _tell(self, news: News, ref: int, tellers: set[int]) -> None:
        news.first = self._when(news.stands_at, self.book.told[ref].nominator)
        news.due = {one: self._when(news.stands_at, one) for one in tellers}

    def _when(self, moment: datetime, person: int) -> datetime:
        return self.calendar.when(moment, Lane.NOTICE, Reader(staff=person in self.book.staff))

    def _tells_newcomers(self, case: int, tellers: set[int], now: datetime) -> None:
        """Let those who tell of a case while its news waits hear it as well; later they are told at once."""
        story = self.book.stories[case]
        news = self.book.news.get((case, story.version))
        if news and news.first and min(news.first, news.stands_at) > now and story.status in CARED_FOR:
            for one in tellers - set(news.due):
                news.due[one] = self._when(news.first, one)

    def _forgets_leavers(self, case: int, now: datetime) -> None:
        for (ref, _), news in self.book.news.items():
            if ref == case and news.due and not news.is_out(now):
                stay = self.book.tellers(case)
                news.due = {one: due for one, due in news.due.items() if one in stay}

    def announce(self, event: Event, ref: int) -> None:
        story = self.book.stories[ref]
        news = self.book.news[ref, story.version]
        assert news.first is None, "announced, but not held"
        news.stands_at = event.at
        self._tell(news, ref, self.book.tellers(ref))
        story.last = None

    def send_now(self, event: Event, ref: int) -> None:
        news = self.book.news[ref, self.book.stories[ref].version]
        assert news.due
        news.first = self._when(event.at, self.book.told[ref].nominator)
        news.due = {one: due if due <= event.at else news.first for one, due in news.due.items()}
