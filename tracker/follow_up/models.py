"""What is only ever added to: updates of recommendations, steps of the ladder, entries of the money book."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base, UtcDateTime, coded
from tracker.findings.states import RecommendationState
from tracker.follow_up.states import Act, Entry, Step, Way


class RecommendationUpdate(Base):
    """One update: who recorded it and when, its day, its proof, and the state in which it left the recommendation.

    ``corrects_id`` is the earlier update that a correction is about. ``recorded_by`` is None for the program.
    """

    __tablename__ = "recommendation_updates"
    __table_args__ = (
        CheckConstraint("act <> 'report' OR proof <> ''", name="report_has_proof"),
        CheckConstraint("(act = 'correct') = (corrects_id IS NOT NULL)", name="correction_names_its_update"),
        CheckConstraint("act = 'note' OR recorded_by IS NOT NULL", name="recorded_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendations.id"), index=True)
    act: Mapped[Act] = mapped_column(coded(Act))
    state: Mapped[RecommendationState] = mapped_column(coded(RecommendationState))
    on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    proof: Mapped[str] = mapped_column(String(300), default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation_updates.id"))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Escalation(Base):
    """One step on an overdue recommendation. ``observation_id`` is the observation that the last step noted."""

    __tablename__ = "escalations"
    __table_args__ = (
        UniqueConstraint("recommendation_id", "on"),
        CheckConstraint("(step = 'observation') = (observation_id IS NOT NULL)", name="last_step_has_observation"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendations.id"))
    step: Mapped[Step] = mapped_column(coded(Step))
    on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(String(300))
    observation_id: Mapped[int | None] = mapped_column(ForeignKey("observations.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MoneyEntry(Base):
    """One entry on the amount of a finding: a receipt, its reversal, or why the remainder does not come back.

    ``amount`` is whole đồng, never negative; of an explanation it is the remainder that it explains.
    """

    __tablename__ = "money_entries"
    __table_args__ = (
        UniqueConstraint("reverses_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("(entry = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_its_receipt"),
        CheckConstraint("(entry = 'receipt') = (way IS NOT NULL)", name="receipt_has_way"),
        CheckConstraint("text <> '' OR entry = 'receipt'", name="reason_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("findings.id"), index=True)
    entry: Mapped[Entry] = mapped_column(coded(Entry))
    way: Mapped[Way | None] = mapped_column(coded(Way))
    amount: Mapped[int] = mapped_column(BigInteger)
    on: Mapped[date]
    document: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text, default="")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("money_entries.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


def _refuse(_mapper: object, _connection: object, row: object) -> None:
    raise RuntimeError(f"{type(row).__name__} is only ever added to")


for _table in (RecommendationUpdate, Escalation, MoneyEntry):
    event.listen(_table, "before_update", _refuse)
    event.listen(_table, "before_delete", _refuse)
