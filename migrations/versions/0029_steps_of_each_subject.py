"""which subjects a step of the combined procedure still lacks"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_RECORDS = """
SELECT disciplines.case_id, case_subjects.name FROM disciplines
JOIN case_subjects ON case_subjects.id = disciplines.subject_id JOIN cases ON cases.id = disciplines.case_id
WHERE disciplines.combined AND disciplines.lapse_reason = '' AND cases.state <> 'archived' AND {lack} IS NULL
ORDER BY disciplines.case_id, disciplines.number
"""
_LACKS = {"self_criticism": "self_criticism_on", "hearing": "heard_on", "ballot_minutes": "ballot_minutes_id"}


def upgrade():
    with op.batch_alter_table("case_steps") as batch_op:
        batch_op.add_column(sa.Column("missing", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("case_steps") as batch_op:
        batch_op.alter_column("missing", server_default=None, existing_type=sa.Text())
    for key, column in _LACKS.items():
        _fill(key, column)


def _fill(key, column):
    """A line that the first subject filled is open again, with the names of the others; the archive stays as it is."""
    names = {}
    for case_id, name in op.get_bind().execute(sa.text(_RECORDS.format(lack=f"disciplines.{column}"))).all():
        names.setdefault(case_id, []).append(name)
    steps = sa.table("case_steps", sa.column("case_id"), sa.column("key"), sa.column("missing"))
    for case_id, missing in names.items():
        mine = (steps.c.case_id == case_id) & (steps.c.key == key)
        op.execute(sa.update(steps).where(mine).values(missing=", ".join(missing)))


def downgrade():
    with op.batch_alter_table("case_steps") as batch_op:
        batch_op.drop_column("missing")
