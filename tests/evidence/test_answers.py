"""What the subject says: written answers, and a draft whose answer is settled point by point before the report."""

from datetime import timedelta

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


def test_a_draft_is_not_sent_before_the_launch(story):
    launched = next(step.done_on for step in story.file("head").case.steps if step.key == "launch_minutes")
    head, file = story.actor("head"), story.file("head")
    with pytest.raises(RuleViolation) as refused:
        services.send_draft(head, file, 1, "Dự thảo", launched - timedelta(days=1), TODAY)
    assert refused.value.field == "sent_on"
    assert services.send_draft(head, file, 1, "Dự thảo", launched, TODAY).number == 1


def state(story: Story, statement: Statement):
    return services.record_statement(story.actor("head"), story.file("head"), statement, SEAL, TODAY)


def step_of(story: Story):
    return next((step for step in story.file("head").case.steps if step.key == "subject_report"), None)


def test_a_mistaken_answer_is_withdrawn_stays_readable_and_counts_nowhere(story):
    statement = state(story, Statement(1, ago(20), "Nhầm vụ việc.", fills_step=True))
    for reason, refusal in (("", RuleViolation), ("Ghi nhầm hồ sơ.", None), ("Lần nữa.", Conflict)):
        file = story.file("head")
        if refusal:
            with pytest.raises(refusal):
                services.withdraw_statement(story.actor("head"), file, statement, reason)
        else:
            services.withdraw_statement(story.actor("head"), file, statement, reason)
    case_id = story.file("head").case.id
    assert queries.statements_of_case(case_id) == []
    (kept,) = queries.all_statements(case_id)
    assert (kept.text, kept.withdrawal_reason) == ("Nhầm vụ việc.", "Ghi nhầm hồ sơ.")
    assert kept.withdrawn_by == story.actor("head").user_id


def test_the_answer_fills_the_step_of_the_checklist_and_its_withdrawal_opens_it_again(story):
    assert services.step_to_fill(story.file("head")).key == "subject_report"
    first = state(story, Statement(1, ago(22), "Giải trình.", fills_step=True))
    assert step_of(story).done_on == ago(22) and "subject_report" in story.file("head").step_keys()
    assert services.step_to_fill(story.file("head")) is None
    second = state(story, Statement(1, ago(20), "Bổ sung."))
    assert step_of(story).done_on == ago(22)
    services.withdraw_statement(story.actor("head"), story.file("head"), second, "Ghi nhầm.")
    assert step_of(story).done_on == ago(22)  # its own answer stands
    services.withdraw_statement(story.actor("head"), story.file("head"), first, "Ghi nhầm.")
    assert step_of(story) is None


def test_an_answer_before_the_decision_fills_no_step(story):
    with pytest.raises(RuleViolation) as refused:
        state(story, Statement(1, ago(41), "Sớm.", fills_step=True))
    assert refused.value.field == "received_on"


def test_a_mistaken_answer_to_a_draft_is_withdrawn_with_its_points_and_the_draft_waits_again(story):
    story.found()
    draft = send(story)
    answer(story, draft, "Một ý.", "Hai ý.", note="Qua điện thoại.")
    settle(story, draft.points[0], True)
    gone = services.withdraw_draft_answer(story.actor("head"), story.file("head"), draft, "Ý kiến của người khác.")
    assert [(point.text, point.accepted) for point in gone.points] == [("Một ý.", True), ("Hai ý.", None)]
    assert (gone.answered_on, gone.answer_note) == (ago(20), "Qua điện thoại.")
    assert "also record that none came" in str(services.check_answers(story.file("head")).reason)
    with pytest.raises(Conflict):
        settle(story, gone.points[1], True)
    answer(story, draft, "Ý kiến đúng.", days=19)
    assert [(point.number, point.text) for point in draft.points] == [(1, "Ý kiến đúng.")]
    settle(story, draft.points[0], False)
    assert check_report(story.file("head")).allowed
    case_id = story.file("head").case.id
    (shown,) = queries.all_drafts(case_id)
    assert [len(one.points) for one in shown.withdrawn_answers] == [2] and len(shown.points) == 1


def test_a_sending_recorded_by_mistake_is_withdrawn_and_nothing_waits_for_it(story):
    story.found()
    draft = send(story)
    assert not check_report(story.file("head")).allowed
    services.withdraw_draft(story.actor("head"), story.file("head"), draft, "Chưa gửi.")
    assert check_report(story.file("head")).allowed
    with pytest.raises(Conflict):
        answer(story, draft, "Một ý.")
    with pytest.raises(Conflict):
        services.withdraw_draft(story.actor("head"), story.file("head"), draft, "Lần nữa.")
    case_id = story.file("head").case.id
    assert queries.drafts_of_case(case_id) == [] and queries.all_drafts(case_id)[0].withdrawal_reason == "Chưa gửi."


def test_only_the_team_withdraws_and_nobody_after_the_report(story):
    story.found()
    draft, statement = send(story), state(story, Statement(1, ago(20), "Đúng."))
    answer(story, draft, note="Nhất trí.")
    with pytest.raises(Forbidden):
        services.withdraw_statement(story.actor("chair"), story.file("chair"), statement, "Không được.")
    submit_report(story.actor("head"), story.file("head"), ago(10), TODAY)
    for act, row in (
        (services.withdraw_statement, statement),
        (services.withdraw_draft, draft),
        (services.withdraw_draft_answer, draft),
    ):
        with pytest.raises(Conflict):
            act(story.actor("head"), story.file("head"), row, "Muộn.")
