"""A nomination as people see it: the citizen's summary and the reviewer's card."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from handlers import care, case_card, clean, example, markup, notes, rights, snooze, ticks, urgent, who
from handlers.calendar import date_words, moment_words
from handlers.desk import Desk
from handlers.messages import Button
from handlers.turn import Voice
from handlers.wording import Html
from storage.models import WAITING, Nomination, Person, Status

SHORT = 300  # characters of a story in a summary
LENGTHS = (2200, 1000, SHORT, 100, 40)  # of each answer on a card: the longest with which it is one message
ONE_MESSAGE = markup.TEXT_LIMIT - 100  # the card's headline comes on top
WHOLE = 100_000
CAPTIONS, ROUNDS = 10, 3  # on a card: words under photos, and the newest answers to reviewers

Line = tuple[str, dict[str, Any]] | None  # a sentence with its values


def story_lines(voice: Voice, reader: Person, answers: Mapping[str, Any], most: int = SHORT) -> Html:
    """Return a story's lines, without those that have nothing to say."""
    field = voice.desk.office.field(answers["field"])
    language = reader.language
    story, results, replicable = story_of(answers), answers.get("results"), answers.get("replicable")
    files = answers.get("media") or ()
    captions = [one["t"] for one in files if one["t"]][:CAPTIONS]
    who: list[Line] = [
        (f"card.{answers['kind']}", {"nominee": answers["nominee"]}),
        ("card.place", {"place": place_words(voice.desk, answers["place"])}),
        ("card.field", {"emoji": field.emoji, "field": field.name.in_(language)}) if field else None,
    ]
    what: list[Line] = [
        ("card.story", {"story": markup.shorten(story, most)}) if story else None,
        ("card.voice", {}) if any("v" in piece for piece in answers["story"]) else None,
        ("card.results", {"results": markup.shorten(results, most)}) if results else None,
        ("card.replicable", {"replicable": markup.shorten(replicable, most)}) if replicable else None,
        ("card.files", {"n": len(files)}) if files else None,
        *(("card.caption", {"caption": markup.shorten(words, min(SHORT, most))}) for words in captions),
    ]
    by: list[Line] = [_sender(answers["sender"], answers.get("phone"))]
    if "credit" in answers:
        by.append((f"card.credit_{answers['credit'] or 'no'}", {}))
    groups = ([voice.words(reader, key, **values) for key, values in filter(None, rows)] for rows in (who, what, by))
    return Html("\n\n".join("\n".join(lines) for lines in groups if lines))


def _sender(sender: str, phone: str | None) -> tuple[str, dict[str, Any]]:
    if phone:
        return "card.sender", {"sender": sender, "phone": phone}
    return "card.sender_no_phone", {"sender": sender}


def card(voice: Voice, reader: Person, nomination: Nomination) -> Html:
    """Return everything a reviewer needs to decide, within one message: a split one could not be changed in place."""
    for most in LENGTHS:
        text = Html("\n\n".join([*told(voice, reader, nomination, most, ROUNDS), *_below(voice, reader, nomination)]))
        if len(markup.split(text, ONE_MESSAGE)) == 1:
            return text
    return Html(markup.split(text, ONE_MESSAGE)[0])


def told(voice: Voice, reader: Person, nomination: Nomination, most: int = WHOLE, rounds: int = WHOLE) -> list[Html]:
    """Return what the citizen told, and answered when asked for more; the newest answers if there were many rounds."""
    answers = nomination.draft["answers"]
    blocks = [story_lines(voice, reader, answers, most)]
    for added in answers.get("added", [])[-rounds:]:
        text = markup.shorten(" ".join(piece["t"] for piece in added["story"]), most)
        key = "card.added" if added["story"] else "card.unanswered"
        values = {"answer": text} if added["story"] else {}
        blocks.append(voice.words(reader, key, question=markup.shorten(added["question"], most), **values))
    return blocks


