"""Sessions (kỳ họp, hội nghị) with attendance and agenda items."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, UtcDateTime, Versioned, coded
from tracker.meetings.states import Purpose, Result, SessionState
from tracker.regulations.terms import Subject


class Meeting(Versioned, Base):
    """A session of a body. ``seats`` is the number of its members on the day: the denominator of every vote."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("present IS NULL OR (present > 0 AND present <= seats)", name="present_within_seats"),
        CheckConstraint("state <> 'held' OR (present IS NOT NULL AND resolution <> '')", name="held_is_minuted"),
        Index("ix_meetings_body_id_held_on_id", "body_id", "held_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    state: Mapped[SessionState] = mapped_column(coded(SessionState))
    title: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200))
    chair_name: Mapped[str] = mapped_column(String(120))
    secretary_name: Mapped[str] = mapped_column(String(120), default="")
    seats: Mapped[int]
    present: Mapped[int | None]
    absences: Mapped[str] = mapped_column(Text, default="")
    resolution: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    body = relationship("Body", lazy="raise")
    items: Mapped[list["AgendaItem"]] = relationship(
        lazy="raise", order_by="AgendaItem.number", back_populates="meeting", cascade="all, delete-orphan"
    )
    attendees: Mapped[list["Attendee"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    @property
    def invited_ids(self) -> set[int]:
        """The accounts invited."""
        return {row.account_id for row in self.attendees}


class Attendee(Base):
    """An account invited to a session: it may read the files on the agenda."""

    __tablename__ = "attendees"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)


class AgendaItem(Versioned, Base):
    """One item. ``votes_for`` … count a show of hands on a conclusion; ``ballots`` a secret vote on discipline

    (form → count), which is about one subject of the case: ``subject_id``. The facts that the count needs are frozen
    with the ballots: what the subject was on the day (``vote_subject``, ``vote_holds_post``), in what role the body
    voted on each form (``vote_roles``), how many official members were left out of the total and why.
    """

    __tablename__ = "agenda_items"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("(purpose = 'discipline') = (subject_id IS NOT NULL)", name="subject_given"),
        CheckConstraint("left_out >= 0 AND (left_out = 0 OR left_out_reason <> '')", name="left_out_has_reason"),
        CheckConstraint("ballots_invalid >= 0", name="invalid_not_negative"),
        Index("ix_agenda_items_case_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    purpose: Mapped[Purpose] = mapped_column(coded(Purpose))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("case_subjects.id"), index=True)
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_blank: Mapped[int | None]
    ballots: Mapped[dict[str, int] | None] = mapped_column(JSON)
    vote_subject: Mapped[Subject | None] = mapped_column(coded(Subject, name="vote_subject"))
    vote_holds_post: Mapped[bool | None]
    vote_roles: Mapped[dict[str, str] | None] = mapped_column(JSON)
    left_out: Mapped[int] = mapped_column(default=0)
    left_out_reason: Mapped[str] = mapped_column(Text, default="")
    ballots_issued: Mapped[int | None]
    ballots_invalid: Mapped[int] = mapped_column(default=0)
    teller_head: Mapped[str] = mapped_column(String(120), default="")
    teller_secretary: Mapped[str] = mapped_column(String(120), default="")
    result: Mapped[Result | None] = mapped_column(coded(Result))
    resolution: Mapped[str] = mapped_column(Text, default="")

    meeting: Mapped[Meeting] = relationship(lazy="raise", back_populates="items")
