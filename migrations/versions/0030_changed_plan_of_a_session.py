"""telling of a changed plan of a session"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TOLD = "notifications"
KINDS_BEFORE = (
    "assigned",
    "issued",
    "reported",
    "returned",
    "concluded",
    "vote_opened",
    "discipline_decided",
    "recommendation_reported",
    "recommendation_sent_back",
    "invited",
    "petition_screened",
    "identity_granted",
    "programme_submitted",
    "programme_approved",
    "programme_returned",
    "observation_decided",
    "observation_escalated",
    "observation_kept",
    "observation_reported",
    "paper_approved",
    "paper_returned",
    "paper_reviewed",
    "paper_submitted",
)
OF_SESSIONS = ("session_changed", "uninvited")


def _allow(kinds):
    with op.batch_alter_table(TOLD) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{TOLD}_kind"), type_="check")
    with op.batch_alter_table(TOLD) as batch_op:
        batch_op.create_check_constraint(op.f(f"ck_{TOLD}_kind"), f"kind IN {kinds}")


def upgrade():
    _allow((*KINDS_BEFORE, *OF_SESSIONS))


def downgrade():
    op.execute(f"DELETE FROM {TOLD} WHERE kind NOT IN {KINDS_BEFORE}")
    _allow(KINDS_BEFORE)
