"""The database itself keeps what is only ever added to from being rewritten, table by table and column by column."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import JSON, Connection, Table, inspect, text
from sqlalchemy.exc import DBAPIError

from tracker.audit.append_only import KEPT, Kept, remove
from tracker.extensions import db

ONLY_ADDED_TO = {
    *("paper_drafts", "paper_remarks", "dispatch_entries", "paper_wordings", "layout_choices"),
    *(
        "papers",
        "paper_cases",
        "paper_endings",
        "identity_reveals",
        "overlap_acknowledgements",
        "case_amendments",
        "case_handovers",
    ),
    *("evidence_items", "evidence_files", "evidence_contents", "custody_moves", "subject_statements"),
    *("appeal_unlinkings", "withdrawn_answers"),
    *("item_votes", "minutes_addenda", "authority_overrides", "referral_answers"),
    *("recommendation_updates", "escalations", "money_entries", "dossiers", "diary_entries"),
    *("limit_overrides", "calendar_days", "confirmed_years", "organization_events"),
    *("petition_releases", "observation_releases", "former_identities"),
}
VALUES = {int: (7, 8), str: ("x", "y"), bytes: (b"x", b"y"), bool: (True, False)}


@pytest.fixture
def connection(session) -> Connection:
    """A connection whose tables take any row, so that each can be given one; all of it is rolled back."""
    found = session.connection()
    if found.dialect.name == "sqlite":
        found.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        found.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    else:
        for kept in KEPT:
            for rule in inspect(found).get_check_constraints(kept.table) + inspect(found).get_foreign_keys(kept.table):
                found.exec_driver_sql(f"ALTER TABLE {kept.table} DROP CONSTRAINT {rule['name']} CASCADE")
    yield found
    if found.dialect.name == "sqlite":
        found.exec_driver_sql("PRAGMA ignore_check_constraints=OFF")


def value_of(table: Table, column: str, which: int = 0) -> object:
    """One of two values that fit a column."""
    kind = table.c[column].type.python_type
    if isinstance(table.c[column].type, JSON):
        return f'{{"x": {which}}}'
    if kind is datetime:
        return datetime(2026, 1, 1 + which, tzinfo=UTC).isoformat(" ")
    if kind is date:
        return date(2026, 1, 1 + which).isoformat()
    return VALUES.get(kind, VALUES[str])[which]


def refused(connection: Connection, statement: str, values: dict[str, object]) -> bool:
    """Whether the database refuses a statement because of a trigger of ours; any other fault is the test's."""
    savepoint = connection.begin_nested()
    fault = ""
    try:
        connection.execute(text(statement), values)
    except DBAPIError as error:
        fault = str(error)
    savepoint.rollback()
    assert not fault or "append-only" in fault, (statement, fault)
    return bool(fault)


def give_row(connection: Connection, kept: Kept) -> dict[str, object]:
    table = db.metadata.tables[kept.table]
    names = [column.name for column in table.c]
    row = {name: None if name in kept.once else value_of(table, name) for name in names}
    names = ", ".join(f'"{name}"' for name in row)
    connection.execute(
        text(f"INSERT INTO {kept.table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), row
    )
    return row


def test_each_table_refuses_what_would_rewrite_it_and_nothing_else(connection):
    assert {kept.table for kept in KEPT} == ONLY_ADDED_TO
    for kept in KEPT:
        table, row = db.metadata.tables[kept.table], give_row(connection, kept)
        assert refused(connection, f"DELETE FROM {kept.table}", {}), kept.table
        for name in row:
            change = f'UPDATE {kept.table} SET "{name}" = :new'
            is_free = name in kept.once + kept.free or (kept.frozen and name not in kept.frozen)
            assert refused(connection, change, {"new": value_of(table, name, 1)}) is not bool(is_free), (
                kept.table,
                name,
            )
            if name in kept.emptied:
                assert not refused(connection, change, {"new": ""}), (kept.table, name)
            if name in kept.once:
                connection.execute(text(change), {"new": value_of(table, name)})
                assert refused(connection, change, {"new": value_of(table, name, 1)}), (kept.table, name)


def test_no_table_is_emptied_or_has_a_row_put_out_by_another(connection, backend):
    for kept in KEPT:
        row = give_row(connection, kept)
        if backend == "sqlite":
            names, places = ", ".join(f'"{name}"' for name in row), ", ".join(f":{name}" for name in row)
            put_out = f"INSERT OR REPLACE INTO {kept.table} ({names}) VALUES ({places})"
            assert refused(connection, put_out, row), kept.table
        else:
            assert refused(connection, f"TRUNCATE {kept.table} CASCADE", {}), kept.table


def test_without_the_triggers_the_same_statements_pass(connection):
    remove(connection)
    for kept in KEPT:
        give_row(connection, kept)
        assert not refused(connection, f"DELETE FROM {kept.table}", {}), kept.table
