"""a mixed letter is split into all its parts; what falls back and what is given up is told of"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

LETTERS, TOLD = "petitions", "notifications"
KINDS_BEFORE = (
    "session_cancelled",
    "conflict_declared",
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
RELEASED = {"petition": "petition_released", "observation": "observation_released"}
OF_CASES = ("waiver_proposed", "waiver_granted", "waiver_refused")
KINDS_AFTER = (*KINDS_BEFORE, *RELEASED.values(), *OF_CASES)
FITTING = {
    "petition": ("petition_screened", "identity_granted"),
    "observation": ("observation_decided", "observation_escalated", "observation_kept", "observation_reported"),
}
PART = "ix_petitions_split_from_id"


def _fits(subject, kinds):
    return f"({subject}_id IS NOT NULL) = (kind IN {kinds})"


BEFORE = {"kind": f"kind IN {KINDS_BEFORE}"} | {
    f"{subject}_fits_kind": _fits(subject, kinds) for subject, kinds in FITTING.items()
}
AFTER = {"kind": f"kind IN {KINDS_AFTER}"} | {
    f"{subject}_fits_kind": _fits(subject, (*kinds, RELEASED[subject])) for subject, kinds in FITTING.items()
}


def _replace(rules):
    with op.batch_alter_table(TOLD) as batch_op:
        for name in rules:
            batch_op.drop_constraint(op.f(f"ck_{TOLD}_{name}"), type_="check")
    with op.batch_alter_table(TOLD) as batch_op:
        for name, condition in rules.items():
            batch_op.create_check_constraint(op.f(f"ck_{TOLD}_{name}"), condition)


def upgrade():
    _replace(AFTER)
    with op.batch_alter_table(LETTERS) as batch_op:
        batch_op.add_column(sa.Column("split_from_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_petitions_split_from_id_petitions"), LETTERS, ["split_from_id"], ["id"])
        batch_op.create_index(op.f(PART), ["split_from_id"])


def downgrade():
    with op.batch_alter_table(LETTERS) as batch_op:
        batch_op.drop_index(op.f(PART))
        batch_op.drop_constraint(op.f("fk_petitions_split_from_id_petitions"), type_="foreignkey")
        batch_op.drop_column("split_from_id")
    # what has no place in the older table; a notification is a reference, its subject stays
    op.execute(f"DELETE FROM {TOLD} WHERE kind NOT IN {KINDS_BEFORE}")
    _replace(BEFORE)
