"""complaints: the petition they came by, decision and announcement apart; the form that a ruling gives"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FORMS = ("reprimand", "warning", "removal", "expulsion", "dissolution")
STATES = ("received", "accepted", "heard", "decided", "announced", "refused", "withdrawn")
_ADOPTED = (
    " AND decision <> '' AND old_form IS NOT NULL AND members IS NOT NULL AND votes_for IS NOT NULL"
    " AND session_on IS NOT NULL AND votes_for * 2 > members AND votes_for <= members)"
)
_HEARD = "(met_on IS NOT NULL AND body_met_on IS NOT NULL AND cell_remark_on IS NOT NULL)"
BEFORE = {
    "appeal_state": f"state IN {tuple(code for code in STATES if code != 'announced')}",
    "heard_has_dates": f"state NOT IN ('heard', 'decided') OR {_HEARD}",
    "decided_is_adopted": "state <> 'decided' OR (outcome IS NOT NULL AND decided_on IS NOT NULL"
    " AND announced_on IS NOT NULL AND announced_on >= decided_on" + _ADOPTED,
    "paper_is_of_decision": "paper_id IS NULL OR state = 'decided'",
}
AFTER = {
    "appeal_state": f"state IN {STATES}",
    "heard_has_dates": f"state NOT IN ('heard', 'decided', 'announced') OR {_HEARD}",
    "decided_is_adopted": "state NOT IN ('decided', 'announced') OR (outcome IS NOT NULL AND decided_on IS NOT NULL"
    + _ADOPTED,
    "paper_is_of_decision": "paper_id IS NULL OR state IN ('decided', 'announced')",
}
ONLY_AFTER = {
    "announced_has_date": "(state = 'announced') = (announced_on IS NOT NULL)",
    "announced_after_decision": "announced_on IS NULL OR announced_on >= decided_on",
    "annulled_is_restored": "(restore_by IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'annulled')",
}
INDEXES_BEFORE = {"one_handled": ("accepted", "heard"), "round_decided": ("decided",)}
INDEXES_AFTER = {"one_handled": ("accepted", "heard", "decided"), "round_decided": ("decided", "announced")}
INDEXED = {"one_handled": ["discipline_id"], "round_decided": ["discipline_id", "round"]}


def _drop_rules(checks, indexes):
    with op.batch_alter_table("appeals") as batch_op:
        for name in checks:
            batch_op.drop_constraint(op.f(f"ck_appeals_{name}"), type_="check")
        for name in indexes:
            batch_op.drop_index(f"uq_appeals_{name}")


def _set_rules(checks, indexes):
    with op.batch_alter_table("appeals") as batch_op:
        for name, condition in checks.items():
            batch_op.create_check_constraint(op.f(f"ck_appeals_{name}"), condition)
        for name, states in indexes.items():
            quoted = ", ".join(f"'{state}'" for state in states)
            where = sa.text(f"state IN ({quoted})" if len(states) > 1 else f"state = {quoted}")
            batch_op.create_index(
                f"uq_appeals_{name}", INDEXED[name], unique=True, sqlite_where=where, postgresql_where=where
            )


def upgrade():
    _drop_rules(BEFORE, INDEXES_BEFORE)
    with op.batch_alter_table("appeals") as batch_op:
        batch_op.add_column(sa.Column("petition_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_appeals_petition_id_petitions"), "petitions", ["petition_id"], ["id"])
        batch_op.create_unique_constraint(
            op.f("uq_appeals_petition_id_discipline_id"), ["petition_id", "discipline_id"]
        )
        batch_op.add_column(sa.Column("restore_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("announced_by", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("announcement", sa.String(length=500), nullable=False, server_default=""))
    with op.batch_alter_table("appeals") as batch_op:
        batch_op.alter_column("announced_by", server_default=None, existing_type=sa.String(length=200))
        batch_op.alter_column("announcement", server_default=None, existing_type=sa.String(length=500))
    # so far a decision was recorded with its announcement
    op.execute("UPDATE appeals SET state = 'announced' WHERE state = 'decided'")
    op.execute(
        "UPDATE appeals SET restore_by = (SELECT MAX(due_on) FROM restoration_parts WHERE appeal_id = appeals.id)"
        " WHERE outcome = 'annulled'"
    )
    _set_rules(AFTER | ONLY_AFTER, INDEXES_AFTER)
    with op.batch_alter_table("case_subjects") as batch_op:
        batch_op.add_column(sa.Column("ruling_form", sa.String(length=40), nullable=True))
        batch_op.create_check_constraint(op.f("ck_case_subjects_ruling_form"), f"ruling_form IN {FORMS}")
        only_changed = "ruling_form IS NULL OR (ruling IS NOT NULL AND ruling = 'change')"
        batch_op.create_check_constraint(op.f("ck_case_subjects_ruling_form_of_change"), only_changed)


def downgrade():
    with op.batch_alter_table("case_subjects") as batch_op:
        batch_op.drop_constraint(op.f("ck_case_subjects_ruling_form_of_change"), type_="check")
        batch_op.drop_constraint(op.f("ck_case_subjects_ruling_form"), type_="check")
        batch_op.drop_column("ruling_form")
    _drop_rules(AFTER | ONLY_AFTER, INDEXES_AFTER)
    # a decision that was not announced had no place: the complaint waits for it again
    op.execute(
        "UPDATE appeals SET state = 'heard', outcome = NULL, new_form = NULL, old_form = NULL, paper_id = NULL,"
        " decision = '', decided_on = NULL, session_on = NULL, members = NULL, votes_for = NULL"
        " WHERE state = 'decided'"
    )
    op.execute("UPDATE appeals SET state = 'decided' WHERE state = 'announced'")
    with op.batch_alter_table("appeals") as batch_op:
        batch_op.drop_constraint(op.f("uq_appeals_petition_id_discipline_id"), type_="unique")
        batch_op.drop_constraint(op.f("fk_appeals_petition_id_petitions"), type_="foreignkey")
        for column in ("petition_id", "restore_by", "announced_by", "announcement"):
            batch_op.drop_column(column)
    _set_rules(BEFORE, INDEXES_BEFORE)
