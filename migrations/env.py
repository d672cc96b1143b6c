"""Runs the migrations on the application's database, SQLite or PostgreSQL."""

from alembic import context
from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.types import TypeDecorator

from tracker.audit import append_only
from tracker.audit.chain import START

db = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args


def render_plain_types(kind, item, autogen_context):
    """Write our column types as the plain types they wrap, so that old migrations never import the product."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def start_audit(connection):
    """Give the audit chain its head, from which every entry counts."""
    if "audit_head" in inspect(connection).get_table_names():
        connection.exec_driver_sql(
            f"INSERT INTO audit_head (id, seq, hash) SELECT 1, 0, '{START}' WHERE NOT EXISTS (SELECT 1 FROM audit_head)"
        )


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
            append_only.remove(connection)
            context.run_migrations()
            start_audit(connection)
            append_only.install(connection)
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run()