def whole(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Return all that was told, with what was told before it was asked again, and all notes."""
    blocks = told(voice, reader, nomination)
    for one in nomination.draft["answers"].get("earlier", ()):
        story, words = one["answers"].get("story"), (one["answers"].get(key) for key in ("results", "replicable"))
        before = [story_of({"story": story})] if story else []
        text = "\n".join([*before, *filter(None, words)])
        if text:
            blocks.append(voice.words(reader, "card.earlier", question=one["question"], answer=text))
    return [*blocks, *notes.whole(voice, reader, nomination)]


def _below(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Return what stands below the story: warnings, and where the nomination is."""
    blocks = []
    if nomination.flags:
        found = (flag.partition(":") for flag in nomination.flags)  # "same_case:GT26-0001" names the other one
        warnings = [voice.words(reader, f"warning.{name}", code=code) for name, _, code in found]
        blocks.append(voice.words(reader, "card.warnings", warnings=Html("\n".join(f"• {one}" for one in warnings))))
    blocks += [*ticks.lines(voice, reader, nomination), *notes.lines(voice, reader, nomination)]
    blocks += case_card.lines(voice, reader, nomination)
    state = [state_words(voice, reader, nomination), *_pending(voice, reader, nomination)]
    blocks.append(Html("\n".join([*state, *urgent.lines(voice, reader, nomination)])))
    return [
        *blocks,
        *who.lines(voice, reader, nomination),
        *care.lines(voice, reader, nomination),
        *example.lines(voice, reader, nomination),
    ]


def _pending(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Say what is still to come: an answer, or the news of the decision."""
    said = []
    if nomination.status == Status.NEEDS_INFO and nomination.asked:
        until = voice.desk.calendar.local(datetime.fromisoformat(nomination.asked["until"]))
        said.append(voice.words(reader, "card.asked_until", until=date_words(until)))
    if nomination.unannounced_at:
        said.append(voice.words(reader, "card.held"))
    return said


def state_words(voice: Voice, reader: Person, nomination: Nomination) -> Html:
    """Say where a nomination stands, and who brought it there when."""
    state = voice.words(reader, f"state.{nomination.status}")
    move = case_card.facts(voice, nomination).move
    # What was verified says so below; who answered a question since then is not who verified it.
    if nomination.status in WAITING or move is None or move[1] is None:
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
    told = reason and nomination.status != Status.MERGED  # the case is named above
    return voice.words(reader, "card.reason", reason=reason) if told else None


def card_buttons(voice: Voice, reader: Person, nomination: Nomination) -> Sequence[Sequence[Button]]:
    """Return what a reviewer mostly does with the nomination as it is now; the rest is behind one button."""
    version = f"{nomination.id}:{nomination.version}"
    moves = rights.moves(voice, reader, nomination)
    acts = {move: voice.button_for(reader, f"choice.{move}", f"r:{move}:{version}") for move in moves}
    decisions = [acts.pop(one, None) for one in ("verify", "approve")]
    rows = [[one] for one in decisions if one] + in_pairs(list(acts.values()))
    rows += [care.buttons(voice, reader, nomination), *case_card.buttons(voice, reader, nomination)]
    rows += [_to_read(voice, reader, nomination), ticks.buttons(voice, reader, nomination)]
    rarely = other_buttons(voice, reader, nomination)
    rows.append(rarely if len(rarely) == 1 else [voice.button_for(reader, "choice.others", f"f:{nomination.id}")])
    return [row for row in rows if row]


def other_buttons(voice: Voice, reader: Person, nomination: Nomination) -> list[Button]:
    """Return what is done more rarely: see handlers.folding."""
    acts = [one for others in (who, urgent, example, notes) for one in others.buttons(voice, reader, nomination)]
    return [*acts, snooze.button(voice, reader, nomination)]


def in_pairs(buttons: Sequence[Button]) -> list[list[Button]]:
    return [list(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]


def _to_read(voice: Voice, reader: Person, nomination: Nomination) -> list[Button]:
    files, row = case_card.facts(voice, nomination).files, []
    if files:
        row.append(voice.button_for(reader, "choice.files", f"v:{nomination.id}", n=files))
    if _is_cut(voice, reader, nomination):
        row.append(voice.button_for(reader, "choice.full_story", f"w:{nomination.id}"))
    return row


def _is_cut(voice: Voice, reader: Person, nomination: Nomination) -> bool:
    """Say whether there is more to read than the card shows."""
    long = sum(map(len, told(voice, reader, nomination))) > LENGTHS[0]
    answers = nomination.draft["answers"]
    return long or "earlier" in answers or len(answers.get("added", ())) > ROUNDS or notes.are_cut(voice, nomination)


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
