"""an office's own wording of papers, and what it follows in their layout"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

WORDINGS, CHOICES = "paper_wordings", "layout_choices"
REVOKED_WHOLE = "(revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (revoke_reason = '')"
VALUES = (
    "setting = 'guidance' AND value IN ('hd36', 'hd05') OR setting = 'tone_style' AND value IN ('old', 'new')"
    " OR setting = 'end_mark' AND value IN ('.', './.')"
    " OR setting = 'supervision_title' AND value IN ('kết quả', 'kết luận')"
)
STANDING = sa.text("revoked_at IS NULL")


def _decided(table):
    """The columns and constraints that both tables share."""
    return (
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f(f"ck_{table}_dates_in_order")),
        sa.CheckConstraint(REVOKED_WHOLE, name=op.f(f"ck_{table}_revoked_whole")),
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))
            for column, target in (
                ("organization_id", "organizations"),
                ("author_id", "accounts"),
                ("revoked_by", "accounts"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def upgrade():
    key = ["organization_id", "paper", "phrase", "edition"]
    op.create_table(
        WORDINGS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=60), nullable=False),
        sa.Column("phrase", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.CheckConstraint("edition > 0", name=op.f(f"ck_{WORDINGS}_edition_positive")),
        sa.CheckConstraint("wording <> ''", name=op.f(f"ck_{WORDINGS}_has_wording")),
        sa.UniqueConstraint(*key, name=op.f(f"uq_{WORDINGS}_{'_'.join(key)}")),
        *_decided(WORDINGS),
    )
    op.create_table(
        CHOICES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("setting", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.CheckConstraint(VALUES, name=op.f(f"ck_{CHOICES}_value_of_setting")),
        *_decided(CHOICES),
    )
    op.create_index(
        f"uq_{CHOICES}_standing",
        CHOICES,
        ["organization_id", "setting", "since"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def downgrade():
    op.drop_table(CHOICES)
    op.drop_table(WORDINGS)
