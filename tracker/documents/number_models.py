"""Which types of papers share one run of numbers: what a body set, from which term on, and who set it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, UtcDateTime


class NumberSetting(Base):
    """What holds for a body from the first day of a term on, until a later term has a setting of its own.

    Of several for one term the last one holds: none of them had given a number yet.
    """

    __tablename__ = "number_settings"
    __table_args__ = (
        CheckConstraint("document <> ''", name="has_document"),
        Index("ix_number_settings_series_id_term_id", "series_id", "term_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    term_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    document: Mapped[str] = mapped_column(String(300))  # by which document, with its number and date
    set_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)

    shares: Mapped[list["NumberShare"]] = relationship(lazy="selectin", order_by="NumberShare.type")


class NumberShare(Base):
    """A type that takes its numbers from the run of another one. A type without a row has a run of its own."""

    __tablename__ = "number_shares"
    __table_args__ = (CheckConstraint("type <> run", name="of_another"),)

    setting_id: Mapped[int] = mapped_column(ForeignKey("number_settings.id"), primary_key=True)
    type: Mapped[str] = mapped_column(String(40), primary_key=True)
    run: Mapped[str] = mapped_column(String(40))
