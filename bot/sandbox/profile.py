"""Methods about the bot itself and its chats: getMe, commands, names, getChat, getFile."""

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.params import Params, bad_request
from bot.sandbox.world import Chat, Json, World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators",
    "chat_member",
}  # fmt: skip
_ABOUT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, _given: Params) -> Json:
    rights = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return {**world.bot, **rights, "can_connect_to_business": False, "has_main_web_app": False}


def get_chat(world: World, given: Params) -> Json:
    chat = world.chat_of(given)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    accepted = dict.fromkeys(gifts, False)
    return {**chat.shape, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": accepted}


def get_file(world: World, given: Params) -> Json:
    file_id = given.text("file_id")
    if not file_id:
        bad_request("file_id not specified")
    stored = world.files.find(file_id)
    if stored is None:
        bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > DOWNLOAD_LIMIT:
        bad_request("file is too big")
    head = {"file_id": file_id, "file_unique_id": stored.unique_id}
    return {**head, "file_size": len(stored.data), "file_path": stored.path}


def set_my_commands(world: World, given: Params) -> bool:
    commands = given.structure("commands")
    if not isinstance(commands, list) or len(commands) > 100:
        bad_request("can't parse commands: expected an Array of at most 100 BotCommand")
    key = _scope(given)
    world.commands[key] = [_command(command) for command in commands]
    return _changed(world)


def get_my_commands(world: World, given: Params) -> list[Json]:
    return world.commands.get(_scope(given), [])


def delete_my_commands(world: World, given: Params) -> bool:
    world.commands.pop(_scope(given), None)
    return _changed(world)


def commands_in(world: World, chat: Chat) -> list[Json]:
    """Return the commands this person sees: the narrowest scope first, in it the person's own language first."""
    language = chat.person.language_code.split("-")[0]
    for scope in (("chat", chat.id), ("all_private_chats", None), ("default", None)):
        for code in (language, ""):
            if found := world.commands.get((*scope, code)):
                return found
    return []


def set_about(field: str) -> Callable[[World, Params], bool]:
    def setter(world: World, given: Params) -> bool:
        value, language = given.text(field), given.text("language_code")
        if len(value) > _ABOUT_LIMITS[field]:
            bad_request(f"BOT_{'TITLE' if field == 'name' else 'ABOUT'}_INVALID")
        world.about[field, language] = value
        if field == "name" and value and not language:
            world.bot = {**world.bot, "first_name": value}
        return _changed(world)

    return setter


def get_about(field: str) -> Callable[[World, Params], Json]:
    def getter(world: World, given: Params) -> Json:
        language = given.text("language_code")
        fallback = world.bot["first_name"] if field == "name" else ""
        return {field: world.about.get((field, language)) or world.about.get((field, "")) or fallback}

    return getter


def _scope(given: Params) -> tuple[str, int | None, str]:
    scope = given.structure("scope") or {"type": "default"}
    if not isinstance(scope, dict) or str(scope.get("type")) not in _SCOPES:
        bad_request("can't parse BotCommandScope: unsupported type specified")
    chat_id = Params(scope).integer("chat_id")
    if chat_id is None and scope["type"].startswith("chat"):
        bad_request("can't parse BotCommandScope: chat_id is empty")
    return scope["type"], chat_id, given.text("language_code")


def _command(given: Any) -> Json:
    command = given if isinstance(given, dict) else {}
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", ""))
    if not _COMMAND.fullmatch(name):
        bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _changed(world: World) -> bool:
    for chat in world.chats.values():
        chat.touch()
    return True
