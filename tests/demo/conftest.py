"""The demo, loaded once in a run on each kind of database; its tests only look."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests import databases
from tests.client import PageClient, sign_in
from tracker.accounts.queries import find_by_login
from tracker.extensions import db


@pytest.fixture(scope="session")
def demo_app(backend: str, run: Path) -> Iterator[Flask]:
    """The application on a database into which ``flask demo load`` has put the demo."""
    database = databases.make_database(backend, run, "demo")
    database.renew("demo")
    app = databases.make_app(database.url)
    app.test_client_class = PageClient
    yield app
    with app.app_context():
        db.engine.dispose()
    database.remove()


@pytest.fixture
def browse(demo_app: Flask) -> Callable[[str], PageClient]:
    """``browse("chunhiem")`` – a browser with that account signed in."""

    def signed_in(login: str) -> PageClient:
        client = demo_app.test_client()
        with demo_app.app_context():
            account = find_by_login(login)
            assert account is not None
            account_id = account.id
        sign_in(client, account_id)
        return client

    return signed_in
