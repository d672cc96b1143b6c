"""papers withdrawn or replaced, checks without a sign-in"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLE = "paper_endings"


def _key(column, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{TABLE}_{column}_{target}"))


def upgrade():
    op.create_table(
        TABLE,
        sa.Column("paper_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum("replaced", "withdrawn", name="ending", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'replaced') = (replaced_by_id IS NOT NULL)", name=op.f(f"ck_{TABLE}_replaced_by_a_paper")
        ),
        sa.CheckConstraint("replaced_by_id <> paper_id", name=op.f(f"ck_{TABLE}_replaced_by_another")),
        sa.CheckConstraint("reason <> '' AND document <> ''", name=op.f(f"ck_{TABLE}_has_reason")),
        _key("paper_id", "papers"),
        _key("replaced_by_id", "papers"),
        _key("recorded_by", "accounts"),
        sa.PrimaryKeyConstraint("paper_id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_replaced_by_id"), TABLE, ["replaced_by_id"])
    op.create_table(
        "check_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_attempts")),
    )
    op.create_index("ix_check_attempts_address_at", "check_attempts", ["address", "at"])


def downgrade():
    op.drop_table("check_attempts")
    op.drop_table(TABLE)
