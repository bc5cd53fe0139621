"""The configuration: what is good is read; what is broken is told whole, with its place and its fix (threat 31)."""

import os
import re
import socket
from pathlib import Path

import pytest

from bot import logs
from bot.config import ConfigError, check_database, load
from handlers.office import Office
from tests.bot.broken_configs import (
    BROKEN,
    COMMUNES,
    GOOD,
    HIDDEN,
    OTHER,
    ROOT,
    TOKEN,
    ZALO_TOKEN,
    Given,
    communes,
    env,
)


@pytest.fixture(autouse=True)
def _only_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.upper().startswith("HOADEP_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "_secrets", set())


@pytest.mark.parametrize("name", BROKEN)
def test_threat_31_a_broken_configuration_says_where_what_and_how(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, place, words = BROKEN[name]

    with pytest.raises(ConfigError) as refused:
        given.read(tmp_path, monkeypatch)

    report = str(refused.value)
    assert "The configuration cannot be used" in report
    told = [f"{one.place} – {one.wrong} {one.fix}" for one in refused.value.problems]
    assert any(place.format(line=given.line) in one and words in one for one in told), report
    assert all(one.place and one.wrong and one.fix for one in refused.value.problems)
    assert HIDDEN not in report
    assert "Traceback" not in report
    assert "pydantic" not in report
    assert refused.value.__cause__ is refused.value.__context__ is None


def test_the_file_that_comes_with_the_product_is_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Given().read(tmp_path, monkeypatch)

    assert settings.targets[2026].collective == 14
    assert settings.telegram.token is None
    assert settings.communes_file == ROOT / "handlers" / "data" / "phu_tho.csv"
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert settings.as_office() == Office(**{name: getattr(settings, name) for name in Office.model_fields})
    assert not hasattr(settings.as_office(), "telegram")


def test_a_file_of_what_must_be_said_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = GOOD[GOOD.index("[office]") : GOOD.index("[limits]")]

    settings = Given(files={"config.toml": "\ufeff" + (office + OTHER).replace("\n", "\r\n")}).read(
        tmp_path, monkeypatch
    )

    assert settings.database.url == "sqlite:///hoadep.db"
    assert settings.telegram.api_url == "https://api.telegram.org"
    assert settings.zalo.api_url == "https://bot-api.zaloplatforms.com"
    assert (settings.telegram.mode, settings.log.level, settings.log.format) == ("polling", "info", "console")
    assert settings.data_dir == Path("data")


def test_each_kind_of_key_can_be_set_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = env(
        LIMITS__NAME_MIN="3",
        TARGETS__2026__COLLECTIVE="20",
        TARGETS__2027='{"collective": 15, "individual": 7}',
        OFFICE__CONTACT_PHONE="0210 123 4567",
        OFFICE__NAME__EN="[the] Commission",
        SCHEDULE__DIGEST="07:45",
        SCHEDULE__DAYS_OFF='["2026-12-24"]',
        SCHEDULE__PUBLIC_HOLIDAYS="false",
        TELEGRAM__TOKEN=TOKEN,
        TELEGRAM__API_URL="http://127.0.0.1:8081/",
        TELEGRAM__MODE="polling",
        ZALO__TOKEN=ZALO_TOKEN,
        ZALO__API_URL="http://[::1]:8082",
        ZALO__MODE="webhook",
        ZALO__WEBHOOK_SECRET="lotus_pond-secret",
        ZALO__FILE_HOSTS='["Example.vn"]',
        DATABASE__URL="postgresql+psycopg://hoa:lotus-pond@db/hoadep",
        WEB__HOST="0.0.0.0",
        WEB__PORT="9000",
        WEB__PUBLIC_URL="https://hoadep.example.vn/bot/",
        LOG__LEVEL="DEBUG",
        DATA_DIR=str(tmp_path / "files" / "here"),
    )

    settings = given.read(tmp_path, monkeypatch)

    assert (settings.limits.name_min, settings.limits.name_max) == (3, 120)
    assert (settings.targets[2026].collective, settings.targets[2026].individual) == (20, 6)
    assert settings.targets[2027].individual == 7
    assert settings.office.contact_phone == "0210 123 4567"
    assert (settings.office.name.en, settings.office.province.vi) == ("[the] Commission", "Phú Thọ")
    assert settings.schedule.digest.isoformat() == "07:45:00"
    assert [day.isoformat() for day in settings.schedule.days_off] == ["2026-12-24"]
    assert settings.schedule.public_holidays is False
    assert settings.telegram.api_url == "http://127.0.0.1:8081"
    assert settings.zalo.api_url == "http://[::1]:8082"
    assert (settings.web.host, settings.web.port, settings.log.level) == ("0.0.0.0", 9000, "debug")
    assert settings.data_dir.is_dir()
    assert (settings.zalo.mode, settings.zalo.file_hosts) == ("webhook", ("example.vn",))
    assert settings.web.public_url == "https://hoadep.example.vn/bot"
    assert set(settings.platforms) == {"telegram", "zalo"}
    made = settings.telegram.secret_shown
    assert list(settings.secrets()) == [TOKEN, made, ZALO_TOKEN, "lotus_pond-secret", "lotus-pond"]


def test_a_webhook_secret_is_made_from_the_token_unless_it_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = env(TELEGRAM__TOKEN=TOKEN, ZALO__TOKEN=ZALO_TOKEN).read(tmp_path, monkeypatch)
    secrets = [settings.telegram.secret_shown, settings.zalo.secret_shown]

    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in secrets)
    assert len(set(secrets)) == 2
    assert logs.redact(f"shown: {secrets[1]}") == "shown: [redacted]"


def test_a_token_for_one_platform_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given(env={"HOADEP_ZALO__TOKEN": ZALO_TOKEN}, need_token=True)

    assert set(given.read(tmp_path, monkeypatch).platforms) == {"zalo"}


def test_the_environment_wins_over_env_file_and_that_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = f"HOADEP_LIMITS__FILES=5\nHOADEP_WEB__PORT=1\nOTHER=ours not\nHOADEP_TELEGRAM__TOKEN={TOKEN}\n"
    given = Given(env={"HOADEP_WEB__PORT": "2", "HOADEP_LIMITS__FILE_MB": ""}, files={".env": own}, need_token=True)

    settings = given.read(tmp_path, monkeypatch)

    assert (settings.limits.files, settings.web.port, settings.limits.file_mb) == (5, 2, 20)


def test_an_office_brings_its_own_communes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = communes(COMMUNES + "1,Xã Một,,,,0\n").read(tmp_path, monkeypatch)

    assert settings.communes_file == tmp_path / "mine.csv"


def test_settings_cannot_be_changed_and_do_not_tell_their_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "postgresql+psycopg://hoa:lotus-pond@db/hoadep"
    settings = env(TELEGRAM__TOKEN=TOKEN, DATABASE__URL=address).read(tmp_path, monkeypatch)

    with pytest.raises(ValueError, match="frozen"):
        settings.data_dir = tmp_path
    with pytest.raises(ValueError, match="frozen"):
        settings.telegram.mode = "webhook"
    assert HIDDEN not in repr(settings)
    assert "lotus-pond" not in repr(settings)
    assert logs.redact("the pond is a lotus-pond") == "the pond is a [redacted]"


def test_every_problem_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"LIMITS__FILES": "ten", "LIMITS__FILE_MB": "99", "DATA_DIR": "config.toml", "TELEGRAM__TOKN": TOKEN}
    given = Given(
        "phu_tho.csv", "none.csv", env={f"HOADEP_{name}": value for name, value in wrong.items()}, need_token=True
    )

    with pytest.raises(ConfigError) as refused:
        given.read(tmp_path, monkeypatch)

    assert str(refused.value).startswith(
        "Cấu hình chưa dùng được / The configuration cannot be used: 6 problems\n\n1. "
    )
    assert {one.place.split(": ")[-1] for one in refused.value.problems} == {
        "HOADEP_LIMITS__FILES",
        "HOADEP_LIMITS__FILE_MB",
        "HOADEP_DATA_DIR",
        "HOADEP_TELEGRAM__TOKN",
        "HOADEP_TELEGRAM__TOKEN or HOADEP_ZALO__TOKEN",
        "[office] communes",
    }


