"""An admin invites somebody in chat: which role, which level, which scope; a link and a code come of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from handlers import levels, scene
from handlers.calendar import moment_words
from handlers.form import Draft
from handlers.scope_form import chosen
from handlers.scope_words import scope_words
from handlers.turn import Turn
from handlers.wording import Html
from storage import audit, invites
from storage.models import Role

LEVELS = (levels.COMMUNE, levels.PROVINCE)


def show(turn: Turn, _rest: str = "") -> None:
    """Ask what somebody is invited to be; the commune's level only where it is switched on."""
    keys = {
        levels.COMMUNE: "choice.invite_commune",
        levels.PROVINCE: "choice.invite_province" if _has_two(turn) else "choice.invite_reviewer",
        Role.ADMIN: "choice.invite_admin",
    }
    if not _has_two(turn):
        del keys[levels.COMMUNE]
    rows = [[turn.button(key, f"dm:{what}", numbered=True)] for what, key in keys.items()]
    turn.reply("invite.to_what", buttons=rows)


def _has_two(turn: Turn) -> bool:
    return levels.COMMUNE in turn.desk.office.review.levels


def choose(turn: Turn, what: str) -> bool:
    """Invite an admin at once; say whether the scope of a reviewer is to be asked for."""
    if what == Role.ADMIN:
        _invite(turn, Role.ADMIN, levels.PROVINCE, {"communes": None, "fields": None})
    elif what in LEVELS:
        scene.open_(turn, "invite", {"level": what})
        return True
    else:
        turn.toast("refused.unknown_button", alert=True)
    return False


def values(turn: Turn, _about: Mapping[str, Any], draft: Draft) -> dict[str, Any]:
    """Return what the dialog's sentences say."""
    if "communes" not in draft.answers or "fields" not in draft.answers:
        return {}
    return {"scope": scope_words(turn, turn.person, draft.answers["level"], **chosen(draft.answers))}


def finish(turn: Turn, _about: Mapping[str, Any], draft: Draft) -> None:
    turn.person.scene = None
    turn.close_menu()
    _invite(turn, Role.REVIEWER, draft.answers["level"], chosen(draft.answers))


def _invite(turn: Turn, role: Role, level: str, scope: Mapping[str, list[str] | None]) -> None:
    lasts = timedelta(hours=turn.desk.office.limits.invite_hours)
    where, what = scope["communes"], scope["fields"]
    handed = invites.invite(turn.session, role, turn.now, lasts, level=level, communes=where, fields=what)
    audit.record(turn.session, "invite", turn.now, person=turn.person, target=role, reason=f"{level}: {dict(scope)}")
    name = turn.desk.bots.get("telegram")
    said: dict[str, Any] = {
        "role": turn.words(turn.person, f"role.{role}"),
        "code": handed.code,
        "until": moment_words(turn.desk.calendar, turn.now + lasts),
    }
    if name:
        turn.reply("invite.link_and_code", link=Html(f"https://t.me/{name}?start=i_{handed.token}"), **said)
    else:
        turn.reply("invite.code", token=Html(f"/start i_{handed.token}"), **said)
