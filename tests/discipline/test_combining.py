"""Discipline considered together with the work (process.md 1.10)."""

import pytest

from tests.cast import TODAY, Cast
from tests.stories import SIGNER, Story
from tracker.app import TASKS
from tracker.cases.services import open_steps, record_step
from tracker.cases.states import Outcome, State, SubjectType
from tracker.conclusions.papers import NoticeWords
from tracker.conclusions.services import issue_notices
from tracker.core.errors import Conflict, RuleViolation
from tracker.discipline import rules
from tracker.discipline.papers import DecisionWords
from tracker.discipline.services import (
    Approval,
    Ballot,
    Poll,
    Proposal,
    Review,
    combine_discipline,
    decide_discipline,
    lapse_discipline,
    put_on_agenda,
    record_vote,
    review_discipline,
)
from tracker.discipline.states import State as RecordState
from tracker.dossiers.queries import checklist_of, known_papers
from tracker.meetings.queries import is_being_voted
from tracker.meetings.services import (
    HandVote,
    add_item,
    hold_meeting,
    open_vote,
    put_case_on_agenda,
    record_hand_vote,
)
from tracker.meetings.states import Method, Purpose, Result
from tracker.regulations.terms import Form, Role
from tracker.tasks import read_tasks

MUST, RUNNING = Outcome.MUST_DISCIPLINE, State.CONDUCTING


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("not combined with discipline", (RUNNING, MUST, False, True, True, False)),
        ("before its conclusion", (State.ISSUED, MUST, True, True, True, False)),
        ("before its conclusion", (State.CONCLUDED, MUST, True, True, True, False)),
        ("Not clear yet", (RUNNING, MUST, True, True, False, False)),
        ("at the level that must be disciplined", (RUNNING, Outcome.SHORTCOMINGS, True, True, True, False)),
        ("does not acknowledge", (RUNNING, MUST, True, False, True, False)),
        ("is open", (RUNNING, MUST, True, True, True, True)),
    ],
)
def test_each_missing_condition_is_named(words: str, facts: tuple):
    verdict = rules.check_combining(*facts)
    assert not verdict.allowed and words in verdict.reason.text
    assert verdict.citations or words == "is open"


@pytest.mark.parametrize("state", [RUNNING, State.REPORTED])
def test_with_all_conditions_the_procedures_are_combined(state: State):
    assert rules.check_combining(state, MUST, True, True, True, False).allowed


class Combined(Story):
    """A case whose discipline is opened before its conclusion."""

    def combined(self, *, approved: int = 18):
        self.reported()
        proposal = Proposal(self.cast.bodies["commission"], Form.WARNING, True, "Vi phạm rõ.", "Theo phân cấp.")
        approval = Approval(self.on(approved), "Thường trực Uỷ ban", "Biên bản ngày 10.", Form.REPRIMAND)
        file = self.file(self.head)
        return combine_discipline(self.actor(self.head), file, file.subject(1), proposal, approval, TODAY)

    def heard(self, record, *, days: int = 14) -> None:
        said = Review(self.on(16), "Tôi nhận khuyết điểm.", self.on(days), "Phạm Đăng Ninh", "Không có ý kiến khác.")
        review_discipline(self.actor(self.head), self.file(self.head), record, said, TODAY)

    def one_session(self, record) -> None:
        """Both the conclusion and the discipline, on one day."""
        clerk, meeting = self.actor("clerk"), self.meeting(12)
        conclusion = put_case_on_agenda(clerk, meeting, self.papers("clerk").case)
        ballot = put_on_agenda(self.actor(self.head), self.file(self.head), record, meeting)
        self.attended(meeting)
        open_vote(clerk, meeting, conclusion, Method.HANDS, TODAY)
        record_hand_vote(clerk, meeting, conclusion, HandVote(5, 0, 0, Result.ADOPTED, "Nhất trí."), TODAY)
        open_vote(clerk, meeting, ballot, Method.BALLOT, TODAY)
        votes = Ballot(Poll({"none": 0, "warning": 5}), Role.DECIDING, "Theo phân cấp.")
        record_vote(clerk, self.papers("clerk"), record, ballot, votes, TODAY)
        hold_meeting(clerk, meeting, "Thông qua.", TODAY)

    def decide(self, record) -> None:
        words = DecisionWords(self.on(9), SIGNER, ["Như Điều 3"], "Chi bộ")
        decide_discipline(self.actor("clerk"), self.papers("clerk"), record, words, TODAY)

    def conclude(self) -> None:
        words = NoticeWords(self.on(10), SIGNER, ["Lưu hồ sơ"])
        issue_notices(self.actor("clerk"), self.papers("clerk"), words, TODAY)


def test_one_session_adopts_both_and_the_decision_waits_for_the_conclusion(world: Cast):
    story = Combined(world)
    record = story.combined()
    assert (record.state, record.combined) == (RecordState.REVIEWING, True)
    story.heard(record)
    story.one_session(record)
    with pytest.raises(RuleViolation, match="Issue the conclusion first"):
        story.decide(record)
    story.conclude()
    story.decide(record)
    assert record.state is RecordState.DECIDED


def test_the_checklist_asks_for_the_papers_of_both_procedures_and_notes_what_is_done(world: Cast):
    story = Combined(world)
    record = story.combined()
    story.heard(record)
    file = story.file(story.head)
    added = {"proposal_vote", "self_criticism", "hearing", "ballot_minutes"}
    assert added <= {step.key for step in file.steps}
    assert added & file.step_keys() == {"self_criticism", "hearing"}


def test_nobody_is_heard_twice_or_before_the_procedures_were_combined(world: Cast):
    story = Combined(world)
    record = story.combined()
    with pytest.raises(RuleViolation, match="approval to combine"):
        story.heard(record, days=19)
    story.heard(record, days=18)
    with pytest.raises(Conflict, match="recorded already"):
        story.heard(record)


