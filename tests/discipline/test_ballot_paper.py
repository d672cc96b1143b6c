"""The ballot paper on discipline has a name of its own: whether the body decides or proposes, and on whom."""

import pytest

from tests.documents.sheets import taken_apart
from tests.stories import Story
from tracker.discipline.services import put_on_agenda, role_on
from tracker.documents.render import render_pdf
from tracker.meetings.papers import Held, compose_ballot
from tracker.meetings.queries import agenda, get_meeting
from tracker.regulations.terms import Form, Role, Subject


@pytest.mark.parametrize(
    ("form", "role", "words"),
    [
        (Form.WARNING, Role.DECIDING, "quyết định thi hành kỷ luật đối với đồng chí Lò Văn Phượng"),
        (Form.EXPULSION, Role.PROPOSING, "đề nghị thi hành kỷ luật đối với đồng chí Lò Văn Phượng"),
    ],
)
def test_the_ballot_paper_says_what_is_voted_on_whom(world, form, role, words):
    story = Story(world)
    record = story.reviewed(form=form)
    meeting = story.meeting(8)
    item = put_on_agenda(story.actor("head"), story.file("head"), record, meeting)
    assert role_on(item) is role
    clerk = story.actor("clerk")
    (row,) = agenda(clerk, get_meeting(clerk, meeting.ref))
    ballot = compose_ballot(Held(meeting, [row], []), row, Subject.FULL_MEMBER)
    text = " ".join(taken_apart(render_pdf(ballot.key, ballot)).text.split())
    assert "PHIẾU BIỂU QUYẾT " + words in text
    assert "(tại Kỳ họp 8, ngày" in text and "Xem xét, biểu quyết" not in text
