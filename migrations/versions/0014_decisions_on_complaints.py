"""complaints: the paper of a decision issued here"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

FOREIGN_KEY = "fk_appeals_paper_id_papers"
CHECK = "ck_appeals_paper_is_of_decision"


def upgrade():
    with op.batch_alter_table("appeals") as batch_op:
        batch_op.add_column(sa.Column("paper_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f(FOREIGN_KEY), "papers", ["paper_id"], ["id"])
        batch_op.create_check_constraint(op.f(CHECK), "paper_id IS NULL OR state = 'decided'")


def downgrade():
    with op.batch_alter_table("appeals") as batch_op:
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.drop_constraint(op.f(FOREIGN_KEY), type_="foreignkey")
        batch_op.drop_column("paper_id")
