"""People and messages as the chat page sees them."""

from bot.sandbox.rendering import render
from bot.sandbox.world import Json, Person, Post

_KINDS = ("photo", "document", "video", "voice", "sticker")
_MIMES = {"photo": "image/jpeg", "sticker": "image/webp"}


def person_view(person: Person) -> Json:
    named = {name: person.names.get(name, "") for name in ("first_name", "last_name", "username")}
    return {"id": person.id, **named, "language_code": person.language_code, "blocked": person.blocked}


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


def _files(message: Json) -> list[Json]:
    found = []
    for kind in _KINDS:
        if kind in message:
            file = message[kind][-1] if kind == "photo" else message[kind]
            mime = file.get("mime_type") or _MIMES.get(kind, "application/octet-stream")
            named = {"name": file.get("file_name") or kind, "mime": mime, "kind": kind}
            found.append({"url": f"/sandbox/files/{file['file_id']}", **named})
    return found
