"""what officers write of the situation, the leadership, petitions and remedies in a periodic report"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

SECTIONS = ("situation", "leadership", "regular", "petitions", "remedy")


def upgrade():
    with op.batch_alter_table("periodic_reports") as batch_op:
        for name in SECTIONS:
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("periodic_reports") as batch_op:
        for name in SECTIONS:
            batch_op.alter_column(name, existing_type=sa.Text(), existing_nullable=False, server_default=None)


def downgrade():
    with op.batch_alter_table("periodic_reports") as batch_op:
        for name in SECTIONS:
            batch_op.drop_column(name)
