"""Pages of teams: declaring, changing, hints and for whom, relatives, missions; stale pages and both languages."""

import pytest

from tests.cast import ago, typed
from tests.pages import faults
from tests.stories import Story
from tests.teams.building import issued, make_relatives
from tracker.cases.states import SubjectType
from tracker.extensions import db
from tracker.members.models import Membership, Relative
from tracker.organizations.models import Body
from tracker.teams.models import CaseAmendment, Mission

DECISION = {"number": "15-QĐ/UBKTĐU", "decided_on": typed(ago(5)), "from_on": typed(ago(5)), "why": "Chuyển công tác."}


@pytest.fixture
def told(app, cast):
    """``told(issued)`` – the address of a stored case."""

    def tell(make, **changed: object) -> str:
        with app.app_context():
            story = make(cast, **changed)
            db.session.commit()
        return f"/cases/{story.ref}"

    return tell


def opened(cast, **changed: object) -> Story:
    return Story(cast).opened(declared=False, team=[cast.accounts["officer"]], **changed)


def test_the_blocked_decision_says_who_has_not_declared_and_the_article(play, told):
    case = told(opened)
    page = play("clerk").get(case).text
    assert "chưa khai báo" in page and "131-QĐ/TW" in page
    assert play("clerk").submit(f"{case}/issue", {"signer": ""}).status_code == 422
    for name in ("head", "officer"):
        assert "/declaration" in play(name).get(case).text
        assert play(name).submit(f"{case}/declaration", {"conflict": "no"}).status_code == 303
        assert "/declaration" not in play(name).get(f"{case}/steps").text
    assert "chưa khai báo" not in play("clerk").get(case).text


def test_a_conflict_without_its_reason_is_refused_beside_the_field(play, told):
    case = told(opened)
    answer = play("head").submit(f"{case}/declaration", {"conflict": "yes"})
    assert answer.status_code == 422 and 'id="reason-error"' in answer.text
    answer = play("head").submit(f"{case}/declaration", {"conflict": "yes", "reason": "Chú ruột là bí thư."})
    assert answer.status_code == 303
    page = play("chair").get(f"{case}/changes").text
    assert "Chú ruột là bí thư." in page
    assert play("head").submit(f"{case}/declaration", {"conflict": "no"}).status_code == 409


def test_a_clerk_who_drafts_a_change_is_led_back_to_the_case(app, cast, play, told):
    case = told(issued)
    with app.app_context():
        db.session.get_one(Body, cast.bodies["commission"]).approves_papers = True
        db.session.commit()
    page = play("clerk").get(f"{case}/changes/team")
    assert page.status_code == 200 and f'href="{case}/changes"' not in page.text
    assert play("clerk").get(f"{case}/changes").status_code == 404
    assert f'href="{case}/changes"' in play("chair").get(f"{case}/changes/team").text


def test_who_directs_the_team_is_not_offered_as_who_joins_it(play, told, cast):
    page = play("chair").get(f"{told(issued)}/changes/team").text
    offered = page.split('id="into"')[1].split("</select>")[0]
    assert f'value="{cast.accounts["vice_chair"]}"' in offered
    assert f'value="{cast.accounts["member"]}"' not in offered


def test_declaring_and_changing_are_for_their_people(play, told):
    case = told(issued)
    for name in ("bystander", "clerk", "vice_chair", "leader", "stranger", "subject"):
        for page in ("changes", "declaration", "changes/team", "changes/contents", "changes/period"):
            assert play(name).get(f"{case}/{page}").status_code == 404, (name, page)
    for name in ("head", "officer"):
        assert play(name).get(f"{case}/changes").status_code == 200
        assert play(name).get(f"{case}/changes/team").status_code == 404
    for name in ("chair", "member"):
        assert play(name).get(f"{case}/declaration").status_code == 404


def test_a_replaced_member_finds_nothing_any_more(app, cast, play, told):
    case = told(issued, restricted=True)
    officer = play("officer")
    assert officer.get(f"{case}/findings").status_code == 200
    change = DECISION | {"out": str(cast.accounts["officer"]), "into": str(cast.accounts["bystander"])}
    assert play("chair").submit(f"{case}/changes/team", change).status_code == 303
    for page in ("", "/findings", "/evidence", "/changes", "/diary"):
        assert officer.get(case + page).status_code == 404
    assert case not in officer.get("/cases/").text and case not in officer.get("/search?q=quy").text
    page = play("chair").get(f"{case}/changes").text
    assert "Bùi Văn Hưởng vào thay" in page and "15-QĐ/UBKTĐU" in page
    assert "Trần Quốc Khánh" not in play("chair").get(case).text.split("<h2>Đoàn")[-1]


def test_a_change_sent_twice_or_from_a_stale_page_is_made_once(app, cast, play, told):
    case = told(issued)
    change = DECISION | {"out": str(cast.accounts["officer"])}
    first, second = (play(name).get(f"{case}/changes/team") for name in ("chair", "member"))
    for _ in range(2):
        assert play("chair").submit("", change, page=first).status_code == 303
    other = DECISION | {"into": str(cast.accounts["bystander"])}
    answer = play("member").submit("", other, page=second)
    assert answer.status_code == 409 and "Chuyển công tác." in answer.text
    with app.app_context():
        assert db.session.query(CaseAmendment).count() == 1


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("number", ""),
        ("number", "x" * 121),
        ("decided_on", "31/02/2026"),
        ("decided_on", typed(ago(-1))),
        ("from_on", typed(ago(9))),
        ("why", ""),
        ("why", "lý\x00do"),
        ("into", "999999"),
        ("out", "999999"),
    ],
)
def test_a_bad_change_is_explained_beside_its_field(app, cast, play, told, field, bad):
    case = told(issued)
    change = DECISION | {"out": str(cast.accounts["officer"])} | {field: bad}
    answer = play("chair").submit(f"{case}/changes/team", change)
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.text


