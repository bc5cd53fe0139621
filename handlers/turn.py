"""One person's turn, and the voice with which handlers and jobs speak. Say, don't send."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers import menus, wishes
from handlers.desk import Desk
from handlers.messages import PLAIN, Button, Input, InputKind, Keyboard, Rows, Toast
from handlers.wording import TYPED, Html
from storage import late, outbox
from storage.late import NewMessage
from storage.models import Account, Attachment, Delivery, Lane, Nomination, OutboxMessage, Person

AT_ONCE = timedelta()


class Voice:
    """Speaks to people by writing rows to the outbox, in the transaction that it is given."""

    def __init__(self, session: Session, desk: Desk, now: datetime, said: list[NewMessage] | None = None) -> None:
        self.session, self.desk, self.now = session, desk, now
        self.unheard: set[int] = (
            set()
        )  # people whose first words since cannot answer what they are being asked just now
        self.roster: Any = None  # who works here today, and who is asked about a nomination: see handlers.panel
        self.panels: dict[tuple[int, int], Any] = {}
        self.looked_up: dict[tuple[int, int], Any] = {}  # what cards say beside the story: see handlers.case_card
        self.said = [] if said is None else said  # shared by the turns of a batch: delivery takes it from there
        self.to_many: list[NewMessage] = []  # broadcasts, which nobody has in hand yet
        self.late = False  # a job that catches up after an outage says so

    def words(self, person: Person, key: str, **values: Any) -> Html:
        """Return a sentence in a person's language, as it reads on the channel where they are written to."""
        variant = TYPED if person.channel in PLAIN else ""
        return self.desk.texts.render(person.language + variant, key, **values)

    def button_for(
        self, person: Person, key: str, data: str, *, numbered: bool = False, back: bool = False, **values: Any
    ) -> Button:
        return Button(self.desk.texts.plain(person.language, key, **values), data, numbered=numbered, back=back)

    def say(
        self,
        key: str,
        *,
        to: Person,
        buttons: Rows = (),
        keyboard: Keyboard | None = None,
        lane: Lane = Lane.NOTICE,
        once: str | None = None,
        edits: OutboxMessage | None = None,
        card_of: Nomination | None = None,
        attachment: Attachment | None = None,
        picture: str | None = None,
        menu_page: int = 1,
        delay: timedelta = AT_ONCE,
        **values: Any,
    ) -> None:
        """Say a sentence to a person; with `once`, at most one time ever; with `edits`, in place of an earlier one.

        Where a channel has no buttons they are laid out as numbered lines, page by page. A notice that the person has
        switched off is not said.
        """
        if wishes.is_off(to, key) or (once is not None and outbox.has(self.session, once)):
            return
        channel, chat_id = (edits.channel, edits.chat_id) if edits else (to.channel, to.chat_id)
        text = self.words(to, key, **values)
        if self.late and lane is Lane.REMINDER:
            text = Html(f"{text}\n\n{self.words(to, 'notices.late')}")
        shown = menus.as_json(self.laid_out(buttons, to, menu_page) if channel in PLAIN else buttons)
        if edits is not None and edits.state == Delivery.QUEUED and edits.due_at > self.now:
            edits.text, edits.buttons = text, shown  # it still waits for the morning: nobody has seen the old words
            return
        self._put(
            NewMessage(
                once=once,
                person_id=to.id,
                channel=channel,
                chat_id=chat_id,
                lane=lane,
                key=key,
                text=text,
                buttons=shown,
                keyboard=None if channel in PLAIN else _as_json(keyboard),
                edits=edits.id if edits else None,
                nomination_id=card_of.id if card_of else None,
                attachment_id=attachment.id if attachment else None,
                picture=picture,
                # An edit makes no sound, and an answer is awaited: only the rest waits for its hour.
                due_at=self.now if lane is Lane.REPLY or edits else self.when(to, lane, delay),
                created_at=self.now,
                role=to.role,
                notices=to.notices,
            )
        )

    def when(self, to: Person, lane: Lane = Lane.NOTICE, delay: timedelta = AT_ONCE) -> datetime:
        """Return the first moment, this one or later, at which a person may be told something."""
        return self.desk.calendar.when(self.now + delay, lane, wishes.reader(to.role, to.notices))

    def _put(self, message: NewMessage) -> None:
        late.say(self.session, message)
        self.said.append(message)

    def repeat(self, row: OutboxMessage, *, to: Person, buttons: Rows) -> None:
        """Say again, where a person is now, what did not reach them before."""
        rows = self.laid_out(buttons, to, 1) if to.channel in PLAIN else buttons
        self._put(
            NewMessage(
                once=row.once,
                person_id=to.id,
                channel=to.channel,
                chat_id=to.chat_id,
                lane=Lane.REPLY,  # before the answer to what they just said, and also at night: they are awake
                key=row.key,
                text=row.text,
                buttons=menus.as_json(rows),
                picture=row.picture,
                nomination_id=row.nomination_id,
                attachment_id=row.attachment_id,
                due_at=self.now,
                created_at=self.now,
            )
        )

    def laid_out(self, buttons: Rows, to: Person, menu_page: int) -> list[list[Button]]:
        """Return choices as numbered lines."""
        keys = ("choice.more_choices", "choice.first_choices")
        more, again = (self.desk.texts.plain(to.language, key) for key in keys)
        return [[one] for one in menus.lines(buttons, more, again, menu_page)]


