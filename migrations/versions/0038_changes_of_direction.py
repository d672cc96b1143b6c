"""overlaps with work in preparation, a new directing member, on what a cell's thematic supervision rests"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

ACKNOWLEDGEMENTS = ("overlap_acknowledgements", "plan_acknowledgements")
RULES = ("same_dates", "same_content", "contained", "same_quarter", "external", "officer_load", "hidden")
KINDS = ("team", "content", "period", "schedule")
PEOPLE = "(kind {among}) = (out_id IS NOT NULL OR in_id IS NOT NULL)"
WORDS = "(kind {among}) = (after = '')"
GROUNDS = ("committee", "dispersed", "groups")
GROUNDED = ("cases", "plan_entries")


def _check(table, name, condition):
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
    with op.batch_alter_table(table) as batch_op:
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), condition)


def _among(column, values):
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _rule(rules, kinds, people):
    for table in ACKNOWLEDGEMENTS:
        _check(table, "rule", _among("rule", rules))
    _check("case_amendments", "amendment_kind", _among("kind", kinds))
    _check("case_amendments", "team_names_somebody", PEOPLE.format(among=people))
    _check("case_amendments", "others_say_what", WORDS.format(among=people))


def upgrade():
    _rule((*RULES, "in_preparation"), (*KINDS, "directing"), "IN ('team', 'directing')")
    for table in GROUNDED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("cell_ground", sa.String(length=40), nullable=True))
            batch_op.create_check_constraint(op.f(f"ck_{table}_cell_ground"), _among("cell_ground", GROUNDS))


def downgrade():
    for table in GROUNDED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_cell_ground"), type_="check")
            batch_op.drop_column("cell_ground")
    for table in ACKNOWLEDGEMENTS:
        op.execute(f"UPDATE {table} SET rule = 'same_dates' WHERE rule = 'in_preparation'")
    op.execute("DELETE FROM case_amendments WHERE kind = 'directing'")
    _rule(RULES, KINDS, "= 'team'")
