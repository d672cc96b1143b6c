"""Pages of programmes: refusals beside their fields, nothing typed is lost, every number opens its items."""

import re

import pytest

from tests.cast import TODAY, ago, typed
from tests.client import sign_in
from tests.journeys.test_two_worlds import OUTSIDERS, walk
from tests.pages import parse, text_of
from tests.programmes.building import YEAR, Plan
from tests.stories import Story
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.states import Basis, SubjectType
from tracker.extensions import db
from tracker.programmes.models import ExternalWork, PlanEntry, Programme

pytestmark = pytest.mark.usefixtures("troubled")


@pytest.fixture
def plan(app, cast) -> Plan:
    return Plan(cast)


@pytest.fixture
def stored(app, plan):
    """``stored(plan.approved)`` – what the step makes is in the database."""

    def keep(step, *arguments, **named) -> Plan:
        with app.app_context():
            step(*arguments, **named)
            db.session.commit()
        return plan

    return keep


def item(plan: Plan, **changed: object) -> dict[str, object]:
    return {
        "kind": "thematic_supervision",
        "matter": "việc nâng cao chất lượng sinh hoạt",
        "subjects": [f"org-{plan.cast.organizations['cell']}"],
        "contents": ["org.working_rules"],
        "period_from": typed(ago(700)),
        "period_until": typed(ago(300)),
        "year": str(YEAR),
        "quarter": "4",
        "body": str(plan.cast.bodies["commission"]),
        "head": str(plan.cast.accounts["head"]),
    } | changed


def test_a_programme_is_drafted_filled_submitted_and_approved_on_its_pages(app, plan, play):
    officer, chair = play("officer"), play("chair")
    new = {"body": str(plan.cast.bodies["commission"]), "type": "yearly", "year_from": str(YEAR), "year_until": ""}
    assert officer.submit("/programmes/new", new).location == plan.url
    assert officer.submit("/programmes/new", new).status_code == 422
    assert officer.submit(f"{plan.url}/items/new", item(plan)).status_code == 303
    assert officer.submit(f"{plan.url}/items/1", {"matter": "việc tự phê bình"}).status_code == 303
    assert officer.submit(f"{plan.url}/submit", {}).status_code == 303
    approval = {"approved_on": typed(TODAY), "signer": str(plan.cast.accounts["chair"]), "paper_number": ""}
    assert chair.submit(f"{plan.url}/approve", approval).status_code == 303
    page = officer.get(plan.url).text
    assert "Việc tự phê bình" in page and "01-CTr/UBKTĐU" in page
    assert plan.url in officer.get("/programmes/").text


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("kind", ""),
        ("kind", "denunciation"),
        ("matter", ""),
        ("matter", "x" * 301),
        ("matter", "quỹ\x07"),
        ("subjects", []),
        ("subjects", ["org-999999"]),
        ("subjects", ["nothing"]),
        ("contents", []),
        ("contents", ["no.such"]),
        ("period_from", "31/02/2026"),
        ("period_until", typed(ago(800))),
        ("year", "1066"),
        ("quarter", "5"),
        ("body", "999999"),
        ("head", "999999"),
        ("note", "y" * 2001),
    ],
)
def test_a_bad_field_of_an_item_is_explained_and_nothing_typed_is_lost(app, plan, play, stored, field, bad):
    stored(plan.drafted, {"quarter": 1})
    answer = play("officer").submit(f"{plan.url}/items/new", item(plan, **{field: bad}))
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.text
    assert field in ("matter", "note") or "việc nâng cao chất lượng sinh hoạt" in answer.text
    with app.app_context():
        assert db.session.query(PlanEntry).count() == 1


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("year_from", "hai nghìn"),
        ("year_from", "1800"),
        ("year_until", "1800"),
        ("type", "monthly"),
        ("body", "999999"),
    ],
)
def test_a_bad_field_of_a_programme_is_explained(app, plan, play, field, bad):
    new = {
        "body": str(plan.cast.bodies["commission"]),
        "type": "term",
        "year_from": str(YEAR),
        "year_until": str(YEAR + 4),
    }
    answer = play("officer").submit("/programmes/new", new | {field: bad})
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.text
    with app.app_context():
        assert db.session.query(Programme).count() == 0


