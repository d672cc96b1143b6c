"""The two tables of the audit chain, and the triggers that refuse every rewriting."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base, UtcDateTime


class AuditEvent(Base):
    """One entry. ``body`` is the canonical JSON that the hash covers; the other columns repeat parts of it for search.

    ``case_id`` has no foreign key: the chain outlives everything it speaks of.
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("ix_audit_events_case_id_seq", "case_id", "seq"),
        # SQLite's hidden row number would be a second key, under which INSERT OR REPLACE could put out an entry
        {"sqlite_with_rowid": False},
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    action: Mapped[str] = mapped_column(String(80))
    case_id: Mapped[int | None] = mapped_column()
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The single row that holds the end of the chain; locked by every append."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))


SQLITE_TRIGGERS = {
    "audit_events_no_update": """CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    "audit_events_no_delete": """CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    # INSERT OR REPLACE would delete without firing the trigger above
    "audit_events_next_only": """CREATE TRIGGER audit_events_next_only BEFORE INSERT ON audit_events
        WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit_events)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
}

POSTGRESQL_FUNCTION = """CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"""
POSTGRESQL_TRIGGERS = {
    "audit_events_no_rewrite": """CREATE TRIGGER audit_events_no_rewrite BEFORE UPDATE OR DELETE ON audit_events
        FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
    "audit_events_no_truncate": """CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events
        FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()""",
}
