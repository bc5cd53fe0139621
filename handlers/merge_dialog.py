"""Reviewers compare cases, merge them, part them, and look through the testimonies. Every step can be left."""

from handlers import cards, markup, merging, moves, rights
from handlers.calendar import date_words
from handlers.messages import Button
from handlers.review import readable, refresh_cards, refuse
from handlers.turn import Turn
from handlers.wording import Html
from handlers.workflow import NotAllowed
from storage import cases
from storage.models import Nomination

PAGE = 8
SHORT = 300  # characters of each story that is compared


def compare(turn: Turn, ref: int, other: int) -> None:
    """Show two cases below each other, and offer to merge the younger or less far into the other."""
    one = readable(turn, ref)
    two = readable(turn, other) if one else None
    if one is None or two is None:
        return
    story, case = merging.in_order(one, two)
    if _refused_merge(turn, story, case):
        return
    act = f"gg:{story.id}:{story.version}:{case.id}:{case.version}"
    rows = [
        [turn.button("choice.confirm_merge", act, numbered=True, story=story.code, case=case.code)],
        [_open(turn, story), _open(turn, case)],
        [turn.button("choice.not_now", "gn", numbered=True)],
    ]
    turn.reply(
        "review.compare",
        buttons=rows,
        case=case.code,
        story=story.code,
        case_told=_told(turn, case),
        story_told=_told(turn, story),
        n=len(cases.testimonies(turn.session, story)),
        message=_quoted(merging.news(turn, story, case, "merged")),
    )


def _told(turn: Turn, nomination: Nomination) -> Html:
    return cards.story_lines(turn, turn.person, nomination.draft["answers"], SHORT)


def _open(turn: Turn, nomination: Nomination) -> Button:
    return turn.button("choice.open_case", f"o:{nomination.id}", numbered=True, code=nomination.code)


def _quoted(words: Html) -> Html:
    """Return a citizen's message for a quotation; Telegram knows none within another."""
    return Html(words.replace("<blockquote>", "«").replace("</blockquote>", "»"))


def merge(turn: Turn, ref: int, version: int, other: int, other_version: int) -> None:
    """Merge a story into a case, as both were when that was asked."""
    held = {one.id: one for one in cases.held(turn.session, ref, other)}
    story, case = held.get(ref), held.get(other)
    if story is None or case is None or None in {story.code, case.code}:
        turn.toast("refused.gone", alert=True)
        return
    if _refused_merge(turn, story, case) or _changed(turn, "merge", story, version):
        return
    if _changed(turn, "merge", case, other_version):
        return
    merging.join(turn, story, case, "merge")
    turn.close_menu()
    turn.reply("review.done_merge", story=story.code, case=case.code)
    merging.tell_citizen(turn, story, case, "merged")
    refresh_cards(turn, story)
    merging.tell_reviewers(turn, story, case)


def _refused_merge(turn: Turn, story: Nomination, case: Nomination) -> bool:
    try:
        merging.check_merge(turn, story, case)
    except NotAllowed as refusal:
        refuse(turn, "merge", refusal.key, case if refusal.key == "refused.case_closed" else story)
        return True
    return False


def _changed(turn: Turn, action: str, nomination: Nomination, version: int) -> bool:
    if nomination.version == version:
        return False
    refuse(turn, action, "refused.changed", nomination)
    return True


def confirm_unmerge(turn: Turn, ref: int, version: int) -> None:
    """Ask before a testimony is parted from its case, and show what its citizen will read."""
    story = readable(turn, ref)
    if story is None or _refused_unmerge(turn, story, version):
        return
    case = cases.case_of(turn.session, story)
    rows = [
        [turn.button("choice.confirm_unmerge", f"gx:{ref}:{version}", numbered=True, story=story.code)],
        [turn.button("choice.not_now", "gn", numbered=True)],
    ]
    message = _quoted(merging.news(turn, story, case, "unmerged"))
    turn.reply("review.confirm_unmerge", buttons=rows, story=story.code, case=case.code, message=message)


def unmerge(turn: Turn, ref: int, version: int) -> None:
    """Part a testimony from its case: it is again where it was before."""
    story = next(iter(cases.held(turn.session, ref)), None)
    if story is None or story.code is None:
        turn.toast("refused.gone", alert=True)
        return
    if _refused_unmerge(turn, story, version):
        return
    case = cases.case_of(turn.session, story)
    merging.part(turn, story, turn.session.get_one(Nomination, story.merged_into))
    turn.close_menu()
    turn.reply("review.done_unmerge", story=story.code, case=case.code)
    merging.tell_citizen(turn, story, case, "unmerged")
    merging.bring_back(turn, story, case)


def _refused_unmerge(turn: Turn, story: Nomination, version: int) -> bool:
    try:
        moves.check(turn, "unmerge", story)
        rights.check_conflict(turn, turn.person, cases.case_of(turn.session, story))
    except NotAllowed as refusal:
        refuse(turn, "unmerge", refusal.key, story)
        return True
    return _changed(turn, "unmerge", story, version)


def leave(turn: Turn) -> None:
    """Change nothing."""
    turn.close_menu()
    turn.reply("review.cancelled")


def show_testimonies(turn: Turn, ref: int, start: int = 0) -> None:
    """List who else told of a case, a page at a time."""
    case = readable(turn, ref)
    if case is None:
        return
    told = cases.testimonies(turn.session, case)
    page = told[start : start + PAGE] or told[:PAGE]
    rows = [[Button(f"{one.code} · {one.nominee}"[:60], f"o:{one.id}", numbered=True)] for one in page]
    if left := len(told) - start - len(page):
        rows.append([turn.button("choice.more", f"gt:{ref}:{start + PAGE}", n=left)])
    lines = Html("\n".join(_line(turn, one) for one in page))
    turn.reply("review.testimonies", buttons=rows, code=case.code, n=len(told), lines=lines)


def _line(turn: Turn, one: Nomination) -> Html:
    answers = one.draft["answers"]
    return turn.words(
        turn.person,
        "review.testimony_line",
        code=one.code,
        sender=answers["sender"],
        place=markup.shorten(cards.place_words(turn.desk, answers["place"]), 60),
        date=date_words(turn.desk.calendar.local(one.submitted_at or one.created_at)),
    )
