"""updates of recommendations, the ladder, the money book, finance records, files handed to the archive"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STATES = ("open", "partial", "done", "transferred", "waived")
NEW_STATES = ("open", "partial", "reported", "sent_back", "done", "transferred", "waived")
OPEN = "state IN ('open', 'partial')"
NEW_OPEN = "state IN ('open', 'partial', 'reported', 'sent_back')"
DONE = "state <> 'done' OR (done_on IS NOT NULL AND verified_by IS NOT NULL)"
NEW_DONE = "state <> 'done' OR (done_on IS NOT NULL AND verified_by IS NOT NULL AND reported_by IS NOT NULL)"
ACTS = ("progress", "report", "verify", "send_back", "transfer", "waive", "correct", "note")


def _in(values):
    return f"state IN ({', '.join(repr(value) for value in values)})"


def _coded(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _key(column, table, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def _check(table, name, condition):
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def upgrade():
    _add_money_to_findings()
    _create_updates()
    _widen_recommendations()
    _create_ladder()
    _create_money()
    _create_dossiers()


def _add_money_to_findings():
    with op.batch_alter_table("findings") as batch_op:
        batch_op.add_column(sa.Column("to_recover", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("recovered", sa.BigInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("findings") as batch_op:
        batch_op.alter_column("recovered", server_default=None, existing_type=sa.BigInteger(), existing_nullable=False)
        batch_op.create_check_constraint(
            op.f("ck_findings_to_recover_within_amount"),
            "to_recover IS NULL OR (amount IS NOT NULL AND to_recover >= 0 AND to_recover <= amount)",
        )
        batch_op.create_check_constraint(
            op.f("ck_findings_recovered_within_claim"), "recovered >= 0 AND recovered <= COALESCE(to_recover, 0)"
        )


def _create_updates():
    table = "recommendation_updates"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("act", _coded("act", ACTS), nullable=False),
        sa.Column("state", _coded("recommendation_state", NEW_STATES), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("proof", sa.String(length=300), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _check(table, "report_has_proof", "act <> 'report' OR proof <> ''"),
        _check(table, "correction_names_its_update", "(act = 'correct') = (corrects_id IS NOT NULL)"),
        _check(table, "recorded_by_somebody", "act = 'note' OR recorded_by IS NOT NULL"),
        _key("recommendation_id", table, "recommendations"),
        _key("corrects_id", table, "recommendation_updates"),
        _key("recorded_by", table, "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_recommendation_id"), table, ["recommendation_id"])
    # What was written down in one text until now becomes the first update of each.
    op.execute(
        'INSERT INTO recommendation_updates (recommendation_id, act, state, "on", text, proof, recorded_at)'
        " SELECT r.id, 'note', r.state, COALESCE(r.done_on, c.concluded_on, r.due_on), r.progress, '', CURRENT_TIMESTAMP"
        " FROM recommendations r JOIN cases c ON c.id = r.case_id WHERE r.progress <> ''"
    )


def _widen_recommendations():
    with op.batch_alter_table("recommendations") as batch_op:
        batch_op.drop_index("ix_recommendations_due_on_open")
        batch_op.drop_column("progress")
        batch_op.add_column(sa.Column("addressee_organization_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("addressee_member_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("addressee", sa.String(length=200), nullable=False, server_default=""))
        for name in ("recommendation_state", "done_is_verified"):
            batch_op.drop_constraint(op.f(f"ck_recommendations_{name}"), type_="check")
        batch_op.create_foreign_key(
            op.f("fk_recommendations_addressee_organization_id_organizations"),
            "organizations",
            ["addressee_organization_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            op.f("fk_recommendations_addressee_member_id_members"), "members", ["addressee_member_id"], ["id"]
        )
        batch_op.create_index(op.f("ix_recommendations_addressee_organization_id"), ["addressee_organization_id"])
        batch_op.create_index(op.f("ix_recommendations_addressee_member_id"), ["addressee_member_id"])
    subject = "FROM case_subjects s WHERE s.id = recommendations.subject_id"
    op.execute(
        "UPDATE recommendations SET"
        f" addressee_organization_id = (SELECT CASE WHEN s.member_id IS NULL THEN s.organization_id END {subject}),"
        f" addressee_member_id = (SELECT s.member_id {subject}), addressee = (SELECT s.name {subject})"
    )
    with op.batch_alter_table("recommendations") as batch_op:
        batch_op.alter_column(
            "addressee", server_default=None, existing_type=sa.String(length=200), existing_nullable=False
        )
        batch_op.create_check_constraint(op.f("ck_recommendations_recommendation_state"), _in(NEW_STATES))
        batch_op.create_check_constraint(op.f("ck_recommendations_done_is_verified"), NEW_DONE)
        batch_op.create_check_constraint(
            op.f("ck_recommendations_verified_by_somebody_else"), "verified_by <> reported_by"
        )
        batch_op.create_check_constraint(
            op.f("ck_recommendations_reported_by_somebody"), "state <> 'reported' OR reported_by IS NOT NULL"
        )
        batch_op.create_check_constraint(
            op.f("ck_recommendations_one_addressee"),
            "(addressee_organization_id IS NULL) <> (addressee_member_id IS NULL)",
        )
        batch_op.create_index(
            "ix_recommendations_due_on_open",
            ["due_on"],
            sqlite_where=sa.text(NEW_OPEN),
            postgresql_where=sa.text(NEW_OPEN),
        )


def _create_ladder():
    table = "escalations"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("step", _coded("step", ("reminder", "leader", "observation")), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _check(table, "last_step_has_observation", "(step = 'observation') = (observation_id IS NOT NULL)"),
        _key("recommendation_id", table, "recommendations"),
        _key("observation_id", table, "observations"),
        _key("recorded_by", table, "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("recommendation_id", "on", name=op.f("uq_escalations_recommendation_id_on")),
    )


def _create_money():
    table = "money_entries"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("entry", _coded("entry", ("receipt", "reversal", "explanation")), nullable=False),
        sa.Column("way", _coded("way", ("paid_back", "disallowed", "dues_collected")), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _check(table, "amount_positive", "amount > 0"),
        _check(table, "reversal_names_its_receipt", "(entry = 'reversal') = (reverses_id IS NOT NULL)"),
        _check(table, "receipt_has_way", "(entry = 'receipt') = (way IS NOT NULL)"),
        _check(table, "reason_given", "text <> '' OR entry = 'receipt'"),
        _key("finding_id", table, "findings"),
        _key("reverses_id", table, "money_entries"),
        _key("recorded_by", table, "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_money_entries_reverses_id")),
    )
    op.create_index(op.f("ix_money_entries_finding_id"), table, ["finding_id"])
    table = "finance_records"
    op.create_table(
        table,
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("scope", _coded("finance_scope", ("budget", "dues")), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_until", sa.Date(), nullable=False),
        sa.Column("reviewed", sa.BigInteger(), nullable=False),
        sa.Column("wrong", sa.BigInteger(), nullable=False),
        sa.Column("to_recover", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _check(table, "period_in_order", "period_until >= period_from"),
        _check(table, "amounts_in_order", "reviewed >= wrong AND wrong >= to_recover AND to_recover >= 0"),
        _key("subject_id", table, "case_subjects"),
        _key("case_id", table, "cases"),
        _key("recorded_by", table, "accounts"),
        sa.PrimaryKeyConstraint("subject_id", "scope", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f("ix_finance_records_case_id"), table, ["case_id"])


def _create_dossiers():
    table = "dossier_entries"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sign", sa.String(length=60), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("abstract", sa.String(length=500), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _check(table, "sheets_not_negative", "sheets >= 0"),
        _key("case_id", table, "cases"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("case_id", "source", name=op.f("uq_dossier_entries_case_id_source")),
    )
    table = "dossiers"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("archived_on", sa.Date(), nullable=False),
        sa.Column("box", sa.String(length=60), nullable=False),
        sa.Column("shelf", sa.String(length=60), nullable=False),
        sa.Column("retention_years", sa.Integer(), nullable=True),
        sa.Column("retention_unconfirmed", sa.Boolean(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("exceptions", sa.Text(), nullable=False),
        sa.Column("exception_reason", sa.Text(), nullable=False),
        *_frozen("contents"),
        *_frozen("closing"),
        sa.Column("archived_by", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("reopened_by", sa.Integer(), nullable=True),
        sa.Column("reopening_decision", sa.String(length=120), nullable=False),
        sa.Column("reopening_reason", sa.Text(), nullable=False),
        _check(table, "exception_has_reason", "(exceptions = '') = (exception_reason = '')"),
        _check(table, "retention_positive", "retention_years > 0"),
        _check(
            table,
            "reopened_by_decision",
            "(reopened_on IS NULL) = (reopened_by IS NULL) AND (reopened_on IS NULL OR"
            " (reopening_decision <> '' AND reopening_reason <> ''))",
        ),
        _key("case_id", table, "cases"),
        _key("archived_by", table, "accounts"),
        _key("reopened_by", table, "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("case_id", "edition", name=op.f("uq_dossiers_case_id_edition")),
    )
    op.create_index(
        "uq_dossiers_one_archived",
        table,
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("reopened_on IS NULL"),
        postgresql_where=sa.text("reopened_on IS NULL"),
    )


def _frozen(name):
    return (
        sa.Column(f"{name}_json", sa.Text(), nullable=False),
        sa.Column(f"{name}_pdf", sa.LargeBinary(), nullable=False),
        sa.Column(f"{name}_sha256", sa.String(length=64), nullable=False),
    )


def downgrade():
    for table in ("dossiers", "dossier_entries", "finance_records", "money_entries", "escalations"):
        op.drop_table(table)
    with op.batch_alter_table("recommendations") as batch_op:
        batch_op.add_column(sa.Column("progress", sa.Text(), nullable=False, server_default=""))
    _keep_updates_as_text()
    op.drop_table("recommendation_updates")
    with op.batch_alter_table("recommendations") as batch_op:
        batch_op.drop_index("ix_recommendations_due_on_open")
        for name in (
            *("recommendation_state", "done_is_verified", "verified_by_somebody_else"),
            *("reported_by_somebody", "one_addressee"),
        ):
            batch_op.drop_constraint(op.f(f"ck_recommendations_{name}"), type_="check")
        for name, target in (("organization", "organizations"), ("member", "members")):
            batch_op.drop_index(op.f(f"ix_recommendations_addressee_{name}_id"))
            batch_op.drop_constraint(op.f(f"fk_recommendations_addressee_{name}_id_{target}"), type_="foreignkey")
            batch_op.drop_column(f"addressee_{name}_id")
        batch_op.drop_column("addressee")
    op.execute("UPDATE recommendations SET state = 'partial' WHERE state IN ('reported', 'sent_back')")
    with op.batch_alter_table("recommendations") as batch_op:
        batch_op.alter_column("progress", server_default=None, existing_type=sa.Text(), existing_nullable=False)
        batch_op.create_check_constraint(op.f("ck_recommendations_recommendation_state"), _in(STATES))
        batch_op.create_check_constraint(op.f("ck_recommendations_done_is_verified"), DONE)
        batch_op.create_index(
            "ix_recommendations_due_on_open",
            ["due_on"],
            sqlite_where=sa.text(OPEN),
            postgresql_where=sa.text(OPEN),
        )
    with op.batch_alter_table("findings") as batch_op:
        for name in ("to_recover_within_amount", "recovered_within_claim"):
            batch_op.drop_constraint(op.f(f"ck_findings_{name}"), type_="check")
        batch_op.drop_column("to_recover")
        batch_op.drop_column("recovered")


def _keep_updates_as_text():
    join = "string_agg(u.text, chr(10) ORDER BY u.id)"
    if op.get_bind().dialect.name == "sqlite":
        join = "group_concat(u.text, char(10))"
    op.execute(
        f"UPDATE recommendations SET progress = COALESCE((SELECT {join} FROM recommendation_updates u"
        " WHERE u.recommendation_id = recommendations.id), '')"
    )
