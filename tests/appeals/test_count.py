"""The vote on a complaint that no case decides: compared with the body, its quorum, and who stays out."""

from datetime import date

import pytest

from tests.appeals.test_appeals import VOTES, _heard
from tests.cast import TODAY, ago
from tests.stories import Story
from tracker.appeals import queries, services
from tracker.appeals.rules import Count, Voters, check_count
from tracker.core.errors import RuleViolation
from tracker.extensions import db
from tracker.meetings.models import Attendance, Meeting
from tracker.meetings.services import NewMeeting, Person, plan_meeting, record_attendance
from tracker.members.models import Relative
from tracker.members.states import Kinship
from tracker.organizations.models import Body
from tracker.regulations.appeals import Outcome
from tracker.regulations.terms import Form

ON = date(2026, 5, 4)
NINE = Voters("Ban Thường vụ", 11, True, ("A (người khiếu nại)", "B (có quan hệ gia đình)"))


@pytest.mark.parametrize(
    ("count", "field"),
    [
        (Count(9, 5, 5), None),  # the smallest quorum, all of it for the outcome
        (Count(9, 9, 5), None),
        (Count(10, 9, 9), "members"),  # somebody who stays out was counted
        (Count(10, 9, 9, "Vì thế."), "members"),
        (Count(8, 8, 8), "count_reason"),
        (Count(8, 5, 5, "Một đồng chí xin không tham gia."), None),
        (Count(9, 10, 5), "present"),
        (Count(9, 4, 4), "present"),
        (Count(9, 5, 6), "votes_for"),
        (Count(9, 9, 4), "votes_for"),
    ],
)
def test_the_figures_agree_with_who_may_vote_was_there_and_voted(count, field):
    verdict = check_count(count, NINE, Form.WARNING, ON)
    assert (verdict.allowed, None if verdict.allowed else verdict.field) == (field is None, field)
    assert verdict.citations or (field == "present" and count.present > count.members)


def test_the_list_of_the_session_says_how_many_were_there():
    listed = Voters("Ban Thường vụ", 9, True, present=6)
    assert check_count(Count(9, 6, 5), listed, Form.WARNING, ON).allowed
    assert check_count(Count(9, 7, 5), listed, Form.WARNING, ON).field == "present"


def test_where_the_seats_of_the_day_are_not_known_another_number_is_kept_with_its_reason():
    unknown = Voters("Ban Thường vụ Tỉnh uỷ", 15, False)
    assert check_count(Count(15, 8, 8), unknown, Form.WARNING, ON).allowed
    for members in (13, 17):
        count = Count(members, 12, 9)
        assert check_count(count, unknown, Form.WARNING, ON).field == "count_reason"
        assert check_count(Count(members, 12, 9, "Nghị quyết số 3."), unknown, Form.WARNING, ON).allowed


def _session(story: Story, body: Body, *members: str) -> Meeting:
    """A session of the body today, all of its members there, these among them."""
    clerk = story.actor("clerk")
    new = NewMeeting(body.id, "Kỳ họp", TODAY, "Hội trường", "Uỷ viên 0", "Lò Thị Mai", [])
    meeting = plan_meeting(clerk, new)
    known = [Person(name, member_id=story.cast.members[name]) for name in members]
    others = [Person(f"Uỷ viên {number}") for number in range(body.seats - len(known))]
    record_attendance(clerk, meeting, known + others)
    return meeting


def test_the_complainant_his_relatives_and_who_decided_first_are_out_of_the_count(world):
    story = Story(world)
    record = story.announced(VOTES)
    appeal = _heard(story, record)
    body = db.session.get_one(Body, appeal.hearing_body_id)
    complainant, relative, decider = "secretary", *[name for name in world.members if name != "secretary"][:2]
    first = db.session.query(Meeting).filter(Meeting.body_id == record.body_id).order_by(Meeting.id.desc()).first()
    row = db.session.query(Attendance).filter_by(meeting_id=first.id, present=True).first()
    row.member_id = world.members[decider]
    tie = {"member_id": world.members[complainant], "relative_id": world.members[relative]}
    db.session.add(Relative(**tie, kinship=next(iter(Kinship))))
    db.session.flush()
    _session(story, body, complainant, relative, decider)
    file = story.papers("clerk")
    voters = queries.voters_at(file, appeal, TODAY, TODAY)
    assert (voters.of_day, voters.entitled, voters.present) == (True, body.seats - 3, body.seats - 3)
    assert sorted(text.split(" (")[1] for text in voters.out) == [
        "có quan hệ gia đình với người khiếu nại)", "người khiếu nại)", "đã tham gia quyết định bị khiếu nại)",
    ]  # fmt: skip
    given = services.AppealDecision(TODAY, body.seats, body.seats, TODAY, Outcome.UPHELD, "Số 05-QĐ/ĐU", present=20)
    with pytest.raises(RuleViolation) as refusal:
        services.decide_appeal(story.actor("clerk"), file, appeal, given, TODAY)
    assert (refusal.value.field, bool(refusal.value.citations)) == ("members", True)
    good = services.AppealDecision(TODAY, voters.entitled, 14, TODAY, Outcome.UPHELD, "Số 05-QĐ/ĐU", present=20)
    services.decide_appeal(story.actor("clerk"), file, appeal, good, TODAY)
    assert (appeal.members, appeal.present, appeal.recused_names) == (voters.entitled, 20, "; ".join(voters.out))


def test_an_earlier_day_without_a_session_here_is_compared_with_the_seats_of_today(world):
    story = Story(world)
    appeal = _heard(story, story.announced(VOTES))
    assert not queries.voters_at(story.papers("clerk"), appeal, ago(1), TODAY).of_day
