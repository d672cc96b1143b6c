"""The page of an inspection of inspection work: what the lower body missed is recorded without a decision."""

import pytest

from tests.cast import ago, typed
from tests.stories import Story
from tracker.cases.kinds import Kind
from tracker.cases.states import Basis
from tracker.extensions import db
from tracker.members.states import SubjectType

pytestmark = pytest.mark.usefixtures("troubled")


def test_a_violation_missed_is_recorded_without_a_decision_and_other_faults_name_theirs(app, cast, play):
    with app.app_context():
        story = Story(cast).conducting(
            kind=Kind.INSPECTION_WORK_INSPECTION,
            basis=Basis.ORDER,
            subjects=[(SubjectType.ORGANIZATION, cast.organizations["cell"])],
            contents=["org.thrift"],
        )
        db.session.commit()
    page = f"/cases/{story.ref}/reviews"
    given = {
        "fault_kind": "missed",
        "fault": "Đảng viên C vi phạm đã kết luận nhưng chưa bị xem xét.",
        "request": "handle",
        "owner": "Chi bộ",
        "due_on": typed(ago(-30)),
    }
    head = play("head")
    assert head.submit(f"{page}/new", given).status_code == 303
    assert "Bỏ lọt vi phạm" in head.get(f"{page}/").text
    refused = head.submit(f"{page}/new", given | {"fault_kind": "too_light", "request": "change"})
    assert refused.status_code == 422 and 'id="sign-error"' in refused.text
