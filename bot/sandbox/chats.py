"""What a person sees of a chat, whatever the platform: its messages, and a revision that grows with each change."""

import time
from collections import OrderedDict
from typing import Any

from bot.sandbox.polling import Bell

Json = dict[str, Any]

TYPING_LIFE = 5.0
"""Seconds of real time."""


class Post:
    """One message of a chat. `message` is replaced, never altered: updates that carry it keep what they said."""

    def __init__(self, message: Json, side: str) -> None:
        self.message = message
        self.side = side
        self.rev = 0
        self.had_reply_keyboard = False
        self.edited = False
        self.deleted = False


class ChatLog:
    def __init__(self) -> None:
        self.posts: dict[int, Post] = {}
        self.rev = 0
        self.changed = Bell()
        self._last_id = 0
        self._typing_until = 0.0
        self._recent: OrderedDict[int, Post] = OrderedDict()

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def add(self, post: Post) -> None:
        self.posts[post.message["message_id"]] = post
        self.touch(post)

    def touch(self, post: Post | None = None) -> None:
        """Count a change, of `post` where one is given, and wake those who look on."""
        self.rev += 1
        if post:
            post.rev = self.rev
            self._recent[post.message["message_id"]] = post
            self._recent.move_to_end(post.message["message_id"])
        self.changed.ring()

    def since(self, rev: int) -> list[Post]:
        """Return the posts new or changed after `rev`, in the order of their ids."""
        found = []
        for post in reversed(self._recent.values()):
            if post.rev <= rev:
                break
            found.append(post)
        return sorted(found, key=lambda post: int(post.message["message_id"]))

    def types(self) -> None:
        self._typing_until = time.monotonic() + TYPING_LIFE
        self.touch()

    def stops_typing(self) -> None:
        self._typing_until = 0.0

    def typing_left(self) -> float:
        """Return for how many seconds more the bot seems to be typing."""
        return max(self._typing_until - time.monotonic(), 0.0)
