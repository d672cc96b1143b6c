"""Complaints through their pages: the whole way, what the table does not have, who must not know."""

from itertools import product

import pytest

from tests.cast import TODAY, ago, typed
from tests.stories import Story
from tracker.appeals.models import Appeal
from tracker.appeals.states import TRANSITIONS, Action, State
from tracker.discipline.models import Discipline
from tracker.extensions import db

VOTES = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}
RECEIVED = {"decision_received_on": typed(TODAY), "received_on": typed(TODAY), "content": "Đề nghị xem xét lại."}
HEARD = {name: typed(TODAY) for name in ("met_on", "body_met_on", "cell_remark_on")}
HEARD |= dict.fromkeys(("meeting", "body_meeting", "cell_remark"), "Đã trao đổi.")
DECIDED = {name: typed(TODAY) for name in ("session_on", "decided_on", "announced_on")}
DECIDED |= {"members": "9", "votes_for": "5", "decision": "Số 07-QĐ/ĐU"}


@pytest.fixture
def case(app, cast) -> str:
    """The address of a stored case with an announced discipline."""
    with app.app_context():
        story = Story(cast)
        story.announced(VOTES)
        db.session.commit()
    return f"/cases/{story.ref}"


def _receive(play, case) -> str:
    new = f"{case}/discipline/1/complaints/new"
    page = play("clerk").get(new)
    body = page.text.split('name="hearing_body_id"')[1].split('<option value="')[2].split('"')[0]
    assert play("clerk").submit(new, RECEIVED | {"hearing_body_id": body}).status_code == 303
    return f"{case}/discipline/1/complaints/1"


def test_a_complaint_goes_its_way_to_an_annulment_that_is_made_good(app, play, case):
    one = _receive(play, case)
    clerk, head = play("clerk"), play("head")
    answer = clerk.submit(f"{one}/accept", {"accepted_on": typed(TODAY)})
    assert (answer.status_code, 'id="override_reason-error"' in answer.text) == (422, True)
    reason = {"accepted_on": typed(TODAY), "override_reason": "Công văn hướng dẫn"}
    assert clerk.submit(f"{one}/accept", reason).status_code == 303
    assert head.submit(f"{one}/hear", HEARD).status_code == 303
    answer = clerk.submit(f"{one}/decide", DECIDED | {"outcome": "annulled"})
    assert (answer.status_code, 'id="restore_by-error"' in answer.text) == (422, True)
    values = DECIDED | {"outcome": "annulled", "restore_by": typed(ago(-20))}
    assert clerk.submit(f"{one}/decide", values).status_code == 303
    apology = {"done_on": typed(TODAY), "document": "Biên bản số 3"}
    assert clerk.submit(f"{one}/restoration/apology", apology).status_code == 303
    shown = head.get(f"{case}/complaints").text
    for words in ("Xin lỗi", "Biên bản số 3", "117-QĐ/TW", "Điều lệ Đảng", "Đã trao đổi.", "5/9 thành viên"):
        assert words in shown, words
    assert "Đã trao đổi." not in clerk.get(f"{case}/complaints").text
    assert "Đã xoá bỏ" in head.get(f"{case}/discipline").text
    listed = clerk.get("/complaints?state=decided&outcome=annulled").text
    assert "Lò Văn Phượng" in listed and "Lò Văn Phượng" not in clerk.get("/complaints?state=refused").text
    with app.app_context():
        assert db.session.query(Discipline).one().decided_form == "warning"


def test_no_page_takes_a_step_that_the_table_does_not_have(app, play, case):
    one = _receive(play, case)
    facts = {"met_on": TODAY, "body_met_on": TODAY, "cell_remark_on": TODAY, "accepted_on": TODAY, "ending": "x"}
    decided = {"session_on": TODAY, "members": 3, "votes_for": 2, "decision": "1", "decided_on": TODAY}
    decided |= {"announced_on": TODAY, "outcome": "upheld", "old_form": "warning"}
    table = Appeal.__table__
    for state, action in product(State, Action):
        if TRANSITIONS.find(state, action):
            continue
        with app.app_context():
            ground = "late" if state is State.REFUSED else None
            row = facts | decided | {"state": state, "ground": ground}
            db.session.execute(table.update().values(**row))
            db.session.commit()
        who = play("head" if action is Action.HEAR else "clerk")
        assert who.get(f"{one}/{action}").status_code == 409, (state, action)


def test_who_may_not_see_the_case_finds_no_complaint(play, case):
    one = _receive(play, case)
    outsider = play("stranger")
    for url in (f"{case}/complaints", f"{one}/accept", f"{one}/restoration/apology"):
        assert outsider.get(url).status_code == 404, url
    assert "Lò Văn Phượng" not in outsider.get("/complaints").text
    assert play("clerk").get(f"{one}/restoration/none").status_code == 404


def test_the_page_of_acceptance_says_when_the_body_is_off_the_ladder(app, play, case):
    one, words = _receive(play, case), "không đúng thứ tự giải quyết khiếu nại"
    assert words not in play("clerk").get(f"{one}/accept").text
    with app.app_context():
        appeal = db.session.query(Appeal).one()
        appeal.hearing_body_id = db.session.query(Discipline).one().body_id  # the body that decided itself
        db.session.commit()
    assert words in play("clerk").get(f"{one}/accept").text
