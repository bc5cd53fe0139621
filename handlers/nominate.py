"""A citizen introduces a person or a model: the draft's row is the whole conversation."""

from dataclasses import replace
from typing import Any

from handlers import clean, watch
from handlers.calendar import moment_words
from handlers.cards import story_lines
from handlers.drafts import given_from, load, save
from handlers.form import BACK, CLEAR, DONE, SKIP, Draft, Files, Invalid, Jump, Press, Words
from handlers.messages import Button, Keyboard
from handlers.submit import submit
from handlers.talk import Talk, answer, ask, revise
from handlers.turn import Turn
from storage import nominations, outbox
from storage.models import Attachment, Consent, Nomination, Status

CONTROLS = {"back": BACK, "skip": SKIP, "done": DONE, "clear": CLEAR}


def begin_or_resume(turn: Turn, prefill: str = "") -> None:
    """Begin a story, or offer to go on with the one that is open."""
    if not offer_to_resume(turn, prefill):
        begin(turn, given_by(turn, prefill))


def offer_to_resume(turn: Turn, prefill: str = "") -> bool:
    """Offer to go on with what is open or to begin anew; say whether anything was open."""
    drafts = nominations.open_of(turn.session, turn.person)
    if not drafts:
        return False
    rows = [[_resume_button(turn, one, len(drafts))] for one in drafts[:5]]
    carried = f"n:new:{prefill}" if given_by(turn, prefill) else "n:new"
    rows.append([turn.button("choice.new_draft", carried, numbered=True)])
    first = drafts[0]
    when = moment_words(turn.desk.calendar, first.updated_at)
    nominee = load(first).answers.get("nominee")
    if nominee:
        turn.reply("nomination.resume", buttons=rows, nominee=nominee, when=when)
    else:
        turn.reply("nomination.resume_unnamed", buttons=rows, when=when)
    return True


def _resume_button(turn: Turn, nomination: Nomination, of: int) -> Button:
    nominee = load(nomination).answers.get("nominee")
    if of == 1 or not nominee:
        return turn.button("choice.continue_draft", f"n:go:{nomination.id}", numbered=True)
    return turn.button("choice.continue_named", f"n:go:{nomination.id}", numbered=True, nominee=nominee[:40])


def begin(turn: Turn, given: dict[str, Any] | None = None) -> None:
    """Open a new draft and ask its first question; `given` answers are not asked."""
    draft = turn.desk.forms["nomination"].start(given)
    _open(turn, replace(draft, answers={**draft.answers, "own_name": turn.person.name}))


def begin_with_story(turn: Turn) -> None:
    """Open a new draft with what somebody told without being asked; a photo beside the words is kept too."""
    form, told = turn.desk.forms["nomination"], given_from(turn.given)
    try:
        draft, _ = form["story"].take(form.start(), told)
    except Invalid as problem:
        turn.reply(problem.key, **problem.values)
        return
    turn.reply("people.story_kept")
    nomination = _open(turn, replace(draft, answers={**draft.answers, "own_name": turn.person.name}))
    if isinstance(told, Files):
        _keep_file(turn, nomination, told, "story")


def _open(turn: Turn, draft: Draft) -> Nomination:
    empty = next((one for one in nominations.open_of(turn.session, turn.person) if _is_empty(one)), None)
    nomination = empty or Nomination(
        status=Status.DRAFT,
        version=0,
        nominator_id=turn.person.id,
        created_at=turn.now,
        updated_at=turn.now,
        status_at=turn.now,
        draft={},
    )
    save(turn, nomination, draft)
    turn.session.add(nomination)
    turn.session.flush()
    _turn_to(turn, nomination)
    ask(turn, talk_about(turn, nomination), draft)
    return nomination


def go_on(turn: Turn, nomination: Nomination) -> None:
    """Take up an open draft where it was left."""
    _turn_to(turn, nomination)
    talk = talk_about(turn, nomination)
    if nomination.status == Status.NEEDS_INFO:
        turn.reply("nomination.reviewer_asks", code=nomination.code, question=nomination.question or "")
    ask(turn, talk, talk.draft)


def _is_empty(nomination: Nomination) -> bool:
    draft = load(nomination)
    return nomination.status == Status.DRAFT and not set(draft.answers) - {*draft.given, "own_name"}


def _turn_to(turn: Turn, nomination: Nomination) -> None:
    """Let what this person writes from now on be about this draft, not about what a reviewer's dialog asked."""
    turn.person.draft_id, turn.person.scene = nomination.id, None


def current(turn: Turn) -> Nomination | None:
    """Return the draft this person is talking about just now."""
    if turn.person.draft_id is None:
        return None
    nomination = turn.session.get(Nomination, turn.person.draft_id)
    return nomination if nomination is not None and nomination.status in nominations.OPEN else None


def mine(turn: Turn, ref: int) -> Nomination | None:
    """Return an open draft of this person's by its number."""
    nomination = turn.session.get(Nomination, ref)
    if nomination is None or nomination.nominator_id != turn.person.id or nomination.status not in nominations.OPEN:
        return None
    return nomination


