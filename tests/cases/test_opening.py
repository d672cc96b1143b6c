"""Opening a case: what the procedure asks is checked, explained beside the field, and nothing typed is lost."""

import html

import pytest

from tests.cast import TODAY, Cast, ago, typed
from tests.client import sign_in
from tests.pages import forms
from tests.stories import Story
from tracker.cases.kinds import Kind
from tracker.cases.services import open_case
from tracker.cases.states import Basis, SubjectType
from tracker.core.errors import RuleViolation
from tracker.extensions import db


@pytest.fixture
def officer(app, cast):
    browser = app.test_client()
    sign_in(browser, cast.accounts["officer"])
    return browser


def values(cast: Cast, **changed: object) -> dict[str, object]:
    return {
        "body": str(cast.bodies["commission"]),
        "kind": "violation_inspection",
        "title": "việc quản lý quỹ",
        "subjects": [f"member-{cast.members['secretary']}"],
        "contents": ["member.duties"],
        "period_from": typed(ago(700)),
        "period_until": typed(ago(60)),
        "basis": "observation",
        "basis_text": "Báo cáo giám sát",
        "head": str(cast.accounts["head"]),
    } | changed


def send(officer, cast: Cast, **changed: object):
    form = next(form for form in forms(officer.get("/cases/new").text) if "title" in form.names)
    return officer.post("/cases/new", data=form.values | values(cast, **changed))


def stored(app) -> int:
    with app.app_context():
        return db.session.execute(db.text("SELECT count(*) FROM cases")).scalar_one()


def refused(cast: Cast, opener: str = "officer", **changed: object) -> RuleViolation:
    story = Story(cast)
    with pytest.raises(RuleViolation) as refusal:
        open_case(story.actor(opener), story.draft(**changed), TODAY)
    return refusal.value


def test_a_good_form_opens_a_case(app, cast, officer):
    assert send(officer, cast).status_code == 303
    assert stored(app) == 1


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("title", ""),
        ("title", "x" * 301),
        ("title", "quỹ\x00đen"),
        ("basis_text", "a" * 100_000),
        ("kind", "no_such_kind"),
        ("kind", "denunciation"),
        ("basis", "petition of nobody"),
        ("contents", ["no.such.code"]),
        ("contents", []),
        ("period_from", "31/02/2026"),
        ("period_from", "01/01/0001"),
        ("period_from", "hôm qua"),
        ("period_until", typed(ago(800))),
        ("head", ""),
        ("head", "999999"),
        ("subjects", []),
        ("subjects", ["member-999999"]),
        ("subjects", ["nothing"]),
    ],
)
def test_a_bad_field_is_explained_and_everything_typed_is_still_there(app, cast, officer, field, bad):
    answer = send(officer, cast, **{field: bad, "work_from": typed(ago(-3))})
    assert answer.status_code == 422, (field, bad)
    assert f'id="{field}-error"' in answer.text
    shown = html.unescape(answer.text)
    for other, text in (
        ("title", "việc quản lý quỹ"),
        ("basis_text", "Báo cáo giám sát"),
        ("work_from", typed(ago(-3))),
    ):
        assert other == field or text in shown
    assert stored(app) == 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_refusals_speak_the_language_of_the_reader(app, cast, officer, language):
    if language == "en":
        officer.submit("/", press="English")
    answer = send(officer, cast, period_from="31/02/2026")
    sentence = {"vi": "Ngày này không có trong lịch.", "en": "There is no such day in the calendar."}
    assert sentence[language] in answer.text


def test_a_subject_is_searched_without_marks_and_without_script(cast, officer):
    form = next(form for form in forms(officer.get("/cases/new").text) if "title" in form.names)
    asked = {**form.values, "title": "việc đang gõ", "subjects-q": "nguyen thi duc", "subjects-find": "1"}
    answer = officer.post("/cases/new", data=asked)
    assert answer.status_code == 200
    assert f'value="member-{cast.members["full_member"]}"' in answer.text
    assert "việc đang gõ" in answer.text
    found = officer.get("/cases/subjects.json?q=duc").json
    assert any(one["label"].startswith("Nguyễn Thị Đức Hạnh") for one in found)


