"""`/guitin`: an admin writes to everybody who asked for news, sees it go out, holds it back, or ends it."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers import broadcast, markup, scene, underway
from handlers.after_forms import BROADCAST
from handlers.form import Draft
from handlers.turn import Turn
from handlers.wording import Html, unquoted
from storage import audit, broadcasts
from storage.models import Broadcast, Person


def show(turn: Turn, _rest: str = "") -> bool:
    """Show what is going out just now; where there is nothing, say that the words are to be asked for."""
    open_ = [one for one in broadcasts.underway(turn.session) if one.state in underway.OPEN]
    if not open_:
        return compose(turn)
    compose_another = [turn.button("choice.broadcast_new", "bn", numbered=True)]
    underway.show(turn, open_[-1], more=[compose_another])
    return False


def compose(turn: Turn) -> bool:
    """Open the dialog, if there is anybody to write to."""
    if not broadcasts.count_subscribers(turn.session):
        turn.reply("broadcast.nobody")
        return False
    scene.open_(turn, BROADCAST, {})
    return True


def values(turn: Turn, _about: Mapping[str, Any], draft: Draft) -> dict[str, Any]:
    """Return what the dialog's sentences say: how many will read which words, and when."""
    number = broadcasts.count_subscribers(turn.session)
    found: dict[str, Any] = {"n": number, "when": underway.when(turn, turn.person, number)}
    if "message" in draft.answers:
        found["message"] = unquoted(_words(turn, turn.person, draft.answers["message"]))
    return found


def _words(turn: Turn, reader: Person, message: str) -> Html:
    """Return what a reader reads: the admin's words as they were typed, with links but without markup."""
    org = turn.desk.office.office.name.in_(reader.language)
    return turn.words(reader, "broadcast.message", org=org, message=Html(markup.escape(message)))


def finish(turn: Turn, _about: Mapping[str, Any], draft: Draft) -> None:
    """Write the message to everybody who asks for news at this moment."""
    turn.person.scene = None
    turn.close_menu()
    readers, message = broadcasts.subscribers(turn.session), draft.answers["message"]
    if not readers:
        turn.reply("broadcast.nobody")
        return
    audit.record(turn.session, "broadcast", turn.now, person=turn.person, reason=message)
    begun = broadcast.begin(
        turn,
        f"said:{turn.given.channel}:{turn.given.update_id}",
        "broadcast.message",
        readers,
        lambda reader: broadcast.Wording(_words(turn, reader, message)),
        by=turn.person,
    )
    if begun:
        turn.reply(
            "broadcast.begun",
            buttons=underway.controls(turn, turn.person, begun),
            once=underway.shown_key(begun),
            n=begun.total,
            when=underway.when(turn, turn.person, begun.total),
        )


def pause(turn: Turn, ref: int) -> None:
    """Hold back what is not out yet."""
    _act(turn, ref, "broadcast_pause", broadcasts.pause)


def resume(turn: Turn, ref: int) -> None:
    """Let what is not out yet go on; by night it waits for the morning."""
    _act(turn, ref, "broadcast_resume", broadcasts.resume)


def stop(turn: Turn, ref: int) -> None:
    """Hold a broadcast back at once, and ask whether it is to end."""
    found = _open(turn, ref)
    if found is None:
        return
    if broadcasts.pause(found):
        _record(turn, "broadcast_pause", found)
        underway.show_to_starter(turn, found)
    left = broadcasts.progress(turn.session, found).waiting
    turn.reply(
        "broadcast.confirm_cancel",
        buttons=[
            [turn.button("choice.confirm_cancel_broadcast", f"bx:{ref}", numbered=True)],
            [turn.button("choice.broadcast_resume", f"br:{ref}", numbered=True)],
        ],
        n=left,
    )


def cancel(turn: Turn, ref: int) -> None:
    """Give up what is not out yet."""
    _act(turn, ref, "broadcast_cancel", lambda found: broadcasts.cancel(turn.session, found))


def _act(turn: Turn, ref: int, action: str, change: Callable[[Broadcast], bool]) -> None:
    found = _open(turn, ref)
    if found is None:
        return
    if change(found):
        _record(turn, action, found)
        underway.show_to_starter(turn, found)
    turn.close_menu()
    underway.show(turn, found)


def _record(turn: Turn, action: str, found: Broadcast) -> None:
    audit.record(turn.session, action, turn.now, person=turn.person, reason=found.once)


def _open(turn: Turn, ref: int) -> Broadcast | None:
    """Return a broadcast that has not ended, or say that there is none."""
    found = broadcasts.lock(turn.session, ref)
    if found is None or found.state not in underway.OPEN:
        turn.toast("refused.broadcast_over", alert=True)
        return None
    return found
