"""An office words the standing lines under "Nơi nhận" as it words any phrase: by dated versions, seen before."""

import json

from tests.cast import TODAY, ago
from tests.lawbook.building import administrator
from tests.stories import Story
from tests.wordings.building import KEY, decision, filled, previewed
from tracker.accounts.queries import get_actor
from tracker.dispatch.queries import get_dispatched
from tracker.documents.approval import text_of
from tracker.documents.contexts import from_json
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.wordings.services import NewWording, enter_wording

URL = f"/wordings/papers/{KEY}/kept_case"


def decided() -> RegisteredPaper:
    return db.session.query(RegisteredPaper).filter_by(template=KEY).order_by(RegisteredPaper.id.desc()).first()


def test_the_next_paper_has_the_office_s_lines_and_is_sent_by_them_and_an_earlier_one_stays(app, cast):
    with app.app_context():
        story = Story(cast).issued()
        old, clerk = decided(), get_actor(cast.accounts["clerk"])
        before = json.loads(old.context)["recipients"]
        actor = administrator(cast)
        for phrase, text in (("to_standing", "Ban Thường vụ Đảng uỷ (b/c)"), ("kept_case", "Hồ sơ {cơ quan ban hành}")):
            enter_wording(actor, NewWording(KEY, phrase, text), decision(cast, since=ago(900)), TODAY)
        Story(cast).issued(title="việc khác", overlap_reason="Nội dung khác.")
        new = json.loads(decided().context)["recipients"]
        body = story.papers("clerk").case.body.name
        assert (new[0], new[-1]) == ("Ban Thường vụ Đảng uỷ (b/c)", f"Hồ sơ {body}")
        assert new[1:-1] == before[1:-1]  # the subject and the members of the team, whom no wording names
        assert get_dispatched(clerk, decided().ref).planned == new[:-1]  # what is kept is not sent, whatever its words
        assert json.loads(db.session.get(RegisteredPaper, old.id).context)["recipients"] == before
        assert get_dispatched(clerk, old.ref).planned == before[:-1]


def test_as_delivered_the_text_that_is_approved_is_what_it_was_before_lines_could_be_worded(app, cast):
    with app.app_context():
        Story(cast).issued()
        paper = from_json(decided().context)
        assert paper.recipient_phrases == ("to_standing", "", "to_team", "kept_case")
        assert "recipient_phrases" not in text_of(paper)
        assert [phrase.key for phrase in paper.phrases if phrase.key.startswith(("to_", "kept_"))] == []


def test_a_line_is_tried_on_the_page_put_into_force_and_taken_back_to_the_standard(app, play):
    browser = play("administrator")
    page = browser.get(URL).text
    assert "Nơi nhận: nơi lưu" in page and "Lưu hồ sơ vụ việc" in page
    looked = browser.submit(URL, {"text": "Lưu {cơ quan ban hành}, hồ sơ"}, press="look-add").text
    assert "Lưu Uỷ ban Kiểm tra Đảng uỷ xã" in looked.split('id="looked"')[1]
    assert previewed(browser, URL, text="Lưu {cơ quan ban hành}").mimetype == "application/pdf"
    for text in ("{đối tượng}", "{cơ quan ban hành.x}", "  "):
        assert browser.submit(URL, filled(text)).status_code == 422
    assert browser.submit(URL, filled("Lưu {cơ quan ban hành}, hồ sơ")).status_code == 303
    standard = browser.submit(URL, {"text": "Lưu hồ sơ vụ việc"}, press="look-add").text.split('id="looked"')[1]
    assert "Lưu hồ sơ vụ việc" in standard.split("</section>")[0]
    assert browser.submit(URL, filled("Lưu hồ sơ vụ việc")).status_code == 303
