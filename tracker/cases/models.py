"""Cases with their subjects, contents, teams, dated steps, extensions and acknowledged overlaps."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.cases.kinds import ClockStart, Kind
from tracker.cases.states import Basis, Outcome, Ruling, Severity, State, SubjectType, TeamRole
from tracker.extensions import Base, Placed, UtcDateTime, Versioned, coded
from tracker.organizations.states import BodyKind
from tracker.programmes.states import Rule
from tracker.regulations.cells import CellGround
from tracker.regulations.petitions import AllegationVerdict
from tracker.regulations.terms import Form


class Case(Versioned, Placed, Base):
    """One case. ``ref`` is random, so that nobody learns from a number that hidden cases exist.

    The place columns are those of the body's organization. ``clock_on`` is the date of the event from which the time
    limit runs (per kind), ``due_on`` the date computed from it; ``concluding_body_id`` the only body whose sessions may
    conclude the case.
    """

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint("period_until >= period_from", name="period_in_order"),
        CheckConstraint(
            "state NOT IN ('issued', 'conducting', 'reported', 'concluded', 'follow_up') OR decision_on IS NOT NULL",
            name="issued_has_decision",
        ),
        CheckConstraint(
            "state NOT IN ('concluded', 'follow_up', 'archived') OR concluded_on IS NOT NULL",
            name="concluded_has_date",
        ),
        Index("ix_cases_province_id_opened_at_id", "province_id", "opened_at", "id"),
        Index("ix_cases_grassroots_id_opened_at_id", "grassroots_id", "opened_at", "id"),
        Index("ix_cases_body_id_opened_at_id", "body_id", "opened_at", "id"),
        Index(
            "ix_cases_due_on_open",
            "due_on",
            sqlite_where=text("state IN ('issued', 'conducting', 'reported')"),
            postgresql_where=text("state IN ('issued', 'conducting', 'reported')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[Kind] = mapped_column(coded(Kind))
    state: Mapped[State] = mapped_column(coded(State))
    suspended_from: Mapped[State | None] = mapped_column(coded(State, name="suspended_from"))
    restricted: Mapped[bool] = mapped_column(default=False)
    # discipline of a subject is considered together with the work, before its conclusion
    combined: Mapped[bool] = mapped_column(default=False)

    title: Mapped[str] = mapped_column(String(300))
    title_key: Mapped[str] = mapped_column(String(400))  # folded title and decision number, for search
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    concluding_body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    basis: Mapped[Basis] = mapped_column(coded(Basis))
    basis_text: Mapped[str] = mapped_column(String(500))
    plan_item_id: Mapped[int | None] = mapped_column(ForeignKey("plan_items.id"), index=True)
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petitions.id"), unique=True)
    observation_id: Mapped[int | None] = mapped_column(ForeignKey("observations.id"), unique=True)
    # the case whose team came upon the signs of violation that are inspected here
    source_case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    cell_ground: Mapped[CellGround | None] = mapped_column(coded(CellGround))  # of a cell's thematic supervision
    period_from: Mapped[date]
    period_until: Mapped[date]
    directing_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)

    work_from: Mapped[date | None]
    work_until: Mapped[date | None]
    decision_on: Mapped[date | None]
    decision_number: Mapped[str | None] = mapped_column(String(60))  # "12-QĐ/UBKTĐU"
    plan_number: Mapped[str | None] = mapped_column(String(60))
    clock_start: Mapped[ClockStart] = mapped_column(coded(ClockStart))
    clock_on: Mapped[date | None]
    due_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    concluded_on: Mapped[date | None]
    archived_on: Mapped[date | None]
    closing_reason: Mapped[str] = mapped_column(Text, default="")
    cancellation: Mapped[str] = mapped_column(String(120), default="")  # the decision on it, where there is one
    cancelled_on: Mapped[date | None]

    opened_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def has_team(self) -> bool:
        """Whether a team does the work; that of a cell may be done by its secretary alone."""
        return self.body.kind is not BodyKind.CELL_MEETING or sum(one.until is None for one in self.team) > 1

    body = relationship("Body", lazy="raise", foreign_keys=[body_id])
    subjects: Mapped[list["CaseSubject"]] = relationship(
        lazy="raise", order_by="CaseSubject.number", back_populates="case", cascade="all, delete-orphan"
    )
    contents: Mapped[list["CaseContent"]] = relationship(
        lazy="raise", order_by="CaseContent.code", cascade="all, delete-orphan"
    )
    team: Mapped[list["TeamMember"]] = relationship(
        lazy="raise", order_by="TeamMember.id", cascade="all, delete-orphan"
    )
    allegations: Mapped[list["Allegation"]] = relationship(
        lazy="raise", order_by="Allegation.number", cascade="all, delete-orphan"
    )
    steps: Mapped[list["CaseStep"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    extensions: Mapped[list["Extension"]] = relationship(
        lazy="raise", order_by="Extension.decided_on", cascade="all, delete-orphan"
    )
    suspensions: Mapped[list["Suspension"]] = relationship(
        lazy="raise", order_by="Suspension.since", cascade="all, delete-orphan"
    )


class CaseSubject(Versioned, Placed, Base):
    """A subject: an organization or a member, under the name and post of the day the case was opened.

    ``organization_id`` is the subject itself, or the home organization of a member. The place columns are those of
    that organization. ``severity`` and ``outcome`` are the two axes of the conclusion; a complaint has a ``ruling``.
    """

    __tablename__ = "case_subjects"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("(type = 'member') = (member_id IS NOT NULL)", name="member_given"),
        CheckConstraint("ruling IS NULL OR ruling_reason <> ''", name="ruling_has_reason"),
        CheckConstraint(
            "ruling_form IS NULL OR (ruling IS NOT NULL AND ruling = 'change')", name="ruling_form_of_change"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    type: Mapped[SubjectType] = mapped_column(coded(SubjectType))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(400), default="")  # post and unit of a member, term of a committee
    severity: Mapped[Severity | None] = mapped_column(coded(Severity))
    outcome: Mapped[Outcome | None] = mapped_column(coded(Outcome))
    acknowledges: Mapped[bool] = mapped_column(default=False)
    # of a complaint: what becomes of the decision complained of, to what form, and why
    ruling: Mapped[Ruling | None] = mapped_column(coded(Ruling))
    ruling_form: Mapped[Form | None] = mapped_column(coded(Form, name="ruling_form"))
    ruling_text: Mapped[str] = mapped_column(String(300), default="")
    ruling_reason: Mapped[str] = mapped_column(Text, default="")

    case: Mapped[Case] = relationship(lazy="raise", back_populates="subjects")


class CaseContent(Base):
    """A content code of a case (``cases.contents``)."""

    __tablename__ = "case_contents"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)


class Allegation(Versioned, Base):
    """One content of a denunciation, as it was when the petition was accepted, and how it is concluded."""

    __tablename__ = "allegations"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    verdict: Mapped[AllegationVerdict | None] = mapped_column(coded(AllegationVerdict))
    note: Mapped[str] = mapped_column(Text, default="")
    judged_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class TeamMember(Base):
    """A person in the team, by account; exactly one head at a time.

    ``until`` is the last day of somebody who left by a recorded decision; ``replaced_by`` who came instead.
    ``conflict`` is what the person declared: None not yet, False no conflict of interest, True one, with its reason.
    """

    __tablename__ = "team_members"
    __table_args__ = (
        Index(
            "uq_team_members_present_once",
            "case_id",
            "account_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        Index(
            "uq_team_members_one_head",
            "case_id",
            unique=True,
            sqlite_where=text("role = 'head' AND until IS NULL"),
            postgresql_where=text("role = 'head' AND until IS NULL"),
        ),
        CheckConstraint("(conflict IS NULL) = (declared_on IS NULL)", name="declared_on_a_day"),
        CheckConstraint("NOT conflict OR conflict_reason <> ''", name="conflict_has_reason"),
        CheckConstraint("until IS NULL OR since IS NULL OR until >= since", name="dates_in_order"),
        Index("ix_team_members_account_id", "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[TeamRole] = mapped_column(coded(TeamRole))
    since: Mapped[date | None]
    until: Mapped[date | None]
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    conflict: Mapped[bool | None]
    conflict_reason: Mapped[str] = mapped_column(Text, default="")
    declared_on: Mapped[date | None]

    account = relationship("Account", lazy="raise", foreign_keys=[account_id])


class CaseStep(Versioned, Base):
    """A step of the kind's checklist that was done, on a day, with a note.

    ``missing`` names the subjects who still lack it: the step is begun then, and not done.
    """

    __tablename__ = "case_steps"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    done_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(500), default="")
    missing: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class Extension(Base):
    """A decided extension of the time limit, in the unit of the limit."""

    __tablename__ = "case_extensions"
    __table_args__ = (CheckConstraint("days > 0", name="days_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    days: Mapped[int]
    decided_on: Mapped[date]
    decision: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class Suspension(Base):
    """A stretch in which the case – and its clock – stood still; open while ``until`` is None."""

    __tablename__ = "case_suspensions"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    decision: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)
    resumption: Mapped[str] = mapped_column(String(120), default="")  # the decision on its end, where there is one
    resumption_reason: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


OTHER_WORKS = ("other_case_id", "external_work_id", "plan_item_id")


class OverlapAcknowledgement(Base):
    """Why a case was opened although other work on the same subject is in its way: a case, an item of a programme, or
    work of another body."""

    __tablename__ = "overlap_acknowledgements"
    __table_args__ = (
        CheckConstraint(
            " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in OTHER_WORKS) + " = 1",
            name="one_other_work",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    rule: Mapped[Rule] = mapped_column(coded(Rule))
    other_case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    external_work_id: Mapped[int | None] = mapped_column(ForeignKey("external_works.id"))
    plan_item_id: Mapped[int | None] = mapped_column(ForeignKey("plan_items.id"))
    reason: Mapped[str] = mapped_column(Text)
    acknowledged_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    acknowledged_at: Mapped[datetime] = mapped_column(UtcDateTime)
