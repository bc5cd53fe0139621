"""A nomination as people see it: the citizen's summary and the reviewer's card."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers import case_card, clean, markup
from handlers.calendar import date_words, moment_words
from handlers.desk import Desk
from handlers.messages import Button
from handlers.turn import Voice
from handlers.wording import Html
from handlers.workflow import moves_from
from storage import audit
from storage.models import Nomination, Person, Status

SHORT = 300  # characters of a story in a summary
LENGTHS = (2200, 1000, SHORT, 100)  # of each answer on a card: the longest with which it is one message
ONE_MESSAGE = markup.TEXT_LIMIT - 100  # the card's headline comes on top
WHOLE = 100_000


def story_lines(voice: Voice, reader: Person, answers: Mapping[str, Any], most: int = SHORT) -> Html:
    """Return a story's lines, without those that have nothing to say."""
    field = voice.desk.office.field(answers["field"])
    language = reader.language
    story, results, replicable = story_of(answers), answers.get("results"), answers.get("replicable")
    files = answers.get("media") or ()
    rows: list[tuple[str, dict[str, Any]] | None] = [
        (f"card.{answers['kind']}", {"nominee": answers["nominee"]}),
        ("card.place", {"place": place_words(voice.desk, answers["place"])}),
        ("card.field", {"emoji": field.emoji, "field": field.name.in_(language)}) if field else None,
        ("card.story", {"story": markup.shorten(story, most)}) if story else None,
        ("card.voice", {}) if any("v" in piece for piece in answers["story"]) else None,
        ("card.results", {"results": markup.shorten(results, most)}) if results else None,
        ("card.replicable", {"replicable": markup.shorten(replicable, most)}) if replicable else None,
        ("card.files", {"n": len(files)}) if files else None,
        *(("card.caption", {"caption": markup.shorten(one["t"], SHORT)}) for one in files if one["t"]),
        _sender(answers["sender"], answers.get("phone")),
    ]
    if "credit" in answers:
        rows.append((f"card.credit_{answers['credit'] or 'no'}", {}))
    return Html("\n".join(voice.words(reader, key, **values) for key, values in filter(None, rows)))


def _sender(sender: str, phone: str | None) -> tuple[str, dict[str, Any]]:
    if phone:
        return "card.sender", {"sender": sender, "phone": phone}
    return "card.sender_no_phone", {"sender": sender}


def card(voice: Voice, reader: Person, nomination: Nomination) -> Html:
    """Return everything a reviewer needs to decide, within one message: a split one could not be changed in place."""
    for most in LENGTHS:
        text = Html("\n\n".join([*told(voice, reader, nomination, most), *_below(voice, reader, nomination)]))
        if len(markup.split(text, ONE_MESSAGE)) == 1:
            break
    return text


def told(voice: Voice, reader: Person, nomination: Nomination, most: int = WHOLE) -> list[Html]:
    """Return what the citizen told, and answered when asked for more."""
    answers = nomination.draft["answers"]
    blocks = [story_lines(voice, reader, answers, most)]
    for added in answers.get("added", ()):
        text = markup.shorten(" ".join(piece["t"] for piece in added["story"]), most)
        blocks.append(voice.words(reader, "card.added", question=markup.shorten(added["question"], most), answer=text))
    return blocks


def _below(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Return what stands below the story: warnings, and where the nomination is."""
    blocks = []
    if nomination.flags:
        found = (flag.partition(":") for flag in nomination.flags)  # "same_case:GT26-0001" names the other one
        warnings = [voice.words(reader, f"warning.{name}", code=code) for name, _, code in found]
        blocks.append(voice.words(reader, "card.warnings", warnings=Html("\n".join(f"• {one}" for one in warnings))))
    return [*blocks, *case_card.lines(voice, reader, nomination), state_words(voice, reader, nomination)]


def state_words(voice: Voice, reader: Person, nomination: Nomination) -> Html:
    """Say where a nomination stands, and who brought it there when."""
    state = voice.words(reader, f"state.{nomination.status}")
    move = audit.last_move(voice.session, nomination)
    if nomination.status == Status.SUBMITTED or move is None or move[1] is None:
        when = moment_words(voice.desk.calendar, nomination.status_at)
        return voice.words(reader, "card.state", state=state, when=when)
    event, person = move
    when = moment_words(voice.desk.calendar, event.at)
    line = voice.words(reader, "card.state_by", state=state, when=when, who=person.name if person else "")
    why = _why(voice, reader, nomination, event.reason)
    return Html(f"{line}\n{why}") if why else line


def _why(voice: Voice, reader: Person, nomination: Nomination, reason: str | None) -> Html | None:
    if nomination.status == Status.RECOGNISED and nomination.decision:
        day = date_words(date.fromisoformat(nomination.decision["date"]))
        return voice.words(reader, "card.decision", **{**nomination.decision, "date": day})
    return voice.words(reader, "card.reason", reason=reason) if reason else None


def card_buttons(voice: Voice, reader: Person, nomination: Nomination) -> Sequence[Sequence[Button]]:
    """Return what a reviewer can do with the nomination as it is now."""
    version = f"{nomination.id}:{nomination.version}"
    moves = [] if reader.id == nomination.nominator_id else moves_from(nomination.status)
    acts = {move: voice.button_for(reader, f"choice.{move}", f"r:{move}:{version}") for move in moves}
    decisions = [acts.pop("approve", None)]
    rows = [[one] for one in decisions if one] + ([list(acts.values())] if acts else [])
    more = []
    files = case_card.file_count(voice, nomination)
    if files:
        more.append(voice.button_for(reader, "choice.files", f"v:{nomination.id}", n=files))
    if sum(map(len, told(voice, reader, nomination))) > LENGTHS[0]:
        more.append(voice.button_for(reader, "choice.full_story", f"w:{nomination.id}"))
    return [*rows, *([more] if more else []), *case_card.buttons(voice, reader, nomination)]


def has_files(nomination: Nomination) -> bool:
    """Say whether files came with a story or with what was added to it."""
    answers = nomination.draft["answers"]
    told = [answers.get("story") or (), *(one["story"] for one in answers.get("added", ()))]
    return bool(answers.get("media")) or any("v" in piece for pieces in told for piece in pieces)


def story_of(answers: Mapping[str, Any]) -> str:
    return "\n".join(piece["t"] for piece in answers["story"] if piece["t"])


def place_words(desk: Desk, place: Mapping[str, Any]) -> str:
    """Return "hamlet, commune", or what was typed where no commune is known."""
    name = desk.place_name(place["commune"])
    return ", ".join(filter(None, (place["hamlet"], name))) if name else place["typed"]


def search_words(desk: Desk, nomination: Nomination) -> str:
    """Return the folded words that a nomination can be found by."""
    parts = (nomination.code, nomination.nominee, nomination.hamlet, desk.place_name(nomination.commune))
    return " ".join(clean.fold(part) for part in parts if part)
