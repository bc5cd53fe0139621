"""Simulated people in a closed loop: each does the next thing as soon as the last one is answered."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from bench.conversation import STEPS, Press, somebody

PATIENCE = 30.0  # seconds without any answer, after which a run has failed


@dataclass(slots=True)
class Heard:
    """A message of the bot as the Bot API stand-in keeps it: JSON, and the buttons below it (JSON, or nothing)."""

    text: bytes
    message: bytes
    buttons: bytes


class Person:
    """One citizen, who tells story after story for as long as the crowd acts."""

    def __init__(self, crowd: "Crowd", number: int) -> None:
        self._crowd = crowd
        self.who = (
            b'"from":{"id":%d,"is_bot":false,"first_name":"H\xc3\xb9ng","last_name":"Nguy\xe1\xbb\x85n","language_code":"vi"}'
            % number
        )
        self.chat = (
            b'"chat":{"id":%d,"first_name":"H\xc3\xb9ng","last_name":"Nguy\xe1\xbb\x85n","type":"private"}' % number
        )
        self._at, self._missing, self._began = 0, 0, 0.0
        self._name = somebody()
        self._shown: list[Heard] = []

    def joins(self, crowd: "Crowd") -> None:
        """Go by another crowd's pace."""
        self._crowd = crowd

    def act(self) -> None:
        """Do what comes next in the story."""
        step = STEPS[self._at]
        self._missing = step.answers if self._crowd.doubles else 1
        if isinstance(step, Press):
            given = self._pressed(step.words)
        else:
            given = b'"message":{"message_id":%d,%b,%b,"date":%d,"text":%b}' % (
                self._crowd.number(),
                self.who,
                self.chat,
                time.time(),
                _said(step.words.format(name=self._name)),
            )
        self._shown = []
        self._began = time.perf_counter()
        self._crowd.post(given)

    def hear(self, heard: Heard) -> None:
        """Take an answer; after the last one awaited, go on."""
        self._shown.append(heard)
        self._missing -= 1
        if self._missing == 0:
            self._at = (self._at + 1) % len(STEPS)
            if self._at == 0:
                self._name = somebody()
            self._crowd.answered(self, time.perf_counter() - self._began)

    def _pressed(self, words: str) -> bytes:
        for heard in reversed(self._shown):
            if data := _button(heard.buttons, words):
                number = self._crowd.number()
                return b'"callback_query":{"id":"%d",%b,"message":%b,"chat_instance":"%d","data":%b}' % (
                    number,
                    self.who,
                    heard.message,
                    number,
                    data,
                )
        seen = "; ".join(json.loads(one.text) for one in self._shown)
        raise LookupError(f"no button {words!r} below: {seen}")


@dataclass
class Crowd:
    """So many people at once, and how long each of their steps took (seconds)."""

    post: Callable[[bytes], None]
    number: Callable[[], int]
    doubles: bool  # whether the bot answers some steps with two messages
    steps: list[float] = field(default_factory=list)
    _acts: bool = False
    _busy: int = 0
    _quiet: asyncio.Event = field(default_factory=asyncio.Event)

    async def act(self, people: list[Person], seconds: float) -> float:
        """Let people act for a time and their last steps be answered; return how long that took."""
        self._acts, self._busy, began = True, len(people), time.perf_counter()
        for person in people:
            person.act()
        await asyncio.sleep(seconds)
        self._acts = False
        async with asyncio.timeout(PATIENCE):
            await self._quiet.wait()
        return time.perf_counter() - began

    def answered(self, person: Person, seconds: float) -> None:
        self.steps.append(seconds)
        if self._acts:
            person.act()
            return
        self._busy -= 1
        if self._busy == 0:
            self._quiet.set()


@lru_cache(maxsize=4096)
def _said(words: str) -> bytes:
    command = words.startswith("/")
    entities = b',"entities":[{"type":"bot_command","offset":0,"length":%d}]' % len(words) if command else b""
    return json.dumps(words).encode() + entities


@lru_cache(maxsize=4096)
def _button(buttons: bytes, words: str) -> bytes:
    """Return the data of the button whose label holds `words`, as JSON."""
    rows = json.loads(buttons)["inline_keyboard"] if buttons else []
    return next((json.dumps(one["callback_data"]).encode() for row in rows for one in row if words in one["text"]), b"")
