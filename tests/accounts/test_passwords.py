"""Passwords: the same work whoever asks, the same text whichever keyboard typed it."""

import time
import unicodedata

import pytest

from tests.cast import PASSWORD, build_cast
from tracker.accounts import passwords, queries, services
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.extensions import db

pytestmark = pytest.mark.real_passwords


def seconds(work) -> float:
    """How much of the processor the work takes, at best; what else the machine does is not counted."""
    found = []
    for _ in range(3):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def test_a_hash_is_slow_and_tells_nothing():
    first, second = passwords.hash_password(PASSWORD), passwords.hash_password(PASSWORD)
    assert first != second
    assert first.startswith("$argon2id$")
    assert seconds(lambda: passwords.fits(first, "wrong")) > 0.005


def test_an_unknown_name_costs_as_much_as_a_wrong_password(app):
    with app.app_context():
        build_cast()
        now = clock.now()
        known = seconds(lambda: services.sign_in("officer", "wrong", "10.0.0.1", now))
        unknown = seconds(lambda: services.sign_in("nobody", "wrong", "10.0.0.1", now))
        db.session.rollback()
    assert 0.4 < unknown / known < 2.5


def test_no_password_fits_where_there_is_no_hash_or_a_broken_one():
    assert not passwords.fits(None, "the hash that an unknown name is checked against")
    assert not passwords.fits("", PASSWORD)
    assert not passwords.fits("$argon2id$broken", PASSWORD)


def test_a_password_fits_however_its_marks_are_composed():
    encoded = passwords.hash_password(unicodedata.normalize("NFD", "Điện Biên Phủ 1954"))
    assert passwords.fits(encoded, unicodedata.normalize("NFC", "Điện Biên Phủ 1954"))
    assert not passwords.fits(encoded, "Dien Bien Phu 1954")


@pytest.mark.parametrize("typed", ["x" * 9, "x" * 201, "x" * 100_000])
def test_a_password_has_ten_to_two_hundred_characters(session, typed):
    cast = build_cast()
    actor = queries.get_actor(cast.accounts["officer"])
    with pytest.raises(RuleViolation) as caught:
        services.change_own_password(actor, PASSWORD, typed, clock.now())
    assert caught.value.field == "password"
