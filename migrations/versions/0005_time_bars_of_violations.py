"""time bars: when an act was done, what it is about, which edition judges it; records that end barred"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MATTERS = ("ordinary", "internal-politics", "national-security", "false-diploma")
CHECKS = {
    "violations_have_a_matter": "(type = 'violation') = (matter IS NOT NULL)",
    "act_in_order": "committed_on >= committed_from",
    "act_has_last_day": "committed_from IS NULL OR committed_on IS NOT NULL",
    "edition_has_day": "edition IS NULL OR committed_on IS NOT NULL",
    "article_has_edition": "article IS NULL OR edition IS NOT NULL",
}
COLUMNS = (
    *("committed_from", "matter", "edition", "edition_reason", "article"),
    *("reprimand_until", "warning_until"),
)
BARRED = "bar_verdict IS NULL OR state = 'not_disciplined'"


def upgrade():
    with op.batch_alter_table("findings") as batch_op:
        batch_op.add_column(sa.Column("committed_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("matter", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("edition", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("edition_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("article", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("reprimand_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("warning_until", sa.Date(), nullable=True))
    # What was recorded until now were acts of one day without a special matter. Their edition stays open: nobody chose.
    op.execute("UPDATE findings SET matter = 'ordinary' WHERE type = 'violation'")
    with op.batch_alter_table("findings") as batch_op:
        batch_op.alter_column("edition_reason", server_default=None)
        batch_op.create_check_constraint(op.f("ck_findings_matter"), f"matter IN {MATTERS}")
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_findings_{name}"), condition)
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.add_column(sa.Column("bar_verdict", sa.JSON(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_disciplines_only_undisciplined_are_barred"), BARRED)


def downgrade():
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.drop_constraint(op.f("ck_disciplines_only_undisciplined_are_barred"), type_="check")
        batch_op.drop_column("bar_verdict")
    with op.batch_alter_table("findings") as batch_op:
        for name in ("matter", *CHECKS):
            batch_op.drop_constraint(op.f(f"ck_findings_{name}"), type_="check")
        for name in COLUMNS:
            batch_op.drop_column(name)
