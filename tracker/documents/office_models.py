"""What an office decided of its papers: its own wording of phrases, and what it follows in their layout.

Nothing is changed or deleted: a new version stands beside the old one, and one that no longer holds is revoked.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from tracker.extensions import REVOKED_WHOLE, STANDING, Base, Documented


class Decided(Documented):
    """For whom, from when and by which document a row holds; who entered it and whether it was revoked.

    ``organization_id`` is whose bodies it is for; it holds for those below too, unless they have their own.
    """

    since: Mapped[date]
    until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)

    @declared_attr
    def organization_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("organizations.id"))


class PaperWording(Decided, Base):
    """A version of the wording of one phrase of one paper. ``edition`` counts them for an organization, from 1."""

    __tablename__ = "paper_wordings"
    __table_args__ = (
        UniqueConstraint("organization_id", "paper", "phrase", "edition"),
        CheckConstraint("edition > 0", name="edition_positive"),
        CheckConstraint("wording <> ''", name="has_wording"),
        CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),
        CheckConstraint(REVOKED_WHOLE, name="revoked_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper: Mapped[str] = mapped_column(String(60))  # the folder of its template
    phrase: Mapped[str] = mapped_column(String(40))
    edition: Mapped[int]
    wording: Mapped[str] = mapped_column(Text)


class LayoutChoice(Decided, Base):
    """What an office follows in one setting of ``layout.SETTINGS``. No two of one office hold from the same day."""

    __tablename__ = "layout_choices"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),
        CheckConstraint(REVOKED_WHOLE, name="revoked_whole"),
        CheckConstraint(
            "setting = 'guidance' AND value IN ('hd36', 'hd05') OR setting = 'tone_style' AND value IN ('old', 'new')"
            " OR setting = 'end_mark' AND value IN ('.', './.')"
            " OR setting = 'supervision_title' AND value IN ('kết quả', 'kết luận')",
            name="value_of_setting",
        ),
        Index(
            "uq_layout_choices_standing",
            *("organization_id", "setting", "since"),
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    setting: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(20))
