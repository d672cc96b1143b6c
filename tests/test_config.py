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
        ("TRACKER_MODE", "prod"),
        ("TRACKER_SECURE_COOKIES", "yes"),
        ("TRACKER_SESSION_HOURS", "0"),
        ("TRACKER_SESSION_HOURS", "25"),
        ("TRACKER_IDLE_MINUTES", "-5"),
        ("TRACKER_PROXY_HOPS", "²"),
    ],
)
def test_a_bad_setting_is_named(name, value):
    with pytest.raises(ConfigError, match=name):
        Config.from_environment(GOOD | {name: value})


def test_the_web_server_does_not_start_without_a_key():
    ended = subprocess.run(
        [sys.executable, "-c", "import wsgi"], cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("Tracker cannot start: SECRET_KEY")
