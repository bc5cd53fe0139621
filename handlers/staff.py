"""Admins see who reviews and how much waits for each, change what they review, and take the role back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers import duty, levels, review, scene, voting
from handlers.calendar import date_words
from handlers.form import Draft
from handlers.messages import Button
from handlers.scope_form import chosen
from handlers.scope_words import scope_words
from handlers.turn import Turn
from handlers.wording import Html
from storage import absences, audit, nominations, people, votes
from storage.models import Person, Role

NOBODY = 0  # no person's number: whose role is taken back after all


def show(turn: Turn, _rest: str = "") -> None:
    """List reviewers and admins."""
    members = people.staff(turn.session)
    away = absences.on(turn.session, turn.desk.calendar.local(turn.now).date(), [one.id for one in members])
    lines = [_line(turn, one, is_away=one.id in away) for one in members]
    rows = [[Button(one.name[:60], f"ds:{one.id}", numbered=True)] for one in members if one is not turn.person]
    turn.reply("staff.list", buttons=rows, n=len(members), lines=Html("\n".join(lines)))


def _line(turn: Turn, one: Person, *, is_away: bool) -> Html:
    first = turn.words(
        turn.person,
        "staff.line_unreachable" if one.unreachable_at else "staff.line",
        name=one.name,
        role=turn.words(turn.person, f"role.{one.role}"),
        seen=date_words(turn.desk.calendar.local(one.seen_at)),
    )
    more = [_scope(turn, one), _work(turn, one)] if one.role == Role.REVIEWER else []
    more += [turn.words(turn.person, "staff.lead")] if one.leads else []
    more += [turn.words(turn.person, "staff.away")] if is_away else []
    return Html("\n".join([first, *(f"  {words}" for words in [" · ".join(more)] if words)]))


def _scope(turn: Turn, one: Person) -> Html:
    return scope_words(turn, turn.person, one.level, one.communes, one.fields)


def _work(turn: Turn, one: Person) -> Html:
    open_ = duty.share(turn, one)
    if open_.oldest is None:
        return turn.words(turn.person, "staff.nothing_open")
    local = turn.desk.calendar.local
    days = max(0, (local(turn.now).date() - local(open_.oldest).date()).days)
    return turn.words(turn.person, "staff.open", n=open_.count, days=days)


def open_member(turn: Turn, ref: int) -> None:
    """Show one of them, with what can be changed."""
    if member := _member(turn, ref):
        _show_member(turn, member)


def _show_member(turn: Turn, member: Person) -> None:
    today = turn.desk.calendar.local(turn.now).date()
    line = _line(turn, member, is_away=member.id in absences.on(turn.session, today, [member.id]))
    acts = _changes(turn, member) if member.role == Role.REVIEWER else []
    rows = [*acts, [turn.button("choice.revoke", f"k:{member.id}", name=member.name[:40], numbered=True)]]
    turn.reply("staff.member", buttons=rows, line=line)


def _changes(turn: Turn, member: Person) -> list[list[Button]]:
    other = levels.PROVINCE if levels.level_of(member) == levels.COMMUNE else levels.COMMUNE
    two = levels.COMMUNE in turn.desk.office.review.levels or other == levels.PROVINCE
    to_level = "choice.to_commune" if other == levels.COMMUNE else "choice.to_province"
    found = [
        turn.button("choice.change_scope", f"dq:{member.id}", numbered=True),
        turn.button(to_level, f"dl:{member.id}:{other}", numbered=True) if two else None,
        turn.button("choice.no_lead" if member.leads else "choice.make_lead", f"dp:{member.id}", numbered=True),
    ]
    return [[one] for one in found if one]


def _member(turn: Turn, ref: int) -> Person | None:
    """Return a colleague who may be changed; an admin changes nothing of their own."""
    member = turn.session.get(Person, ref)
    if member is None or member.role == Role.CITIZEN or member is turn.person:
        turn.toast("staff.nobody", alert=True)
        return None
    return member


def _reviewer(turn: Turn, ref: int) -> Person | None:
    member = _member(turn, ref)
    if member is not None and member.role != Role.REVIEWER:
        turn.toast("staff.nobody", alert=True)
        return None
    return member


def change_scope(turn: Turn, ref: int) -> bool:
    """Say whether there is somebody whose communes and fields are to be asked for."""
    member = _reviewer(turn, ref)
    if member is not None:
        scene.open_(turn, "scope", {}, member=ref)
    return member is not None


def values(turn: Turn, about: Mapping[str, Any], draft: Draft) -> dict[str, Any]:
    """Return what the dialog's sentences say."""
    member = turn.session.get_one(Person, about["member"])
    if "communes" not in draft.answers or "fields" not in draft.answers:
        return {}
    scope = scope_words(turn, turn.person, member.level, **chosen(draft.answers))
    return {"name": member.name, "scope": scope}


