"""The papers that a case wants at its step are shown and printed together, at every state of its life."""

import io

import pytest
from pypdf import PdfReader

from tests.stories import Story
from tracker.documents.catalogue import CATALOGUE
from tracker.extensions import db
from tracker.printing.due import COMPOSED

# Of these only what has its number already is printed: they are made where their event is recorded.
MADE_ELSEWHERE = {
    *("denunciation_answer", "amendment_decision", "programme", "periodic_report", "team_diary"),
    *("team_change_decision", "mission_team_change", "scope_change_decision", "cancellation_decision"),
    *("activity_suspension", "suspension_extension", "suspension_lifting", "restoration_decision"),
}


def test_every_paper_of_the_catalogue_is_composed_or_made_where_its_event_is_recorded():
    assert set(CATALOGUE) - COMPOSED == MADE_ELSEWHERE


@pytest.mark.parametrize("state", ["opened", "conducting", "adopted", "concluded"])
def test_what_a_case_wants_is_listed_and_printed_at_once(app, play, cast, state):
    with app.app_context():
        story = getattr(Story(cast), state)()
        db.session.commit()
    page = play("clerk").get(f"/cases/{story.ref}/papers/due")
    assert page.status_code == 200
    answer = play("clerk").get(f"/cases/{story.ref}/papers/due.pdf")
    assert answer.status_code == 200
    assert len(PdfReader(io.BytesIO(answer.data)).outline) >= 1
