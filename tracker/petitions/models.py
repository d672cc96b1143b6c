"""Petitions, their contents and subjects, the register's counters; and the vault, apart from everything else."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, Placed, UtcDateTime, Versioned, coded
from tracker.members.states import SubjectType
from tracker.petitions.states import Action, Channel, LetterKind, PetitionKind, Sender, State
from tracker.regulations.petitions import Ground


class Petition(Versioned, Placed, Base):
    """One petition in the register of a body. Nothing here tells who sent it. Places are those of the body.

    ``first_received_on`` is the day of the first recipient, whoever that was; ``received_on`` that of this body, from
    which – when this body is the competent one and accepts it – the time limit runs. In the register of
    ``register_body_id`` it has its number; ``body_id`` handles it, the heir where that one's organization has ended.
    """

    __tablename__ = "petitions"
    __table_args__ = (
        UniqueConstraint("register_body_id", "year", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("received_on >= first_received_on", name="dates_in_order"),
        CheckConstraint("duplicate_of_id IS NULL OR duplicate_of_id <> id", name="not_its_own_copy"),
        CheckConstraint(
            "state NOT IN ('accepted', 'forwarded', 'guided', 'filed')"
            " OR (decided_on IS NOT NULL AND decided_by IS NOT NULL)",
            name="decided_has_date",
        ),
        CheckConstraint("state <> 'forwarded' OR forwarded_to <> ''", name="forwarded_somewhere"),
        CheckConstraint("state <> 'filed' OR ground IS NOT NULL", name="filed_has_ground"),
        CheckConstraint("state <> 'withdrawn' OR withdrawn_on IS NOT NULL", name="withdrawn_has_date"),
        CheckConstraint("state <> 'accepted' OR kind IN ('denunciation', 'complaint')", name="accepted_is_one_kind"),
        Index("ix_petitions_body_id_received_on_id", "body_id", "received_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    register_body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    year: Mapped[int]
    number: Mapped[int]
    kind: Mapped[PetitionKind] = mapped_column(coded(PetitionKind))
    state: Mapped[State] = mapped_column(coded(State))
    channel: Mapped[Channel] = mapped_column(coded(Channel))
    sender: Mapped[Sender] = mapped_column(coded(Sender))
    first_received_on: Mapped[date]
    received_on: Mapped[date]
    abstract: Mapped[str] = mapped_column(String(500))
    others_named: Mapped[str] = mapped_column(String(300), default="")  # people outside the records
    search_key: Mapped[str] = mapped_column(Text)
    decision_number: Mapped[str] = mapped_column(String(60), default="")  # the discipline complained of
    decision_received_on: Mapped[date | None]
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("petitions.id"), index=True)
    observation_id: Mapped[int | None] = mapped_column(ForeignKey("observations.id"))

    screened_on: Mapped[date | None]
    proposal: Mapped[Action | None] = mapped_column(coded(Action, name="proposal"))
    ground: Mapped[Ground | None] = mapped_column(coded(Ground))
    screening_note: Mapped[str] = mapped_column(Text, default="")
    split_on: Mapped[date | None]  # the denunciation in a mixed letter: when and how the sender was guided
    split_guidance: Mapped[str] = mapped_column(Text, default="")
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("petitions.id"), index=True)  # the letter it was in
    decided_on: Mapped[date | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decision_note: Mapped[str] = mapped_column(Text, default="")
    decision_paper: Mapped[str] = mapped_column(String(120), default="")
    forwarded_to: Mapped[str] = mapped_column(String(300), default="")
    withdrawn_on: Mapped[date | None]
    withdrawal_note: Mapped[str] = mapped_column(Text, default="")
    withdrawal_forced: Mapped[bool] = mapped_column(default=False)  # asked for under threat, coercion or bribery

    registered_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)

    body = relationship("Body", lazy="raise", foreign_keys=[body_id])
    register_body = relationship("Body", lazy="raise", foreign_keys=[register_body_id])
    contents: Mapped[list["PetitionContent"]] = relationship(
        lazy="raise", order_by="PetitionContent.number", cascade="all, delete-orphan"
    )
    subjects: Mapped[list["PetitionSubject"]] = relationship(
        lazy="raise", order_by="PetitionSubject.number", cascade="all, delete-orphan"
    )


class PetitionContent(Base):
    """One content that is denounced or complained of."""

    __tablename__ = "petition_contents"

    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class PetitionSubject(Base):
    """Somebody denounced, or the disciplined one who complains, under the name of the day of receipt."""

    __tablename__ = "petition_subjects"
    __table_args__ = (
        UniqueConstraint("petition_id", "number"),
        CheckConstraint("(type = 'member') = (member_id IS NOT NULL)", name="member_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"))
    number: Mapped[int]
    type: Mapped[SubjectType] = mapped_column(coded(SubjectType))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(400), default="")


class PetitionRelease(Base):
    """That an accepted petition came back to be decided, because the case opened on it was cancelled.

    ``accepted_…`` and ``paper`` are the decision that so lost its effect; ``cancelled_on`` is the day of the decision
    on the cancellation, None of a case that was still in preparation.
    """

    __tablename__ = "petition_releases"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), unique=True)
    accepted_on: Mapped[date]
    accepted_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    paper: Mapped[str] = mapped_column(String(120), default="")
    cancelled_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    released_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    released_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PetitionCounter(Base):
    """The last number given in the register of a body in a year. Raised inside the transaction that registers."""

    __tablename__ = "petition_counters"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


class _Sealed:
    """A sender, sealed part by part. ``fingerprint`` is keyed: without the key it tells nothing.

    ``key`` names the key under which the row was sealed.
    """

    key: Mapped[str] = mapped_column(String(16))
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[bytes] = mapped_column(LargeBinary)
    address: Mapped[bytes] = mapped_column(LargeBinary)
    phone: Mapped[bytes] = mapped_column(LargeBinary)
    id_card: Mapped[bytes] = mapped_column(LargeBinary)
    original: Mapped[bytes] = mapped_column(LargeBinary)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PetitionIdentity(_Sealed, Base):
    """The vault: who sent a petition."""

    __tablename__ = "petition_identities"

    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"), primary_key=True, autoincrement=False)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class FormerIdentity(_Sealed, Base):
    """What the vault held of a sender until it was replaced, by whom and why."""

    __tablename__ = "former_identities"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"), index=True)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(String(300))
    replaced_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PetitionLetter(Base):
    """A numbered letter about a petition, sealed like the vault: the register has its number and a neutral line.

    ``names_sender``: it is read only by who may see the sender, with a reason.
    """

    __tablename__ = "petition_letters"

    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"), primary_key=True, autoincrement=False)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"), index=True)
    kind: Mapped[LetterKind] = mapped_column(coded(LetterKind))
    names_sender: Mapped[bool]
    key: Mapped[str] = mapped_column(String(16))
    context: Mapped[bytes] = mapped_column(LargeBinary)


class IdentityGrant(Base):
    """That one person may see who sent one petition, up to and including ``until``."""

    __tablename__ = "identity_grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[date]
    granted_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class IdentityReveal(Base):
    """That somebody looked at who sent a petition, and why."""

    __tablename__ = "identity_reveals"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="has_reason"),
        Index("ix_identity_reveals_account_id_at", "account_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
