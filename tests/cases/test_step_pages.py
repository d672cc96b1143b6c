"""Pages of the steps of a case: refusals beside the fields, a second sending, a stale page, and whose page it is."""

import json

import pytest

from tests.cast import ago, typed
from tests.stories import Story
from tracker.audit.queries import case_history
from tracker.cases.models import Case, CaseStep, Extension
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db


@pytest.fixture
def told(app, cast):
    """``told("issued")`` – the address of a stored case that was brought so far."""

    def tell(until: str, **changed: object) -> str:
        with app.app_context():
            story = Story(cast)
            getattr(story, until)(**changed)
            db.session.commit()
        return f"/cases/{story.ref}"

    return tell


def only_case() -> Case:
    return db.session.query(Case).one()


def issue(cast, on: str) -> dict[str, str]:
    return {"decision_on": on, "signer": str(cast.accounts["chair"])}


@pytest.mark.parametrize("on", [typed(ago(-1)), typed(ago(3000)), "31/02/2026", "01/01/0001", "", "a" * 100_000])
def test_a_bad_day_of_the_decision_is_refused_beside_its_field_and_no_number_is_lost(app, play, cast, told, on):
    case = told("opened")
    answer = play("clerk").submit(f"{case}/issue", issue(cast, on))
    assert answer.status_code == 422
    assert 'id="decision_on-error"' in answer.text
    assert play("clerk").submit(f"{case}/issue", issue(cast, typed(ago(40)))).status_code == 303
    with app.app_context():
        assert only_case().decision_number == "01-QĐ/UBKTĐU"
        assert only_case().plan_number == "01-KH/UBKTĐU"


def test_a_signer_who_does_not_sign_for_the_body_is_refused(play, cast, told):
    case = told("opened")
    answer = play("clerk").submit(
        f"{case}/issue", issue(cast, typed(ago(40))) | {"signer": str(cast.accounts["leader"])}
    )
    assert (answer.status_code, 'id="signer-error"' in answer.text) == (422, True)


