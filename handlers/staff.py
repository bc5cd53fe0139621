"""Admins see who reviews, and take the role back."""

from handlers.calendar import date_words
from handlers.turn import Turn
from handlers.wording import Html
from storage import audit, people
from storage.models import Person, Role

NOBODY = 0  # no person's number: whose role is taken back after all


def show(turn: Turn, _rest: str = "") -> None:
    """List reviewers and admins."""
    members = people.staff(turn.session)
    lines = [_line(turn, one) for one in members]
    rows = [
        [turn.button("choice.revoke", f"k:{one.id}", name=one.name[:40], numbered=True)]
        for one in members
        if one is not turn.person
    ]
    turn.reply("staff.list", buttons=rows, n=len(members), lines=Html("\n".join(lines)))


def _line(turn: Turn, one: Person) -> Html:
    return turn.words(
        turn.person,
        "staff.line_unreachable" if one.unreachable_at else "staff.line",
        name=one.name,
        role=turn.words(turn.person, f"role.{one.role}"),
        seen=date_words(turn.desk.calendar.local(one.seen_at)),
    )


def confirm_revoke(turn: Turn, ref: int) -> None:
    """Ask before a role is taken back; `NOBODY` is the way out."""
    if ref == NOBODY:
        turn.reply("staff.unchanged")
        return
    member = turn.session.get(Person, ref)
    if member is None or member.role == Role.CITIZEN or member is turn.person:
        turn.toast("staff.nobody", alert=True)
        return
    rows = [
        [turn.button("choice.confirm_revoke", f"kk:{ref}", numbered=True)],
        [turn.button("choice.not_now", f"k:{NOBODY}", numbered=True)],
    ]
    turn.reply("staff.confirm_revoke", buttons=rows, name=member.name)


def revoke(turn: Turn, ref: int) -> None:
    """Take a role back; it counts from the person's next tap."""
    member = turn.session.get(Person, ref)
    if member is None or member.role == Role.CITIZEN or member is turn.person:
        turn.toast("staff.nobody", alert=True)
        return
    before, member.role, member.scene = member.role, Role.CITIZEN, None
    turn.menus_changed.append(member)
    audit.record(
        turn.session, "revoke", turn.now, person=turn.person, source=before, target=Role.CITIZEN, reason=str(member.id)
    )
    turn.reply("staff.revoked", name=member.name)
    turn.say("staff.you_were_revoked", to=member)
