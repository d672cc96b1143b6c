"""a case is opened with a reason although an item of a programme plans work on the same subject"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

KEPT = "overlap_acknowledgements"
NAME = f"ck_{KEPT}_one_other_work"
BEFORE = "(other_case_id IS NULL) <> (external_work_id IS NULL)"
WORKS = ("other_case_id", "external_work_id", "plan_item_id")


def _check(condition):
    with op.batch_alter_table(KEPT) as batch_op:
        batch_op.drop_constraint(batch_op.f(NAME), type_="check")
    with op.batch_alter_table(KEPT) as batch_op:
        batch_op.create_check_constraint(batch_op.f(NAME), condition)


def upgrade():
    with op.batch_alter_table(KEPT) as batch_op:
        batch_op.add_column(sa.Column("plan_item_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f(f"fk_{KEPT}_plan_item_id_plan_items"), "plan_items", ["plan_item_id"], ["id"])
    _check(" + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in WORKS) + " = 1")


def downgrade():
    op.execute(f"DELETE FROM {KEPT} WHERE plan_item_id IS NOT NULL")
    _check(BEFORE)
    with op.batch_alter_table(KEPT) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"fk_{KEPT}_plan_item_id_plan_items"), type_="foreignkey")
        batch_op.drop_column("plan_item_id")
