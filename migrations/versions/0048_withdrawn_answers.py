"""answers, sendings and answers to drafts that were recorded by mistake are withdrawn and stay readable"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

_WITHDRAWABLE = ("subject_statements", "sent_drafts")
_WHOLLY = "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawal_reason IS NULL)"
_STANDING = sa.text("withdrawn_answer_id IS NULL")


def upgrade():
    for table in _WITHDRAWABLE:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
            batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
            batch_op.add_column(sa.Column("withdrawal_reason", sa.Text(), nullable=True))
            batch_op.create_foreign_key(
                batch_op.f(f"fk_{table}_withdrawn_by_accounts"), "accounts", ["withdrawn_by"], ["id"]
            )
            batch_op.create_check_constraint(batch_op.f(f"ck_{table}_withdrawn_wholly"), _WHOLLY)
    op.create_table(
        "withdrawn_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("answer_note", sa.String(length=500), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_withdrawn_answers_reason_given")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["sent_drafts.id"], name=op.f("fk_withdrawn_answers_draft_id_sent_drafts")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["accounts.id"], name=op.f("fk_withdrawn_answers_withdrawn_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawn_answers")),
    )
    op.create_index(op.f("ix_withdrawn_answers_draft_id"), "withdrawn_answers", ["draft_id"])
    with op.batch_alter_table("draft_points") as batch_op:
        batch_op.add_column(sa.Column("withdrawn_answer_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_draft_points_withdrawn_answer_id_withdrawn_answers"),
            "withdrawn_answers",
            ["withdrawn_answer_id"],
            ["id"],
        )
        batch_op.drop_constraint(batch_op.f("uq_draft_points_draft_id_number"), type_="unique")
        batch_op.create_index(batch_op.f("ix_draft_points_withdrawn_answer_id"), ["withdrawn_answer_id"])
        batch_op.create_index(
            "uq_draft_points_standing",
            ["draft_id", "number"],
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        )


def downgrade():
    op.execute("DELETE FROM draft_points WHERE withdrawn_answer_id IS NOT NULL")
    with op.batch_alter_table("draft_points") as batch_op:
        batch_op.drop_index("uq_draft_points_standing")
        batch_op.drop_index(batch_op.f("ix_draft_points_withdrawn_answer_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_draft_points_withdrawn_answer_id_withdrawn_answers"), type_="foreignkey"
        )
        batch_op.drop_column("withdrawn_answer_id")
        batch_op.create_unique_constraint(batch_op.f("uq_draft_points_draft_id_number"), ["draft_id", "number"])
    op.drop_table("withdrawn_answers")
    for table in _WITHDRAWABLE:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"ck_{table}_withdrawn_wholly"), type_="check")
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_withdrawn_by_accounts"), type_="foreignkey")
            for column in ("withdrawal_reason", "withdrawn_at", "withdrawn_by"):
                batch_op.drop_column(column)
