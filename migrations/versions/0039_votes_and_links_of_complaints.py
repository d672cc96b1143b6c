"""the vote on a complaint is compared with its body; a link taken off stays on record; suspensions remind of their end"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
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
    "session_changed",
    "uninvited",
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
OF_SUSPENSIONS = ("suspension_ending", "suspension_overdue")


def _allow(kinds):
    with op.batch_alter_table(TOLD) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{TOLD}_kind"), type_="check")
    with op.batch_alter_table(TOLD) as batch_op:
        batch_op.create_check_constraint(op.f(f"ck_{TOLD}_kind"), f"kind IN {kinds}")


def upgrade():
    _allow(KINDS_BEFORE + OF_SUSPENSIONS)
    with op.batch_alter_table("activity_suspensions") as batch_op:
        batch_op.add_column(sa.Column("reminded_on", sa.Date(), nullable=True))
    with op.batch_alter_table("appeals") as batch_op:
        batch_op.add_column(sa.Column("present", sa.Integer(), nullable=True))
        for name in ("recused_names", "count_reason"):
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("appeals") as batch_op:
        for name in ("recused_names", "count_reason"):
            batch_op.alter_column(name, server_default=None, existing_type=sa.Text())
        batch_op.create_check_constraint(
            batch_op.f("ck_appeals_votes_within_present"),
            "present IS NULL OR (present <= members AND votes_for <= present)",
        )
    op.create_table(
        "appeal_unlinkings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("discipline_id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=400), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("unlinked_on", sa.Date(), nullable=False),
        sa.Column("unlinked_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_appeal_unlinkings_reason_given")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_appeal_unlinkings_{column}_{table}"))
            for column, table in (
                ("case_id", "cases"),
                ("discipline_id", "disciplines"),
                ("petition_id", "petitions"),
                ("unlinked_by", "accounts"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_unlinkings")),
    )
    for column in ("case_id", "discipline_id"):
        op.create_index(op.f(f"ix_appeal_unlinkings_{column}"), "appeal_unlinkings", [column])


def downgrade():
    op.execute(f"DELETE FROM {TOLD} WHERE kind IN {OF_SUSPENSIONS}")
    _allow(KINDS_BEFORE)
    with op.batch_alter_table("activity_suspensions") as batch_op:
        batch_op.drop_column("reminded_on")
    op.drop_table("appeal_unlinkings")
    with op.batch_alter_table("appeals") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_appeals_votes_within_present"), type_="check")
        for name in ("present", "recused_names", "count_reason"):
            batch_op.drop_column(name)