@pytest.mark.parametrize("days", [41, -1])
def test_the_approval_lies_between_the_decision_and_today(world: Cast, days: int):
    with pytest.raises(RuleViolation) as refusal:
        Combined(world).combined(approved=days)
    assert refusal.value.field == "approved_on"


def test_a_record_lapses_only_when_its_subject_is_judged_otherwise(world: Cast):
    story = Combined(world)
    record = story.combined()
    clerk = story.actor("clerk")
    with pytest.raises(RuleViolation, match="must be disciplined"):
        lapse_discipline(clerk, story.papers("clerk"), record, "Kỳ họp không thống nhất.")
    record.subject.outcome = Outcome.SHORTCOMINGS
    with pytest.raises(RuleViolation, match="conclusion"):
        rules.check_concluded_first(True, State.CONCLUDED, record.subject.outcome).enforce()
    lapse_discipline(clerk, story.papers("clerk"), record, "Kỳ họp không thống nhất.")
    assert "ballot_minutes" not in {step.key for step in story.papers("clerk").steps}
    assert (record.state, record.lapse_reason) == (RecordState.NOT_DISCIPLINED, "Kỳ họp không thống nhất.")


class Both(Combined):
    """Two subjects whose discipline is combined, one after the other."""

    def second(self):
        proposal = Proposal(self.cast.bodies["commission"], Form.WARNING, False, "Vi phạm rõ.", "Theo phân cấp.")
        approval = Approval(self.on(18), "Thường trực Uỷ ban", "Biên bản ngày 10.", Form.REPRIMAND)
        file = self.file(self.head)
        return combine_discipline(self.actor(self.head), file, file.subject(2), proposal, approval, TODAY)

    def lines(self) -> dict[str, tuple[str, str]]:
        return {step.key: (step.note, step.missing) for step in self.file(self.head).case.steps if step.key in LINES}


LINES = ("self_criticism", "hearing")


def test_a_line_of_two_subjects_is_done_when_both_have_it_and_says_who_is_missing(world: Cast):
    story = Both(world)
    story.opened(subjects=[(SubjectType.MEMBER, world.members[name]) for name in ("secretary", "full_member")])
    first = story.combined()
    story.heard(first)
    assert story.file(story.head).step_keys() >= set(LINES)
    second = story.second()
    one, other = first.subject.name, second.subject.name
    assert story.lines() == dict.fromkeys(LINES, (one, other))
    assert not story.file(story.head).step_keys() & set(LINES)
    assert not {paper.source for paper in known_papers(story.file(story.head))} & {f"step-{key}" for key in LINES}
    missing = {str(line.what): line.missing for line in checklist_of(story.file(story.head))}
    assert missing["Self-criticism"] == (other,)
    story.heard(second)
    assert story.lines() == dict.fromkeys(LINES, (f"{one}, {other}", ""))
    assert story.file(story.head).step_keys() >= set(LINES)


def test_who_no_longer_needs_it_is_no_longer_missing(world: Cast):
    story = Both(world)
    story.opened(subjects=[(SubjectType.MEMBER, world.members[name]) for name in ("secretary", "full_member")])
    first = story.combined()
    story.heard(first)
    second = story.second()
    second.subject.outcome = Outcome.SHORTCOMINGS
    lapse_discipline(story.actor("clerk"), story.papers("clerk"), second, "Kỳ họp không thống nhất.")
    assert story.lines() == dict.fromkeys(LINES, (first.subject.name, ""))


@pytest.mark.parametrize("key", [*LINES, "ballot_minutes"])
def test_nobody_fills_by_hand_a_line_that_each_subject_must_have(world: Cast, key: str):
    story = Combined(world)
    story.combined()
    with pytest.raises(RuleViolation, match="discipline of each subject"):
        record_step(story.actor(story.head), story.file(story.head), key, story.on(10), "", TODAY)
    assert "proposal_vote" in open_steps(story.file(story.head), TODAY)


def test_the_combined_vote_goes_on_no_agenda_before_self_criticism_and_hearing(world: Cast):
    story = Combined(world)
    record, head = story.combined(), story.actor("head")
    meeting = story.meeting(12)
    waiting = [task.endpoint for task in read_tasks(head, TODAY, TASKS)[0] if task.endpoint.startswith("discipline")]
    assert waiting == ["discipline.review_discipline"]
    with pytest.raises(RuleViolation, match="self-criticism") as refusal:
        put_on_agenda(head, story.file("head"), record, meeting)
    assert refusal.value.citations
    story.heard(record)
    waiting = [task.endpoint for task in read_tasks(head, TODAY, TASKS)[0] if task.endpoint.startswith("discipline")]
    assert waiting == ["discipline.put_on_agenda"]
    assert put_on_agenda(head, story.file("head"), record, meeting).subject_id == record.subject_id


def test_no_ballot_is_opened_on_who_was_not_heard_by_the_day_of_the_session(world: Cast):
    story = Combined(world)
    record = story.combined()
    item = add_item(story.actor("clerk"), story.meeting(15), Purpose.DISCIPLINE, record.case_id, record.subject_id)
    with pytest.raises(RuleViolation, match="self-criticism"):  # put there before the program asked for the hearing
        story.ballot_opened(item)
    endpoints = {task.endpoint for task in read_tasks(story.actor("head"), TODAY, TASKS)[0]}
    assert "discipline.review_discipline" in endpoints  # the hearing is asked for all the same
    story.heard(record, days=14)
    with pytest.raises(RuleViolation, match="the hearing"):
        story.ballot_opened(item)
    item.meeting.held_on = story.on(14)
    story.ballot_opened(item)
    assert is_being_voted(item.id)
