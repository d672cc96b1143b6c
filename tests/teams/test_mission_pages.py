"""The pages of a mission's team: who is offered the change, which cases it concerns; sent for approval, numbered."""

import pytest

from tests.cast import TODAY, ago, typed
from tests.journeys.test_papers_of_changes import printed
from tests.pages import faults
from tests.stories import Story
from tests.teams.carrying import carried, case_of, change, decisions, demand_approval, set_up
from tracker.cases.states import State
from tracker.documents.draft_models import PaperDraft
from tracker.extensions import db
from tracker.teams.models import CaseAmendment
from tracker.teams.queries import get_mission

SEND = "send_for_approval"
FORM = {"decided_on": typed(ago(5)), "from_on": typed(ago(5)), "why": "Điều động.", "number": ""}


def filled(cast, **changed: object) -> dict[str, object]:
    people = {"out": str(cast.accounts["bystander"]), "into": str(cast.accounts["vice_chair"])}
    return FORM | people | {"signer": "Vũ Minh Nguyệt"} | changed


@pytest.fixture
def told(app, cast):
    """``told(approving=True)``: the address of a mission with two decided cases, one in preparation and one ended."""

    def built(*, approving: bool = False, decided: bool = True) -> str:
        with app.app_context():
            mission = set_up(cast)
            carried(cast, mission, "việc thứ nhất", decided=decided)
            carried(cast, mission, "việc thứ hai", decided=decided, restricted=True)
            carried(cast, mission, "việc thứ ba", decided=False)
            ended = case_of(carried(cast, mission, "việc thứ tư"))
            ended.state, ended.concluded_on = State.CONCLUDED, TODAY
            if approving:
                demand_approval(cast)
            db.session.commit()
            return f"/missions/{mission.ref}"

    return built


def notice_of(page: str) -> str:
    """What the page tells in a box; "" without one."""
    return page.split("notice-info")[1].split("</div>", maxsplit=1)[0] if "notice-info" in page else ""


def test_the_change_is_offered_to_who_may_make_it_and_others_are_told_why_not(play, told):
    mission = told()
    assert f'href="{mission}/team"' in play("chair").get(mission).text
    page = play("head").get(mission).text
    assert f'href="{mission}/team"' not in page
    assert (
        "việc thứ nhất; việc thứ hai" in page and "việc thứ tư" not in page.split("notice-info")[1].split("</div>")[0]
    )
    refused = play("head").get(f"{mission}/team")
    assert refused.status_code == 403 and "việc thứ nhất; việc thứ hai" in refused.text
    page = play("vice_chair").get(mission).text
    assert "việc thứ nhất" in notice_of(page) and "việc thứ hai" not in page.casefold()  # which is restricted
    for name in ("bystander", "clerk"):
        page = play(name).get(mission).text
        assert f'href="{mission}/team"' not in page and notice_of(page) == ""
        assert play(name).get(f"{mission}/team").status_code == 404


def test_who_set_it_up_changes_it_while_everything_is_in_preparation(app, cast, play, told):
    mission = told(decided=False)
    with app.app_context():
        assert db.session.query(CaseAmendment).count() == 0
    form = play("head").get(f"{mission}/team")
    assert form.status_code == 200 and "Chưa vụ việc nào" in form.text and SEND not in form.text
    assert play("head").submit(f"{mission}/team", filled(cast)).status_code == 303
    with app.app_context():
        assert db.session.query(CaseAmendment).count() == 0 and decisions() == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_form_says_which_cases_the_change_concerns_in_both_languages(app, play, told, language):
    mission = told(approving=True)
    with app.app_context():
        db.session.execute(db.text("UPDATE accounts SET language = :language"), {"language": language})
        db.session.commit()
    page = play("chair").get(f"{mission}/team").text
    assert faults(page) == [] == faults(play("head").get(mission).text)
    told_of = page.split("<h1")[1].split("<form")[0]
    places = [told_of.index(f"Việc thứ {name}") for name in ("nhất", "hai", "ba", "tư")]
    assert places == sorted(places)
    sentences = {
        "vi": ("nằm trong hồ sơ của từng vụ việc", "nhận đoàn mới", "thay đổi không áp dụng", "(Đã kết luận)"),
        "en": ("it lies in the file of each", "given the new team", "does not concern them", "(Concluded)"),
    }
    assert all(words in told_of for words in sentences[language])


