"""telling the leader that somebody of the team declared a conflict of interest"""

from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

TOLD = "notifications"
KINDS_BEFORE = (
    "session_cancelled",
    "assigned",
    "issued",
    "reported",
    "returned",
    "concluded",
    "vote_opened",
    "discipline_decided",
    "suspension_ending",
    "suspension_overdue",
    "recommendation_reported",
    "recommendation_sent_back",
    "invited",
    "session_changed",
    "uninvited",
    "petition_screened",
    "identity_granted",
    "programme_submitted",
    "programme_approved",
    "programme_returned",
    "observation_reported",
    "observation_kept",
    "observation_decided",
    "observation_escalated",
    "paper_submitted",
    "paper_reviewed",
    "paper_returned",
    "paper_approved",
)


def _allow(kinds):
    with op.batch_alter_table(TOLD) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{TOLD}_kind"), type_="check")
    with op.batch_alter_table(TOLD) as batch_op:
        batch_op.create_check_constraint(op.f(f"ck_{TOLD}_kind"), f"kind IN {kinds}")


def upgrade():
    _allow((*KINDS_BEFORE, "conflict_declared"))


def downgrade():
    op.execute(f"DELETE FROM {TOLD} WHERE kind = 'conflict_declared'")
    _allow(KINDS_BEFORE)
