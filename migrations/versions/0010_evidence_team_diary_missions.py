"""evidence, declarations and changes of teams, missions, diary"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


CHECKS = {
    "declared_on_a_day": "(conflict IS NULL) = (declared_on IS NULL)",
    "conflict_has_reason": "NOT conflict OR conflict_reason <> ''",
    "dates_in_order": "until IS NULL OR since IS NULL OR until >= since",
}


def _index(name, columns, condition):
    where = sa.text(condition)
    op.create_index(name, "team_members", columns, unique=True, sqlite_where=where, postgresql_where=where)


def upgrade():
    op.create_table(
        "member_relatives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("relative_id", sa.Integer(), nullable=False),
        sa.Column(
            "kinship",
            sa.Enum(
                "spouse",
                "parent",
                "child",
                "sibling",
                "in_law",
                "other",
                name="kinship",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("member_id <> relative_id", name=op.f("ck_member_relatives_two_people")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_member_relatives_member_id_members")),
        sa.ForeignKeyConstraint(["relative_id"], ["members.id"], name=op.f("fk_member_relatives_relative_id_members")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_relatives")),
        sa.UniqueConstraint("member_id", "relative_id", name=op.f("uq_member_relatives_member_id_relative_id")),
    )
    with op.batch_alter_table("member_relatives", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_relatives_relative_id"), ["relative_id"], unique=False)

    op.create_table(
        "missions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("work_from", sa.Date(), nullable=False),
        sa.Column("work_until", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("work_until >= work_from", name=op.f("ck_missions_dates_in_order")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_missions_body_id_bodies")),
        sa.ForeignKeyConstraint(["opened_by"], ["accounts.id"], name=op.f("fk_missions_opened_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missions")),
        sa.UniqueConstraint("ref", name=op.f("uq_missions_ref")),
    )
    with op.batch_alter_table("missions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_missions_body_id"), ["body_id"], unique=False)

    op.create_table(
        "case_amendments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "team", "content", "period", name="amendment_kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("decision", sa.String(length=120), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("out_id", sa.Integer(), nullable=True),
        sa.Column("in_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.String(length=2000), nullable=False),
        sa.Column("after", sa.String(length=2000), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(kind = 'team') = (after = '')", name=op.f("ck_case_amendments_others_say_what")),
        sa.CheckConstraint(
            "(kind = 'team') = (out_id IS NOT NULL OR in_id IS NOT NULL)",
            name=op.f("ck_case_amendments_team_names_somebody"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_case_amendments_has_reason")),
        sa.CheckConstraint("from_on >= decided_on", name=op.f("ck_case_amendments_holds_from_decision")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_amendments_case_id_cases")),
        sa.ForeignKeyConstraint(["in_id"], ["accounts.id"], name=op.f("fk_case_amendments_in_id_accounts")),
        sa.ForeignKeyConstraint(["out_id"], ["accounts.id"], name=op.f("fk_case_amendments_out_id_accounts")),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_case_amendments_recorded_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_amendments")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_case_amendments_case_id_number")),
    )
    op.create_table(
        "diary_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("content <> ''", name=op.f("ck_diary_entries_says_something")),
        sa.CheckConstraint(
            "(signed_by IS NULL) = (signed_at IS NULL)", name=op.f("ck_diary_entries_signed_by_somebody")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_diary_entries_case_id_cases")),
        sa.ForeignKeyConstraint(["signed_by"], ["accounts.id"], name=op.f("fk_diary_entries_signed_by_accounts")),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_diary_entries_written_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diary_entries")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_diary_entries_case_id_number")),
    )
    op.create_table(
        "evidence_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "document",
                "work_minutes",
                "interview",
                "explanation",
                "expert_opinion",
                "photo",
                "digital_file",
                "thing",
                name="evidence_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("obtained_on", sa.Date(), nullable=False),
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR withdrawal_reason <> ''", name=op.f("ck_evidence_items_withdrawn_with_reason")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name=op.f("ck_evidence_items_withdrawn_by_somebody")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_evidence_items_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["accounts.id"], name=op.f("fk_evidence_items_collector_id_accounts")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_evidence_items_recorded_by_accounts")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["accounts.id"], name=op.f("fk_evidence_items_withdrawn_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_items")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_evidence_items_case_id_number")),
    )
    op.create_table(
        "mission_cases",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("mission_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_mission_cases_case_id_cases")),
        sa.ForeignKeyConstraint(["mission_id"], ["missions.id"], name=op.f("fk_mission_cases_mission_id_missions")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_mission_cases")),
    )
    with op.batch_alter_table("mission_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mission_cases_mission_id"), ["mission_id"], unique=False)

    op.create_table(
        "mission_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mission_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "head",
                "deputy",
                "member",
                "secretary",
                name="team_role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_mission_members_account_id_accounts")),
        sa.ForeignKeyConstraint(["mission_id"], ["missions.id"], name=op.f("fk_mission_members_mission_id_missions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_members")),
        sa.UniqueConstraint("mission_id", "account_id", name=op.f("uq_mission_members_mission_id_account_id")),
    )
    with op.batch_alter_table("mission_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mission_members_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            "uq_mission_members_one_head",
            ["mission_id"],
            unique=True,
            sqlite_where=sa.text("role = 'head'"),
            postgresql_where=sa.text("role = 'head'"),
        )

    op.create_table(
        "custody_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_holder", sa.String(length=200), nullable=False),
        sa.Column("to_holder", sa.String(length=200), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence_items.id"], name=op.f("fk_custody_moves_evidence_id_evidence_items")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_custody_moves_recorded_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_moves")),
        sa.UniqueConstraint("evidence_id", "number", name=op.f("uq_custody_moves_evidence_id_number")),
    )
    op.create_table(
        "evidence_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("original", "redacted", name="file_role", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "type",
            sa.Enum(
                "pdf",
                "png",
                "jpeg",
                "docx",
                "xlsx",
                "odt",
                "ods",
                "text",
                name="file_type",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_evidence_files_sha256_whole")),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_files_size_positive")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence_items.id"], name=op.f("fk_evidence_files_evidence_id_evidence_items")
        ),
        sa.ForeignKeyConstraint(["uploaded_by"], ["accounts.id"], name=op.f("fk_evidence_files_uploaded_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_files")),
        sa.UniqueConstraint("evidence_id", "number", name=op.f("uq_evidence_files_evidence_id_number")),
    )
    with op.batch_alter_table("evidence_files", schema=None) as batch_op:
        batch_op.create_index(
            "uq_evidence_files_one_original",
            ["evidence_id"],
            unique=True,
            sqlite_where=sa.text("role = 'original'"),
            postgresql_where=sa.text("role = 'original'"),
        )

    op.create_table(
        "sent_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_note", sa.String(length=500), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("answered_on IS NULL OR answered_on >= sent_on", name=op.f("ck_sent_drafts_dates_in_order")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_sent_drafts_case_id_cases")),
        sa.ForeignKeyConstraint(["sent_by"], ["accounts.id"], name=op.f("fk_sent_drafts_sent_by_accounts")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["case_subjects.id"], name=op.f("fk_sent_drafts_subject_id_case_subjects")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_drafts")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_sent_drafts_case_id_number")),
    )
    op.create_table(
        "subject_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> '' OR evidence_id IS NOT NULL", name=op.f("ck_subject_statements_text_or_file")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_subject_statements_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence_items.id"], name=op.f("fk_subject_statements_evidence_id_evidence_items")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_subject_statements_recorded_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["case_subjects.id"], name=op.f("fk_subject_statements_subject_id_case_subjects")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_statements")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_subject_statements_case_id_number")),
    )
    op.create_table(
        "draft_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("accepted IS NULL OR reason <> ''", name=op.f("ck_draft_points_decided_with_reason")),
        sa.CheckConstraint(
            "(accepted IS NULL) = (decided_by IS NULL) AND (accepted IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_draft_points_decided_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name=op.f("fk_draft_points_decided_by_accounts")),
        sa.ForeignKeyConstraint(["draft_id"], ["sent_drafts.id"], name=op.f("fk_draft_points_draft_id_sent_drafts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_points")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_draft_points_draft_id_number")),
    )
    op.create_table(
        "evidence_contents",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["evidence_files.id"], name=op.f("fk_evidence_contents_file_id_evidence_files")
        ),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_evidence_contents")),
    )
    op.create_table(
        "finding_evidence",
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence_items.id"], name=op.f("fk_finding_evidence_evidence_id_evidence_items")
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_finding_evidence_finding_id_findings")),
        sa.PrimaryKeyConstraint("finding_id", "evidence_id", name=op.f("pk_finding_evidence")),
    )
    with op.batch_alter_table("finding_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_evidence_evidence_id"), ["evidence_id"], unique=False)

    with op.batch_alter_table("team_members") as batch_op:
        batch_op.add_column(sa.Column("since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("replaced_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("conflict", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("conflict_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("declared_on", sa.Date(), nullable=True))
        batch_op.drop_constraint(op.f("uq_team_members_case_id_account_id"), type_="unique")
        batch_op.drop_index("uq_team_members_one_head")
        batch_op.create_foreign_key(op.f("fk_team_members_replaced_by_accounts"), "accounts", ["replaced_by"], ["id"])
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_team_members_{name}"), condition)
    with op.batch_alter_table("team_members") as batch_op:
        batch_op.alter_column("conflict_reason", server_default=None)
    _index("uq_team_members_present_once", ["case_id", "account_id"], "until IS NULL")
    _index("uq_team_members_one_head", ["case_id"], "role = 'head' AND until IS NULL")


def downgrade():
    op.drop_index("uq_team_members_present_once", "team_members")
    op.drop_index("uq_team_members_one_head", "team_members")
    op.execute("DELETE FROM team_members WHERE until IS NOT NULL")  # the table before knew present members only
    with op.batch_alter_table("team_members") as batch_op:
        batch_op.drop_constraint(op.f("fk_team_members_replaced_by_accounts"), type_="foreignkey")
        for name in CHECKS:
            batch_op.drop_constraint(op.f(f"ck_team_members_{name}"), type_="check")
        for name in ("declared_on", "conflict_reason", "conflict", "replaced_by", "until", "since"):
            batch_op.drop_column(name)
        batch_op.create_unique_constraint(op.f("uq_team_members_case_id_account_id"), ["case_id", "account_id"])
    _index("uq_team_members_one_head", ["case_id"], "role = 'head'")

    with op.batch_alter_table("finding_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_evidence_evidence_id"))

    op.drop_table("finding_evidence")
    op.drop_table("evidence_contents")
    op.drop_table("draft_points")
    op.drop_table("subject_statements")
    op.drop_table("sent_drafts")
    with op.batch_alter_table("evidence_files", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_evidence_files_one_original",
            sqlite_where=sa.text("role = 'original'"),
            postgresql_where=sa.text("role = 'original'"),
        )

    op.drop_table("evidence_files")
    op.drop_table("custody_moves")
    with op.batch_alter_table("mission_members", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_mission_members_one_head",
            sqlite_where=sa.text("role = 'head'"),
            postgresql_where=sa.text("role = 'head'"),
        )
        batch_op.drop_index(batch_op.f("ix_mission_members_account_id"))

    op.drop_table("mission_members")
    with op.batch_alter_table("mission_cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mission_cases_mission_id"))

    op.drop_table("mission_cases")
    op.drop_table("evidence_items")
    op.drop_table("diary_entries")
    op.drop_table("case_amendments")
    with op.batch_alter_table("missions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_missions_body_id"))

    op.drop_table("missions")
    with op.batch_alter_table("member_relatives", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_relatives_relative_id"))

    op.drop_table("member_relatives")
