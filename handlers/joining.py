"""Invitations: opened by a link, or by a code that is typed on any channel."""

import re
from datetime import timedelta

from handlers import clean, linking
from handlers.turn import Turn
from storage import audit, invites, people
from storage.models import Invite, Role

TYPED = re.compile(r"ma ?([a-z0-9]{4}) ?([a-z0-9]{2})", re.ASCII)  # folded: "MÃ: 7K3Q-92"
BARE = re.compile(r"([A-Za-z0-9]{4})-([A-Za-z0-9]{2})", re.ASCII)
# Codes are short enough to be guessed by somebody who may try for long: nobody may.
GUESS = "code_refused"  # on the record
WRONG, WRONG_BY_ALL, WITHIN = 5, 100, timedelta(hours=1)


def read_code(text: str) -> str | None:
    """Return the code that a message is: "ma 7k3q92" is "7K3Q-92"; a name, a date or a number is none."""
    found = TYPED.fullmatch(clean.fold(text)) or BARE.fullmatch(clean.clean_line(text))
    code = f"{found[1]}-{found[2]}".upper() if found else ""
    return code if invites.CODE.fullmatch(code) else None


def is_bare(text: str) -> bool:
    """Say whether a code was typed by itself, without the word that tells what it is."""
    return BARE.fullmatch(clean.clean_line(text)) is not None


def by_link(turn: Turn, token: str) -> None:
    """Give the role of an invitation that came as a link."""
    if invite := _usable(turn, invites.by_token(turn.session, token), "people.invite_refused"):
        _join(turn, invite)


def by_code(turn: Turn, code: str) -> None:
    """Give what a typed code promises: a role, or another account to share everything with."""
    invite = _coded(turn, code)
    if invite and invite.role is None:
        linking.confirm(turn, invite, code)
    elif invite:
        _join(turn, invite)


def link(turn: Turn, code: str, answer: str) -> None:
    """Hear whether the account that typed a code is to be linked; a button may be forged, and guesses like a typist."""
    if answer != "yes":
        turn.reply("link.unchanged")
    elif (invite := _coded(turn, code)) and invite.role is None:
        linking.link(turn, invite)


def _coded(turn: Turn, code: str) -> Invite | None:
    """Return the invitation with this code if it can be used, unless too many wrong ones were tried."""
    if _too_many_wrong(turn):
        turn.reply("people.code_too_often", minutes=int(WITHIN.total_seconds() // 60))
        return None
    return _usable(turn, invites.by_code(turn.session, code), "people.code_refused", GUESS)


def _too_many_wrong(turn: Turn) -> bool:
    since = turn.now - WITHIN
    wrong = audit.count_since(turn.session, GUESS, since, turn.person)
    return wrong >= WRONG or audit.count_since(turn.session, GUESS, since) >= WRONG_BY_ALL


def _usable(turn: Turn, invite: Invite | None, refusal: str, act: str = "invite_refused") -> Invite | None:
    """Return an invitation that can be used; every refusal is on the record."""
    if invite is not None and invite.used_at is None and invite.expires_at > turn.now:
        return invite
    reason = "unknown" if invite is None else "used" if invite.used_at is not None else "expired"
    audit.record(turn.session, act, turn.now, person=turn.person, reason=reason)
    turn.reply(refusal)
    return None


def _join(turn: Turn, invite: Invite) -> None:
    if turn.person.role == Role.ADMIN:
        turn.reply("people.welcome_admin")  # nothing to gain from it: the invitation stays good for somebody else
        return
    invite.used_at, invite.used_by = turn.now, turn.person.id
    turn.person.role, turn.person.level = str(invite.role), invite.level
    turn.person.communes, turn.person.fields = invite.communes, invite.fields
    turn.session.flush()  # whoever is asked for the staff from here on finds them
    turn.menus_changed.append(turn.person)
    audit.record(turn.session, "invite_accepted", turn.now, person=turn.person, target=invite.role)
    rows = [[turn.button("choice.queue", "q:0")]]
    turn.reply(f"people.welcome_{turn.person.role}", buttons=rows)
    for admin in people.staff(turn.session):
        if admin.role == Role.ADMIN and admin is not turn.person:
            turn.say("people.joined", to=admin, name=turn.person.name, role=turn.words(admin, f"role.{invite.role}"))
