"""What two people enter after a decision: the second is shown both texts, and nothing of the first is lost."""

import pytest

from tests.cast import ago, typed
from tests.stories import Story
from tracker.discipline.models import ExecutionStep, ResponsibilityReview
from tracker.extensions import db

WARNING = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}


@pytest.fixture
def case(app, cast) -> str:
    with app.app_context():
        story = Story(cast)
        story.announced(WARNING)
        db.session.commit()
    return f"/cases/{story.ref}/discipline/1"


@pytest.mark.parametrize(
    ("who", "page", "field", "day", "table"),
    [
        ("clerk", "duties/filed", "note", "done_on", ExecutionStep),
        ("head", "responsibility", "findings", "reviewed_on", ResponsibilityReview),
    ],
)
def test_what_somebody_else_recorded_meanwhile_is_shown_and_kept(app, play, case, who, page, field, day, table):
    texts = ["Bản của người thứ nhất", "Bản của người thứ hai", "Bản sửa sau khi đọc lại"]
    first, second = play(who), play(who)
    old = second.get(f"{case}/{page}")
    assert first.submit(f"{case}/{page}", {day: typed(ago(0)), field: texts[0]}).status_code == 303
    refused = second.submit("", {day: typed(ago(0)), field: texts[1]}, page=old)
    assert (refused.status_code, texts[0] in refused.text, texts[1] in refused.text) == (409, True, True)
    again, kept_open = second.get(f"{case}/{page}"), first.get(f"{case}/{page}")
    assert second.submit("", {day: typed(ago(0)), field: texts[2]}, page=again).status_code == 303
    assert first.submit("", {day: typed(ago(0)), field: texts[0]}, page=kept_open).status_code == 409
    with app.app_context():
        assert getattr(db.session.query(table).one(), field) == texts[2]


def test_two_people_record_two_duties_without_waiting_for_each_other(play, case):
    first, second = play("clerk"), play("clerk")
    old = second.get(f"{case}/duties/informed")
    assert first.submit(f"{case}/duties/filed", {"done_on": typed(ago(0))}).status_code == 303
    assert second.submit("", {"done_on": typed(ago(0))}, page=old).status_code == 303
