"""Words are found without marks; a text stands beside the standard one; nothing typed is lost to who was faster."""

import pytest

from tests.lawbook.building import administrator
from tests.wordings.building import KEY, PHRASE, URL, decision, filled
from tracker.core.errors import StaleVersion
from tracker.documents.phrases import phrases_of
from tracker.documents.wordings import wordings_on
from tracker.extensions import db
from tracker.wordings.rules import word_changes
from tracker.wordings.services import NewWording, enter_wording

pytestmark = pytest.mark.usefixtures("troubled")

STANDARD = phrases_of(KEY)[PHRASE].text


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("a {đối tượng}, b", "a {đối tượng}, b", [("same", "a {đối tượng}, b")]),
        ("a b c", "a x c", [("same", "a "), ("removed", "b "), ("added", "x "), ("same", "c")]),
        ("của {nơi nhận}:", "của {cơ quan}:", [("same", "của "), ("removed", "{nơi nhận}"), ("added", "{cơ quan}"),
         ("same", ":")]),
        ("a b", "a b c", [("same", "a b "), ("added", "c")]),
        ("a b", "", [("removed", "a b")]),
    ],
)  # fmt: skip
def test_two_wordings_differ_word_by_word_and_a_field_is_one_word(old, new, found):
    assert word_changes(old, new) == found


def test_phrases_are_found_without_marks_and_narrowed_to_the_offices_own(play):
    browser = play("administrator")
    found = browser.get("/wordings/?q=cau+hieu+luc+thanh+lap").text
    assert URL in found and "team_plan/opening" not in found
    assert "Không có câu nào phù hợp" in browser.get("/wordings/?q=zzz").text
    assert "Không có câu nào phù hợp" in browser.get("/wordings/?changed=y").text
    assert browser.submit(URL, filled("Quyết định này có hiệu lực ngay")).status_code == 303
    own = browser.get("/wordings/?changed=y").text
    assert own.count("<tr>") == 2 and "<del>kể từ ngày ký</del><ins>ngay</ins>" in own
    assert browser.get("/wordings/").status_code == 200


def test_the_standard_text_comes_back_as_a_new_version_and_the_old_one_stays_in_the_books(app, cast, play):
    browser = play("administrator")
    browser.submit(URL, filled("Quyết định này có hiệu lực ngay"))
    shown = browser.get(URL).text
    assert "<del>kể từ ngày ký</del><ins>ngay</ins>" in shown
    assert f"{STANDARD}</textarea>" in browser.get(f"{URL}?standard=1").text
    offered = browser.submit(URL, press="standard-add")
    assert f"{STANDARD}</textarea>" in offered.text and "<del>" not in offered.text.split('id="looked"')[1]
    assert browser.submit(URL, filled(STANDARD), page=offered).status_code == 303
    page = browser.get(f"/wordings/papers/{KEY}").text
    assert "Trở lại câu chuẩn, bản 2" in page and "Quyết định này có hiệu lực ngay" in page
    assert "Không có câu nào phù hợp" in browser.get("/wordings/?changed=y").text
    with app.app_context():  # its tone marks follow the guidance again
        assert not wordings_on(cast.organizations["ward"], KEY, decision(cast).since)[PHRASE].own


def test_a_page_that_was_overtaken_shows_both_texts_and_stores_nothing(app, cast, play):
    browser = play("administrator")
    old = browser.get(URL)
    with app.app_context():
        enter_wording(
            administrator(cast), NewWording(KEY, PHRASE, "Lời của người nhanh"), decision(cast), decision(cast).since
        )
        db.session.commit()
    answer = browser.submit(URL, filled("Lời của người chậm"), page=old)
    assert answer.status_code == 409
    assert all(text in answer.text for text in ("Lời của người nhanh", "Lời của người chậm", "Ngô Kỹ Thuật", URL))
    with app.app_context():
        assert wordings_on(cast.organizations["ward"], KEY, decision(cast).since)[PHRASE].text == "Lời của người nhanh"
    looked = browser.submit(URL, {"text": "Lời của người chậm"}, press="look-add", page=old)
    assert looked.status_code == 200  # comparing may go on; the page stays old, and is refused at the end
    assert browser.submit(URL, filled("Lời của người chậm"), page=looked).status_code == 409
    old = browser.get(URL)
    browser.submit("/wordings/versions/1/revoke", {"reason": "Nhầm."})
    answer = browser.submit(URL, filled("Lời của người chậm"), page=old)
    assert answer.status_code == 409 and STANDARD in answer.text and "Ngô Kỹ Thuật" in answer.text


def test_who_waited_for_another_is_refused_though_the_page_was_new_when_it_was_sent(app, cast):
    with app.app_context():
        actor, on = administrator(cast), decision(cast).since
        enter_wording(actor, NewWording(KEY, PHRASE, "Một", seen=0), decision(cast), on)
        with pytest.raises(StaleVersion):
            enter_wording(actor, NewWording(KEY, PHRASE, "Hai", seen=0), decision(cast), on)
        assert enter_wording(actor, NewWording(KEY, PHRASE, "Hai", seen=1), decision(cast), on).edition == 2
