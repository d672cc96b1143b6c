"""a recommendation is given up by two people: who proposed it, who approved

Of one that was given up before, only who recorded it is known: he stands as who approved.
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

ACTS = ("progress", "report", "verify", "send_back", "transfer", "waive", "correct", "note")
COLUMNS = ("waiver_asked_by", "waived_by")
WAIVED_BEFORE = (
    "UPDATE recommendations SET waived_by = (SELECT min(recorded_by) FROM recommendation_updates"
    " WHERE recommendation_id = recommendations.id AND act = 'waive') WHERE state = 'waived'"
)
RULES = {
    "waived_by_somebody_else": "waived_by <> waiver_asked_by",
    "waived_is_approved": "state <> 'waived' OR waived_by IS NOT NULL",
}


def _rule_acts(acts):
    with op.batch_alter_table("recommendation_updates") as batch_op:
        batch_op.drop_constraint(op.f("ck_recommendation_updates_act"), type_="check")
    with op.batch_alter_table("recommendation_updates") as batch_op:
        batch_op.create_check_constraint(op.f("ck_recommendation_updates_act"), f"act IN {acts}")


def upgrade():
    _rule_acts((*ACTS, "ask_waiver", "keep"))
    with op.batch_alter_table("recommendations") as batch_op:
        for column in COLUMNS:
            batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_recommendations_{column}_accounts"), "accounts", [column], ["id"])
    op.execute(WAIVED_BEFORE)
    with op.batch_alter_table("recommendations") as batch_op:
        for name, condition in RULES.items():
            batch_op.create_check_constraint(op.f(f"ck_recommendations_{name}"), condition)


def downgrade():
    with op.batch_alter_table("recommendations") as batch_op:
        for name in RULES:
            batch_op.drop_constraint(op.f(f"ck_recommendations_{name}"), type_="check")
    with op.batch_alter_table("recommendations") as batch_op:
        for column in COLUMNS:
            batch_op.drop_constraint(op.f(f"fk_recommendations_{column}_accounts"), type_="foreignkey")
            batch_op.drop_column(column)
    op.execute("UPDATE recommendation_updates SET act = 'note' WHERE act IN ('ask_waiver', 'keep')")
    _rule_acts(ACTS)
