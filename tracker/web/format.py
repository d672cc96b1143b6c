"""Dates, instants, numbers and money as officers write them."""

from datetime import date, datetime
from decimal import Decimal

from tracker.core import clock


def day(on: date | None) -> str:
    """``05/9/2026``: the day padded, the month padded only where a digit could be added (1 and 2)."""
    if on is None:
        return ""
    month = f"{on.month:02d}" if on.month <= 2 else str(on.month)
    return f"{on.day:02d}/{month}/{on.year:04d}"


def instant(at: datetime | None) -> str:
    """``14:05 05/9/2026`` in Vietnam's time."""
    if at is None:
        return ""
    here = clock.local(at)
    return f"{here:%H:%M} {day(here.date())}"


def count(number: int | None) -> str:
    """``1.234``."""
    return "" if number is None else f"{number:,}".replace(",", ".")


def money(amount: int | None) -> str:
    """``1.234.567 đ``."""
    return "" if amount is None else f"{count(amount)} đ"


def percent(share: Decimal | None) -> str:
    """``66,7%``; a dash where there is nothing to share."""
    return "–" if share is None else f"{share:.1f}%".replace(".", ",")


def capitalize_first(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]
