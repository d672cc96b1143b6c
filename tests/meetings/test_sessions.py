"""A session: who is invited, who must be there, what a majority is, and that closed minutes stay closed."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.cast import TODAY, Cast, ago
from tests.stories import Story
from tracker.app import TASKS
from tracker.audit import append_only
from tracker.cases.states import State
from tracker.conclusions.services import check_conclude
from tracker.core.errors import Conflict, RuleViolation
from tracker.discipline.services import put_on_agenda
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.findings.services import submit_report
from tracker.meetings import queries, services
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.states import Method, Result
from tracker.tasks import read_tasks

SEATS = 5  # of the commission in the cast


def refusal_of(verb, *arguments: object) -> RuleViolation:
    with pytest.raises(RuleViolation) as refusal:
        verb(*arguments)
    return refusal.value


class Agenda:
    """A session of the commission with one reported case on it."""

    def __init__(self, world: Cast):
        self.story = Story(world).reported()
        self.clerk = self.story.actor("clerk")
        self.meeting: Meeting = self.story.meeting(12)
        self.item: AgendaItem = services.put_case_on_agenda(self.clerk, self.meeting, self.story.papers("clerk").case)

    def vote(self, votes: tuple[int, int, int], result: Result = Result.ADOPTED, present: int | None = None) -> None:
        self.story.attended(self.meeting, present)
        services.open_vote(self.clerk, self.meeting, self.item, Method.HANDS, TODAY)
        vote = services.HandVote(*votes, result, "Nhất trí.")
        services.record_hand_vote(self.clerk, self.meeting, self.item, vote, TODAY)

    def hold(self) -> None:
        services.hold_meeting(self.clerk, self.meeting, "Thông qua.", TODAY)


@pytest.fixture
def agenda(world) -> Agenda:
    return Agenda(world)


def test_more_than_half_of_the_members_are_present_or_nothing_is_voted(agenda):
    refused = refusal_of(agenda.vote, (2, 0, 0), Result.REJECTED, 2)
    assert (refused.field, [str(one) for one in refused.citations]) == ("present", ["Điều 9, Điều lệ Đảng"])
    agenda.vote((2, 1, 0), Result.REJECTED, 3)
    agenda.hold()
    assert (agenda.meeting.present, agenda.meeting.absences) == (3, "Uỷ viên 4 (ốm); Uỷ viên 5 (ốm)")


def test_exactly_half_of_an_even_body_is_too_few(agenda):
    agenda.meeting.seats = 6
    assert refusal_of(agenda.vote, (3, 0, 0), Result.REJECTED, 3).citations
    agenda.vote((3, 1, 0), Result.REJECTED, 4)
    agenda.hold()


def test_exactly_half_of_the_votes_adopts_nothing_and_one_more_does(agenda):
    agenda.meeting.seats = 6
    agenda.story.attended(agenda.meeting)
    services.open_vote(agenda.clerk, agenda.meeting, agenda.item, Method.HANDS, TODAY)
    record = (services.record_hand_vote, agenda.clerk, agenda.meeting, agenda.item)
    refused = refusal_of(*record, services.HandVote(3, 3, 0, Result.ADOPTED, "Nhất trí."), TODAY)
    assert (refused.field, bool(refused.citations)) == ("votes_for", True)
    failed = refusal_of(*record, services.HandVote(4, 2, 0, Result.REJECTED, "Không."), TODAY)
    assert (failed.field, bool(failed.citations)) == ("result", True)
    services.record_hand_vote(
        agenda.clerk, agenda.meeting, agenda.item, services.HandVote(4, 2, 0, Result.ADOPTED, "Nhất trí."), TODAY
    )
    assert agenda.item.result is Result.ADOPTED


def test_the_hands_counted_are_those_of_everybody_present(agenda):
    for votes in ((5, 1, 0), (4, 1, 0), (3, 0, 0)):
        assert refusal_of(agenda.vote, votes, Result.ADOPTED, 4).field == "votes_for"
        services.annul_vote(agenda.clerk, agenda.meeting, agenda.item, "kiểm lại")
    agenda.vote((3, 0, 1), Result.ADOPTED, 4)


def test_nothing_is_voted_before_the_day_of_the_session(agenda):
    agenda.meeting.held_on = ago(-1)
    refusal_of(agenda.vote, (5, 0, 0))
    refusal_of(agenda.hold)
    assert agenda.item.result is None


def test_minutes_are_closed_once_and_only_when_every_item_has_its_result(agenda):
    refusal_of(agenda.hold)  # nobody is listed
    agenda.story.attended(agenda.meeting)
    assert "1" in str(refusal_of(agenda.hold).message)
    agenda.vote((5, 0, 0))
    agenda.hold()
    for verb, arguments in ((agenda.hold, ()), (agenda.vote, ((5, 0, 0),))):
        with pytest.raises(Conflict):
            verb(*arguments)


def test_an_empty_session_has_no_minutes(world):
    story = Story(world)
    meeting = story.meeting(3)
    story.attended(meeting)
    refusal_of(services.hold_meeting, story.actor("clerk"), meeting, "Thông qua.", TODAY)


def test_only_people_of_the_own_organization_are_invited(world):
    story = Story(world)
    for stranger in (world.accounts["stranger"], world.accounts["upper_officer"], 999_999):
        new = services.NewMeeting(world.bodies["commission"], "Kỳ họp 1", TODAY, "Trụ sở", "Nguyệt", "", [stranger])
        assert refusal_of(services.plan_meeting, story.actor("clerk"), new).field == "attendees"


def test_a_case_waits_for_one_session_at_a_time(agenda):
    second = agenda.story.meeting(11)
    refused = refusal_of(services.put_case_on_agenda, agenda.clerk, second, agenda.story.papers("clerk").case)
    assert refused.field == "case"
    refusal_of(services.put_case_on_agenda, agenda.clerk, agenda.meeting, agenda.story.papers("clerk").case)


def test_a_session_before_the_report_or_of_another_body_does_not_hear_the_case(world):
    story = Story(world).reported()
    clerk, case = story.actor("clerk"), story.papers("clerk").case
    refusal_of(services.put_case_on_agenda, clerk, story.meeting(16), case)
    other = story.meeting(12)
    other.body_id = world.bodies["committee"]
    db.session.flush()
    refusal_of(services.put_case_on_agenda, clerk, other, case)
    story.file("chair").case.state = State.CONDUCTING
    refusal_of(services.put_case_on_agenda, clerk, story.meeting(12), case)


def test_only_an_item_that_the_right_body_adopted_after_the_report_concludes_the_case(agenda):
    file = agenda.story.papers("clerk")

    def allowed() -> bool:
        return check_conclude(file, queries.last_decision(file.case.id)).allowed

    assert not allowed()
    agenda.vote((5, 0, 0))
    assert not allowed()  # the minutes are still open
    agenda.hold()
    assert allowed()
    for change in ({"body_id": agenda.story.cast.bodies["committee"]}, {"held_on": ago(16)}):
        before = {name: getattr(agenda.meeting, name) for name in change}
        for values, expected in ((change, False), (before, True)):
            for name, value in values.items():
                setattr(agenda.meeting, name, value)
            db.session.flush()
            assert allowed() is expected
    agenda.item.result = Result.REJECTED
    assert not allowed()


def test_a_case_that_the_session_returned_goes_back_to_the_team_and_is_reported_anew(agenda):
    chair, story = agenda.story.actor("chair"), agenda.story
    refusal_of(services.return_case, chair, story.file("chair"))
    agenda.vote((4, 1, 0), Result.RETURNED)
    agenda.hold()
    services.return_case(chair, story.file("chair"))
    assert story.file("head").case.state is State.CONDUCTING


def test_a_return_is_carried_out_once_and_a_new_report_of_the_same_day_waits_for_a_session(agenda):
    chair, head, story = agenda.story.actor("chair"), agenda.story.actor("head"), agenda.story
    agenda.vote((4, 1, 0), Result.RETURNED)
    agenda.hold()
    services.return_case(chair, story.file("chair"))
    finding = db.session.scalars(select(Finding)).first()
    kept, finding.text = finding.text, "Để ngoài sổ sách tiền quỹ trong hai năm."
    submit_report(head, story.file("head"), agenda.meeting.held_on, TODAY)  # later on the day of the session
    assert "earlier report" in str(refusal_of(services.return_case, chair, story.file("chair")).message)
    waiting = {task.endpoint for task in read_tasks(chair, TODAY, TASKS)[0]}
    assert "meetings.choose_meeting" in waiting and "meetings.return_case" not in waiting
    finding.text = kept  # the text voted on, to the letter: the session has spoken of it
    db.session.flush()
    services.return_case(chair, story.file("chair"))
    assert story.file("head").case.state is State.CONDUCTING


def test_a_paper_numbered_after_the_vote_was_not_before_the_session_though_it_bears_its_day(agenda):
    agenda.vote((5, 0, 0))
    row = queries.agenda(agenda.story.actor("clerk"), agenda.meeting)[0]
    paper = db.session.scalars(select(RegisteredPaper).where(RegisteredPaper.case_id == row.item.case_id)).first()

    def shown(issued_at: datetime) -> bool:
        # as if it had been numbered at that instant, on the day of the session
        append_only.remove(db.session.connection())
        values = {"issued_on": agenda.meeting.held_on, "issued_at": issued_at}
        db.session.execute(update(RegisteredPaper).where(RegisteredPaper.id == paper.id).values(**values))
        db.session.expire_all()
        return paper.id in {one.id for one in queries.papers_before(row, agenda.meeting)}

    opened_at = row.vote.opened_at
    assert shown(opened_at - timedelta(minutes=1))
    assert not shown(opened_at + timedelta(minutes=1))


def test_discipline_is_never_voted_by_show_of_hands(world):
    story = Story(world)
    record, meeting = story.reviewed(), story.meeting(5)
    item = put_on_agenda(story.actor("head"), story.file("head"), record, meeting)
    vote = services.HandVote(5, 0, 0, Result.ADOPTED, "Nhất trí.")
    with pytest.raises(Conflict):
        services.record_hand_vote(story.actor("clerk"), meeting, item, vote, TODAY)


def test_an_item_of_a_hidden_case_is_on_the_agenda_for_its_people_only(world):
    hidden = Story(world, opener="head").reported(restricted=True)
    meeting = hidden.meeting(12, invited=("vice_chair",))
    services.put_case_on_agenda(hidden.actor("clerk"), meeting, hidden.papers("clerk").case)
    db.session.expire_all()
    seen = {
        name: [row.case_ref for row in queries.agenda(hidden.actor(name), meeting)]
        for name in ("head", "clerk", "chair", "vice_chair", "bystander", "officer", "subject")
    }
    ours = [hidden.ref]
    assert seen == {
        "head": ours, "clerk": ours, "chair": ours, "vice_chair": ours, "bystander": [], "officer": [], "subject": []
    }  # fmt: skip