def test_a_broken_file_does_not_hide_a_missing_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError) as refused:
        Given(more="=\n", need_token=True).read(tmp_path, monkeypatch)

    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("path", ["none.toml", "."])
def test_a_file_that_is_not_there(path: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path / path, need_token=False)

    assert "--config" in str(refused.value)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are told otherwise there")
def test_threat_31_a_secret_that_everybody_can_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given(files={".env": f"HOADEP_TELEGRAM__TOKEN={TOKEN}"})
    given.read(tmp_path, monkeypatch)
    (tmp_path / ".env").chmod(0o644)

    with pytest.raises(ConfigError) as refused:
        given.read(tmp_path, monkeypatch)

    (problem,) = refused.value.problems
    assert problem.place == ".env"
    assert problem.fix == f"chmod 600 {tmp_path / '.env'}"


def test_the_example_of_env_is_good_as_it_is_and_with_every_line_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    Given(files={".env": example}).read(tmp_path, monkeypatch)

    used = example.replace("# HOADEP", "HOADEP").replace("/var/lib/hoadep", "files")
    settings = Given(files={".env": used}).read(tmp_path, monkeypatch)

    assert settings.telegram.api_url == "http://127.0.0.1:8081"
    assert settings.data_dir == Path("files")
    assert settings.web.public_url == "https://hoadep.example.vn"


def test_a_database_that_answers_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_database(Given().read(tmp_path, monkeypatch)) == []


@pytest.mark.parametrize("url", ["sqlite:///nowhere/hoadep.db", "sqlite:///config.toml", "sqlite:///data"])
def test_a_database_file_that_cannot_be_opened(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (problem,) = check_database(env(DATABASE__URL=url).read(tmp_path, monkeypatch))

    assert problem.place == "[database] url, HOADEP_DATABASE__URL"
    assert "cannot be opened" in problem.wrong


def test_a_database_server_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"postgresql+psycopg://hoa:lotus-pond@127.0.0.1:{taken.getsockname()[1]}/hoadep"
        (problem,) = check_database(env(DATABASE__URL=url).read(tmp_path, monkeypatch))

    assert "refused" in problem.wrong
    assert "lotus-pond" not in problem.wrong
