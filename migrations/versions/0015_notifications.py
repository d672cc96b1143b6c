"""notifications inside the application"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLE = "notifications"
KINDS = (
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
ONE_SUBJECT = (
    "(case_id IS NOT NULL AND meeting_id IS NULL AND petition_id IS NULL)"
    " OR (case_id IS NULL AND meeting_id IS NOT NULL AND petition_id IS NULL)"
    " OR (case_id IS NULL AND meeting_id IS NULL AND petition_id IS NOT NULL)"
)


def _key(column, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{TABLE}_{column}_{target}"))


def upgrade():
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("petition_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(ONE_SUBJECT, name=op.f(f"ck_{TABLE}_one_subject")),
        sa.CheckConstraint("read_at IS NULL OR read_at >= made_at", name=op.f(f"ck_{TABLE}_read_after_made")),
        _key("account_id", "accounts"),
        _key("case_id", "cases"),
        _key("meeting_id", "meetings"),
        _key("petition_id", "petitions"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(f"ix_{TABLE}_account_id_made_at_id", TABLE, ["account_id", "made_at", "id"])
    op.create_index(op.f(f"ix_{TABLE}_case_id"), TABLE, ["case_id"])


def downgrade():
    op.drop_table(TABLE)