def test_a_subject_outside_the_bodys_scope_is_refused(app, cast):
    with app.app_context():
        for kind, key in (
            (SubjectType.MEMBER, cast.members["outsider"]),
            (SubjectType.ORGANIZATION, cast.organizations["other_cell"]),
            (SubjectType.ORGANIZATION, cast.organizations["province"]),
        ):
            refusal = refused(cast, subjects=[(kind, key)], contents=["member.duties", "org.cadres"])
            assert refusal.field == "subjects"
            assert refusal.citations


@pytest.mark.parametrize(
    ("kind", "body", "basis", "field"),
    [
        (Kind.COMPLIANCE_INSPECTION, "commission", Basis.PROGRAMME, "kind"),
        (Kind.FINANCE_INSPECTION, "committee", Basis.PROGRAMME, "kind"),
        (Kind.FINANCE_INSPECTION, "commission", Basis.PROGRAMME, "subjects"),
        (Kind.REGULAR_SUPERVISION, "commission", Basis.ORDER, "kind"),
        (Kind.DENUNCIATION, "commission", Basis.PETITION, "kind"),
        (Kind.THEMATIC_SUPERVISION, "commission", Basis.PETITION, "basis"),
    ],
)
def test_the_kind_fits_the_body_the_basis_and_the_subject(app, cast, kind, body, basis, field):
    with app.app_context():
        assert refused(cast, kind=kind, body_id=cast.bodies[body], basis=basis).field == field


def test_each_type_of_subject_needs_a_content_of_its_list(app, cast):
    with app.app_context():
        assert refused(cast, contents=["org.cadres"]).field == "contents"


def test_nobody_inspects_himself(app, cast):
    with app.app_context():
        own = [(SubjectType.MEMBER, cast.members["officer"])]
        assert refused(cast, "head", subjects=own, head=cast.accounts["officer"]).field == "head"
        assert refused(cast, "head", subjects=own, team=[cast.accounts["officer"]]).field == "team"


def test_nobody_opens_a_case_about_himself_which_he_could_not_see(app, cast, officer):
    with app.app_context():
        refusal = refused(cast, subjects=[(SubjectType.MEMBER, cast.members["officer"])])
        assert (refusal.field, bool(refusal.citations)) == ("subjects", True)
    answer = send(officer, cast, subjects=[f"member-{cast.members['officer']}"])
    assert answer.status_code == 422
    assert "việc quản lý quỹ" in html.unescape(answer.text)
    assert stored(app) == 0


def test_a_team_has_one_head_of_the_own_organization(app, cast):
    with app.app_context():
        assert refused(cast, head=None).field == "head"
        assert refused(cast, team=[cast.accounts["head"]]).field == "team"
        assert refused(cast, head=cast.accounts["stranger"]).field == "head"
        assert refused(cast, directing_id=cast.accounts["stranger"]).field == "directing"
        assert refused(cast, team=[cast.accounts["stranger"]]).field == "team"


def test_a_body_of_another_organization_is_refused(app, cast):
    with app.app_context():
        assert refused(cast, body_id=cast.bodies["other_commission"]).field == "body"


def test_another_case_of_the_same_subject_must_be_acknowledged_with_a_reason(app, cast):
    with app.app_context():
        Story(cast).issued()
        assert refused(cast).field == "overlap_reason"
        Story(cast).opened(overlap_reason="Nội dung khác, theo chỉ đạo.")
        kept = db.session.execute(db.text("SELECT reason FROM overlap_acknowledgements")).scalar_one()
        assert kept == "Nội dung khác, theo chỉ đạo."


def test_a_case_keeps_the_name_and_post_of_the_day_it_was_opened(app, cast):
    with app.app_context():
        subject = Story(cast).opened().file("officer").case.subjects[0]
        assert (subject.name, subject.description) == ("Lò Văn Phượng", "Bí thư Chi bộ")
        assert subject.grassroots_id == cast.organizations["ward"]


def test_who_may_not_open_a_case(app, cast):
    for name in ("clerk", "leader", "administrator", "viewer"):
        browser = app.test_client()
        sign_in(browser, cast.accounts[name])
        assert browser.get("/cases/new").status_code == 403
