"""What was typed when a session had ended is carried through the sign-in page sealed, for the account that typed it."""

import base64
import re
import zlib

import pytest
from werkzeug.datastructures import MultiDict

from tests.cast import PASSWORD
from tests.pages import forms
from tracker.extensions import db
from tracker.web.resume import pack_form, unpack_form

TYPED = "Tôi là hàng xóm của đồng chí Bí thư, nhà số 7 tổ 9."
PATH = "/sessions/new"


def end_sessions(app) -> None:
    with app.app_context():
        db.session.execute(db.text("UPDATE sign_ins SET seen_at = '2020-01-01 00:00:00'"))
        db.session.commit()


def carried(page: str) -> str:
    return next(form.values["resume"][0] for form in forms(page) if "resume" in form.names)


def readings(packed: str) -> list[bytes]:
    """What somebody reads who takes the hidden text apart: as it is, decoded, unpacked, from any place on."""
    found = [packed.encode()]
    for part in {packed, *packed.split(".")}:
        raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) if re.fullmatch(r"[\w=-]+", part) else b""
        found.append(raw)
        for start in range(min(len(raw), 80)):
            try:
                found.append(zlib.decompress(raw[start:]))
            except zlib.error:
                continue
    return found


@pytest.fixture
def lost(app, play):
    """The page that a clerk gets who sends a form after the session has ended."""
    clerk = play("clerk")
    page = clerk.get(PATH)
    end_sessions(app)
    return clerk.submit(PATH, {"place": TYPED}, page=page)


def test_who_sits_before_the_page_of_an_ended_session_reads_nothing_of_what_was_typed(lost):
    assert lost.status_code == 401
    assert not any(word in lost.text for word in ("hàng xóm", "tổ 9"))
    for text in readings(carried(lost.text)):
        assert not any(word.encode() in text for word in ("xóm", "place", PATH))


def test_it_is_offered_again_to_the_account_that_typed_it(app, play, lost):
    answer = play("clerk").submit("/sign-in", {"login_name": "clerk", "password": PASSWORD}, page=lost)
    assert TYPED in answer.text


def test_another_account_that_signs_in_on_the_page_is_not_shown_it_and_told_so(app, play, lost):
    other = play("clerk").submit("/sign-in", {"login_name": "chair", "password": PASSWORD}, page=lost)
    assert (other.status_code, other.location) == (303, "/")
    home = play("clerk").get("/").text
    assert "hàng xóm" not in home and "tài khoản khác" in home


def test_a_wrong_password_keeps_it_sealed_and_it_opens_afterwards(app, play, lost):
    clerk = play("clerk")
    wrong = clerk.submit("/sign-in", {"login_name": "clerk", "password": "sai"}, page=lost)
    assert "hàng xóm" not in wrong.text
    answer = clerk.submit("/sign-in", {"login_name": "clerk", "password": PASSWORD}, page=wrong)
    assert TYPED in answer.text


def test_the_same_text_is_never_sealed_into_the_same_words_and_no_letter_of_it_may_change(app):
    with app.test_request_context():
        one, two = (pack_form(PATH, MultiDict({"place": TYPED}), 1) for _ in range(2))
        assert one != two and unpack_form(one, 1) == (PATH, [("place", TYPED)])
        assert (unpack_form(one, 2), unpack_form(one[:-9] + "AAAA" + one[-5:], 1)) == (None, None)
