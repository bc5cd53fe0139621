"""Configurations that cannot be used, each with the place and the words that its report must give (threat 31)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.config import Settings, load

ROOT = Path(__file__).parents[2]
GOOD = (ROOT / "config.toml").read_text(encoding="utf-8")
TOKEN = "7012345678:AAHcanary_canary-canary_canary-0123"
ZALO_TOKEN = "1234567890:zalo-canary-canary"
HIDDEN = "canary"
COMMUNES = "code,name,old_name,old_district,old_province,divided\n"


@dataclass
class Given:
    """A configuration: the good file with `old` replaced by `new`, `more` before it, variables, and files beside it."""

    old: str = ""
    new: str = ""
    more: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    need_token: bool = False

    @property
    def line(self) -> int:
        """The line on which `new` ends."""
        before = self.more + GOOD[: GOOD.index(self.old)]
        return (before + self.new.rstrip()).count("\n") + 1

    def read(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
        assert self.old in GOOD, "the example no longer fits config.toml"
        config = self.more + (GOOD.replace(self.old, self.new, 1) if self.old else GOOD)
        for name, content in {"config.toml": config, **self.files}.items():
            path = folder / name
            path.touch(mode=0o600)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        for name, value in self.env.items():
            monkeypatch.setenv(name, value)
        return load(folder / "config.toml", need_token=self.need_token)


def env(**variables: str) -> Given:
    return Given(env={f"HOADEP_{name}": value for name, value in variables.items()})


def communes(content: str | bytes) -> Given:
    return Given('communes = "phu_tho.csv"', 'communes = "mine.csv"', files={"mine.csv": content})


OTHER = GOOD[GOOD.index('[[fields]]\nslug = "other"') :]
FIELDS = GOOD[GOOD.index("[[fields]]") :]
TARGETS = GOOD[GOOD.index("[targets.2026]") : GOOD.index("[limits]")]

# name: what is given, the place that the report names, and words of the problem or its fix
BROKEN: dict[str, tuple[Given, str, str]] = {
    "not TOML": (Given("name_min = 2", "name_min = two"), "config.toml, line {line}", "is not TOML"),
    "open string": (Given('language = "vi"', 'language = "vi'), "config.toml, line {line}", "quotation marks"),
    "key twice": (Given("name_max = 120", "name_min = 3"), "config.toml, line {line}", "is not TOML"),
    "cut off": (Given(files={"config.toml": "days_off = ["}), "config.toml, last line", "close every ["),
    "not UTF-8": (Given(files={"config.toml": b'[office]\nname = "\xff"'}), "config.toml", "UTF-8"),
    "empty file": (Given(files={"config.toml": ""}), "config.toml: office", "is missing"),
    "unknown key": (Given("name_min = 2", "nam_min = 2"), "line {line}: [limits] nam_min", "did you mean name_min?"),
    "unknown key, no guess": (Given("name_min = 2", "zzz = 2"), "line {line}: [limits] zzz", "known here: name_min"),
    "unknown section": (Given("[limits]", "[limit]"), "line {line}: limit", "did you mean limits?"),
    "unknown top key": (Given(more="home = 1\n"), "line 1: home", "remove it"),
    "private key": (Given(more='_env_file = "/etc/passwd"\n'), "line 1: _env_file", "remove it"),
    "missing key": (Given('controller = "Ban', '# "Ban'), "[office] controller", "is missing"),
    "missing section": (Given(OTHER, "", files={"config.toml": "[limits]\n"}), "config.toml: fields", "add it"),
    "section is a number": (Given(TARGETS, "", more="targets = 3\n"), "line 1: targets", "is not a table"),
    "text for a number": (Given("name_min = 2", 'name_min = "two"'), "line {line}: [limits] name_min", "whole number"),
    "fraction": (Given("files = 10", "files = 1.5"), "[limits] files", "whole number"),
    "too small": (Given("name_min = 2", "name_min = 0"), "[limits] name_min", "write 1 or more"),
    "too large": (Given("file_mb = 20", "file_mb = 21"), "[limits] file_mb", "write 20 or less"),
    "min over max": (Given("story_min = 30", "story_min = 5000"), "[limits] story_min", "larger than story_max"),
    "number for a text": (Given('contact_name = "Cán bộ đầu mối"', "contact_name = 5"), "contact_name", "quotation"),
    "empty text": (Given('contact_phone = "0210 000 0000"', 'contact_phone = " "'), "contact_phone", "at least 1"),
    "only one language": (
        Given('province = { vi = "Phú Thọ", en', "province = { en"),
        "[office] province vi",
        "missing",
    ),
    "language": (Given('language = "vi"', 'language = "fr"'), "[office] language", "'vi' or 'en'"),
    "time zone": (Given("Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Min"), "[office] time_zone", '"Asia/Ho_Chi_Minh"'),
    "time zone is a path": (Given("Asia/Ho_Chi_Minh", "../passwd"), "[office] time_zone", "not a known time zone"),
    "hour": (Given("digest = 07:30:00", 'digest = "25:00"'), "[schedule] digest", "write it like 08:00:00"),
    "hour as a number": (Given("digest = 07:30:00", "digest = 7"), "[schedule] digest", "write it like 08:00:00"),
    "hour elsewhere": (Given("digest = 07:30:00", 'digest = "07:30Z"'), "[schedule] digest", "local time"),
    "weekday": (Given('digest_day = "mon"', 'digest_day = "monday"'), "[schedule] digest_day", "'mon'"),
    "day off": (Given("days_off = []", 'days_off = ["24/12"]'), "[schedule] days_off #1", "2026-12-24"),
    "yes": (Given("public_holidays = true", 'public_holidays = "maybe"'), "public_holidays", "true or false"),
    "no year": (Given("[targets.2026]", "[targets.soon]"), "[targets] soon", "such as [targets.2026]"),
    "strange year": (Given("[targets.2026]", "[targets.26]"), "line {line}: [targets] 26", "such as [targets.2026]"),
    "a commune that is none": (
        Given("individual = 6", 'individual = 6\ncommunes = { "99999" = 1 }'),
        "[targets] 2026 communes 99999",
        "is no commune's code",
    ),
    "a field that is none": (
        Given("individual = 6", "individual = 6\nfields = { helth = 1 }"),
        "[targets] 2026 fields helth",
        "did you mean health?",
    ),
    "a negative target of a field": (
        Given("individual = 6", "individual = 6\nfields = { health = -1 }"),
        "[targets] 2026 fields health",
        "0 or more",
    ),
    "a deadline that is no date": (
        Given("deadlines = []", 'deadlines = ["soon"]'),
        "[review] deadlines #1",
        "2026-12-24",
    ),
    "no targets": (Given(TARGETS, "[targets]\n"), "line {line}: targets", "has no year"),
    "half a target": (Given("individual = 6", ""), "[targets] 2026 individual", "add it"),
    "negative target": (Given("individual = 6", "individual = -6"), "[targets] 2026 individual", "0 or more"),
    "field twice": (Given('slug = "health"', 'slug = "education"'), "[fields] #10 slug", "used twice"),
    "field's slug": (Given('slug = "health"', 'slug = "Y tế"'), "[fields] #10 slug", "use the form"),
    "no other field": (Given(OTHER, ""), "config.toml, line ", 'has no field "other"'),
    "no fields": (Given(FIELDS, "", more="fields = []\n"), "line 1: fields", 'slug = "other"'),
    "reason twice": (Given('slug = "photos"', 'slug = "contact"'), "[reasons] ask_more #4 slug", "its own slug"),
    "no such communes": (Given("phu_tho.csv", "none.csv"), "[office] communes", "beside config.toml"),
    "communes without code": (communes("name\nLiên Châu\n"), "[office] communes", "has no column code"),
    "no communes": (communes(COMMUNES), "[office] communes", "a line for each commune"),
    "communes with a hole": (communes(COMMUNES + "1,A,,,,0\n,B,,,,0\n"), "[office] communes", "row 3"),
    "communes in another code": (communes(b"code,name\n1,\xff\n"), "[office] communes", "not in UTF-8"),
    "token missing": (
        Given(need_token=True),
        "environment: HOADEP_TELEGRAM__TOKEN or HOADEP_ZALO__TOKEN",
        "@BotFather on Telegram, Zalo Bot Creator on Zalo",
    ),
    "token empty": (Given(env={"HOADEP_TELEGRAM__TOKEN": ""}, need_token=True), "TELEGRAM__TOKEN", "is missing"),
    "token malformed": (env(TELEGRAM__TOKEN="bot canary"), "environment: HOADEP_TELEGRAM__TOKEN", "@BotFather"),
    "token with newline": (env(TELEGRAM__TOKEN=f"{TOKEN}\n"), "environment: HOADEP_TELEGRAM__TOKEN", "spaces"),
    "token of braces": (env(TELEGRAM__TOKEN='{"canary": 1}'), "environment: HOADEP_TELEGRAM__TOKEN", "text"),
    "token in the file": (
        Given("[telegram]", f'[telegram]\ntoken = "{TOKEN}"', env={"HOADEP_TELEGRAM__TOKEN": TOKEN}),
        "config.toml, line {line}: [telegram] token",
        "secrets come only from the environment",
    ),
    "token as a key": (Given("[telegram]", f'[telegram]\n"{TOKEN}" = 1'), "[telegram] [redacted]", "remove it"),
    "token variable misspelt": (
        env(TELEGRAM__TOKN=TOKEN),
        "environment: HOADEP_TELEGRAM__TOKN",
        "mean HOADEP_TELEGRAM__TOKEN?",
    ),
    "section variable misspelt": (env(TELEGRM__TOKEN=TOKEN), "HOADEP_TELEGRM__TOKEN", "mean HOADEP_TELEGRAM__TOKEN?"),
    "variable misspelt": (env(DATADIR="x"), "environment: HOADEP_DATADIR", "did you mean HOADEP_DATA_DIR?"),
    "variable too deep": (env(DATA_DIR__X="x"), "environment: HOADEP_DATA_DIR__X", "HOADEP_DATA_DIR"),
    "variable of .env misspelt": (Given(files={".env": "HOADEP_TOKEN=canary"}), ".env: HOADEP_TOKEN", "mean"),
    "variable not JSON": (env(SCHEDULE__DAYS_OFF='["2026'), "environment: HOADEP_SCHEDULE__DAYS_OFF", "is not a list"),
    "number in the environment": (env(LIMITS__FILES="ten"), "environment: HOADEP_LIMITS__FILES", "whole number"),
    "year in the environment": (env(TARGETS__SOON__INDIVIDUAL="1"), "environment: HOADEP_TARGETS__SOON", "year"),
    ".env not UTF-8": (Given(files={".env": b"HOADEP_TELEGRAM__TOKEN=\xff\xff"}), ".env", "UTF-8"),
    "api address": (env(TELEGRAM__API_URL="api.telegram.org"), "HOADEP_TELEGRAM__API_URL", "https://"),
    "api in the clear": (env(TELEGRAM__API_URL="http://10.0.0.7:8081"), "HOADEP_TELEGRAM__API_URL", "127.0.0.1"),
    "api almost loopback": (env(TELEGRAM__API_URL="http://127.0.0.1.canary.org"), "TELEGRAM__API_URL", "127.0.0.1"),
    "api a file": (env(TELEGRAM__API_URL="file:///etc/canary"), "HOADEP_TELEGRAM__API_URL", "https://"),
    "api with a password": (env(TELEGRAM__API_URL="https://a:canary@b.org"), "TELEGRAM__API_URL", "password"),
    "zalo's address": (env(ZALO__API_URL="http://bot-api.zaloplatforms.com"), "HOADEP_ZALO__API_URL", "https://"),
    "webhook": (
        Given('public_url = ""', 'public_url = ""', env={"HOADEP_TELEGRAM__MODE": "webhook"}),
        "config.toml, line {line}: [web] public_url",
        "webhooks need it",
    ),
    "zalo's webhook": (env(ZALO__MODE="webhook"), "[web] public_url", 'or use mode = "polling"'),
    "public address in the clear": (env(WEB__PUBLIC_URL="http://hoadep.vn"), "HOADEP_WEB__PUBLIC_URL", "https://"),
    "public address with a query": (env(WEB__PUBLIC_URL="https://canary.vn/?a=1"), "WEB__PUBLIC_URL", "question mark"),
    "mode": (env(TELEGRAM__MODE="push"), "environment: HOADEP_TELEGRAM__MODE", "'polling' or 'webhook'"),
    "zalo's token too short": (env(ZALO__TOKEN="canary"), "environment: HOADEP_ZALO__TOKEN", "Zalo Bot Creator"),
    "zalo's token with a space": (env(ZALO__TOKEN="123456: canary"), "HOADEP_ZALO__TOKEN", "without spaces"),
    "zalo's token in the file": (
        Given("[zalo]", '[zalo]\ntoken = "123456:canary"'),
        "config.toml, line {line}: [zalo] token",
        "set HOADEP_ZALO__TOKEN in the environment",
    ),
    "webhook secret in the file": (
        Given("[zalo]", '[zalo]\nwebhook_secret = "canary-canary"'),
        "config.toml, line {line}: [zalo] webhook_secret",
        "set HOADEP_ZALO__WEBHOOK_SECRET in the environment",
    ),
    "webhook secret too short": (env(ZALO__WEBHOOK_SECRET="canary7"), "HOADEP_ZALO__WEBHOOK_SECRET", "8 to 256"),
    "webhook secret with a dot": (env(TELEGRAM__WEBHOOK_SECRET="canary.canary"), "TELEGRAM__WEBHOOK_SECRET", "_ and -"),
    "file host an address": (env(ZALO__FILE_HOSTS='["https://canary.vn"]'), "HOADEP_ZALO__FILE_HOSTS", "characters"),
    "file hosts no list": (Given('file_hosts = ["zdn.vn", "zadn.vn"]', "file_hosts = 5"), "file_hosts", "brackets"),
    "no database": (env(DATABASE__URL="canary"), "environment: HOADEP_DATABASE__URL", "sqlite:///hoadep.db"),
    "other database": (env(DATABASE__URL="mysql://u:canary@h/n"), "HOADEP_DATABASE__URL", "does not use"),
    "other driver": (env(DATABASE__URL="postgresql://u:canary@h/n"), "HOADEP_DATABASE__URL", "postgresql+psycopg"),
    "database port": (env(DATABASE__URL="postgresql+psycopg://u:canary@h:x/n"), "DATABASE__URL", "not the address"),
    "nameless database": (env(DATABASE__URL="postgresql+psycopg://u:canary@h"), "DATABASE__URL", "which database"),
    "two slashes": (env(DATABASE__URL="sqlite://hoadep.db"), "HOADEP_DATABASE__URL", "sqlite:///hoadep.db"),
    "password in the file": (
        Given("sqlite:///hoadep.db", "postgresql+psycopg://u:canary@h/n"),
        "config.toml, line {line}: [database] url",
        "set HOADEP_DATABASE__URL in the environment",
    ),
    "port": (env(WEB__PORT="70000"), "environment: HOADEP_WEB__PORT", "65535 or less"),
    "host": (env(WEB__HOST="my host"), "environment: HOADEP_WEB__HOST", "characters"),
    "log level": (env(LOG__LEVEL="loud"), "environment: HOADEP_LOG__LEVEL", "'debug'"),
    "log format": (env(LOG__FORMAT="xml"), "environment: HOADEP_LOG__FORMAT", "'json'"),
    "data folder is a file": (env(DATA_DIR="config.toml"), "environment: HOADEP_DATA_DIR", "may write to"),
    "data folder below a file": (env(DATA_DIR="config.toml/x"), "environment: HOADEP_DATA_DIR", "may write to"),
    "data folder impossible": (Given('data_dir = "data"', 'data_dir = "a\\u0000b"'), "data_dir", "may write to"),
    "data folder a number": (Given('data_dir = "data"', "data_dir = 5"), "data_dir", "quotation marks"),
}
