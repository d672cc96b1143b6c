"""Complaints through their pages: the whole way, what the table does not have, who must not know."""

import hashlib
import re
from itertools import product

import pytest

from tests.cast import TODAY, ago, typed
from tests.documents.sheets import taken_apart
from tests.stories import Story
from tracker.appeals.models import Appeal
from tracker.appeals.states import TRANSITIONS, Action, State
from tracker.discipline.models import Discipline
from tracker.documents.models import RegisteredPaper
from tracker.documents.wording import date_figures
from tracker.extensions import db
from tracker.web.format import day

pytestmark = pytest.mark.usefixtures("troubled")

VOTES = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}
RECEIVED = {"decision_received_on": typed(TODAY), "received_on": typed(TODAY), "content": "Đề nghị xem xét lại."}
HEARD = {name: typed(TODAY) for name in ("met_on", "body_met_on", "cell_remark_on")}
HEARD |= dict.fromkeys(("meeting", "body_meeting", "cell_remark"), "Đã trao đổi.")
DECIDED = {name: typed(TODAY) for name in ("session_on", "decided_on")}
TOLD = {"announced_on": typed(TODAY), "announced_by": "Đồng chí Phạm Đăng Ninh", "announcement": "Hội nghị chi bộ"}
DECIDED |= {"members": "27", "present": "20", "votes_for": "14", "decision": "Số 07-QĐ/ĐU"}


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
    assert clerk.get(f"{one}/restoration/apology").status_code == 404
    assert "Đã xoá bỏ" not in head.get(f"{case}/discipline").text
    assert clerk.submit(f"{one}/announce", TOLD).status_code == 303
    apology = {"done_on": typed(TODAY), "document": "Biên bản số 3"}
    old = play("clerk").get(f"{one}/restoration/apology")
    assert clerk.submit(f"{one}/restoration/apology", apology).status_code == 303
    late = play("clerk").submit("", apology | {"document": "Biên bản số 4"}, page=old)
    assert (late.status_code, "Biên bản số 3" in late.text, "Biên bản số 4" in late.text) == (409, True, True)
    shown = head.get(f"{case}/complaints").text
    for words in (
        "Đồng chí Phạm Đăng Ninh; Hội nghị chi bộ",
        "Xin lỗi",
        "Biên bản số 3",
        "117-QĐ/TW",
        "Điều lệ Đảng",
        "Đã trao đổi.",
        "14/27 thành viên",
    ):
        assert words in shown, words
    assert "Đã trao đổi." not in clerk.get(f"{case}/complaints").text
    assert "Đã xoá bỏ" in head.get(f"{case}/discipline").text
    listed = clerk.get("/complaints?state=announced&outcome=annulled").text
    assert "Lò Văn Phượng" in listed and "Lò Văn Phượng" not in clerk.get("/complaints?state=refused").text
    with app.app_context():
        assert db.session.query(Discipline).one().decided_form == "warning"


def test_no_page_takes_a_step_that_the_table_does_not_have(app, play, case):
    one = _receive(play, case)
    facts = {"met_on": TODAY, "body_met_on": TODAY, "cell_remark_on": TODAY, "accepted_on": TODAY, "ending": "x"}
    decided = {"session_on": TODAY, "members": 3, "votes_for": 2, "decision": "1", "decided_on": TODAY}
    decided |= {"outcome": "upheld", "old_form": "warning"}
    table = Appeal.__table__
    for state, action in product(State, Action):
        if TRANSITIONS.find(state, action):
            continue
        with app.app_context():
            ground = "late" if state is State.REFUSED else None
            announced_on = TODAY if state is State.ANNOUNCED else None
            row = facts | decided | {"state": state, "ground": ground, "announced_on": announced_on}
            db.session.execute(table.update().values(**row))
            db.session.commit()
        who = play("head" if action is Action.HEAR else "clerk")
        assert who.get(f"{one}/{action}").status_code == 409, (state, action)


