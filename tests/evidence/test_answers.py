"""What the subject says: written answers, and a draft whose answer is settled point by point before the report."""

import pytest

from tests.cast import TODAY, ago
from tests.evidence.building import PDF, SEAL, conducting
from tests.stories import Story
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.evidence import queries, services
from tracker.evidence.services import DraftAnswer, Statement, Upload
from tracker.evidence.states import EvidenceKind
from tracker.findings.services import check_report, submit_report


@pytest.fixture
def story(world) -> Story:
    return conducting(world)


def send(story: Story, days: int = 25):
    head = story.actor("head")
    return services.send_draft(head, story.file("head"), 1, "Dự thảo báo cáo, mục 2 và 3.", ago(days), TODAY)


def answer(story: Story, draft, *points: str, days: int = 20, note: str = "") -> None:
    given = DraftAnswer(ago(days), points, note)
    services.record_draft_answer(story.actor("head"), story.file("head"), draft, given, TODAY)


def settle(story: Story, point, accepted: bool, reason: str = "Theo chứng từ số 3.") -> None:
    services.settle_point(story.actor("officer"), story.file("officer"), point, accepted, reason)


def test_a_written_answer_is_text_or_a_file_that_enters_the_register(story):
    head, file = story.actor("head"), story.file("head")
    first = services.record_statement(head, file, Statement(1, ago(20), "Tôi xin giải trình."), SEAL, TODAY)
    upload = Upload("giải trình.pdf", PDF)
    second = services.record_statement(head, file, Statement(1, ago(22), upload=upload), SEAL, TODAY)
    assert (first.number, first.evidence_id, second.number) == (1, None, 2)
    item = queries.get_item(file.case.id, 1)
    assert (item.id, item.kind, len(item.files)) == (second.evidence_id, EvidenceKind.EXPLANATION, 1)
    assert [row.number for row in queries.statements_of_case(file.case.id)] == [2, 1]  # as they were received


@pytest.mark.parametrize(
    ("statement", "field"),
    [(Statement(1, ago(3)), "text"), (Statement(1, ago(-1), "Mai."), "received_on")],
)
def test_an_empty_answer_or_one_of_tomorrow_is_refused(story, statement, field):
    with pytest.raises(RuleViolation) as refused:
        services.record_statement(story.actor("head"), story.file("head"), statement, SEAL, TODAY)
    assert refused.value.field == field


def test_a_subject_that_the_case_has_not_cannot_answer(story):
    with pytest.raises(NotVisible):
        services.record_statement(story.actor("head"), story.file("head"), Statement(7, ago(3), "Ai?"), SEAL, TODAY)


def test_the_report_waits_for_the_answer_and_for_every_point(story):
    story.found()
    assert check_report(story.file("head")).allowed
    draft = send(story)
    waiting = check_report(story.file("head"))
    assert not waiting.allowed and "also record that none came" in str(waiting.reason) and waiting.citations
    answer(story, draft, "Số tiền là 27 triệu.", "Ngày họp là 05/9.")
    for accepted, point in zip((True, False), draft.points, strict=True):
        blocked = check_report(story.file("head"))
        assert not blocked.allowed and f"point {point.number}" in str(blocked.reason)
        with pytest.raises(RuleViolation):
            submit_report(story.actor("head"), story.file("head"), ago(10), TODAY)
        settle(story, point, accepted)
    submit_report(story.actor("head"), story.file("head"), ago(10), TODAY)
    with pytest.raises(Conflict):
        settle(story, draft.points[0], False)


def test_a_settled_point_says_who_and_when_and_may_be_settled_anew(story):
    draft = send(story)
    answer(story, draft, "Số tiền là 27 triệu.")
    (point,) = draft.points
    settle(story, point, False)
    settle(story, point, True, "Đã đối chiếu lại.")
    assert (point.accepted, point.reason, point.decided_by) == (
        True,
        "Đã đối chiếu lại.",
        story.actor("officer").user_id,
    )
    assert point.decided_at is not None
    with pytest.raises(RuleViolation) as refused:
        settle(story, point, True, "")
    assert refused.value.field == "reason"


def test_an_answer_without_a_point_needs_its_note(story):
    draft = send(story)
    with pytest.raises(RuleViolation) as refused:
        answer(story, draft)
    assert refused.value.field == "note"
    answer(story, draft, note="Không có ý kiến khác.")
    assert services.check_answers(story.file("head")).allowed


@pytest.mark.parametrize(("days", "allowed"), [(26, False), (25, True), (0, True), (-1, False)])
def test_the_answer_comes_between_the_sending_and_today(story, days, allowed):
    draft = send(story, 25)
    if allowed:
        answer(story, draft, "Một ý.", days=days)
    else:
        with pytest.raises(RuleViolation) as refused:
            answer(story, draft, "Một ý.", days=days)
        assert refused.value.field == "answered_on"


def test_an_answer_is_recorded_once(story):
    draft = send(story)
    answer(story, draft, "Một ý.")
    with pytest.raises(Conflict):
        answer(story, draft, "Hai ý.")


def test_a_draft_is_not_sent_before_the_decision_nor_by_others(story):
    with pytest.raises(RuleViolation):
        send(story, 41)
    with pytest.raises(Forbidden):
        services.send_draft(story.actor("chair"), story.file("chair"), 1, "Dự thảo", ago(3), TODAY)
