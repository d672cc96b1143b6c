"""Entry point of the web server: ``wsgi:app``."""

import sys

from config import Config, ConfigError
from tracker.app import create_app

try:
    app = create_app(Config.from_environment())
except ConfigError as error:
    sys.exit(f"Tracker cannot start: {error}")
