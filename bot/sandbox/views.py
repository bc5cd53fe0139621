"""People, chats and messages as the chat page sees them, those of Telegram and of Zalo alike."""

from bot.sandbox.chats import ChatLog, Json, Post
from bot.sandbox.profile import commands_in
from bot.sandbox.rendering import render
from bot.sandbox.world import Chat, Person, World
from bot.sandbox.zalo.world import ZaloChat, ZaloPerson, ZaloWorld

_KINDS = ("photo", "document", "video", "voice", "sticker")
_MIMES = {"photo": "image/jpeg", "sticker": "image/webp"}


def bots_view(telegram: World, zalo: ZaloWorld) -> Json:
    about = {field: telegram.about.get((field, ""), "") for field in ("description", "short_description")}
    bots = {"telegram": {"username": telegram.bot["username"], "first_name": telegram.bot["first_name"], **about}}
    if zalo.has_bot:
        bots["zalo"] = {"id": zalo.id, "account_name": zalo.account_name, "first_name": zalo.name}
    return bots


def person_view(person: Person) -> Json:
    named = {name: person.names.get(name, "") for name in ("first_name", "last_name", "username")}
    head = {"id": person.id, "channel": "telegram", **named}
    return {**head, "language_code": person.language_code, "blocked": person.blocked}


def zalo_person_view(person: ZaloPerson) -> Json:
    head = {"id": person.id, "channel": "zalo", "first_name": person.name, "last_name": "", "username": ""}
    reach = {"blocked": person.reach.blocked, "refuse": person.reach.refuse}
    return {**head, "language_code": person.language_code, **reach}


def chat_view(world: World, chat: Chat, after: int) -> Json:
    """Return what is new since revision `after`, and the keyboard and commands of now."""
    told: Json = {"toasts": [toast for rev, toast in chat.toasts if rev > after]}
    told["answered"] = [number for rev, number in chat.answered if rev > after]
    return {**_log_view(chat, after), **told, "keyboard": chat.keyboard, "commands": commands_in(world, chat)}


def zalo_chat_view(chat: ZaloChat, after: int) -> Json:
    """Return what is new since revision `after`, with the same keys although Zalo has not all of that."""
    return {**_log_view(chat, after), "toasts": [], "answered": [], "keyboard": None, "commands": []}


def post_view(post: Post) -> Json:
    """Return the Bot API message plus side, html, files, edited, deleted and rev; of a deleted one only the shell."""
    state = {"side": post.side, "edited": post.edited, "deleted": post.deleted, "rev": post.rev}
    message = post.message
    if post.deleted:
        shell = {name: message[name] for name in ("message_id", "from", "chat", "date")}
        return {**shell, **state, "html": "", "files": []}
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    return {**message, **state, "html": render(text, entities), "files": _files(message)}


def _log_view(chat: ChatLog, after: int) -> Json:
    messages = [post_view(post) for post in chat.since(after)]
    return {"rev": chat.rev, "messages": messages, "typing": chat.typing_left() > 0}


def _files(message: Json) -> list[Json]:
    found = []
    for kind in _KINDS:
        if kind in message:
            file = message[kind][-1] if kind == "photo" else message[kind]
            mime = file.get("mime_type") or _MIMES.get(kind, "application/octet-stream")
            named = {"name": file.get("file_name") or kind, "mime": mime, "kind": kind}
            found.append({"url": f"/sandbox/files/{file['file_id']}", **named})
    return found
