"""One person with an account on Telegram and one on Zalo: role, drafts and history follow, and it is on the record."""

from datetime import timedelta
from typing import Any

from handlers import held
from handlers.turn import Turn
from handlers.wording import Html
from storage import audit, invites, outbox, people
from storage.models import Account, Invite, Person, Role

LASTS = timedelta(minutes=15)
NOBODY = 0  # no account's number: which one is taken apart after all


def show(turn: Turn, _rest: str = "") -> None:
    """List a person's accounts; offer a code for another, and to take one apart."""
    accounts = people.accounts_of(turn.session, turn.person)
    rows = [[turn.button("choice.link_code", "lc", numbered=True)]]
    others = [one for one in accounts if one is not turn.account]
    rows += [[turn.button("choice.unlink", f"u:{one.id}", numbered=True, **_named(turn, one))] for one in others]
    lines = Html("\n".join(_line(turn, one) for one in accounts))
    turn.reply("link.accounts", buttons=rows, lines=lines)


def _line(turn: Turn, one: Account) -> Html:
    return turn.words(turn.person, "link.line_here" if one is turn.account else "link.line", **_named(turn, one))


def _named(turn: Turn, one: Account) -> dict[str, Any]:
    return {"channel": turn.desk.texts.plain(turn.person.language, f"channel.{one.channel}"), "name": one.name[:40]}


def new_code(turn: Turn) -> None:
    """Give a code that links whichever account it is typed on."""
    given = invites.invite(turn.session, None, turn.now, LASTS, links=turn.person)
    turn.reply("link.code", code=given.code, minutes=int(LASTS.total_seconds() // 60))


def confirm(turn: Turn, invite: Invite, code: str) -> None:
    """Say what will be shared with whom, before a typed code links two accounts."""
    owner = _owner(turn, invite)
    if _refused(turn, owner):
        return
    rows = [
        [turn.button("choice.link_yes", f"x:{code}:yes", numbered=True)],
        [turn.button("choice.link_no", f"x:{code}:no", numbered=True)],
    ]
    channel = turn.desk.texts.plain(turn.person.language, f"channel.{owner.channel}")
    turn.reply("link.confirm", buttons=rows, name=owner.name, channel=channel)


def link(turn: Turn, invite: Invite) -> None:
    """Give this account, and all that its person had, to the one who asked for the code."""
    owner, joined = _owner(turn, invite), turn.person
    if _refused(turn, owner):
        return
    invite.used_at, invite.used_by = turn.now, joined.id
    reason = f"{turn.account.channel} account of person {joined.id}"
    audit.record(turn.session, "link", turn.now, person=owner, source=joined.role, target=owner.role, reason=reason)
    owner.draft_id = owner.draft_id or joined.draft_id
    people.hand_over(turn.session, joined, owner)
    channel = turn.desk.texts.plain(owner.language, f"channel.{turn.account.channel}")
    turn.say("link.linked_other", to=owner, name=turn.account.name, channel=channel)
    turn.person = owner
    people.write_at(owner, turn.account)
    turn.menus_changed.append(owner)
    turn.reply("link.linked", name=owner.name)
    _tell_admins(turn, owner, "link.told_admins", turn.account)


def _refused(turn: Turn, owner: Person) -> bool:
    """Refuse one's own code; and an officer's account, whose role a stranger's code would carry away."""
    if owner is turn.person:
        turn.reply("link.own_code")
    elif turn.person.role != Role.CITIZEN:
        turn.reply("link.from_office")
    else:
        return False
    return True


def _tell_admins(turn: Turn, owner: Person, key: str, account: Account) -> None:
    """Tell the admins when an officer's accounts change."""
    if owner.role == Role.CITIZEN:
        return
    for admin in people.staff(turn.session):
        if admin.role == Role.ADMIN and admin is not owner:
            channel = turn.desk.texts.plain(admin.language, f"channel.{account.channel}")
            turn.say(key, to=admin, name=owner.name, channel=channel)


def confirm_unlink(turn: Turn, ref: int) -> None:
    """Ask before an account is taken apart; `NOBODY` is the way out."""
    if ref == NOBODY:
        turn.reply("link.unchanged")
        return
    account = _other(turn, ref)
    if account is None:
        turn.toast("link.nothing", alert=True)
        return
    rows = [
        [turn.button("choice.confirm_unlink", f"uu:{ref}", numbered=True)],
        [turn.button("choice.not_now", f"u:{NOBODY}", numbered=True)],
    ]
    turn.reply("link.confirm_unlink", buttons=rows, **_named(turn, account))


def unlink(turn: Turn, ref: int) -> None:
    """Make an account somebody of its own: a citizen with nothing. Stories and role stay with this one."""
    account = _other(turn, ref)
    if account is None:
        turn.toast("link.nothing", alert=True)
        return
    alone = Person(
        channel=account.channel,
        external_id=account.external_id,
        chat_id=account.chat_id,
        name=account.name,
        language=turn.person.language,
        role=Role.CITIZEN,
        created_at=turn.now,
        seen_at=turn.now,
    )
    turn.session.add(alone)
    account.person, account.menu = alone, None
    turn.session.flush()
    # What still waits to be sent there is this person's alone: it comes here.
    outbox.give_up_on(turn.session, account.channel, account.chat_id, outbox.UNREACHABLE)
    held.say_again(turn, turn.person)
    reason = f"{account.channel} account, now person {alone.id}"
    audit.record(turn.session, "unlink", turn.now, person=turn.person, target=str(alone.id), reason=reason)
    turn.menus_changed.append(alone)
    _tell_admins(turn, turn.person, "link.told_admins_unlinked", account)
    turn.reply("link.unlinked", **_named(turn, account))
    turn.say("link.unlinked_other", to=alone)


def _other(turn: Turn, ref: int) -> Account | None:
    """Return another account of this person by its number."""
    account = turn.session.get(Account, ref)
    return account if account and account.person_id == turn.person.id and account is not turn.account else None


def _owner(turn: Turn, invite: Invite) -> Person:
    """Return who asked for a code, or whoever they have been linked to since."""
    return people.as_now(turn.session, invite.links_id or NOBODY)