def test_a_step_sent_twice_is_done_once(app, play, cast, told):
    case = told("opened")
    form = play("clerk").get(f"{case}/issue")
    answers = [play("clerk").submit("", issue(cast, typed(ago(40))), page=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    launch = play("head").get(f"{case}/launch")
    how = {"launched_on": typed(ago(38)), "note": "tại trụ sở"}
    assert [play("head").submit("", how, page=launch).status_code for _ in range(2)] == [303, 303]
    with app.app_context():
        assert db.session.query(RegisteredPaper).count() == 2
        assert db.session.query(CaseStep).count() == 1


def test_a_stale_page_is_told_what_happened_and_changes_nothing(app, play, cast, told):
    case = told("opened")
    old = play("chair").get(f"{case}/issue")
    assert play("clerk").submit(f"{case}/issue", issue(cast, typed(ago(40)))).status_code == 303
    answer = play("chair").submit("", issue(cast, typed(ago(39))), page=old)
    assert answer.status_code == 409
    assert "Thay đổi gần nhất: Cà Thị Hoà" in " ".join(answer.text.split())
    with app.app_context():
        assert only_case().decision_on == ago(40)
        assert db.session.query(RegisteredPaper).count() == 2


def test_a_step_recorded_meanwhile_is_not_overwritten_and_the_log_keeps_what_was_there(app, play, told):
    case, head = told("conducting"), play("head")
    page = f"{case}/steps/verification"
    old = head.get(page)
    typed_in = {"done_on": typed(ago(30)), "note": "Biên bản thứ nhất"}
    assert head.submit(page, typed_in).status_code == 303
    late = head.submit("", {"done_on": typed(ago(20)), "note": "Biên bản thứ hai"}, page=old)
    assert (late.status_code, "Biên bản thứ hai" in late.text) == (409, True)
    assert head.submit(page, {"done_on": typed(ago(25)), "note": "Đính chính"}).status_code == 303
    with app.app_context():
        kept = db.session.query(CaseStep).filter_by(key="verification").one()
        assert (kept.done_on, kept.note, kept.version) == (ago(25), "Đính chính", 2)
        about = json.loads(next(iter(case_history(kept.case_id, limit=1))).body)["about"]
        assert (about["was"], about["was_note"]) == (str(ago(30)), "Biên bản thứ nhất")


def test_the_leader_corrects_the_start_on_a_page_that_asks_why(app, play, told):
    case, chair = told("conducting"), play("chair")
    page = f"{case}/steps/launch_minutes/correct"
    assert page in chair.get(f"{case}/steps").text
    assert page not in play("head").get(f"{case}/steps").text
    assert "Thời hạn của vụ việc tính từ ngày này" in chair.get(page).text
    moved = {"done_on": typed(ago(36)), "note": "tại trụ sở"}
    refused = chair.submit(page, moved | {"reason": ""})
    assert (refused.status_code, 'id="reason-error"' in refused.text) == (422, True)
    with app.app_context():
        old = only_case().due_on
    assert chair.submit(page, moved | {"reason": "Ghi nhầm ngày."}).status_code == 303
    with app.app_context():
        new = only_case().due_on
    assert f"Hạn mới: {new:%d/%m/%Y}, thay cho {old:%d/%m/%Y}." in chair.get(f"{case}/steps").text
    assert "Ghi nhầm ngày." in chair.get(f"{case}/history").text
    with app.app_context():
        assert only_case().clock_on == ago(36)


def test_a_draft_changed_meanwhile_is_not_overwritten(app, play, cast, told):
    case = told("opened")
    old = play("chair").get(f"{case}/draft")
    assert play("officer").submit(f"{case}/draft", {"title": "việc thứ hai"}).status_code == 303
    answer = play("chair").submit("", {"title": "việc thứ ba"}, page=old)
    assert answer.status_code == 409
    for typed_or_chosen in ("việc thứ ba", "Kiểm tra khi có dấu hiệu vi phạm", "Lường Thị Thoả"):
        assert typed_or_chosen in answer.text
    stands = answer.text.split("Nội dung hiện có", 1)[1].split("Nội dung đã nhập", 1)[0]
    assert "việc thứ hai" in stands and "Lường Thị Thoả" not in stands  # only what differs
    assert "violation_inspection" not in answer.text
    with app.app_context():
        assert only_case().title == "việc thứ hai"


def test_an_extension_above_the_cap_is_refused_beside_the_days_with_its_article(app, play, told):
    case = told("conducting")
    typed_in = {"days": "11", "decided_on": typed(ago(5)), "decision": "15-QĐ/UBKTĐU", "reason": "Xác minh thêm"}
    answer = play("chair").submit(f"{case}/extend", typed_in)
    assert answer.status_code == 422
    assert 'id="days-error"' in answer.text
    assert "Xác minh thêm" in answer.text
    with app.app_context():
        assert (db.session.query(Extension).count(), only_case().due_on is None) == (0, False)
    assert play("chair").submit(f"{case}/extend", typed_in | {"days": "10"}).status_code == 303


@pytest.mark.parametrize("days", ["0", "-3", "1,5", "mười", "", "9" * 30])
def test_an_extension_is_a_whole_number_of_days(play, told, days):
    case = told("conducting")
    values = {"days": days, "decided_on": typed(ago(5)), "decision": "15-QĐ/UBKTĐU", "reason": "Xác minh thêm"}
    answer = play("chair").submit(f"{case}/extend", values)
    assert (answer.status_code, 'id="days-error"' in answer.text) == (422, True)


# Whose each step is: 200, or 404 as if the page did not exist; 403 where the role has no cases at all.
STEPS = {
    "opened": {
        "/draft": {"officer": 200, "head": 200, "member": 200, "chair": 200, "clerk": 404, "bystander": 404},
        "/issue": {"clerk": 200, "chair": 200, "officer": 404, "head": 404, "member": 404, "vice_chair": 404},
        "/cancel": {"chair": 200, "member": 200, "officer": 404, "clerk": 404},
    },
    "issued": {
        "/launch": {"head": 200, "member": 200, "officer": 404, "chair": 404, "clerk": 404},
        "/steps/subject_report": {"head": 200, "member": 200, "chair": 404, "clerk": 404},
        "/suspend": {"chair": 200, "member": 200, "head": 404, "clerk": 404},
        "/extend": {"chair": 200, "member": 200, "head": 404, "clerk": 404},
        "/steps": {"head": 200, "clerk": 200, "officer": 404, "leader": 404, "upper_chair": 404},
    },
    "conducting": {
        "/steps/launch_minutes/correct": {"chair": 200, "member": 200, "head": 404, "officer": 404, "clerk": 404},
    },
}
NOBODYS = {
    "stranger": 404,
    "subject": 404,
    "upper_officer": 404,
    "upper_chair": 404,
    "administrator": 404,
    "viewer": 404,
}


@pytest.mark.parametrize(("until", "page"), [(until, page) for until, pages in STEPS.items() for page in pages])
def test_each_step_is_for_its_people_only(play, told, until, page):
    case = told(until)
    expected = NOBODYS | STEPS[until][page]
    assert {name: play(name).get(f"{case}{page}").status_code for name in expected} == expected


def test_somebody_elses_step_is_not_done_by_sending_its_form(app, play, told):
    case = told("issued")
    own = play("head").get(f"{case}/launch")
    for name in ("officer", "clerk", "stranger", "subject"):
        answer = play(name).submit("", {"launched_on": typed(ago(38)), "note": "x"}, page=own)
        assert answer.status_code in (400, 404)
    with app.app_context():
        assert only_case().state == "issued"


def test_a_step_of_another_kind_is_not_there(play, told):
    assert play("head").get(f"{told('issued')}/steps/declaration").status_code == 404
