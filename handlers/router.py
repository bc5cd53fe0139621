"""Which handler hears what a person did, and who may do it; the rest is refused."""

import re
from collections.abc import Iterator

from handlers import clean, decide, joining, menus, nominate, notices, paging, people, review
from handlers.actions import ACTIONS, Action, number, refuse
from handlers.commands import COMMANDS
from handlers.messages import InputKind
from handlers.questions import Typed
from handlers.talk import Talk, ask
from handlers.telling import Pieces
from handlers.turn import Turn
from storage import nominations

PAYLOAD = re.compile(r"[a-z]{1,2}(?::[A-Za-z0-9_-]{0,40}){0,4}", re.ASCII)
WORD = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)


def handle(turn: Turn) -> None:
    """Hear one thing a person did."""
    match turn.given.kind:
        case InputKind.PRESS:
            press(turn, turn.given.text)
        case InputKind.TEXT:
            _text(turn)
        case InputKind.UNSUPPORTED:
            _unsupported(turn)
        case _:
            _to_talk(turn)


def press(turn: Turn, data: str) -> None:
    """Do what a button says, if this person may; whatever is forged or damaged does nothing."""
    name, *given = data.split(":") if PAYLOAD.fullmatch(data) else ("",)
    action = ACTIONS.get(name)
    arguments = list(_arguments(action, given)) if action else []
    if action is None or not len(action.arguments) - action.spare <= len(arguments) == len(given):
        refuse(turn, "refused.unknown_button", data)
    elif turn.person.role not in action.who:
        refuse(turn, "refused.not_reviewer", name)
    else:
        action.handler(turn, *arguments)


def _arguments(action: Action, given: list[str]) -> Iterator[str | int]:
    for kind, text in zip(action.arguments, given, strict=False):
        value = text if kind is str else number(text)
        if value is not None:
            yield value


def _text(turn: Turn) -> None:
    if turn.given.forwarded:  # somebody else's words are a story, never a command
        _to_talk(turn)
    elif word := WORD.fullmatch(turn.given.text.strip()):
        _command(turn, word[1].lower(), (word[2] or "").strip())
    elif code := _code(turn):
        joining.by_code(turn, code)
    elif chosen := menus.chosen(turn.account.menu, turn.given.text):
        press(turn, chosen)
    elif notices.is_being_asked(turn) and notices.read(turn.given.text):
        notices.hear(turn, turn.given.text)
    elif nomination := people.named(turn):
        review.open_card(turn, nomination.id)
    elif spoken := _spoken(turn):
        _command(turn, *spoken)
    elif _is_straynumber(turn):
        paging.again(turn, turn.given.text.strip())
    else:
        _to_talk(turn)


def _code(turn: Turn) -> str | None:
    """Return the code that was typed; one without its "MA" may also be the answer to a question: 2345-QD."""
    code = joining.read_code(turn.given.text)
    return None if code and joining.is_bare(turn.given.text) and _talk(turn) else code


def _spoken(turn: Turn) -> tuple[str, str] | None:
    """Return the command that words are without a slash; where commands can be tapped nobody needs that."""
    if not turn.is_plain:
        return None
    words = clean.fold(turn.given.text).replace(" ", "")
    first, _, rest = turn.given.text.strip().partition(" ")
    for command in COMMANDS:
        if words in {command.vi, command.en}:
            return words, ""
        if command.asks and turn.person.role in command.who and clean.fold(first) in {command.vi, command.en}:
            return command.vi, rest
    return None


def _is_straynumber(turn: Turn) -> bool:
    """Say whether a number was meant for a menu that lacks it; where words are asked for it may be the answer."""
    if not (turn.is_plain and turn.account.menu and menus.number_in(clean.fold(turn.given.text))):
        return False
    talk = _talk(turn)
    return talk is None or not isinstance(talk.form[talk.draft.cursor], Typed | Pieces)


def _command(turn: Turn, word: str, rest: str) -> None:
    command = next((one for one in COMMANDS if word in {one.vi, one.en}), None)
    if command is None:
        turn.reply("people.unknown_command")
    elif turn.person.role not in command.who:
        refuse(turn, "refused.not_reviewer", word)
    else:
        command.handler(turn, rest)


def _talk(turn: Turn) -> Talk | None:
    """Return the form that this person is filling in."""
    nomination = nominate.current(turn) or nominate.asked_overnight(turn)
    return decide.talk_of(turn) or (nominate.talk_about(turn, nomination) if nomination else None)


def _unsupported(turn: Turn) -> None:
    """Say what does work, where a channel keeps to itself what was sent, and ask the open question again."""
    turn.reply("people.unsupported")
    if talk := _talk(turn):
        ask(turn, talk, talk.draft)


def _to_talk(turn: Turn) -> None:
    if turn.person.id in turn.unheard:
        turn.reply("people.asked_first")
        return
    talk = decide.talk_of(turn)
    nomination = nominate.current(turn) or nominate.asked_overnight(turn)
    if talk:
        decide.hear(turn, talk)
    elif nomination:
        nominate.hear(turn, nomination)
    elif turn.given.kind is InputKind.EDITED:
        _edited_later(turn)
    else:
        people.lost(turn)


def _edited_later(turn: Turn) -> None:
    """Say that a message edited after the story was sent changes nothing any more."""
    if nominations.sent_by(turn.session, turn.person, 1):
        turn.reply("form.edit_too_late")
