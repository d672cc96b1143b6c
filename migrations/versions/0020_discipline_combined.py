"""discipline considered together with the work, before its conclusion"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_FORMS = "('reprimand', 'warning', 'removal', 'expulsion', 'dissolution')"
_COMBINED = (
    "NOT combined OR (approved_on IS NOT NULL AND approved_by <> '' AND clear_ground <> '' AND named_form IS NOT NULL)"
)
_TEXTS = (
    ("approved_by", sa.String(length=200)),
    ("clear_ground", sa.Text()),
    ("lapse_reason", sa.Text()),
)


def upgrade():
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("combined", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("cases") as batch_op:
        batch_op.alter_column("combined", server_default=None, existing_type=sa.Boolean())
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.add_column(sa.Column("combined", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("approved_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("named_form", sa.String(length=40), nullable=True))
        for name, text in _TEXTS:
            batch_op.add_column(sa.Column(name, text, nullable=False, server_default=""))
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.alter_column("combined", server_default=None, existing_type=sa.Boolean())
        for name, text in _TEXTS:
            batch_op.alter_column(name, server_default=None, existing_type=text)
        batch_op.create_check_constraint(op.f("ck_disciplines_named_form"), f"named_form IN {_FORMS}")
        batch_op.create_check_constraint(op.f("ck_disciplines_combined_is_approved"), _COMBINED)


def downgrade():
    with op.batch_alter_table("disciplines") as batch_op:
        for name in ("combined_is_approved", "named_form"):
            batch_op.drop_constraint(op.f(f"ck_disciplines_{name}"), type_="check")
    with op.batch_alter_table("disciplines") as batch_op:
        for name in ("combined", "approved_on", "named_form"):
            batch_op.drop_column(name)
        for name, _text in _TEXTS:
            batch_op.drop_column(name)
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_column("combined")
