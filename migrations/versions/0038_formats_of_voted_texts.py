"""a vote says in which format its text was composed

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


def downgrade():
    with op.batch_alter_table("item_votes") as batch_op:
        batch_op.drop_column("text_format")
