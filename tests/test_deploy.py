"""What others run the service with: checked as far as the tools for it are on this machine."""

import importlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UNIT = ROOT / "deploy" / "hoadep.service"
ENDING = ("Dockerfile", "compose.yaml", "deploy/nginx.conf", "deploy/Caddyfile", "deploy/hoadep.service")
PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def locked(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", read(name), re.MULTILINE))


def audited(answer: str) -> subprocess.CompletedProcess[str]:
    """Run the audit with a pip-audit that gives this answer."""
    audit = [sys.executable, str(ROOT / "deploy" / "audit.py")]
    stand_in = [sys.executable, "-c", f"print({answer!r})"]
    return subprocess.run([*audit, *stand_in], capture_output=True, text=True, check=False)


def test_the_image_gets_what_was_tested_and_nothing_of_the_tests() -> None:
    everything, run = locked("requirements.lock"), locked("requirements-run.lock")

    assert run.items() <= everything.items()
    assert {"pytest", "mypy", "playwright", "ruff"} & run.keys() == set()
    wanted = tomllib.loads(read("pyproject.toml"))["project"]["dependencies"]
    assert {re.split(r"[\[~>;=]", one)[0].replace(".", "-") for one in wanted} <= run.keys()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-run.lock", "requirements-bench.lock"])
def test_no_lock_names_a_registry(name: str) -> None:
    assert not re.search(r"https?://|--(extra-)?index|--find-links|file:", read(name))
    assert all(line.startswith("    --hash=sha256:") for line in read(name).splitlines() if "--" in line)


def test_the_image_serves_as_nobody_special_and_says_whether_it_lives() -> None:
    steps = read("Dockerfile")

    assert steps.index("USER hoadep") < steps.index('ENTRYPOINT ["hoadep"]')
    assert "/healthz" in steps.partition("HEALTHCHECK")[2]
    assert "--require-hashes" in steps
    assert ".env" not in re.findall(r"^!(.*)", read(".dockerignore"), re.MULTILINE)


def test_the_settings_are_found_by_the_variable_that_unit_and_image_use(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copy(ROOT / "config.toml", tmp_path)
    monkeypatch.chdir("/")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "tally", "--json"],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "HOADEP_CONFIG": str(tmp_path / "config.toml"),
            "HOADEP_DATABASE__URL": f"sqlite:///{tmp_path / 'hoadep.db'}",
            "HOADEP_DATA_DIR": str(tmp_path / "data"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert all(
        "HOADEP_CONFIG=/etc/hoadep/config.toml" in read(name) for name in ("Dockerfile", "deploy/hoadep.service")
    )


def test_only_what_the_internet_needs_is_let_through() -> None:
    for name in ("deploy/nginx.conf", "deploy/Caddyfile"):
        rules = re.sub(r"#.*", "", read(name))
        for path in ("telegram", "zalo", "/pictures/", "/healthz"):
            assert path in rules, (name, path)
        assert not re.search("metrics|readyz", rules)


def test_caddy_refuses_only_what_it_does_not_know() -> None:
    rules = re.sub(r"#.*", "", read("deploy/Caddyfile"))
    assert re.search(r"handle @known \{\s*reverse_proxy [^}]*\}\s*handle \{\s*respond 404\s*\}", rules)
    assert rules.count("respond") == 1, "outside of a handle, respond goes before every reverse_proxy"


@pytest.mark.parametrize("script", sorted(one.stem for one in (ROOT / "deploy").glob("*.py")))
def test_every_script_can_be_loaded(script: str) -> None:
    importlib.import_module(f"deploy.{script}")


@pytest.mark.parametrize("name", ENDING)
def test_the_guide_names_every_file(name: str) -> None:
    assert name.rpartition("/")[2] in PAGE


def test_the_guide_types_only_commands_that_there_are() -> None:
    from bot.cli import app, audit  # noqa: PLC0415 (its words are all that is wanted)

    names = {
        str(one.callback.__name__) for one in (*app.registered_commands, *audit.registered_commands) if one.callback
    }
    typed = set(re.findall(r"(?:bin/hoadep|`hoadep|\$HOADEP|run --rm bot|exec bot hoadep) ([a-z]+)", PAGE)) - {"audit"}
    assert typed
    assert typed <= names


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (
            '{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}',
            0,
            "1 packages of requirements.lock audited",
        ),
        ('{"dependencies": [{"name": "a", "skip_reason": "not found"}]}', 0, "NOT AUDITED: 1 of 1 packages"),
        ("", 0, "NOT AUDITED: pip-audit could not reach its database"),
        (
            '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}]}',
            1,
            "HOLE a 1: PYSEC-1, mended in 2",
        ),
    ],
)
def test_the_audit_fails_on_holes_alone_and_takes_no_silence_for_safety(answer: str, code: int, words: str) -> None:
    done = audited(answer)

    assert (done.returncode, done.stderr) == (code, "")
    assert words in done.stdout


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_takes_the_unit_and_finds_little_exposed(tmp_path: Path) -> None:
    unit = tmp_path / "hoadep.service"
    unit.write_text(UNIT.read_text(encoding="utf-8").replace("/opt/hoadep/.venv/bin/hoadep", sys.executable))

    verified = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")
    exposed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert exposed.returncode == 0, exposed.stdout


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed here")
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    pair = ("-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem"))
    certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=hoadep.example.vn", *pair]
    subprocess.run(certificate, check=True, capture_output=True)
    ours = read("deploy/nginx.conf").replace("/etc/nginx/tls", str(tmp_path))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{ours}\n}}\n", encoding="utf-8")

    tested = subprocess.run(["nginx", "-t", "-c", str(whole)], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
