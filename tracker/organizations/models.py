"""Organizations with their dated names, parents and events; their deciding bodies and terms."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, Placed, Versioned, coded
from tracker.organizations.states import BodyKind, EventKind, Level


class Organization(Versioned, Placed, Base):
    """A Party organization through all its names. ``name``, ``level``, ``parent_id`` repeat the present version.

    ``search_key`` holds the folded code and all names, present and past. ``ended_on`` is its last day.
    """

    __tablename__ = "organizations"
    __table_args__ = (Index("ix_organizations_parent_id_name", "parent_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    level: Mapped[Level] = mapped_column(coded(Level))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    search_key: Mapped[str] = mapped_column(String(2000))
    founded_on: Mapped[date]
    ended_on: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))

    names: Mapped[list["OrganizationName"]] = relationship(
        lazy="raise", order_by="OrganizationName.since", cascade="all, delete-orphan"
    )
    parents: Mapped[list["OrganizationParent"]] = relationship(
        lazy="raise",
        order_by="OrganizationParent.since",
        foreign_keys="OrganizationParent.organization_id",
        cascade="all, delete-orphan",
    )
    present_members = relationship(
        "Member",
        viewonly=True,
        lazy="raise",
        primaryjoin="and_(Organization.id == foreign(Member.organization_id), Member.left_on.is_(None))",
    )


class OrganizationName(Base):
    """A name and level of an organization, ``since`` … ``until`` inclusive (None = still)."""

    __tablename__ = "organization_names"
    __table_args__ = (
        UniqueConstraint("organization_id", "since"),
        CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    name: Mapped[str] = mapped_column(String(200))
    level: Mapped[Level] = mapped_column(coded(Level))
    since: Mapped[date]
    until: Mapped[date | None]
    decision: Mapped[str] = mapped_column(String(200), default="")


class OrganizationParent(Base):
    """The organization directly above, ``since`` … ``until`` inclusive (None = still)."""

    __tablename__ = "organization_parents"
    __table_args__ = (
        UniqueConstraint("organization_id", "since"),
        CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    parent_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    decision: Mapped[str] = mapped_column(String(200), default="")


class OrganizationEvent(Base):
    """One event in an organization's life, with the paper that ordered it and the other organization concerned."""

    __tablename__ = "organization_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    kind: Mapped[EventKind] = mapped_column(coded(EventKind))
    happened_on: Mapped[date]
    other_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    decision: Mapped[str] = mapped_column(String(200), default="")


class Term(Base):
    """A term of an organization's committee (``2025–2030``); official numbers run through a term."""

    __tablename__ = "terms"
    __table_args__ = (
        UniqueConstraint("organization_id", "since"),
        CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    name: Mapped[str] = mapped_column(String(40))
    since: Mapped[date]
    until: Mapped[date | None]


class Body(Versioned, Base):
    """A collective that decides and issues papers: committee, standing committee, commission, cell meeting.

    The letterhead is free text, as the body itself writes it: ``letterhead_parent`` ``ĐẢNG UỶ PHƯỜNG X``,
    ``letterhead_name`` ``UỶ BAN KIỂM TRA``, ``sign`` ``UBKTĐU``, ``authority`` ``T/M UỶ BAN KIỂM TRA``.
    ``seats`` is the number of its official members, the denominator of its votes. ``working_rules`` cites its working
    regulations as papers name them. ``approves_papers``: no paper of it gets a number before its text is approved.
    ``heir_id`` is the living body that carries on the work of one whose organization has ended.
    """

    __tablename__ = "bodies"
    __table_args__ = (UniqueConstraint("organization_id", "kind"), CheckConstraint("seats > 0", name="seats_positive"))

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    kind: Mapped[BodyKind] = mapped_column(coded(BodyKind))
    name: Mapped[str] = mapped_column(String(200))
    letterhead_parent: Mapped[str] = mapped_column(String(200))
    letterhead_name: Mapped[str] = mapped_column(String(200))
    sign: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(80))
    authority: Mapped[str] = mapped_column(String(120))
    seats: Mapped[int]
    working_rules: Mapped[str] = mapped_column(String(300), default="")
    approves_papers: Mapped[bool] = mapped_column(default=True)

    heir_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)

    organization: Mapped[Organization] = relationship(lazy="raise")
    heir: Mapped["Body | None"] = relationship(lazy="raise", remote_side=[id])
