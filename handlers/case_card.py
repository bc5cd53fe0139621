"""What a card says of a case beside its story: who else told of it, and which cases may be the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from handlers.calendar import date_words
from handlers.messages import Button
from handlers.similar import MOST, SAME_WORDS, Alike, similar
from handlers.turn import Voice
from handlers.wording import Html
from handlers.workflow import may_see
from storage import audit, cases
from storage.models import Attachment, Event, Nomination, Person, Status

CODES = 5  # of testimonies, named on a card
NOTES = 3  # of reviewers to each other, on a card
MOST_FILES = 30  # sent at once


@dataclass(frozen=True, slots=True)
class Facts:
    """What was looked up for the cards of a case, once for all their readers."""

    testimonies: Sequence[Nomination]
    alike: Sequence[Alike]
    files: int
    notes: Sequence[tuple[Event, Person]]  # the newest, and one more than a card shows
    move: tuple[Event, Person | None] | None  # that brought it where it is

    @property
    def recognised(self) -> list[Nomination]:
        """What this very person or model was recognised for before."""
        known = [one.case for one in self.alike if one.score >= SAME_WORDS]
        return [case for case in known if case.status == Status.RECOGNISED]


def facts(voice: Voice, nomination: Nomination) -> Facts:
    """Look up what concerns a case as it is now; whoever merges cases lets `voice.looked_up` be forgotten."""
    key = nomination.id, nomination.version
    if key not in voice.looked_up:
        voice.looked_up[key] = _facts(voice, nomination)
    found: Facts = voice.looked_up[key]
    return found


def _facts(voice: Voice, nomination: Nomination) -> Facts:
    session, alike = voice.session, list[Alike]()
    testimonies = cases.testimonies(session, nomination)
    if nomination.merged_into is None:
        alike = similar(session, nomination.nominee or "", nomination.commune, but=nomination)
    files = cases.file_count(session, [nomination.id, *(one.id for one in testimonies)])
    notes = audit.last_words(session, nomination, audit.NOTE, NOTES + 1)
    return Facts(testimonies, alike, files, notes, audit.last_move(session, nomination))


def lines(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Return a card's lines about the case; none where there is nothing to say."""
    found = facts(voice, nomination)
    return [
        *_merged(voice, reader, nomination),
        *_testimonies(voice, reader, nomination, found.testimonies),
        *_alike(voice, reader, found.alike),
        *(_recognised(voice, reader, case) for case in found.recognised[:MOST]),
    ]


def _merged(voice: Voice, reader: Person, nomination: Nomination) -> Iterator[Html]:
    if nomination.merged_into is not None:
        yield voice.words(reader, "card.merged", case=cases.case_of(voice.session, nomination).code)


def _testimonies(voice: Voice, reader: Person, nomination: Nomination, stories: Sequence[Nomination]) -> Iterator[Html]:
    if stories:
        yield voice.words(
            reader,
            "card.testimonies",
            people=people(nomination, stories),
            communes=communes(nomination, stories),
            codes=", ".join(one.code or "" for one in stories[:CODES]),
            more=max(len(stories) - CODES, 0),
        )


def people(case: Nomination, stories: Sequence[Nomination]) -> int:
    """Count the people who told of a case."""
    return len({one.nominator_id for one in (case, *stories)})


def communes(case: Nomination, stories: Sequence[Nomination]) -> int:
    """Count the communes of which a case was told."""
    return len({one.commune for one in (case, *stories)})


def _alike(voice: Voice, reader: Person, alike: Sequence[Alike]) -> Iterator[Html]:
    if seen := _seen(reader, alike):
        yield voice.words(reader, "card.alike", lines=Html("\n".join(_line(voice, reader, one) for one in seen)))


def _seen(reader: Person, alike: Sequence[Alike]) -> list[Alike]:
    return [one for one in alike if may_see(reader, one.case)][:MOST]


def _line(voice: Voice, reader: Person, one: Alike) -> Html:
    return voice.words(
        reader,
        "card.alike_case",
        code=one.case.code,
        nominee=one.case.nominee,
        state=voice.words(reader, f"state.{one.case.status}"),
        date=date_words(voice.desk.calendar.local(one.case.submitted_at or one.case.created_at)),
        score=one.score,
    )


def _recognised(voice: Voice, reader: Person, case: Nomination) -> Html:
    decision = case.decision or {"number": "–", "date": "", "signer": "–"}
    day = date_words(date.fromisoformat(decision["date"])) if decision["date"] else "–"
    return voice.words(reader, "card.recognised_before", code=case.code, number=decision["number"], date=day)


def buttons(voice: Voice, reader: Person, nomination: Nomination) -> list[list[Button]]:
    """Return what a reviewer can do with a case and those like it."""
    found, rows = facts(voice, nomination), list[list[Button]]()
    if found.testimonies:
        told = len(found.testimonies)
        rows.append([voice.button_for(reader, "choice.testimonies", f"gt:{nomination.id}:0", n=told)])
    if nomination.merged_into is not None:
        rows.append(_of_merged(voice, reader, nomination))
    rows += [_of_alike(voice, reader, nomination, one.case) for one in _seen(reader, found.alike)]
    return rows


def _of_merged(voice: Voice, reader: Person, nomination: Nomination) -> list[Button]:
    case = cases.case_of(voice.session, nomination)
    version = f"{nomination.id}:{nomination.version}"
    return [
        voice.button_for(reader, "choice.open_case", f"o:{case.id}", code=case.code),
        voice.button_for(reader, "choice.unmerge", f"gu:{version}"),
    ]


def _of_alike(voice: Voice, reader: Person, nomination: Nomination, case: Nomination) -> list[Button]:
    return [
        voice.button_for(reader, "choice.open_case", f"o:{case.id}", code=case.code),
        voice.button_for(reader, "choice.merge", f"g:{nomination.id}:{case.id}", code=case.code),
    ]


def files(voice: Voice, nomination: Nomination) -> Iterator[tuple[Nomination, list[Attachment]]]:
    """Yield each story of a case that has files, with them; the first ones of many."""
    stories = {one.id: one for one in (nomination, *facts(voice, nomination).testimonies)}
    found = cases.files(voice.session, list(stories), MOST_FILES)
    for number, of_story in groupby(found, key=lambda one: one.nomination_id):
        yield stories[number], list(of_story)
