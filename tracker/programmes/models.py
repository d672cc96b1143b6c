"""Programmes with their versions and items, what drafters acknowledged, and the work of other bodies."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, Placed, UtcDateTime, Versioned, coded
from tracker.programmes.states import ProgrammeType, Rule, Source, State
from tracker.regulations.cells import CellGround


class Programme(Placed, Base):
    """A programme of a body for a year or a term. The place columns are those of the body's organization.

    ``first_body_id`` is the body that drew it up, under which it keeps its address; ``body_id`` carries it out, the
    heir where that one's organization has ended.
    """

    __tablename__ = "programmes"
    __table_args__ = (
        UniqueConstraint("first_body_id", "type", "year_from"),
        CheckConstraint("year_until >= year_from", name="years_in_order"),
        CheckConstraint("(type = 'term') = (year_until > year_from)", name="years_fit_type"),
        Index("ix_programmes_year_from_id", "year_from", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    first_body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    type: Mapped[ProgrammeType] = mapped_column(coded(ProgrammeType))
    year_from: Mapped[int]
    year_until: Mapped[int]
    created_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    body = relationship("Body", lazy="raise", foreign_keys=[body_id])
    first_body = relationship("Body", lazy="raise", foreign_keys=[first_body_id])
    versions: Mapped[list["PlanVersion"]] = relationship(
        lazy="raise", order_by="PlanVersion.number", back_populates="programme", cascade="all, delete-orphan"
    )

    @property
    def period(self) -> str:
        """How people and addresses name it: ``2026``, ``2025-2030``."""
        return str(self.year_from) if self.type is ProgrammeType.YEARLY else f"{self.year_from}-{self.year_until}"


class PlanVersion(Versioned, Base):
    """One version of a programme: the first, or an adjustment with the document that orders it."""

    __tablename__ = "plan_versions"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        CheckConstraint("number = 1 OR adjusting_document <> ''", name="adjustment_has_document"),
        CheckConstraint(
            "state NOT IN ('approved', 'adjusted', 'closed') OR "
            "(approved_on IS NOT NULL AND approved_by IS NOT NULL AND paper_number <> '' AND signer_name <> '')",
            name="approved_has_paper",
        ),
        CheckConstraint(
            "approved_by IS NULL OR (approved_by <> drafted_by AND approved_by <> submitted_by)",
            name="approved_by_another",
        ),
        CheckConstraint("state <> 'closed' OR closed_on IS NOT NULL", name="closed_has_date"),
        *(
            Index(
                f"uq_plan_versions_one_{name}",
                "programme_id",
                unique=True,
                sqlite_where=text(condition),
                postgresql_where=text(condition),
            )
            for name, condition in (
                ("open", "state IN ('draft', 'submitted')"),
                ("standing", "state IN ('approved', 'closed')"),
            )
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    number: Mapped[int]
    state: Mapped[State] = mapped_column(coded(State))
    adjusting_document: Mapped[str] = mapped_column(String(300), default="")
    adjusting_reason: Mapped[str] = mapped_column(Text, default="")
    drafted_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    submitted_on: Mapped[date | None]
    return_reason: Mapped[str] = mapped_column(Text, default="")
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    approved_on: Mapped[date | None]
    paper_number: Mapped[str] = mapped_column(String(60), default="")  # "03-CTr/UBKTĐU"
    signer_name: Mapped[str] = mapped_column(String(120), default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"), unique=True)  # numbered and printed here
    closed_on: Mapped[date | None]
    closing_note: Mapped[str] = mapped_column(Text, default="")

    programme: Mapped[Programme] = relationship(lazy="raise", back_populates="versions")
    entries: Mapped[list["PlanEntry"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class PlanItem(Base):
    """An item through all versions: what cases are opened from. ``number`` is its place in the programme."""

    __tablename__ = "plan_items"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    number: Mapped[int]


class PlanEntry(Versioned, Base):
    """What an item says in one version. ``changed_by`` is None where the version took it over as it was."""

    __tablename__ = "plan_entries"
    __table_args__ = (
        UniqueConstraint("version_id", "item_id"),
        CheckConstraint("period_until >= period_from", name="period_in_order"),
        CheckConstraint("quarter IS NULL OR quarter BETWEEN 1 AND 4", name="quarter_of_year"),
        CheckConstraint("NOT cancelled OR cancel_reason <> ''", name="cancelled_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_versions.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))  # a code of the kinds of work, which are listed in a later room
    matter: Mapped[str] = mapped_column(String(300))
    period_from: Mapped[date]
    period_until: Mapped[date]
    year: Mapped[int]
    quarter: Mapped[int | None]
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))  # who carries it out
    head_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    cell_ground: Mapped[CellGround | None] = mapped_column(coded(CellGround))  # of a cell's thematic supervision
    note: Mapped[str] = mapped_column(Text, default="")
    cancelled: Mapped[bool] = mapped_column(default=False)
    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    item: Mapped[PlanItem] = relationship(lazy="raise")
    body = relationship("Body", lazy="raise")
    head = relationship("Account", lazy="raise", foreign_keys=[head_id])
    subjects: Mapped[list["PlanSubject"]] = relationship(
        lazy="raise", order_by="PlanSubject.number", cascade="all, delete-orphan"
    )
    contents: Mapped[list["PlanContent"]] = relationship(
        lazy="raise", order_by="PlanContent.code", cascade="all, delete-orphan"
    )


class PlanSubject(Placed, Base):
    """A subject of an entry: an organization, or a member with his home organization, under the name of that day."""

    __tablename__ = "plan_subjects"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("plan_entries.id"))
    number: Mapped[int]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))


class PlanContent(Base):
    """A content code of an entry."""

    __tablename__ = "plan_contents"

    entry_id: Mapped[int] = mapped_column(ForeignKey("plan_entries.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)


class PlanAcknowledgement(Base):
    """Why an item was planned although something is in its way. ``other_key`` is an id within ``source``.

    A ``confidential`` one is about a restricted case and is shown to nobody.
    """

    __tablename__ = "plan_acknowledgements"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"), index=True)
    rule: Mapped[Rule] = mapped_column(coded(Rule))
    source: Mapped[Source] = mapped_column(coded(Source))
    other_key: Mapped[int]
    confidential: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text)
    acknowledged_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    acknowledged_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ExternalWork(Versioned, Base):
    """Work of another body – state inspectorate, audit – with an organization, as officers learn of it."""

    __tablename__ = "external_works"
    __table_args__ = (
        CheckConstraint("until >= since", name="dates_in_order"),
        Index("ix_external_works_since_id", "since", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    agency: Mapped[str] = mapped_column(String(200))
    matter: Mapped[str] = mapped_column(String(300), default="")
    since: Mapped[date]
    until: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
