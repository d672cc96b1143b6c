"""What tests ask for by name. A test that needs no database asks for none of this."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from inspect import signature
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session, scoped_session

from tests import databases
from tests.cast import Cast
from tests.client import PageClient, sign_in, watch_commits
from tests.databases import Database
from tests.queries import counted_queries
from tests.remembering import Place
from tests.trouble import Trouble
from tracker.accounts import passwords
from tracker.extensions import db

BACKENDS = [pytest.param(kind, marks=getattr(pytest.mark, kind)) for kind in databases.KINDS]


@pytest.fixture(autouse=True)
def light_passwords(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The least work for a hash: fourteen accounts a test at the real cost would be most of the run's time."""
    if request.node.get_closest_marker("real_passwords") is None:
        monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder shared by all processes of this test run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "popen-" in base.name else base


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Which database this round of the tests runs on: ``sqlite`` or ``postgresql``."""
    return request.param


@pytest.fixture(scope="session")
def web_database(backend: str, run: Path) -> Iterator[Database]:
    """The database of the tests that send requests."""
    database = databases.make_database(backend, run, "web")
    yield database
    database.remove()


@pytest.fixture(scope="session")
def web_app(web_database: Database) -> Iterator[Flask]:
    """The application object, made once; ``app`` gives it a fresh database for each test."""
    app = databases.make_app(web_database.url)
    app.test_client_class = PageClient
    watch_commits(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def web_place(web_app: Flask, web_database: Database, backend: str, run: Path) -> Place:
    """Where tests that send requests build what they begin with."""
    return Place(web_app, backend, run, own=web_database)


@pytest.fixture
def app(request: pytest.FixtureRequest, web_app: Flask, web_database: Database, web_place: Place) -> Iterator[Flask]:
    """The application on a freshly migrated database, once on each kind.

    What a test stores itself it commits: ``with app.app_context(): ...; db.session.commit()``. No context is open in
    the test, so that every request begins with nothing, as in production.
    """
    with web_app.app_context():
        db.engine.dispose()
    peopled = "stored_cast" in request.fixturenames
    web_database.renew("cast" if peopled else "empty")
    web_place.untouched = peopled and _is_ordinary(request)
    yield web_app
    web_place.end()


@pytest.fixture
def stored_cast(app: Flask, backend: str, run: Path) -> Cast:
    """The cast, stored in the database of ``app``."""
    return databases.stored_cast(backend, run)


@pytest.fixture
def cast(stored_cast: Cast) -> Cast:
    """The cast, for tests of pages. An area whose tests call services may mean ``world`` by it."""
    return stored_cast


@pytest.fixture
def play(app: Flask, stored_cast: Cast) -> Callable[[str], PageClient]:
    """``play("clerk")`` – a browser with that person signed in."""
    browsers: dict[str, PageClient] = {}

    def browser(name: str) -> PageClient:
        if name not in browsers:
            browsers[name] = app.test_client()
            sign_in(browsers[name], stored_cast.accounts[name])
        return browsers[name]

    return browser


@pytest.fixture
def troubled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each form that the test sends is tried with trouble first; see tests/trouble.py."""
    monkeypatch.setattr(PageClient, "trouble", Trouble())


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser without JavaScript that fails the test on a bad page or a forgotten commit. See tests/client.py."""
    return app.test_client()


@pytest.fixture(scope="session")
def service_app(backend: str, run: Path) -> Iterator[Flask]:
    """The application of the tests that call services; its database stays as migrated."""
    yield from _service_app(backend, run, "empty")


@pytest.fixture(scope="session")
def peopled_app(backend: str, run: Path) -> Iterator[Flask]:
    """The same with the cast in its database."""
    yield from _service_app(backend, run, "cast")


def _service_app(backend: str, run: Path, content: str) -> Iterator[Flask]:
    database = databases.make_database(backend, run, f"services-{content}")
    database.renew(content)
    app = databases.make_app(database.url)
    place = Place(app, backend, run)
    yield app
    with app.app_context():
        db.engine.dispose()
    place.remove()
    database.remove()


@pytest.fixture
def session(request: pytest.FixtureRequest, backend: str) -> Iterator[scoped_session]:
    """``db.session`` for tests of services and queries: all is rolled back afterwards, and a commit fails the test."""
    peopled = "world" in request.fixturenames
    app: Flask = request.getfixturevalue("peopled_app" if peopled else "service_app")
    place: Place = app.extensions["place"]
    with app.app_context():
        place.untouched = peopled and _is_ordinary(request)
        event.listen(db.session, "before_commit", _refuse_commit)
        try:
            yield db.session
        finally:
            event.remove(db.session, "before_commit", _refuse_commit)
            db.session.rollback()
            place.end()


@pytest.fixture
def world(session: object, backend: str, run: Path) -> Cast:
    """The cast, for tests of services; what they do to it is rolled back."""
    return databases.stored_cast(backend, run)


def _is_ordinary(request: pytest.FixtureRequest) -> bool:
    """Whether the test changes nothing but rows: what it patches, it wants built anew."""
    return "monkeypatch" not in signature(request.function).parameters


def _refuse_commit(session: Session) -> None:
    elsewhere = "place" not in current_app.extensions  # what is remembered is built in a database of its own
    if session.in_nested_transaction() or elsewhere:  # a service may end a savepoint of its own
        return
    raise AssertionError("a service flushes; only the web edge and commands commit")


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """``with count_queries() as statements: ...`` – what the block sent to the database."""
    return counted_queries
