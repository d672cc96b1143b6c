"""a violation whose day cannot be established says why"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

NAME = "ck_findings_day_or_reason"


def upgrade():
    with op.batch_alter_table("findings") as batch_op:
        batch_op.add_column(sa.Column("undated_reason", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("findings") as batch_op:
        batch_op.alter_column("undated_reason", server_default=None)
        batch_op.create_check_constraint(
            batch_op.f(NAME), "undated_reason = '' OR (committed_on IS NULL AND type = 'violation')"
        )


def downgrade():
    with op.batch_alter_table("findings") as batch_op:
        batch_op.drop_constraint(batch_op.f(NAME), type_="check")
        batch_op.drop_column("undated_reason")
