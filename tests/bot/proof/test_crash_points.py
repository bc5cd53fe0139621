"""Every crash point: the service dies before its n-th operation, n = 1 to the last, and nobody can tell afterwards."""

import itertools
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.sandbox.people import SimulatedPerson
from bot.sandbox.world import FIRST_PERSON
from tests.bot.conftest import until
from tests.bot.proof import remains
from tests.bot.proof.figures import WHOLE, size, tell
from tests.bot.proof.mortals import Run, Scene, Stage, stage
from tests.bot.walking import PHOTO
from tests.town import Town, tells, walks_to

NAMES = ("Hoa", "Bình", "Lan")
HOA, BINH, LAN = (str(FIRST_PERSON + n) for n in range(3))
PATIENCE = 60.0
TEXTS = ("chào", "Một người")
SAYS_AT_LAST = {"hoadep": ("/trogiup", "/trangthai"), "forgetful": ("xong rồi", "xong rồi")}


@pytest.fixture(scope="module")
def halfway(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database in which Hoa needs only to send her story, Bình is asked for photos, and Lan reviews."""
    file = tmp_path_factory.mktemp("halfway") / "halfway.db"
    with Town.on(f"sqlite:///{file}") as town:
        town.now = datetime.now(UTC)
        for name, number in zip(NAMES, (HOA, BINH, LAN), strict=True):
            resident = town.citizen(name)
            resident.id = number
            town.residents[number] = resident
        hoa, binh, lan = (town.residents[number] for number in (HOA, BINH, LAN))
        lan.says(f"/start i_{town.invite()}")
        tells(hoa)
        walks_to(binh, "media")
    return file


async def conversation(run: Run) -> None:
    """Let three people send six messages, each when the one before was answered."""
    hoa, binh, lan = await arrive(run)
    await hoa.says("Gửi bài giới thiệu")
    await hoa.hears("Mã tra cứu", timeout=PATIENCE)
    await binh.sends_photo(PHOTO)
    await binh.hears("Đã nhận 1/", timeout=PATIENCE)
    await lan.taps("Duyệt", timeout=PATIENCE)
    await lan.taps("Đúng, duyệt", timeout=PATIENCE)
    await hoa.hears("đã được duyệt", timeout=PATIENCE)
    await binh.taps("Đủ rồi", timeout=PATIENCE)
    await binh.hears("Bước 9", timeout=PATIENCE)
    await binh.says("Trần Văn Bình")
    await binh.hears("Bước 10", timeout=PATIENCE)


async def burst(run: Run, bot: str = "hoadep") -> None:
    """Let three people send six messages at once, and one more when the bot has died, or has answered them all."""
    people = await arrive(run)
    for text in TEXTS:
        for person in people:
            await person.says(text)
    await until(lambda: run.died.is_set() or all_answered(run, len(TEXTS)))
    words, answer = SAYS_AT_LAST[bot]
    await people[0].says(words)
    await people[0].hears(answer, timeout=PATIENCE)


def all_answered(run: Run, texts: int) -> bool:
    return all(len(heard) >= texts for heard in remains.chats(run.sandbox).values())


async def arrive(run: Run) -> list[SimulatedPerson]:
    people = [await run.people.add(name) for name in NAMES]
    for person in run.sandbox.world.people.values():
        person.started = True
    return people


@pytest.mark.timeout(3600 if WHOLE else 300)
@pytest.mark.parametrize("scene", [conversation, burst], ids=["one by one", "at once"])
async def test_killed_at_any_operation_the_service_ends_where_it_would_have(
    halfway: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], scene: Scene
) -> None:
    deaths: Counter[str] = Counter()
    twice = 0
    async with stage("hoadep", tmp_path, halfway) as theatre:
        wanted = await theatre.plays(scene)
        for operation in itertools.count(1, size(15, 1)):
            run = await theatre.plays(scene, operation)
            if not run.last_words:
                break
            deaths[run.last_words] += 1
            about = f"died at operation {operation}, {run.last_words}"
            assert remains.differences(wanted.state, run.state) == [], about
            assert remains.missing(wanted.chats, run.chats) == [], about
            twice += said_again(wanted, run, about)

    assert deaths.total() > 5
    tell(
        capsys,
        f"Crash points, six messages {'at once' if scene is burst else 'one by one'}",
        f"died at {deaths.total()} points ({described(deaths)}): 0 lost, state exact each time, "
        f"{twice} messages heard twice, each on its way at the death",
    )


def said_again(wanted: Run, run: Run, about: str) -> int:
    """Return how many messages came twice, having checked that each of them was open when the bot died."""
    again = Counter((chat, text) for chat, texts in run.chats.items() for text in texts)
    again -= Counter((chat, text) for chat, texts in wanted.chats.items() for text in texts)
    assert again <= run.open_then, about
    return again.total()


def described(deaths: Counter[str]) -> str:
    return ", ".join(f"{what} {count}" for what, count in deaths.most_common())


async def losses(theatre: Stage) -> tuple[int, int]:
    """Return at how many operations of a burst a forgetful bot died, and how many answers that cost."""
    scene = partial(burst, bot="forgetful")
    wanted = await theatre.plays(scene)
    lost = 0
    for died, operation in enumerate(itertools.count(1, size(4, 1))):
        run = await theatre.plays(scene, operation)
        if not run.last_words:
            return died, lost
        lost += len(remains.missing(wanted.chats, run.chats))
    raise AssertionError


@pytest.mark.timeout(600)
async def test_pointed_at_the_updater_of_python_telegram_bot_the_same_harness_finds_losses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage("forgetful", tmp_path) as theatre:
        points, lost = await losses(theatre)

    tell(capsys, "The same harness on python-telegram-bot's updater", f"died at {points} points: {lost} answers lost")
    assert lost > 0
