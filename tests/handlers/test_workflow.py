"""MOVES says who may move a nomination from where to where; everything else is refused."""

from itertools import product

import pytest

from handlers.workflow import MOVES, Actor, NotAllowed, check_move, in_scope, may_see, moves_from
from storage.models import Nomination, Person, Role, Status

LEGAL = {
    ("submit", "draft", "submitted"), ("submit", "needs_info", "submitted"),
    ("resubmit", "needs_info", "verified"), ("verify", "submitted", "verified"),
    ("ask_more", "submitted", "needs_info"), ("ask_more", "verified", "needs_info"),
    ("approve", "submitted", "approved"), ("approve", "verified", "approved"),
    ("decline", "submitted", "declined"), ("decline", "verified", "declined"),
    ("approve", "nurturing", "approved"), ("decline", "nurturing", "declined"),
    ("nurture", "submitted", "nurturing"), ("nurture", "verified", "nurturing"), ("nurture", "approved", "nurturing"),
    ("pilot", "approved", "piloting"), ("pilot", "nurturing", "piloting"), ("recognise", "piloting", "recognised"),
    ("discontinue", "piloting", "discontinued"), ("discontinue", "recognised", "discontinued"),
    ("reopen", "declined", "submitted"), ("reopen", "nurturing", "submitted"), ("reopen", "approved", "submitted"),
    ("testify", "submitted", "merged"), ("unmerge", "merged", "submitted"),
    ("merge", "submitted", "merged"), ("merge", "verified", "merged"), ("merge", "needs_info", "merged"),
    ("merge", "approved", "merged"), ("merge", "nurturing", "merged"), ("merge", "piloting", "merged"),
    ("merge", "declined", "merged"),
}  # fmt: skip
HERE, ELSEWHERE = "08866", "08230"


def nomination(status: Status = Status.SUBMITTED) -> Nomination:
    return Nomination(id=1, nominator_id=7, status=status, commune=HERE, field="good_deeds", version=1)


def person(role: Role = Role.REVIEWER, number: int = 8, **scope: list[str]) -> Person:
    return Person(id=number, role=role, **scope)


def outcome(action: str, who: Person, what: Nomination) -> str:
    try:
        return check_move(action, who, what)
    except NotAllowed as refusal:
        return refusal.key


def test_a_move_leads_from_its_sources_to_its_target_and_nowhere_else() -> None:
    moved = {
        (action, status.value, result)
        for action, status in product(MOVES, Status)
        for who in (person(number=7, role=Role.CITIZEN), person())
        if not (result := outcome(action, who, nomination(status))).startswith("refused")
    }

    assert moved == LEGAL


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", MOVES)
def test_no_state_lets_the_wrong_person_act(action: str, status: Status) -> None:
    told = nomination(status)
    reviewing = MOVES[action][2] is Actor.REVIEWER
    if MOVES[action][2] is Actor.SERVICE:
        assert outcome(action, person(), told) == "refused.unknown_button"
        return
    wrong = {
        "a stranger": (person(Role.CITIZEN), "refused.not_reviewer" if reviewing else "refused.not_yours"),
        "the nominator as a reviewer": (person(number=7), "refused.own" if reviewing else None),
        "the nominator as an admin": (person(Role.ADMIN, 7), "refused.own" if reviewing else None),
        "another field": (person(fields=["health"]), "refused.scope" if reviewing else "refused.not_yours"),
        "another commune": (person(communes=[ELSEWHERE]), "refused.scope" if reviewing else "refused.not_yours"),
    }

    assert {name: outcome(action, who, told) for name, (who, key) in wrong.items() if key} == {
        name: key for name, (_, key) in wrong.items() if key
    }


def test_what_is_decided_for_good_offers_no_further_move() -> None:
    final = [status for status in Status if not moves_from(status)]

    assert [moves_from("submitted"), moves_from("approved"), moves_from("piloting")] == [
        ["verify", "ask_more", "approve", "decline", "nurture"], ["pilot", "nurture", "reopen"],
        ["recognise", "discontinue"],
    ]  # fmt: skip
    assert set(final) == {
        Status.DRAFT, Status.NEEDS_INFO, Status.MERGED, Status.WITHDRAWN, Status.DISCONTINUED,
    }  # fmt: skip


def test_the_fast_lane_goes_round_the_pilot_and_nothing_else_does() -> None:
    told = nomination(Status.APPROVED)
    assert outcome("recognise", person(), told) == "refused.lane"

    told.urgent = True
    assert (outcome("recognise", person(), told), outcome("pilot", person(), told)) == ("recognised", "refused.lane")
    assert moves_from("approved", urgent=True) == ["recognise", "nurture", "reopen"]


def test_a_scope_without_a_list_is_everything_and_an_admin_sees_everything() -> None:
    told = nomination()

    assert in_scope(person(), told)
    assert in_scope(person(communes=[HERE], fields=["good_deeds"]), told)
    assert not in_scope(person(communes=[HERE], fields=["health"]), told)
    assert may_see(person(Role.ADMIN, communes=[ELSEWHERE]), told)
    assert not may_see(person(Role.CITIZEN), told)
