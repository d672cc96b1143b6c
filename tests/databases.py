"""Freshly migrated databases, cheaply: migrated once per run, copied for each test, the same way on both kinds."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import flask_migrate
import psycopg
from flask import Flask

from config import Config
from tests import postgres
from tests.cast import Cast, build_cast
from tracker.app import create_app
from tracker.extensions import db

ROOT = Path(__file__).parent.parent
KINDS = ("sqlite", "postgresql")
EVIDENCE_KEY = b"a key of thirty-two bytes, tests"
SECRET = "a key that is long enough, for tests only"
VAULT_KEY = "7e57" * 16

Build = Callable[[str], None]  # fills the database at an address


def make_app(url: str) -> Flask:
    """The application as it runs in production, on the database at ``url``, raising what it would report."""
    config = Config("test", SECRET, url, evidence_key=EVIDENCE_KEY, vault_keys=(VAULT_KEY,))
    return create_app(config)


def migrate(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` up to ``revision``."""
    app = make_app(url)
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"), revision=revision)
        db.engine.dispose()


def store_cast(url: str, kind: str, run: Path) -> None:
    """Build the cast in the migrated database at ``url``; its ids are kept in ``run``."""
    app = make_app(url)
    with app.app_context():
        cast = build_cast()
        db.session.commit()
        db.engine.dispose()
    (run / f"cast-{kind}.json").write_text(json.dumps(asdict(cast)))


def load_demo(url: str) -> None:
    """Put the demo into the migrated database at ``url``, as ``flask demo load`` does."""
    app = make_app(url)
    answer = app.test_cli_runner().invoke(args=["demo", "load"])
    assert answer.exit_code == 0, answer.output
    with app.app_context():
        db.engine.dispose()


def stored_cast(kind: str, run: Path) -> Cast:
    """The ids of the cast in every database of the kind that was renewed with it."""
    return Cast(**json.loads((run / f"cast-{kind}.json").read_text()))


def once(note: Path, make: Callable[[], str]) -> str:
    """What ``make`` returns, made once per run by whichever test process comes first."""
    with open(note.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            result = make()
            note.write_text(result)
        return note.read_text()


def _recipe(content: str, build: Build | None, kind: str, run: Path) -> tuple[str, Build]:
    """On which content a database is built, if any, and how."""
    if content == "empty":
        return "", migrate
    if content == "cast":
        return "empty", lambda url: store_cast(url, kind, run)
    if content == "demo":
        return "empty", load_demo
    if build is None:
        raise ValueError(f"how is {content!r} built?")
    return "cast", build


class SqliteDatabase:
    """A file of one test process. ``run`` is a folder that all processes of the run share."""

    def __init__(self, run: Path, name: str):
        self._run = run
        self._path = run / f"{name}.sqlite"
        self.url = f"sqlite:///{self._path}"

    def clear(self) -> None:
        """Make the database exist without a table."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)

    def renew(self, content: str = "empty", build: Build | None = None) -> None:
        """Make the database freshly migrated: ``empty``, with the ``cast``, the ``demo``, or what ``build`` adds.

        Nobody may be connected. ``build`` finds the cast.
        """
        self.clear()
        shutil.copyfile(self._template(content, build), self._path)

    def remove(self) -> None:
        """Delete the database."""
        self.clear()

    def _template(self, content: str, build: Build | None = None) -> str:
        return once(self._run / f"sqlite-{content}", lambda: self._make_template(content, build))

    def _make_template(self, content: str, build: Build | None) -> str:
        template = self._run / f"template-{content}.sqlite"
        below, build = _recipe(content, build, "sqlite", self._run)
        if below:
            shutil.copyfile(self._template(below), template)
        build(f"sqlite:///{template}")
        return str(template)


class PostgresqlDatabase:
    """A database of the run's server, for one test process. Whoever is still connected is thrown out."""

    def __init__(self, run: Path, name: str):
        self._run = run
        self._name = f"tracker_{name}".replace("-", "_")
        self._folder = once(run / "postgres", lambda: postgres.start(run / "postgres-folder", run_process()))
        self._server = psycopg.connect(f"host={self._folder} user={postgres.USER} dbname=postgres", autocommit=True)
        self.url = postgres.url(self._folder, self._name)

    def clear(self) -> None:
        """Make the database exist without a table."""
        self._drop()
        self._server.execute(f"CREATE DATABASE {self._name}")

    def renew(self, content: str = "empty", build: Build | None = None) -> None:
        """Make the database freshly migrated: ``empty``, with the ``cast``, the ``demo``, or what ``build`` adds."""
        template = self._template(content, build)
        self._drop()
        self._server.execute(f"CREATE DATABASE {self._name} TEMPLATE {template} STRATEGY file_copy")

    def remove(self) -> None:
        """Delete the database and let go of the server."""
        with suppress(psycopg.OperationalError):  # the server may end before the last process
            self._drop()
        self._server.close()

    def _drop(self) -> None:
        self._server.execute(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")

    def _template(self, content: str, build: Build | None = None) -> str:
        return once(self._run / f"postgres-{content}", lambda: self._make_template(content, build))

    def _make_template(self, content: str, build: Build | None) -> str:
        template = f"tracker_template_{content}"
        below, build = _recipe(content, build, "postgresql", self._run)
        origin = f"TEMPLATE {self._template(below)} STRATEGY file_copy" if below else ""
        self._server.execute(f"CREATE DATABASE {template} {origin}")
        build(postgres.url(self._folder, template))
        return template


Database = SqliteDatabase | PostgresqlDatabase


def make_database(kind: str, run: Path, name: str) -> Database:
    """The database called ``name`` of this test process; call ``renew`` before use."""
    name = f"{name}-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    return SqliteDatabase(run, name) if kind == "sqlite" else PostgresqlDatabase(run, name)


def run_process() -> int:
    """The process that lives as long as the test run: this one, or the one that handed it its tests."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
