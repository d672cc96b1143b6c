"""An office words its papers by dated versions; an issued paper stays; a preview shows only what one may read."""

import json

import pytest

from tests.cast import TODAY, ago
from tests.lawbook.building import administrator
from tests.stories import Story
from tests.wordings.building import KEY, PHRASE, URL, decision, filled, previewed
from tracker.core.errors import RuleViolation
from tracker.documents import layout
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.models import RegisteredPaper
from tracker.documents.office_models import LayoutChoice, PaperWording
from tracker.documents.services import bytes_of
from tracker.documents.wordings import choices_on, settled_for, wordings_on
from tracker.extensions import db
from tracker.wordings.services import NewWording, enter_choice, enter_wording, revoke


def enter(cast, text, place="ward", **when) -> PaperWording:
    actor = administrator(cast, "province_commission" if place == "province" else "commission")
    return enter_wording(actor, NewWording(KEY, PHRASE, text), decision(cast, place, **when), TODAY)


def found(cast, on, place="ward") -> str:
    return wordings_on(cast.organizations[place], KEY, on)[PHRASE].text


def test_the_version_of_the_day_and_of_the_nearest_office_holds(app, cast):
    usual = CATALOGUE[KEY].sample()
    with app.app_context():
        delivered = found(cast, TODAY)
        enter(cast, "Tỉnh quyết định", "province", since=ago(300))
        enter(cast, "Phường một", since=ago(200))
        two = enter(cast, "Phường hai", since=ago(100), until=ago(50))
        days = (301, 300, 201, 200, 101, 100, 50, 49)
        assert [found(cast, ago(day)) for day in days] == [
            *(delivered, "Tỉnh quyết định", "Tỉnh quyết định", "Phường một"),
            *("Phường một", "Phường hai", "Phường hai", "Phường một"),
        ]
        assert (found(cast, TODAY, "other_ward"), two.edition) == ("Tỉnh quyết định", 2)
        revoke(administrator(cast), two, "Nhầm.")
        assert found(cast, ago(60)) == "Phường một"
        assert settled_for(usual, cast.organizations["ward"], TODAY).phrases != ()


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{% raw %}x", "{đối tượng.__class__}", "a\u202eb", "chữ 漢", "  "])
def test_a_wording_that_is_not_plain_or_cannot_be_printed_is_refused(app, cast, text):
    with app.app_context():
        with pytest.raises(RuleViolation) as refusal:
            enter(cast, text)
        assert (refusal.value.field, db.session.query(PaperWording).count()) == ("text", 0)


def test_an_issued_paper_stays_as_it_was_and_the_next_has_the_new_words(app, cast):
    with app.app_context():
        Story(cast).issued()
        old = db.session.query(RegisteredPaper).filter_by(template=KEY).one()
        before, version = bytes_of(old), old.template_version
        enter(cast, "Quyết định này có hiệu lực ngay", since=ago(900))
        enter_choice(administrator(cast), "end_mark", "./.", decision(cast, since=ago(900)), TODAY)
        assert bytes_of(old) == before
        Story(cast).issued(title="việc khác", overlap_reason="Nội dung khác.")
        new = db.session.query(RegisteredPaper).filter_by(template=KEY).order_by(RegisteredPaper.id.desc()).first()
        kept = json.loads(new.context)
        own = [phrase["text"] for phrase in kept["phrases"] if phrase["own"]]
        assert (own, kept["sheet"]["end_mark"]) == (["Quyết định này có hiệu lực ngay"], "./.")
        assert new.template_version != version


def test_the_layout_is_chosen_by_date_and_the_name_of_the_supervision_notice_with_it(app, cast):
    with app.app_context():
        actor, ward = administrator(cast), cast.organizations["ward"]
        row = enter_choice(actor, "supervision_title", "kết luận", decision(cast, since=ago(20)), TODAY)
        sample = CATALOGUE["supervision_notice"].sample()
        words = [settled_for(sample, ward, ago(day)).outcome_word for day in (21, 20)]
        assert words == ["kết quả", "kết luận"]
        with pytest.raises(RuleViolation):
            enter_choice(actor, "supervision_title", "kết quả", decision(cast, since=ago(20)), TODAY)
        revoke(actor, row, "Nhầm.")
        assert settled_for(sample, ward, TODAY).outcome_word == "kết quả"
        assert layout.chosen(layout.SUPERVISION, TODAY, choices_on(ward, TODAY)) == "kết quả"
        assert db.session.query(LayoutChoice).one().revoke_reason == "Nhầm."


def test_an_administrator_words_a_phrase_compares_prints_and_revokes(app, cast, play):
    browser = play("administrator")
    url = "/wordings/papers/team_plan/opening"
    added = browser.submit(url, {"text": "Ban hành"}, press="đối tượng")
    assert "Ban hành {đối tượng}" in added.text
    compared = browser.submit(url, {"text": "Ban hành kế hoạch với {đối tượng}:"}, press="look-add")
    assert "Ban hành kế hoạch với " in compared.text
    form = filled("Ban hành kế hoạch với {đối tượng}:")
    pdf = previewed(browser, url, **form)
    assert (pdf.status_code, pdf.mimetype, pdf.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert browser.submit(url, form).status_code == 303
    shown = browser.get("/wordings/papers/team_plan").text
    assert "Lời văn riêng, bản 1" in shown and "Ban hành kế hoạch với" in shown
    assert browser.submit("/wordings/versions/1/revoke", {"reason": "Nhầm."}).status_code == 303
    assert "Lời văn riêng, bản 1" not in browser.get("/wordings/papers/team_plan").text
    choice = {key: value for key, value in form.items() if key != "text"} | {"choice": "old"}
    assert browser.submit("/wordings/layout/tone_style/new", choice).status_code == 303
    assert "cơ quan đã quyết định" in browser.get("/wordings/").text


@pytest.mark.parametrize("name", ["officer", "clerk", "chair", "viewer"])
def test_only_administrators_word_papers(play, name):
    browser = play(name)
    assert {browser.get(url).status_code for url in ("/wordings/", URL, "/wordings/layout/guidance/new")} == {403}
