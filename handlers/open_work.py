"""What a reviewer has open, as one message says it: their own work, what others owe, and how to put it off."""

from collections.abc import Sequence

from handlers import markup, when
from handlers.ladder import Step, Work
from handlers.messages import Button
from handlers.queue import days_since, is_overdue, open_buttons, overdue_words
from handlers.turn import Voice
from handlers.wording import Html
from storage.models import Lane, Nomination, Person

SHOWN = 5  # stories that others owe; the rest are counted
CODES = 3  # of what is overdue
NAMES = 60  # characters
EVERYTHING = 0  # in a button: no story's number


def say(voice: Voice, share: Work, key: str, once: str, asked_for: Sequence[Nomination] = ()) -> None:
    """Say it all in one message, first what somebody asked to be reminded of."""
    to = share.person
    blocks = [Html("\n".join(_line(voice, to, one) for one in asked_for))] if asked_for else []
    blocks += _blocks(voice, share) or ([] if asked_for else [voice.words(to, "remind.nothing_waits")])
    voice.say(
        key,
        to=to,
        lane=Lane.REMINDER,
        once=once,
        buttons=[*open_buttons(asked_for[:CODES]), *_buttons(voice, share, to)],
        work=Html("\n\n".join(blocks)),
    )


def _line(voice: Voice, reader: Person, nomination: Nomination) -> Html:
    state = voice.words(reader, f"state.{nomination.status}")
    days = days_since(voice, nomination)
    return voice.words(reader, "remind.about", code=nomination.code, nominee=nomination.nominee, state=state, days=days)


def _blocks(voice: Voice, share: Work) -> list[Html]:
    reader = share.person
    said = [_own(voice, reader, [one.nomination for one in share.own])] if share.own else []
    for key, some in (("remind.to_lead", share.led), ("remind.in_copy", share.copied)):
        if some:
            said.append(voice.words(reader, key, lines=_of_others(voice, reader, some)))
    return said


def _own(voice: Voice, reader: Person, mine: Sequence[Nomination]) -> Html:
    """Say how much waits, since when, and what of it is overdue."""
    oldest = mine[0]
    first = voice.words(
        reader,
        "remind.open",
        n=len(mine),
        days=days_since(voice, oldest),
        code=oldest.code,
        overdue=overdue_words(voice, reader, oldest),
    )
    late = [one for one in mine if is_overdue(voice, one)]
    if late in ([], [oldest]):
        return first
    codes = ", ".join(str(one.code) for one in late[:CODES]) + (" …" if len(late) > CODES else "")
    return Html(f"{first}\n{voice.words(reader, 'remind.overdue', n=len(late), codes=codes)}")


def _of_others(voice: Voice, reader: Person, some: Sequence[Step]) -> Html:
    lines = [_owed(voice, reader, one) for one in some[:SHOWN]]
    if len(some) > SHOWN:
        lines.append(voice.words(reader, "remind.and_more", n=len(some) - SHOWN))
    return Html("\n".join(lines))


def _owed(voice: Voice, reader: Person, one: Step) -> Html:
    names = markup.shorten(", ".join(person.name for person in one.owing), NAMES) or "–"
    return voice.words(
        reader,
        "remind.owed",
        code=one.nomination.code,
        nominee=one.nomination.nominee,
        days=days_since(voice, one.nomination),
        names=names,
    )


def _buttons(voice: Voice, share: Work, reader: Person) -> list[list[Button]]:
    if not share:
        return []
    later = [one for one in ("afternoon", "tomorrow") if one != "afternoon" or _has_afternoon(voice)]
    return [
        [voice.button_for(reader, "choice.queue", "q:0")],
        [voice.button_for(reader, f"choice.remind_{one}", f"is:{EVERYTHING}:{one}") for one in later],
        [voice.button_for(reader, "choice.remind_away", "iv")],
    ]


def _has_afternoon(voice: Voice) -> bool:
    return when.afternoon(voice.desk.calendar.local(voice.now)) is not None
