"""What a card says of who decides: what was found on the spot, who is at it, the votes, and that nobody is there."""

from datetime import datetime

from handlers import ballot, claims, panel, rights
from handlers.ballot import Ballot
from handlers.calendar import moment_words
from handlers.levels import COMMUNE
from handlers.messages import Button
from handlers.turn import Voice
from handlers.votes import Choice
from handlers.wording import Html
from storage.models import WAITING, Nomination, Person, Role


def lines(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Return the lines below the state."""
    asked = panel.of(voice, nomination)
    unasked = nomination.status in WAITING and reader.role == Role.ADMIN and asked.is_of_admins
    found = [
        _verified(voice, reader, nomination),
        voice.words(reader, "who.nobody_fits") if unasked else None,
        _votes(voice, reader, nomination),
        _acting_for(voice, reader, nomination),
        claims.line(voice, reader, nomination),
    ]
    shown = [one for one in found if one]
    return [Html("\n".join(shown))] if shown else []


def _verified(voice: Voice, reader: Person, nomination: Nomination) -> Html | None:
    if not (told := nomination.verified):
        return None
    person = voice.session.get(Person, told["by"])
    return voice.words(
        reader,
        "who.verified",
        found=voice.words(reader, f"who.found_{told['found']}"),
        how=told["how"],
        name=person.name if person else "–",
        when=moment_words(voice.desk.calendar, datetime.fromisoformat(told["at"])),
    )


def _acting_for(voice: Voice, reader: Person, nomination: Nomination) -> Html | None:
    absent = panel.of(voice, nomination).stands_for.get(reader.id) if nomination.status in WAITING else None
    return voice.words(reader, "who.acting_for", name=absent.name) if absent else None


def _votes(voice: Voice, reader: Person, nomination: Nomination) -> Html | None:
    """Return how many voted; what they said is hidden from who has not."""
    votes = ballot.of(voice, nomination)
    if votes is None:
        return None
    quorum, cast = votes.panel.quorum, len(votes.cast)
    if not votes.may_see(reader):
        key = "who.votes_hidden" if rights.is_theirs(voice, reader, nomination) else "who.votes_counted"
        return voice.words(reader, key, quorum=quorum, n=cast)
    rows = [voice.words(reader, "who.votes", quorum=quorum, **_counts(votes)), *_opinions(voice, reader, votes)]
    if votes.is_with_the_lead:
        names = ", ".join(one.name for one in votes.panel.leads) or "–"
        rows.append(voice.words(reader, "who.with_lead", names=names))
    return Html("\n".join(rows))


def _counts(votes: Ballot) -> dict[str, int]:
    said = list(votes.choices.values())
    return {
        "approved": said.count(Choice.APPROVE),
        "declined": said.count(Choice.DECLINE),
        "abstained": said.count(Choice.ABSTAIN),
    }


def _opinions(voice: Voice, reader: Person, votes: Ballot) -> list[Html]:
    rows = []
    for vote in votes.cast:
        person = voice.session.get_one(Person, vote.person_id)
        found, _, how = (vote.reason or "").partition(": ") if votes.panel.level == COMMUNE else ("", "", vote.reason)
        said = voice.words(reader, f"who.found_{found}" if how and found else f"who.voted_{vote.choice}")
        words = Html(f"{said}: {voice.words(reader, 'who.words', words=how)}") if how else said
        rows.append(voice.words(reader, "who.vote", name=person.name, said=words))
    return rows


def buttons(voice: Voice, reader: Person, nomination: Nomination) -> list[Button]:
    """Return "no opinion", where there are votes, and "I am related", for as long as it waits."""
    if nomination.status not in WAITING or not (offered := rights.moves(voice, reader, nomination)):
        return []
    version, votes = f"{nomination.id}:{nomination.version}", ballot.of(voice, nomination)
    found = [voice.button_for(reader, "choice.recuse", f"dr:{version}")]
    if votes and not votes.is_with_the_lead and {"approve", "verify"} & set(offered):
        found.insert(0, voice.button_for(reader, "choice.abstain", f"da:{version}"))
    return found
