"""What many tests begin with is built once in a run, kept as a database, and from then on taken from there.

A case that goes from opening to decision costs more than a second, and a thousand tests begin with one. Nothing is
pretended: the services build it in a database of its own, and a test finds what was committed there.
"""

import hashlib
import json
from collections.abc import Callable
from contextvars import copy_context
from datetime import date
from enum import Enum
from functools import wraps
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import URL, event, make_url
from sqlalchemy.orm import Mapper, selectinload

from tests import databases
from tests.cast import Cast
from tests.databases import Database
from tracker.extensions import db

PLAIN = (str, int, float, date, Enum, type(None))
AT_HAND = 8  # databases that one place keeps; they take memory
_workshops: dict[str, "Pointed"] = {}  # by kind of database: where this process builds what is remembered


class Pointed:
    """An application that works on whichever database it is pointed at, and keeps what it knows of statements."""

    def __init__(self, app: Flask):
        self.app = app
        self.home = self._url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
        with app.app_context():
            event.listen(db.engine, "do_connect", self._connect)

    def go_to(self, url: URL) -> None:
        """From now on connect to this one. Nobody may be connected."""
        if url != self._url:
            self._url = url
            with self.app.app_context():
                db.engine.dispose()

    def _connect(self, dialect: Any, record: object, arguments: list[object], named: dict[str, object]) -> None:
        arguments[:], changed = dialect.create_connect_args(self._url)
        named.update(changed)


class Place(Pointed):
    """Where the running test builds: an application whose database holds the cast and, to begin with, nothing else.

    ``own`` is a database that the test may commit to and that is renewed for each. Without it tests are rolled back,
    and a database for each thing remembered stays at hand.
    """

    def __init__(self, app: Flask, kind: str, run: Path, own: Database | None = None):
        super().__init__(app)
        self.kind, self.run, self._own = kind, run, own
        self.untouched = False
        self._lent: dict[str, Database] = {}
        app.extensions["place"] = self
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", self._watch)

    def end(self) -> None:
        """The test is over: the next one finds the cast alone."""
        self.untouched = False
        self.go_to(self.home)

    def take(self, content: str, build: Callable[[str], None]) -> None:
        """From now on the test finds ``content``; ``build`` makes it at an address that holds the cast."""
        db.session.rollback()
        if self._own:
            db.engine.dispose()
            self._own.renew(content, build)
        else:
            self.go_to(make_url(self._lend(content, build).url))
        self.untouched = False

    def remove(self) -> None:
        """Delete what was kept at hand."""
        for database in self._lent.values():
            database.remove()

    def _lend(self, content: str, build: Callable[[str], None]) -> Database:
        database = self._lent.pop(content, None)
        if database is None:
            database = databases.make_database(self.kind, self.run, f"lent-{content}")
            database.renew(content, build)
        self._lent[content] = database  # the one that was asked for last stands last
        if len(self._lent) > AT_HAND:
            self._lent.pop(next(iter(self._lent))).remove()
        return database

    def _watch(self, connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            self.untouched = False


def remembered(build: Callable[..., Any]) -> Callable[..., Any]:
    """For a verb of a story or a function of the cast: what it makes of plain arguments is made once in a run.

    It is built in place where the test has changed anything before. It may return its story, a row, or a plain value.
    """

    @wraps(build)
    def taken(subject: Any, *given: Any, **named: Any) -> Any:
        place: Place | None = current_app.extensions.get("place")
        what = [vars(subject), given, named]
        if place is None or not place.untouched or db.session.new or _acts_otherwise() or not _is_plain(what):
            return build(subject, *given, **named)
        words = repr([build.__module__, build.__qualname__, type(subject).__qualname__, *what])
        content = hashlib.sha256(words.encode()).hexdigest()[:16]
        note = place.run / f"{place.kind}-{content}.json"
        place.take(content, lambda url: _build(place.kind, url, note, subject, lambda: build(subject, *given, **named)))
        return _recall(json.loads(note.read_text()), subject)

    return taken


def _acts_otherwise() -> bool:
    """Within a block that changes what the services do, which no argument tells."""
    return any(variable.name in ("marks", "rehearsed") for variable in copy_context())


def _is_plain(value: object) -> bool:
    if isinstance(value, Cast):
        return _is_plain(vars(value))
    if isinstance(value, dict):
        return all(_is_plain(key) and _is_plain(each) for key, each in value.items())
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return isinstance(value, PLAIN)


def _build(kind: str, url: str, note: Path, subject: Any, build: Callable[[], Any]) -> None:
    if kind not in _workshops:
        _workshops[kind] = Pointed(databases.make_app(url))
    workshop = _workshops[kind]
    workshop.go_to(make_url(url))
    with workshop.app.app_context():
        result = build()
        db.session.commit()
        changed = {name: value for name, value in vars(subject).items() if isinstance(value, str)}
        note.write_text(json.dumps({"changed": changed, "result": _name(result, subject)}))
        db.session.remove()
        db.engine.dispose()


def _name(result: Any, subject: Any) -> object:
    if result is subject:
        return {"subject": True}
    return {"table": type(result).__tablename__, "id": result.id} if hasattr(result, "__tablename__") else result


def _recall(noted: Any, subject: Any) -> Any:
    vars(subject).update(noted["changed"])
    result = noted["result"]
    if not isinstance(result, dict):
        return result
    if "subject" in result:
        return subject
    mapper = next(each for each in db.Model.registry.mappers if each.class_.__tablename__ == result["table"])
    return db.session.get_one(mapper.class_, result["id"], options=_near(mapper, 2))


def _near(mapper: Mapper[Any], steps: int) -> list[Any]:
    """To load the rows around a row, which the services that built it had loaded too."""
    if not steps:
        return []
    return [selectinload(each.class_attribute).options(*_near(each.mapper, steps - 1)) for each in mapper.relationships]
