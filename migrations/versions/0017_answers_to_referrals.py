"""what the competent body answered to a referral"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
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
    "amended",
    "annulled",
)
FORMS = ("reprimand", "warning", "removal", "expulsion", "dissolution")
OPEN = ("proposed", "reviewing", "postponed", "voted", "decided")


def _in(codes):
    return f"IN ({', '.join(repr(code) for code in codes)})"


def _coded(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _states(*states):
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.drop_constraint(op.f("ck_disciplines_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_disciplines_state"), f"state {_in(states)}")


def _one_open(*states):
    condition = sa.text(f"state {_in(states)}")
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.drop_index("uq_disciplines_one_open")
        batch_op.create_index(
            "uq_disciplines_one_open",
            ["subject_id"],
            unique=True,
            sqlite_where=condition,
            postgresql_where=condition,
        )


def _check(name, condition):
    return sa.CheckConstraint(condition, name=op.f(f"ck_referral_answers_{name}"))


def upgrade():
    _states(*STATES, "decided_elsewhere")
    _one_open(*OPEN, "referred")
    op.create_table(
        "referral_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discipline_id", sa.Integer(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("referred_to", sa.String(length=300), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("outcome", _coded("outcome", "decided", "not_disciplined", "returned"), nullable=False),
        sa.Column("form", _coded("form", *FORMS), nullable=True),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _check("has_document", "document <> ''"),
        _check("answer_in_order", "answered_on >= referred_on"),
        _check("decided_has_form", "(outcome = 'decided') = (form IS NOT NULL)"),
        _check("decided_has_decision", "outcome <> 'decided' OR (decision <> '' AND decided_on IS NOT NULL)"),
        _check(
            "announcement_in_order",
            "announced_on IS NULL OR (decided_on IS NOT NULL AND announced_on >= decided_on)",
        ),
        _check("return_has_reason", "outcome <> 'returned' OR note <> ''"),
        sa.ForeignKeyConstraint(
            ["discipline_id"], ["disciplines.id"], name=op.f("fk_referral_answers_discipline_id_disciplines")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_referral_answers_recorded_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_answers")),
    )
    op.create_index(op.f("ix_referral_answers_discipline_id"), "referral_answers", ["discipline_id"])


def downgrade():
    op.drop_table("referral_answers")
    op.execute("UPDATE disciplines SET state = 'referred' WHERE state = 'decided_elsewhere'")
    _one_open(*OPEN)
    _states(*STATES)
