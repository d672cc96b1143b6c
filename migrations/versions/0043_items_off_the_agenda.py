"""an item is taken off the agenda, a session is cancelled; a decision to return a case is carried out once"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

TOLD = "notifications"
NEW_KIND = "session_cancelled"
RESULTS = ("adopted", "returned", "rejected")
STATES = ("planned", "held")


def _allow(table, name, column, codes):
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        rule = f"{column} IN ({', '.join(repr(code) for code in codes)})"
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)


def _kinds():
    """The kinds that may be told now: other migrations add to them too."""
    rules = sa.inspect(op.get_bind()).get_check_constraints(TOLD)
    (rule,) = [row["sqltext"] for row in rules if row["name"] == f"ck_{TOLD}_kind"]
    return re.findall(r"'(\w+)'", rule)


def upgrade():
    _allow("agenda_items", "result", "result", (*RESULTS, "withdrawn"))
    _allow("item_votes", "result", "result", (*RESULTS, "withdrawn"))
    _allow("meetings", "session_state", "state", (*STATES, "cancelled"))
    _allow(TOLD, "kind", "kind", [*_kinds(), NEW_KIND])
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.add_column(sa.Column("sent_back_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("meetings") as batch_op:
        batch_op.add_column(sa.Column("cancel_reason", sa.String(300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("cancelled_on", sa.Date(), nullable=True))
    with op.batch_alter_table("meetings") as batch_op:
        batch_op.alter_column("cancel_reason", server_default=None, existing_type=sa.String(300))
        batch_op.create_check_constraint(
            op.f("ck_meetings_cancelled_has_reason"),
            "state <> 'cancelled' OR (cancel_reason <> '' AND cancelled_on IS NOT NULL)",
        )


def downgrade():
    op.execute(f"DELETE FROM {TOLD} WHERE kind = '{NEW_KIND}'")
    _allow(TOLD, "kind", "kind", [kind for kind in _kinds() if kind != NEW_KIND])
    with op.batch_alter_table("meetings") as batch_op:
        batch_op.drop_constraint(op.f("ck_meetings_cancelled_has_reason"), type_="check")
        batch_op.drop_column("cancelled_on")
        batch_op.drop_column("cancel_reason")
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.drop_column("sent_back_at")
    # what was taken off counted as returned before
    op.execute("UPDATE agenda_items SET result = 'returned' WHERE result = 'withdrawn'")
    op.execute("UPDATE meetings SET state = 'planned' WHERE state = 'cancelled'")
    _allow("meetings", "session_state", "state", STATES)
    _allow("item_votes", "result", "result", RESULTS)
    _allow("agenda_items", "result", "result", RESULTS)
