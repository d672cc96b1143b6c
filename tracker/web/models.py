"""The forms that were carried out, and those still being filled in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base, UtcDateTime


class SentForm(Base):
    """A state-changing form that was carried out, so that sending it twice changes nothing the second time."""

    __tablename__ = "sent_forms"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    location: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class FormDraft(Base):
    """What somebody has typed into a form and not sent yet: ``fields`` is a JSON list of (name, text).

    ``path`` is the form's address with its query, ``form`` the name of its class: a page may hold several.
    """

    __tablename__ = "form_drafts"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(500), primary_key=True)
    form: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    fields: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
