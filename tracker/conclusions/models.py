"""The notice to each subject, tied to the session item that adopted it and to the frozen paper."""

from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base, Versioned


class Conclusion(Versioned, Base):
    """What one subject was told: which session item adopted it, which paper says it, when it was announced."""

    __tablename__ = "conclusions"

    subject_id: Mapped[int] = mapped_column(ForeignKey("case_subjects.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"))
    follow_up: Mapped[str] = mapped_column(Text, default="")
    report_due_on: Mapped[date | None]
    announced_on: Mapped[date | None]
