"""A citizen follows what became of the stories sent."""

from handlers import clean, news
from handlers.calendar import date_words
from handlers.merging import public_status
from handlers.turn import Turn
from handlers.wording import Html
from storage import cases, nominations
from storage.models import Nomination, Status

SHOWN = 10


def status(turn: Turn, code: str = "") -> None:
    """List one's stories with plain words for where each is, or show the one that is named."""
    sent = nominations.sent_by(turn.session, turn.person, SHOWN)
    if code:
        wanted = clean.clean_line(code).upper()
        sent = [one for one in sent if one.code == wanted]
        if not sent:
            turn.reply("follow.unknown_code", code=clean.redact_ids(clean.clean_line(code))[:40])
            return
    drafts = [one for one in nominations.open_of(turn.session, turn.person) if one.status == Status.DRAFT]
    if not sent and not drafts:
        turn.reply("follow.nothing", buttons=[[turn.button("choice.begin", "n:new")]])
        return
    rows = [
        [turn.button("choice.answer_named", f"n:go:{one.id}", code=one.code)]
        for one in sent
        if one.status == Status.NEEDS_INFO and news.is_out(turn, one)
    ]
    if drafts:
        rows.append([turn.button("choice.continue_draft", f"n:go:{drafts[0].id}")])
    lines = [_line(turn, one) for one in sent]
    turn.reply("follow.list", buttons=rows, n=len(sent), drafts=len(drafts), lines=Html("\n\n".join(lines)))


def _line(turn: Turn, one: Nomination) -> Html:
    told = news.status_told(turn, one) if one.merged_into is None else one.status
    since = one.status_at if told == one.status else one.submitted_at or one.status_at
    when = date_words(turn.desk.calendar.local(since))
    state = turn.words(turn.person, f"follow.{told}")
    if one.merged_into is not None:
        status = public_status(turn, cases.case_of(turn.session, one))
        state = turn.words(turn.person, "follow.merged_case", state=turn.words(turn.person, f"follow.{status}"))
    return turn.words(turn.person, "follow.line", code=one.code, nominee=one.nominee, state=state, date=when)
