"""What passed from one body to another when an organization ended."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base


class CaseHandover(Base):
    """A case that another body carries on. The papers issued before stay those of the body that issued them.

    ``handed_on`` is the last day of the body before: figures of that day are its own, those of the next the heir's.
    """

    __tablename__ = "case_handovers"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    from_body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    to_body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    handed_on: Mapped[date]
    decision: Mapped[str] = mapped_column(String(200))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