def finish(turn: Turn, about: Mapping[str, Any], draft: Draft) -> None:
    """Change what somebody reviews; it counts from their next tap."""
    turn.person.scene = None
    turn.close_menu()
    if member := _reviewer(turn, about["member"]):
        scope = chosen(draft.answers)
        member.communes, member.fields = scope["communes"], scope["fields"]
        _count_without(turn, member)
        _changed(turn, member, f"{member.id}: {scope}")


def change_level(turn: Turn, ref: int, level: str) -> None:
    if level not in {levels.COMMUNE, levels.PROVINCE}:
        turn.toast("refused.unknown_button", alert=True)
    elif member := _reviewer(turn, ref):
        member.level = level
        _count_without(turn, member)
        _changed(turn, member, f"{member.id}: {level}")


def change_lead(turn: Turn, ref: int) -> None:
    """Let somebody decide where votes do not, or no longer."""
    if member := _reviewer(turn, ref):
        member.leads = not member.leads
        _changed(turn, member, f"{member.id}: {'leads' if member.leads else 'leads no more'}")


def _changed(turn: Turn, member: Person, reason: str) -> None:
    audit.record(turn.session, "staff_changed", turn.now, person=turn.person, reason=reason)
    turn.say(
        "staff.you_were_changed",
        to=member,
        scope=scope_words(turn, member, member.level, member.communes, member.fields),
    )
    _show_member(turn, member)


def confirm_revoke(turn: Turn, ref: int) -> None:
    """Ask before a role is taken back; `NOBODY` is the way out."""
    if ref == NOBODY:
        turn.reply("staff.unchanged")
    elif member := _member(turn, ref):
        rows = [
            [turn.button("choice.confirm_revoke", f"kk:{ref}", numbered=True)],
            [turn.button("choice.not_now", f"k:{NOBODY}", numbered=True)],
        ]
        turn.reply("staff.confirm_revoke", buttons=rows, name=member.name)


def revoke(turn: Turn, ref: int) -> None:
    """Take a role back; it counts from the person's next tap, and what they were at is for others again."""
    member = _member(turn, ref)
    if member is None:
        return
    before, member.role, member.scene, member.leads = member.role, Role.CITIZEN, None, False
    today = turn.desk.calendar.local(turn.now).date()
    absences.end(turn.session, member, today)
    turn.menus_changed.append(member)
    audit.record(
        turn.session, "revoke", turn.now, person=turn.person, source=before, target=Role.CITIZEN, reason=str(member.id)
    )
    turn.reply("staff.revoked", name=member.name)
    turn.say("staff.you_were_revoked", to=member)
    for nomination in nominations.claimed_by(turn.session, member):
        nomination.claimed_by = nomination.claimed_until = None
        review.refresh_cards(turn, nomination)
        review.announce(turn, nomination, first=True)
    _count_without(turn, member)
    _tell_the_absent(turn, member, today)


def _count_without(turn: Turn, member: Person) -> None:
    """Ask who is to decide now where somebody's vote counts no more, or is not to come."""
    voted = {ref for _, ref in votes.cast_on_waiting(turn.session, [member.id])}
    for nomination in votes.under_vote(turn.session):
        if nomination.id in voted:
            review.refresh_cards(turn, nomination)
        voting.ask_on(turn, nomination)


def _tell_the_absent(turn: Turn, member: Person, today: date) -> None:
    """Let those know whom somebody was to act for."""
    for one in absences.deputised_by(turn.session, member, today):
        absent = turn.session.get_one(Person, one.person_id)
        one.deputy_id = None
        turn.say("away.deputy_left", to=absent, name=member.name, until=date_words(one.ends))
