"""sessions: attendance, recusals, every vote with its frozen text, other matters, addenda, resolutions"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PAPERS = ("decision", "plan", "notice", "report", "minutes", "programme")
PURPOSES = ("conclude", "discipline")
RESULTS = ("adopted", "returned", "rejected")


def _in(column, values):
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _coded(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _allow(table, name, column, values):
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), _in(column, values))


def upgrade():
    for table in ("papers", "number_counters"):
        _allow(table, "paper_type", "type", (*PAPERS, "resolution"))
    _widen_meetings()
    _widen_items()
    _create_tables()


def _widen_meetings():
    with op.batch_alter_table("meetings") as batch_op:
        batch_op.add_column(sa.Column("starts_at", sa.String(length=5), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("invitation", sa.Text(), nullable=False, server_default=""))
        for name in ("minutes_id", "resolution_id"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_meetings_{name}_papers"), "papers", [name], ["id"])
    with op.batch_alter_table("meetings") as batch_op:
        for name in ("starts_at", "invitation"):
            batch_op.alter_column(name, server_default=None)


def _widen_items():
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.add_column(sa.Column("ref", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("title", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("draft", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("recused", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("recused_names", sa.Text(), nullable=False, server_default=""))
        batch_op.alter_column("case_id", existing_type=sa.Integer(), nullable=True)
    _allow("agenda_items", "purpose", "purpose", (*PURPOSES, "other"))
    connection = op.get_bind()
    for (item_id,) in connection.execute(sa.text("SELECT id FROM agenda_items")).all():
        values = {"ref": secrets.token_hex(5), "id": item_id}
        connection.execute(sa.text("UPDATE agenda_items SET ref = :ref WHERE id = :id"), values)
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.alter_column("ref", existing_type=sa.String(length=12), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_agenda_items_ref"), ["ref"])
        for name in ("title", "draft", "recused", "recused_names"):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_check_constraint(op.f("ck_agenda_items_case_given"), "(purpose = 'other') = (case_id IS NULL)")
        batch_op.create_check_constraint(
            op.f("ck_agenda_items_other_has_text"), "purpose <> 'other' OR (title <> '' AND draft <> '')"
        )
        batch_op.create_check_constraint(
            op.f("ck_agenda_items_recused_are_named"), "recused >= 0 AND (recused = 0 OR recused_names <> '')"
        )


def _create_tables():
    op.create_table(
        "attendances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("part", _coded("part", "member", "guest", "secretary"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint("present OR reason <> ''", name=op.f("ck_attendances_absent_has_reason")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_attendances_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_attendances_member_id_members")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_attendances_meeting_id_number")),
    )
    op.create_index(op.f("ix_attendances_member_id"), "attendances", ["member_id"])
    op.create_table(
        "recusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("article", sa.String(length=200), nullable=False),
        sa.Column("by_rule", sa.Boolean(), nullable=False),
        sa.CheckConstraint("reason <> '' AND article <> ''", name=op.f("ck_recusals_reason_and_article_given")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_recusals_item_id_agenda_items")),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["attendances.id"], name=op.f("fk_recusals_attendance_id_attendances")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusals")),
        sa.UniqueConstraint("item_id", "attendance_id", name=op.f("uq_recusals_item_id_attendance_id")),
    )
    op.create_index(op.f("ix_recusals_attendance_id"), "recusals", ["attendance_id"])
    _create_votes()
    op.create_table(
        "minutes_addenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_minutes_addenda_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_minutes_addenda_recorded_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_addenda")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_minutes_addenda_meeting_id_number")),
    )


def _create_votes():
    op.create_table(
        "item_votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", _coded("vote_state", "open", "closed", "void"), nullable=False),
        sa.Column("method", _coded("method", "hands", "ballot"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=True),
        sa.Column("result", _coded("result", *RESULTS), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("present > 0 AND present <= members", name=op.f("ck_item_votes_present_within_members")),
        sa.CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name=op.f("ck_item_votes_closed_has_instant")),
        sa.CheckConstraint("state <> 'void' OR void_reason <> ''", name=op.f("ck_item_votes_void_has_reason")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_item_votes_item_id_agenda_items")),
        sa.ForeignKeyConstraint(["opened_by"], ["accounts.id"], name=op.f("fk_item_votes_opened_by_accounts")),
        sa.ForeignKeyConstraint(["closed_by"], ["accounts.id"], name=op.f("fk_item_votes_closed_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_votes")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_item_votes_item_id_number")),
    )
    op.create_index(
        "uq_item_votes_one_standing",
        "item_votes",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'void'"),
        postgresql_where=sa.text("state <> 'void'"),
    )


def downgrade():
    op.drop_table("minutes_addenda")
    op.drop_index("uq_item_votes_one_standing", table_name="item_votes")
    op.drop_table("item_votes")
    op.drop_table("recusals")
    op.drop_table("attendances")
    op.execute("DELETE FROM agenda_items WHERE purpose = 'other'")
    with op.batch_alter_table("agenda_items") as batch_op:
        for name in ("case_given", "other_has_text", "recused_are_named"):
            batch_op.drop_constraint(op.f(f"ck_agenda_items_{name}"), type_="check")
        batch_op.drop_constraint(op.f("uq_agenda_items_ref"), type_="unique")
        for name in ("ref", "title", "draft", "recused", "recused_names"):
            batch_op.drop_column(name)
        batch_op.alter_column("case_id", existing_type=sa.Integer(), nullable=False)
    _allow("agenda_items", "purpose", "purpose", PURPOSES)
    with op.batch_alter_table("meetings") as batch_op:
        for name in ("minutes_id", "resolution_id"):
            batch_op.drop_constraint(op.f(f"fk_meetings_{name}_papers"), type_="foreignkey")
            batch_op.drop_column(name)
        for name in ("starts_at", "invitation"):
            batch_op.drop_column(name)
    for table in ("papers", "number_counters"):
        op.execute(f"DELETE FROM {table} WHERE type = 'resolution'")
        _allow(table, "paper_type", "type", PAPERS)
