"""Findings and recommendations, numbered within their case."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.cases.states import Severity
from tracker.extensions import Base, UtcDateTime, Versioned, coded
from tracker.findings.states import FinanceScope, FindingType, RecommendationState
from tracker.regulations.limitation import Matter


class Finding(Versioned, Base):
    """One finding about one subject. The columns from ``content_code`` on are for violations only.

    A violation is open until ``closed_on``. ``amount`` was found wrong, ``to_recover`` of it has to come back (None:
    not decided), ``recovered`` is the sum of the receipts: whole đồng, none more than the one before.
    ``committed_on`` is the day of the act, its last day where it lasted from ``committed_from``; ``undated_reason``
    why it cannot be established. ``edition`` is the key of the source that judges it, ``edition_reason``
    why the officer chose it, ``article`` a key of the catalogue. ``reprimand_until`` and ``warning_until`` are the last
    days for these forms, computed from this case alone so that no list tells of another case; None: no time bar, or
    none known.
    """

    __tablename__ = "findings"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount_not_negative"),
        CheckConstraint(
            "to_recover IS NULL OR (amount IS NOT NULL AND to_recover >= 0 AND to_recover <= amount)",
            name="to_recover_within_amount",
        ),
        CheckConstraint("recovered >= 0 AND recovered <= COALESCE(to_recover, 0)", name="recovered_within_claim"),
        CheckConstraint("type <> 'violation' OR severity IS NOT NULL", name="violation_has_severity"),
        CheckConstraint("closed_on IS NULL OR type = 'violation'", name="only_violations_close"),
        CheckConstraint("(type = 'violation') = (matter IS NOT NULL)", name="violations_have_a_matter"),
        CheckConstraint("committed_on >= committed_from", name="act_in_order"),
        CheckConstraint("committed_from IS NULL OR committed_on IS NOT NULL", name="act_has_last_day"),
        CheckConstraint(
            "undated_reason = '' OR (committed_on IS NULL AND type = 'violation')",
            name="day_or_reason",
        ),
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
    to_recover: Mapped[int | None] = mapped_column(BigInteger)
    recovered: Mapped[int] = mapped_column(BigInteger, default=0)
    severity: Mapped[Severity | None] = mapped_column(coded(Severity))
    committed_from: Mapped[date | None]
    committed_on: Mapped[date | None]
    undated_reason: Mapped[str] = mapped_column(Text, default="")
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
    """What a conclusion asks of an organization or a member, and of whom there, by when.

    ``reported_by`` reported it as carried out; ``verified_by`` is always somebody else. ``waiver_asked_by`` proposed to
    give it up (None once that was refused); ``waived_by`` approved, and is somebody else too. Its updates are in
    ``follow_up``.
    """

    __tablename__ = "recommendations"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint(
            "state <> 'done' OR (done_on IS NOT NULL AND verified_by IS NOT NULL AND reported_by IS NOT NULL)",
            name="done_is_verified",
        ),
        CheckConstraint("verified_by <> reported_by", name="verified_by_somebody_else"),
        CheckConstraint("state <> 'reported' OR reported_by IS NOT NULL", name="reported_by_somebody"),
        CheckConstraint("waived_by <> waiver_asked_by", name="waived_by_somebody_else"),
        CheckConstraint("state <> 'waived' OR waived_by IS NOT NULL", name="waived_is_approved"),
        CheckConstraint("(addressee_organization_id IS NULL) <> (addressee_member_id IS NULL)", name="one_addressee"),
        Index(
            "ix_recommendations_due_on_open",
            "due_on",
            sqlite_where=text("state IN ('open', 'partial', 'reported', 'sent_back')"),
            postgresql_where=text("state IN ('open', 'partial', 'reported', 'sent_back')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("case_subjects.id"), index=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    addressee_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    addressee_member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    addressee: Mapped[str] = mapped_column(String(200))  # its name on that day
    owner: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    state: Mapped[RecommendationState] = mapped_column(coded(RecommendationState))
    done_on: Mapped[date | None]
    reported_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    waiver_asked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    waived_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    subject = relationship("CaseSubject", lazy="raise")


class FinanceRecord(Base):
    """What an inspection of Party finance looked at in one subject: period, amount reviewed, and its control totals.

    ``wrong`` and ``to_recover`` must be the sums of the subject's findings; whole đồng.
    """

    __tablename__ = "finance_records"
    __table_args__ = (
        CheckConstraint("period_until >= period_from", name="period_in_order"),
        CheckConstraint("reviewed >= wrong AND wrong >= to_recover AND to_recover >= 0", name="amounts_in_order"),
    )

    subject_id: Mapped[int] = mapped_column(ForeignKey("case_subjects.id"), primary_key=True)
    scope: Mapped[FinanceScope] = mapped_column(coded(FinanceScope), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    period_from: Mapped[date]
    period_until: Mapped[date]
    reviewed: Mapped[int] = mapped_column(BigInteger)
    wrong: Mapped[int] = mapped_column(BigInteger)
    to_recover: Mapped[int] = mapped_column(BigInteger)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
