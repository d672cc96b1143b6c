"""Recorded changes of decided cases, and missions: one team that carries several cases."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.cases.states import TeamRole
from tracker.extensions import Base, UtcDateTime, Versioned, coded
from tracker.teams.states import AmendmentKind


class CaseAmendment(Base):
    """A change by a decision after the first one; of ``out_id``/``in_id`` and ``before``/``after`` one pair is set.

    ``before`` and ``after`` are content codes, or two ISO days, separated by commas; the names of the subjects, a line
    each; or the subject matter.
    """

    __tablename__ = "case_amendments"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint(
            "(kind IN ('team', 'directing')) = (out_id IS NOT NULL OR in_id IS NOT NULL)", name="team_names_somebody"
        ),
        CheckConstraint("(kind IN ('team', 'directing')) = (after = '')", name="others_say_what"),
        CheckConstraint("from_on >= decided_on", name="holds_from_decision"),
        CheckConstraint("reason <> ''", name="has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    kind: Mapped[AmendmentKind] = mapped_column(coded(AmendmentKind))
    decision: Mapped[str] = mapped_column(String(120))
    decided_on: Mapped[date]
    from_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    out_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    in_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    out = relationship("Account", lazy="raise", foreign_keys=[out_id])
    into = relationship("Account", lazy="raise", foreign_keys=[in_id])


class Mission(Versioned, Base):
    """A team on the road with several cases of one body. ``ref`` is random, as that of a case."""

    __tablename__ = "missions"
    __table_args__ = (CheckConstraint("work_until >= work_from", name="dates_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    work_from: Mapped[date]
    work_until: Mapped[date]
    opened_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)

    body = relationship("Body", lazy="raise")
    people: Mapped[list["MissionMember"]] = relationship(lazy="raise", order_by="MissionMember.id")


class MissionMember(Base):
    """A person of a mission; exactly one head."""

    __tablename__ = "mission_members"
    __table_args__ = (
        UniqueConstraint("mission_id", "account_id"),
        Index(
            "uq_mission_members_one_head",
            "mission_id",
            unique=True,
            sqlite_where=text("role = 'head'"),
            postgresql_where=text("role = 'head'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("missions.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[TeamRole] = mapped_column(coded(TeamRole))

    account = relationship("Account", lazy="raise")


class MissionCase(Base):
    """That a case belongs to a mission; to one at most."""

    __tablename__ = "mission_cases"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("missions.id"), index=True)
