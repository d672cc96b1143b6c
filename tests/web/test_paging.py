"""Lists are paged by key: every row is met exactly once, forwards and backwards, however many share a day."""

import inspect
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Date, Integer, MetaData, String, Table, select

from tracker.extensions import UtcDateTime
from tracker.keyset import PAGE_SIZE, keyset
from tracker.web.pagination import Page, cursor_of_request, page_of

ROWS = Table(
    "paged_rows",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("word", String(20), nullable=False),
)
NOON = datetime(2026, 2, 28, 12, 0, 0, 1, tzinfo=UTC)


@pytest.fixture
def rows(session):
    """A table of three kinds of keys, gone after the test."""
    ROWS.create(session.connection())
    return ROWS


def fill(session, count: int, spread: int) -> None:
    session.execute(ROWS.delete())
    for number in range(count):
        step = timedelta(days=number * 7 % spread)
        key = {"day": date(2026, 2, 28) + step, "at": NOON + step, "word": f"đ {number * 7 % spread:03} & +"}
        session.execute(ROWS.insert().values(id=number + 1, **key))


def fetch(app, session, url: str, key: str, newest_first: bool) -> Page:
    with app.test_request_context(url):
        cursor = cursor_of_request()
        column = ROWS.c[key]
        found = session.execute(keyset(select(ROWS.c.id, column), column, ROWS.c.id, cursor, newest_first=newest_first))
        return page_of(found.all(), cursor, lambda row: (row[1], row[0]))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    count=st.integers(0, 3 * PAGE_SIZE + 1) | st.sampled_from([PAGE_SIZE, PAGE_SIZE + 1, 2 * PAGE_SIZE]),
    spread=st.integers(1, 60),
    key=st.sampled_from(["day", "at", "word"]),
    newest_first=st.booleans(),
)
def test_every_row_is_met_once_forwards_and_backwards(session, service_app, rows, count, spread, key, newest_first):
    fill(session, count, spread)
    column = ROWS.c[key]
    order = (column.desc(), ROWS.c.id.desc()) if newest_first else (column, ROWS.c.id)
    expected = list(session.execute(select(ROWS.c.id).order_by(*order)).scalars())
    forwards = [fetch(service_app, session, "/cases/?kind=x", key, newest_first)]
    while url := forwards[-1].next_url:
        assert parse_qs(urlsplit(url).query)["kind"] == ["x"]
        forwards.append(fetch(service_app, session, url, key, newest_first))
    pages = [[row.id for row in page.rows] for page in forwards]
    assert [row for page in pages for row in page] == expected
    assert all(len(page) == PAGE_SIZE for page in pages[:-1])
    backwards = [forwards[-1]]
    while url := backwards[-1].previous_url:
        backwards.append(fetch(service_app, session, url, key, newest_first))
    assert [[row.id for row in page.rows] for page in reversed(backwards)] == pages


PLACES = (
    "", "x", "5a", "5anonsense", "5a2026-02-31", "5a2026-01-01", "5b2026-01-01T00:00:00+00:00", "5a2026-01-01T00:00",
    "5a0001-01-01T00:00:00+14:00", "5a9999-12-31T23:59:59-14:00", "5a\x00", "5ađ%_'\"", "5a-1", "5a" + "9" * 40,
    "5a9999999999", "5a1e999",
    "9" * 18 + "a2026-01-01", "9" * 400 + "a1", "٣a2026-01-01", "[" * 3_000,
)  # fmt: skip
READERS = ("clerk", "chair", "leader", "receiver", "administrator")


def lists_of(app: Flask) -> list[str]:
    """The address of every page that reads a place in a list; one for each sort of the work to do."""
    rules = [rule for rule in app.url_map.iter_rules() if "cursor_of_request" in _names(app, rule.endpoint)]
    sorts = [source.name for source in app.extensions["tasks"]]
    return sorted({rule.rule.replace("<sort>", sort) for rule in rules for sort in sorts})


def _names(app: Flask, endpoint: str) -> tuple[str, ...]:
    return inspect.unwrap(app.view_functions[endpoint]).__code__.co_names


def test_a_place_that_is_not_of_the_list_is_never_a_fault_of_the_program(app, browse):
    readers, paths = [browse(name) for name in READERS], lists_of(app)
    assert len(paths) > 20
    for path in paths:
        reader = next((one for one in readers if one.get(path).status_code == 200), None)
        assert reader is not None, f"nobody reads {path}"
        for place in PLACES:
            answer = reader.get(path, query_string={"at": place}).status_code
            assert answer in (200, 400, 404), (path, place[:60], answer)
