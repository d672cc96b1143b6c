"""The number of a form: only a number of ours counts, and a form that merely asks for itself again may come again."""

import pytest

from tests.client import sign_in
from tests.web.failing_views import attempts
from tracker.extensions import db


@pytest.fixture
def browser(failing, cast):
    browser = failing.test_client()
    sign_in(browser, cast.accounts["clerk"])
    return browser


def send(browser, key: str) -> int:
    return browser.post("/done", data={"idempotency_key": key}).status_code


def test_a_number_counts_once(failing, browser):
    assert [send(browser, "n" * 64), send(browser, "n" * 64)] == [303, 303]
    assert attempts(failing) == 1


@pytest.mark.parametrize("key", ["", "n" * 65, "n\x00", "số một", "a b"])
def test_what_is_no_number_of_ours_is_as_if_there_were_none(failing, browser, key):
    assert [send(browser, key), send(browser, key)] == [303, 303]
    assert attempts(failing) == 2


def test_a_form_that_failed_may_be_sent_again(failing, browser):
    for how, status in (("raise", 500), ("rule", 422), ("fine", 200)):
        answer = browser.post(f"/fail?how={how}", data={"idempotency_key": "k"})
        assert answer.status_code == status
    with failing.app_context():
        assert db.session.execute(db.text("SELECT count(*) FROM sent_forms")).scalar_one() == 0
    assert send(browser, "k") == 303
    assert attempts(failing) == 2
