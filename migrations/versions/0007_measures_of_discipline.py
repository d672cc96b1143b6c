"""measures of discipline: roles in a vote, circumstances, deferral, execution, end, suspension, responsibility"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATES = ("proposed", "reviewing", "voted", "not_disciplined", "decided", "in_force", "referred")
NEW_STATES = ("postponed", "expired")
OPEN = "state IN ('proposed', 'reviewing', 'voted', 'decided')"
NEW_OPEN = "state IN ('proposed', 'reviewing', 'postponed', 'voted', 'decided')"
PAPER_TYPES = ("decision", "plan", "notice", "report")
FORMS = ("reprimand", "warning", "removal", "expulsion", "dissolution")
LEVELS = ("cell", "section", "grassroots", "district", "province", "central")
SUBJECTS = ("organization", "full-member", "probationary-member")
ROLES = ("proposing", "deciding")
ITEMS = sa.table(
    "agenda_items",
    sa.column("id", sa.Integer),
    sa.column("vote_subject", sa.String),
    sa.column("vote_holds_post", sa.Boolean),
    sa.column("vote_roles", sa.JSON),
)
DECIDED = "state NOT IN ('decided', 'in_force') OR (decided_form IS NOT NULL AND decided_on IS NOT NULL AND paper_id IS NOT NULL AND agenda_item_id IS NOT NULL)"
NEW_DECIDED = DECIDED.replace("'in_force')", "'in_force', 'expired')")


def _in(column, values):
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _coded(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _replace_check(batch_op, name, condition):
    batch_op.drop_constraint(op.f(name), type_="check")
    batch_op.create_check_constraint(op.f(name), condition)


def upgrade():
    for table in ("papers", "number_counters"):
        with op.batch_alter_table(table) as batch_op:
            _replace_check(batch_op, f"ck_{table}_paper_type", _in("type", (*PAPER_TYPES, "minutes")))
    _widen_agenda_items()
    _widen_disciplines()
    _keep_what_was_voted()
    _create_tables()


def _widen_agenda_items():
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.add_column(sa.Column("vote_subject", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("vote_holds_post", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("vote_roles", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("left_out", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("left_out_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("ballots_issued", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ballots_invalid", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("teller_head", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("teller_secretary", sa.String(length=120), nullable=False, server_default=""))
        batch_op.create_check_constraint(op.f("ck_agenda_items_vote_subject"), _in("vote_subject", SUBJECTS))
        batch_op.create_check_constraint(
            op.f("ck_agenda_items_left_out_has_reason"), "left_out >= 0 AND (left_out = 0 OR left_out_reason <> '')"
        )
        batch_op.create_check_constraint(op.f("ck_agenda_items_invalid_not_negative"), "ballots_invalid >= 0")
    with op.batch_alter_table("agenda_items") as batch_op:
        for name in ("left_out", "left_out_reason", "ballots_invalid", "teller_head", "teller_secretary"):
            batch_op.alter_column(name, server_default=None)


def _widen_disciplines():
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.drop_index("uq_disciplines_one_open")
        for name, values in (
            ("base_form", FORMS),
            ("voted_role", ROLES),
            ("managing_level", LEVELS),
            ("committee_level", LEVELS),
        ):
            batch_op.add_column(sa.Column(name, sa.String(length=40), nullable=True))
            batch_op.create_check_constraint(op.f(f"ck_disciplines_{name}"), _in(name, values))
        batch_op.add_column(sa.Column("superior_task", sa.Boolean(), nullable=False, server_default=sa.false()))
        for name in ("departure_reason", "decided_departure_reason", "exempt_reason"):
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("ballot_minutes_id", sa.Integer(), nullable=True))
        for name in ("complained_on", "complaint_settled_on", "ends_on"):
            batch_op.add_column(sa.Column(name, sa.Date(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_disciplines_ballot_minutes_id_papers"), "papers", ["ballot_minutes_id"], ["id"]
        )
        _replace_check(batch_op, "ck_disciplines_state", _in("state", (*STATES, *NEW_STATES)))
        _replace_check(batch_op, "ck_disciplines_decided_has_vote_and_paper", NEW_DECIDED)
        _replace_check(
            batch_op,
            "ck_disciplines_in_force_is_announced",
            "state NOT IN ('in_force', 'expired') OR announced_on IS NOT NULL",
        )
        batch_op.create_index(
            "uq_disciplines_one_open",
            ["subject_id"],
            unique=True,
            sqlite_where=sa.text(NEW_OPEN),
            postgresql_where=sa.text(NEW_OPEN),
        )


def _keep_what_was_voted():
    """What earlier ballots were counted with becomes a fact of each: the body decided on every form."""
    op.execute("UPDATE disciplines SET base_form = proposed_form")
    op.execute("UPDATE disciplines SET voted_role = 'deciding' WHERE agenda_item_id IS NOT NULL")
    # ``+ 12 months`` in the words of each database; a last day that a shorter month lacks becomes that month's last
    if op.get_bind().dialect.name == "postgresql":
        later = "(announced_on + INTERVAL '12 months')::date"
    else:
        later = "CASE WHEN strftime('%m-%d', announced_on) = '02-29' THEN date(announced_on, '+1 year', '-1 day') ELSE date(announced_on, '+1 year') END"
    op.execute(
        f"UPDATE disciplines SET ends_on = {later} WHERE announced_on IS NOT NULL AND decided_form NOT IN ('expulsion', 'dissolution')"
    )
    connection, roles = op.get_bind(), dict.fromkeys(FORMS, "deciding")
    voted = connection.execute(
        sa.text(
            "SELECT d.agenda_item_id, d.holds_post, s.member_id, m.official_on, g.held_on FROM disciplines d"
            " JOIN case_subjects s ON s.id = d.subject_id LEFT JOIN members m ON m.id = s.member_id"
            " JOIN agenda_items i ON i.id = d.agenda_item_id JOIN meetings g ON g.id = i.meeting_id"
        )
    ).all()
    for item_id, holds_post, member_id, official_on, held_on in voted:
        official = official_on is not None and str(official_on) <= str(held_on)
        subject = "organization" if member_id is None else "full-member" if official else "probationary-member"
        values = {"vote_subject": subject, "vote_holds_post": bool(holds_post), "vote_roles": roles}
        connection.execute(ITEMS.update().where(ITEMS.c.id == item_id).values(values))
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.alter_column("base_form", nullable=False, existing_type=sa.String(length=40))
        for name in ("superior_task", "departure_reason", "decided_departure_reason", "exempt_reason"):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_check_constraint(
            op.f("ck_disciplines_expired_has_end"), "state <> 'expired' OR ends_on IS NOT NULL"
        )
        batch_op.create_check_constraint(
            op.f("ck_disciplines_decided_in_that_role"),
            "state NOT IN ('decided', 'in_force', 'expired') OR (voted_role IS NOT NULL AND voted_role = 'deciding')",
        )
        batch_op.create_check_constraint(
            op.f("ck_disciplines_complaint_in_order"),
            "complaint_settled_on IS NULL OR (complained_on IS NOT NULL AND complaint_settled_on >= complained_on)",
        )


def _create_tables():
    op.create_table(
        "activity_suspensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", _coded("paused", ("party_activity", "committee_activity", "organization")), nullable=False),
        sa.Column("ground", _coded("ground", ("obstruction", "worsening", "indicted", "prosecuted")), nullable=False),
        sa.Column("ground_text", sa.Text(), nullable=False),
        sa.Column("body_name", sa.String(length=200), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("by_proceedings", sa.Boolean(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("own_reason", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("extended_days", sa.Integer(), nullable=False),
        sa.Column("extension", sa.String(length=200), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "days IS NULL OR (days > 0 AND own_reason <> '')", name=op.f("ck_activity_suspensions_own_limit_has_reason")
        ),
        sa.CheckConstraint(
            "extended_days = 0 OR extension <> ''", name=op.f("ck_activity_suspensions_extension_has_decision")
        ),
        sa.CheckConstraint(
            "due_on IS NOT NULL OR by_proceedings", name=op.f("ck_activity_suspensions_due_unless_by_proceedings")
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= since", name=op.f("ck_activity_suspensions_dates_in_order")
        ),
        sa.CheckConstraint("extended_days >= 0", name=op.f("ck_activity_suspensions_extension_not_negative")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_activity_suspensions_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_activity_suspensions_recorded_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["case_subjects.id"], name=op.f("fk_activity_suspensions_subject_id_case_subjects")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_suspensions")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_activity_suspensions_case_id_number")),
    )
    with op.batch_alter_table("activity_suspensions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_suspensions_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(
            "uq_activity_suspensions_one_open",
            ["subject_id", "kind"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "authority_overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discipline_id", sa.Integer(), nullable=False),
        sa.Column("step", _coded("step", ("propose", "vote", "decide", "refer")), nullable=False),
        sa.Column("form", _coded("form", FORMS), nullable=False),
        sa.Column("probable", _coded("probable", ("decides", "proposes", "no", "unconfirmed")), nullable=True),
        sa.Column("role", _coded("role", ROLES), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_authority_overrides_has_reason")),
        sa.ForeignKeyConstraint(
            ["discipline_id"], ["disciplines.id"], name=op.f("fk_authority_overrides_discipline_id_disciplines")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_authority_overrides_recorded_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_overrides")),
    )
    with op.batch_alter_table("authority_overrides", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_authority_overrides_discipline_id"), ["discipline_id"], unique=False)

    op.create_table(
        "deferrals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discipline_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("cited", sa.String(length=120), nullable=False),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "evidence <> '' AND (key IS NOT NULL OR ground <> '')", name=op.f("ck_deferrals_has_ground_and_evidence")
        ),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= since", name=op.f("ck_deferrals_end_in_order")),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_deferrals_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["discipline_id"], ["disciplines.id"], name=op.f("fk_deferrals_discipline_id_disciplines")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_deferrals_recorded_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deferrals")),
    )
    with op.batch_alter_table("deferrals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deferrals_discipline_id"), ["discipline_id"], unique=False)
        batch_op.create_index(
            "uq_deferrals_one_open",
            ["discipline_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "discipline_circumstances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discipline_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        sa.Column(
            "bearing", _coded("bearing", ("mitigating", "aggravating", "exempting", "deferring")), nullable=False
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("cited", sa.String(length=120), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("bearing <> 'deferring'", name=op.f("ck_discipline_circumstances_bears_on_the_form")),
        sa.CheckConstraint("note <> ''", name=op.f("ck_discipline_circumstances_has_note")),
        sa.ForeignKeyConstraint(
            ["discipline_id"], ["disciplines.id"], name=op.f("fk_discipline_circumstances_discipline_id_disciplines")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_discipline_circumstances_recorded_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discipline_circumstances")),
        sa.UniqueConstraint("discipline_id", "number", name=op.f("uq_discipline_circumstances_discipline_id_number")),
    )
    with op.batch_alter_table("discipline_circumstances", schema=None) as batch_op:
        batch_op.create_index(
            "uq_discipline_circumstances_once",
            ["discipline_id", "key"],
            unique=True,
            sqlite_where=sa.text("key IS NOT NULL"),
            postgresql_where=sa.text("key IS NOT NULL"),
        )

    op.create_table(
        "execution_steps",
        sa.Column("discipline_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["discipline_id"], ["disciplines.id"], name=op.f("fk_execution_steps_discipline_id_disciplines")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_execution_steps_recorded_by_accounts")),
        sa.PrimaryKeyConstraint("discipline_id", "key", name=op.f("pk_execution_steps")),
    )
    op.create_table(
        "responsibility_reviews",
        sa.Column("discipline_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("head_name", sa.String(length=200), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("findings <> ''", name=op.f("ck_responsibility_reviews_has_words")),
        sa.ForeignKeyConstraint(
            ["discipline_id"], ["disciplines.id"], name=op.f("fk_responsibility_reviews_discipline_id_disciplines")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_responsibility_reviews_recorded_by_accounts")
        ),
        sa.PrimaryKeyConstraint("discipline_id", name=op.f("pk_responsibility_reviews")),
    )


def downgrade():
    for table in (
        "responsibility_reviews",
        "execution_steps",
        "discipline_circumstances",
        "deferrals",
        "authority_overrides",
        "activity_suspensions",
    ):
        op.drop_table(table)
    op.execute("UPDATE disciplines SET state = 'in_force' WHERE state = 'expired'")
    op.execute("UPDATE disciplines SET state = 'reviewing' WHERE state = 'postponed'")
    with op.batch_alter_table("disciplines") as batch_op:
        batch_op.drop_index("uq_disciplines_one_open")
        for name in ("complaint_in_order", "decided_in_that_role", "expired_has_end", *_CODED):
            batch_op.drop_constraint(op.f(f"ck_disciplines_{name}"), type_="check")
        batch_op.drop_constraint(op.f("fk_disciplines_ballot_minutes_id_papers"), type_="foreignkey")
        _replace_check(batch_op, "ck_disciplines_state", _in("state", STATES))
        _replace_check(batch_op, "ck_disciplines_decided_has_vote_and_paper", DECIDED)
        _replace_check(
            batch_op, "ck_disciplines_in_force_is_announced", "state <> 'in_force' OR announced_on IS NOT NULL"
        )
        for name in (*_CODED, *_ADDED):
            batch_op.drop_column(name)
        batch_op.create_index(
            "uq_disciplines_one_open",
            ["subject_id"],
            unique=True,
            sqlite_where=sa.text(OPEN),
            postgresql_where=sa.text(OPEN),
        )
    with op.batch_alter_table("agenda_items") as batch_op:
        for name in ("invalid_not_negative", "left_out_has_reason", "vote_subject"):
            batch_op.drop_constraint(op.f(f"ck_agenda_items_{name}"), type_="check")
        for name in _ITEM:
            batch_op.drop_column(name)
    for table in ("papers", "number_counters"):
        with op.batch_alter_table(table) as batch_op:
            _replace_check(batch_op, f"ck_{table}_paper_type", _in("type", PAPER_TYPES))


_CODED = ("base_form", "voted_role", "managing_level", "committee_level")
_ADDED = (
    "superior_task",
    "departure_reason",
    "decided_departure_reason",
    "exempt_reason",
    "ballot_minutes_id",
    "complained_on",
    "complaint_settled_on",
    "ends_on",
)
_ITEM = (
    "vote_subject",
    "vote_holds_post",
    "vote_roles",
    "left_out",
    "left_out_reason",
    "ballots_issued",
    "ballots_invalid",
    "teller_head",
    "teller_secretary",
)
