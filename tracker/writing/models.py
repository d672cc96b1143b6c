"""Papers that officers write in a case: drafts until the register gives them a number."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, UtcDateTime, Versioned, coded
from tracker.writing.states import WrittenKind


class WrittenPaper(Versioned, Base):
    """What somebody typed for a paper of a case; the rest is composed from the case. Changed until it has its number.

    ``addressees`` and ``recipients`` are one a line. ``text`` is the body of a letter, what a submission says, the
    team's assessment in its report; ``proposal`` is what is proposed.
    """

    __tablename__ = "written_papers"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'discipline_submission') = (discipline_id IS NOT NULL)", name="record_of_its_submission"
        ),
        CheckConstraint("paper_id IS NULL OR dropped_on IS NULL", name="issued_is_not_dropped"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[WrittenKind] = mapped_column(coded(WrittenKind))
    discipline_id: Mapped[int | None] = mapped_column(ForeignKey("disciplines.id"))
    matter: Mapped[str] = mapped_column(String(300), default="")
    addressees: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    proposal: Mapped[str] = mapped_column(Text, default="")
    recipients: Mapped[str] = mapped_column(Text, default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"), unique=True)
    dropped_on: Mapped[date | None]
    written_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    writer = relationship("Account", lazy="raise")
    paper = relationship("RegisteredPaper", lazy="raise")
