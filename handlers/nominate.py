"""A citizen fills in a draft: words, files, presses; the row is the whole conversation."""

from typing import Any

from handlers import asking, news, testimony, watch
from handlers.attach import is_early, keep_early, keep_file
from handlers.cards import story_lines
from handlers.drafts import given_from
from handlers.form import Draft
from handlers.given import BACK, CLEAR, DONE, SKIP, Files, Jump, Press, Words
from handlers.messages import Keyboard
from handlers.same_case import SAME
from handlers.submit import submit
from handlers.talk import Talk, answer, ask, revise
from handlers.turn import Turn
from handlers.wording import Html
from storage import late, nominations
from storage.models import Consent, Nomination, Status

CONTROLS = {"back": BACK, "skip": SKIP, "done": DONE, "clear": CLEAR}


def turn_to(turn: Turn, nomination: Nomination) -> None:
    """Let what this person writes from now on be about this draft, not about what a reviewer's dialog asked."""
    if turn.person.draft_id != nomination.id:
        turn.person.draft_id = nomination.id
    if turn.person.scene is not None:
        turn.person.scene = None


def current(turn: Turn) -> Nomination | None:
    """Return the draft this person is talking about just now."""
    if turn.person.draft_id is None:
        return None
    nomination = turn.session.get(Nomination, turn.person.draft_id)
    return nomination if nomination is not None and nomination.status in nominations.OPEN else None


def asked_overnight(turn: Turn) -> Nomination | None:
    """Return a reviewer's question that waited for the morning and has been said by now."""
    asked = (one for one in open_of(turn) if one.status == Status.NEEDS_INFO)
    return next((one for one in asked if news.is_said(turn, one)), None)


def open_of(turn: Turn) -> list[Nomination]:
    """Return what a person can go on with; a question that may still be taken back is none yet."""
    found = nominations.open_of(turn.session, turn.person)
    return [one for one in found if one.status != Status.NEEDS_INFO or news.is_out(turn, one)]


def mine(turn: Turn, ref: int) -> Nomination | None:
    """Return an open draft of this person's by its number."""
    nomination = turn.session.get(Nomination, ref)
    if nomination is None or nomination.nominator_id != turn.person.id or nomination.status not in nominations.OPEN:
        return None
    return nomination


def talk_about(turn: Turn, nomination: Nomination) -> Talk:
    asked = nomination.status == Status.NEEDS_INFO
    return Talk(
        form=asking.form_of(turn.desk, nomination) if asked else turn.desk.forms["nomination"],
        ref=nomination.id,
        draft=asking.load(nomination),
        save=lambda draft: asking.save(turn, nomination, draft),
        finish=lambda turn, draft: submit(turn, nomination, draft),
        values=lambda turn, draft: _values(turn, nomination, draft),
        look=testimony.look,
    )


def hear(turn: Turn, nomination: Nomination) -> None:
    """Take words, files or an edit for the draft."""
    given, talk = given_from(turn.given), talk_about(turn, nomination)
    if isinstance(given, Files) and (given.media.bytes or 0) > turn.desk.office.limits.file_mb * 1_000_000:
        turn.reply("form.file_too_big", most=turn.desk.office.limits.file_mb)
        ask(turn, talk, talk.draft)
        return
    if isinstance(given, Words) and talk.draft.cursor == "story" and not talk.draft.answers.get("story"):
        instead = watch.not_a_story(given.text, turn.desk.office.keywords)
        if instead and "doubted" not in talk.draft.answers:
            # Said twice, it is accepted: a rule that sees words alone may well be wrong.
            talk.save(talk.draft.with_answer("doubted", instead))
            redirect(turn, instead, insist=True)
            ask(turn, talk, talk.draft)
            return
    if isinstance(given, Files) and is_early(talk, given):
        keep_early(turn, nomination, talk, given)
        return
    after = answer(turn, talk, given)
    if isinstance(given, Files) and after.answers != talk.draft.answers:
        # What is sent when asked again comes with the next card, as other answers to a reviewer do.
        asked = nomination.status == Status.NEEDS_INFO
        keep_file(turn, nomination, given, "more" if asked else talk.draft.cursor)


