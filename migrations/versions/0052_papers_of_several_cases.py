"""one decision lies in the files of several cases"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "paper_cases",
        sa.Column("paper_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_paper_cases_case_id_cases")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_paper_cases_paper_id_papers")),
        sa.PrimaryKeyConstraint("paper_id", "case_id", name=op.f("pk_paper_cases")),
    )
    op.create_index(op.f("ix_paper_cases_case_id"), "paper_cases", ["case_id"])


def downgrade():
    op.drop_index(op.f("ix_paper_cases_case_id"), table_name="paper_cases")
    op.drop_table("paper_cases")
