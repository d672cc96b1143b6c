"""observations and petitions, with the vault and the role of its receivers"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROLES = (
    *("officer", "commission_member", "vice_chair", "chair", "clerk"),
    *("committee_leader", "report_viewer", "administrator"),
)


def _allow_roles(*roles):
    with op.batch_alter_table("account_roles") as batch_op:
        batch_op.drop_constraint(op.f("ck_account_roles_role"), type_="check")
        allowed = ", ".join(repr(role) for role in roles)
        batch_op.create_check_constraint(op.f("ck_account_roles_role"), f"role IN ({allowed})")


def upgrade():
    _allow_roles(*ROLES, "petition_receiver")
    op.create_table(
        "petition_counters",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_petition_counters_body_id_bodies")),
        sa.PrimaryKeyConstraint("body_id", "year", name=op.f("pk_petition_counters")),
    )
    op.create_table(
        "observations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "noted",
                "reported",
                "reminded",
                "watched",
                "escalated",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "meeting",
                "document",
                "petition",
                "press",
                "records",
                "other",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column(
            "assessment",
            sa.Enum(
                "good", "shortcoming", "signs", name="assessment", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("central_id", sa.Integer(), nullable=True),
        sa.Column("province_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("grassroots_id", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state = 'noted' OR reported_on IS NOT NULL", name=op.f("ck_observations_reported_has_date")
        ),
        sa.CheckConstraint(
            "state IN ('noted', 'reported') OR (decided_on IS NOT NULL AND decided_by IS NOT NULL AND opinion <> '')",
            name=op.f("ck_observations_decided_has_opinion"),
        ),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_observations_body_id_bodies")),
        sa.ForeignKeyConstraint(["cell_id"], ["organizations.id"], name=op.f("fk_observations_cell_id_organizations")),
        sa.ForeignKeyConstraint(
            ["central_id"], ["organizations.id"], name=op.f("fk_observations_central_id_organizations")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name=op.f("fk_observations_decided_by_accounts")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["organizations.id"], name=op.f("fk_observations_district_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["grassroots_id"], ["organizations.id"], name=op.f("fk_observations_grassroots_id_organizations")
        ),
        sa.ForeignKeyConstraint(["noted_by"], ["accounts.id"], name=op.f("fk_observations_noted_by_accounts")),
        sa.ForeignKeyConstraint(
            ["province_id"], ["organizations.id"], name=op.f("fk_observations_province_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["organizations.id"], name=op.f("fk_observations_section_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observations")),
        sa.UniqueConstraint("ref", name=op.f("uq_observations_ref")),
    )
    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.create_index("ix_observations_body_id_observed_on_id", ["body_id", "observed_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observations_cell_id"), ["cell_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observations_central_id"), ["central_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observations_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observations_grassroots_id"), ["grassroots_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observations_noted_by"), ["noted_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_observations_province_id"), ["province_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observations_section_id"), ["section_id"], unique=False)

    op.create_table(
        "observation_subjects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "organization", "member", name="subject_type", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=400), nullable=False),
        sa.CheckConstraint(
            "(type = 'member') = (member_id IS NOT NULL)", name=op.f("ck_observation_subjects_member_given")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_observation_subjects_member_id_members")),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observations.id"], name=op.f("fk_observation_subjects_observation_id_observations")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_observation_subjects_organization_id_organizations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_subjects")),
        sa.UniqueConstraint("observation_id", "number", name=op.f("uq_observation_subjects_observation_id_number")),
    )
    with op.batch_alter_table("observation_subjects", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observation_subjects_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_subjects_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "petitions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "denunciation",
                "complaint",
                "mixed",
                "other",
                name="petition_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "screened",
                "accepted",
                "forwarded",
                "guided",
                "filed",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum("post", "delivered", "oral", name="channel", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "sender",
            sa.Enum("named", "anonymous", name="sender", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("first_received_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("abstract", sa.String(length=500), nullable=False),
        sa.Column("others_named", sa.String(length=300), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("decision_number", sa.String(length=60), nullable=False),
        sa.Column("decision_received_on", sa.Date(), nullable=True),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("observation_id", sa.Integer(), nullable=True),
        sa.Column("screened_on", sa.Date(), nullable=True),
        sa.Column(
            "proposal",
            sa.Enum(
                "screen",
                "accept",
                "forward",
                "guide",
                "file",
                "withdraw",
                name="proposal",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "ground",
            sa.Enum(
                "anonymous",
                "false_name",
                "unknown_address",
                "concluded",
                "not_accepted_before",
                "withdrawn_before",
                "not_specific",
                "not_party",
                "not_signed",
                "co_signed",
                "no_capacity",
                "before_congress",
                "copy",
                "late",
                "handled_above",
                "sentence",
                "on_behalf",
                "before_decision",
                "refused_decision",
                "transferred",
                name="ground",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("screening_note", sa.Text(), nullable=False),
        sa.Column("split_on", sa.Date(), nullable=True),
        sa.Column("split_guidance", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("decision_paper", sa.String(length=120), nullable=False),
        sa.Column("forwarded_to", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_note", sa.Text(), nullable=False),
        sa.Column("withdrawal_forced", sa.Boolean(), nullable=False),
        sa.Column("registered_by", sa.Integer(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("central_id", sa.Integer(), nullable=True),
        sa.Column("province_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("grassroots_id", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state <> 'accepted' OR kind IN ('denunciation', 'complaint')",
            name=op.f("ck_petitions_accepted_is_one_kind"),
        ),
        sa.CheckConstraint("state <> 'filed' OR ground IS NOT NULL", name=op.f("ck_petitions_filed_has_ground")),
        sa.CheckConstraint("state <> 'forwarded' OR forwarded_to <> ''", name=op.f("ck_petitions_forwarded_somewhere")),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR withdrawn_on IS NOT NULL", name=op.f("ck_petitions_withdrawn_has_date")
        ),
        sa.CheckConstraint(
            "state NOT IN ('accepted', 'forwarded', 'guided', 'filed') OR (decided_on IS NOT NULL AND decided_by IS NOT NULL)",
            name=op.f("ck_petitions_decided_has_date"),
        ),
        sa.CheckConstraint(
            "duplicate_of_id IS NULL OR duplicate_of_id <> id", name=op.f("ck_petitions_not_its_own_copy")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_petitions_number_positive")),
        sa.CheckConstraint("received_on >= first_received_on", name=op.f("ck_petitions_dates_in_order")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_petitions_body_id_bodies")),
        sa.ForeignKeyConstraint(["cell_id"], ["organizations.id"], name=op.f("fk_petitions_cell_id_organizations")),
        sa.ForeignKeyConstraint(
            ["central_id"], ["organizations.id"], name=op.f("fk_petitions_central_id_organizations")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name=op.f("fk_petitions_decided_by_accounts")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["organizations.id"], name=op.f("fk_petitions_district_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"], ["petitions.id"], name=op.f("fk_petitions_duplicate_of_id_petitions")
        ),
        sa.ForeignKeyConstraint(
            ["grassroots_id"], ["organizations.id"], name=op.f("fk_petitions_grassroots_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observations.id"], name=op.f("fk_petitions_observation_id_observations")
        ),
        sa.ForeignKeyConstraint(
            ["province_id"], ["organizations.id"], name=op.f("fk_petitions_province_id_organizations")
        ),
        sa.ForeignKeyConstraint(["registered_by"], ["accounts.id"], name=op.f("fk_petitions_registered_by_accounts")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["organizations.id"], name=op.f("fk_petitions_section_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petitions")),
        sa.UniqueConstraint("body_id", "year", "number", name=op.f("uq_petitions_body_id_year_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_petitions_ref")),
    )
    with op.batch_alter_table("petitions", schema=None) as batch_op:
        batch_op.create_index("ix_petitions_body_id_received_on_id", ["body_id", "received_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petitions_cell_id"), ["cell_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petitions_central_id"), ["central_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petitions_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petitions_duplicate_of_id"), ["duplicate_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petitions_grassroots_id"), ["grassroots_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petitions_province_id"), ["province_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petitions_section_id"), ["section_id"], unique=False)

    op.create_table(
        "identity_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("granted_by", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_identity_grants_account_id_accounts")),
        sa.ForeignKeyConstraint(["granted_by"], ["accounts.id"], name=op.f("fk_identity_grants_granted_by_accounts")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_identity_grants_petition_id_petitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_grants")),
    )
    with op.batch_alter_table("identity_grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_grants_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_identity_grants_petition_id"), ["petition_id"], unique=False)

    op.create_table(
        "identity_reveals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_identity_reveals_has_reason")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_identity_reveals_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_identity_reveals_petition_id_petitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_reveals")),
    )
    with op.batch_alter_table("identity_reveals", schema=None) as batch_op:
        batch_op.create_index("ix_identity_reveals_account_id_at", ["account_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_identity_reveals_petition_id"), ["petition_id"], unique=False)

    op.create_table(
        "petition_contents",
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_contents_petition_id_petitions")
        ),
        sa.PrimaryKeyConstraint("petition_id", "number", name=op.f("pk_petition_contents")),
    )
    op.create_table(
        "petition_identities",
        sa.Column("petition_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("id_card", sa.LargeBinary(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_identities_petition_id_petitions")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_petition_identities_recorded_by_accounts")
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_petition_identities")),
    )
    with op.batch_alter_table("petition_identities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petition_identities_fingerprint"), ["fingerprint"], unique=False)

    op.create_table(
        "petition_subjects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "organization", "member", name="subject_type", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=400), nullable=False),
        sa.CheckConstraint(
            "(type = 'member') = (member_id IS NOT NULL)", name=op.f("ck_petition_subjects_member_given")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_petition_subjects_member_id_members")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_petition_subjects_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_subjects_petition_id_petitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_subjects")),
        sa.UniqueConstraint("petition_id", "number", name=op.f("uq_petition_subjects_petition_id_number")),
    )
    with op.batch_alter_table("petition_subjects", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petition_subjects_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petition_subjects_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "allegations",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "false",
                "no_ground",
                "true_shortcoming",
                "true_violation",
                name="allegation_verdict",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_allegations_case_id_cases")),
        sa.ForeignKeyConstraint(["judged_by"], ["accounts.id"], name=op.f("fk_allegations_judged_by_accounts")),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_allegations")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("petition_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("observation_id", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_cases_observation_id"), ["observation_id"])
        batch_op.create_unique_constraint(batch_op.f("uq_cases_petition_id"), ["petition_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_cases_observation_id_observations"), "observations", ["observation_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_cases_petition_id_petitions"), "petitions", ["petition_id"], ["id"])


def downgrade():
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cases_petition_id_petitions"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_cases_observation_id_observations"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_cases_petition_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_cases_observation_id"), type_="unique")
        batch_op.drop_column("observation_id")
        batch_op.drop_column("petition_id")

    op.drop_table("allegations")
    with op.batch_alter_table("petition_subjects", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petition_subjects_organization_id"))
        batch_op.drop_index(batch_op.f("ix_petition_subjects_member_id"))

    op.drop_table("petition_subjects")
    with op.batch_alter_table("petition_identities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petition_identities_fingerprint"))

    op.drop_table("petition_identities")
    op.drop_table("petition_contents")
    with op.batch_alter_table("identity_reveals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_reveals_petition_id"))
        batch_op.drop_index("ix_identity_reveals_account_id_at")

    op.drop_table("identity_reveals")
    with op.batch_alter_table("identity_grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_grants_petition_id"))
        batch_op.drop_index(batch_op.f("ix_identity_grants_account_id"))

    op.drop_table("identity_grants")
    with op.batch_alter_table("petitions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petitions_section_id"))
        batch_op.drop_index(batch_op.f("ix_petitions_province_id"))
        batch_op.drop_index(batch_op.f("ix_petitions_grassroots_id"))
        batch_op.drop_index(batch_op.f("ix_petitions_duplicate_of_id"))
        batch_op.drop_index(batch_op.f("ix_petitions_district_id"))
        batch_op.drop_index(batch_op.f("ix_petitions_central_id"))
        batch_op.drop_index(batch_op.f("ix_petitions_cell_id"))
        batch_op.drop_index("ix_petitions_body_id_received_on_id")

    op.drop_table("petitions")
    with op.batch_alter_table("observation_subjects", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observation_subjects_organization_id"))
        batch_op.drop_index(batch_op.f("ix_observation_subjects_member_id"))

    op.drop_table("observation_subjects")
    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observations_section_id"))
        batch_op.drop_index(batch_op.f("ix_observations_province_id"))
        batch_op.drop_index(batch_op.f("ix_observations_noted_by"))
        batch_op.drop_index(batch_op.f("ix_observations_grassroots_id"))
        batch_op.drop_index(batch_op.f("ix_observations_district_id"))
        batch_op.drop_index(batch_op.f("ix_observations_central_id"))
        batch_op.drop_index(batch_op.f("ix_observations_cell_id"))
        batch_op.drop_index("ix_observations_body_id_observed_on_id")

    op.drop_table("observations")
    op.drop_table("petition_counters")
    op.execute("DELETE FROM account_roles WHERE role = 'petition_receiver'")
    _allow_roles(*ROLES)
