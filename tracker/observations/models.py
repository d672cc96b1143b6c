"""Observations and whom they are about."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, Placed, UtcDateTime, Versioned, coded
from tracker.members.states import SubjectType
from tracker.observations.states import Assessment, Source, State


class Observation(Versioned, Placed, Base):
    """What an officer noted. The place columns are those of the organization of the officer's body.

    ``restricted`` is set when the case that it led to is restricted: then only its author's leader still sees it.
    """

    __tablename__ = "observations"
    __table_args__ = (
        CheckConstraint("state = 'noted' OR reported_on IS NOT NULL", name="reported_has_date"),
        CheckConstraint(
            "state IN ('noted', 'reported') OR (decided_on IS NOT NULL AND decided_by IS NOT NULL AND opinion <> '')",
            name="decided_has_opinion",
        ),
        Index("ix_observations_body_id_observed_on_id", "body_id", "observed_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    state: Mapped[State] = mapped_column(coded(State))
    observed_on: Mapped[date]
    area: Mapped[str] = mapped_column(String(200))
    source: Mapped[Source] = mapped_column(coded(Source))
    content: Mapped[str] = mapped_column(Text)
    assessment: Mapped[Assessment] = mapped_column(coded(Assessment))
    proposal: Mapped[str] = mapped_column(Text, default="")
    search_key: Mapped[str] = mapped_column(Text)
    restricted: Mapped[bool] = mapped_column(default=False)
    reported_on: Mapped[date | None]
    opinion: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    escalated_from: Mapped[State | None] = mapped_column(coded(State, name="escalated_from"))
    noted_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)

    subjects: Mapped[list["ObservationSubject"]] = relationship(
        lazy="raise", order_by="ObservationSubject.number", cascade="all, delete-orphan"
    )


class ObservationRelease(Base):
    """That an observation came back because the case it had led to was cancelled.

    ``cancelled_on`` is the day of the decision on the cancellation, None of a case that was still in preparation.
    """

    __tablename__ = "observation_releases"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observations.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), unique=True)
    cancelled_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    released_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    released_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ObservationSubject(Base):
    """Somebody an observation is about, under the name of its day."""

    __tablename__ = "observation_subjects"
    __table_args__ = (
        UniqueConstraint("observation_id", "number"),
        CheckConstraint("(type = 'member') = (member_id IS NOT NULL)", name="member_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observations.id"))
    number: Mapped[int]
    type: Mapped[SubjectType] = mapped_column(coded(SubjectType))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(400), default="")
