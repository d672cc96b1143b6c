"""Regular supervision through the pages: one screen to note, a leader's step, the case it leads to."""

import pytest
from sqlalchemy import select

from tests.cast import ago, typed
from tests.client import sign_in
from tests.observations import building
from tracker.cases.models import Case
from tracker.extensions import db

pytestmark = pytest.mark.usefixtures("troubled")

NOTE = {
    "observed_on": typed(ago(10)),
    "area": "Tổ dân phố 1",
    "source": "meeting",
    "content": "Chi bộ họp muộn hai tháng.",
    "assessment": "signs",
}


def test_from_the_note_to_the_case_it_leads_to(app, play, stored_cast):
    given = NOTE | {"subjects": [f"member-{stored_cast.members['secretary']}"]}
    answer = play("officer").submit("/observations/new", given)
    assert answer.status_code == 303
    url = answer.location
    assert play("chair").get(f"{url}/remind").status_code == 200
    assert play("officer").submit(f"{url}/report", {"on": typed(ago(8))}).status_code == 303
    work = {
        "opinion": "Đồng ý kiểm tra.",
        "title": "việc sinh hoạt chi bộ",
        "contents": ["member.duties"],
        "period_from": typed(ago(900)),
        "period_until": typed(ago(60)),
        "head": str(stored_cast.accounts["head"]),
    }
    opened = play("chair").submit(f"{url}/case", work)
    assert opened.status_code == 303, opened.text
    with app.app_context():
        case = db.session.execute(select(Case)).scalar_one()
        assert (case.kind, case.basis) == ("violation_inspection", "observation")
        assert case.basis_text.endswith("Tổ dân phố 1")
    assert opened.location in play("chair").get(url).text


def test_a_note_without_a_subject_comes_back_with_what_was_typed(play):
    answer = play("officer").submit("/observations/new", NOTE)
    assert answer.status_code == 422 and "Chi bộ họp muộn hai tháng." in answer.text


def test_steps_of_others_do_not_exist(app, play, stored_cast):
    with app.app_context():
        ref = building.reported(stored_cast).ref
        db.session.commit()
    url = f"/observations/{ref}"
    assert play("bystander").get(f"{url}/report").status_code == 404
    assert play("officer").get(f"{url}/remind").status_code == 403
    assert play("upper_chair").get(f"{url}/remind").status_code == 404
    assert play("subject").get(url).status_code == 404
    assert play("administrator").get("/observations/").status_code == 403


def test_the_log_costs_the_same_with_one_observation_and_with_three(app, stored_cast, count_queries):
    counted = []
    browser = app.test_client()
    sign_in(browser, stored_cast.accounts["chair"])
    for more in (1, 2):
        with app.app_context():
            for _ in range(more):
                building.noted(stored_cast)
            db.session.commit()
        browser.get("/observations/")
        with count_queries() as statements:
            browser.get("/observations/")
        counted.append(len(statements))
    assert counted[0] == counted[1]
