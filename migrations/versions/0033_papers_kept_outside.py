"""classified papers of which only the line is kept; the texts of their drafts may be emptied (triggers, env.py)"""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_RULES = {
    "frozen_with_version": "(context IS NULL) = (template_version IS NULL)",
    "only_secret_unkept": "template IS NULL OR context IS NOT NULL OR secrecy <> 'ordinary'",
}


def upgrade():
    op.execute("UPDATE papers SET template_version = '' WHERE context IS NOT NULL AND template_version IS NULL")
    op.execute("UPDATE papers SET template = NULL, template_version = NULL WHERE context IS NULL")
    with op.batch_alter_table("papers") as batch_op:
        for name, rule in _RULES.items():
            batch_op.create_check_constraint(op.f(f"ck_papers_{name}"), rule)


def downgrade():
    with op.batch_alter_table("papers") as batch_op:
        for name in _RULES:
            batch_op.drop_constraint(op.f(f"ck_papers_{name}"), type_="check")
    op.execute("UPDATE papers SET template = NULL WHERE context IS NULL")
