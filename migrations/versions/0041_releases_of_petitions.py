"""a petition or an observation comes back when the case opened on it is cancelled, on record with the reason

Petitions and observations whose case was cancelled before this come back, too: until now they stood with nobody. What
stood in a cancelled case's own words is the reason; the day of the change where no decision has one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

STATES = "('noted', 'reported', 'reminded', 'watched', 'escalated')"
REASON = "CASE WHEN c.closing_reason = '' THEN '–' ELSE c.closing_reason END"


def upgrade():
    with op.batch_alter_table("observations") as batch_op:
        batch_op.add_column(sa.Column("escalated_from", sa.String(length=40), nullable=True))
        batch_op.create_check_constraint(op.f("ck_observations_escalated_from"), f"escalated_from IN {STATES}")
    _table(
        "petition_releases",
        {"petition_id": "petitions", "case_id": "cases", "accepted_by": "accounts", "released_by": "accounts"},
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.Column("paper", sa.String(length=120), nullable=False),
    )
    _table(
        "observation_releases", {"observation_id": "observations", "case_id": "cases", "released_by": "accounts"}
    )
    op.execute(
        "INSERT INTO petition_releases (petition_id, case_id, accepted_on, accepted_by, paper, cancelled_on, reason,"
        " released_by, released_at) SELECT p.id, c.id, p.decided_on, p.decided_by, p.decision_paper, c.cancelled_on,"
        f" {REASON}, c.changed_by, c.changed_at FROM petitions p JOIN cases c ON c.petition_id = p.id"
        " WHERE p.state = 'accepted' AND c.state = 'cancelled'"
    )
    op.execute(
        "UPDATE petitions SET state = 'screened', decided_on = NULL, decided_by = NULL, decision_note = '',"
        " decision_paper = '' WHERE id IN (SELECT petition_id FROM petition_releases)"
    )
    op.execute(
        "INSERT INTO observation_releases (observation_id, case_id, cancelled_on, reason, released_by, released_at)"
        f" SELECT o.id, c.id, c.cancelled_on, {REASON}, c.changed_by, c.changed_at FROM observations o"
        " JOIN cases c ON c.observation_id = o.id WHERE o.state = 'escalated' AND c.state = 'cancelled'"
    )
    op.execute(
        "UPDATE observations SET state = 'reported' WHERE id IN (SELECT observation_id FROM observation_releases)"
    )


def _table(name, keys, *columns):
    source = next(iter(keys))
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(key, sa.Integer(), nullable=False) for key in keys),
        *columns,
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f(f"ck_{name}_reason_given")),
        *(
            sa.ForeignKeyConstraint([key], [f"{table}.id"], name=op.f(f"fk_{name}_{key}_{table}"))
            for key, table in keys.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("case_id", name=op.f(f"uq_{name}_case_id")),
    )
    op.create_index(op.f(f"ix_{name}_{source}"), name, [source])


def downgrade():
    op.drop_table("observation_releases")
    op.drop_table("petition_releases")
    with op.batch_alter_table("observations") as batch_op:
        batch_op.drop_constraint(op.f("ck_observations_escalated_from"), type_="check")
        batch_op.drop_column("escalated_from")
