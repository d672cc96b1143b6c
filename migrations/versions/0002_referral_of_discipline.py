"""referral of discipline to the competent body"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATES = ("proposed", "reviewing", "voted", "not_disciplined", "decided", "in_force")


def _state_check(*states):
    return f"state IN ({', '.join(repr(state) for state in states)})"


def upgrade():
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.add_column(sa.Column("referred_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("referred_to", sa.String(length=300), nullable=False, server_default=""))
        batch_op.drop_constraint(op.f("ck_disciplines_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_disciplines_state"), _state_check(*STATES, "referred"))
        batch_op.create_check_constraint(
            op.f("ck_disciplines_referred_has_date"), "state <> 'referred' OR referred_on IS NOT NULL"
        )
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.alter_column("referred_to", server_default=None)


def downgrade():
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.drop_constraint(op.f("ck_disciplines_referred_has_date"), type_="check")
        batch_op.drop_constraint(op.f("ck_disciplines_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_disciplines_state"), _state_check(*STATES))
        batch_op.drop_column("referred_to")
        batch_op.drop_column("referred_on")