def test_one_press_numbers_one_paper_that_every_file_shows(app, cast, play, told):
    mission, chair = told(), play("chair")
    refused = chair.submit(f"{mission}/team", filled(cast, signer=""))
    assert refused.status_code == 422 and 'id="number-error"' in refused.text
    assert chair.submit(f"{mission}/team", filled(cast)).status_code == 303
    text = printed(app, chair, "mission_team_change")
    for words in ("Thay đổi thành viên Đoàn công tác số 1, như sau:", "Bùi Văn Hưởng", "Hoàng Thế Vinh", "Điều động."):
        assert words in text, words
    assert "việc thứ" not in text and "Bùi Văn Hưởng" not in text.split("Sau khi thay đổi")[1].split("Điều 2")[0]
    with app.app_context():
        [paper] = decisions()
        number, paper_ref = f"{paper.number:02d}-QĐ/UBKTĐU", paper.ref
        rows = db.session.query(CaseAmendment).all()
        refs = [row[0] for row in db.session.execute(db.text("SELECT ref FROM cases ORDER BY id LIMIT 2"))]
        assert [row.decision for row in rows] == [f"Quyết định số {number}"] * 2
    for ref in refs:
        assert number in chair.get(f"/cases/{ref}/papers").text
        assert number in chair.get(f"/cases/{ref}/changes").text
    assert play("clerk").get("/register").text.count("/papers/" + paper_ref + ".pdf") == 1


def test_the_text_is_sent_from_the_form_read_by_who_approves_and_numbered_from_the_same_form(app, cast, play, told):
    mission = told(approving=True)
    form, head, chair = f"{mission}/team", play("head"), play("chair")
    page = head.get(form).text
    assert SEND in page and ">Ghi thay đổi<" not in page  # the head only drafts
    assert head.submit(form, filled(cast), press=SEND).headers["Location"].endswith(form)
    assert head.submit(form, filled(cast), press=SEND).status_code == 422  # the same text is not sent twice
    with app.app_context():
        [draft] = db.session.query(PaperDraft).all()
        ref = draft.ref
        assert decisions() == [] and db.session.query(CaseAmendment).count() == 0
    shown = chair.get(f"/drafts/{ref}")
    assert shown.status_code == 200 and "Đoàn công tác số 1" in shown.text
    assert chair.get(f"/drafts/{ref}.pdf").status_code == 200
    refused = chair.submit(form, filled(cast))
    assert refused.status_code == 422
    assert chair.submit(f"/drafts/{ref}/steps/approve", {}).status_code == 303
    assert f'href="{form}"' in chair.get("/work").text  # who decides on the change gives it its number
    assert f'href="{form}"' not in play("clerk").get("/work").text
    for name in ("clerk", "head", "bystander"):  # who may draft for each of the cases
        assert f'href="{form}"' in play(name).get(mission).text
        page = play(name).get(form)
        assert page.status_code == 200 and SEND in page.text and ">Ghi thay đổi<" not in page.text
    page = chair.get(form)
    assert "Vũ Minh Nguyệt" in page.text and "Điều động." in page.text  # the form holds what was approved
    assert chair.submit(form, {}, page=page).status_code == 303
    with app.app_context():
        assert len(decisions()) == 1 and db.session.query(CaseAmendment).count() == 2


def test_a_mission_costs_the_same_with_one_case_and_with_four(app, cast, play, count_queries):
    with app.app_context():
        mission = set_up(cast)
        carried(cast, mission, "việc thứ nhất")
        db.session.commit()
        ref = mission.ref
    pages = (f"/missions/{ref}", f"/missions/{ref}/team")

    def asked() -> list[int]:
        counts = []
        for page in pages:
            play("chair").get(page)
            with count_queries() as statements:
                assert play("chair").get(page).status_code == 200
            counts.append(len(statements))
        return counts

    few = asked()
    with app.app_context():
        again = get_mission(Story(cast).actor("head"), ref)
        for number in range(3):
            carried(cast, again, f"việc khác {number}", decided=number > 0)
        db.session.commit()
    assert asked() == few


def test_the_papers_of_a_case_cost_the_same_when_they_lie_in_several_files(app, cast, play, count_queries):
    with app.app_context():
        mission = set_up(cast)
        first = carried(cast, mission, "việc thứ nhất")
        carried(cast, mission, "việc thứ hai")
        db.session.commit()
        ref = mission.ref
    pages = (("chair", f"/cases/{first.ref}/papers"), ("clerk", "/register"))

    def asked() -> list[int]:
        counts = []
        for name, page in pages:
            play(name).get(page)
            with count_queries() as statements:
                assert play(name).get(page).status_code == 200
            counts.append(len(statements))
        return counts

    few = asked()
    with app.app_context():
        change(first, get_mission(first.actor("chair"), ref))
        db.session.commit()
    assert asked() == few
