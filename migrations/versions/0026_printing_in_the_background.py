"""printing in the background"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "print_jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=22), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column(
            "output",
            sa.Enum("pdf", "zip", name="output", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("duplex", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "cancelled",
                "failed",
                name="job_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=40), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'running') = (worker IS NOT NULL AND lease_until IS NOT NULL)", name=op.f("ck_print_jobs_held")
        ),
        sa.CheckConstraint("(state IN ('waiting', 'running')) = (ended_at IS NULL)", name=op.f("ck_print_jobs_ended")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_print_jobs_account_id_accounts")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_print_jobs_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_jobs")),
        sa.UniqueConstraint("ref", name=op.f("uq_print_jobs_ref")),
    )
    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.create_index("ix_print_jobs_account_id_id", ["account_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_print_jobs_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_print_jobs_state_id", ["state", "id"], unique=False)

    op.create_table(
        "print_job_pieces",
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["print_jobs.id"], name=op.f("fk_print_job_pieces_job_id_print_jobs")),
        sa.PrimaryKeyConstraint("job_id", "number", name=op.f("pk_print_job_pieces")),
    )
    op.create_table(
        "print_job_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("evidence_file_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=700), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "ready", "left_out", name="item_state", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "hidden",
                "broken",
                "altered",
                "not_a_pdf",
                "unprintable",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("stamped", sa.Boolean(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(state = 'left_out') = (reason IS NOT NULL)", name=op.f("ck_print_job_items_left_out_with_reason")
        ),
        sa.CheckConstraint(
            "(paper_id IS NULL) <> (evidence_file_id IS NULL)", name=op.f("ck_print_job_items_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_file_id"], ["evidence_files.id"], name=op.f("fk_print_job_items_evidence_file_id_evidence_files")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["print_jobs.id"], name=op.f("fk_print_job_items_job_id_print_jobs")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_print_job_items_paper_id_papers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job_items")),
        sa.UniqueConstraint("job_id", "position", name=op.f("uq_print_job_items_job_id_position")),
    )
    with op.batch_alter_table("print_job_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_print_job_items_evidence_file_id"), ["evidence_file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_print_job_items_paper_id"), ["paper_id"], unique=False)


def downgrade():
    with op.batch_alter_table("print_job_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_print_job_items_paper_id"))
        batch_op.drop_index(batch_op.f("ix_print_job_items_evidence_file_id"))

    op.drop_table("print_job_items")
    op.drop_table("print_job_pieces")
    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.drop_index("ix_print_jobs_state_id")
        batch_op.drop_index(batch_op.f("ix_print_jobs_case_id"))
        batch_op.drop_index("ix_print_jobs_account_id_id")

    op.drop_table("print_jobs")
