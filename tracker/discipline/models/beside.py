"""What is written down beside a discipline record; each row says who recorded it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.discipline.states import Answer as Answered
from tracker.discipline.states import Ground, Paused, Step
from tracker.extensions import Base, UtcDateTime, Versioned, coded
from tracker.regulations.authority import Answer
from tracker.regulations.circumstances import Bearing
from tracker.regulations.terms import Form, Role


class AuthorityOverride(Base):
    """Why a step relied on an authority that no confirmed row of the table gives; ``probable`` is what an unconfirmed
    row suggests (None: the table has no row), ``role`` what was relied on."""

    __tablename__ = "authority_overrides"
    __table_args__ = (CheckConstraint("reason <> ''", name="has_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    discipline_id: Mapped[int] = mapped_column(ForeignKey("disciplines.id"), index=True)
    step: Mapped[Step] = mapped_column(coded(Step))
    form: Mapped[Form] = mapped_column(coded(Form))
    probable: Mapped[Answer | None] = mapped_column(coded(Answer, name="probable"))
    role: Mapped[Role] = mapped_column(coded(Role))
    reason: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecordedCircumstance(Base):
    """A circumstance of one record: of the list of the day (``key``), or in free words where no list was read.

    ``cited`` is the article of the list, frozen; ``note`` says what it was in this case.
    """

    __tablename__ = "discipline_circumstances"
    __table_args__ = (
        UniqueConstraint("discipline_id", "number"),
        CheckConstraint("note <> ''", name="has_note"),
        CheckConstraint("bearing <> 'deferring'", name="bears_on_the_form"),
        Index(
            "uq_discipline_circumstances_once",
            "discipline_id",
            "key",
            unique=True,
            sqlite_where=text("key IS NOT NULL"),
            postgresql_where=text("key IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    discipline_id: Mapped[int] = mapped_column(ForeignKey("disciplines.id"))
    number: Mapped[int]
    key: Mapped[str | None] = mapped_column(String(40))
    bearing: Mapped[Bearing] = mapped_column(coded(Bearing))
    note: Mapped[str] = mapped_column(Text)
    cited: Mapped[str] = mapped_column(String(120), default="")
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_on: Mapped[date]


class Deferral(Base):
    """A stretch in which a subject is not considered yet, ``since`` … ``ended_on`` inclusive (open while that is None).

    ``until`` is the day the certificate names. ``key`` is a ground of the list of the day, ``ground`` the words for it.
    """

    __tablename__ = "deferrals"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),
        CheckConstraint("ended_on IS NULL OR ended_on >= since", name="end_in_order"),
        CheckConstraint("evidence <> '' AND (key IS NOT NULL OR ground <> '')", name="has_ground_and_evidence"),
        Index(
            "uq_deferrals_one_open",
            "discipline_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    discipline_id: Mapped[int] = mapped_column(ForeignKey("disciplines.id"), index=True)
    key: Mapped[str | None] = mapped_column(String(40))
    ground: Mapped[str] = mapped_column(Text, default="")
    cited: Mapped[str] = mapped_column(String(120), default="")
    evidence: Mapped[str] = mapped_column(String(500))
    since: Mapped[date]
    until: Mapped[date | None]
    ended_on: Mapped[date | None]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class ReferralAnswer(Base):
    """What the competent body answered to a referral, by which document; what was referred is frozen.

    ``form``, ``decision`` and ``decided_on`` are its own decision, ``announced_on`` is None until that is known.
    """

    __tablename__ = "referral_answers"
    __table_args__ = (
        CheckConstraint("document <> ''", name="has_document"),
        CheckConstraint("answered_on >= referred_on", name="answer_in_order"),
        CheckConstraint("(outcome = 'decided') = (form IS NOT NULL)", name="decided_has_form"),
        CheckConstraint(
            "outcome <> 'decided' OR (decision <> '' AND decided_on IS NOT NULL)", name="decided_has_decision"
        ),
        CheckConstraint(
            "announced_on IS NULL OR (decided_on IS NOT NULL AND announced_on >= decided_on)",
            name="announcement_in_order",
        ),
        CheckConstraint("outcome <> 'returned' OR note <> ''", name="return_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    discipline_id: Mapped[int] = mapped_column(ForeignKey("disciplines.id"), index=True)
    referred_on: Mapped[date]
    referred_to: Mapped[str] = mapped_column(String(300))
    answered_on: Mapped[date]
    document: Mapped[str] = mapped_column(String(200))
    outcome: Mapped[Answered] = mapped_column(coded(Answered, name="outcome"))
    form: Mapped[Form | None] = mapped_column(coded(Form))
    decision: Mapped[str] = mapped_column(String(200), default="")
    decided_on: Mapped[date | None]
    announced_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ExecutionStep(Versioned, Base):
    """A duty after the decision that was done, on a day."""

    __tablename__ = "execution_steps"

    discipline_id: Mapped[int] = mapped_column(ForeignKey("disciplines.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    done_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(500), default="")
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class ResponsibilityReview(Versioned, Base):
    """That the chain of responsibility was examined: the individuals of a disciplined organization, the head first, or
    the organization of a disciplined head (``head_name`` empty)."""

    __tablename__ = "responsibility_reviews"
    __table_args__ = (CheckConstraint("findings <> ''", name="has_words"),)

    discipline_id: Mapped[int] = mapped_column(ForeignKey("disciplines.id"), primary_key=True)
    reviewed_on: Mapped[date]
    head_name: Mapped[str] = mapped_column(String(200), default="")
    findings: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class ActivitySuspension(Versioned, Base):
    """Suspension (đình chỉ) of a member's Party activity, of a seat on a committee, or of an organization's activity.

    ``days`` and ``own_reason`` are the office's own limit where no rule gives a number for the day. ``due_on`` is
    computed from ``since``, the limit and ``extended_days``; None where criminal proceedings set the limit.
    ``reminded_on``: when those who may act were last told that it ends or has run out.
    """

    __tablename__ = "activity_suspensions"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("extended_days >= 0", name="extension_not_negative"),
        CheckConstraint("extended_days = 0 OR extension <> ''", name="extension_has_decision"),
        CheckConstraint("days IS NULL OR (days > 0 AND own_reason <> '')", name="own_limit_has_reason"),
        CheckConstraint("due_on IS NOT NULL OR by_proceedings", name="due_unless_by_proceedings"),
        CheckConstraint("ended_on IS NULL OR ended_on >= since", name="dates_in_order"),
        Index(
            "uq_activity_suspensions_one_open",
            "subject_id",
            "kind",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("case_subjects.id"), index=True)
    number: Mapped[int]
    kind: Mapped[Paused] = mapped_column(coded(Paused))
    ground: Mapped[Ground] = mapped_column(coded(Ground))
    ground_text: Mapped[str] = mapped_column(Text)
    body_name: Mapped[str] = mapped_column(String(200))
    decision: Mapped[str] = mapped_column(String(200))
    since: Mapped[date]
    by_proceedings: Mapped[bool] = mapped_column(default=False)
    days: Mapped[int | None]
    own_reason: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    extended_days: Mapped[int] = mapped_column(default=0)
    extension: Mapped[str] = mapped_column(String(200), default="")
    extension_reason: Mapped[str] = mapped_column(Text, default="")
    reminded_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ending: Mapped[str] = mapped_column(Text, default="")
    lifting: Mapped[str] = mapped_column(String(200), default="")  # the decision on its end, where there is one
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))

    subject = relationship("CaseSubject", lazy="raise")
