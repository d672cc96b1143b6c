"""The only place that asks the system what time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present date in Vietnam."""
    return now().astimezone(ZONE).date()


def local(instant: datetime) -> datetime:
    """An aware instant as Vietnam's clocks show it."""
    return instant.astimezone(ZONE)


def day_of(instant: datetime) -> date:
    """The date in Vietnam at an aware instant: from 17:00 UTC on it is the day after that of UTC."""
    return local(instant).date()
