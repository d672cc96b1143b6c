"""Changes of a case by decision: numbered and printed from the form that records them, or named as signed elsewhere."""

import pytest

from tests.cast import TODAY, ago, typed
from tests.documents.sheets import taken_apart
from tests.stories import Story
from tests.teams.building import issued
from tracker.cases.models import Case, Suspension
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.teams.models import CaseAmendment

SIGNED = {"number": "", "signer": "Vũ Minh Nguyệt", "decided_on": typed(ago(5)), "from_on": typed(ago(5))}
SIGNED |= {"why": "Theo chỉ đạo của Ban Thường vụ."}


@pytest.fixture
def case(app, cast) -> str:
    """The address of a decided case with a team of two."""
    with app.app_context():
        story = issued(cast)
        db.session.commit()
    return f"/cases/{story.ref}"


def printed(app, player, template: str) -> str:
    """The words of the paper of that template, as its page prints them."""
    with app.app_context():
        ref = (
            db.session.query(RegisteredPaper.ref).filter_by(template=template).order_by(RegisteredPaper.id).all()[-1][0]
        )
    answer = player.get(f"/papers/{ref}.pdf")
    assert answer.status_code == 200
    return " ".join(taken_apart(answer.data).text.split())


def test_team_contents_period_and_schedule_are_changed_by_decisions_numbered_here(app, cast, play, case):
    chair = play("chair")
    people = {"out": str(cast.accounts["officer"]), "into": str(cast.accounts["bystander"])}
    changes = {
        "team": (people, "team_change_decision", "Bùi Văn Hưởng"),
        "contents": ({"contents": ["member.ethics"]}, "scope_change_decision", "Nay điều chỉnh thành:"),
        "period": (
            {"period_from": typed(ago(900)), "period_until": typed(ago(100))},
            "scope_change_decision",
            f"đến ngày {typed(ago(100))[:2]}",
        ),
        "schedule": (
            {"work_from": typed(ago(4)), "work_until": typed(ago(-9))},
            "scope_change_decision",
            "Điều chỉnh thời gian kiểm tra theo Quyết định số 01-QĐ/UBKTĐU",
        ),
    }
    for number, (page, (given, template, words)) in enumerate(changes.items(), 2):
        refused = chair.submit(f"{case}/changes/{page}", SIGNED | given | {"signer": ""})
        assert (refused.status_code, 'id="number-error"' in refused.text) == (422, True), page
        assert chair.submit(f"{case}/changes/{page}", SIGNED | given).status_code == 303, page
        text = printed(app, chair, template)
        for wanted in (words, f"Số 0{number}-QĐ/UBKTĐU", "Theo chỉ đạo của Ban Thường vụ.", "giữ nguyên"):
            assert wanted in text, (page, wanted)
    team = printed(app, chair, "team_change_decision")
    assert "Trần Quốc Khánh" in team.split("Sau khi")[0] and "Trần Quốc Khánh" not in team.split("Sau khi")[1]
    assert "Quyết định số 05-QĐ/UBKTĐU" in chair.get(f"{case}/changes").text
    assert "02-QĐ/UBKTĐU" in chair.get(f"{case}/papers").text
    with app.app_context():
        kinds = [row.kind.value for row in db.session.query(CaseAmendment).order_by(CaseAmendment.number)]
        assert kinds == ["team", "content", "period", "schedule"]
        assert db.session.query(Case).one().work_until == ago(-9)


def test_a_case_is_resumed_and_cancelled_by_decisions(app, play, case):
    chair = play("chair")
    stop = {"since": typed(ago(9)), "reason": "Chờ cơ quan chức năng.", "decision": "Công văn 7", "signer": ""}
    assert chair.submit(f"{case}/suspend", stop).status_code == 303
    go = {"until": typed(ago(2)), "decision": "", "signer": "Vũ Minh Nguyệt", "reason": ""}
    refused = chair.submit(f"{case}/resume", go)
    assert (refused.status_code, 'id="reason-error"' in refused.text) == (422, True)
    assert chair.submit(f"{case}/resume", go | {"reason": "Đã có kết quả."}).status_code == 303
    with app.app_context():
        assert db.session.query(Suspension).one().resumption_reason == "Đã có kết quả."
    text = printed(app, chair, "amendment_decision")
    assert "Tiếp tục việc kiểm tra theo Quyết định số 01-QĐ/UBKTĐU" in text and "Đã có kết quả." in text
    end = {"reason": "Trùng với cấp trên.", "decision": "", "signer": "", "decided_on": typed(TODAY)}
    refused = chair.submit(f"{case}/cancel", end)
    assert (refused.status_code, 'id="decision-error"' in refused.text) == (422, True)
    refused = chair.submit(f"{case}/cancel", end | {"decision": "Số 9", "decided_on": typed(ago(2000))})
    assert (refused.status_code, 'id="decided_on-error"' in refused.text) == (422, True)
    assert chair.submit(f"{case}/cancel", end | {"signer": "Vũ Minh Nguyệt"}).status_code == 303
    text = printed(app, chair, "cancellation_decision")
    assert "Số 03-QĐ/UBKTĐU" in text and "hết hiệu lực" in text and "Trùng với cấp trên." in text
    assert "Quyết định số 03-QĐ/UBKTĐU" in chair.get(case).text
    with app.app_context():
        assert db.session.query(Suspension).one().resumption == "Quyết định số 02-QĐ/UBKTĐU"


def test_what_was_signed_elsewhere_is_named_and_a_draft_is_cancelled_without_a_decision(app, cast, play, case):
    chair = play("chair")
    end = {"reason": "Trùng.", "decision": "Quyết định số 9 của cấp trên", "decided_on": typed(TODAY)}
    assert chair.submit(f"{case}/cancel", end).status_code == 303
    with app.app_context():
        assert db.session.query(Case).one().cancellation == "Quyết định số 9 của cấp trên"
        assert db.session.query(RegisteredPaper).count() == 2
        draft = Story(cast).opened().ref
        db.session.commit()
    page = chair.get(f"/cases/{draft}/cancel")
    assert 'name="signer"' not in page.text
    assert chair.submit("", {"reason": "Không còn cần."}, page=page).status_code == 303
