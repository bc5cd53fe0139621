"""What reviewers hear of votes, and the two buttons beside a vote: no opinion, and "I am related"."""

from handlers import ballot, levels, review, rights
from handlers.turn import Turn
from handlers.votes import Choice
from handlers.workflow import NotAllowed, may_see
from storage import outbox
from storage.models import WAITING, Nomination, Person


def tell(turn: Turn, nomination: Nomination) -> None:
    """Confirm a vote that decides nothing yet; ask whoever is needed next."""
    votes = ballot.of(turn, nomination)
    if votes is None:
        return
    if votes.is_with_the_lead:
        names = ", ".join(one.name for one in votes.panel.leads) or "–"
        turn.reply("who.vote_taken_lead", code=nomination.code, names=names)
    else:
        key = "who.vote_taken_commune" if votes.panel.level == levels.COMMUNE else "who.vote_taken"
        turn.reply(key, code=nomination.code, n=len(votes.cast), quorum=votes.panel.quorum)
    review.refresh_cards(turn, nomination)
    ask_on(turn, nomination)


def ask_on(turn: Turn, nomination: Nomination) -> None:
    """Ask the lead where votes end nothing; once somebody declines, remind the rest, without saying what was said."""
    votes = ballot.of(turn, nomination)
    if votes is None:
        return
    if votes.is_with_the_lead:
        _call(turn, nomination, "who.lead_decides", [one for one in votes.panel.leads if one is not turn.person])
        if turn.person in votes.panel.leads:
            review.send_card(turn, turn.person, nomination)
    elif Choice.DECLINE in votes.choices.values():
        _call(turn, nomination, "who.your_vote", votes.left)


def _call(turn: Turn, nomination: Nomination, key: str, who: list[Person]) -> None:
    version = f"{nomination.id}:{nomination.version}"
    for one in who:
        rows = [[turn.button_for(one, "choice.open_card", f"o:{nomination.id}", numbered=True)]]
        turn.say(key, to=one, once=f"{key}:{version}:{one.id}", buttons=rows, code=nomination.code)


def abstain(turn: Turn, ref: int, version: int) -> None:
    """Vote for neither side."""
    nomination = _locked(turn, ref, version, "abstain")
    if nomination is None:
        return
    if ballot.of(turn, nomination) is None:
        review.refuse(turn, "abstain", "refused.changed", nomination)
        return
    ballot.cast(turn, nomination, Choice.ABSTAIN)
    tell(turn, nomination)


def confirm_recusal(turn: Turn, ref: int, version: int) -> None:
    """Ask once: it cannot be taken back."""
    if nomination := _locked(turn, ref, version, "recuse"):
        rows = [
            [turn.button("choice.confirm_recuse", f"dx:{ref}:{version}", numbered=True)],
            [turn.button("choice.not_related", f"o:{ref}", numbered=True)],
        ]
        turn.reply("who.confirm_recuse", buttons=rows, code=nomination.code, nominee=nomination.nominee)


def recuse(turn: Turn, ref: int, version: int) -> None:
    """Take somebody who is related out of it for good; others are asked in their place."""
    nomination = _locked(turn, ref, version, "recuse")
    if nomination is None:
        return
    ballot.cast(turn, nomination, Choice.RECUSE)
    turn.close_menu()
    turn.reply("who.recused", code=nomination.code)
    for row in outbox.cards_of(turn.session, nomination, turn.person):
        if not turn.is_plain:
            turn.say("who.recused", to=turn.person, edits=row, code=nomination.code)
    review.refresh_cards(turn, nomination)
    if nomination.status in WAITING:
        review.announce(turn, nomination, first=True)
        ask_on(turn, nomination)


def _locked(turn: Turn, ref: int, version: int, action: str) -> Nomination | None:
    """Return a nomination that somebody may act on just now, locked; else say why not."""
    nomination = turn.session.get(Nomination, ref, with_for_update=True, populate_existing=True)
    if nomination is None or nomination.code is None:
        turn.toast("refused.gone", alert=True)
        return None
    try:
        _check(turn, action, nomination)
        key = "" if nomination.version == version else "refused.changed"
    except NotAllowed as refusal:
        key = refusal.key
    if key:
        review.refuse(turn, action, key, nomination)
        return None
    return nomination


def _check(turn: Turn, action: str, nomination: Nomination) -> None:
    if not may_see(turn.person, nomination):
        raise NotAllowed("refused.scope")
    rights.check_conflict(turn, turn.person, nomination)
    if not rights.is_theirs(turn, turn.person, nomination):
        raise NotAllowed("refused.level")
    if action == "abstain" and nomination.status not in WAITING:
        raise NotAllowed("refused.moved_on")
    ballot.check(turn, action, turn.person, nomination)
