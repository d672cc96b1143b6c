"""Papers on their way to a number: each version that was sent for approval, and what was said about it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from tracker.documents.draft_states import Deed, DraftState
from tracker.extensions import Base, UtcDateTime, Versioned, coded

NO_WORDS, NO_ENTRIES = "–", "[]"  # what remains of a text that was forgotten; of its values nothing


class PaperDraft(Versioned, Base):
    """One version of a paper as it was sent for approval; another text is another version.

    It belongs to a case, a session or a periodic report; ``about`` tells which of the papers there it is ("subject:2").
    ``number`` counts its versions.
    ``context`` are the values of the paper without number, date and code, ``sha256`` their digest: what is approved.
    ``endpoint``, ``place`` and ``entries`` are the form that issues it, its address and what stood in it.
    When the paper becomes secret and is kept outside, the text is emptied.
    """

    __tablename__ = "paper_drafts"
    __table_args__ = (
        UniqueConstraint("case_id", "template", "about", "number"),
        UniqueConstraint("meeting_id", "template", "about", "number"),
        UniqueConstraint("report_id", "template", "about", "number"),
        CheckConstraint(
            "(CASE WHEN case_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN meeting_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN report_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_matter",
        ),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("approved_by <> prepared_by", name="approved_by_another"),
        CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", name="approved_at_a_time"),
        CheckConstraint(
            "(state IN ('approved', 'void', 'issued')) = (approved_by IS NOT NULL)", name="approved_by_somebody"
        ),
        CheckConstraint("(state = 'issued') = (paper_id IS NOT NULL)", name="issued_as_a_paper"),
        Index("ix_paper_drafts_endpoint_place", "endpoint", "place"),
        Index("ix_paper_drafts_state_body_id", "state", "body_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("periodic_reports.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    template: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    abstract: Mapped[str] = mapped_column(String(500))
    context: Mapped[str] = deferred(mapped_column(Text, nullable=False))
    sha256: Mapped[str] = mapped_column(String(64))
    endpoint: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(200))
    entries: Mapped[str] = deferred(mapped_column(Text, nullable=False))
    state: Mapped[DraftState] = mapped_column(coded(DraftState))
    prepared_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    prepared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"), unique=True)

    body = relationship("Body", lazy="raise")

    @property
    def is_forgotten(self) -> bool:
        """Whether its text was emptied."""
        return not self.context


class PaperRemark(Base):
    """What somebody did with a draft, and said: written once, never changed."""

    __tablename__ = "paper_remarks"
    __table_args__ = (
        CheckConstraint("deed <> 'returned' OR comment <> ''", name="returned_with_comment"),
        Index("ix_paper_remarks_draft_id_id", "draft_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("paper_drafts.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    deed: Mapped[Deed] = mapped_column(coded(Deed))
    comment: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
