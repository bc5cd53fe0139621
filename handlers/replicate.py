"""Doing likewise: a unit says that it follows a model, and an officer of its place confirms it."""

from collections.abc import Sequence
from typing import Any

from handlers import scene
from handlers.after_forms import REPLICATE
from handlers.cards import place_words
from handlers.form import Draft
from handlers.messages import Button
from handlers.people import read_code
from handlers.review import refresh_cards
from handlers.talk import Talk, ask
from handlers.turn import Turn
from handlers.workflow import is_reviewer
from storage import audit, nominations, people
from storage.models import Kind, Nomination, Person, Replication, Role, Status

OFFERED = 5


def begin_with(turn: Turn, words: str = "") -> None:
    """Answer /nhanrong: take the model whose code was given, else offer the newest."""
    code = read_code(words)
    nomination = nominations.by_code(turn.session, code) if code else None
    if nomination:
        begin(turn, nomination.id)
        return
    models = nominations.recognised(turn.session, Kind.COLLECTIVE, OFFERED)
    rows = [[Button(f"{one.code} · {one.nominee}"[:60], f"hr:{one.id}", numbered=True)] for one in models]
    turn.reply("replicate.which" if models else "replicate.none_yet", buttons=rows)


def begin(turn: Turn, ref: int) -> None:
    """Ask about a unit that does as a model does."""
    nomination = turn.session.get(Nomination, ref)
    if nomination is None or not _may_be_followed(turn.person, nomination):
        turn.toast("replicate.not_a_model", alert=True)
        return
    draft = turn.desk.forms[REPLICATE].start()
    about = {"form": REPLICATE, "id": ref}
    scene.save(turn, about, draft)
    turn.person.draft_id = None  # what is typed now is not about a story
    ask(turn, talk(turn, about, draft), draft)


def _may_be_followed(person: Person, nomination: Nomination) -> bool:
    """Say whether somebody may know of a model: a signed decision is public, a pilot is the officers' matter."""
    return nomination.status == Status.RECOGNISED or (
        nomination.status == Status.PILOTING and (is_reviewer(person) or person.id == nomination.nominator_id)
    )


def talk(turn: Turn, about: dict[str, Any], draft: Draft) -> Talk:
    return Talk(
        form=turn.desk.forms[REPLICATE],
        ref=about["id"],
        draft=draft,
        save=lambda changed: scene.save(turn, about, changed),
        finish=lambda then, finished: _declare(then, about["id"], finished),
        values=lambda then, shown: _values(then, about["id"], shown),
        cancelled="replicate.cancelled",
    )


def _values(turn: Turn, ref: int, draft: Draft) -> dict[str, Any]:
    nomination = turn.session.get_one(Nomination, ref)
    values: dict[str, Any] = {"model": _name(turn.person, nomination)}
    if draft.cursor == "summary":
        answers = draft.answers
        values.update(unit=answers["unit"], adapted=answers["adapted"], place=place_words(turn.desk, answers["place"]))
    return values


def _name(reader: Person, nomination: Nomination) -> str:
    """Return how a model is called: a person's name is for those who know it already."""
    known = nomination.kind == Kind.COLLECTIVE or is_reviewer(reader) or reader.id == nomination.nominator_id
    return f"{nomination.nominee} ({nomination.code})" if known else str(nomination.code)


def _declare(turn: Turn, ref: int, draft: Draft) -> None:
    """Note what was declared; an officer's own word about their place needs no other."""
    turn.person.scene = None
    turn.close_menu()
    nomination, answers = turn.session.get_one(Nomination, ref), draft.answers
    if not _may_be_followed(turn.person, nomination):
        turn.toast("replicate.not_a_model", alert=True)
        return
    one = Replication(
        nomination_id=ref,
        person_id=turn.person.id,
        commune=answers["place"]["commune"],
        unit=answers["unit"],
        adapted=answers["adapted"],
        declared_at=turn.now,
    )
    turn.session.add(one)
    turn.session.flush()
    audit.record(turn.session, "replicate", turn.now, person=turn.person, nomination=nomination, reason=one.unit)
    own = _may_confirm(turn.person, one, nomination)
    if own:
        _confirm(turn, one, nomination)
    refresh_cards(turn, nomination, quiet=True)
    if own:
        turn.reply("replicate.counted", unit=one.unit, model=_name(turn.person, nomination))
    else:
        turn.reply("replicate.declared", unit=one.unit, model=_name(turn.person, nomination))
        _ask_officers(turn, one, nomination, place_words(turn.desk, answers["place"]))


