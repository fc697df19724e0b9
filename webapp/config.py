"""Settings: the one reader of the environment; typed, checked, all problems reported at once."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from webapp.lib.legacy_settings import LegacySettings
from webapp.lib.secret_keys import weakness_of
from webapp.lib.setting_values import (
    LOOPBACK,
    ConfigError,
    hosts,
    keys,
    numbers,
    one_of,
    raw_value,
    reason_of,
    setting,
    site,
    starting_with,
    web_address,
    whole,
)

DEVELOPMENT_SECRET = "development-only-not-a-secret"  # noqa: S105 - refused outside development
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(LegacySettings):
    """Every setting of the product; ``NAME_FILE`` may name a file that holds the value of ``NAME``."""

    environment: str = setting(
        "MUSTER_ENV",
        "`development` or `production`; production, and whatever others can reach, refuses weak secrets",
        read=one_of("development", "production"),
        default="development",
    )
    secret_key: str = setting(
        "SECRET_KEY",
        "signs cookies and encrypts tokens; at least 32 random letters where others reach the pages",
        default=DEVELOPMENT_SECRET,
        secret=True,
    )
    secret_key_fallbacks: tuple[str, ...] = setting(
        "SECRET_KEY_FALLBACKS",
        "former values of SECRET_KEY, separated by spaces: what they signed stays good until they go",
        read=keys,
        default=(),
        secret=True,
    )
    public_url: str = setting(
        "PUBLIC_URL",
        "where people reach the pages; Battle.net sends them back there. Required in production",
        read=site,
        default="",
    )
    trusted_hosts: tuple[str, ...] = setting(
        "TRUSTED_HOSTS",
        "further host names under which production answers, separated by commas",
        read=hosts,
        default=(),
    )
    proxy_hops: int = setting(
        "PROXY_HOPS",
        "proxies in front of the web server that set X-Forwarded-For and X-Forwarded-Proto; exactly so many",
        read=whole(0, 9),
        default=0,
    )
    limits_factor: int = setting(
        "LIMITS_FACTOR",
        "multiplies how many requests a person, a token and an address may send",
        read=whole(1, 1_000_000),
        default=1,
    )
    operator_bnet_ids: frozenset[int] = setting(
        "OPERATOR_BNET_IDS",
        "account numbers of those who run this server, separated by commas",
        read=numbers,
        default=frozenset(),
    )
    database_url: str = setting(
        "DATABASE_URL",
        "`postgresql://…` or `sqlite:///…`; SQLite under `var/` when it is not set",
        read=starting_with("sqlite:///", "postgresql://", "postgresql+psycopg://", "postgres://"),
        default="sqlite:///var/muster.db",
        secret=True,
    )
    redis_url: str = setting(
        "REDIS_URL",
        "a Redis-compatible server for the queues, the shared rate limit and the cache",
        read=starting_with("redis://", "rediss://", "unix://"),
        default="redis://127.0.0.1:6379/0",
        secret=True,
    )
    cache_redis_url: str = setting(
        "CACHE_REDIS_URL",
        "another server for the cache alone, where entries may be evicted; the one of REDIS_URL when not set",
        read=starting_with("redis://", "rediss://", "unix://"),
        default="",
        secret=True,
    )
    battlenet_client_id: str = setting(
        "BATTLENET_CLIENT_ID", "the client id that Battle.net gave you", default=""
    )
    battlenet_client_secret: str = setting(
        "BATTLENET_CLIENT_SECRET", "the secret of that client", default="", secret=True
    )
    battlenet_api_base: str = setting(
        "BATTLENET_API_BASE",
        "where Battle.net's API answers; `{region}` is replaced by us, eu, kr or tw",
        read=web_address,
        default="https://{region}.api.blizzard.com",
    )
    battlenet_oauth_base: str = setting(
        "BATTLENET_OAUTH_BASE",
        "where Battle.net gives tokens",
        read=web_address,
        default="https://oauth.battle.net",
    )
    battlenet_per_second: int = setting(
        "BATTLENET_PER_SECOND",
        "calls a second, all processes together; Battle.net allows 100",
        read=whole(1, 100),
        default=95,
    )
    battlenet_per_hour: int = setting(
        "BATTLENET_PER_HOUR",
        "calls an hour, all processes together; Battle.net allows 36,000",
        read=whole(1, 36_000),
        default=35_500,
    )
    warcraftlogs_client_id: str = setting(
        "WARCRAFTLOGS_CLIENT_ID", "the client id that Warcraft Logs gave you, if any", default=""
    )
    warcraftlogs_client_secret: str = setting(
        "WARCRAFTLOGS_CLIENT_SECRET", "the secret of that client", default="", secret=True
    )
    warcraftlogs_base: str = setting(
        "WARCRAFTLOGS_BASE",
        "where Warcraft Logs answers",
        read=web_address,
        default="https://www.warcraftlogs.com",
    )
    discord_base: str = setting(
        "DISCORD_BASE",
        "where Discord's webhooks answer; whatever address officers type, messages go there",
        read=web_address,
        default="https://discord.com",
    )
    sync_threads: int = setting(
        "SYNC_THREADS", "calls that one worker has under way at once", read=whole(1, 128), default=24
    )
    worker_count: int = setting(
        "WORKER_COUNT",
        "worker processes that share the rate when Redis is away",
        read=whole(1, 1000),
        default=3,
    )
    log_level: str = setting("LOG_LEVEL", "how much is logged", read=one_of(*LOG_LEVELS), default="INFO")
    state_directory: Path = setting(  # noqa: RUF009 - this is dataclasses.field
        "MUSTER_VAR", "the folder for local state", read=Path, default=Path("var")
    )

    @property
    def is_production(self) -> bool:
        """Whether it says itself that it is for others."""
        return self.environment == "production"

    @property
    def uses_simulator(self) -> bool:
        """Whether Battle.net is played by a server on this machine, so that all data is made up."""
        bases = (self.battlenet_api_base.replace("{region}", "eu"), self.battlenet_oauth_base)
        return all(urlsplit(base).hostname in LOOPBACK for base in bases)

    @property
    def has_battlenet_credentials(self) -> bool:
        """Whether Battle.net can be asked at all."""
        return bool(self.battlenet_client_id and self.battlenet_client_secret)

    @property
    def is_logs_connected(self) -> bool:
        """Whether Warcraft Logs can be asked at all; without it logs are not wanted, so none are missing."""
        return bool(self.warcraftlogs_client_id and self.warcraftlogs_client_secret)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read every setting, or raise ConfigError with all problems."""
        problems: list[str] = []
        values: dict[str, Any] = {}
        for spec in fields(cls):
            variable, read = spec.metadata["variable"], spec.metadata["read"]
            try:
                raw = raw_value(environment, variable)
                values |= {} if raw is None else {spec.name: read(raw)}
            except (ValueError, OSError) as error:
                problems.append(f"{variable} {reason_of(error)}")
        if problems:
            raise ConfigError(problems)
        if "database_url" not in values and "state_directory" in values:
            values["database_url"] = f"sqlite:///{values['state_directory']}/muster.db"
        settings = cls(**values)
        if contradictions := settings._contradictions(environment.get("HOST") or "localhost"):
            raise ConfigError(contradictions)
        return settings

    def _contradictions(self, host: str) -> list[str]:
        is_public = urlsplit(self.public_url or "//localhost").hostname not in LOOPBACK
        is_open = is_public or (self.has_battlenet_credentials and host not in LOOPBACK)
        problems = []
        named = [("SECRET_KEY", self.secret_key)]
        named += [("SECRET_KEY_FALLBACKS", key) for key in self.secret_key_fallbacks]
        for variable, key in named if self.is_production or is_open else ():
            if weakness := weakness_of(key, published=DEVELOPMENT_SECRET):
                problems.append(f"{variable} {weakness}")
        if self.is_production and not self.public_url:
            problems.append("PUBLIC_URL must be set in production, such as https://muster.example")
        if bool(self.battlenet_client_id) != bool(self.battlenet_client_secret):
            problems.append("BATTLENET_CLIENT_ID and BATTLENET_CLIENT_SECRET must be set together")
        if bool(self.warcraftlogs_client_id) != bool(self.warcraftlogs_client_secret):
            problems.append("WARCRAFTLOGS_CLIENT_ID and WARCRAFTLOGS_CLIENT_SECRET must be set together")
        if self.battlenet_per_hour < self.battlenet_per_second:
            problems.append("BATTLENET_PER_HOUR must not be less than BATTLENET_PER_SECOND")
        return [*problems, *self.mail_contradictions(), *self.legacy_contradictions()]


def process_settings(*, refused_code: int) -> Settings:
    """Return this process's settings, or end it with one line for each problem and no traceback."""
    try:
        return Settings.from_environment(os.environ)
    except ConfigError as error:
        sys.stderr.write("".join(f"{problem}\n" for problem in error.problems))
        raise SystemExit(refused_code) from error


def current_settings() -> Settings:
    """Return the settings of the current app."""
    settings: Settings = current_app.extensions["muster_settings"]
    return settings