def redirect(turn: Turn, instead: str, *, insist: bool = False) -> None:
    """Answer what is no story as what it is."""
    office, language = turn.desk.office.office, turn.person.language
    turn.reply(
        f"nomination.is_{instead}",
        channel=office.complaint_channel.in_(language),
        contact_name=office.contact_name,
        contact_phone=office.contact_phone,
    )
    if insist:
        turn.reply("nomination.insist")


def press(turn: Turn, nomination: Nomination, key: str, value: str) -> None:
    """Take a choice; one that belongs to another question is stale and changes nothing."""
    talk = talk_about(turn, nomination)
    turn_to(turn, nomination)
    if key != talk.draft.cursor:
        turn.toast("form.stale")
        ask(turn, talk, talk.draft)
        return
    after = answer(turn, talk, Press(value))
    if key in {"consent", "credit"} and value in {"yes", "no"}:
        _record_consent(turn, nomination, key, given=value == "yes", kept=after != talk.draft)


def control(turn: Turn, nomination: Nomination, key: str, word: str) -> None:
    """Take back, skip, done, revise, cancel and what follows from it."""
    talk = talk_about(turn, nomination)
    turn_to(turn, nomination)
    match word:
        case "cancel":
            _confirm_cancel(turn, nomination)
        case "drop":
            _drop(turn, nomination)
        case "keep":
            ask(turn, talk, talk.draft)
        case _ if key != talk.draft.cursor:
            turn.toast("form.stale")
            ask(turn, talk, talk.draft)
        case "revise":
            revise(turn, talk)
        case _ if word in CONTROLS:
            answer(turn, talk, CONTROLS[word])
            if word == "clear" and nomination.status == Status.DRAFT:
                nominations.forget_files(turn.session, nomination, key)


def jump(turn: Turn, nomination: Nomination, key: str) -> None:
    """Go to an answer that is to be changed."""
    talk = talk_about(turn, nomination)
    if key in talk.form.answerable(talk.draft) and talk.draft.cursor == "summary":
        answer(turn, talk, Jump(key))
    else:
        turn.toast("form.stale")
        ask(turn, talk, talk.draft)


def _values(turn: Turn, nomination: Nomination, draft: Draft) -> dict[str, Any]:
    if draft.cursor == "summary":
        return {
            "card": Html(
                "\n".join([story_lines(turn, turn.person, draft.answers), *testimony.chosen_line(turn, draft)])
            )
        }
    if draft.cursor == SAME:
        return testimony.shown(turn, draft)
    values: dict[str, Any] = {"nominee": draft.answers.get("nominee", ""), "question": nomination.question or ""}
    if draft.cursor == "consent":
        values["retention"] = turn.desk.office.office.retention.in_(turn.person.language)
    return values


def _record_consent(turn: Turn, nomination: Nomination, purpose: str, *, given: bool, kept: bool) -> None:
    if given and not kept:
        return
    row = {
        "person_id": turn.person.id,
        "nomination_id": nomination.id,
        "purpose": {"consent": "processing", "credit": "naming"}[purpose],
        "given": given,
        "text_version": turn.desk.office.office.consent_version,
        "language": turn.person.language,
        "at": turn.now,
    }
    late.add(turn.session, Consent, row)


def _confirm_cancel(turn: Turn, nomination: Nomination) -> None:
    if nomination.status == Status.NEEDS_INFO:
        turn.person.draft_id = None
        turn.reply("nomination.answer_later", code=nomination.code)
        return
    rows = [
        [turn.button("choice.keep", f"c:{nomination.id}:summary:keep", numbered=True)],
        [turn.button("choice.drop", f"c:{nomination.id}:summary:drop", numbered=True)],
    ]
    turn.reply("nomination.confirm_cancel", buttons=rows)


def _drop(turn: Turn, nomination: Nomination) -> None:
    if nomination.status != Status.DRAFT:
        return
    turn.person.draft_id = None
    turn.close_menu()
    late.write(turn.session)  # what was agreed to is kept, without the story
    turn.session.delete(nomination)
    turn.reply("nomination.dropped", keyboard=Keyboard(remove=True))
