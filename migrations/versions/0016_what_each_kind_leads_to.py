"""the case an inspection came of, decisions of lower bodies to be reviewed, the ruling on a complaint"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _coded(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade():
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("source_case_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_cases_source_case_id_cases"), "cases", ["source_case_id"], ["id"])
        batch_op.create_index(op.f("ix_cases_source_case_id"), ["source_case_id"])
    with op.batch_alter_table("case_subjects") as batch_op:
        batch_op.add_column(sa.Column("ruling", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("ruling_text", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("ruling_reason", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("case_subjects") as batch_op:
        batch_op.alter_column("ruling_text", server_default=None, existing_type=sa.String(length=300))
        batch_op.alter_column("ruling_reason", server_default=None, existing_type=sa.Text())
        allowed = "ruling IN ('uphold', 'change', 'annul')"
        batch_op.create_check_constraint(op.f("ck_case_subjects_ruling"), allowed)
        has_reason = "ruling IS NULL OR ruling_reason <> ''"
        batch_op.create_check_constraint(op.f("ck_case_subjects_ruling_has_reason"), has_reason)
    op.create_table(
        "decision_reviews",
        sa.Column("recommendation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sign", sa.String(length=60), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("body_name", sa.String(length=200), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("request", _coded("request", "change", "annul"), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_decision_reviews_recommendation_id_recommendations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_decision_reviews_case_id_cases")),
        sa.PrimaryKeyConstraint("recommendation_id", name=op.f("pk_decision_reviews")),
    )
    op.create_index(op.f("ix_decision_reviews_case_id"), "decision_reviews", ["case_id"])


def downgrade():
    op.drop_table("decision_reviews")
    with op.batch_alter_table("case_subjects") as batch_op:
        batch_op.drop_constraint(op.f("ck_case_subjects_ruling_has_reason"), type_="check")
        batch_op.drop_constraint(op.f("ck_case_subjects_ruling"), type_="check")
        batch_op.drop_column("ruling_reason")
        batch_op.drop_column("ruling_text")
        batch_op.drop_column("ruling")
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_index(op.f("ix_cases_source_case_id"))
        batch_op.drop_constraint(op.f("fk_cases_source_case_id_cases"), type_="foreignkey")
        batch_op.drop_column("source_case_id")
