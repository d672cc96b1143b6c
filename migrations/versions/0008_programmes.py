"""programmes with versions and items, other bodies' work, cases opened from an item"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PAPERS = ("decision", "plan", "notice", "report", "minutes")
RULES = ("same_dates", "same_content", "contained", "same_quarter", "external", "officer_load", "hidden")


def _one_of(column, codes):
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def _allow_papers(*types):
    for table in ("papers", "number_counters"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_paper_type"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_{table}_paper_type"), _one_of("type", types))


def upgrade():
    op.create_table(
        "external_works",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(length=200), nullable=False),
        sa.Column("matter", sa.String(length=300), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("until >= since", name=op.f("ck_external_works_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_external_works_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_external_works_recorded_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_works")),
    )
    with op.batch_alter_table("external_works", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_external_works_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index("ix_external_works_since_id", ["since", "id"], unique=False)

    op.create_table(
        "programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column(
            "type",
            sa.Enum("yearly", "term", name="programme_type", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("year_from", sa.Integer(), nullable=False),
        sa.Column("year_until", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("central_id", sa.Integer(), nullable=True),
        sa.Column("province_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("grassroots_id", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(type = 'term') = (year_until > year_from)", name=op.f("ck_programmes_years_fit_type")),
        sa.CheckConstraint("year_until >= year_from", name=op.f("ck_programmes_years_in_order")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_programmes_body_id_bodies")),
        sa.ForeignKeyConstraint(["cell_id"], ["organizations.id"], name=op.f("fk_programmes_cell_id_organizations")),
        sa.ForeignKeyConstraint(
            ["central_id"], ["organizations.id"], name=op.f("fk_programmes_central_id_organizations")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["accounts.id"], name=op.f("fk_programmes_created_by_accounts")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["organizations.id"], name=op.f("fk_programmes_district_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["grassroots_id"], ["organizations.id"], name=op.f("fk_programmes_grassroots_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["province_id"], ["organizations.id"], name=op.f("fk_programmes_province_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["organizations.id"], name=op.f("fk_programmes_section_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("body_id", "type", "year_from", name=op.f("uq_programmes_body_id_type_year_from")),
    )
    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programmes_cell_id"), ["cell_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_programmes_central_id"), ["central_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_programmes_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_programmes_grassroots_id"), ["grassroots_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_programmes_province_id"), ["province_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_programmes_section_id"), ["section_id"], unique=False)
        batch_op.create_index("ix_programmes_year_from_id", ["year_from", "id"], unique=False)

    op.create_table(
        "plan_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_plan_items_programme_id_programmes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_items")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_plan_items_programme_id_number")),
    )
    op.create_table(
        "plan_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "approved",
                "adjusted",
                "closed",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("adjusting_document", sa.String(length=300), nullable=False),
        sa.Column("adjusting_reason", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Integer(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("paper_number", sa.String(length=60), nullable=False),
        sa.Column("signer_name", sa.String(length=120), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "number = 1 OR adjusting_document <> ''", name=op.f("ck_plan_versions_adjustment_has_document")
        ),
        sa.CheckConstraint("state <> 'closed' OR closed_on IS NOT NULL", name=op.f("ck_plan_versions_closed_has_date")),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'adjusted', 'closed') OR (approved_on IS NOT NULL AND approved_by IS NOT NULL AND paper_number <> '' AND signer_name <> '')",
            name=op.f("ck_plan_versions_approved_has_paper"),
        ),
        sa.CheckConstraint(
            "approved_by IS NULL OR (approved_by <> drafted_by AND approved_by <> submitted_by)",
            name=op.f("ck_plan_versions_approved_by_another"),
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["accounts.id"], name=op.f("fk_plan_versions_approved_by_accounts")),
        sa.ForeignKeyConstraint(["drafted_by"], ["accounts.id"], name=op.f("fk_plan_versions_drafted_by_accounts")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_plan_versions_programme_id_programmes")
        ),
        sa.ForeignKeyConstraint(["submitted_by"], ["accounts.id"], name=op.f("fk_plan_versions_submitted_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_versions")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_plan_versions_programme_id_number")),
    )
    with op.batch_alter_table("plan_versions", schema=None) as batch_op:
        batch_op.create_index(
            "uq_plan_versions_one_open",
            ["programme_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'submitted')"),
            postgresql_where=sa.text("state IN ('draft', 'submitted')"),
        )
        batch_op.create_index(
            "uq_plan_versions_one_standing",
            ["programme_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('approved', 'closed')"),
            postgresql_where=sa.text("state IN ('approved', 'closed')"),
        )

    op.create_table(
        "plan_acknowledgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "rule",
            sa.Enum(
                "same_dates",
                "same_content",
                "contained",
                "same_quarter",
                "external",
                "officer_load",
                "hidden",
                name="rule",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "case",
                "plan",
                "external",
                "officer",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("other_key", sa.Integer(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("acknowledged_by", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_plan_acknowledgements_reason_given")),
        sa.ForeignKeyConstraint(
            ["acknowledged_by"], ["accounts.id"], name=op.f("fk_plan_acknowledgements_acknowledged_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_items.id"], name=op.f("fk_plan_acknowledgements_item_id_plan_items")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_acknowledgements")),
    )
    with op.batch_alter_table("plan_acknowledgements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_acknowledgements_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("matter", sa.String(length=300), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_until", sa.Date(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("NOT cancelled OR cancel_reason <> ''", name=op.f("ck_plan_entries_cancelled_has_reason")),
        sa.CheckConstraint("period_until >= period_from", name=op.f("ck_plan_entries_period_in_order")),
        sa.CheckConstraint("quarter IS NULL OR quarter BETWEEN 1 AND 4", name=op.f("ck_plan_entries_quarter_of_year")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_plan_entries_body_id_bodies")),
        sa.ForeignKeyConstraint(["changed_by"], ["accounts.id"], name=op.f("fk_plan_entries_changed_by_accounts")),
        sa.ForeignKeyConstraint(["head_id"], ["accounts.id"], name=op.f("fk_plan_entries_head_id_accounts")),
        sa.ForeignKeyConstraint(["item_id"], ["plan_items.id"], name=op.f("fk_plan_entries_item_id_plan_items")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_versions.id"], name=op.f("fk_plan_entries_version_id_plan_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_entries")),
        sa.UniqueConstraint("version_id", "item_id", name=op.f("uq_plan_entries_version_id_item_id")),
    )
    with op.batch_alter_table("plan_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_entries_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_contents",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["plan_entries.id"], name=op.f("fk_plan_contents_entry_id_plan_entries")),
        sa.PrimaryKeyConstraint("entry_id", "code", name=op.f("pk_plan_contents")),
    )
    op.create_table(
        "plan_subjects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("central_id", sa.Integer(), nullable=True),
        sa.Column("province_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("grassroots_id", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cell_id"], ["organizations.id"], name=op.f("fk_plan_subjects_cell_id_organizations")),
        sa.ForeignKeyConstraint(
            ["central_id"], ["organizations.id"], name=op.f("fk_plan_subjects_central_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["organizations.id"], name=op.f("fk_plan_subjects_district_id_organizations")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["plan_entries.id"], name=op.f("fk_plan_subjects_entry_id_plan_entries")),
        sa.ForeignKeyConstraint(
            ["grassroots_id"], ["organizations.id"], name=op.f("fk_plan_subjects_grassroots_id_organizations")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_plan_subjects_member_id_members")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_plan_subjects_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["province_id"], ["organizations.id"], name=op.f("fk_plan_subjects_province_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["organizations.id"], name=op.f("fk_plan_subjects_section_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_subjects")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_plan_subjects_entry_id_number")),
    )
    with op.batch_alter_table("plan_subjects", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_subjects_cell_id"), ["cell_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_subjects_central_id"), ["central_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_subjects_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_subjects_grassroots_id"), ["grassroots_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_subjects_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_subjects_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_subjects_province_id"), ["province_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_subjects_section_id"), ["section_id"], unique=False)

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("plan_item_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_cases_plan_item_id"), ["plan_item_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_cases_plan_item_id_plan_items"), "plan_items", ["plan_item_id"], ["id"]
        )

    with op.batch_alter_table("overlap_acknowledgements", schema=None) as batch_op:
        # until now only a case under way on the same subject was acknowledged
        batch_op.add_column(sa.Column("rule", sa.String(length=40), nullable=False, server_default="same_dates"))
        batch_op.add_column(sa.Column("external_work_id", sa.Integer(), nullable=True))
        batch_op.alter_column("other_case_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_overlap_acknowledgements_external_work_id_external_works"),
            "external_works",
            ["external_work_id"],
            ["id"],
        )
        batch_op.create_check_constraint(op.f("ck_overlap_acknowledgements_rule"), _one_of("rule", RULES))
        batch_op.create_check_constraint(
            op.f("ck_overlap_acknowledgements_one_other_work"), "(other_case_id IS NULL) <> (external_work_id IS NULL)"
        )
    with op.batch_alter_table("overlap_acknowledgements", schema=None) as batch_op:
        batch_op.alter_column("rule", existing_type=sa.String(length=40), server_default=None)
    _allow_papers(*PAPERS, "programme")


def downgrade():
    # the programmes go, and their papers and what was acknowledged about other bodies' work with them
    op.execute("DELETE FROM papers WHERE type = 'programme'")
    op.execute("DELETE FROM number_counters WHERE type = 'programme'")
    op.execute("DELETE FROM overlap_acknowledgements WHERE other_case_id IS NULL")
    _allow_papers(*PAPERS)
    with op.batch_alter_table("overlap_acknowledgements", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_overlap_acknowledgements_one_other_work"), type_="check")
        batch_op.drop_constraint(op.f("ck_overlap_acknowledgements_rule"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("fk_overlap_acknowledgements_external_work_id_external_works"), type_="foreignkey"
        )
        batch_op.alter_column("other_case_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("external_work_id")
        batch_op.drop_column("rule")

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cases_plan_item_id_plan_items"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_cases_plan_item_id"))
        batch_op.drop_column("plan_item_id")

    with op.batch_alter_table("plan_subjects", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_subjects_section_id"))
        batch_op.drop_index(batch_op.f("ix_plan_subjects_province_id"))
        batch_op.drop_index(batch_op.f("ix_plan_subjects_organization_id"))
        batch_op.drop_index(batch_op.f("ix_plan_subjects_member_id"))
        batch_op.drop_index(batch_op.f("ix_plan_subjects_grassroots_id"))
        batch_op.drop_index(batch_op.f("ix_plan_subjects_district_id"))
        batch_op.drop_index(batch_op.f("ix_plan_subjects_central_id"))
        batch_op.drop_index(batch_op.f("ix_plan_subjects_cell_id"))

    op.drop_table("plan_subjects")
    op.drop_table("plan_contents")
    with op.batch_alter_table("plan_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_entries_item_id"))

    op.drop_table("plan_entries")
    with op.batch_alter_table("plan_acknowledgements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_acknowledgements_item_id"))

    op.drop_table("plan_acknowledgements")
    with op.batch_alter_table("plan_versions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_plan_versions_one_standing",
            sqlite_where=sa.text("state IN ('approved', 'closed')"),
            postgresql_where=sa.text("state IN ('approved', 'closed')"),
        )
        batch_op.drop_index(
            "uq_plan_versions_one_open",
            sqlite_where=sa.text("state IN ('draft', 'submitted')"),
            postgresql_where=sa.text("state IN ('draft', 'submitted')"),
        )

    op.drop_table("plan_versions")
    op.drop_table("plan_items")
    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.drop_index("ix_programmes_year_from_id")
        batch_op.drop_index(batch_op.f("ix_programmes_section_id"))
        batch_op.drop_index(batch_op.f("ix_programmes_province_id"))
        batch_op.drop_index(batch_op.f("ix_programmes_grassroots_id"))
        batch_op.drop_index(batch_op.f("ix_programmes_district_id"))
        batch_op.drop_index(batch_op.f("ix_programmes_central_id"))
        batch_op.drop_index(batch_op.f("ix_programmes_cell_id"))

    op.drop_table("programmes")
    with op.batch_alter_table("external_works", schema=None) as batch_op:
        batch_op.drop_index("ix_external_works_since_id")
        batch_op.drop_index(batch_op.f("ix_external_works_organization_id"))

    op.drop_table("external_works")
