"""Settings, from the environment only, parsed and checked at start."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

INSTANCE = Path(__file__).parent / "instance"
# Known to everybody: nobody's name may be sealed with it but invented ones.
DEVELOPMENT_VAULT_KEY = "00" * 16 + "de" * 16
MODES = ("production", "development", "test")


_VAULT_KEY = re.compile(r"[0-9a-f]{64}")
_CHECK_ADDRESS = re.compile(r"https?://[A-Za-z0-9./:_-]{1,72}")


class ConfigError(Exception):
    """A setting is missing or malformed; the text is one sentence for the person who starts the program."""


@dataclass(frozen=True)
class Config:
    """All settings. ``database_url`` is a SQLAlchemy URL; ``proxy_hops`` the number of trusted proxies in front.

    ``evidence_key`` seals the files of evidence; empty: none are taken.
    ``cleared_by``: the decision that cleared this installation, a closed network, for state secrets; it may hold what
    classified papers say. Empty: it may not.
    ``recording_mb``: how large a recording may be; every other file of evidence has the limit of the program.
    ``vault_keys`` are 32 bytes each, as hexadecimal digits: the first seals, the others only open what is older.
    """

    mode: str
    secret_key: str
    database_url: str
    secure_cookies: bool = False
    session_hours: int = 10
    idle_minutes: int = 60
    proxy_hops: int = 0
    evidence_key: bytes = b""
    vault_keys: tuple[str, ...] = (DEVELOPMENT_VAULT_KEY,)
    cleared_by: str = ""
    recording_mb: int = 100

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """Read the settings; raises ``ConfigError`` with a clear sentence."""
        mode = environment.get("TRACKER_MODE", "production")
        if mode not in MODES:
            raise ConfigError(f"TRACKER_MODE is {mode!r}; it must be one of {', '.join(MODES)}.")
        _check_address(environment)
        return cls(
            mode=mode,
            secret_key=_secret_key(environment, mode),
            database_url=_database_url(environment, mode),
            secure_cookies=_flag(environment, "TRACKER_SECURE_COOKIES", default=False),
            session_hours=_number(environment, "TRACKER_SESSION_HOURS", default=10, least=1, most=24),
            idle_minutes=_number(environment, "TRACKER_IDLE_MINUTES", default=60, least=5, most=720),
            proxy_hops=_number(environment, "TRACKER_PROXY_HOPS", default=0, least=0, most=5),
            evidence_key=_evidence_key(environment, mode),
            vault_keys=_vault_keys(environment, mode),
            cleared_by=_cleared_by(environment),
            recording_mb=_number(environment, "TRACKER_RECORDING_MB", default=100, least=20, most=200),
        )

    def flask_settings(self) -> dict[str, object]:
        """The settings in the names that Flask and its extensions read."""
        options: dict[str, object] = {
            "pool_pre_ping": not self.database_url.startswith("sqlite"),
            "query_cache_size": 1_500,  # the program has more statements than the usual 500, and compiling is dear
        }
        if self.database_url.startswith("postgresql"):
            options["connect_args"] = {"prepare_threshold": None, "connect_timeout": 5}
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": options,
            "TESTING": self.mode == "test",
            "SESSION_COOKIE_NAME": "tracker",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.secure_cookies,
            "MAX_CONTENT_LENGTH": 8 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
            "MAX_FORM_PARTS": 5_000,
            "WTF_I18N_ENABLED": False,
            "WTF_CSRF_TIME_LIMIT": None,
            "BABEL_DEFAULT_LOCALE": "vi",
            "BABEL_DEFAULT_TIMEZONE": "Asia/Ho_Chi_Minh",
            "SESSION_HOURS": self.session_hours,
            "IDLE_MINUTES": self.idle_minutes,
            "PROXY_HOPS": self.proxy_hops,
            "EVIDENCE_KEY": self.evidence_key,
            "RECORDING_BYTES": self.recording_mb * 1024 * 1024,
            "CLEARED": bool(self.cleared_by),
            "CLEARED_BY": self.cleared_by,
        }


def _secret_key(environment: Mapping[str, str], mode: str) -> str:
    key = environment.get("SECRET_KEY", "")
    if not key and mode != "production":
        return "development only, never in production"
    if len(key) < 32:
        raise ConfigError("SECRET_KEY is missing or shorter than 32 characters; set it to a long random text.")
    return key


def _evidence_key(environment: Mapping[str, str], mode: str) -> bytes:
    key = environment.get("TRACKER_EVIDENCE_KEY", "")
    if not key:
        return b"" if mode == "production" else b"development only, not for files!"
    if not re.fullmatch(r"[0-9a-f]{64}", key):
        raise ConfigError("TRACKER_EVIDENCE_KEY must be 64 hexadecimal digits: a random key of 256 bits.")
    return bytes.fromhex(key)


def _cleared_by(environment: Mapping[str, str]) -> str:
    """Whoever switches the clearance on names the decision: who gave it, its number and day."""
    decision = " ".join(environment.get("TRACKER_CLEARED_BY", "").split())
    if not _flag(environment, "TRACKER_CLEARED", default=False):
        return ""
    if not 10 <= len(decision) <= 300:
        raise ConfigError(
            "TRACKER_CLEARED is 1, and TRACKER_CLEARED_BY does not name the decision that cleared this installation for"
            " state secrets: its number, its day and who made it, 10 to 300 characters."
        )
    return decision


def _check_address(environment: Mapping[str, str]) -> None:
    """The process that lays papers out reads it; what is printed for ever is checked at the start."""
    address = environment.get("TRACKER_CHECK_ADDRESS", "")
    if address and not _CHECK_ADDRESS.fullmatch(address):
        raise ConfigError(
            "TRACKER_CHECK_ADDRESS is malformed; it begins with http:// or https:// and has at most 80 characters."
        )


def _vault_keys(environment: Mapping[str, str], mode: str) -> tuple[str, ...]:
    key = environment.get("TRACKER_VAULT_KEY", "")
    if not key and mode != "production":
        return (DEVELOPMENT_VAULT_KEY,)
    if not _VAULT_KEY.fullmatch(key) or (mode == "production" and key == DEVELOPMENT_VAULT_KEY):
        raise ConfigError("TRACKER_VAULT_KEY is missing or malformed; set it to 64 random hexadecimal digits.")
    older = [one for one in environment.get("TRACKER_VAULT_OLD_KEYS", "").split(",") if one]
    if not all(_VAULT_KEY.fullmatch(one) for one in older):
        raise ConfigError("TRACKER_VAULT_OLD_KEYS is malformed; each key is 64 hexadecimal digits, commas between.")
    return (key, *older)


def _database_url(environment: Mapping[str, str], mode: str) -> str:
    url = environment.get("DATABASE_URL", "")
    if not url and mode == "development":
        INSTANCE.mkdir(exist_ok=True)
        return f"sqlite:///{INSTANCE / 'tracker.sqlite'}"
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        parts = None
    if parts is None or not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ConfigError(
            "DATABASE_URL is missing or malformed; it must begin with sqlite:///, postgresql:// or postgresql+psycopg://."
        )
    if parts.database in (None, "", ":memory:"):
        raise ConfigError(
            "DATABASE_URL names no database: a file after sqlite:///, a name after the PostgreSQL server."
        )
    return url


def _flag(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environment.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ConfigError(f"{name} is {value!r}; it must be 0 or 1.")
    return value == "1"


def _number(environment: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    value = environment.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,6}", value) or not least <= int(value) <= most:
        raise ConfigError(f"{name} is {value!r}; it must be a whole number from {least} to {most}.")
    return int(value)
