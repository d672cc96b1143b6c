"""decisions on the resumption and cancellation of a case, on its schedule, on the end of a suspension"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_TEXTS = (
    ("cases", "cancellation", sa.String(length=120)),
    ("case_suspensions", "resumption", sa.String(length=120)),
    ("case_suspensions", "resumption_reason", sa.Text()),
    ("activity_suspensions", "extension_reason", sa.Text()),
    ("activity_suspensions", "lifting", sa.String(length=200)),
)
_KINDS = "kind IN ({})"


def _rule_kinds(*kinds):
    with op.batch_alter_table("case_amendments") as batch_op:
        batch_op.drop_constraint(op.f("ck_case_amendments_amendment_kind"), type_="check")
    with op.batch_alter_table("case_amendments") as batch_op:
        listed = ", ".join(f"'{kind}'" for kind in kinds)
        batch_op.create_check_constraint(op.f("ck_case_amendments_amendment_kind"), _KINDS.format(listed))


def upgrade():
    _rule_kinds("team", "content", "period", "schedule")
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("cancelled_on", sa.Date(), nullable=True))
    for table, name, kind in _TEXTS:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(name, server_default=None, existing_type=kind)


def downgrade():
    for table, name, _kind in reversed(_TEXTS):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(name)
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_column("cancelled_on")
    op.execute("DELETE FROM case_amendments WHERE kind = 'schedule'")
    _rule_kinds("team", "content", "period")
