"""Every feature works on both channels: each command and each action of the router has a story that shows it.

Whoever adds a command or an action adds its story: to COMMANDS_TOLD below, or to STORIES in action_stories.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from handlers.actions import ACTIONS
from handlers.commands import COMMANDS, Command
from storage.models import Role
from tests.handlers.action_stories import NEEDS_NO_CHOICE, STORIES
from tests.handlers.stage import WAYS, Stage
from tests.town import Resident, Town, walks_to


@dataclass(frozen=True)
class Told:
    """Who says a command, in which words without a slash, after what, and what they hear."""

    who: Callable[[Stage], Resident]
    words: str
    hears: str
    after: Callable[[Stage], object] = lambda _stage: None
    then: tuple[str, ...] = ()  # what brings them back to where they were


def begun(stage: Stage) -> None:
    walks_to(stage.hoa, "place")


COMMANDS_TOLD = {
    "queue": Told(lambda stage: stage.lan, "Chờ duyệt", "queue.page"),
    "find": Told(lambda stage: stage.lan, "Tìm", "queue.find_what"),
    "pilots": Told(lambda stage: stage.lan, "Điểm sáng", "pilots.none"),
    "replicate": Told(lambda stage: stage.hoa, "Nhân rộng", "replicate.none_yet"),
    "urgent": Told(lambda stage: stage.lan, "Đột xuất", "queue.no_urgent"),
    "announce": Told(lambda stage: stage.lan, "Công bố", "announce.nothing"),
    "nominate": Told(lambda stage: stage.hoa, "Giới thiệu", "ask.kind", then=("/huy", "Xóa bài này")),
    "continue": Told(lambda stage: stage.hoa, "Tiếp tục", "nomination.resume", after=begun),
    "status": Told(lambda stage: stage.hoa, "Trạng thái", "follow.list"),
    "progress": Told(lambda stage: stage.hoa, "Tiến độ", "progress.now"),
    "subscribe": Told(
        lambda stage: stage.hoa, "Đăng ký", "letter.already", after=lambda stage: stage.hoa.says("/dangky")
    ),
    "unsubscribe": Told(lambda stage: stage.hoa, "Hủy đăng ký", "letter.not_subscribed"),
    "cancel": Told(lambda stage: stage.hoa, "Hủy", "nomination.confirm_cancel", after=begun),
    "language": Told(lambda stage: stage.hoa, "Ngôn ngữ", "people.choose_language"),
    "link": Told(lambda stage: stage.hoa, "Liên kết", "link.accounts"),
    "help": Told(lambda stage: stage.hoa, "Trợ giúp", "people.help_citizen"),
    "start": Told(lambda stage: stage.hoa, "Bắt đầu", "people.welcome", then=("/ngonngu",)),
    "away": Told(lambda stage: stage.lan, "Vắng", "away.how"),
    "remind": Told(lambda stage: stage.lan, "Nhắc", "remind.how"),
    "invite": Told(lambda stage: stage.binh, "Mời", "invite.to_what"),
    "history": Told(lambda stage: stage.binh, "Lịch sử", "history.which"),
    "broadcast": Told(lambda stage: stage.binh, "Gửi tin", "broadcast.nobody"),
    "reviewers": Told(lambda stage: stage.binh, "Cán bộ", "staff.list"),
    "notices": Told(lambda stage: stage.hoa, "Nhắc nhở", "notices.page"),
    "health": Told(lambda stage: stage.binh, "Sức khỏe", "health.page"),
    "preview": Told(lambda stage: stage.binh, "Xem trước", "digest.weekly"),
}


def test_every_command_and_action_of_the_router_has_a_story() -> None:
    untold = {command.en for command in COMMANDS} - set(COMMANDS_TOLD)
    unchosen = set(ACTIONS) - set(STORIES)

    assert not untold, f"no story shows that these commands work on every channel: {untold}; add them to COMMANDS_TOLD"
    assert not unchosen, f"no story shows that these actions can be chosen by typing: {unchosen}; add them to STORIES"


def test_no_story_is_about_something_that_is_gone() -> None:
    assert set(COMMANDS_TOLD) == {command.en for command in COMMANDS}
    assert set(STORIES) == set(ACTIONS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.en)
def test_a_command_is_understood_on_every_channel(town: Town, command: Command) -> None:
    stage, told = Stage(town), COMMANDS_TOLD[command.en]
    told.after(stage)
    for said in (f"/{command.vi}", f"/{command.en}", f"/{command.vi.upper()}"):
        assert heard_after(stage, told, said) == told.hears


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.en)
def test_a_command_is_understood_without_a_slash_where_there_are_no_buttons(zalo_town: Town, command: Command) -> None:
    stage, told = Stage(zalo_town), COMMANDS_TOLD[command.en]
    told.after(stage)
    for said in (command.vi, command.en, told.words, told.words.upper(), f" {told.words}. "):
        assert heard_after(stage, told, said) == told.hears


def heard_after(stage: Stage, told: Told, said: str) -> str:
    stage.town.passes(minutes=1)
    told.who(stage).says(said)
    heard = told.who(stage).heard[-1]
    told.who(stage).says(*told.then)
    return heard


def test_a_search_takes_words_on_every_channel(town: Town) -> None:
    stage = Stage(town)
    stage.lan.says("/tim nguyen thi hoe")
    assert stage.lan.heard[-1] == "queue.found"


@pytest.mark.parametrize("command", [one for one in COMMANDS if Role.CITIZEN not in one.who], ids=lambda one: one.en)
def test_what_is_the_reviewers_stays_theirs_without_a_slash(zalo_town: Town, command: Command) -> None:
    stage = Stage(zalo_town)
    stage.hoa.says(COMMANDS_TOLD[command.en].words)
    assert stage.hoa.heard[-1] == "refused.not_reviewer"
    assert len(zalo_town.record("refused")) == 1


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_chosen_on_every_channel(town: Town, action: str) -> None:
    stage = Stage(town)
    STORIES[action](stage)
    assert action in stage.chosen or NEEDS_NO_CHOICE.get(action) == town.channel, f"its story never chooses {action!r}"


@pytest.mark.parametrize("way", WAYS[1:])
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_chosen_by_its_words(zalo_town: Town, action: str, way: str) -> None:
    stage = Stage(zalo_town, way)
    STORIES[action](stage)
    read = [message.text for one in zalo_town.residents.values() for message in one.messages]
    assert action in stage.chosen
    assert [text for text in read if "bấm" in text.lower()] == []  # nobody is told to press what is not there
