"""What the sentences' files hold and which of their keys the code uses, read from the sources themselves."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.schedule import JOBS
from bot.web import SECRET_HEADERS
from handlers import chasing, digest_parts, digest_words, heartbeat, news, record, ticks, votes, when, wishes
from handlers.choosing import QUESTIONS
from handlers.commands import COMMANDS
from handlers.export import table, week_xlsx
from handlers.form import SUMMARY, Form
from handlers.office import Reasons
from handlers.pictures.sketch import LABELS
from handlers.publish_form import AGREED
from handlers.similar import MOST
from handlers.telling import Pieces
from handlers.wording import FOLDER, LANGUAGES, TYPED
from handlers.workflow import MOVES, Actor
from storage.broadcasts import State
from storage.models import Kind, Role, Status
from tests.town import ROOT, the_desk

FORMS = the_desk().forms
VARIANTS = (*LANGUAGES, *(language + TYPED for language in LANGUAGES))  # each as it reads on every channel
STAFF = [role for role in Role if role is not Role.CITIZEN]


class _References(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.terms: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 (the library's name)
        self.variables.add(node.id.name)

    def visit_TermReference(self, node: ftl.TermReference) -> None:  # noqa: N802 (the library's name)
        self.terms.add(node.id.name)


def _references(node: ftl.BaseNode) -> _References:
    visitor = _References()
    visitor.visit(node)
    return visitor


def sources(language: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((FOLDER / language).glob("*.ftl"))}


@cache
def messages(language: str) -> dict[str, frozenset[str]]:
    """Return the keys of a language, each with the values that it needs."""
    found: dict[str, frozenset[str]] = {}
    for name, text in sources(language).items():
        for entry in FluentParser().parse(text).body:
            assert not isinstance(entry, ftl.Junk), f"{language}/{name}: {entry.content}"
            if isinstance(entry, ftl.Message):
                key = entry.id.name.replace("-", ".", 1)
                assert key not in found, f"{key} is there twice"
                found[key] = frozenset(_references(entry).variables)
    return found


def terms(language: str) -> dict[str, list[str]]:
    """Return the terms that each file of a language defines."""
    return {
        name: [entry.id.name for entry in FluentParser().parse(text).body if isinstance(entry, ftl.Term)]
        for name, text in sources(language).items()
    }


def terms_in_use(language: str) -> set[str]:
    """Return the terms that a language's sentences name, and those that these name in turn."""
    parsed = (FluentParser().parse(text) for text in sources(language).values())
    return set[str]().union(*(_references(one).terms for one in parsed))


