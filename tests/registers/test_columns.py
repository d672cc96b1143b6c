"""The columns that the office's registers ask for (documents.md 5.3–5.5), as far as they are recorded."""

import pytest

from tests.cast import TODAY, ago
from tests.petitions.building import NAME, register
from tests.petitions.test_letters import decided, sent
from tests.registers.test_registers import lines_of
from tests.stories import Story
from tracker.appeals.models import Appeal
from tracker.appeals.states import Channel, State
from tracker.cases.models import Case
from tracker.discipline.models import ActivitySuspension, Discipline
from tracker.discipline.states import Ground, Paused
from tracker.dispatch.services import Shipment, send_paper
from tracker.dispatch.states import Way
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.petitions.states import Action
from tracker.registers.states import COLUMNS, Book
from tracker.regulations.terms import Form


def columns_of(world, name: str, book: Book) -> list[dict[str, object]]:
    """Each line of a register by the heads of its columns."""
    heads = [column.head for column in COLUMNS[book]]
    return [dict(zip(heads, line, strict=True)) for line in lines_of(world, name, book)]


@pytest.fixture
def story(world) -> Story:
    story = Story(world)
    story.announced({Form.WARNING: 5}, team=[world.accounts["officer"]])
    return story


def test_a_case_has_its_team_the_period_examined_its_conclusion_and_its_result(world, story):
    [line] = columns_of(world, "chair", Book.CASES)
    notice = db.session.query(RegisteredPaper).filter_by(type="notice").one()
    case = db.session.query(Case).one()
    assert line["Team members"] == ("Trần Quốc Khánh",)
    assert line["Period examined"].params == {"since": case.period_from, "until": case.period_until}
    [conclusion] = line["Conclusion"]
    assert conclusion.params == {"number": "01-TB/UBKTĐU", "day": notice.issued_on}
    assert [str(one) for one in line["Result"]] == ["Must be disciplined"]


def test_what_a_conclusion_asks_is_followed_line_by_line(world, story):
    [line] = columns_of(world, "chair", Book.FOLLOW_UP)
    asked = {key: str(line[key]) for key in ("Conclusion", "Recommendation", "Owner", "State")}
    assert asked == {
        "Conclusion": "01-TB/UBKTĐU", "Recommendation": "Nộp lại tiền.", "Owner": "Chi uỷ", "State": "Not carried out",
    }  # fmt: skip
    assert line["Due"] == ago(-5)


def test_a_decision_has_what_was_found_the_vote_and_what_came_beside_and_after(world, story):
    record, clerk = db.session.query(Discipline).one(), world.accounts["clerk"]
    paused = ActivitySuspension(
        case_id=record.case_id, subject_id=record.subject_id, number=1, kind=Paused.PARTY_ACTIVITY,
        ground=Ground.OBSTRUCTION, ground_text="", body_name="", decision="Quyết định số 5", since=ago(30),
        due_on=ago(1), ended_on=ago(20), recorded_by=clerk,
    )  # fmt: skip
    complaint = Appeal(
        discipline_id=record.id, number=1, round=1, state=State.RECEIVED, by_subject=True, complainant="Lò Văn Phượng",
        received_on=ago(1), decision_received_on=ago(2), channel=Channel.POST, content="Khiếu nại.",
        hearing_body_id=record.body_id, recorded_by=clerk,
    )  # fmt: skip
    db.session.add_all([paused, complaint])
    db.session.flush()
    [line] = columns_of(world, "chair", Book.DISCIPLINE)
    [violation] = line["Violation"]
    assert violation.params["result"] == "Để ngoài sổ sách tiền quỹ."
    assert line["Vote"] == "5/5"
    assert line["Suspension"][0].params | {"what": ""} == {"what": "", "since": ago(30), "until": ago(20)}
    assert line["Complaint"][0].params == {"day": ago(1)}
    assert line["Ends on"] == record.ends_on
    record.complained_on = ago(1)  # it does not end before this is settled
    db.session.flush()
    assert columns_of(world, "chair", Book.DISCIPLINE)[0]["Ends on"] is None


def test_a_petition_has_its_run_its_copy_who_is_competent_and_that_the_sender_was_told(world):
    petition = decided(world, Action.GUIDE)
    letter, _shown = sent(world, petition)
    paper = db.session.get_one(RegisteredPaper, letter.paper_id)
    story = Story(world)
    send_paper(story.actor("clerk"), paper.ref, Shipment(["Người gửi đơn"], Way.POST, TODAY, "Văn thư"), TODAY)
    copy = register(world)
    copy.duplicate_of_id = petition.id
    forwarded = decided(world, Action.FORWARD)
    told, again, elsewhere = sorted(columns_of(world, "receiver", Book.PETITIONS), key=lambda line: str(line))[:3]
    lines = {line["Number in the run"]: line for line in (told, again, elsewhere)}
    numbers = {key: f"{one.number:02d}/{one.year}" for key, one in
               (("told", petition), ("copy", copy), ("forwarded", forwarded))}  # fmt: skip
    assert lines[numbers["told"]]["Sender informed"] == (TODAY,)
    assert lines[numbers["told"]]["Register of"] == petition.body.name
    assert lines[numbers["copy"]]["Same as number"] == numbers["told"]
    assert lines[numbers["forwarded"]]["Competent body"] == "Đảng uỷ xã bên"
    assert NAME not in str(lines)


@pytest.mark.parametrize("book", [Book.CASES, Book.FOLLOW_UP, Book.DISCIPLINE])
def test_a_register_asks_the_same_number_of_questions_for_one_line_and_for_two(world, book, count_queries):
    counts = []
    for title in ("việc một", "việc hai"):
        Story(world).announced({Form.WARNING: 5}, title=title, overlap_reason="Còn đơn mới.")
        db.session.flush()
        lines_of(world, "chair", book)
        with count_queries() as statements:
            lines_of(world, "chair", book)
        counts.append(len(statements))
    assert counts[0] == counts[1]
