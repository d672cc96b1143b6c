"""Entry point of the web server: ``wsgi:app``."""

import sys

from config import Config, ConfigError
from tracker.app import create_app
from tracker.documents.signing.settings import SettingsError

try:
    app = create_app(Config.from_environment())
except (ConfigError, SettingsError) as error:
    sys.exit(f"Tracker cannot start: {error}")
