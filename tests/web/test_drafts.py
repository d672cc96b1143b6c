"""What is typed and not sent is kept on the server, for its writer only, until the form is carried out."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.cast import ago, typed
from tests.pages import forms
from tracker.core import clock
from tracker.extensions import db
from tracker.web.models import FormDraft

PATH = "/sessions/new"


def keep(browser, path: str = PATH, form: str = "MeetingForm", **texts: str):
    token = shown(browser, PATH)["csrf_token"]
    about = {"csrf_token": token, "draft-path": path, "draft-form": form, "draft-title": "Kỳ họp mới"}
    return browser.post("/drafts", data={**about, **texts})


def stored(app) -> list[FormDraft]:
    with app.app_context():
        return list(db.session.scalars(select(FormDraft)))


def shown(browser, path: str) -> dict[str, object]:
    return next(form for form in forms(browser.get(path).text) if "chair_name" in form.names).values


def test_a_draft_is_kept_offered_and_filled_in(play):
    clerk = play("clerk")
    answer = keep(clerk, place="Nhà văn hoá", held_on="31/02/2026")
    assert set(answer.json) == {"saved_at"}
    assert f"{PATH}?draft=1" in clerk.get(PATH).text
    assert shown(clerk, PATH)["place"] == [""]
    filled = shown(clerk, f"{PATH}?draft=1")
    assert (filled["place"], filled["held_on"]) == (["Nhà văn hoá"], ["31/02/2026"])
    assert PATH in clerk.get("/").text


def test_a_draft_is_nobody_elses(play):
    keep(play("clerk"), place="Nhà văn hoá")
    for other in ("chair", "administrator"):
        page = play(other).get("/").text
        assert "Kỳ họp mới" not in page
    assert shown(play("chair"), f"{PATH}?draft=1")["place"] == [""]


def test_a_draft_is_gone_when_its_form_is_carried_out(app, cast, play):
    clerk = play("clerk")
    keep(clerk, place="Nhà văn hoá")
    values = shown(clerk, f"{PATH}?draft=1") | {
        "body": str(cast.bodies["commission"]), "title": "Kỳ họp", "held_on": typed(ago(3)), "chair_name": "Nguyệt",
    }  # fmt: skip
    assert clerk.post(f"{PATH}?draft=1", data=values).status_code == 303
    assert stored(app) == []


def test_a_refused_form_keeps_its_draft(app, play):
    clerk = play("clerk")
    keep(clerk, place="Nhà văn hoá")
    clerk.post(PATH, data=shown(clerk, f"{PATH}?draft=1"))
    assert len(stored(app)) == 1


def test_a_draft_can_be_dropped(app, play):
    clerk = play("clerk")
    keep(clerk, place="Nhà văn hoá")
    token = shown(clerk, PATH)["csrf_token"]
    answer = clerk.post("/drafts/drop", data={"csrf_token": token, "path": PATH, "form": "MeetingForm"})
    assert (answer.status_code, answer.location) == (303, PATH)
    assert stored(app) == []


def test_secrets_and_form_numbers_are_never_kept(app, play):
    keep(play("clerk"), place="x", password="mật khẩu dài", old="mật khẩu cũ", idempotency_key="abc", version="3")
    assert stored(app)[0].fields == '[["place", "x"], ["version", "3"]]'


def test_a_later_draft_takes_the_place_of_the_earlier_one(app, play):
    clerk = play("clerk")
    keep(clerk, place="một")
    keep(clerk, place="hai")
    assert [draft.fields for draft in stored(app)] == ['[["place", "hai"]]']


@pytest.mark.parametrize(
    ("path", "form"),
    [("//evil.example", "MeetingForm"), ("/\\evil.example", "MeetingForm"), ("https://evil.example", "MeetingForm"),
     ("", "MeetingForm"), ("/" + "x" * 500, "MeetingForm"), (PATH, ""), (PATH, "a b"), (PATH, "x" * 61)],
)  # fmt: skip
def test_an_address_of_another_site_or_a_strange_form_is_refused(app, play, path, form):
    assert keep(play("clerk"), path, form, place="x").status_code == 404
    assert stored(app) == []


def test_dropping_never_leads_to_another_site(play):
    clerk = play("clerk")
    token = shown(clerk, PATH)["csrf_token"]
    for path in ("//evil.example", "/\\evil.example", "https://evil.example"):
        assert clerk.post("/drafts/drop", data={"csrf_token": token, "path": path, "form": "x"}).status_code == 404


def test_a_draft_needs_a_session_and_a_page_of_ours(app, client, play):
    assert client.post("/drafts", data={"draft-path": PATH}).status_code in (400, 401)
    assert play("clerk").post("/drafts", data={"draft-path": PATH, "draft-form": "MeetingForm"}).status_code == 400
    assert stored(app) == []


def test_drafts_older_than_thirty_days_go_with_the_next_one(app, play):
    clerk = play("clerk")
    keep(clerk, "/sessions/old", place="một")
    with app.app_context():
        db.session.execute(update(FormDraft).values(saved_at=clock.now() - timedelta(days=30, minutes=1)))
        db.session.commit()
    keep(clerk, place="hai")
    assert [draft.path for draft in stored(app)] == [PATH]
