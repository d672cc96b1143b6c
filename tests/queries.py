"""Counting the statements that a piece of work sends to the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

NOT_COUNTED = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """The statements sent inside the block, in order; transaction control is left out."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many) -> None:
        if not statement.lstrip().upper().startswith(NOT_COUNTED):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


WRITE = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")
# What a request writes that is no part of the work: who looked, who is signed in, forms sent before.
BESIDE = {"audit_events", "audit_head", "sign_ins", "sent_forms", "form_drafts", "account_roles", "login_attempts"}


@contextmanager
def lasting_writes() -> Iterator[list[str]]:
    """The statements of the block that changed a table of the work and were committed.

    To read every table before and after each of some thousand requests would take most of the time of these tests.
    """
    pending: list[str] = []
    lasting: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many) -> None:
        found = WRITE.match(statement)
        if found and found[1] not in BESIDE:
            pending.append(statement)

    def commit(_connection) -> None:
        lasting.extend(pending)
        pending.clear()

    def roll_back(_connection, *_savepoint) -> None:
        pending.clear()

    heard = (("before_cursor_execute", note), ("commit", commit), ("rollback", roll_back))
    for name, listener in heard:
        event.listen(Engine, name, listener)
    try:
        yield lasting
    finally:
        for name, listener in heard:
            event.remove(Engine, name, listener)
