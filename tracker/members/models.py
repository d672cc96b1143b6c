"""Members, memberships, posts."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, Placed, Versioned, coded
from tracker.members.states import Kinship, Sex, Standing
from tracker.organizations.states import Level


class Member(Versioned, Placed, Base):
    """A Party member. ``organization_id`` repeats the present home organization (usually a cell).

    ``managing_level`` is the level of the committee that manages the cadre, None for an ordinary member.
    ``official_on`` is None while on probation. ``search_key`` is the folded name and code.
    """

    __tablename__ = "members"
    __table_args__ = (CheckConstraint("official_on IS NULL OR official_on >= admitted_on", name="dates_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    search_key: Mapped[str] = mapped_column(String(200), index=True)
    sex: Mapped[Sex] = mapped_column(coded(Sex))
    ethnicity: Mapped[str] = mapped_column(String(60), default="")
    born_on: Mapped[date]
    home_town: Mapped[str] = mapped_column(String(200), default="")
    admitted_on: Mapped[date]
    official_on: Mapped[date | None]
    managing_level: Mapped[Level | None] = mapped_column(coded(Level))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    left_on: Mapped[date | None]

    organization = relationship("Organization", lazy="raise", foreign_keys=[organization_id])
    memberships: Mapped[list["Membership"]] = relationship(
        lazy="raise", order_by="Membership.since", cascade="all, delete-orphan"
    )
    posts: Mapped[list["Post"]] = relationship(lazy="raise", order_by="Post.since", cascade="all, delete-orphan")

    def standing_on(self, on: date) -> Standing:
        """Official or probationary on a day."""
        official = self.official_on is not None and self.official_on <= on
        return Standing.OFFICIAL if official else Standing.PROBATIONARY


class Membership(Base):
    """Activity in an organization, ``since`` … ``until`` inclusive; ``temporary`` = sinh hoạt tạm thời."""

    __tablename__ = "memberships"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    temporary: Mapped[bool] = mapped_column(default=False)

    organization = relationship("Organization", lazy="raise")


class Post(Base):
    """A post held ``since`` … ``until`` inclusive. ``committee_level``: the level of the committee sat on, if any."""

    __tablename__ = "posts"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    committee_level: Mapped[Level | None] = mapped_column(coded(Level))
    since: Mapped[date]
    until: Mapped[date | None]

    organization = relationship("Organization", lazy="raise")


class Relative(Base):
    """That two members are relatives: ``relative_id`` is the ``kinship`` of ``member_id``. One row for both of them."""

    __tablename__ = "member_relatives"
    __table_args__ = (
        UniqueConstraint("member_id", "relative_id"),
        CheckConstraint("member_id <> relative_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    relative_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    kinship: Mapped[Kinship] = mapped_column(coded(Kinship))