@pytest.mark.parametrize(
    ("field", "bad"),
    [("organization", []), ("agency", ""), ("since", "x"), ("until", typed(ago(10))), ("matter", "z" * 301)],
)
def test_a_bad_field_of_another_bodys_work_is_explained(app, plan, play, field, bad):
    facts = {"organization": [f"org-{plan.cast.organizations['cell']}"], "agency": "Thanh tra", "matter": ""}
    facts |= {"since": typed(ago(3)), "until": typed(ago(1)), field: bad}
    answer = play("officer").submit("/programmes/external/new", facts)
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.text
    with app.app_context():
        assert db.session.query(ExternalWork).count() == 0


def test_what_is_in_the_way_is_shown_and_a_reason_lets_it_through(plan, play, stored):
    stored(plan.drafted)
    refused = play("officer").submit(f"{plan.url}/items/new", item(plan))
    assert refused.status_code == 422 and 'id="overlap_reason-error"' in refused.text
    assert "notice-warn" in refused.text
    let_through = play("officer").submit(f"{plan.url}/items/new", item(plan, overlap_reason="Khác."), page=refused)
    assert let_through.status_code == 303
    assert "Khác." in play("officer").get(plan.url).text


def test_a_page_older_than_the_item_is_told_so(plan, play, stored):
    stored(plan.drafted)
    old = play("head").get(f"{plan.url}/items/1")
    assert play("officer").submit(f"{plan.url}/items/1", {"matter": "việc một"}).status_code == 303
    assert play("head").submit(f"{plan.url}/items/1", {"matter": "việc hai"}, page=old).status_code == 409
    stale = play("officer").get(f"{plan.url}/submit")
    play("officer").submit(f"{plan.url}/items/1", {"matter": "việc ba"})
    assert play("officer").submit(f"{plan.url}/submit", {}, page=stale).status_code == 409


def test_the_approver_who_drafted_sees_why_he_may_not(plan, play, stored):
    plan.drafter = "chair"
    stored(plan.submitted)
    assert f"{plan.url}/approve" not in play("chair").get(plan.url).text
    assert f"{plan.url}/approve" in play("vice_chair").get(plan.url).text
    approval = {"approved_on": typed(TODAY), "signer": str(plan.cast.accounts["chair"])}
    assert play("chair").submit(f"{plan.url}/approve", approval).status_code == 422


def test_an_adjustment_stands_beside_the_version_it_changes(plan, play, stored):
    stored(plan.approved)
    answer = play("officer").submit(f"{plan.url}/adjust", {"document": "Thông báo 12", "reason": "Theo chỉ đạo."})
    assert answer.status_code == 303
    assert play("officer").submit(f"{plan.url}/items/1", {"quarter": "2"}).status_code == 303
    page = play("officer").get(f"{plan.url}/versions/2").text
    assert re.search(r"<del>\s*Quý IV/", page) and re.search(r"<ins>\s*Quý II/", page)
    assert play("upper_chair").get(f"{plan.url}/versions/2").status_code == 404
    assert "Quý IV" in play("upper_chair").get(plan.url).text
    assert play("officer").submit(f"{plan.url}/withdraw", {}).status_code == 303


SEEN = {"officer": 200, "clerk": 200, "leader": 200, "upper_chair": 200, "upper_officer": 404, "viewer": 403}
SEEN |= {"stranger": 404}
CHANGED = {"officer": 200, "clerk": 200, "leader": 403, "upper_chair": 404, "stranger": 404, "viewer": 403}


@pytest.mark.parametrize("page", ["", "/completion", "/versions", "/versions/1"])
def test_who_sees_a_programme(plan, play, stored, page):
    stored(plan.approved)
    assert {name: play(name).get(plan.url + page).status_code for name in SEEN} == SEEN


def test_who_may_change_a_programme(plan, play, stored):
    stored(plan.approved)
    assert {name: play(name).get(f"{plan.url}/adjust").status_code for name in CHANGED} == CHANGED


def test_a_case_is_opened_from_an_item_with_everything_the_item_says(app, plan, play, stored):
    stored(plan.approved, {"quarter": 4})
    officer = play("officer")
    url = re.search(r'href="(/cases/new\?item=\d+)"', officer.get(plan.url).text)[1]
    page = officer.get(url)
    assert "Chương trình kiểm tra, giám sát năm" in page.text and "03-CTr/UBKTĐU" in page.text
    opened = officer.submit(url, {"team": []}, page=page)
    assert opened.status_code == 303
    with app.app_context():
        case = db.session.query(Case).options(db.selectinload(Case.subjects), db.selectinload(Case.team)).one()
        entry = plan.entry()
        assert (case.kind, case.title, case.basis) == (Kind.THEMATIC_SUPERVISION, entry.matter, Basis.PROGRAMME)
        assert (case.period_from, case.period_until) == (entry.period_from, entry.period_until)
        assert [one.organization_id for one in case.subjects] == [plan.cast.organizations["cell"]]
        assert [one.account_id for one in case.team] == [plan.cast.accounts["head"]]
        assert case.plan_item_id == entry.item_id
    assert url not in officer.get(plan.url).text
    assert f"{plan.url}#item-1" in officer.get(opened.location).text
    for bad in ("0", "999999", "x", "99999999999999999999"):
        assert officer.get(f"/cases/new?item={bad}").status_code == 404
    assert play("stranger").get(url).status_code == 404


