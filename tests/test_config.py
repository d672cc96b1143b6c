"""A missing or malformed setting stops the start with a clear sentence."""

import subprocess
import sys

import pytest

from config import DEVELOPMENT_VAULT_KEY, Config, ConfigError
from tests.databases import ROOT

GOOD = {"SECRET_KEY": "k" * 32, "DATABASE_URL": "sqlite:////tmp/x.sqlite", "TRACKER_VAULT_KEY": "a1" * 32}


def test_production_needs_only_its_keys_and_a_database():
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
        ("TRACKER_VAULT_KEY", ""),
        ("TRACKER_VAULT_KEY", "a1" * 31),
        ("TRACKER_VAULT_KEY", "zz" * 32),
        ("TRACKER_VAULT_KEY", DEVELOPMENT_VAULT_KEY),
        ("TRACKER_VAULT_OLD_KEYS", "a1"),
        ("TRACKER_MODE", "prod"),
        ("TRACKER_SECURE_COOKIES", "yes"),
        ("TRACKER_CLEARED", "yes"),
        ("TRACKER_SESSION_HOURS", "0"),
        ("TRACKER_SESSION_HOURS", "25"),
        ("TRACKER_IDLE_MINUTES", "-5"),
        ("TRACKER_RECORDING_MB", "19"),
        ("TRACKER_RECORDING_MB", "201"),
        ("TRACKER_PROXY_HOPS", "²"),
        ("TRACKER_PROXY_HOPS", "9" * 5_000),
        ("TRACKER_PROXY_HOPS", ""),
        ("TRACKER_CHECK_ADDRESS", "example.vn/check"),
        ("TRACKER_CHECK_ADDRESS", 'https://x"; }'),
    ],
)
def test_a_bad_setting_is_named(name, value):
    with pytest.raises(ConfigError, match=name):
        Config.from_environment(GOOD | {name: value})


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "TRACKER_VAULT_KEY"])
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
    assert config.vault_keys == (DEVELOPMENT_VAULT_KEY,)


def test_older_keys_of_the_vault_come_after_the_present_one():
    config = Config.from_environment(GOOD | {"TRACKER_VAULT_OLD_KEYS": f"{'b2' * 32},{'c3' * 32}"})
    assert config.vault_keys == ("a1" * 32, "b2" * 32, "c3" * 32)


def test_the_cookie_is_kept_from_scripts_and_other_sites():
    settings = Config.from_environment(GOOD | {"TRACKER_SECURE_COOKIES": "1"}).flask_settings()
    assert settings["SESSION_COOKIE_HTTPONLY"] is True
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_an_installation_is_cleared_for_secrets_only_when_it_says_so():
    by = {"TRACKER_CLEARED_BY": "Quyết định số 8-QĐ/TU, ngày 02/3/2026"}
    said = [{}, by, {"TRACKER_CLEARED": "0"}, {"TRACKER_CLEARED": "1"} | by]
    settings = [Config.from_environment(GOOD | one).flask_settings() for one in said]
    assert [one["CLEARED"] for one in settings] == [False, False, False, True]
    assert settings[-1]["CLEARED_BY"] == by["TRACKER_CLEARED_BY"]


@pytest.mark.parametrize("by", ["", "   ", "có", "x" * 301])
def test_who_clears_an_installation_names_the_decision(by):
    with pytest.raises(ConfigError, match="TRACKER_CLEARED_BY"):
        Config.from_environment(GOOD | {"TRACKER_CLEARED": "1", "TRACKER_CLEARED_BY": by})
