"""dispatch of papers, incoming papers, shared runs of numbers, void numbers, classified papers"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

SECRECY = ("ordinary", "confidential", "highly_confidential", "strictly_confidential")
URGENCY = ("ordinary", "urgent", "very_urgent", "express")
_ENDING = "ck_paper_endings_ending"
_REASON = "ck_paper_endings_has_reason"
_SENT, _LINKED = "kind = 'sent'", "kind IN ('received', 'revoked')"


def _coded(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _key(table, column, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def _number(name, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name, length):
    return sa.Column(name, sa.String(length=length), nullable=False)


def _stamp(prefix):
    return _number(f"{prefix}_by"), sa.Column(f"{prefix}_at", sa.DateTime(timezone=True), nullable=False)


def upgrade():
    _widen_papers()
    _set_ending_rules("kind IN ('replaced', 'withdrawn', 'voided')", "(document <> '' OR kind = 'voided')")
    _create_number_settings()
    _create_dispatch_entries()
    _create_incoming()


def downgrade():
    for table in ("incoming_papers", "incoming_counters", "arrival_runs", "dispatch_entries"):
        op.drop_table(table)
    for table in ("number_shares", "number_settings"):
        op.drop_table(table)
    op.execute("DELETE FROM paper_endings WHERE kind = 'voided'")
    _set_ending_rules("kind IN ('replaced', 'withdrawn')", "document <> ''")
    with op.batch_alter_table("papers") as batch_op:
        for name in ("ordinary_has_abstract", "secrecy", "urgency"):
            batch_op.drop_constraint(op.f(f"ck_papers_{name}"), type_="check")
        batch_op.drop_constraint(op.f("uq_papers_series_id_term_id_run_number"), type_="unique")
    with op.batch_alter_table("papers") as batch_op:
        for name in ("run", "secrecy", "urgency"):
            batch_op.drop_column(name)


def _widen_papers():
    with op.batch_alter_table("papers") as batch_op:
        batch_op.add_column(sa.Column("run", sa.String(length=40), nullable=True))
        for name in ("secrecy", "urgency"):
            column = sa.Column(name, sa.String(length=40), nullable=False, server_default="ordinary")
            batch_op.add_column(column)
    op.execute("UPDATE papers SET run = type")
    with op.batch_alter_table("papers") as batch_op:
        batch_op.alter_column("run", nullable=False, existing_type=sa.String(length=40))
        for name, values in (("secrecy", SECRECY), ("urgency", URGENCY)):
            batch_op.alter_column(name, server_default=None, existing_type=sa.String(length=40))
            batch_op.create_check_constraint(op.f(f"ck_papers_{name}"), f"{name} IN {values}")
        batch_op.create_check_constraint(
            op.f("ck_papers_ordinary_has_abstract"), "abstract <> '' OR secrecy <> 'ordinary'"
        )
        columns = ["series_id", "term_id", "run", "number"]
        batch_op.create_unique_constraint(op.f("uq_papers_series_id_term_id_run_number"), columns)


def _set_ending_rules(kinds, document):
    with op.batch_alter_table("paper_endings") as batch_op:
        for name in (_ENDING, _REASON):
            batch_op.drop_constraint(op.f(name), type_="check")
    with op.batch_alter_table("paper_endings") as batch_op:
        batch_op.create_check_constraint(op.f(_ENDING), kinds)
        batch_op.create_check_constraint(op.f(_REASON), f"reason <> '' AND {document}")


def _create_number_settings():
    op.create_table(
        "number_settings",
        _number("id"),
        _number("series_id"),
        _number("term_id"),
        _text("document", 300),
        *_stamp("set"),
        sa.CheckConstraint("document <> ''", name=op.f("ck_number_settings_has_document")),
        _key("number_settings", "series_id", "bodies"),
        _key("number_settings", "term_id", "terms"),
        _key("number_settings", "set_by", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_settings")),
    )
    op.create_index("ix_number_settings_series_id_term_id", "number_settings", ["series_id", "term_id"])
    op.create_table(
        "number_shares",
        _number("setting_id"),
        _text("type", 40),
        _text("run", 40),
        sa.CheckConstraint("type <> run", name=op.f("ck_number_shares_of_another")),
        _key("number_shares", "setting_id", "number_settings"),
        sa.PrimaryKeyConstraint("setting_id", "type", name=op.f("pk_number_shares")),
    )


def _create_dispatch_entries():
    table = "dispatch_entries"
    ways = ("hand", "post", "courier", "network", "meeting")
    op.create_table(
        table,
        _number("id"),
        _number("paper_id"),
        sa.Column("kind", _coded("entry_kind", ("sent", "kept", "received", "revoked")), nullable=False),
        _number("of_id", nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        _text("recipient", 300),
        sa.Column("way", _coded("way", ways), nullable=True),
        _number("copies", nullable=True),
        _text("person", 200),
        sa.Column("reason", sa.Text(), nullable=False),
        *_stamp("recorded"),
        sa.CheckConstraint(f"({_LINKED}) = (of_id IS NOT NULL)", name=op.f(f"ck_{table}_about_another")),
        sa.CheckConstraint(
            f"({_SENT}) = (recipient <> '' AND way IS NOT NULL AND copies IS NOT NULL)",
            name=op.f(f"ck_{table}_sent_to_somebody"),
        ),
        sa.CheckConstraint("copies IS NULL OR copies > 0", name=op.f(f"ck_{table}_copies_positive")),
        sa.CheckConstraint("kind NOT IN ('sent', 'received') OR person <> ''", name=op.f(f"ck_{table}_names_a_person")),
        sa.CheckConstraint("kind NOT IN ('kept', 'revoked') OR reason <> ''", name=op.f(f"ck_{table}_has_reason")),
        _key(table, "paper_id", "papers"),
        _key(table, "of_id", table),
        _key(table, "recorded_by", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_paper_id"), table, ["paper_id"])
    op.create_index(op.f(f"ix_{table}_of_id"), table, ["of_id"])
    once = sa.text("kind = 'revoked'")
    op.create_index(f"uq_{table}_revoked_once", table, ["of_id"], unique=True, sqlite_where=once, postgresql_where=once)


def _create_incoming():
    op.create_table(
        "arrival_runs",
        _number("id"),
        _number("organization_id"),
        sa.Column("unit", _coded("run_unit", ("year", "term")), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        _text("document", 300),
        *_stamp("set"),
        sa.CheckConstraint("document <> ''", name=op.f("ck_arrival_runs_has_document")),
        _key("arrival_runs", "organization_id", "organizations"),
        _key("arrival_runs", "set_by", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival_runs")),
    )
    op.create_index("ix_arrival_runs_organization_id_since", "arrival_runs", ["organization_id", "since"])
    op.create_table(
        "incoming_counters",
        _number("organization_id"),
        _text("run", 20),
        _number("last"),
        _key("incoming_counters", "organization_id", "organizations"),
        sa.PrimaryKeyConstraint("organization_id", "run", name=op.f("pk_incoming_counters")),
    )
    _create_incoming_papers()


def _create_incoming_papers():
    table = "incoming_papers"
    keys = {
        "organization_id": "organizations",
        "handler_id": "accounts",
        "case_id": "cases",
        "registered_by": "accounts",
        "answered_by": "accounts",
    }
    op.create_table(
        table,
        _number("id"),
        _number("version"),
        _text("ref", 12),
        _number("organization_id"),
        _text("run", 20),
        _text("run_name", 40),
        _number("number"),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        _text("sender", 300),
        _text("sign", 60),
        sa.Column("dated_on", sa.Date(), nullable=True),
        _text("abstract", 500),
        sa.Column("secrecy", _coded("secrecy", SECRECY), nullable=False),
        sa.Column("urgency", _coded("urgency", URGENCY), nullable=False),
        _number("handler_id", nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        _number("case_id", nullable=True),
        _text("note", 500),
        sa.Column("answered_on", sa.Date(), nullable=True),
        _text("result", 500),
        _number("answered_by", nullable=True),
        sa.Column("search_key", sa.Text(), nullable=False),
        *_stamp("registered"),
        sa.CheckConstraint("number > 0", name=op.f(f"ck_{table}_number_positive")),
        sa.CheckConstraint("dated_on IS NULL OR dated_on <= arrived_on", name=op.f(f"ck_{table}_dates_in_order")),
        sa.CheckConstraint("due_on IS NULL OR due_on >= arrived_on", name=op.f(f"ck_{table}_due_after_arrival")),
        sa.CheckConstraint(
            "(answered_on IS NOT NULL) = (result <> '' AND answered_by IS NOT NULL)",
            name=op.f(f"ck_{table}_answered_has_result"),
        ),
        sa.CheckConstraint("abstract <> '' OR secrecy <> 'ordinary'", name=op.f(f"ck_{table}_ordinary_has_abstract")),
        *(_key(table, column, target) for column, target in keys.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("organization_id", "run", "number", name=op.f(f"uq_{table}_organization_id_run_number")),
        sa.UniqueConstraint("ref", name=op.f(f"uq_{table}_ref")),
    )
    place = ["organization_id", "arrived_on", "id"]
    op.create_index(f"ix_{table}_organization_id_arrived_on_id", table, place)
    for column in ("handler_id", "case_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
