"""Settings: config.toml, .env and the environment, read once, every problem told at once, then frozen."""

from bot.config.loading import check_database, load
from bot.config.problems import ConfigError, Problem
from bot.config.settings import Settings

__all__ = ["ConfigError", "Problem", "Settings", "check_database", "load"]