def test_every_number_of_the_completion_opens_exactly_its_items(app, plan, play, stored):
    quarters = [{"quarter": number} for number in (1, 2, 3, 4)]
    stored(plan.approved, *quarters, {"quarter": None, "kind": "inspection_work_inspection"})
    with app.app_context():
        values = {"subjects": [(SubjectType.ORGANIZATION, plan.cast.organizations["cell"])], "contents": ["org.cadres"]}
        values |= {"kind": Kind.THEMATIC_SUPERVISION, "basis": Basis.PROGRAMME}
        for number in (1, 2):
            Story(plan.cast).opened(plan_item_id=plan.entry(number).item_id, overlap_reason="Quý sau.", **values)
        first = db.session.query(Case).order_by(Case.id).first()
        first.state, first.concluded_on = "archived", TODAY
        db.session.commit()
    root, _ = parse(play("officer").get(f"{plan.url}/completion").text)
    rows = [[text_of(cell) for cell in row.iter("td")] for body in root.iter("tbody") for row in body.iter("tr")]
    assert rows == [
        ["1", "1", "0", "0", "0", "0", "0,0%"],
        ["4", "2", "0", "1", "1", "0", "25,0%"],
        ["5", "3", "0", "1", "1", "0", "20,0%"],
    ]
    links = [link for body in root.iter("tbody") for link in body.iter("a")]
    assert len(links) == 10
    for link in links:
        listed, _ = parse(play("officer").get(link.get("href")).text)
        assert sum(len(list(body.iter("tr"))) for body in listed.iter("tbody")) == int(text_of(link))


def test_a_restricted_case_from_an_item_changes_no_byte_of_the_pages_of_planning(app, plan, stored):
    member = plan.cast.members["secretary"]  # whose account is of a chair, and still sees nothing
    stored(plan.approved, {"organizations": [], "members": [member], "contents": ["member.duties"]})
    with app.app_context():
        item_id = plan.entry().item_id
    pages = ("", "/completion", "/versions", "/versions/1", "/items/new", "/adjust", "?kind=thematic_supervision")
    urls = ["/programmes/", f"/cases/new?item={item_id}", *(plan.url + page for page in pages)]
    before = {name: walk(app, plan.cast, name, urls) for name in OUTSIDERS}
    with app.app_context():
        subjects = [(SubjectType.MEMBER, member)]
        kind = {"kind": Kind.THEMATIC_SUPERVISION, "basis": Basis.PROGRAMME}
        story = Story(plan.cast, opener="head", days=10)
        story.issued(restricted=True, subjects=subjects, plan_item_id=item_id, **kind)
        db.session.commit()
    assert {name: walk(app, plan.cast, name, urls) for name in OUTSIDERS} == before
    browser = app.test_client()
    sign_in(browser, plan.cast.accounts["head"])
    assert f"/cases/{story.ref}" in browser.get(plan.url).text


def test_an_item_gives_one_case_and_who_may_not_know_of_it_learns_only_that_work_has_begun(app, plan, play, stored):
    stored(plan.approved, {"quarter": 4})
    with app.app_context():
        subjects = [(SubjectType.ORGANIZATION, plan.cast.organizations["cell"])]
        kind = {"kind": Kind.THEMATIC_SUPERVISION, "basis": Basis.PROGRAMME, "contents": ["org.cadres"]}
        item = plan.entry().item_id
        story = Story(plan.cast, opener="head", days=10)
        story.issued(restricted=True, subjects=subjects, plan_item_id=item, **kind)
        db.session.commit()
    refused = play("bystander").submit(f"/cases/new?item={item}", {"team": []})
    assert refused.status_code == 422 and "Mục này của chương trình đã được triển khai." in refused.text
    assert story.ref not in refused.text
    with app.app_context():
        assert db.session.query(Case).count() == 1
