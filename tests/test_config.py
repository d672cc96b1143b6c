"""A missing or malformed setting stops the start with a clear sentence."""

import subprocess
import sys

import pytest

from config import Config, ConfigError
from tests.databases import ROOT

GOOD = {"SECRET_KEY": "k" * 32, "DATABASE_URL": "sqlite:////tmp/x.sqlite"}


def test_production_needs_only_a_key_and_a_database():
    config = Config.from_environment(GOOD)
    assert (config.mode, config.session_hours, config.idle_minutes, config.proxy_hops) == ("production", 10, 60, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "tracker.sqlite"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql://user@host:port/name"),
        ("DATABASE_URL", "postgresql://user@host/"),
        ("TRACKER_MODE", "prod"),
        ("TRACKER_SECURE_COOKIES", "yes"),
        ("TRACKER_SESSION_HOURS", "0"),
        ("TRACKER_SESSION_HOURS", "25"),
        ("TRACKER_IDLE_MINUTES", "-5"),
        ("TRACKER_PROXY_HOPS", "²"),
        ("TRACKER_PROXY_HOPS", "9" * 5_000),
        ("TRACKER_PROXY_HOPS", ""),
    ],
)
def test_a_bad_setting_is_named(name, value):
    with pytest.raises(ConfigError, match=name):
        Config.from_environment(GOOD | {name: value})


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL"])
def test_the_web_server_does_not_start_without(name):
    given = {"PATH": "", **{key: value for key, value in GOOD.items() if key != name}}
    ended = subprocess.run(
        [sys.executable, "-c", "import wsgi"], cwd=ROOT, env=given, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(f"Tracker cannot start: {name}")
    assert ended.stderr.count("\n") == 1


def test_a_development_start_needs_nothing():
    config = Config.from_environment({"TRACKER_MODE": "development"})
    assert config.database_url.endswith("instance/tracker.sqlite")


def test_the_cookie_is_kept_from_scripts_and_other_sites():
    settings = Config.from_environment(GOOD | {"TRACKER_SECURE_COOKIES": "1"}).flask_settings()
    assert settings["SESSION_COOKIE_HTTPONLY"] is True
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["SESSION_COOKIE_SAMESITE"] == "Lax"