def test_contents_and_period_are_changed_on_their_pages(play, told):
    case = told(issued)
    answer = play("chair").submit(f"{case}/changes/contents", DECISION | {"contents": ["member.ethics"]})
    assert answer.status_code == 303
    span = {"period_from": typed(ago(900)), "period_until": typed(ago(100))}
    assert play("member").submit(f"{case}/changes/period", DECISION | span).status_code == 303
    page = play("head").get(f"{case}/changes").text
    assert "Phẩm chất đạo đức" in page.replace("phẩm chất", "Phẩm chất") and page.count("15-QĐ/UBKTĐU") == 2


def test_hints_are_for_head_directing_member_and_chair(app, cast, play, told):
    subjects = [(SubjectType.ORGANIZATION, cast.organizations["cell"])]
    case = told(issued, subjects=subjects, contents=["org.thrift"])
    with app.app_context():
        values = {"member_id": cast.members["officer"], "organization_id": cast.organizations["cell"]}
        db.session.add(Membership(since=ago(2000), until=ago(400), **values))
        db.session.commit()
    for name in ("head", "member", "chair"):
        assert "đã sinh hoạt hoặc giữ chức vụ tại" in play(name).get(f"{case}/changes").text
    assert "đã sinh hoạt hoặc giữ chức vụ tại" not in play("officer").get(f"{case}/changes").text


def test_a_relative_finds_the_case_nowhere(app, cast, play, told):
    subjects = [(SubjectType.MEMBER, cast.members["full_member"])]
    case = told(lambda one, **more: Story(one, opener="head", days=5).concluded(**more), subjects=subjects)
    assert play("chair").get(case).status_code == 200
    before = play("chair").get("/overview").text
    with app.app_context():
        make_relatives(cast, "full_member", "chair")
        db.session.commit()
    chair = play("chair")
    for page in ("", "/findings", "/evidence", "/changes", "/papers", "/diary"):
        assert chair.get(case + page).status_code == 404
    for page in ("/cases/", "/search?q=quy", "/", "/violations", "/recommendations", "/statistics/", "/register"):
        answer = chair.get(page)
        assert answer.status_code == 200 and case not in answer.text, page
    assert chair.get("/overview").text != before
    assert play("vice_chair").get(case).status_code == 200


def test_relatives_are_entered_and_taken_out_on_the_page_of_a_member(app, cast, play):
    member = f"/members/{cast.members['secretary']}"
    given = {"relative": [f"member-{cast.members['full_member']}"], "kinship": "spouse"}
    page = play("clerk").get(f"{member}/relatives/new")
    assert play("clerk").submit("", given, page=page).status_code == 303
    assert "Nguyễn Thị Đức Hạnh" in play("clerk").get(member).text
    assert "Nguyễn Thị Đức Hạnh" not in play("vice_chair").get(member).text
    with app.app_context():
        entry = db.session.query(Relative.id).scalar()
    assert play("vice_chair").get(f"{member}/relatives/{entry}/remove").status_code == 403
    assert play("stranger").get(f"{member}/relatives/{entry}/remove").status_code == 404
    assert play("clerk").get(f"{member}/relatives/99/remove").status_code == 404
    assert play("clerk").submit(f"{member}/relatives/{entry}/remove").status_code == 303
    with app.app_context():
        assert db.session.query(Relative).count() == 0


def test_a_mission_is_set_up_and_takes_a_case(app, cast, play, told):
    case = told(opened)
    values = {
        "name": "Đoàn số 1",
        "body": str(cast.bodies["commission"]),
        "work_from": typed(ago(2)),
        "work_until": typed(ago(-9)),
        "head": str(cast.accounts["head"]),
    }
    answer = play("officer").submit("/missions/new", values)
    assert answer.status_code == 303
    mission = answer.location
    asked = play("officer").submit(f"{mission}/cases", {"case": case.split("/")[-1]})
    assert asked.status_code == 422  # its team would be another
    assert play("officer").submit(f"{mission}/cases", {"agreed": "y"}, page=asked).status_code == 303
    assert case in play("head").get(mission).text and "Đoàn số 1" in play("head").get("/missions").text
    for name in ("member", "stranger", "upper_chair"):
        assert play(name).get(mission).status_code == 404
    assert play("officer").submit("/missions/new", values | {"work_until": typed(ago(9))}).status_code == 422
    with app.app_context():
        assert db.session.query(Mission).count() == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_teams_is_whole_in_both_languages(app, cast, play, told, language):
    case = told(issued)
    with app.app_context():
        db.session.execute(db.text("UPDATE accounts SET language = :language"), {"language": language})
        db.session.commit()
    for page in ("changes", "changes/team", "changes/contents", "changes/period"):
        assert faults(play("chair").get(f"{case}/{page}").text) == []
    for page in (f"{case}/declaration", f"{case}/diary", f"{case}/diary/new", "/missions", "/missions/new"):
        assert faults(play("head").get(page).text) == []
