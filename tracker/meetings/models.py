"""Sessions (kỳ họp, hội nghị) with attendance, agenda items, and every vote taken on them."""

import secrets
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, UtcDateTime, Versioned, coded
from tracker.meetings.states import Method, Part, Purpose, Result, SessionState, VoteState
from tracker.regulations.terms import Subject


class Meeting(Versioned, Base):
    """A session of a body. ``seats`` is the number of its members on the day: the denominator of every vote."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("present IS NULL OR (present > 0 AND present <= seats)", name="present_within_seats"),
        CheckConstraint("state <> 'held' OR (present IS NOT NULL AND resolution <> '')", name="held_is_minuted"),
        CheckConstraint(
            "state <> 'cancelled' OR (cancel_reason <> '' AND cancelled_on IS NOT NULL)", name="cancelled_has_reason"
        ),
        Index("ix_meetings_body_id_held_on_id", "body_id", "held_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    state: Mapped[SessionState] = mapped_column(coded(SessionState))
    title: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    starts_at: Mapped[str] = mapped_column(String(5), default="")  # "08:00"; "" where it is not fixed yet
    place: Mapped[str] = mapped_column(String(200))
    invitation: Mapped[str] = mapped_column(Text, default="")
    chair_name: Mapped[str] = mapped_column(String(120))
    secretary_name: Mapped[str] = mapped_column(String(120), default="")
    seats: Mapped[int]
    present: Mapped[int | None]
    absences: Mapped[str] = mapped_column(Text, default="")
    resolution: Mapped[str] = mapped_column(Text, default="")
    minutes_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"))
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"))
    created_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancel_reason: Mapped[str] = mapped_column(String(300), default="")
    cancelled_on: Mapped[date | None]

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


class Attendance(Base):
    """Somebody on the list of those present and absent. Only a member of the body votes."""

    __tablename__ = "attendances"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("present OR reason <> ''", name="absent_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    part: Mapped[Part] = mapped_column(coded(Part))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[str] = mapped_column(String(200), default="")
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    present: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(300), default="")


class AgendaItem(Versioned, Base):
    """One item. An ``other`` matter belongs to no case and has its own ``title`` and ``draft``.

    ``votes_for`` … count a vote on a draft; ``ballots`` a secret vote on discipline (form → count), which is about one
    subject of the case: ``subject_id``. The facts that the count needs are frozen with the ballots: what the subject
    was on the day (``vote_subject``, ``vote_holds_post``), in what role the body voted on each form (``vote_roles``),
    how many official members were left out of the total and why, how many stayed out of the item (``recused``).
    Of an item that was taken off the agenda ``resolution`` says why.
    """

    __tablename__ = "agenda_items"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("(purpose = 'discipline') = (subject_id IS NOT NULL)", name="subject_given"),
        CheckConstraint("left_out >= 0 AND (left_out = 0 OR left_out_reason <> '')", name="left_out_has_reason"),
        CheckConstraint("ballots_invalid >= 0", name="invalid_not_negative"),
        CheckConstraint("(purpose = 'other') = (case_id IS NULL)", name="case_given"),
        CheckConstraint("purpose <> 'other' OR (title <> '' AND draft <> '')", name="other_has_text"),
        CheckConstraint("recused >= 0 AND (recused = 0 OR recused_names <> '')", name="recused_are_named"),
        Index("ix_agenda_items_case_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=lambda: secrets.token_hex(5))
    number: Mapped[int]
    purpose: Mapped[Purpose] = mapped_column(coded(Purpose))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    title: Mapped[str] = mapped_column(String(300), default="")
    draft: Mapped[str] = mapped_column(Text, default="")
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
    recused: Mapped[int] = mapped_column(default=0)
    recused_names: Mapped[str] = mapped_column(Text, default="")
    ballots_issued: Mapped[int | None]
    ballots_invalid: Mapped[int] = mapped_column(default=0)
    teller_head: Mapped[str] = mapped_column(String(120), default="")
    teller_secretary: Mapped[str] = mapped_column(String(120), default="")
    result: Mapped[Result | None] = mapped_column(coded(Result))
    resolution: Mapped[str] = mapped_column(Text, default="")
    sent_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # returned, and the case went back on that

    meeting: Mapped[Meeting] = relationship(lazy="raise", back_populates="items")

    @property
    def is_off(self) -> bool:
        """Whether it was taken off the agenda before any vote."""
        return self.result is Result.WITHDRAWN

    recusals: Mapped[list["Recusal"]] = relationship(lazy="raise", order_by="Recusal.id", cascade="all, delete-orphan")
    kept: Mapped[list["KeptVoter"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    votes: Mapped[list["ItemVote"]] = relationship(
        lazy="raise", order_by="ItemVote.number", cascade="all, delete-orphan"
    )


class Recusal(Base):
    """A member who stays out of one item and of its count. ``by_rule``: a subject of the case."""

    __tablename__ = "recusals"
    __table_args__ = (
        UniqueConstraint("item_id", "attendance_id"),
        CheckConstraint("reason <> '' AND article <> ''", name="reason_and_article_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"))
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendances.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    article: Mapped[str] = mapped_column(String(200))
    by_rule: Mapped[bool] = mapped_column(default=False)

    attendance: Mapped[Attendance] = relationship(lazy="raise")


class KeptVoter(Base):
    """A member who is a listed relative of a subject and votes on the item all the same: the recorded reason."""

    __tablename__ = "kept_voters"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), primary_key=True)
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendances.id"), primary_key=True, index=True)
    reason: Mapped[str] = mapped_column(String(300))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ItemVote(Versioned, Base):
    """One vote on an item. The text it is about is frozen with its SHA-256 when it opens; nothing is ever deleted.

    ``text_format``: in which format ``meetings.texts`` composed it, 1 before formats were counted.
    ``members``: those who may vote on the item, present or not; ``present``: of them, those in the room.
    """

    __tablename__ = "item_votes"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        CheckConstraint("present > 0 AND present <= members", name="present_within_members"),
        CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name="closed_has_instant"),
        CheckConstraint("state <> 'void' OR void_reason <> ''", name="void_has_reason"),
        Index(
            "uq_item_votes_one_standing",
            "item_id",
            unique=True,
            sqlite_where=text("state <> 'void'"),
            postgresql_where=text("state <> 'void'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"))
    number: Mapped[int]
    state: Mapped[VoteState] = mapped_column(coded(VoteState))
    method: Mapped[Method] = mapped_column(coded(Method))
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    text_format: Mapped[int]
    members: Mapped[int]
    present: Mapped[int]
    tally: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    result: Mapped[Result | None] = mapped_column(coded(Result))
    opened_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    void_reason: Mapped[str] = mapped_column(String(300), default="")


class Addendum(Base):
    """A correction of closed minutes: it stands beside them, and they stay as they were."""

    __tablename__ = "minutes_addenda"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(300))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_on: Mapped[date]
