"""Which tables the database itself keeps from being rewritten, and the triggers that do it on both databases.

A migration may change them all the same: ``migrations/env.py`` takes the triggers off before the migrations and puts
them back in the same transaction, because SQLite drops them whenever a migration rebuilds their table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine.reflection import Inspector

from tracker.audit.models import POSTGRESQL_FUNCTION, POSTGRESQL_TRIGGERS, SQLITE_TRIGGERS


@dataclass(frozen=True)
class Kept:
    """A table whose rows are never deleted.

    A column changes never, unless it is in ``once`` (filled in later, never changed after), in ``emptied`` (its text
    may be taken out, and nothing put in its place) or in ``free``. ``frozen`` names the columns that never change where
    most others may.
    """

    table: str
    once: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    frozen: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()


_EMPTY = "('', '–', '[]')"  # what takes the place of a text, of a few words, of the fields of a form
_REOPENED = ("reopening_decision", "reopening_reason")
_REVOKED = {"once": ("revoked_at", "revoked_by"), "free": ("version", "revoke_reason")}

KEPT = (
    Kept(
        "papers",
        once=("content", "sha256", "context", "template", "template_version"),
        frozen=("ref", "body_id", "series_id", "term_id", "type", "number", "sign", "issued_on", "signer_name"),
    ),
    Kept("paper_cases"),
    Kept("paper_endings"),
    Kept(
        "paper_drafts",
        once=("approved_by", "approved_at", "paper_id"),
        free=("version", "state"),
        emptied=("context", "entries", "abstract"),
    ),
    Kept("paper_remarks", emptied=("comment",)),
    Kept("dispatch_entries"),
    Kept("identity_reveals"),
    Kept("overlap_acknowledgements"),
    Kept("case_amendments"),
    Kept("case_handovers"),
    Kept("evidence_items", frozen=("id", "case_id", "number", "recorded_by", "recorded_at")),
    Kept("evidence_files"),
    Kept("evidence_contents"),
    Kept("custody_moves"),
    Kept("subject_statements", once=("withdrawn_by", "withdrawn_at", "withdrawal_reason")),
    Kept("withdrawn_answers"),
    Kept(
        "item_votes",
        once=("tally", "result", "closed_by", "closed_at"),
        free=("version", "state", "void_reason"),
    ),
    Kept("minutes_addenda"),
    Kept("authority_overrides"),
    Kept("appeal_unlinkings"),
    Kept("referral_answers", once=("announced_on",)),
    Kept("recommendation_updates"),
    Kept("escalations"),
    Kept("money_entries"),
    Kept("dossiers", once=("reopened_on", "reopened_by"), free=_REOPENED),
    Kept("diary_entries", once=("signed_by", "signed_at"), free=("version",)),
    Kept("limit_overrides", **_REVOKED),
    Kept("calendar_days", **_REVOKED),
    Kept("confirmed_years", **_REVOKED),
    Kept("paper_wordings", **_REVOKED),
    Kept("layout_choices", **_REVOKED),
    Kept("organization_events"),
    Kept("petition_releases"),
    Kept("observation_releases"),
    # a rotation of the keys seals it anew
    Kept("former_identities", free=("key", "fingerprint", "name", "address", "phone", "id_card", "original")),
)

FUNCTION = """CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"""
_OURS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append-only%'",
    "postgresql": """SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE NOT tgisinternal AND proname IN ('append_only', 'audit_append_only')
        AND relnamespace = current_schema()::regnamespace""",
}


class Trigger(NamedTuple):
    """A trigger by its name and table, and the statement that makes it."""

    name: str
    table: str
    statement: str


def install(connection: Connection) -> None:
    """Put every trigger there that the tables of the database can carry; those that stand are made anew."""
    remove(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text(POSTGRESQL_FUNCTION))
        connection.execute(text(FUNCTION))
    for trigger in triggers_for(connection):
        connection.execute(text(trigger.statement))


def remove(connection: Connection) -> None:
    """Take off every trigger of ours: for migrations, and for whoever proves that tampering is found."""
    on_table = connection.dialect.name == "postgresql"
    for name, table in standing(connection):
        connection.exec_driver_sql(f"DROP TRIGGER {name}{f' ON {table}' * on_table}")


def standing(connection: Connection) -> list[tuple[str, str]]:
    """(name, table) of our triggers that the database has."""
    return [(name, table) for name, table in connection.execute(text(_OURS[connection.dialect.name]))]


def triggers_for(connection: Connection) -> list[Trigger]:
    """The triggers that belong on the tables the database has now, by the columns they have now."""
    inspector = inspect(connection)
    tables = set(inspector.get_table_names())
    make = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    of_audit = SQLITE_TRIGGERS if connection.dialect.name == "sqlite" else POSTGRESQL_TRIGGERS
    found = [Trigger(name, "audit_events", statement) for name, statement in of_audit.items()]
    for kept in KEPT:
        if kept.table in tables:
            found += make(kept, inspector)
    return [trigger for trigger in found if trigger.table in tables]


def _sqlite(kept: Kept, inspector: Inspector) -> Iterator[Trigger]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{kept.table} is append-only'); END"
    for name, event, condition in _events(kept, [row["name"] for row in inspector.get_columns(kept.table)]):
        yield _trigger(kept, name, event, f"{condition} {refuse}")
    # INSERT OR REPLACE would delete without firing the trigger of deletion
    stored = " ".join(("EXISTS (SELECT 1 FROM", kept.table, "WHERE"))
    same = " OR ".join(f"{stored} {key})" for key in _keys(kept.table, inspector))
    yield _trigger(kept, "no_replace", "INSERT", f"WHEN {same} {refuse}")


def _postgresql(kept: Kept, inspector: Inspector) -> Iterator[Trigger]:
    call = "EXECUTE FUNCTION append_only()"
    for name, event, condition in _events(kept, [row["name"] for row in inspector.get_columns(kept.table)]):
        yield _trigger(kept, name, event, f"FOR EACH ROW {condition} {call}")
    yield _trigger(kept, "no_truncate", "TRUNCATE", f"FOR EACH STATEMENT {call}")


def _events(kept: Kept, columns: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(name, what it refuses, under which condition) of the triggers that both databases have."""
    movable = kept.once + kept.free + kept.emptied
    frozen = [name for name in columns if name in kept.frozen or not (kept.frozen or name in movable)]
    yield "no_update", f"UPDATE OF {_quoted(frozen)}", ""
    yield "no_delete", "DELETE", ""
    for name in columns:
        if name in kept.once:
            yield f"{name}_once", f"UPDATE OF {_quoted([name])}", f"WHEN (OLD.{_quoted([name])} IS NOT NULL)"
        if name in kept.emptied:
            yield f"{name}_emptied", f"UPDATE OF {_quoted([name])}", f"WHEN (NEW.{_quoted([name])} NOT IN {_EMPTY})"


def _keys(table: str, inspector: Inspector) -> list[str]:
    """The conditions under which a stored row is the one that a new row would put out."""
    keys = [
        inspector.get_pk_constraint(table)["constrained_columns"],
        *(row["column_names"] for row in inspector.get_unique_constraints(table)),
    ]
    keys += [
        row["column_names"] for row in inspector.get_indexes(table) if row["unique"] and not row["dialect_options"]
    ]
    return [" AND ".join(f"{_quoted([name])} = NEW.{_quoted([name])}" for name in key) for key in keys]


def _trigger(kept: Kept, name: str, event: str, rest: str) -> Trigger:
    name = f"{kept.table}_{name}"
    return Trigger(name, kept.table, f"CREATE TRIGGER {name} BEFORE {event} ON {kept.table} {rest}")


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
