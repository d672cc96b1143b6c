"""recordings are taken as evidence; a lower body's fault is of one of four kinds, and one missed has no decision"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

FILES = "evidence_files"
TYPES_BEFORE = ("pdf", "png", "jpeg", "docx", "xlsx", "odt", "ods", "text")
REVIEWS = "decision_reviews"
FAULTS = ("too_light", "too_heavy", "missed", "procedure")
RECORDINGS = ("mp3", "wav", "m4a", "mp4", "3gp")


def _allow(types):
    with op.batch_alter_table(FILES) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"ck_{FILES}_file_type"), type_="check")
    with op.batch_alter_table(FILES) as batch_op:
        batch_op.create_check_constraint(batch_op.f(f"ck_{FILES}_file_type"), f"type IN {types}")


def _allow_requests(requests):
    with op.batch_alter_table(REVIEWS) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"ck_{REVIEWS}_request"), type_="check")
    with op.batch_alter_table(REVIEWS) as batch_op:
        batch_op.create_check_constraint(batch_op.f(f"ck_{REVIEWS}_request"), f"request IN {requests}")


def upgrade():
    _allow(TYPES_BEFORE + RECORDINGS)
    _allow_requests(("change", "annul", "handle"))
    with op.batch_alter_table(REVIEWS) as batch_op:
        batch_op.add_column(sa.Column("fault_kind", sa.String(length=40), nullable=True))
        batch_op.alter_column("decided_on", existing_type=sa.Date(), nullable=True)
    with op.batch_alter_table(REVIEWS) as batch_op:
        batch_op.create_check_constraint(batch_op.f(f"ck_{REVIEWS}_fault"), f"fault_kind IN {FAULTS}")
        batch_op.create_check_constraint(
            batch_op.f(f"ck_{REVIEWS}_decision_unless_missed"),
            "(sign = '') = (decided_on IS NULL) AND (sign <> '' OR COALESCE(fault_kind, '') = 'missed')",
        )


def downgrade():
    recordings = f"(SELECT id FROM {FILES} WHERE type IN {RECORDINGS})"
    op.execute(f"DELETE FROM evidence_contents WHERE file_id IN {recordings}")
    op.execute(f"DELETE FROM {FILES} WHERE type IN {RECORDINGS}")
    _allow(TYPES_BEFORE)
    op.execute(f"DELETE FROM {REVIEWS} WHERE request = 'handle'")
    with op.batch_alter_table(REVIEWS) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"ck_{REVIEWS}_decision_unless_missed"), type_="check")
        batch_op.drop_constraint(batch_op.f(f"ck_{REVIEWS}_fault"), type_="check")
        batch_op.drop_column("fault_kind")
        batch_op.alter_column("decided_on", existing_type=sa.Date(), nullable=False)
    _allow_requests(("change", "annul"))
