"""Accounts, their roles and sign-ins, and the attempts that throttling counts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access import Role
from tracker.extensions import Base, UtcDateTime, Versioned, coded


class Account(Versioned, Base):
    """A person who signs in. Belongs to one body; ``member_id`` ties it to the Party member it is, if known.

    ``position`` is what stands under a signature (``CHỦ NHIỆM``); ``login_key`` is the folded login name.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    login_name: Mapped[str] = mapped_column(String(60))
    login_key: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    full_name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(120), index=True)
    position: Mapped[str] = mapped_column(String(120), default="")
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    language: Mapped[str] = mapped_column(String(2), default="vi")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    body = relationship("Body", lazy="raise")
    roles: Mapped[list["AccountRole"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class AccountRole(Base):
    """One role of an account."""

    __tablename__ = "account_roles"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(coded(Role), primary_key=True)


class FormerBody(Base):
    """A body to which an account belonged until its organization ended."""

    __tablename__ = "former_bodies"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), primary_key=True)
    until: Mapped[date]


class SignIn(Base):
    """A signed-in session on the server: ends when it is revoked, too old or idle. ``token_hash`` is SHA-256."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(String(64))


class LoginAttempt(Base):
    """A failed sign-in, by the name that was typed and the address it came from."""

    __tablename__ = "login_attempts"
    __table_args__ = (
        Index("ix_login_attempts_login_key_at", "login_key", "at"),
        Index("ix_login_attempts_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login_key: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
