"""The unbound database and what every table shares: names of constraints, column types, mixins."""

import sqlite3
from contextvars import ContextVar
from datetime import UTC, date, datetime
from enum import StrEnum

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Dialect, Engine, ForeignKey, String, Text, event, text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import DateTime, Enum, TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Whether the next SQLite transaction takes the write lock at once. A transaction that starts by reading and then
# writes fails under load without waiting, so everything that may write starts IMMEDIATE; the web edge lowers it for
# reading requests.
transaction_mode: ContextVar[str] = ContextVar("transaction_mode", default="IMMEDIATE")


class Base(DeclarativeBase):
    """Base of all models."""


Base.metadata.naming_convention = NAMING

db = SQLAlchemy(model_class=Base, disable_autonaming=True)
migrate = Migrate()
csrf = CSRFProtect()
babel = Babel()


class UtcDateTime(TypeDecorator):
    """An aware instant, stored in UTC (SQLite would drop the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC)

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def coded(values: type[StrEnum], *, name: str | None = None) -> Enum:
    """A column type that stores a readable code and lets the database refuse any other.

    ``name`` names the constraint where a table has two columns of the same type.
    """
    return Enum(
        values,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or _constraint_name(values),
        values_callable=lambda members: [member.value for member in members],
    )


def _constraint_name(values: type[StrEnum]) -> str:
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in values.__name__)
    return words.lstrip("_")


class Versioned:
    """A counter that each change raises, so that a change made from a stale page is refused."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805
        return {"version_id_col": cls.version}


REVOKED_WHOLE = "(revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (revoke_reason = '')"
STANDING = text("revoked_at IS NULL")


class Documented(Versioned):
    """By which document a row was entered, by whom, and whether it was revoked. ``document`` is written as cited."""

    document: Mapped[str] = mapped_column(String(120))  # "Quyết định số 12-QĐ/TU"
    document_on: Mapped[date]
    issuer: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoke_reason: Mapped[str] = mapped_column(Text, default="")

    @declared_attr
    def author_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("accounts.id"))

    @declared_attr
    def revoked_by(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("accounts.id"))


class Placed:
    """Where a record stands in the tree: the id of its ancestor (or itself) at each level, None where there is none.

    A list of a subtree is then one indexed comparison, whatever the depth of the tree and the number of records.
    """

    @declared_attr
    def central_id(cls) -> Mapped[int | None]:
        return _place()

    @declared_attr
    def province_id(cls) -> Mapped[int | None]:
        return _place()

    @declared_attr
    def district_id(cls) -> Mapped[int | None]:
        return _place()

    @declared_attr
    def grassroots_id(cls) -> Mapped[int | None]:
        return _place()

    @declared_attr
    def section_id(cls) -> Mapped[int | None]:
        return _place()

    @declared_attr
    def cell_id(cls) -> Mapped[int | None]:
        return _place()

    def place_like(self, other: "Placed") -> None:
        """Take over the place of ``other``."""
        for column in PLACE_COLUMNS:
            setattr(self, column, getattr(other, column))


PLACE_COLUMNS = ("central_id", "province_id", "district_id", "grassroots_id", "section_id", "cell_id")


def _place() -> Mapped[int | None]:
    return mapped_column(ForeignKey("organizations.id"), index=True)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # the driver's own transactions lose updates
        for pragma in ("journal_mode=WAL", "busy_timeout=20000", "foreign_keys=ON", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"BEGIN {transaction_mode.get()}")
