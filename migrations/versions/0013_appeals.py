"""complaints against discipline, restorations; disciplines changed or annulled on complaint"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STATES = (
    "proposed",
    "postponed",
    "reviewing",
    "voted",
    "not_disciplined",
    "decided",
    "in_force",
    "referred",
    "expired",
)
AFTER_COMPLAINT = ("amended", "annulled")


def _in(codes):
    return f"IN ({', '.join(repr(code) for code in codes)})"


def _allow_states(*more):
    """The states a discipline may have, and what those of a decided one need."""
    decided = ("decided", "in_force", "expired", *more)
    announced = ("in_force", "expired", *more)
    checks = {
        "state": f"state {_in((*STATES, *more))}",
        "decided_has_vote_and_paper": f"state NOT {_in(decided)} OR (decided_form IS NOT NULL"
        " AND decided_on IS NOT NULL AND paper_id IS NOT NULL AND agenda_item_id IS NOT NULL)",
        "in_force_is_announced": f"state NOT {_in(announced)} OR announced_on IS NOT NULL",
        "decided_in_that_role": f"state NOT {_in(decided)} OR (voted_role IS NOT NULL AND voted_role = 'deciding')",
    }
    with op.batch_alter_table("disciplines") as batch_op:
        for name, condition in checks.items():
            batch_op.drop_constraint(op.f(f"ck_disciplines_{name}"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_disciplines_{name}"), condition)


def upgrade():
    _allow_states(*AFTER_COMPLAINT)
    op.create_table(
        "appeals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discipline_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "accepted",
                "heard",
                "decided",
                "refused",
                "withdrawn",
                name="appeal_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_subject", sa.Boolean(), nullable=False),
        sa.Column("complainant", sa.String(length=200), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("decision_received_on", sa.Date(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "direct",
                "post",
                "forwarded",
                name="appeal_channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("hearing_body_id", sa.Integer(), nullable=False),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column(
            "ground",
            sa.Enum(
                "not-entitled",
                "late",
                "final",
                "unanswered",
                "not-received",
                "refused-receipt",
                "sentenced",
                "transferred",
                name="appeal_ground",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("cited", sa.String(length=120), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("body_met_on", sa.Date(), nullable=True),
        sa.Column("body_meeting", sa.Text(), nullable=False),
        sa.Column("cell_remark_on", sa.Date(), nullable=True),
        sa.Column("cell_remark", sa.Text(), nullable=False),
        sa.Column("session_on", sa.Date(), nullable=True),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "upheld",
                "lighter",
                "heavier",
                "annulled",
                name="appeal_outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "old_form",
            sa.Enum(
                "reprimand",
                "warning",
                "removal",
                "expulsion",
                "dissolution",
                name="old_form",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "new_form",
            sa.Enum(
                "reprimand",
                "warning",
                "removal",
                "expulsion",
                "dissolution",
                name="new_form",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("before_complained_on", sa.Date(), nullable=True),
        sa.Column("before_settled_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(new_form IS NOT NULL) = (outcome IS NOT NULL AND outcome IN ('lighter', 'heavier'))",
            name=op.f("ck_appeals_new_form_when_changed"),
        ),
        sa.CheckConstraint("(state = 'refused') = (ground IS NOT NULL)", name=op.f("ck_appeals_refused_has_ground")),
        sa.CheckConstraint(
            "state <> 'decided' OR (outcome IS NOT NULL AND decided_on IS NOT NULL AND announced_on IS NOT NULL AND announced_on >= decided_on AND decision <> '' AND old_form IS NOT NULL AND members IS NOT NULL AND votes_for IS NOT NULL AND session_on IS NOT NULL AND votes_for * 2 > members AND votes_for <= members)",
            name=op.f("ck_appeals_decided_is_adopted"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('heard', 'decided') OR (met_on IS NOT NULL AND body_met_on IS NOT NULL AND cell_remark_on IS NOT NULL)",
            name=op.f("ck_appeals_heard_has_dates"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('refused', 'withdrawn') OR ending <> ''", name=op.f("ck_appeals_ending_has_words")
        ),
        sa.CheckConstraint("round >= 1 AND round <= number", name=op.f("ck_appeals_round_in_order")),
        sa.ForeignKeyConstraint(
            ["discipline_id"], ["disciplines.id"], name=op.f("fk_appeals_discipline_id_disciplines")
        ),
        sa.ForeignKeyConstraint(["hearing_body_id"], ["bodies.id"], name=op.f("fk_appeals_hearing_body_id_bodies")),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_appeals_recorded_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("discipline_id", "number", name=op.f("uq_appeals_discipline_id_number")),
    )
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.create_index("ix_appeals_received_on_id", ["received_on", "id"], unique=False)
        batch_op.create_index(
            "uq_appeals_one_handled",
            ["discipline_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('accepted', 'heard')"),
            postgresql_where=sa.text("state IN ('accepted', 'heard')"),
        )
        batch_op.create_index(
            "uq_appeals_round_decided",
            ["discipline_id", "round"],
            unique=True,
            sqlite_where=sa.text("state = 'decided'"),
            postgresql_where=sa.text("state = 'decided'"),
        )

    op.create_table(
        "restoration_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "apology",
                "rights",
                "post",
                "membership",
                name="restoration_part",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("done_on IS NULL OR document <> ''", name=op.f("ck_restoration_parts_done_has_document")),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name=op.f("fk_restoration_parts_appeal_id_appeals")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_restoration_parts_recorded_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restoration_parts")),
        sa.UniqueConstraint("appeal_id", "part", name=op.f("uq_restoration_parts_appeal_id_part")),
    )


def downgrade():
    op.drop_table("restoration_parts")
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_appeals_round_decided",
            sqlite_where=sa.text("state = 'decided'"),
            postgresql_where=sa.text("state = 'decided'"),
        )
        batch_op.drop_index(
            "uq_appeals_one_handled",
            sqlite_where=sa.text("state IN ('accepted', 'heard')"),
            postgresql_where=sa.text("state IN ('accepted', 'heard')"),
        )
        batch_op.drop_index("ix_appeals_received_on_id")

    op.drop_table("appeals")
    # without complaints there is no other form and no annulment: the decision stands as announced
    op.execute("UPDATE disciplines SET decided_form = voted_form WHERE state = 'amended' AND voted_form IS NOT NULL")
    op.execute("UPDATE disciplines SET state = 'in_force' WHERE state IN ('amended', 'annulled')")
    _allow_states()
