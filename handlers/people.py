"""Arriving, asking for help, choosing a language, opening an invitation."""

import re
from datetime import datetime

from sqlalchemy.orm import Session

from handlers import begin, clean, follow, nominate, queue, watch
from handlers.desk import Desk
from handlers.messages import Input
from handlers.synonyms import GREETING, THANKS
from handlers.turn import Turn
from handlers.wording import LANGUAGES
from handlers.workflow import is_reviewer
from storage import audit, outbox, people
from storage.models import Person, Role

CODE = re.compile(r"gt ?\d\d \d{4,6}")  # folded: GT26-0147


def arrive(session: Session, desk: Desk, given: Input, known: Person | None, now: datetime) -> Person:
    """Return the person behind an input, new or known; whoever writes can be written to again."""
    name = clean.redact_ids(clean.clean_line(given.name))[:120] or "–"
    if known is None:
        known = Person(
            channel=given.channel,
            external_id=given.external_id,
            chat_id=given.chat_id,
            name=name,
            language=_language(given.language, desk),
            role=Role.CITIZEN,
            allowance=float(desk.office.limits.messages_per_minute),
            allowance_at=now,
            created_at=now,
            seen_at=now,
        )
        session.add(known)
        session.flush()
    if known.unreachable_at is not None:
        known.unreachable_at = None
        outbox.revive(session, known, now)
    known.name, known.chat_id, known.seen_at = name, given.chat_id, now
    return known


def _language(code: str, desk: Desk) -> str:
    short = code[:2].lower()
    return short if short in LANGUAGES else desk.office.office.language


def start(turn: Turn, payload: str = "") -> None:
    """Welcome somebody, open an invitation, or take up a deep link."""
    if payload.startswith("i_"):
        accept_invite(turn, payload.removeprefix("i_"))
    elif payload[:2] in {"f_", "c_"}:
        if chosen := begin.chosen_by(turn, payload):
            org = turn.desk.office.office.name.in_(turn.person.language)
            turn.reply("people.welcome_link", org=org, chosen=chosen)
        begin.begin_or_resume(turn, payload)
    elif not begin.offer_to_resume(turn):
        welcome(turn)


def welcome(turn: Turn) -> None:
    rows = [[turn.button("choice.begin", "n:new")]]
    turn.reply("people.welcome", buttons=rows, org=turn.desk.office.office.name.in_(turn.person.language))


def help_(turn: Turn, _rest: str = "") -> None:
    office = turn.desk.office.office
    key = f"people.help_{turn.person.role}"
    turn.reply(key, contact_name=office.contact_name, contact_phone=office.contact_phone)


def choose_language(turn: Turn, _rest: str = "") -> None:
    rows = [[turn.button(f"choice.language_{one}", f"l:{one}", numbered=True) for one in LANGUAGES]]
    turn.reply("people.choose_language", buttons=rows)


def set_language(turn: Turn, language: str) -> None:
    if language in LANGUAGES:
        turn.person.language = language
        turn.menus_changed.append(turn.person)
        turn.reply("people.language_set")
        nomination = nominate.current(turn)
        if nomination:
            begin.go_on(turn, nomination)


def lost(turn: Turn) -> None:
    """Answer words that belong to no question; a long text is a story told without pressing "begin"."""
    text = turn.given.text
    folded = clean.fold(text)
    instead = watch.not_a_story(text, turn.desk.office.keywords)
    if CODE.fullmatch(folded):
        look_up(turn, text)
    elif folded in GREETING:
        welcome(turn)
    elif folded in THANKS:
        turn.reply("people.thanks", buttons=[[turn.button("choice.begin", "n:new")]])
    elif instead:
        nominate.redirect(turn, instead)
    elif len(clean.clean(text)) >= turn.desk.office.limits.story_min and not is_reviewer(turn.person):
        begin.begin_with_story(turn)
    else:
        rows = [[turn.button("choice.begin", "n:new")]]
        turn.reply("people.not_understood", once=turn.album_key("people.not_understood"), buttons=rows)


def look_up(turn: Turn, code: str) -> None:
    """Answer a bare reference code."""
    if is_reviewer(turn.person):
        queue.find(turn, code)
    else:
        follow.status(turn, code)


def accept_invite(turn: Turn, token: str) -> None:
    """Give the role of a one-time invitation; every refusal is on the record."""
    invite = people.invite_for(turn.session, token)
    if invite is None or invite.used_at is not None or invite.expires_at <= turn.now:
        reason = "unknown" if invite is None else "used" if invite.used_at is not None else "expired"
        audit.record(turn.session, "invite_refused", turn.now, person=turn.person, reason=reason)
        turn.reply("people.invite_refused")
        return
    if turn.person.role == Role.ADMIN:
        turn.reply("people.welcome_admin")  # nothing to gain from it: the invitation stays good for somebody else
        return
    invite.used_at, invite.used_by = turn.now, turn.person.id
    turn.person.role, turn.person.level = invite.role, invite.level
    turn.person.communes, turn.person.fields = invite.communes, invite.fields
    turn.menus_changed.append(turn.person)
    audit.record(turn.session, "invite_accepted", turn.now, person=turn.person, target=invite.role)
    rows = [[turn.button("choice.queue", "q:0")]]
    turn.reply(f"people.welcome_{turn.person.role}", buttons=rows)
    for admin in people.staff(turn.session):
        if admin.role == Role.ADMIN and admin is not turn.person:
            turn.say("people.joined", to=admin, name=turn.person.name, role=turn.words(admin, f"role.{invite.role}"))
