"""time limits, days and years that the office enters beside the national rules"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "calendar_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (revoke_reason = '')",
            name=op.f("ck_calendar_days_revoked_whole"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_calendar_days_author_id_accounts")),
        sa.ForeignKeyConstraint(["revoked_by"], ["accounts.id"], name=op.f("fk_calendar_days_revoked_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_days")),
    )
    with op.batch_alter_table("calendar_days", schema=None) as batch_op:
        batch_op.create_index(
            "uq_calendar_days_standing",
            ["day"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.create_table(
        "confirmed_years",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (revoke_reason = '')",
            name=op.f("ck_confirmed_years_revoked_whole"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_confirmed_years_author_id_accounts")),
        sa.ForeignKeyConstraint(["revoked_by"], ["accounts.id"], name=op.f("fk_confirmed_years_revoked_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmed_years")),
    )
    with op.batch_alter_table("confirmed_years", schema=None) as batch_op:
        batch_op.create_index(
            "uq_confirmed_years_standing",
            ["year"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.create_table(
        "limit_overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("limit_key", sa.String(length=40), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "cell",
                "section",
                "grassroots",
                "district",
                "province",
                "central",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum(
                "working-days",
                "calendar-days",
                "months",
                "years",
                name="unit",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("extension_numerator", sa.Integer(), nullable=True),
        sa.Column("extension_denominator", sa.Integer(), nullable=True),
        sa.Column("extension_number", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "confirmed", "override", name="override_kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (revoke_reason = '')",
            name=op.f("ck_limit_overrides_revoked_whole"),
        ),
        sa.CheckConstraint(
            "(extension_numerator IS NULL) = (extension_denominator IS NULL) AND (extension_numerator IS NULL OR extension_number IS NULL)",
            name=op.f("ck_limit_overrides_one_extension"),
        ),
        sa.CheckConstraint("extension_number > 0", name=op.f("ck_limit_overrides_extension_positive")),
        sa.CheckConstraint(
            "extension_numerator > 0 AND extension_numerator <= extension_denominator",
            name=op.f("ck_limit_overrides_share"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_limit_overrides_number_positive")),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_limit_overrides_dates_in_order")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_limit_overrides_author_id_accounts")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_limit_overrides_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["revoked_by"], ["accounts.id"], name=op.f("fk_limit_overrides_revoked_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limit_overrides")),
    )
    with op.batch_alter_table("limit_overrides", schema=None) as batch_op:
        batch_op.create_index(
            "uq_limit_overrides_standing",
            ["organization_id", "limit_key", "level", "since"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )


def downgrade():
    with op.batch_alter_table("limit_overrides", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_limit_overrides_standing",
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.drop_table("limit_overrides")
    with op.batch_alter_table("confirmed_years", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_confirmed_years_standing",
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.drop_table("confirmed_years")
    with op.batch_alter_table("calendar_days", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_calendar_days_standing",
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.drop_table("calendar_days")
