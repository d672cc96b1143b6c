"""Fixtures of the areas of a case: the cast stored, the cast for services, and a browser for each person."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.cast import Cast, build_cast
from tests.client import PageClient, sign_in
from tracker.extensions import db


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The cast, stored, for tests of pages."""
    with app.app_context():
        cast = build_cast()
        db.session.commit()
    return cast


@pytest.fixture
def world(session: object) -> Cast:
    """The cast, for tests of services; nothing is kept."""
    return build_cast()


@pytest.fixture
def play(app: Flask, cast: Cast) -> Callable[[str], PageClient]:
    """``play("clerk")`` – a browser with that person signed in."""
    browsers: dict[str, PageClient] = {}

    def browser(name: str) -> PageClient:
        if name not in browsers:
            browsers[name] = app.test_client()
            sign_in(browsers[name], cast.accounts[name])
        return browsers[name]

    return browser
