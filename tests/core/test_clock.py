"""Today is the day in Vietnam, instants are kept in UTC."""

from datetime import UTC, date, datetime, timedelta

from tracker.core import clock


def test_an_instant_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta(0)


def test_the_day_in_vietnam_begins_at_seventeen_hours_utc():
    last, first = datetime(2026, 2, 28, 16, 59, tzinfo=UTC), datetime(2026, 2, 28, 17, 0, tzinfo=UTC)
    assert [clock.day_of(at) for at in (last, first)] == [date(2026, 2, 28), date(2026, 3, 1)]
