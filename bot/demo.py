"""The demo: sandbox and service on a fresh database, a tour through the real path, then the chat page."""

import secrets
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
from bot.sandbox.server import Sandbox
from storage import people
from storage.models import Role


@dataclass
class Stage:
    """Everything that the demo plays on."""

    app: App
    sandbox: Sandbox
    clock: Clock

    def invite(self, role: Role) -> str:
        """Return the deep link payload of a new invitation."""
        with self.app.database.begin() as session:
            return f"i_{people.new_invite(session, role, self.clock.now(), timedelta(hours=72))}"


@asynccontextmanager
async def stage(settings: Settings, port: int) -> AsyncIterator[Stage]:
    """Set up sandbox and service in a temporary folder; raises OSError when the port is taken."""
    clock, token = Clock(), f"1000001:{secrets.token_urlsafe(27)}"
    sandbox = Sandbox(token, clock=clock, port=port, time_zone=settings.office.time_zone)
    url = await sandbox.start()
    try:
        with tempfile.TemporaryDirectory(prefix="hoadep-") as folder:
            telegram = settings.telegram.model_copy(update={"token": SecretStr(token), "api_url": url})
            database = settings.database.model_copy(update={"url": f"sqlite:///{folder}/demo.db"})
            data = Path(folder) / "data"
            data.mkdir(mode=0o700)
            update = {"telegram": telegram, "database": database, "data_dir": data}
            app = App(settings.model_copy(update=update), clock)
            await app.start()
            try:
                yield Stage(app, sandbox, clock)
            finally:
                await app.stop()
    finally:
        await sandbox.stop()
