"""The audit chain: what was done can be added to and never rewritten without being found."""

import json
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from tests.client import sign_in
from tests.stories import Story
from tracker.audit import append_only, chain
from tracker.audit.queries import find_break, length
from tracker.audit.services import record
from tracker.extensions import db

BODIES = st.lists(st.text(min_size=1, max_size=20), min_size=2, max_size=12)


def build(bodies: list[str]) -> tuple[list[chain.Entry], tuple[int, str]]:
    entries, last = [], chain.START
    for seq, text in enumerate(bodies, start=1):
        body = chain.canonical({"text": text, "seq": seq})
        last = chain.link(last, body)
        entries.append(chain.Entry(seq, body, last))
    return entries, (len(entries), last)


@given(BODIES)
def test_an_untouched_chain_is_whole(bodies):
    assert chain.find_break(*build(bodies)) is None


@given(BODIES, st.data())
def test_a_changed_entry_is_found_where_it_stands(bodies, data):
    entries, head = build(bodies)
    place = data.draw(st.integers(0, len(entries) - 1))
    entries[place] = entries[place]._replace(body=entries[place].body + " ")
    found = chain.find_break(entries, head)
    assert found is not None
    assert found.seq == place + 1


@given(BODIES, st.data())
def test_a_removed_entry_is_found_where_it_is_missing(bodies, data):
    entries, head = build(bodies)
    place = data.draw(st.integers(0, len(entries) - 1))
    del entries[place]
    found = chain.find_break(entries, head)
    assert found is not None
    assert found.seq == place + 1


@given(BODIES, st.data())
def test_two_entries_that_changed_places_are_found_at_the_first(bodies, data):
    entries, head = build(bodies)
    first = data.draw(st.integers(0, len(entries) - 2))
    second = data.draw(st.integers(first + 1, len(entries) - 1))
    for place, other in ((first, second), (second, first)):
        entries[place] = entries[place]._replace(body=build(bodies)[0][other].body, hash=build(bodies)[0][other].hash)
    assert chain.find_break(entries, head) == chain.Break(first + 1, "the text does not fit the hash")


@given(BODIES, st.data())
def test_an_entry_pushed_in_is_found_where_it_stands(bodies, data):
    entries, head = build(bodies)
    place = data.draw(st.integers(0, len(entries)))
    last = entries[place - 1].hash if place else chain.START
    body = chain.canonical({"text": "pushed in", "seq": place + 1})
    forged = chain.Entry(place + 1, body, chain.link(last, body))
    found = chain.find_break([*entries[:place], forged, *entries[place:]], head)
    assert found is not None
    assert found.seq == place + 2


@given(BODIES, st.data())
def test_a_column_beside_the_text_that_says_something_else_is_found(bodies, data):
    entries, head = build(bodies)
    entries = [entry._replace(beside={"seq": entry.seq}) for entry in entries]
    assert chain.find_break(entries, head) is None
    place = data.draw(st.integers(0, len(entries) - 1))
    entries[place] = entries[place]._replace(beside={"seq": 0})
    assert chain.find_break(entries, head) == chain.Break(place + 1, "a column beside the text says something else")


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=10), max_size=4))
def test_the_same_entry_has_one_text_whatever_the_order_of_its_parts(parts):
    assert chain.canonical(parts) == chain.canonical(dict(reversed(parts.items())))


@given(BODIES)
def test_a_chain_cut_at_its_end_is_found_by_its_head(bodies):
    entries, head = build(bodies)
    assert chain.find_break(entries[:-1], head) is not None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET action = 'x' WHERE seq = 1",
        "DELETE FROM audit_events WHERE seq = 1",
    ],
)
def test_the_database_refuses_to_rewrite_the_log(app, cast, statement):
    with app.app_context(), pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(db.text(statement))


def test_the_log_is_not_replaced_or_emptied_either(app, cast, backend):
    replace = (
        "INSERT OR REPLACE INTO audit_events (seq, at, action, body, hash) VALUES (1, '2026-01-01', 'x', '{}', 'x')"
    )
    statement = replace if backend == "sqlite" else "TRUNCATE audit_events"
    with app.app_context(), pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(db.text(statement))


def test_verify_reports_the_first_bad_entry_once_the_triggers_are_gone(app, cast):
    runner = app.test_cli_runner()
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0
    with app.app_context():
        append_only.remove(db.session.connection())
        db.session.execute(
            db.text("UPDATE audit_events SET body = replace(body, 'organization', 'nobody') WHERE seq = 3")
        )
        db.session.commit()
    found = runner.invoke(args=["audit", "verify"])
    assert (found.exit_code, "entry 3" in found.output) == (1, True)


def test_fifty_writers_at_once_keep_one_chain(app, cast):
    def write() -> None:
        with app.app_context():
            record(None, "test.written")
            db.session.commit()

    with app.app_context():
        before = length()
    threads = [threading.Thread(target=write) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert length() == before + 50
        assert find_break() is None


def test_no_name_and_no_free_text_enters_the_log(app, cast):
    with app.app_context():
        Story(cast).voted({"warning": 5})
        bodies = db.session.execute(db.text("SELECT body FROM audit_events WHERE case_id IS NOT NULL")).scalars().all()
    text = " ".join(bodies)
    for secret in ("Phượng", "quỹ", "khuyết điểm", "Vi phạm nghiêm trọng"):
        assert secret not in text
    assert all(json.loads(body)["v"] == chain.FORMAT for body in bodies)


def test_opening_a_file_is_on_record_and_an_outline_is_not(app, cast):
    with app.app_context():
        ref = Story(cast).opened().ref
        db.session.commit()
    for name in ("head", "bystander"):
        browser = app.test_client()
        sign_in(browser, cast.accounts[name])
        assert browser.get(f"/cases/{ref}").status_code == 200
    with app.app_context():
        read = db.session.execute(db.text("SELECT actor_id FROM audit_events WHERE action LIKE 'read.%'")).scalars()
        assert list(read) == [cast.accounts["head"]]
