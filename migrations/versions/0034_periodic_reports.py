"""periodic reports, the cases they count, and their drafts on the way to approval"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

REPORTS, CASES, DRAFTS = "periodic_reports", "reported_cases", "paper_drafts"
KINDS = ("month", "quarter", "six_months", "nine_months", "year", "term")
COMPARISONS = ("before", "year_before")
DECIDERS = ("all", "committee", "commission")

RULE = f"ck_{DRAFTS}_one_matter"
BEFORE = "(case_id IS NULL) <> (meeting_id IS NULL)"
AFTER = (
    "(CASE WHEN case_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN meeting_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN report_id IS NULL THEN 0 ELSE 1 END) = 1"
)


def _key(table, column, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def _coded(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade():
    _create_reports()
    op.create_table(
        CASES,
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        _key(CASES, "report_id", REPORTS),
        _key(CASES, "case_id", "cases"),
        sa.PrimaryKeyConstraint("report_id", "case_id", name=op.f(f"pk_{CASES}")),
    )
    with op.batch_alter_table(DRAFTS) as batch_op:
        batch_op.drop_constraint(op.f(RULE), type_="check")
        batch_op.add_column(sa.Column("report_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f(f"fk_{DRAFTS}_report_id_{REPORTS}"), REPORTS, ["report_id"], ["id"])
        batch_op.create_unique_constraint(
            op.f(f"uq_{DRAFTS}_report_id_template_about_number"), ["report_id", "template", "about", "number"]
        )
    with op.batch_alter_table(DRAFTS) as batch_op:
        batch_op.create_check_constraint(op.f(RULE), AFTER)


def _create_reports():
    op.create_table(
        REPORTS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("kind", _coded("period_kind", KINDS), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("comparison", _coded("comparison", COMPARISONS), nullable=False),
        sa.Column("deciders", _coded("deciders", DECIDERS), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("assessment", "shortcomings", "causes", "tasks", "recipients")
        ),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("until >= since", name=op.f(f"ck_{REPORTS}_days_in_order")),
        sa.CheckConstraint("paper_id IS NULL OR dropped_on IS NULL", name=op.f(f"ck_{REPORTS}_issued_is_not_dropped")),
        _key(REPORTS, "body_id", "bodies"),
        _key(REPORTS, "organization_id", "organizations"),
        _key(REPORTS, "taken_by", "accounts"),
        _key(REPORTS, "written_by", "accounts"),
        _key(REPORTS, "paper_id", "papers"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{REPORTS}")),
        sa.UniqueConstraint("ref", name=op.f(f"uq_{REPORTS}_ref")),
        sa.UniqueConstraint("paper_id", name=op.f(f"uq_{REPORTS}_paper_id")),
    )
    op.create_index(f"ix_{REPORTS}_body_id_until_id", REPORTS, ["body_id", "until", "id"])


def downgrade():
    of_reports = f"SELECT id FROM {DRAFTS} WHERE report_id IS NOT NULL"
    op.execute(f"DELETE FROM notifications WHERE paper_draft_id IN ({of_reports})")
    op.execute(f"DELETE FROM paper_remarks WHERE draft_id IN ({of_reports})")
    op.execute(f"DELETE FROM {DRAFTS} WHERE report_id IS NOT NULL")
    with op.batch_alter_table(DRAFTS) as batch_op:
        batch_op.drop_constraint(op.f(RULE), type_="check")
    with op.batch_alter_table(DRAFTS) as batch_op:
        batch_op.drop_constraint(op.f(f"uq_{DRAFTS}_report_id_template_about_number"), type_="unique")
        batch_op.drop_constraint(op.f(f"fk_{DRAFTS}_report_id_{REPORTS}"), type_="foreignkey")
        batch_op.drop_column("report_id")
        batch_op.create_check_constraint(op.f(RULE), BEFORE)
    op.drop_table(CASES)
    op.drop_index(f"ix_{REPORTS}_body_id_until_id", REPORTS)
    op.drop_table(REPORTS)
