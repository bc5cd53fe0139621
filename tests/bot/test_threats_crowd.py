"""Threat 21: a crowd of accounts for one nominee is seen by the reviewers, and moves nothing by itself."""

from collections.abc import Sequence

from sqlalchemy import select

from handlers.messages import Input, InputKind
from storage.models import Nomination, Person
from tests.town import Resident, Town, tells

CROWD = 200


def begin_like(town: Town, story: Nomination, crowd: Sequence[Resident]) -> list[Input]:
    """Give everybody the same unsent story, as telling it so often takes long; return the presses that send them."""
    columns = {one.key: getattr(story, one.key) for one in Nomination.__table__.columns if one.key != "id"}
    presses = []
    with town.looking() as session:
        for resident in crowd:
            person = session.scalars(select(Person).where(Person.external_id == resident.id)).one()
            mine = Nomination(**{**columns, "nominator_id": person.id, "account_id": None})
            session.add(mine)
            session.flush()
            person.draft_id = mine.id
            presses.append(resident.input(InputKind.PRESS, f"a:{mine.id}:summary:send", callback_id=resident.id))
    return presses


def test_threat_21_two_hundred_accounts_for_one_nominee_are_flagged_and_weigh_no_more_than_one(
    button_town: Town,
) -> None:
    lan = button_town.reviewer("Lan")
    crowd = [button_town.citizen(f"Người {number}") for number in range(CROWD)]
    button_town.receive(*(one.input(InputKind.TEXT, "/start") for one in crowd))
    tells(crowd[0])
    story = button_town.nomination()
    assert crowd[0].button("Gửi bài giới thiệu") == f"a:{story.id}:summary:send"
    presses = begin_like(button_town, story, crowd[1:])
    crowd[0].taps("Gửi bài giới thiệu")
    button_town.receive(*presses)

    assert button_town.statuses() == {"submitted": CROWD}
    with button_town.looking() as session:
        first, *others = session.query(Nomination).order_by(Nomination.id).all()
    assert {one.merged_into for one in (first, *others)} == {None}
    cards = [one.text for one in lan.messages if one.key == "review.new_card"]
    assert (len(cards), sum("Có thể cùng một trường hợp" in card for card in cards)) == (CROWD, CROWD - 1)
    assert {act.target for act in button_town.record() if act.nomination_id} == {"submitted"}
