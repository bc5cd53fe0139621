"""The demo: sandbox and service on a fresh database, a tour through the real path, then the chat page."""

import secrets
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.app import App
from bot.clock import Clock
from bot.config import Settings
from bot.config.settings import Database, Telegram, Web, Zalo
from bot.sandbox.server import Sandbox
from storage import invites
from storage.models import Role

LOCAL = "127.0.0.1"


@dataclass
class Stage:
    """Everything that the demo plays on."""

    app: App
    sandbox: Sandbox
    clock: Clock

    def invite(self, role: Role) -> invites.Invitation:
        with self.app.database.begin() as session:
            return invites.invite(session, role, self.clock.now(), timedelta(hours=72))


@asynccontextmanager
async def stage(settings: Settings, port: int) -> AsyncIterator[Stage]:
    """Set up sandbox and service in a temporary folder; raises OSError when the port is taken."""
    clock, token, zalo_token = Clock(), f"1000001:{secrets.token_urlsafe(27)}", f"2000002:{secrets.token_urlsafe(27)}"
    zone = settings.office.time_zone
    sandbox = Sandbox(token, zalo_token=zalo_token, clock=clock, port=port, time_zone=zone)
    url = await sandbox.start()
    try:
        with tempfile.TemporaryDirectory(prefix="hoadep-") as folder:
            app = App(_on_stage(settings, url, (token, zalo_token), Path(folder)), clock)
            await app.start()
            try:
                yield Stage(app, sandbox, clock)
            finally:
                await app.stop()
    finally:
        await sandbox.stop()


def _on_stage(settings: Settings, url: str, tokens: tuple[str, str], folder: Path) -> Settings:
    """Return the settings with everything outside replaced: Telegram is polled, Zalo pushes, as in earnest."""
    port, data = _free_port(), folder / "data"
    data.mkdir(mode=0o700)
    telegram, zalo = (SecretStr(one) for one in tokens)
    return settings.model_copy(
        update={
            "telegram": Telegram(token=telegram, api_url=url),
            "zalo": Zalo(token=zalo, api_url=url, mode="webhook"),
            "web": Web(host=LOCAL, port=port, public_url=f"http://{LOCAL}:{port}"),
            "database": Database(url=f"sqlite:///{folder}/demo.db"),
            "data_dir": data,
            "review": settings.review.model_copy(update={"undo_minutes": 0}),  # nobody waits before a stage
        }
    )


def _free_port() -> int:
    with socket.create_server((LOCAL, 0)) as free:
        return int(free.getsockname()[1])
