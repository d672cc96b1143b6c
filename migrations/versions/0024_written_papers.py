"""papers written in a case: drafts, submissions and letters in the register, letters that the vault keeps"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TYPES_BEFORE = ("decision", "plan", "notice", "report", "minutes", "programme", "resolution")
ADDED = ("submission", "letter")
KINDS = ("result_report", "submission", "discipline_submission", "official_letter")


def _allow(types):
    for table in ("papers", "number_counters"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_paper_type"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_{table}_paper_type"), f"type IN {types}")


def upgrade():
    _allow((*TYPES_BEFORE, *ADDED))
    op.create_table(
        "written_papers",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("discipline_id", sa.Integer(), nullable=True),
        sa.Column("matter", sa.String(length=300), nullable=False),
        sa.Column("addressees", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"kind IN {KINDS}", name=op.f("ck_written_papers_written_kind")),
        sa.CheckConstraint(
            "(kind = 'discipline_submission') = (discipline_id IS NOT NULL)",
            name=op.f("ck_written_papers_record_of_its_submission"),
        ),
        sa.CheckConstraint(
            "paper_id IS NULL OR dropped_on IS NULL", name=op.f("ck_written_papers_issued_is_not_dropped")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_written_papers_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["discipline_id"], ["disciplines.id"], name=op.f("fk_written_papers_discipline_id_disciplines")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_written_papers_paper_id_papers")),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_written_papers_written_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_papers")),
        sa.UniqueConstraint("ref", name=op.f("uq_written_papers_ref")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_written_papers_paper_id")),
    )
    op.create_index(op.f("ix_written_papers_case_id"), "written_papers", ["case_id"])
    op.create_table(
        "petition_letters",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("names_sender", sa.Boolean(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("context", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('forwarding', 'guidance', 'filing', 'acceptance', 'outcome')",
            name=op.f("ck_petition_letters_letter_kind"),
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_petition_letters_paper_id_papers")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_letters_petition_id_petitions")
        ),
        sa.PrimaryKeyConstraint("paper_id", name=op.f("pk_petition_letters")),
    )
    op.create_index(op.f("ix_petition_letters_petition_id"), "petition_letters", ["petition_id"])


def downgrade():
    op.drop_table("petition_letters")
    op.drop_table("written_papers")
    for table in ("papers", "number_counters"):
        op.execute(f"DELETE FROM {table} WHERE type IN {ADDED}")
    _allow(TYPES_BEFORE)
