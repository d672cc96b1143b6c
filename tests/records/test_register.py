"""What was issued stays as it was: the bytes, their hash, the order of the register, and who may read them."""

import hashlib
import io
import re
import shutil
from datetime import timedelta

import pytest

from tests.cast import TODAY, ago
from tests.client import sign_in
from tests.stories import SIGNER, Story
from tracker.audit import append_only
from tracker.conclusions.papers import NoticeWords
from tracker.conclusions.services import issue_notices
from tracker.core import clock
from tracker.documents import render
from tracker.documents.models import NumberCounter, RegisteredPaper
from tracker.documents.states import PaperState
from tracker.extensions import db


@pytest.fixture
def concluded(app, cast) -> Story:
    with app.app_context():
        story = Story(cast).concluded()
        db.session.commit()
    return story


def issued() -> RegisteredPaper:
    return db.session.query(RegisteredPaper).filter_by(template="conclusion_notice").one()


def test_an_issued_paper_is_served_unchanged_even_without_its_template(app, play, concluded, tmp_path, monkeypatch):
    with app.app_context():
        paper = issued()
        ref, digest = paper.ref, paper.sha256
    before = play("clerk").get(f"/papers/{ref}.pdf")
    assert (before.status_code, before.mimetype) == (200, "application/pdf")
    monkeypatch.setattr(render, "TEMPLATES", tmp_path)  # nothing could be printed again
    after = play("clerk").get(f"/papers/{ref}.pdf")
    assert after.data == before.data
    assert hashlib.sha256(after.data).hexdigest() == digest


def test_a_paper_is_the_same_file_a_year_later_and_after_a_change_of_its_template(
    app, play, cast, concluded, tmp_path, monkeypatch
):
    with app.app_context():
        ref, digest = issued().ref, issued().sha256
    before = play("clerk").get(f"/papers/{ref}.pdf").data
    copied = tmp_path / "documents"
    shutil.copytree(render.TEMPLATES, copied)
    base = copied / "_base" / "base.html"
    base.write_text(base.read_text(encoding="utf-8").replace("Nơi nhận", "Gửi đến"), encoding="utf-8")
    monkeypatch.setattr(render, "TEMPLATES", copied)
    render._environment.cache_clear()
    later = clock.now() + timedelta(days=366)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", lambda: later.date())
    assert play("clerk").get(f"/papers/{ref}.pdf").status_code == 302  # the sign-in has ended long ago
    clerk = app.test_client()
    sign_in(clerk, cast.accounts["clerk"])
    after = clerk.get(f"/papers/{ref}.pdf?save=1").data
    assert (after == before, hashlib.sha256(after).hexdigest()) == (True, digest)
    page = clerk.submit("/check", {"upload": (io.BytesIO(after), "x.pdf")})
    assert 'data-answer="authentic"' in page.text
    render._environment.cache_clear()


def test_a_paper_that_cannot_be_rendered_leaves_no_gap(app, cast, monkeypatch):
    with app.app_context():
        story = Story(cast).adopted()
        db.session.commit()
        words = NoticeWords(ago(10), SIGNER, ["Lưu hồ sơ"])

        def fail(*_: object, **__: object) -> bytes:
            raise RuntimeError("the disk is full")

        with monkeypatch.context() as broken:
            broken.setattr("tracker.documents.services.render_pdf", fail)
            with pytest.raises(RuntimeError):
                issue_notices(story.actor("clerk"), story.papers("clerk"), words, TODAY)
        db.session.rollback()
        assert db.session.query(NumberCounter).filter_by(type="notice").count() == 0
        issue_notices(story.actor("clerk"), story.papers("clerk"), words, TODAY)
        db.session.commit()
        assert issued().number == 1


def test_the_register_has_the_newest_paper_first_and_narrows_by_type(app, play, cast, concluded):
    with app.app_context():
        Story(cast, days=200).issued(overlap_reason="Khác.")
        db.session.commit()
    text = play("clerk").get("/register").text
    numbers = re.findall(r">(\d\d-(?:QĐ|KH|TB)/UBKTĐU)<", text)
    assert numbers[0] == "01-TB/UBKTĐU"
    assert numbers[1:3] == ["01-KH/UBKTĐU", "01-QĐ/UBKTĐU"]
    assert sorted(numbers[3:]) == ["02-KH/UBKTĐU", "02-QĐ/UBKTĐU"]
    only = play("clerk").get("/register?type=notice").text
    assert re.findall(r">(\d\d-(?:QĐ|KH|TB)/UBKTĐU)<", only) == ["01-TB/UBKTĐU"]
    assert play("clerk").get("/register?type=poem").status_code == 200


READERS = {"clerk": 200, "chair": 200, "head": 200, "member": 200, "officer": 404, "bystander": 404, "leader": 404,
           "upper_chair": 404, "subject": 404, "stranger": 404, "administrator": 404, "viewer": 404}  # fmt: skip


def test_a_paper_is_for_those_who_may_see_the_papers_of_its_case(app, play, concluded):
    with app.app_context():
        ref = issued().ref
    assert {name: play(name).get(f"/papers/{ref}.pdf").status_code for name in READERS} == READERS


def test_a_paper_numbered_before_bytes_were_kept_is_printed_from_its_values_and_one_without_values_is_not(
    app, play, concluded
):
    with app.app_context():
        paper = db.session.query(RegisteredPaper).filter_by(type="decision").one()
        ref = paper.ref
        append_only.remove(db.session.connection())
        paper.content = paper.sha256 = None
        paper.state = PaperState.REGISTERED
        db.session.commit()
    assert play("clerk").get(f"/papers/{ref}.pdf").status_code == 200
    with app.app_context():
        paper = db.session.query(RegisteredPaper).filter_by(type="decision").one()
        append_only.remove(db.session.connection())
        paper.template = paper.template_version = paper.context = None
        db.session.commit()
    assert play("clerk").get(f"/papers/{ref}.pdf").status_code == 404


def test_the_history_of_a_case_tells_every_act_in_words(play, concluded):
    text = play("chair").get(f"/cases/{concluded.ref}/history").text
    assert "%(" not in text
    assert not re.search(r"\b(case|paper|session|finding)\.[a-z_]+", text.split("<main", 1)[1])
