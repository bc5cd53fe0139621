"""`hoadep demo` as a real process: the tour plays to its end, the page answers, Ctrl-C leaves nothing behind."""

import json
import re
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.terminal import Terminal, interrupted


@pytest.fixture
def demo_folder(terminal: Terminal) -> Path:
    """Return the folder for temporary files, and no token anywhere."""
    folder = terminal.folder / "tmp"
    folder.mkdir()
    return folder


@pytest.fixture
def demo(terminal: Terminal, demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Demo"]:
    monkeypatch.setenv("TMPDIR", str(demo_folder))
    demo = Demo(terminal)
    yield demo
    demo.close()


class Demo:
    """The demo's process and what it printed so far."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal, self.printed = terminal, ""
        self.process: subprocess.Popen[str] | None = None

    def starts(self, *options: str) -> None:
        self.process = self._terminal.opens("demo", *options)

    def prints(self, words: str) -> str:
        """Read on until these words were printed; return all that was."""
        assert self.process is not None
        assert self.process.stdout is not None
        while words not in self.printed:
            line = self.process.stdout.readline()
            assert line, f"the demo ended before it said {words!r}:\n{self.printed}"
            self.printed += line
        return self.printed

    def page(self) -> str:
        """Return the page's address."""
        return str(re.findall(r"http://127\.0\.0\.1:\d+", self.prints("nothing is kept"))[-1])

    def interrupted(self) -> int:
        assert self.process is not None
        ended = interrupted(self.process)
        self.printed += ended.out
        return ended.code

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


def test_without_the_tour_the_page_answers_and_ctrl_c_leaves_nothing(demo: Demo, demo_folder: Path) -> None:
    demo.starts("--no-tour", "--port", "0")

    with urllib.request.urlopen(demo.page()) as page:  # noqa: S310 (the demo's own page)
        assert page.status == 200
        assert "Hoa Đẹp" in page.read().decode()
    assert len(re.findall(r"a reviewer  /start i_\S+|an admin    /start i_\S+", demo.printed)) == 2
    assert [path.name[:7] for path in demo_folder.iterdir()] == ["hoadep-"]
    assert demo.interrupted() == 0
    assert list(demo_folder.iterdir()) == []
    assert "Traceback" not in demo.printed
    assert "TỔNG HỢP TUẦN" not in demo.printed


def test_the_tour_plays_to_the_digest_and_stays_up(demo: Demo, terminal: Terminal, demo_folder: Path) -> None:
    demo.starts("--port", "0")

    page = demo.page()
    told = [
        "Mã tra cứu: GT",
        "BÀI CHỜ DUYỆT",
        "xin hỏi thêm",
        "Trả lời:",
        "Tin vui",
        "chọn để xây dựng điểm",
        "The clock moves to Monday, 07:30",
        "TỔNG HỢP TUẦN",
        "Điển hình cá nhân: 1/6 (17%)",
    ]
    assert sorted(told, key=demo.printed.index) == told
    with urllib.request.urlopen(f"{page}/sandbox/state") as state:  # noqa: S310 (the demo's own page)
        assert [one["first_name"] for one in json.load(state)["people"]] == ["Trần Thị Lan", "Nguyễn Văn Hùng"]
    assert demo.interrupted() == 0
    assert list(demo_folder.iterdir()) == []
    assert not list(terminal.folder.glob("*.db*"))
    assert "Traceback" not in demo.printed


def test_ctrl_c_in_the_middle_of_the_tour_ends_it_cleanly(demo: Demo, demo_folder: Path) -> None:
    demo.starts("--port", "0")
    demo.prints("Bước 3/")

    assert demo.interrupted() == 0
    assert list(demo_folder.iterdir()) == []
    assert "Traceback" not in demo.printed


def test_a_port_that_is_taken_is_explained(terminal: Terminal, demo_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        printed = terminal.types("demo", "--no-tour", "--port", port)

    assert printed.code == 2
    assert f"Port {port} cannot be used" in printed.err
    other = f"--port {int(port) % 65535 + 1}"
    assert f'hoadep demo {other}, or make demo ARGS="{other}"' in printed.err
    assert "Traceback" not in printed.err
    assert list(demo_folder.iterdir()) == []
