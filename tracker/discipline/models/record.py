"""One discipline record per subject of a case."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.discipline.states import State
from tracker.extensions import Base, UtcDateTime, Versioned, coded
from tracker.regulations.terms import Form, Level, Role

_OPEN = "state IN ('proposed', 'reviewing', 'postponed', 'voted', 'decided', 'referred')"


class Discipline(Versioned, Base):
    """A discipline record. ``base_form`` is what the violation deserves by itself, ``proposed_form`` what was proposed
    with the circumstances, ``voted_form`` what the vote gave (None: no form reached its majority; ``none`` never occurs
    there), ``voted_role`` whether the body decided on that form or only proposed it, ``decided_form`` what was decided.

    ``superior_task``, ``managing_level`` and ``committee_level`` are the facts that the table on authority asks about.
    ``bar_verdict`` is why the time bar ended the record: see ``rules.BarVerdict``.
    ``combined``: opened before the conclusion, with the approval of ``approved_by``; ``clear_ground`` is what shows the
    violation, ``named_form`` the form that the subject named (process.md 1.10).
    """

    __tablename__ = "disciplines"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint(
            "state NOT IN ('decided', 'in_force', 'expired', 'amended', 'annulled')"
            " OR (decided_form IS NOT NULL AND decided_on IS NOT NULL AND paper_id IS NOT NULL"
            " AND agenda_item_id IS NOT NULL)",
            name="decided_has_vote_and_paper",
        ),
        CheckConstraint(
            "state NOT IN ('in_force', 'expired', 'amended', 'annulled') OR announced_on IS NOT NULL",
            name="in_force_is_announced",
        ),
        CheckConstraint("state <> 'expired' OR ends_on IS NOT NULL", name="expired_has_end"),
        CheckConstraint(
            "state NOT IN ('decided', 'in_force', 'expired', 'amended', 'annulled')"
            " OR (voted_role IS NOT NULL AND voted_role = 'deciding')",
            name="decided_in_that_role",
        ),
        CheckConstraint(
            "complaint_settled_on IS NULL OR (complained_on IS NOT NULL AND complaint_settled_on >= complained_on)",
            name="complaint_in_order",
        ),
        CheckConstraint("state <> 'referred' OR referred_on IS NOT NULL", name="referred_has_date"),
        CheckConstraint("referral_reason = '' OR referral_article <> ''", name="unvoted_referral_has_article"),
        CheckConstraint(
            "NOT combined OR (approved_on IS NOT NULL AND approved_by <> '' AND clear_ground <> ''"
            " AND named_form IS NOT NULL)",
            name="combined_is_approved",
        ),
        CheckConstraint("bar_verdict IS NULL OR state = 'not_disciplined'", name="only_undisciplined_are_barred"),
        Index(
            "uq_disciplines_one_open",
            "subject_id",
            unique=True,
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("case_subjects.id"), index=True)
    number: Mapped[int]
    state: Mapped[State] = mapped_column(coded(State))
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    base_form: Mapped[Form] = mapped_column(coded(Form, name="base_form"))
    proposed_form: Mapped[Form] = mapped_column(coded(Form, name="proposed_form"))
    voted_form: Mapped[Form | None] = mapped_column(coded(Form, name="voted_form"))
    voted_role: Mapped[Role | None] = mapped_column(coded(Role, name="voted_role"))
    decided_form: Mapped[Form | None] = mapped_column(coded(Form, name="decided_form"))
    holds_post: Mapped[bool] = mapped_column(default=False)
    superior_task: Mapped[bool] = mapped_column(default=False)
    managing_level: Mapped[Level | None] = mapped_column(coded(Level, name="managing_level"))
    committee_level: Mapped[Level | None] = mapped_column(coded(Level, name="committee_level"))
    reason: Mapped[str] = mapped_column(Text)
    departure_reason: Mapped[str] = mapped_column(Text, default="")  # why proposed more than a step from the base
    decided_departure_reason: Mapped[str] = mapped_column(Text, default="")
    exempt_reason: Mapped[str] = mapped_column(Text, default="")
    override_reason: Mapped[str] = mapped_column(Text, default="")  # why an unconfirmed authority was relied on

    combined: Mapped[bool] = mapped_column(default=False)
    approved_on: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(String(200), default="")
    clear_ground: Mapped[str] = mapped_column(Text, default="")
    named_form: Mapped[Form | None] = mapped_column(coded(Form, name="named_form"))
    lapse_reason: Mapped[str] = mapped_column(Text, default="")

    self_criticism_on: Mapped[date | None]
    self_criticism: Mapped[str] = mapped_column(Text, default="")
    heard_on: Mapped[date | None]
    heard_by: Mapped[str] = mapped_column(String(200), default="")
    hearing: Mapped[str] = mapped_column(Text, default="")

    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"))
    decided_on: Mapped[date | None]
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"))
    bar_verdict: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    referred_on: Mapped[date | None]
    referred_to: Mapped[str] = mapped_column(String(300), default="")
    referral_reason: Mapped[str] = mapped_column(Text, default="")  # why referred without a vote, and by which articles
    referral_article: Mapped[str] = mapped_column(String(300), default="")
    ballot_minutes_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"))
    announced_on: Mapped[date | None]
    announcement: Mapped[str] = mapped_column(Text, default="")
    # what the twelve months must know of complaints; the complaints themselves stand after this room
    complained_on: Mapped[date | None]
    complaint_settled_on: Mapped[date | None]  # its decision was announced: the twelve months run from there
    ends_on: Mapped[date | None]  # its last day if nothing stands against it; None: it does not end by itself

    proposed_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    subject = relationship("CaseSubject", lazy="raise")
