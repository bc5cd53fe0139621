"""Every section and key there is, with its default."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy.engine import make_url

from bot import logs
from bot.config import checks
from bot.config.problems import PREFIX, refusals
from bot.config.values import (
    DatabaseUrl,
    Host,
    LogLevel,
    Mode,
    PublicUrl,
    ServerUrl,
    TelegramToken,
    WebhookSecret,
    ZaloToken,
    read_json,
)
from bot.signing import webhook_secret
from handlers.office import Office, Section

# `load` gives the folder of config.toml; as no variable and no key can be called so, nobody else does.
HOME = "folder of config.toml"


class Platform(Section):
    """A bot on one of the platforms: how we reach it, and how it reaches us."""

    token: SecretStr | None = None
    mode: Mode = "polling"
    webhook_secret: WebhookSecret | None = None

    @property
    def plain_token(self) -> str:
        """Return the token, "" without one."""
        return self.token.get_secret_value() if self.token else ""

    @property
    def secret_shown(self) -> str:
        """Return what the platform shows when it calls us: the secret that was set, or one made from the token."""
        return self.webhook_secret.get_secret_value() if self.webhook_secret else webhook_secret(self.plain_token)


class Telegram(Platform):
    token: TelegramToken | None = None
    api_url: ServerUrl = "https://api.telegram.org"


class Zalo(Platform):
    token: ZaloToken | None = None
    api_url: ServerUrl = "https://bot-api.zaloplatforms.com"
    file_hosts: tuple[Host, ...] = ("zdn.vn", "zadn.vn")


class Database(Section):
    url: DatabaseUrl = Field(default="sqlite:///hoadep.db", repr=False)


class Web(Section):
    host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:-]+$")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8090
    public_url: PublicUrl = ""


class Log(Section):
    level: LogLevel = "info"
    format: logs.Format = "console"


class Settings(Office, BaseSettings):
    """All that an office and its machine decide; made by `load`."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        env_file_encoding="utf-8-sig",
        enable_decoding=False,
        dotenv_filtering="only_existing",
    )

    telegram: Telegram = Telegram()
    zalo: Zalo = Zalo()
    database: Database = Database()
    web: Web = Web()
    log: Log = Log()
    data_dir: Path = Path("data")
    # Last: its check sees every other section that is valid, so that one mistake hides no other.
    home: Path = Field(validation_alias=HOME)

    @model_validator(mode="before")
    @classmethod
    def _read_json(cls, given: Any) -> Any:
        return read_json(given)

    @field_validator("home")
    @classmethod
    def _check_together(cls, home: Path, others: ValidationInfo) -> Path:
        if found := checks.findings(others.data, home):
            raise refusals(found)
        return home

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 (pydantic's signature)
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (pydantic's signature)
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over .env, and .env over the file, which `load` hands over."""
        return env_settings, dotenv_settings, init_settings

    def as_office(self) -> Office:
        """Return what the conversation may know: no token, no address."""
        return Office(**{name: getattr(self, name) for name in Office.model_fields})

    @property
    def communes_file(self) -> Path:
        return checks.communes_file(self.office, self.home)

    @property
    def platforms(self) -> dict[str, Platform]:
        """Return those on which there is a bot, by the name of their channel."""
        return {name: one for name, one in (("telegram", self.telegram), ("zalo", self.zalo)) if one.token is not None}

    def secrets(self) -> Iterator[str]:
        for one in self.platforms.values():
            yield from (one.plain_token, one.secret_shown)
        if password := make_url(self.database.url).password:
            yield str(password)
