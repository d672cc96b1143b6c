"""a vote says in which format its text was composed; a referral without a vote says why

Votes taken before formats were counted keep format 1: their texts are compared as they were composed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
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


def downgrade():
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.drop_constraint(op.f("ck_disciplines_unvoted_referral_has_article"), type_="check")
        batch_op.drop_column("referral_article")
        batch_op.drop_column("referral_reason")
    with op.batch_alter_table("item_votes") as batch_op:
        batch_op.drop_column("text_format")
