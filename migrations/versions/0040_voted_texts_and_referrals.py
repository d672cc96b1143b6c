"""a vote says in which format its text was composed; a referral without a vote, and a relative who votes, say why

Votes taken before formats were counted keep format 1: their texts are compared as they were composed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("item_votes") as batch_op:
        batch_op.add_column(sa.Column("text_format", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("item_votes") as batch_op:
        batch_op.alter_column("text_format", server_default=None, existing_type=sa.Integer())
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.add_column(sa.Column("referral_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("referral_article", sa.String(300), nullable=False, server_default=""))
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.alter_column("referral_reason", server_default=None, existing_type=sa.Text())
        batch_op.alter_column("referral_article", server_default=None, existing_type=sa.String(300))
        batch_op.create_check_constraint(
            op.f("ck_disciplines_unvoted_referral_has_article"), "referral_reason = '' OR referral_article <> ''"
        )


    op.create_table(
        "kept_voters",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_kept_voters_reason_given")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_kept_voters_item_id_agenda_items")),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["attendances.id"], name=op.f("fk_kept_voters_attendance_id_attendances")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_kept_voters_recorded_by_accounts")),
        sa.PrimaryKeyConstraint("item_id", "attendance_id", name=op.f("pk_kept_voters")),
    )
    op.create_index(op.f("ix_kept_voters_attendance_id"), "kept_voters", ["attendance_id"])


def downgrade():
    op.drop_table("kept_voters")
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.drop_constraint(op.f("ck_disciplines_unvoted_referral_has_article"), type_="check")
        batch_op.drop_column("referral_article")
        batch_op.drop_column("referral_reason")
    with op.batch_alter_table("item_votes") as batch_op:
        batch_op.drop_column("text_format")
