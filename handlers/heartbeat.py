"""Twice a year the owner of each recognised model is asked how it is; two silences in a row are shown."""

from datetime import datetime, timedelta
from typing import Any

from handlers import care, scene
from handlers.after_forms import HEARTBEAT
from handlers.form import Draft
from handlers.review import refresh_cards
from handlers.talk import Talk, ask
from handlers.turn import Turn, Voice
from handlers.workflow import moves_from
from storage import audit, heartbeats
from storage.models import Heartbeat, Lane, Nomination, Person, Status

ANSWERS = ("still", "changed", "stopped")


def ask_owners(voice: Voice, due: datetime) -> None:
    """Ask once about each recognised model whose half year is over; on a working day."""
    if not voice.desk.calendar.is_working_day(voice.desk.calendar.local(due).date()):
        return
    _date_the_old(voice)
    today = voice.desk.calendar.local(voice.now).date()
    for nomination in heartbeats.due(voice.session, voice.now):
        owner = care.owner_of(voice, nomination)
        one = Heartbeat(
            nomination_id=nomination.id, person_id=owner.id if owner else None, due_at=nomination.next_at or voice.now
        )
        voice.session.add(one)
        voice.session.flush()
        care.set_date(voice, nomination, care.months_later(today, voice.desk.office.review.heartbeat_months))
        for keeper in care.keepers(voice, nomination):
            _ask(voice, keeper, one, nomination)


def _date_the_old(voice: Voice) -> None:
    """Give a date to what was approved before there were any."""
    today, review = voice.desk.calendar.local(voice.now).date(), voice.desk.office.review
    for one in heartbeats.undated(voice.session):
        recognised = one.status == Status.RECOGNISED
        span = care.months_later(today, review.heartbeat_months) if recognised else None
        care.set_date(voice, one, span or today + timedelta(days=review.look_again_days))


def _ask(voice: Voice, keeper: Person, one: Heartbeat, nomination: Nomination) -> None:
    once, shown = f"heartbeat:{one.id}:{keeper.id}", _question(voice, keeper, one, nomination)
    voice.say("heartbeat.question", to=keeper, lane=Lane.REMINDER, once=once, **shown)


def _question(voice: Voice, keeper: Person, one: Heartbeat, nomination: Nomination) -> dict[str, Any]:
    rows = [
        [voice.button_for(keeper, f"choice.heartbeat_{answer}", f"hb:{one.id}:{answer}", numbered=True)]
        for answer in ANSWERS
    ]
    return {"buttons": rows, "code": nomination.code, "nominee": nomination.nominee}


def ask_again(turn: Turn, number: int) -> None:
    """Show an open question anew: where choices are numbered, only those shown last can be answered."""
    if found := _mine_to_answer(turn, number):
        turn.reply("heartbeat.question", **_question(turn, turn.person, *found))


def answer(turn: Turn, number: int, word: str) -> None:
    """Note how a model is; one that has stopped can be discontinued at once."""
    found = _mine_to_answer(turn, number)
    if found is None or word not in ANSWERS:
        return
    one, nomination = found
    if one.answer is not None:
        turn.toast("heartbeat.answered", alert=True)
        return
    one.answer, one.answered_at, one.person_id = word, turn.now, turn.person.id
    audit.record(turn.session, "heartbeat", turn.now, person=turn.person, nomination=nomination, reason=word)
    refresh_cards(turn, nomination, quiet=True)
    rows = [[turn.button("choice.heartbeat_words", f"hw:{one.id}", numbered=True)]]
    if word == "stopped" and "discontinue" in moves_from(nomination.status):
        data = f"r:discontinue:{nomination.id}:{nomination.version}"
        rows.insert(0, [turn.button("choice.discontinue", data, numbered=True)])
    turn.reply(f"heartbeat.{word}", buttons=rows, code=nomination.code, nominee=nomination.nominee)


def _mine_to_answer(turn: Turn, number: int) -> tuple[Heartbeat, Nomination] | None:
    one = turn.session.get(Heartbeat, number, with_for_update=True, populate_existing=True)
    nomination = turn.session.get(Nomination, one.nomination_id) if one else None
    if one is None or nomination is None or not care.may_look_after(turn.person, nomination):
        reason = f"heartbeat {number}: refused.scope"
        audit.record(turn.session, "refused", turn.now, person=turn.person, reason=reason)
        turn.toast("refused.scope", alert=True)
        return None
    return one, nomination


def begin_words(turn: Turn, number: int) -> None:
    """Ask for a few words beside the answer."""
    if found := _mine_to_answer(turn, number):
        draft = turn.desk.forms[HEARTBEAT].start()
        about = {"form": HEARTBEAT, "id": found[1].id, "heartbeat": number}
        scene.save(turn, about, draft)
        ask(turn, talk(turn, about, draft), draft)


def talk(turn: Turn, about: dict[str, Any], draft: Draft) -> Talk:
    nomination = turn.session.get_one(Nomination, about["id"])
    return Talk(
        form=turn.desk.forms[HEARTBEAT],
        ref=about["id"],
        draft=draft,
        save=lambda changed: scene.save(turn, about, changed),
        finish=lambda then, finished: _note_words(then, about["heartbeat"], finished.answers["words"]),
        values=lambda _then, _shown: {"code": nomination.code, "nominee": nomination.nominee},
        cancelled="heartbeat.kept",
    )


def _note_words(turn: Turn, number: int, words: str) -> None:
    turn.person.scene = None
    if found := _mine_to_answer(turn, number):
        one, nomination = found
        one.words = words
        audit.record(turn.session, "heartbeat_words", turn.now, person=turn.person, nomination=nomination, reason=words)
        refresh_cards(turn, nomination, quiet=True)
        turn.close_menu()
        turn.reply("heartbeat.noted", code=nomination.code)
