"""A loop over bare connections that only answers: it keeps, checks and waits for nothing. The ceiling of the device."""

import asyncio
import json
import os
from collections import Counter
from typing import Any
from urllib.parse import quote, urlsplit

import uvloop

from bench.conversation import ANSWERS

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Caller:
    """Calls the Bot API over connections that stay open."""

    def __init__(self, url: str, token: str) -> None:
        address = urlsplit(url)
        self._host, self._port = str(address.hostname), int(address.port or 80)
        self._path = f"/bot{token}/"
        self._idle: list[Connection] = []

    async def call(self, method: str, body: str) -> bytes:
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection(self._host, self._port)
        writer.write(
            f"POST {self._path}{method} HTTP/1.1\r\nHost: {self._host}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        answer = await reader.readexactly(int(head.rsplit(b":", 1)[1]))
        self._idle.append((reader, writer))
        return answer


def bodies() -> list[str]:
    """Return the answer to each step as the end of a form."""
    made = []
    for text, labels in ANSWERS:
        rows = [[{"text": label, "callback_data": label[:20]}] for label in labels]
        buttons = f"&reply_markup={quote(json.dumps({'inline_keyboard': rows}))}" if rows else ""
        made.append(f"text={quote(text)}{buttons}")
    return made


async def answer(caller: Caller, update: dict[str, Any], steps: Counter[int], answers: list[str]) -> None:
    query = update.get("callback_query")
    chat = (query or update)["message"]["chat"]["id"]
    body = f"chat_id={chat}&{answers[steps[chat] % len(answers)]}"
    steps[chat] += 1
    calls = [caller.call("sendMessage", body)]
    if query:
        calls.append(caller.call("answerCallbackQuery", f"callback_query_id={query['id']}"))
    await asyncio.gather(*calls)


async def main() -> None:
    caller = Caller(os.environ["API_URL"], os.environ["TOKEN"])
    offset, steps, answers = 0, Counter[int](), bodies()
    running: set[asyncio.Task[None]] = set()
    while True:
        updates = json.loads(await caller.call("getUpdates", f"timeout=25&limit=100&offset={offset}"))["result"]
        for update in updates:
            offset = update["update_id"] + 1
            task = asyncio.create_task(answer(caller, update, steps, answers))
            running.add(task)
            task.add_done_callback(running.discard)


if __name__ == "__main__":
    uvloop.run(main())
