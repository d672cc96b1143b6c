"""notifications of programmes, observations and the authority to see a sender"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLE = "notifications"
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
)
OF_PROGRAMMES = ("programme_submitted", "programme_approved", "programme_returned")
OF_OBSERVATIONS = ("observation_decided", "observation_escalated", "observation_kept", "observation_reported")
KINDS_AFTER = (*KINDS_BEFORE, "identity_granted", *OF_PROGRAMMES, *OF_OBSERVATIONS)
BEFORE = {
    "kind": f"kind IN {KINDS_BEFORE}",
    "one_subject": "(case_id IS NOT NULL AND meeting_id IS NULL AND petition_id IS NULL)"
    " OR (case_id IS NULL AND meeting_id IS NOT NULL AND petition_id IS NULL)"
    " OR (case_id IS NULL AND meeting_id IS NULL AND petition_id IS NOT NULL)",
}
SUBJECTS = ("case_id", "meeting_id", "petition_id", "plan_version_id", "observation_id")
AFTER = {
    "kind": f"kind IN {KINDS_AFTER}",
    "one_subject": " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in SUBJECTS) + " = 1",
    "petition_fits_kind": "(petition_id IS NOT NULL) = (kind IN ('petition_screened', 'identity_granted'))",
    "plan_version_fits_kind": f"(plan_version_id IS NOT NULL) = (kind IN {OF_PROGRAMMES})",
    "observation_fits_kind": f"(observation_id IS NOT NULL) = (kind IN {OF_OBSERVATIONS})",
}
ADDED = {"plan_version_id": "plan_versions", "observation_id": "observations"}


def _drop_rules(rules):
    with op.batch_alter_table(TABLE) as batch_op:
        for name in rules:
            batch_op.drop_constraint(op.f(f"ck_{TABLE}_{name}"), type_="check")


def _set_rules(rules):
    with op.batch_alter_table(TABLE) as batch_op:
        for name, condition in rules.items():
            batch_op.create_check_constraint(op.f(f"ck_{TABLE}_{name}"), condition)


def upgrade():
    _drop_rules(BEFORE)
    with op.batch_alter_table(TABLE) as batch_op:
        for column, target in ADDED.items():
            batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_{TABLE}_{column}_{target}"), target, [column], ["id"])
    _set_rules(AFTER)


def downgrade():
    _drop_rules(AFTER)
    # what has no place in the older table; a notification is a reference, its subject stays
    op.execute(f"DELETE FROM {TABLE} WHERE kind NOT IN {KINDS_BEFORE}")
    with op.batch_alter_table(TABLE) as batch_op:
        for column, target in ADDED.items():
            batch_op.drop_constraint(op.f(f"fk_{TABLE}_{column}_{target}"), type_="foreignkey")
            batch_op.drop_column(column)
    _set_rules(BEFORE)
