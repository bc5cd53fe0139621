"""Stories of the same case are merged and parted again: the rows, the record, and who hears of it."""

from handlers import moves, panel, review, rights
from handlers import news as decisions
from handlers.case_card import communes, people
from handlers.turn import Turn, Voice
from handlers.wording import Html
from handlers.workflow import TAKES_IN, NotAllowed
from storage import audit, cases
from storage.models import WAITING, Nomination, Person, Status

# How far a case has come: the one that is less far, and then the younger one, becomes the testimony.
FURTHER = {Status.DECLINED: -1, Status.APPROVED: 1, Status.NURTURING: 1, Status.PILOTING: 2, Status.RECOGNISED: 3}
GOOD_NEWS = frozenset({Status.APPROVED, Status.PILOTING, Status.RECOGNISED})


def in_order(one: Nomination, other: Nomination) -> tuple[Nomination, Nomination]:
    """Return (story, case): which is merged into which."""
    story, case = sorted((one, other), key=lambda it: (FURTHER.get(Status(it.status), 0), -it.id))
    return story, case


def takes_in(case: Nomination) -> bool:
    """Say whether a case can be told of by more people: one that was declined cannot hide what is told anew."""
    return case.status in TAKES_IN


def check_merge(turn: Turn, story: Nomination, case: Nomination) -> None:
    """Raise NotAllowed unless this reviewer may merge a story into a case."""
    moves.check(turn, "merge", story)
    if why := rights.why_closed(turn, turn.person, case):
        raise NotAllowed(why)
    if story is case or not takes_in(case):
        raise NotAllowed("refused.case_closed")


def join(turn: Turn, story: Nomination, case: Nomination, action: str) -> None:
    """Make a story, with all that was merged into it, a testimony to a case; raises NotAllowed."""
    moves.make(turn, story, action, {"reason": case.code})
    story.merged_into = case.id
    _note(turn, case, "take_in", story)
    decisions.tell_newcomers(turn, case, story)


def part(turn: Turn, story: Nomination, case: Nomination) -> None:
    """Bring a testimony back to where it was before, with all that was merged into it; raises NotAllowed."""
    move = audit.last_move(turn.session, story)
    before = Status(move[0].source) if move and move[0].source else Status.SUBMITTED
    moves.make(turn, story, "unmerge", {"reason": case.code}, back_to=before)
    whole = cases.case_of(turn.session, case)
    story.merged_into = None
    _note(turn, case, "let_go", story)
    decisions.forget_leavers(turn, whole, story)


def _note(turn: Turn, case: Nomination, action: str, story: Nomination) -> None:
    """Put it on the record of the case as well, whose cards are other ones now."""
    audit.record(turn.session, action, turn.now, person=turn.person, nomination=case, reason=story.code or "")
    turn.looked_up.clear()
    panel.forget(turn)


def tell_reviewers(turn: Turn, story: Nomination, case: Nomination) -> None:
    """Tell those who decide about a case that somebody else told of it, and bring all cards up to date."""
    review.refresh_cards(turn, case)
    told = cases.testimonies(turn.session, case)
    for reviewer in review.deciders(turn, case):
        if reviewer is not turn.person:
            turn.say(
                "review.testimony",
                to=reviewer,
                once=f"testimony:{story.id}:{story.version}:{reviewer.id}",
                buttons=[[turn.button_for(reviewer, "choice.open_case", f"o:{case.id}", code=case.code)]],
                code=case.code,
                nominee=case.nominee,
                story=story.code,
                people=people(case, told),
                communes=communes(case, told),
            )


def bring_back(turn: Turn, story: Nomination, case: Nomination) -> None:
    """Bring all cards up to date after two cases were parted; a story that waits again comes as a card."""
    review.refresh_cards(turn, case)
    if story.status in WAITING:
        review.announce(turn, story, first=True)
    review.refresh_cards(turn, story)


def news(voice: Voice, story: Nomination, case: Nomination, key: str) -> Html:
    """Return what a story's citizen reads of its being merged or parted."""
    citizen = voice.session.get_one(Person, story.nominator_id)
    values = {"code": story.code, "nominee": story.nominee, "now": state_now(voice, citizen, case)}
    return voice.words(citizen, f"nomination.{key}", **values)


def tell_citizen(turn: Turn, story: Nomination, case: Nomination, key: str) -> None:
    """Tell a story's citizen that it was merged or parted."""
    citizen = turn.session.get_one(Person, story.nominator_id)
    now = state_now(turn, citizen, case)
    once = f"{key}:{story.id}:{story.version}"
    turn.say(f"nomination.{key}", to=citizen, once=once, code=story.code, nominee=story.nominee, now=now)


def state_now(voice: Voice, citizen: Person, case: Nomination) -> Html:
    """Return, after a space, where a case is, for somebody who told of it too late to hear good news; else nothing."""
    status = public_status(voice, case)
    if status not in GOOD_NEWS:
        return Html("")
    return Html(f" {voice.words(citizen, 'nomination.case_now', state=voice.words(citizen, f'follow.{status}'))}")


def public_status(voice: Voice, case: Nomination) -> str:
    """Return where citizens are told that a case is: a decision that is not announced yet is none to them."""
    return decisions.status_told(voice, case)
