"""drafts of papers and their approval"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

DRAFTS, REMARKS, TOLD = "paper_drafts", "paper_remarks", "notifications"
STATES = ("submitted", "returned", "reviewed", "approved", "void", "superseded", "withdrawn", "issued")
DEEDS = ("submitted", "returned", "reviewed", "approved", "withdrawn")
OF_PROGRAMMES = ("programme_submitted", "programme_approved", "programme_returned")
OF_OBSERVATIONS = ("observation_decided", "observation_escalated", "observation_kept", "observation_reported")
OF_DRAFTS = ("paper_approved", "paper_returned", "paper_reviewed", "paper_submitted")
KINDS_BEFORE = (
    "assigned",
    "issued",
    "reported",
    "returned",
    "concluded",
    "vote_opened",
    "discipline_decided",
    "recommendation_reported",
    "recommendation_sent_back",
    "invited",
    "petition_screened",
    "identity_granted",
    *OF_PROGRAMMES,
    *OF_OBSERVATIONS,
)
SUBJECTS_BEFORE = ("case_id", "meeting_id", "petition_id", "plan_version_id", "observation_id")


def _one_of(subjects):
    return " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in subjects) + " = 1"


BEFORE = {"kind": f"kind IN {KINDS_BEFORE}", "one_subject": _one_of(SUBJECTS_BEFORE)}
AFTER = {
    "kind": f"kind IN {(*KINDS_BEFORE, *OF_DRAFTS)}",
    "one_subject": _one_of((*SUBJECTS_BEFORE, "paper_draft_id")),
    "paper_draft_fits_kind": f"(paper_draft_id IS NOT NULL) = (kind IN {OF_DRAFTS})",
}


def _key(table, column, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def _coded(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _drop_rules(rules):
    with op.batch_alter_table(TOLD) as batch_op:
        for name in rules:
            batch_op.drop_constraint(op.f(f"ck_{TOLD}_{name}"), type_="check")


def _set_rules(rules):
    with op.batch_alter_table(TOLD) as batch_op:
        for name, condition in rules.items():
            batch_op.create_check_constraint(op.f(f"ck_{TOLD}_{name}"), condition)


def upgrade():
    # bodies that work already go on as they did; their administrators turn it on
    with op.batch_alter_table("bodies") as batch_op:
        batch_op.add_column(sa.Column("approves_papers", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("bodies") as batch_op:
        batch_op.alter_column("approves_papers", existing_type=sa.Boolean(), server_default=None)
    _create_drafts()
    _create_remarks()
    _drop_rules(BEFORE)
    with op.batch_alter_table(TOLD) as batch_op:
        batch_op.add_column(sa.Column("paper_draft_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f(f"fk_{TOLD}_paper_draft_id_{DRAFTS}"), DRAFTS, ["paper_draft_id"], ["id"])
    _set_rules(AFTER)


def _create_drafts():
    op.create_table(
        DRAFTS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("abstract", sa.String(length=500), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("endpoint", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("state", _coded("draft_state", STATES), nullable=False),
        sa.Column("prepared_by", sa.Integer(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(case_id IS NULL) <> (meeting_id IS NULL)", name=op.f(f"ck_{DRAFTS}_one_matter")),
        sa.CheckConstraint("number > 0", name=op.f(f"ck_{DRAFTS}_number_positive")),
        sa.CheckConstraint("approved_by <> prepared_by", name=op.f(f"ck_{DRAFTS}_approved_by_another")),
        sa.CheckConstraint(
            "(approved_by IS NULL) = (approved_at IS NULL)", name=op.f(f"ck_{DRAFTS}_approved_at_a_time")
        ),
        sa.CheckConstraint(
            "(state IN ('approved', 'void', 'issued')) = (approved_by IS NOT NULL)",
            name=op.f(f"ck_{DRAFTS}_approved_by_somebody"),
        ),
        sa.CheckConstraint("(state = 'issued') = (paper_id IS NOT NULL)", name=op.f(f"ck_{DRAFTS}_issued_as_a_paper")),
        _key(DRAFTS, "case_id", "cases"),
        _key(DRAFTS, "meeting_id", "meetings"),
        _key(DRAFTS, "body_id", "bodies"),
        _key(DRAFTS, "prepared_by", "accounts"),
        _key(DRAFTS, "approved_by", "accounts"),
        _key(DRAFTS, "paper_id", "papers"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{DRAFTS}")),
        sa.UniqueConstraint("ref", name=op.f(f"uq_{DRAFTS}_ref")),
        sa.UniqueConstraint("paper_id", name=op.f(f"uq_{DRAFTS}_paper_id")),
        sa.UniqueConstraint(
            "case_id", "template", "about", "number", name=op.f(f"uq_{DRAFTS}_case_id_template_about_number")
        ),
        sa.UniqueConstraint(
            "meeting_id", "template", "about", "number", name=op.f(f"uq_{DRAFTS}_meeting_id_template_about_number")
        ),
    )
    op.create_index(f"ix_{DRAFTS}_endpoint_place", DRAFTS, ["endpoint", "place"])
    op.create_index(f"ix_{DRAFTS}_state_body_id", DRAFTS, ["state", "body_id"])
    op.create_index(op.f(f"ix_{DRAFTS}_prepared_by"), DRAFTS, ["prepared_by"])


def _create_remarks():
    op.create_table(
        REMARKS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("deed", _coded("deed", DEEDS), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("deed <> 'returned' OR comment <> ''", name=op.f(f"ck_{REMARKS}_returned_with_comment")),
        _key(REMARKS, "draft_id", DRAFTS),
        _key(REMARKS, "account_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{REMARKS}")),
    )
    op.create_index(f"ix_{REMARKS}_draft_id_id", REMARKS, ["draft_id", "id"])


def downgrade():
    _drop_rules(AFTER)
    op.execute(f"DELETE FROM {TOLD} WHERE kind NOT IN {KINDS_BEFORE}")
    with op.batch_alter_table(TOLD) as batch_op:
        batch_op.drop_constraint(op.f(f"fk_{TOLD}_paper_draft_id_{DRAFTS}"), type_="foreignkey")
        batch_op.drop_column("paper_draft_id")
    _set_rules(BEFORE)
    op.drop_table(REMARKS)
    op.drop_table(DRAFTS)
    with op.batch_alter_table("bodies") as batch_op:
        batch_op.drop_column("approves_papers")
