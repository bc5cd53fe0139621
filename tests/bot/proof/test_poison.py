"""Malformed updates amid the load: each is kept, apologised for where a sender is known, and holds up nobody."""

import asyncio
import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from telegram import Bot

from bot.channels.telegram_updates import read
from bot.sandbox.people import SimulatedPerson
from bot.sandbox.polling import UpdateQueue, Waiting
from handlers.messages import InputKind
from tests.bot.conftest import Service, until
from tests.bot.proof.figures import WHOLE, size, tell
from tests.bot.proof.poison import Json, poisoned
from tests.bot.storytellers import SORRY, Storyteller

POISONS = size(100, 1000)
TELLERS = 4
BOT = Bot("1:x")


@pytest.fixture
def variables() -> dict[str, str]:
    return {"LIMITS__MESSAGES_PER_MINUTE": "1000000"}


def brewed(who: int, name: str) -> list[Json]:
    """Return so many poisons as Hypothesis makes of one person's updates."""
    made: list[Json] = []

    @settings(
        max_examples=POISONS,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(st.data())
    def brew(data: st.DataObject) -> None:
        made.append(data.draw(poisoned(who, name)))

    while len(made) < POISONS:
        brew()
    return made[:POISONS]


@pytest.mark.timeout(900 if WHOLE else 180)
async def test_poison_is_kept_and_apologised_for_and_delays_nobody(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    victim = await service.arrives("Nạn nhân")
    tellers = [await Storyteller.arrives(service.people, number) for number in range(TELLERS)]
    poisons, enough = await asyncio.to_thread(brewed, int(victim.id), victim.name), asyncio.Event()
    updates = service.sandbox.world.updates
    async with asyncio.TaskGroup() as talk:
        for teller in tellers:
            talk.create_task(teller.tells_until(enough))
        for number, poison in enumerate(poisons, 1):
            inject(updates, poison)
            if number % 5 == 0:
                await until(lambda last=poison["update_id"]: is_taken(updates, last), 60)
        enough.set()
    await until(lambda: not service.open_rows())

    read_as = {str(one["update_id"]): read(one, BOT) for one in poisons}
    ours = {number: given for number, given in read_as.items() if given is not None}
    broken = {number for number, given in ours.items() if given.kind is InputKind.BROKEN}
    kept = set(service.ask("SELECT update_id FROM failed_update"))
    assert broken <= kept <= set(ours), "kept whole, all that could not be read, and nothing of anybody else"
    assert set(ours) <= set(service.ask("SELECT update_id FROM seen_update"))
    known = {number for number in kept if ours[number].external_id == str(victim.id)}
    assert apologies(service, victim) == len(known)
    assert [teller.apologies for teller in tellers] == [0] * TELLERS
    told = sum(len(teller.stories) for teller in tellers)
    assert service.ask("SELECT count(*) FROM nomination WHERE status = 'submitted'") == [told]
    kinds = Counter("not for us" if given is None else "read" for given in read_as.values())
    tell(
        capsys,
        "Poison",
        f"{POISONS} malformed updates amid {told} stories: {len(kept)} kept, {len(known)} apologised for, "
        f"{kinds['not for us']} not from a person in private, the rest harmless; nobody else was held up",
    )


def inject(updates: UpdateQueue, poison: Json) -> None:
    """Let an update wait as it is, whatever its kind; it gets the next number."""
    updates._last_id += 1
    poison["update_id"] = updates._last_id
    updates._waiting.append(Waiting(poison, time.monotonic() + 86400))
    updates.arrived.ring()


def is_taken(updates: UpdateQueue, number: int) -> bool:
    """Say whether an update was acknowledged; the others' stories never leave the queue empty for long."""
    return not updates._waiting or updates._waiting[0].update["update_id"] > number


def apologies(service: Service, person: SimulatedPerson) -> int:
    return sum(SORRY in text for text in service.heard_by(person))
