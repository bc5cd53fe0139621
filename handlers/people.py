"""Arriving, asking for help, choosing a language."""

import re
from datetime import datetime, timedelta
from functools import lru_cache

from handlers import begin, clean, follow, held, joining, nominate, queue, watch
from handlers.desk import Desk
from handlers.messages import Input
from handlers.synonyms import GREETING, THANKS
from handlers.turn import Turn, Voice
from handlers.wording import LANGUAGES
from handlers.workflow import is_reviewer, may_see
from storage import nominations
from storage.models import Account, Nomination, Person, Role
from storage.people import write_at

SEEN = timedelta(minutes=10)  # how old the note of somebody's last visit may be: it is read as a date
CODE = re.compile(r"gt ?(\d\d) ?(\d{4,6})")  # folded: GT26-0147


def arrive(voice: Voice, given: Input, known: Account | None) -> Account:
    """Return the account behind an input, new or known; whoever writes can be written to again, and is, there."""
    name = _shown_name(given.name)
    account = known or _newcomer(voice, given, name)
    person = account.person
    if (account.name, account.chat_id) != (name, given.chat_id):
        account.name, account.chat_id = name, given.chat_id
    if person.name != name:
        person.name = name
    write_at(person, account)
    if voice.now - person.seen_at > SEEN:
        person.seen_at = voice.now
    if person.unreachable_at is not None:
        person.unreachable_at = None
        held.say_again(voice, person)
    return account


@lru_cache(maxsize=4096)
def _shown_name(name: str) -> str:
    return clean.redact_ids(clean.clean_line(name))[:120] or "–"


def _newcomer(voice: Voice, given: Input, name: str) -> Account:
    person = Person(
        channel=given.channel,
        external_id=given.external_id,
        chat_id=given.chat_id,
        name=name,
        language=_language(given.language, voice.desk),
        role=Role.CITIZEN,
        created_at=voice.now,
        seen_at=voice.now,
    )
    account = own_account(person, voice.now)
    voice.session.add(account)
    voice.session.flush()
    return account


def own_account(person: Person, now: datetime) -> Account:
    """Return the account with which a person is written to, as theirs."""
    return Account(
        channel=person.channel,
        external_id=person.external_id,
        chat_id=person.chat_id,
        name=person.name,
        person=person,
        created_at=now,
    )


def _language(code: str, desk: Desk) -> str:
    short = code[:2].lower()
    return short if short in LANGUAGES else desk.office.office.language


def start(turn: Turn, payload: str = "") -> None:
    """Welcome somebody, open an invitation, or take up a deep link."""
    if payload.startswith("i_"):
        joining.by_link(turn, payload.removeprefix("i_"))
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
    if code := read_code(text):
        look_up(turn, code)
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


def read_code(text: str) -> str | None:
    """Return the reference code that a message is, however it was typed: "gt26 0001" is GT26-0001."""
    found = CODE.fullmatch(clean.fold(text))
    return f"GT{found[1]}-{found[2]}" if found else None


def look_up(turn: Turn, code: str) -> None:
    """Answer a bare reference code."""
    if is_reviewer(turn.person):
        queue.find(turn, code)
    else:
        follow.status(turn, code)


def named(turn: Turn) -> Nomination | None:
    """Return what a reviewer names with nothing but its code, whatever is being asked just now."""
    code = read_code(turn.given.text)
    nomination = nominations.by_code(turn.session, code) if code and is_reviewer(turn.person) else None
    return nomination if nomination and may_see(turn.person, nomination) else None