def _may_confirm(person: Person, one: Replication, nomination: Nomination) -> bool:
    """Say whether a unit is in a reviewer's scope: its own place, and the model's field."""
    in_place = person.role == Role.ADMIN or not person.communes or one.commune in person.communes
    in_field = person.role == Role.ADMIN or not person.fields or nomination.field in person.fields
    return is_reviewer(person) and in_place and in_field


def _ask_officers(turn: Turn, one: Replication, nomination: Nomination, place: str) -> None:
    for officer in _officers(turn, one, nomination):
        rows = [
            [turn.button_for(officer, f"choice.replication_{word}", f"hc:{one.id}:{word}", numbered=True)]
            for word in ("yes", "no")
        ]
        turn.say(
            "replicate.to_confirm",
            to=officer,
            once=f"replication:{one.id}:{officer.id}",
            buttons=rows,
            unit=one.unit,
            place=place,
            adapted=one.adapted,
            model=_name(officer, nomination),
            who=turn.person.name,
        )


def _officers(turn: Turn, one: Replication, nomination: Nomination) -> Sequence[Person]:
    """Return who can confirm: reviewers of the unit's place, else the admins; nobody their own word."""
    able = [who for who in people.staff(turn.session) if who is not turn.person and _may_confirm(who, one, nomination)]
    return [who for who in able if who.role == Role.REVIEWER] or able


def settle(turn: Turn, number: int, word: str) -> None:
    """Confirm what was declared, or refuse it; whoever declared it hears which."""
    one = turn.session.get(Replication, number, with_for_update=True, populate_existing=True)
    nomination = turn.session.get_one(Nomination, one.nomination_id) if one else None
    if one is None or nomination is None or not _may_confirm(turn.person, one, nomination):
        reason = f"replication {number}: refused.scope"
        audit.record(turn.session, "refused", turn.now, person=turn.person, reason=reason)
        turn.toast("refused.scope", alert=True)
    elif one.person_id == turn.person.id:
        turn.toast("replicate.own", alert=True)
    elif one.confirmed_at or one.refused_at:
        turn.toast("replicate.settled", alert=True)
    elif word in {"yes", "no"}:
        _settle(turn, one, nomination, confirmed=word == "yes")


def _settle(turn: Turn, one: Replication, nomination: Nomination, *, confirmed: bool) -> None:
    if confirmed:
        _confirm(turn, one, nomination)
    else:
        one.refused_at = turn.now
        audit.record(
            turn.session, "not_replicated", turn.now, person=turn.person, nomination=nomination, reason=one.unit
        )
    outcome = "confirmed" if confirmed else "refused"
    refresh_cards(turn, nomination, quiet=True)
    turn.close_menu()
    turn.reply(f"replicate.you_{outcome}", unit=one.unit, model=_name(turn.person, nomination))
    declarer = people.as_now(turn.session, one.person_id)
    turn.say(
        f"replicate.{outcome}",
        to=declarer,
        once=f"replication:{one.id}:settled",
        unit=one.unit,
        model=_name(declarer, nomination),
    )


def _confirm(turn: Turn, one: Replication, nomination: Nomination) -> None:
    one.confirmed_at, one.confirmed_by = turn.now, turn.person.id
    audit.record(turn.session, "replicated", turn.now, person=turn.person, nomination=nomination, reason=one.unit)
