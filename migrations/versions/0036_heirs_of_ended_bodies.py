"""who carries on the work of the bodies of ended organizations, who came from them, and where their work has its number"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

LEFT, BODIES = "former_bodies", "bodies"
# table: the column of the body that gave the number or the address, and what is unique beside it
FIRST = {
    "petitions": ("register_body_id", ("year", "number")),
    "programmes": ("first_body_id", ("type", "year_from")),
}
# as the successions before this migration were carried out
HEIRS = {
    "committee": ("committee", "cell_meeting"),
    "standing_committee": ("standing_committee", "committee"),
    "commission": ("commission",),
    "cell_meeting": ("cell_meeting", "committee"),
}


def _key(table, column, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade():
    with op.batch_alter_table(BODIES) as batch_op:
        batch_op.add_column(sa.Column("heir_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f(f"fk_{BODIES}_heir_id_{BODIES}"), BODIES, ["heir_id"], ["id"])
        batch_op.create_index(op.f(f"ix_{BODIES}_heir_id"), ["heir_id"])
    op.create_table(
        LEFT,
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        _key(LEFT, "account_id", "accounts"),
        _key(LEFT, "body_id", BODIES),
        sa.PrimaryKeyConstraint("account_id", "body_id", name=op.f(f"pk_{LEFT}")),
    )
    _name_heirs(op.get_bind())
    for table, (column, unique) in FIRST.items():
        _keep_first(table, column, unique)


def _keep_first(table, column, unique):
    with op.batch_alter_table(table) as batch_op:
        batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
    op.execute(f"UPDATE {table} SET {column} = body_id")
    with op.batch_alter_table(table) as batch_op:
        batch_op.alter_column(column, nullable=False, existing_type=sa.Integer())
        batch_op.create_foreign_key(op.f(f"fk_{table}_{column}_{BODIES}"), BODIES, [column], ["id"])
        batch_op.drop_constraint(op.f(f"uq_{table}_{'_'.join(('body_id', *unique))}"), type_="unique")
        batch_op.create_unique_constraint(op.f(f"uq_{table}_{'_'.join((column, *unique))}"), [column, *unique])


def _name_heirs(connection):
    successors = dict(
        connection.execute(sa.text("SELECT id, successor_id FROM organizations WHERE ended_on IS NOT NULL")).all()
    )
    bodies = {}
    for body_id, organization_id, kind in connection.execute(
        sa.text("SELECT id, organization_id, kind FROM bodies ORDER BY id")
    ).all():
        bodies.setdefault(organization_id, {})[kind] = body_id
    for organization_id in successors:
        for kind, body_id in bodies.get(organization_id, {}).items():
            place, at = organization_id, kind
            while at is not None and place in successors:
                place = successors[place]
                at = next((one for one in HEIRS[at] if one in bodies.get(place, {})), None)
            if at is not None:
                values = {"heir": bodies[place][at], "body": body_id}
                connection.execute(sa.text("UPDATE bodies SET heir_id = :heir WHERE id = :body"), values)


def downgrade():
    for table, (column, unique) in FIRST.items():
        # what passed to an heir goes back to the body under which it is unique
        op.execute(f"UPDATE {table} SET body_id = {column}")
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f"uq_{table}_{'_'.join((column, *unique))}"), type_="unique")
            batch_op.drop_constraint(op.f(f"fk_{table}_{column}_{BODIES}"), type_="foreignkey")
            batch_op.create_unique_constraint(
                op.f(f"uq_{table}_{'_'.join(('body_id', *unique))}"), ["body_id", *unique]
            )
            batch_op.drop_column(column)
    op.drop_table(LEFT)
    with op.batch_alter_table(BODIES) as batch_op:
        batch_op.drop_index(op.f(f"ix_{BODIES}_heir_id"))
        batch_op.drop_constraint(op.f(f"fk_{BODIES}_heir_id_{BODIES}"), type_="foreignkey")
        batch_op.drop_column("heir_id")