class Turn(Voice):
    """What one person did, and everything said because of it."""

    def __init__(self, voice: Voice, account: Account, given: Input) -> None:
        super().__init__(voice.session, voice.desk, voice.now, voice.said)
        self.account, self.person, self.given = account, account.person, given
        self.unheard = voice.unheard
        self.toasts: list[Toast] = []
        self.menus_changed: list[Person] = []  # people whose commands are others now

    @property
    def is_plain(self) -> bool:
        """Say whether this person's channel has no buttons, no keyboards, and changes no message."""
        return self.account.channel in PLAIN

    def reply(self, key: str, *, buttons: Rows = (), menu_page: int = 1, **values: Any) -> None:
        """Answer the person whose turn it is; buttons may also be answered by typing."""
        if buttons and self.is_plain:
            shown = self.laid_out(buttons, self.person, menu_page)
            late.remember_menu(self.session, self.account, menus.menu_of(menus.flat(shown)), self.now)
        elif buttons:
            late.remember_menu(self.session, self.account, menus.menu_of_buttons(buttons), self.now)
        self.say(key, to=self.person, buttons=buttons, lane=Lane.REPLY, menu_page=menu_page, **values)

    def close_menu(self) -> None:
        """Forget the choices last shown: they are over, and a number typed later means none of them."""
        late.remember_menu(self.session, self.account, [], self.now)

    def reply_once(self, once: str, key: str, *, buttons: Rows = (), **values: Any) -> None:
        """Answer once for several things that arrive together; the later ones change the first answer."""
        earlier = outbox.by_key(self.session, once)
        if earlier is None or earlier.channel in PLAIN:
            self.reply(key, buttons=buttons, once=None if earlier else once, **values)
            return
        unsent = next((one for one in self.said if earlier.id in {one.id, one.edits}), None)
        if unsent is None:
            self.reply(key, buttons=buttons, edits=earlier, **values)
        else:
            unsent.text = self.words(self.person, key, **values)
            outbox.reword(self.session, unsent)

    def album_key(self, key: str) -> str | None:
        """Return the key under which an answer to all parts of an album is said once, or None."""
        album = self.given.media.album if self.given.media else ""
        return f"album:{self.person.id}:{album}:{key}" if album else None

    def toast(self, key: str, *, alert: bool = False, **values: Any) -> None:
        """Answer a press shortly; where there was none, say it as a message."""
        if self.given.kind is not InputKind.PRESS or not self.given.callback_id:
            self.reply(key, **values)
        elif not self.toasts:
            text = self.desk.texts.plain(self.person.language, key, **values)
            self.toasts.append(Toast(self.given.channel, self.given.callback_id, text[:200], alert))

    def button(self, key: str, data: str, **values: Any) -> Button:
        return self.button_for(self.person, key, data, **values)


def _as_json(keyboard: Keyboard | None) -> dict[str, Any] | None:
    if keyboard is None:
        return None
    return {"share_phone": keyboard.share_phone, "labels": list(keyboard.labels), "remove": keyboard.remove}
