"""`hoadep check` says where the web is, and whether its port can be had."""

import socket

from bot.config import Settings
from bot.sandbox.server import Sandbox
from tests.bot.conftest import Service
from tests.bot.pushing import free_port
from tests.bot.terminal import Terminal


async def test_check_names_the_address_of_the_web_and_a_free_port(
    terminal: Terminal, settings: Settings, sandbox: Sandbox
) -> None:
    port = free_port()
    terminal.sets(WEB__PORT=str(port), WEB__PUBLIC_URL="https://hoadep.example.vn")
    free = await terminal.runs("check")
    terminal.sets(WEB__HOST="::1", WEB__PORT="0", WEB__PUBLIC_URL="")
    any_port = await terminal.runs("check")

    assert f"✔ Web: 127.0.0.1:{port}, from outside https://hoadep.example.vn; the port is free." in free.out
    assert "✔ Web: [::1]:0; any free port is taken." in any_port.out


async def test_check_tells_the_running_service_from_somebody_else_on_the_port(
    terminal: Terminal, service: Service
) -> None:
    own = service.app.web.port
    terminal.sets(WEB__PORT=str(own))
    running = await terminal.runs("check")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        terminal.sets(WEB__PORT=str(port))
        taken = await terminal.runs("check")

    assert f"✔ Web: 127.0.0.1:{own}; Hoa Đẹp is running there." in running.out
    assert f"✘ Web: 127.0.0.1:{port} cannot be used (Address already in use)." in taken.out
    assert "Choose another with HOADEP_WEB__PORT." in taken.out
    assert taken.code == 1
