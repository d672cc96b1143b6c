"""the sender of a petition that is replaced stays in the vault, with who replaced it and why"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

PARTS = ("name", "address", "phone", "id_card", "original")
KEYS = {"petition_id": "petitions", "recorded_by": "accounts", "replaced_by": "accounts"}


def upgrade():
    op.create_table(
        "former_identities",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(key, sa.Integer(), nullable=False) for key in KEYS),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        *(sa.Column(part, sa.LargeBinary(), nullable=False) for part in PARTS),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_former_identities_reason_given")),
        *(
            sa.ForeignKeyConstraint([key], [f"{table}.id"], name=op.f(f"fk_former_identities_{key}_{table}"))
            for key, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_identities")),
    )
    for column in ("petition_id", "fingerprint"):
        op.create_index(op.f(f"ix_former_identities_{column}"), "former_identities", [column])


def downgrade():
    op.drop_table("former_identities")
