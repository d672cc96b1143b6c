"""A concluded case, the people who follow it up, and their browsers."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.cast import Cast
from tests.client import PageClient, sign_in
from tests.findings.building import concluded_case
from tracker.extensions import db


@pytest.fixture
def cast(world: Cast) -> Cast:
    """The cast, for tests of services; nothing is kept."""
    return world


@pytest.fixture
def case_ref(app: Flask, stored_cast: Cast) -> str:
    """A concluded case, for tests of pages."""
    with app.app_context():
        ref = concluded_case(stored_cast)
        db.session.commit()
    return ref


@pytest.fixture
def browser_of(app: Flask, stored_cast: Cast) -> Callable[[str], PageClient]:
    """``browser_of("head")`` – a browser with that person signed in."""

    def browser(name: str) -> PageClient:
        client = app.test_client()
        sign_in(client, stored_cast.accounts[name])
        return client

    return browser
