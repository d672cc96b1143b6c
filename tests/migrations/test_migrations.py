"""The migrations build exactly the database of the models, on both kinds, and can be taken back."""

import json
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect

from tests import databases
from tracker.audit import append_only
from tracker.extensions import db

MIGRATIONS = str(databases.ROOT / "migrations")


@pytest.fixture(scope="module")
def stepped(backend: str, run: Path) -> Iterator[tuple[Flask, dict[str, tuple[set, set]]]]:
    """The application on a database brought up one migration at a time – the slow part, done once –, and by revision
    which triggers its tables should have and which stood."""
    database = databases.make_database(backend, run, "migrations")
    database.clear()
    app, triggers = databases.make_app(database.url), {}
    with app.app_context():
        for revision in _revisions():
            flask_migrate.upgrade(directory=MIGRATIONS, revision=revision)
            with db.engine.connect() as connection:
                expected = {(row.name, row.table) for row in append_only.triggers_for(connection)}
                triggers[revision] = expected, set(append_only.standing(connection))
    yield app, triggers
    with app.app_context():
        db.engine.dispose()
    database.remove()


def test_the_models_are_what_the_migrations_make(stepped):
    app, _ = stepped
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, db.metadata)
    assert not differences, "\n".join(map(str, differences))


def test_the_triggers_stand_after_every_migration(stepped):
    _, triggers = stepped
    for revision, (expected, standing) in triggers.items():
        assert expected and standing == expected, revision
    assert {table for _, table in expected} == {"audit_events", *(kept.table for kept in append_only.KEPT)}


def test_downgrade_and_upgrade_again_give_the_same_database(stepped):
    app, _ = stepped
    with app.app_context():
        first = _structure()
        flask_migrate.downgrade(directory=MIGRATIONS, revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        flask_migrate.upgrade(directory=MIGRATIONS)
        assert _structure() == first


def test_migrations_are_numbered_in_one_line():
    names = [Path(script.path).name for script in _scripts().walk_revisions()][::-1]
    assert [name.split("_")[0] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(MIGRATIONS)


def _revisions() -> list[str]:
    return [script.revision for script in _scripts().walk_revisions()][::-1]


def _structure() -> dict[str, object]:
    """Every table with its columns, keys, constraints and indexes, as text that compares."""
    inspector = inspect(db.engine)
    parts = (
        inspector.get_columns,
        inspector.get_pk_constraint,
        inspector.get_foreign_keys,
        inspector.get_unique_constraints,
        inspector.get_check_constraints,
        inspector.get_indexes,
    )
    return {table: [_sorted(read(table)) for read in parts] for table in sorted(inspector.get_table_names())}


def _sorted(found: object) -> list[str]:
    rows = found if isinstance(found, list) else [found]
    return sorted(json.dumps(row, default=str, sort_keys=True) for row in rows)
