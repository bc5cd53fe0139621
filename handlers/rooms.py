"""Groups and channels: the letter of the week is all that is ever said there, and only our own admins can ask for it.

Brought somewhere by anybody else the service stays silent: it neither writes nor remembers. Words in groups are never
heard but the two commands of an admin.
"""

import re

from handlers import clean
from handlers.messages import Input, InputKind
from handlers.subscribing import when
from handlers.turn import Turn, Voice
from storage import audit, outbox, subscribers
from storage.models import Account, Lane, Person, Role

COMMAND = re.compile(r"/(dangky|subscribe|huydangky|unsubscribe)(?:@(\w+))?", re.ASCII | re.IGNORECASE)
ASKS = {"dangky", "subscribe"}


def hear(voice: Voice, account: Account | None, given: Input) -> None:
    """Hear what happened in a group or a channel; the account is of whoever did it, if known."""
    if given.room is None:
        return
    if given.kind is InputKind.LEFT:
        _left(voice, given)
    elif given.kind is InputKind.MOVED:
        outbox.move_chat(voice.session, given.channel, given.room.chat_id, given.room.moved_to)
    elif account is not None and account.person.role == Role.ADMIN:
        turn = Turn(voice, account, given)
        if given.kind is InputKind.ADDED:
            _ask(turn)
        elif command := COMMAND.fullmatch(given.text.strip()):
            _command(turn, command[1].lower(), command[2])


def _left(voice: Voice, given: Input) -> None:
    """Forget a room that we were put out of, by whomever."""
    chat_id = given.room.chat_id if given.room else ""
    if room := subscribers.subscribed_room(voice.session, given.channel, chat_id):
        room.subscribed_at = None
        audit.record(voice.session, "unsubscribe", voice.now, reason=room.name)
    outbox.give_up_on(voice.session, given.channel, chat_id, outbox.UNREACHABLE)


def _ask(turn: Turn) -> None:
    """Ask the admin who brought us somewhere, in their own chat; nothing is said there before they answer."""
    room = _room(turn)
    if room.subscribed_at is None:
        rows = [[turn.button(f"choice.room_{word}", f"yg:{room.id}:{word}", numbered=True)] for word in ("yes", "no")]
        turn.reply("letter.room_ask", buttons=rows, title=room.name)


def _room(turn: Turn) -> Person:
    """Return the room that was named, as it is called now."""
    given = turn.given.room
    chat_id, title = (given.chat_id, given.title) if given else ("", "")
    name = clean.redact_ids(clean.clean_line(title))[:120] or "–"
    room = subscribers.room(turn.session, turn.given.channel, chat_id)
    language = turn.desk.office.office.language
    room = room or subscribers.new_room(turn.session, turn.given.channel, chat_id, name, language, turn.now)
    room.name, room.unreachable_at = name, None
    return room


def _command(turn: Turn, word: str, bot: str | None) -> None:
    """Do what an admin wrote in a group, unless it was meant for another bot."""
    ours = turn.desk.bots.get(turn.given.channel)
    if bot and ours and bot.lower() != ours.lower():
        return
    room = _room(turn)
    _set(turn, room, wanted=word in ASKS)
    key = "letter.room_yes" if room.subscribed_at else "letter.room_no"
    turn.say(key, to=room, lane=Lane.REPLY, title=room.name, **when(turn.desk, turn.now))


def decide(turn: Turn, ref: int, word: str) -> None:
    """Take an admin's answer; without one nothing is ever sent there."""
    room = turn.session.get(Person, ref)
    if room is None or not subscribers.is_room(room.chat_id) or word not in {"yes", "no"}:
        turn.toast("refused.unknown_button", alert=True)
        return
    _set(turn, room, wanted=word == "yes")
    turn.close_menu()
    turn.reply(f"letter.room_{word}", title=room.name, **when(turn.desk, turn.now))


def _set(turn: Turn, room: Person, *, wanted: bool) -> None:
    if wanted == (room.subscribed_at is not None):
        return
    room.subscribed_at = turn.now if wanted else None
    action = "subscribe" if wanted else "unsubscribe"
    audit.record(turn.session, action, turn.now, person=turn.person, reason=room.name)
