"""The letter of the week, "Tuần này": new good examples, how many stories came, how far the year is; with one picture.

A week with no new example and no story has no letter: an empty one would only teach people not to open the next.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from handlers import broadcast, markup
from handlers.broadcast import Wording
from handlers.calendar import LATE, WEEK, date_words
from handlers.desk import Desk
from handlers.digest_numbers import counted
from handlers.messages import PLAIN, Button, Rows
from handlers.pictures.sketch import FIRST, Sketch
from handlers.pictures.sketches import sketched
from handlers.turn import Voice
from handlers.wording import TYPED, Html
from storage import broadcasts, published
from storage.models import Nomination, Person
from storage.subscribers import is_room
from storage.tally import Tally
from storage.weeks import Week, week_of

MOST = 3  # examples in one letter
ROOM = 950  # characters: it is the words below a picture
LENGTHS = (220, 160, 110, 70)  # of each example: the longest with which it fits


def sketches(voice: Voice, due: datetime) -> Mapping[str, Sketch]:
    """Return what is drawn for a letter, if there is one."""
    week = week_of(due, voice.desk.calendar.zone)
    numbers = counted(voice, week)
    return sketched(voice, numbers, "letter", (FIRST,)) if _is_worth_it(voice, week, numbers.tally) else {}


def send(voice: Voice, due: datetime, pictures: Mapping[str, str]) -> None:
    """Write the letter of a week to everybody who asked for it, once."""
    week = week_of(due, voice.desk.calendar.zone)
    tally = counted(voice, week).tally
    if not _is_worth_it(voice, week, tally):
        return

    def word(reader: Person) -> Wording:
        kind = reader.language, reader.channel in PLAIN, is_room(reader.chat_id)
        picture = pictures.get(reader.language)
        return Wording(words(voice, week, tally, *kind), _buttons(voice.desk, *kind), picture)

    broadcast.begin(voice, f"letter:{week.iso}", "letter.weekly", broadcasts.subscribers(voice.session), word)


def _is_worth_it(voice: Voice, week: Week, tally: Tally) -> bool:
    return bool(tally.week.received or examples(voice, week))


def examples(voice: Voice, week: Week) -> Sequence[Nomination]:
    """Return what was published since the letter before, the newest first."""
    until = regular_at(voice.desk, week)
    return published.between(voice.session, until - timedelta(days=7), until)


def words(voice: Voice, week: Week, tally: Tally, language: str, plain: bool, room: bool) -> Html:  # noqa: FBT001
    """Return the letter as it reads in a language, where there are no buttons (`plain`), or in a group (`room`)."""
    found, text = examples(voice, week), Html("")
    for most in LENGTHS:
        text = _letter(voice, week, tally, found, language + (TYPED if plain else ""), room=room, most=most)
        if len(markup.read(text)) <= ROOM:
            break
    return text


def _letter(
    voice: Voice, week: Week, tally: Tally, found: Sequence[Nomination], variant: str, *, room: bool, most: int
) -> Html:
    texts, kinds = voice.desk.texts, tally.kinds
    built = {kind: f"{kinds[kind].piloting}/{kinds[kind].target or '–'}" for kind in ("collective", "individual")}
    lines = [example(voice.desk, variant, one, most) for one in found[:MOST]]
    if len(found) > MOST:
        lines.append(texts.render(variant, "letter.more", n=len(found) - MOST))
    new = texts.render(variant, "letter.examples", lines=Html("\n".join(lines))) if lines else ""
    return texts.render(
        variant,
        "letter.weekly",
        since=date_words(week.monday),
        until=date_words(week.sunday),
        late=Html(" " + texts.render(variant, "digest.late") if _is_late(voice, week) else ""),
        examples=Html(f"\n\n{new}" if new else ""),
        numbers=texts.render(variant, "letter.numbers", n=tally.week.received, year=str(tally.year), **built),
        invite=_invitation(voice.desk, variant, room=room),
    )


def example(desk: Desk, variant: str, nomination: Nomination, most: int = LENGTHS[0]) -> Html:
    """Return what the public reads of a good example: what was agreed to, and nothing of the story as it was told."""
    shown = nomination.public or {}
    place = desk.place_name(nomination.commune) or desk.office.office.province.in_(variant[:2])
    deed = markup.shorten(shown.get("deed", ""), most)
    if shown.get("named"):
        return desk.texts.render(variant, "letter.named", name=nomination.nominee, place=place, deed=deed)
    return desk.texts.render(variant, f"letter.unnamed_{nomination.kind}", place=place, deed=deed)


def _invitation(desk: Desk, variant: str, *, room: bool) -> Html:
    bot = desk.bots.get("telegram")
    if not room:
        return desk.texts.render(variant, "letter.invite")
    if bot is None:
        return desk.texts.render(variant, "letter.invite_room")
    return desk.texts.render(variant, "letter.invite_link", link=Html(f"https://t.me/{bot}"))


def _buttons(desk: Desk, language: str, plain: bool, room: bool) -> Rows:  # noqa: FBT001
    """Return the one tap out; where choices are numbers, words say it: a letter must not take over an open menu."""
    if plain or room:
        return ()
    return [[Button(desk.texts.plain(language, "choice.unsubscribe"), "yu", numbered=True)]]


def regular_at(desk: Desk, week: Week) -> datetime:
    """Return when a week's letter is due by the settings, on whatever day that falls."""
    day = week.monday + timedelta(days=WEEK.index(desk.office.schedule.letter_day))
    return _at(desk, day)


def next_at(desk: Desk, now: datetime) -> datetime:
    """Return when the next letter goes out."""
    week = week_of(now, desk.calendar.zone)
    weeks = week, week.after(), week.after().after()
    coming = (desk.calendar.next_working(regular_at(desk, one)) for one in weeks)
    return next(moment for moment in coming if moment > now)


def _is_late(voice: Voice, week: Week) -> bool:
    return voice.now - voice.desk.calendar.next_working(regular_at(voice.desk, week)) > LATE


def _at(desk: Desk, day: date) -> datetime:
    return datetime.combine(day, desk.office.schedule.letter, desk.calendar.zone)
