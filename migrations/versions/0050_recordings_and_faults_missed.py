"""recordings are taken as evidence"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

FILES = "evidence_files"
TYPES_BEFORE = ("pdf", "png", "jpeg", "docx", "xlsx", "odt", "ods", "text")
RECORDINGS = ("mp3", "wav", "m4a", "mp4", "3gp")


def _allow(types):
    with op.batch_alter_table(FILES) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"ck_{FILES}_file_type"), type_="check")
    with op.batch_alter_table(FILES) as batch_op:
        batch_op.create_check_constraint(batch_op.f(f"ck_{FILES}_file_type"), f"type IN {types}")


def upgrade():
    _allow(TYPES_BEFORE + RECORDINGS)


def downgrade():
    recordings = f"(SELECT id FROM {FILES} WHERE type IN {RECORDINGS})"
    op.execute(f"DELETE FROM evidence_contents WHERE file_id IN {recordings}")
    op.execute(f"DELETE FROM {FILES} WHERE type IN {RECORDINGS}")
    _allow(TYPES_BEFORE)
