"""Tables of complaints against discipline, and of what an annulment leaves to restore."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.appeals.states import Channel, State
from tracker.extensions import Base, Versioned, coded
from tracker.regulations.appeals import Ground, Outcome, Part
from tracker.regulations.terms import Form


class Appeal(Versioned, Base):
    """A complaint. ``number`` counts all complaints against a discipline, ``round`` those that got a decision.

    ``petition_id`` is the petition by which it came in, where that was registered; the case that handles the petition
    handles the complaint. ``heard_above``: that case is a higher body's. Its steps stand there and not beside the
    discipline, and so does what the petition says.

    ``decision_received_on`` is when the complainant got the decision complained about. ``old_form`` is the form that
    the discipline had before the decision on the complaint. ``before_complained_on`` and ``before_settled_on`` are what
    the discipline knew of complaints when this one came in, from the time before complaints were recorded as such.

    ``members`` are those who may vote, present or not. Of a vote that no session here took, ``present`` of them were
    there, ``recused_names`` stayed out, and ``count_reason`` says why ``members`` are not those the program knows.
    """

    __tablename__ = "appeals"
    __table_args__ = (
        UniqueConstraint("discipline_id", "number"),
        UniqueConstraint("petition_id", "discipline_id"),
        CheckConstraint("round >= 1 AND round <= number", name="round_in_order"),
        CheckConstraint("NOT heard_above OR petition_id IS NOT NULL", name="heard_above_by_petition"),
        CheckConstraint(
            "state NOT IN ('heard', 'decided', 'announced') OR (met_on IS NOT NULL AND body_met_on IS NOT NULL"
            " AND cell_remark_on IS NOT NULL)",
            name="heard_has_dates",
        ),
        CheckConstraint(
            "state NOT IN ('decided', 'announced') OR (outcome IS NOT NULL AND decided_on IS NOT NULL"
            " AND decision <> '' AND old_form IS NOT NULL"
            " AND members IS NOT NULL AND votes_for IS NOT NULL AND session_on IS NOT NULL"
            " AND votes_for * 2 > members AND votes_for <= members)",
            name="decided_is_adopted",
        ),
        CheckConstraint(
            "present IS NULL OR (present <= members AND votes_for <= present)", name="votes_within_present"
        ),
        CheckConstraint("(state = 'announced') = (announced_on IS NOT NULL)", name="announced_has_date"),
        CheckConstraint("announced_on IS NULL OR announced_on >= decided_on", name="announced_after_decision"),
        CheckConstraint(
            "(restore_by IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'annulled')", name="annulled_is_restored"
        ),
        CheckConstraint("(state = 'refused') = (ground IS NOT NULL)", name="refused_has_ground"),
        CheckConstraint("state NOT IN ('refused', 'withdrawn') OR ending <> ''", name="ending_has_words"),
        CheckConstraint(
            "(new_form IS NOT NULL) = (outcome IS NOT NULL AND outcome IN ('lighter', 'heavier'))",
            name="new_form_when_changed",
        ),
        CheckConstraint("paper_id IS NULL OR state IN ('decided', 'announced')", name="paper_is_of_decision"),
        Index(
            "uq_appeals_one_handled",
            "discipline_id",
            unique=True,
            sqlite_where=text("state IN ('accepted', 'heard', 'decided')"),
            postgresql_where=text("state IN ('accepted', 'heard', 'decided')"),
        ),
        Index(
            "uq_appeals_round_decided",
            "discipline_id",
            "round",
            unique=True,
            sqlite_where=text("state IN ('decided', 'announced')"),
            postgresql_where=text("state IN ('decided', 'announced')"),
        ),
        Index("ix_appeals_received_on_id", "received_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    discipline_id: Mapped[int] = mapped_column(ForeignKey("disciplines.id"))
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petitions.id"))
    heard_above: Mapped[bool] = mapped_column(default=False)
    number: Mapped[int]
    round: Mapped[int]
    state: Mapped[State] = mapped_column(coded(State, name="appeal_state"))
    by_subject: Mapped[bool]
    complainant: Mapped[str] = mapped_column(String(200))
    received_on: Mapped[date]
    decision_received_on: Mapped[date]
    channel: Mapped[Channel] = mapped_column(coded(Channel, name="appeal_channel"))
    content: Mapped[str] = mapped_column(Text)
    hearing_body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    override_reason: Mapped[str] = mapped_column(Text, default="")
    accepted_on: Mapped[date | None]
    ground: Mapped[Ground | None] = mapped_column(coded(Ground, name="appeal_ground"))
    cited: Mapped[str] = mapped_column(String(120), default="")
    ended_on: Mapped[date | None]
    ending: Mapped[str] = mapped_column(Text, default="")
    met_on: Mapped[date | None]
    meeting: Mapped[str] = mapped_column(Text, default="")
    body_met_on: Mapped[date | None]
    body_meeting: Mapped[str] = mapped_column(Text, default="")
    cell_remark_on: Mapped[date | None]
    cell_remark: Mapped[str] = mapped_column(Text, default="")
    session_on: Mapped[date | None]
    members: Mapped[int | None]
    votes_for: Mapped[int | None]
    present: Mapped[int | None]
    recused_names: Mapped[str] = mapped_column(Text, default="")
    count_reason: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[str] = mapped_column(String(200), default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"))  # None: signed elsewhere
    decided_on: Mapped[date | None]
    restore_by: Mapped[date | None]  # of an annulment: until when it is made good
    announced_on: Mapped[date | None]
    announced_by: Mapped[str] = mapped_column(String(200), default="")
    announcement: Mapped[str] = mapped_column(String(500), default="")  # where and how
    outcome: Mapped[Outcome | None] = mapped_column(coded(Outcome, name="appeal_outcome"))
    old_form: Mapped[Form | None] = mapped_column(coded(Form, name="old_form"))
    new_form: Mapped[Form | None] = mapped_column(coded(Form, name="new_form"))
    before_complained_on: Mapped[date | None]
    before_settled_on: Mapped[date | None]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))

    discipline = relationship("Discipline", lazy="raise")
    hearing_body = relationship("Body", lazy="raise")
    parts: Mapped[list["RestorationPart"]] = relationship(lazy="raise", order_by="RestorationPart.id")


class RestorationPart(Versioned, Base):
    """One thing to restore after an annulment (117-QĐ/TW): until when, and when and by which document it was done."""

    __tablename__ = "restoration_parts"
    __table_args__ = (
        UniqueConstraint("appeal_id", "part"),
        CheckConstraint("done_on IS NULL OR document <> ''", name="done_has_document"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeals.id"))
    part: Mapped[Part] = mapped_column(coded(Part, name="restoration_part"))
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    document: Mapped[str] = mapped_column(String(300), default="")
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class AppealUnlinking(Base):
    """That a complaint was linked to a decision by mistake: which one, in which case it was taken off, when and why.

    The complaint itself is gone with the link; its ``number`` is given to no other.
    """

    __tablename__ = "appeal_unlinkings"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    discipline_id: Mapped[int] = mapped_column(ForeignKey("disciplines.id"), index=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"))
    number: Mapped[int]
    decision: Mapped[str] = mapped_column(String(400))  # number and sign, body and day, as it was linked
    reason: Mapped[str] = mapped_column(Text)
    unlinked_on: Mapped[date]
    unlinked_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
