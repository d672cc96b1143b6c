"""a decided case changes its subjects and its subject matter by decision"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

CHANGES = "case_amendments"
KINDS = ("team", "directing", "content", "period", "schedule")
WORDS = ("before", "after")


def _kinds(kinds):
    with op.batch_alter_table(CHANGES) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{CHANGES}_amendment_kind"), type_="check")
    with op.batch_alter_table(CHANGES) as batch_op:
        batch_op.create_check_constraint(op.f(f"ck_{CHANGES}_amendment_kind"), f"kind IN {kinds}")


def upgrade():
    _kinds((*KINDS, "subjects", "title"))
    with op.batch_alter_table(CHANGES) as batch_op:
        for name in WORDS:
            batch_op.alter_column(name, type_=sa.Text(), existing_type=sa.String(2000), existing_nullable=False)


def downgrade():
    op.execute(f"DELETE FROM {CHANGES} WHERE kind NOT IN {KINDS}")
    with op.batch_alter_table(CHANGES) as batch_op:
        for name in WORDS:
            batch_op.alter_column(name, type_=sa.String(2000), existing_type=sa.Text(), existing_nullable=False)
    _kinds(KINDS)
