"""the printed paper of a programme"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


NAMING = ("plan_versions",)


def upgrade():
    for table in NAMING:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("paper_id", sa.Integer(), nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_{table}_paper_id_papers"), "papers", ["paper_id"], ["id"])
            batch_op.create_unique_constraint(op.f(f"uq_{table}_paper_id"), ["paper_id"])


def downgrade():
    for table in reversed(NAMING):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f"uq_{table}_paper_id"), type_="unique")
            batch_op.drop_constraint(op.f(f"fk_{table}_paper_id_papers"), type_="foreignkey")
            batch_op.drop_column("paper_id")
