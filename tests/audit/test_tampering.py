"""What is changed behind the triggers is found by ``flask audit verify``; what cannot be recorded is not shown."""

import threading

import pytest
from sqlalchemy.exc import DBAPIError

from tests.client import sign_in
from tests.stories import Story
from tracker.access import Role
from tracker.audit import append_only
from tracker.audit.queries import find_break
from tracker.audit.services import record
from tracker.extensions import db


@pytest.fixture
def tamper(app, cast):
    """``tamper("UPDATE …")`` – carried out by somebody who may drop triggers."""

    def carried_out(statement: str) -> None:
        with app.app_context():
            append_only.remove(db.session.connection())
            db.session.execute(db.text(statement))
            db.session.commit()

    return carried_out


def verify(app) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    return done.exit_code, done.output


@pytest.mark.parametrize(
    "change",
    ["action = 'x'", "actor_id = 1", "case_id = 7", "at = '2020-01-01 00:00:00'", "hash = 'x'", "body = '{}'"],
)
def test_a_change_of_any_column_is_reported_at_its_entry(app, tamper, change):
    assert verify(app)[0] == 0
    tamper(f"UPDATE audit_events SET {change} WHERE seq = 5")
    status, said = verify(app)
    assert (status, "BROKEN at entry 5:" in said) == (1, True)


def test_a_removed_entry_is_reported(app, tamper):
    tamper("DELETE FROM audit_events WHERE seq = 5")
    assert "BROKEN at entry 5: the entry is missing" in verify(app)[1]


def test_a_lost_head_is_reported(app, tamper):
    tamper("DELETE FROM audit_head")
    assert verify(app) == (1, "BROKEN at entry 1: the head of the chain is missing\n")


def test_an_emptied_log_is_reported(app, tamper):
    tamper("DELETE FROM audit_events")
    assert verify(app)[0] == 1


def test_a_fresh_database_is_whole(app):
    assert verify(app) == (0, "OK: 0 entries, the chain is whole.\n")


def test_no_hidden_row_number_lets_an_entry_be_replaced(app, cast, backend):
    if backend == "postgresql":
        statement = (
            "INSERT INTO audit_events SELECT * FROM audit_events WHERE seq = 1 "
            "ON CONFLICT (seq) DO UPDATE SET action = 'x'"
        )
    else:
        statement = (
            "INSERT OR REPLACE INTO audit_events (rowid, seq, at, action, body, hash) "
            "SELECT 1, max(seq) + 1, max(at), 'x', '{}', 'x' FROM audit_events"
        )
    with app.app_context():
        with pytest.raises(DBAPIError):
            db.session.execute(db.text(statement))
        db.session.rollback()
        assert find_break() is None


def test_the_check_is_green_while_others_write(app, cast):
    stop = threading.Event()

    def write() -> None:
        with app.app_context():
            while not stop.is_set():
                record(None, "test.written")
                db.session.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert [verify(app)[0] for _ in range(10)] == [0] * 10
    finally:
        stop.set()
        writer.join()


def test_an_entry_that_is_rolled_back_with_its_change_leaves_no_gap(app, cast):
    with app.app_context():
        for end in (db.session.rollback, db.session.commit) * 3:
            record(None, "test.written")
            end()
        assert find_break() is None


@pytest.mark.parametrize("about", [{"name": 1.5}, {"name": object()}, {"name": {"of": "a person"}}])
def test_only_ids_codes_and_dates_enter_the_log(app, cast, about):
    with app.app_context(), pytest.raises(TypeError, match="ids, codes and dates"):
        record(None, "test.written", about=about)


def test_codes_enter_the_log_as_they_are_stored(app, cast):
    with app.app_context():
        record(None, "test.written", about={"roles": [Role.CHAIR]})
        body = db.session.execute(db.text("SELECT body FROM audit_events ORDER BY seq DESC")).scalars().first()
    assert '"about":{"roles":["chair"]}' in body


@pytest.mark.parametrize("page", ["", "/history", "/papers", "/findings"])
def test_a_file_is_not_shown_when_the_reading_cannot_be_recorded(app, cast, backend, page):
    with app.app_context():
        ref = Story(cast).opened().ref
        db.session.execute(
            db.text(
                "CREATE TRIGGER full BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
                if backend == "sqlite"
                else "ALTER TABLE audit_events ADD CONSTRAINT disk_is_full CHECK (action NOT LIKE 'read.%')"
            )
        )
        db.session.commit()
    browser = app.test_client()
    sign_in(browser, cast.accounts["head"])
    answer = browser.get(f"/cases/{ref}{page}")
    assert answer.status_code == 500
    assert "quỹ" not in answer.text
