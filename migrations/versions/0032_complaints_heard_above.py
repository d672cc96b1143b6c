"""complaints that the body above hears in a case of its own"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

RULE = "ck_appeals_heard_above_by_petition"


def upgrade():
    with op.batch_alter_table("appeals") as batch_op:
        batch_op.add_column(sa.Column("heard_above", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("appeals") as batch_op:
        batch_op.alter_column("heard_above", server_default=None, existing_type=sa.Boolean())
        batch_op.create_check_constraint(op.f(RULE), "NOT heard_above OR petition_id IS NOT NULL")


def downgrade():
    # what only the case above held is not the lower body's to handle: its words were never in the row
    with op.batch_alter_table("appeals") as batch_op:
        batch_op.drop_constraint(op.f(RULE), type_="check")
        batch_op.drop_column("heard_above")