def _labels_of(page: str, case: str) -> list[str]:
    """The words on every button and link that leads to a step of a complaint."""
    links = re.findall(rf'<a [^>]*href="{case}/discipline/1/complaints/[0-9]+/[a-z]+"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", words).split()) for words in links]


def test_two_open_complaints_on_one_record_give_buttons_that_are_told_apart(play, case):
    _receive(play, case)
    clerk = play("clerk")
    alone = _labels_of(clerk.get(case).text, case)
    assert alone and not any("khiếu nại số" in label for label in alone)
    _receive(play, case)
    labels, work = _labels_of(clerk.get(case).text, case), clerk.get("/work").text
    assert len(labels) == 2 * len(alone) == len(set(labels))
    for number in (1, 2):
        named = f"Lò Văn Phượng, khiếu nại số {number}, lần 1, nhận ngày {day(TODAY)}"
        assert sum(named in label for label in labels) == len(alone) and named in work


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


def _heard(play, case) -> str:
    one = _receive(play, case)
    accepted = {"accepted_on": typed(TODAY), "override_reason": "Công văn hướng dẫn"}
    assert play("clerk").submit(f"{one}/accept", accepted).status_code == 303
    assert play("head").submit(f"{one}/hear", HEARD).status_code == 303
    return one


def test_a_decision_issued_here_gets_a_number_and_keeps_its_bytes(app, play, case):
    one, clerk = _heard(play, case), play("clerk")
    draft = clerk.get(f"{one}/draft-annulled.pdf")
    assert (draft.status_code, draft.data[:4]) == (200, b"%PDF")
    words = " ".join(taken_apart(draft.data).text.split())
    assert "Xoá bỏ hình thức kỷ luật cảnh cáo đối với đồng chí Lò Văn Phượng" in words
    assert clerk.get(f"{one}/draft-none.pdf").status_code == 404
    page = clerk.get(f"{one}/decide").text
    signer = page.split('name="signer"')[1].split('<option value="')[2].split('"')[0]
    values = DECIDED | {
        "decision": "",
        "outcome": "lighter",
        "new_form": "reprimand",
        "reason": "Vi phạm ít nghiêm trọng.",
    }
    issued = values | {"issue_here": "1", "signer": signer}
    unfit = {"decision": values, "signer": issued | {"signer": ""}, "reason": issued | {"reason": ""}}
    for field, wrong in unfit.items():
        answer = clerk.submit(f"{one}/decide", wrong)
        assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True), field
    with app.app_context():
        assert db.session.query(RegisteredPaper).filter_by(template="complaint_decision").count() == 0
    assert clerk.submit(f"{one}/decide", issued).status_code == 303
    with app.app_context():
        appeal, discipline = db.session.query(Appeal).one(), db.session.query(Discipline).one()
        paper = db.session.get_one(RegisteredPaper, appeal.paper_id)
        first = db.session.get_one(RegisteredPaper, discipline.paper_id)
        assert (appeal.decision, paper.sha256) == ("01-QĐ/ĐU", hashlib.sha256(paper.content).hexdigest())
        assert (paper.body_id, paper.case_id) == (appeal.hearing_body_id, discipline.case_id)
        printed = " ".join(taken_apart(paper.content).text.split())
        old = f"Quyết định số {first.number:02d}-{first.sign}, ngày {date_figures(first.issued_on)} của"
    ruling = "Thay đổi hình thức kỷ luật: giảm từ cảnh cáo xuống khiển trách"
    for words in ("Số 01-QĐ/ĐU", "(lần 1)", "14/27 thành viên tán thành", ruling, old, "Giàng A Páo", "thay thế"):
        assert words in printed, words
    assert "01-QĐ/ĐU" in play("head").get(f"{case}/complaints").text
    assert clerk.get(f"{one}/draft-annulled.pdf").status_code == 409


def test_the_decision_of_a_body_above_is_only_typed(app, play, case, cast):
    one = _heard(play, case)
    with app.app_context():
        db.session.query(Appeal).one().hearing_body_id = cast.bodies["province_commission"]
        db.session.commit()
    clerk = play("clerk")
    assert 'name="issue_here"' not in clerk.get(f"{one}/decide").text
    assert clerk.get(f"{one}/draft-upheld.pdf").status_code == 404
    answer = clerk.submit(f"{one}/decide", DECIDED | {"outcome": "upheld"})
    assert (answer.status_code, 'id="count_reason-error"' in answer.text) == (422, True)
    own = {"outcome": "upheld", "members": "11", "present": "9", "votes_for": "6"}
    assert clerk.submit(f"{one}/decide", DECIDED | own).status_code == 303
    with app.app_context():
        appeal = db.session.query(Appeal).one()
        assert (appeal.paper_id, appeal.decision) == (None, "Số 07-QĐ/ĐU")