def _programs() -> Iterator[tuple[Path, ast.Module]]:
    for package in ("handlers", "bot"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _pattern(node: ast.AST) -> str | None:
    """Return a text of the source with {} for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"\{\w+\}", "{}", node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


@cache
def keys_in_code() -> frozenset[str]:
    """Return every text of the code that looks like a key, with {} where it is made at run time."""
    topics = "|".join({key.split(".")[0] for key in messages("vi")})
    like_a_key = re.compile(rf"(?:{topics})\.[a-z_{{}}]+")
    found: set[str] = set()
    for _, tree in _programs():
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        patterns = (_pattern(node) for node in ast.walk(tree) if id(node) not in parts)
        found |= {one for one in patterns if one and like_a_key.fullmatch(one)}
    return frozenset(found)


def _dialogs() -> list[Form]:
    return [form for form in FORMS.values() if SUMMARY in form]


def _prompts() -> set[str]:
    """Return what the questions of all forms ask, in each of their moods."""
    found: set[str] = set()
    for form in FORMS.values():
        for key in form.keys:
            question = form[key]
            asks = getattr(question, "ask", "")
            found |= {asks.format(kind=kind) for kind in Kind} if asks else {f"ask.{key}"}
            found |= {f"ask.{key}_more"} if isinstance(question, Pieces) else set()
    return found | {f"ask.place_{mood}" for mood in ("old", "choose", "outside", "hamlet")}


def _warnings() -> set[str]:
    tree = ast.parse((ROOT / "handlers" / "watch.py").read_text(encoding="utf-8"))
    rules = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "warnings")
    table_of_rules = next(node for node in ast.walk(rules) if isinstance(node, ast.Dict))
    return {f"warning.{ast.literal_eval(key)}" for key in table_of_rules.keys if key} | {
        f"warning.{name}" for name in ("same_case", "rush", *chasing.FLAGS.values())
    }


def _filled(pattern: str, values: Iterable[object]) -> set[str]:
    return {pattern.replace("{}", str(value)) for value in values}


# Every key that is made at run time, proved from the forms, enumerations and tables that it is made of.
FAMILIES: dict[str, set[str]] = {
    "ask.{}": _prompts(),
    "ask.nominee_{}": _prompts(),
    "ask.{}_more": _prompts(),
    "ask.reason_{}": _filled("ask.reason_{}", [*Reasons.model_fields, "reopen"]),
    "ask.{}_summary": _filled("ask.{}_summary", [form.name for form in _dialogs()] + ["supplement"]),
    "form.{}_noted": _filled("form.{}_noted", ["story", "more"]),
    "choice.{}": _filled("choice.{}", [*Kind, "skip", "back", "revise"])
    | _filled("choice.{}", [name for name, (_, _, who) in MOVES.items() if who is Actor.REVIEWER]),
    "choice.change_{}": _filled(
        "choice.change_{}", [k for form in _dialogs() if len(form.keys) > 1 for k in form.keys]
    ),
    "choice.same_{}": _filled("choice.same_{}", range(1, MOST + 1)),
    "nomination.{}": _filled("nomination.{}", [*news.OUTCOMES.values(), "merged", "unmerged"]),
    "choice.confirm_{}": _filled("choice.confirm_{}", ["approve", "pilot"]),
    "choice.language_{}": _filled("choice.language_{}", LANGUAGES),
    "channel.{}": _filled("channel.{}", SECRET_HEADERS),
    "card.{}": _filled("card.{}", Kind),
    "card.credit_{}": _filled("card.credit_{}", ["yes", "no"]),
    "warning.{}": _warnings(),
    "state.{}": _filled("state.{}", Status),
    "follow.{}": _filled("follow.{}", [status for status in Status if status is not Status.DRAFT]),
    "nomination.{}{}": _filled("nomination.{}", news.OUTCOMES.values()) | {"nomination.needs_info_again"},
    "again.{}": _filled("again.{}", QUESTIONS),
    "choice.again_{}{}": _filled("choice.again_{}", QUESTIONS) | _filled("choice.again_{}_on", QUESTIONS),
    "tick.{}": _filled("tick.{}", [*ticks.LINES, ticks.CLEARANCE]),
    "nomination.is_{}": _filled("nomination.is_{}", ["complaint", "advert", "question"]),
    "heartbeat.{}": _filled("heartbeat.{}", heartbeat.ANSWERS),
    "broadcast.is_{}": _filled("broadcast.is_{}", State),
    "choice.heartbeat_{}": _filled("choice.heartbeat_{}", heartbeat.ANSWERS),
    "choice.replication_{}": _filled("choice.replication_{}", ["yes", "no"]),
    "replicate.{}": _filled("replicate.{}", ["confirmed", "refused"]),
    "replicate.you_{}": _filled("replicate.you_{}", ["confirmed", "refused"]),
    "choice.remind_{}": _filled("choice.remind_{}", when.CHOICES),
    "missing.{}": _filled(
        "missing.{}",
        [
            key
            for key in FORMS["nomination"].keys
            if not FORMS["nomination"][key].optional and not FORMS["nomination"][key].aside
        ],
    ),
    "chasing.{}": _filled("chasing.{}", chasing.FLAGS.values()),
    "review.done_{}": _filled("review.done_{}", [*news.OUTCOMES, "verify"]),
    "who.found_{}": _filled("who.found_{}", ["yes", "partly", "no"]),
    "who.voted_{}": _filled("who.voted_{}", votes.Choice),
    "history.{}": _filled("history.{}", record.KNOWN | record.BACK),
    "choice.agreed_{}": _filled("choice.agreed_{}", AGREED),
    "choice.named_{}": _filled("choice.named_{}", ["yes", "no"]),
    "choice.room_{}": _filled("choice.room_{}", ["yes", "no"]),
    "letter.room_{}": _filled("letter.room_{}", ["yes", "no"]),
    "letter.unnamed_{}": _filled("letter.unnamed_{}", Kind),
    "role.{}": _filled("role.{}", STAFF),
    "people.help_{}": _filled("people.help_{}", Role),
    "people.welcome_{}": _filled("people.welcome_{}", STAFF),
    "command.{}": _filled("command.{}", [command.en for command in COMMANDS]),
    "progress.{}": _filled("progress.{}", Kind),
    "notice.{}": _filled("notice.{}", wishes.OF_STAFF),
    "job.{}": _filled("job.{}", JOBS),
    "picture.{}": _filled("picture.{}", [name for names in LABELS.values() for name in names]),
    "digest.{}": _filled("digest.{}", digest_parts.PARTS),
    "choice.digest_{}": _filled("choice.digest_{}", digest_parts.PARTS),
    "digest.changed_{}": _filled("digest.changed_{}", digest_words.CHANGES),
    "sheet.{}": _filled("sheet.{}", ["general", "fields", "communes", "over", "left", "reached"]),
    "sheet.column_{}": _filled("sheet.column_{}", week_xlsx.COLUMNS),
    "export.{}": _filled("export.{}", table.COLUMNS),
    "export.kind_{}": _filled("export.kind_{}", Kind),
    "export.tally_{}": _filled("export.tally_{}", table.FUNNEL),
}


def used() -> frozenset[str]:
    """Return the keys that the code uses."""
    plain = {one for one in keys_in_code() if "{}" not in one}
    return frozenset(plain.union(*FAMILIES.values()))


def toasts() -> frozenset[str]:
    """Return the keys that are said as the short answer to a press."""
    refusals = {key for key in messages("vi") if key.startswith("refused.")}
    said = {
        node.args[0].value
        for _, tree in _programs()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "toast"
        and isinstance(node.args[0], ast.Constant)
    }
    return frozenset(refusals | {str(one) for one in said})
