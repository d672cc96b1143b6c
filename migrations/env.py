"""Runs the migrations on the application's database, SQLite or PostgreSQL."""

from alembic import context
from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.types import TypeDecorator

from tracker.audit.chain import START
from tracker.audit.models import POSTGRESQL_FUNCTION, POSTGRESQL_TRIGGERS, SQLITE_TRIGGERS

db = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args


def render_plain_types(kind, item, autogen_context):
    """Write our column types as the plain types they wrap, so that old migrations never import the product."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def install_audit(connection):
    """Put the audit triggers back – SQLite drops them whenever a migration rebuilds their table – and the head."""
    if "audit_head" in inspect(connection).get_table_names():
        connection.exec_driver_sql(
            f"INSERT INTO audit_head (id, seq, hash) SELECT 1, 0, '{START}' WHERE NOT EXISTS (SELECT 1 FROM audit_head)"
        )
    if connection.dialect.name == "sqlite":
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        for name, statement in SQLITE_TRIGGERS.items() if "audit_events" in tables else ():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(statement)
    elif connection.exec_driver_sql("SELECT to_regclass('audit_events')").scalar():
        connection.exec_driver_sql(POSTGRESQL_FUNCTION)
        for name, statement in POSTGRESQL_TRIGGERS.items():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON audit_events")
            connection.exec_driver_sql(statement)


def run():
    """Migrate inside one transaction. SQLite rebuilds tables by dropping them, so foreign keys are off meanwhile."""
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_plain_types,
            transactional_ddl=True,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()
            install_audit(connection)
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run()
