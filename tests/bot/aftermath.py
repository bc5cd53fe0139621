"""What a database and the chats must look like after the service died many times."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp

from bot.clock import Clock
from bot.sandbox.people import People, SimulatedPerson, text_of
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Chat
from bot.sandbox.zalo.world import ZaloChat
from storage import audit, invites
from storage.db import Database
from storage.models import Role
from tests.bot.conftest import asked, until
from tests.bot.storytellers import Storyteller

_STORIES = """
    SELECT nomination.id, nomination.code, nomination.nominee, nomination.draft
    FROM nomination JOIN person ON person.id = nominator_id
    WHERE external_id = ? ORDER BY nomination.id
"""
# Per chat: the number of its newest message right before each kill, and once all the dead one said was heard.
Heights = dict[int | str, list[tuple[int, int]]]

_FILES = "SELECT sha256 FROM attachment WHERE nomination_id = ? ORDER BY id"


async def invited(client: People, database: Database) -> SimulatedPerson:
    """Return a reviewer, who hears of every story that is sent."""
    with database.begin() as session:
        token = invites.invite(session, Role.REVIEWER, Clock().now(), timedelta(hours=1)).token
    reviewer = await client.add("Cán bộ")
    await reviewer.starts(f"i_{token}")
    return reviewer


@asynccontextmanager
async def measured(sandbox: Sandbox, heights: Heights) -> AsyncIterator[None]:
    """Note how far each chat is before and after the kill within."""
    before = _newest(sandbox)
    yield
    await last_words(sandbox)
    for chat, after in _newest(sandbox).items():
        heights.setdefault(chat, []).append((before.get(chat, 0), after))


def _newest(sandbox: Sandbox) -> dict[int | str, int]:
    chats = (*sandbox.world.chats.values(), *sandbox.zalo.chats.values())
    return {chat.id: max(chat.posts, default=0) for chat in chats}


async def last_words(sandbox: Sandbox) -> None:
    """Let the sandbox hear what a service sent before it was killed.

    It may still lie in a socket, and would else count as said in the next life: two questions come after all of it.
    """
    async with aiohttp.ClientSession(sandbox.url) as session:
        for _ in range(2):
            async with session.get("/sandbox/faults") as answer:
                assert answer.status == 200


async def all_settled(database: Database) -> None:
    await until(lambda: not asked(database, "SELECT 1 FROM outbox WHERE state IN ('queued', 'errored')"), 120)
    await until(lambda: not asked(database, "SELECT 1 FROM attachment WHERE sha256 IS NULL"), 120)


def accounts(
    database: Database,
    sandbox: Sandbox,
    reviewer: SimulatedPerson,
    tellers: Sequence[Storyteller],
    heights: Heights,
) -> tuple[int, list[str]]:
    """Compare people's own books with the database and the chats; return how many stories, and what was said twice."""
    for teller in tellers:
        told = [(one.code, one.nominee, one.pieces, one.results, one.phone, one.hashes()) for one in teller.stories]
        taken = taken_from(database, teller)
        assert taken == told, f"{teller.person.id} told {told}, and of it was taken {taken}"
    everybody = [reviewer, *(teller.person for teller in tellers)]
    chats = {who.id: sandbox.world.chats[int(who.id)] for who in everybody}
    twice = [text for who, chat in chats.items() for text in heard_twice(database, chat, heights.get(int(who), ()))]
    told = sum(len(teller.stories) for teller in tellers)
    assert_nothing_amiss(database, told, sum(teller.apologies for teller in tellers))
    return told, twice


def taken_from(database: Database, teller: Storyteller) -> list[object]:
    """Return what the database holds of a person, in the shape of their own book."""
    found: list[object] = []
    for ref, code, nominee, row in asked(database, _STORIES, str(teller.person.id)):
        answers = (json.loads(row) if isinstance(row, str) else row)["answers"]
        pieces = [piece["t"] for piece in answers["story"]]
        files = [sha256 for (sha256,) in asked(database, _FILES, ref)]
        found.append((code, nominee, pieces, answers["results"], answers["phone"], files))
    return found


def heard_twice(database: Database, chat: Chat | ZaloChat, kills: Sequence[tuple[int, int]]) -> list[str]:
    """Return what was said again in a chat, having checked that each row reached it, and twice only around a kill.

    `kills` has the chat's heights around each. A message of no row is one whose sending the service could
    not write down before it died: the same words must follow that kill, if only while it is being measured.
    """
    rows = asked(database, "SELECT message_id FROM outbox WHERE chat_id = ? AND edits IS NULL", str(chat.id))
    numbers = numbers_in(chat)
    settled = [numbers[message_id] for (message_id,) in rows]
    said = {number: text_of(post.message) for number, post in chat.posts.items() if post.side == "bot"}
    assert len(set(settled)) == len(settled), "no message stands for two rows"
    assert set(settled) <= set(said), "every row was heard"
    unsettled = sorted(set(said) - set(settled))
    for number in unsettled:
        again = [other for other in said if other > number and said[other] == said[number]]
        between = any(number <= after and other > before for before, after in kills for other in again)
        assert between, f"said twice without a kill in between: {said[number]}"
    return [said[number] for number in unsettled]


def numbers_in(chat: Chat | ZaloChat) -> dict[str, int]:
    """Return the number in the chat of each message by its platform's name for it."""
    return {str(post.message.get("platform_id", number)): number for number, post in chat.posts.items()}


def assert_in_order(database: Database, chat: Chat | ZaloChat) -> None:
    """Check that answers came in the order in which they were said."""
    said = "SELECT message_id FROM outbox WHERE chat_id = ? AND edits IS NULL AND lane = 'reply' ORDER BY id"
    numbers = numbers_in(chat)
    heard = [numbers[message_id] for (message_id,) in asked(database, said, str(chat.id))]
    assert heard == sorted(heard)


def assert_nothing_amiss(database: Database, told: int, apologies: int) -> None:
    """Check what one number can tell: codes, cards, drafts, failures, the record, the file itself."""

    def number(question: str) -> int:
        return int(asked(database, question)[0][0])

    assert number("SELECT COUNT(DISTINCT code) FROM nomination WHERE status = 'submitted'") == told
    assert number("SELECT COUNT(*) FROM nomination") == told
    assert number("SELECT COUNT(*) FROM event WHERE action = 'submit'") == told
    assert number("SELECT COUNT(*) FROM outbox WHERE key = 'review.new_card'") == told
    assert number("SELECT COUNT(*) FROM outbox WHERE state <> 'sent'") == 0
    # Killed three times in the very moment of one update, the service takes that update for the killer.
    assert number("SELECT COUNT(*) FROM failed_update") == apologies
    if database.is_sqlite:
        assert asked(database, "PRAGMA integrity_check") == [("ok",)]
    with database.begin() as session:
        assert list(audit.broken_links(session)) == []
