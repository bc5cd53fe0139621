"""What stands in front of replicas: nginx with the rules that are shipped, or where there is none, a stand-in."""

import asyncio
import contextlib
import itertools
import re
import shutil
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bot.conftest import ROOT, until

NGINX = shutil.which("nginx")


@asynccontextmanager
async def balancer(port: int, replicas: Sequence[int], folder: Path) -> AsyncIterator[str]:
    """Spread what comes to one port over others; yield what does it."""
    async with _nginx(port, replicas, folder) if NGINX else _stand_in(port, replicas) as name:
        yield name


@asynccontextmanager
async def _nginx(port: int, replicas: Sequence[int], folder: Path) -> AsyncIterator[str]:
    config = folder / "nginx.conf"
    config.write_text(_config(port, replicas, folder), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(str(NGINX), "-c", str(config), "-p", str(folder))
    try:
        await until(lambda: _listens(port))
        yield "nginx"
    finally:
        process.terminate()
        await process.wait()


def _config(port: int, replicas: Sequence[int], folder: Path) -> str:
    """Return the shipped file without what it takes from docker, and without TLS."""
    shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    rules = re.sub(r"^resolver [^\n]*|^ *ssl_[^\n]*|^ *set \$bots [^\n]*", "", shipped, flags=re.MULTILINE)
    rules = re.sub(r"server \{\n    listen 80 .*?\n\}\n", "", rules, flags=re.DOTALL)
    rules = rules.replace("listen 443 ssl default_server", f"listen 127.0.0.1:{port}").replace("$bots:8090", "bots")
    places = "\n".join(
        f"{one}_temp_path {folder}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    servers = " ".join(f"server 127.0.0.1:{one} max_fails=0;" for one in replicas)
    return (
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{ worker_connections 256; }}\n"
        f"http {{\naccess_log off;\n{places}\nupstream bots {{ {servers} }}\n{rules}\n}}\n"
    )


def _listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


@asynccontextmanager
async def _stand_in(port: int, replicas: Sequence[int]) -> AsyncIterator[str]:
    """Give each connection to the next replica that takes it."""
    turns = itertools.cycle(replicas)

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for replica in itertools.islice(turns, len(replicas)):
            with contextlib.suppress(OSError):
                theirs, ours = await asyncio.open_connection("127.0.0.1", replica)
                await asyncio.gather(_pump(reader, ours), _pump(theirs, writer))
                return
        writer.close()

    server = await asyncio.start_server(carry, "127.0.0.1", port)
    try:
        yield "a stand-in for nginx, which is not installed here"
    finally:
        server.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