def talk_about(turn: Turn, nomination: Nomination) -> Talk:
    form = turn.desk.forms["supplement" if nomination.status == Status.NEEDS_INFO else "nomination"]
    return Talk(
        form=form,
        ref=nomination.id,
        draft=load(nomination),
        save=lambda draft: save(turn, nomination, draft),
        finish=lambda turn, draft: submit(turn, nomination, draft),
        values=lambda turn, draft: _values(turn, nomination, draft),
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
    if isinstance(given, Files) and _is_early(talk, given):
        _keep_early(turn, nomination, talk, given)
        return
    after = answer(turn, talk, given)
    if isinstance(given, Files) and after.answers != talk.draft.answers:
        _keep_file(turn, nomination, given, talk.draft.cursor)


def _is_early(talk: Talk, files: Files) -> bool:
    """Say whether a file comes where words are asked, before the question that is for files."""
    if "media" not in talk.form or talk.draft.cursor == "media":
        return False
    return talk.draft.cursor != "story" or not (files.caption or files.media.kind == "voice")


def _keep_early(turn: Turn, nomination: Nomination, talk: Talk, files: Files) -> None:
    """Keep a file that came early among the story's files, and ask the open question again."""
    try:
        kept, _ = talk.form["media"].take(talk.draft, files)
        key = "form.file_kept"
        talk.save(replace(kept, pending=talk.draft.pending))
        _keep_file(turn, nomination, files, "media")
    except Invalid as problem:
        key = problem.key
    once = turn.album_key(key)
    if once is None or not outbox.has(turn.session, once):
        turn.reply(key, once=once, most=turn.desk.office.limits.files)
        ask(turn, talk, talk.draft)


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
    _turn_to(turn, nomination)
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
    _turn_to(turn, nomination)
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
            if word == "clear":
                nominations.forget_files(turn.session, nomination, key)


def jump(turn: Turn, nomination: Nomination, key: str) -> None:
    """Go to an answer that is to be changed."""
    talk = talk_about(turn, nomination)
    if key in talk.form.keys and talk.draft.cursor == "summary":
        answer(turn, talk, Jump(key))
    else:
        turn.toast("form.stale")
        ask(turn, talk, talk.draft)


def _values(turn: Turn, nomination: Nomination, draft: Draft) -> dict[str, Any]:
    if draft.cursor == "summary":
        return {"card": story_lines(turn, turn.person, draft.answers)}
    values: dict[str, Any] = {"nominee": draft.answers.get("nominee", ""), "question": nomination.question or ""}
    if draft.cursor == "consent":
        values["retention"] = turn.desk.office.office.retention.in_(turn.person.language)
    return values


def _record_consent(turn: Turn, nomination: Nomination, purpose: str, *, given: bool, kept: bool) -> None:
    if given and not kept:
        return
    turn.session.add(
        Consent(
            person_id=turn.person.id,
            nomination_id=nomination.id,
            purpose={"consent": "processing", "credit": "naming"}[purpose],
            given=given,
            text_version=turn.desk.office.office.consent_version,
            language=turn.person.language,
            at=turn.now,
        )
    )


def _keep_file(turn: Turn, nomination: Nomination, files: Files, question: str) -> None:
    turn.session.add(
        Attachment(
            nomination_id=nomination.id,
            channel=turn.given.channel,
            question=question,
            kind=files.media.kind,
            file_id=files.media.file_id,
            file_unique_id=files.media.file_unique_id,
            label=clean.redact_ids(clean.label(files.media.name)) or None,
            bytes=files.media.bytes,
            retry_at=turn.now,
            created_at=turn.now,
        )
    )


def _confirm_cancel(turn: Turn, nomination: Nomination) -> None:
    if nomination.status == Status.NEEDS_INFO:
        turn.person.draft_id = None
        turn.reply("nomination.answer_later", code=nomination.code)
        return
    rows = [
        [turn.button("choice.drop", f"c:{nomination.id}:summary:drop", numbered=True)],
        [turn.button("choice.keep", f"c:{nomination.id}:summary:keep", numbered=True)],
    ]
    turn.reply("nomination.confirm_cancel", buttons=rows)


def _drop(turn: Turn, nomination: Nomination) -> None:
    if nomination.status != Status.DRAFT:
        return
    turn.person.draft_id = None
    turn.session.delete(nomination)
    turn.reply("nomination.dropped", keyboard=Keyboard(remove=True))


def given_by(turn: Turn, prefill: str) -> dict[str, Any]:
    """Return the answers that a deep link gives: f_<field> or c_<commune>."""
    kind, _, value = prefill.partition("_")
    if kind == "f" and turn.desk.office.field(value):
        return {"field": value}
    if kind == "c" and value in turn.desk.gazetteer.by_code:
        return {"place": {"typed": turn.desk.place_name(value), "commune": value, "hamlet": ""}}
    return {}


def chosen_by(turn: Turn, prefill: str) -> str:
    """Return what a deep link chooses, in words."""
    given = given_by(turn, prefill)
    if "field" in given:
        return turn.desk.field_name(given["field"], turn.person.language)
    return turn.desk.place_name(given["place"]["commune"]) if given else ""
