"""A person filling in a form: a citizen's draft, a supplement, a reviewer's reason; one way for all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.form import SUMMARY, Again, Ask, Changed, Draft, Finished, Form, Noted, Option, step
from handlers.given import Given, Jump
from handlers.messages import Button, Keyboard
from handlers.questions import Line, Phone
from handlers.telling import Photos, Pieces
from handlers.turn import Turn
from storage import outbox
from storage.models import Nomination, OutboxMessage


@dataclass(frozen=True)
class Talk:
    """A form with where it stands; `save` writes the row that remembers, `look` sees what an answer brings up."""

    form: Form
    ref: int  # the nomination it is about
    draft: Draft
    save: Callable[[Draft], None]
    finish: Callable[[Turn, Draft], None]
    values: Callable[[Turn, Draft], Mapping[str, Any]] = field(default=lambda _turn, _draft: {})
    cancelled: str = "review.cancelled"  # what is said when a dialog is given up
    about: Nomination | None = None  # so that a question can be found again, and changed in place
    look: Callable[[Turn, Draft, Draft], Draft] = field(default=lambda _turn, _before, after: after)


def answer(turn: Turn, talk: Talk, given: Given) -> Draft:
    """Take what the person gave, remember it, and say what comes next."""
    before = talk.draft
    draft, outcome = step(talk.form, before, given)
    if isinstance(outcome, Ask):
        draft = talk.look(turn, before, draft)
    talk.save(draft)
    match outcome:
        case Finished():
            talk.finish(turn, draft)
        case Noted():
            _note(turn, talk, draft, outcome)
        case Again():
            _refuse(turn, talk, draft, outcome)
        case Changed():
            ask(turn, talk, draft, in_place=True)
        case Ask():
            _leave_keyboard(turn, talk.form, before, draft)
            if outcome.note:
                turn.reply(outcome.note, **outcome.values)
            ask(turn, talk, draft)
    return draft


def ask(turn: Turn, talk: Talk, draft: Draft, *, in_place: bool = False) -> None:
    """Ask the question at the draft's cursor, anew or in place of the one whose choice was pressed."""
    question = talk.form[draft.cursor]
    key, values = question.prompt(draft)
    if draft.cursor == SUMMARY:
        key = f"ask.{talk.form.name}_summary"
    number = talk.form.number(draft)
    header = turn.words(turn.person, "form.step", n=number[0], total=number[1]) if number else ""
    keyboard = _phone_keyboard(turn, talk, draft) if isinstance(question, Phone) else None
    shown = {"step": header, **talk.values(turn, draft), **values}
    edits = _pressed(turn, talk) if in_place else None
    rows = buttons(turn, talk, draft)
    turn.reply(key, buttons=rows, keyboard=keyboard, card_of=None if edits else talk.about, edits=edits, **shown)


def _pressed(turn: Turn, talk: Talk) -> OutboxMessage | None:
    if turn.is_plain or talk.about is None:
        return None
    return outbox.shown_as(turn.session, talk.about, turn.person, turn.given.message_id)


def buttons(turn: Turn, talk: Talk, draft: Draft) -> list[list[Button]]:
    """Lay out the choices of the current question, one a row unless both are short, and the controls below."""
    options = talk.form[draft.cursor].options(draft)
    choices = [_choice(turn, talk, draft, option) for option in options]
    pair = len(choices) == 2 and all(len(choice.label) <= 16 for choice in choices)
    rows = [choices] if pair else [[choice] for choice in choices]
    return [*rows, *_control_rows(turn, talk, draft)]


def _choice(turn: Turn, talk: Talk, draft: Draft, option: Option) -> Button:
    data = f"a:{talk.ref}:{draft.cursor}:{option.value}"
    if option.wording:
        return Button(option.wording.in_(turn.person.language), data, numbered=True)
    if option.label:
        # Words typed where words are asked are the answer, with the accents that the label may lack.
        by_label = not isinstance(talk.form[draft.cursor], Line)
        return Button(option.label[:60], data, numbered=True, by_label=by_label)
    return turn.button(option.key, data, numbered=True)


def _controls(turn: Turn, talk: Talk, draft: Draft) -> list[Button]:
    question, answered = talk.form[draft.cursor], bool(draft.answers.get(draft.cursor))
    words: list[str] = []
    labels = {"cancel": "choice.cancel" if talk.form.name == "nomination" else "choice.not_now"}
    if isinstance(question, Pieces) or (isinstance(question, Photos) and answered):
        words.append("done")
        labels["done"] = question.done
    elif question.optional and not (draft.returning and answered):
        words.append("skip")
    if draft.returning and answered and (question.optional or isinstance(question, Pieces)):
        words.append("clear")
        labels["clear"] = "choice.rewrite" if isinstance(question, Pieces) else "choice.clear"
    if draft.cursor == SUMMARY and len(talk.form.questions) > 1:
        words.append("revise")
    elif draft.returning or draft.pending or _is_later(talk, draft):
        words.append("back")
    words.append("cancel")
    return [
        turn.button(labels.get(word, f"choice.{word}"), f"c:{talk.ref}:{draft.cursor}:{word}", back=word == "back")
        for word in words
    ]


def _control_rows(turn: Turn, talk: Talk, draft: Draft) -> list[list[Button]]:
    """Give the way on a row of its own: on a small phone three beside each other cannot be read."""
    controls = _controls(turn, talk, draft)
    return [row for row in (controls[:1], controls[1:3], controls[3:]) if row] if len(controls) > 2 else [controls]


def _is_later(talk: Talk, draft: Draft) -> bool:
    return talk.form.first(draft) not in {None, draft.cursor}


def revise(turn: Turn, talk: Talk) -> None:
    """Ask which answer to change."""
    keys = talk.form.answerable(talk.draft)
    if len(keys) == 1:
        answer(turn, talk, Jump(keys[0]))
        return
    rows = [[turn.button(f"choice.change_{key}", f"j:{talk.ref}:{key}", numbered=True)] for key in keys]
    back = turn.button("choice.back", f"c:{talk.ref}:{SUMMARY}:keep", back=True)
    turn.reply("form.which_answer", buttons=[*rows, [back]])


def _refuse(turn: Turn, talk: Talk, draft: Draft, again: Again) -> None:
    """Say why something cannot be taken and ask again; the parts of an album are answered once."""
    once = turn.album_key(again.key)
    if once is None or not outbox.has(turn.session, once):
        turn.reply(again.key, once=once, **again.values)
        ask(turn, talk, draft)


def _note(turn: Turn, talk: Talk, draft: Draft, noted: Noted) -> None:
    """Say that something was taken; the parts of an album are answered once, with the last count."""
    controls = _control_rows(turn, talk, draft)
    once = turn.album_key(noted.key)
    if once:
        turn.reply_once(once, noted.key, buttons=controls, **noted.values)
    else:
        turn.reply(noted.key, buttons=controls, **noted.values)


def _phone_keyboard(turn: Turn, talk: Talk, draft: Draft) -> Keyboard:
    labels = tuple(one.label for one in _controls(turn, talk, draft))
    return Keyboard(share_phone=turn.words(turn.person, "choice.share_phone"), labels=labels)


def _leave_keyboard(turn: Turn, form: Form, before: Draft, after: Draft) -> None:
    """Take the phone keyboard away; a message can carry only one kind of keyboard, so this needs its own."""
    if not turn.is_plain and before.cursor != after.cursor and isinstance(form[before.cursor], Phone):
        turn.reply("form.phone_left", keyboard=Keyboard(remove=True))
