"""Findings and recommendations, numbered within their case."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.cases.states import Severity
from tracker.extensions import Base, UtcDateTime, Versioned, coded
from tracker.findings.states import FindingType, RecommendationState
from tracker.regulations.limitation import Matter


class Finding(Versioned, Base):
    """One finding about one subject. The columns from ``content_code`` on are for violations only.

    A violation is open until ``closed_on``; ``amount`` is whole đồng. ``committed_on`` is the day of the act, its last
    day where it lasted from ``committed_from``. ``edition`` is the key of the source that judges it, ``edition_reason``
    why the officer chose it, ``article`` a key of the catalogue. ``reprimand_until`` and ``warning_until`` are the last
    days for these forms, computed from this case alone so that no list tells of another case; None: no time bar, or
    none known.
    """

    __tablename__ = "findings"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount_not_negative"),
        CheckConstraint("type <> 'violation' OR severity IS NOT NULL", name="violation_has_severity"),
        CheckConstraint("closed_on IS NULL OR type = 'violation'", name="only_violations_close"),
        CheckConstraint("(type = 'violation') = (matter IS NOT NULL)", name="violations_have_a_matter"),
        CheckConstraint("committed_on >= committed_from", name="act_in_order"),
        CheckConstraint("committed_from IS NULL OR committed_on IS NOT NULL", name="act_has_last_day"),
        CheckConstraint("edition IS NULL OR committed_on IS NOT NULL", name="edition_has_day"),
        CheckConstraint("article IS NULL OR edition IS NOT NULL", name="article_has_edition"),
        Index(
            "ix_findings_open_violations",
            "subject_id",
            sqlite_where=text("type = 'violation' AND closed_on IS NULL"),
            postgresql_where=text("type = 'violation' AND closed_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("case_subjects.id"), index=True)
    number: Mapped[int]
    type: Mapped[FindingType] = mapped_column(coded(FindingType))
    text: Mapped[str] = mapped_column(Text)
    content_code: Mapped[str | None] = mapped_column(String(60))
    rule_broken: Mapped[str] = mapped_column(String(500), default="")
    consequence: Mapped[str] = mapped_column(Text, default="")
    amount: Mapped[int | None] = mapped_column(BigInteger)
    severity: Mapped[Severity | None] = mapped_column(coded(Severity))
    committed_from: Mapped[date | None]
    committed_on: Mapped[date | None]
    matter: Mapped[Matter | None] = mapped_column(coded(Matter))
    edition: Mapped[str | None] = mapped_column(String(40))
    edition_reason: Mapped[str] = mapped_column(Text, default="")
    article: Mapped[str | None] = mapped_column(String(40))
    reprimand_until: Mapped[date | None]
    warning_until: Mapped[date | None]
    closed_on: Mapped[date | None]
    closing_note: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    subject = relationship("CaseSubject", lazy="raise")


class FindingEvidence(Base):
    """That a finding rests on a piece of evidence of its case."""

    __tablename__ = "finding_evidence"

    finding_id: Mapped[int] = mapped_column(ForeignKey("findings.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence_items.id"), primary_key=True, index=True)


class Recommendation(Versioned, Base):
    """What a conclusion asks of somebody, by when; done only when somebody verified it.

    ``reported_by`` recorded the last progress; ``verified_by`` is always somebody else.
    """

    __tablename__ = "recommendations"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint(
            "state <> 'done' OR (done_on IS NOT NULL AND verified_by IS NOT NULL)", name="done_is_verified"
        ),
        Index(
            "ix_recommendations_due_on_open",
            "due_on",
            sqlite_where=text("state IN ('open', 'partial')"),
            postgresql_where=text("state IN ('open', 'partial')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("case_subjects.id"), index=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    state: Mapped[RecommendationState] = mapped_column(coded(RecommendationState))
    done_on: Mapped[date | None]
    progress: Mapped[str] = mapped_column(Text, default="")
    reported_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    subject = relationship("CaseSubject", lazy="raise")
