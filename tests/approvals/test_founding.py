"""Decision and plan of a case, and the orders that change it, are approved before their numbers, as any paper."""

import pytest

from tests.cast import TODAY, typed
from tests.stories import Story
from tracker.documents.draft_models import PaperDraft
from tracker.documents.draft_states import DraftState
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.organizations.models import Body

SEND = "send_for_approval"


@pytest.fixture
def drafted(app, stored_cast) -> str:
    """A case in preparation of a body that demands approval."""
    with app.app_context():
        ref = Story(stored_cast).opened().ref
        _demand(stored_cast)
        db.session.commit()
    return ref


def _demand(cast) -> None:
    db.session.get_one(Body, cast.bodies["commission"]).approves_papers = True


def _texts(app) -> dict[str, tuple[str, DraftState]]:
    with app.app_context():
        rows = db.session.query(PaperDraft).order_by(PaperDraft.id)
        return {row.template: (row.ref, row.state) for row in rows}


def _approve(app, play, *templates: str) -> None:
    for template in templates:
        ref = _texts(app)[template][0]
        assert play("chair").submit(f"/drafts/{ref}/steps/approve", {"comment": ""}).status_code == 303


def _issued(app) -> list[tuple[str | None, int, bool]]:
    with app.app_context():
        rows = db.session.query(RegisteredPaper).order_by(RegisteredPaper.id)
        return [(row.template, row.number, row.content is not None) for row in rows]


def _form(cast) -> dict[str, object]:
    return {"signer": str(cast.accounts["chair"]), "decision_on": typed(TODAY)}


def test_decision_and_plan_get_no_number_before_both_are_approved(app, play, stored_cast, drafted):
    form, clerk = f"/cases/{drafted}/issue", play("clerk")
    refused = clerk.submit(form, _form(stored_cast), press="Cấp số")
    assert refused.status_code == 422 and _issued(app) == []
    assert clerk.submit(form, _form(stored_cast), press=SEND).status_code == 303
    _approve(app, play, "team_decision")
    assert clerk.submit(form, _form(stored_cast), press="Cấp số").status_code == 422  # the plan waits still
    assert _issued(app) == []
    _approve(app, play, "team_plan")
    assert clerk.submit(form, _form(stored_cast), press="Cấp số").status_code == 303
    assert _issued(app) == [("team_decision", 1, True), ("team_plan", 1, True)]
    assert {state for _, state in _texts(app).values()} == {DraftState.ISSUED}


def test_a_number_given_to_another_paper_meanwhile_does_not_make_the_approval_of_the_plan_void(
    app, play, stored_cast, drafted
):
    form, clerk = f"/cases/{drafted}/issue", play("clerk")
    clerk.submit(form, _form(stored_cast), press=SEND)
    _approve(app, play, "team_decision", "team_plan")
    other = {"body": str(stored_cast.bodies["commission"]), "type": "decision", "issued_on": typed(TODAY)}
    number = {**other, "abstract": "Quyết định khác", "signer_name": "Vũ Minh Nguyệt"}
    assert clerk.submit("/register/number", number).status_code == 303
    assert clerk.submit(form, _form(stored_cast), press="Cấp số").status_code == 303
    assert ("team_decision", 2, True) in _issued(app)


def test_an_order_that_changes_a_case_is_approved_before_its_number(app, play, stored_cast):
    with app.app_context():
        ref = Story(stored_cast).conducting().ref
        _demand(stored_cast)
        db.session.commit()
    form = f"/cases/{ref}/suspend"
    values = {"since": typed(TODAY), "reason": "Chờ giám định.", "signer": "Vũ Minh Nguyệt"}
    assert play("chair").submit(form, values, press="Tạm dừng vụ việc").status_code == 422
    officer = play("head")
    assert "Soạn trình duyệt: Tạm dừng" in officer.get(f"/cases/{ref}").text
    assert "Tạm dừng vụ việc</button>" not in officer.get(form).text  # who drafts gives no number
    assert officer.submit(form, values, press=SEND).status_code == 303
    _approve(app, play, *_texts(app))
    assert len(_issued(app)) == 2
    assert play("chair").submit(form, values, press="Tạm dừng vụ việc").status_code == 303
    assert len(_issued(app)) == 3


def test_where_no_approval_is_demanded_who_only_drafts_finds_no_form_of_an_order(app, play, stored_cast):
    with app.app_context():
        ref = Story(stored_cast).conducting().ref
        db.session.commit()
    for step in (
        "suspend",
        "extend",
        "cancel",
        "changes/team",
        "changes/contents",
        "changes/period",
        "changes/schedule",
    ):
        assert play("head").get(f"/cases/{ref}/{step}").status_code == 404
        assert play("chair").get(f"/cases/{ref}/{step}").status_code == 200
