"""The cast, browsers for its people, and the application with a few views that fail."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import databases
from tests.client import PageClient, sign_in, watch_commits
from tests.web import failing_views
from tracker.extensions import db


@pytest.fixture
def browse(app, cast):
    """``browse("clerk")`` – a browser with that person signed in."""

    def browser(name: str) -> PageClient:
        client = app.test_client()
        sign_in(client, cast.accounts[name])
        return client

    return browser


@pytest.fixture
def failing(app, web_database) -> Iterator[Flask]:
    """An application over the same database; ``POST /fail?how=…`` stores something and then ends in that way."""
    other = databases.make_app(web_database.url)
    other.test_client_class = PageClient
    watch_commits(other)
    failing_views.add(other)
    yield other
    with other.app_context():
        db.engine.dispose()
