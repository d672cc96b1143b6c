"""From the hearing to the announcement: what blocks what, what a ballot gives, and where it leads."""

import pytest

from tests.cast import TODAY, Cast, ago
from tests.stories import SIGNER, Story
from tracker.cases.states import SubjectType
from tracker.core.errors import RuleViolation
from tracker.discipline import services
from tracker.discipline.models import Discipline
from tracker.discipline.papers import DecisionWords
from tracker.discipline.states import State
from tracker.extensions import db
from tracker.meetings.services import hold_meeting
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind, Level
from tracker.regulations.terms import Form

WORDS = DecisionWords(ago(4), SIGNER, ["Như Điều 3"], "Chi bộ tổ dân phố 1", removed_post="Bí thư Chi bộ")


def ballots(**votes: int) -> dict[str, int]:
    return {"none": 0, "reprimand": 0, "warning": 0, "removal": 0, "expulsion": 0} | votes


def poll(**votes: int) -> services.Ballot:
    return services.Ballot(services.Poll(ballots(**votes)))


def refusal_of(verb, *arguments: object) -> RuleViolation:
    with pytest.raises(RuleViolation) as refusal:
        verb(*arguments)
    return refusal.value


def clerks(story: Story, record: Discipline) -> tuple[object, object, Discipline]:
    return story.actor("clerk"), story.papers("clerk"), record


# The commission has five members: three are more than half, four at least two thirds.
@pytest.mark.parametrize(
    ("votes", "form"),
    [
        (ballots(warning=3, reprimand=2), Form.WARNING),
        (ballots(warning=2, reprimand=1, none=2), Form.REPRIMAND),  # carried downwards: 2 + 1
        (ballots(removal=1, warning=2, reprimand=2), Form.WARNING),  # 1 + 2
        (ballots(expulsion=3, warning=2), Form.EXPULSION),  # a body that decides needs more than half
        (ballots(expulsion=2, removal=1, none=2), Form.REMOVAL),
        (ballots(none=3, warning=2), None),
        (ballots(warning=2, none=1), None),  # nothing reaches more than half of five
    ],
)
def test_the_ballots_give_what_the_rule_makes_of_them(world, votes, form):
    record = Story(world).voted(votes)
    assert (record.state, record.voted_form) == (State.VOTED, form)


def test_a_member_without_a_post_is_never_removed_from_one(world):
    full_member = [(SubjectType.MEMBER, world.members["full_member"])]
    story = Story(world)
    record = story.reviewed(subjects=full_member)
    record.holds_post = False
    meeting = story.meeting(5)
    item = services.put_on_agenda(story.actor("head"), story.file("head"), record, meeting)
    story.ballot_opened(item)
    services.record_vote(*clerks(story, record), item, poll(removal=2, warning=1, none=2), TODAY)
    assert record.voted_form is Form.WARNING


def test_more_ballots_than_members_are_refused(world):
    story = Story(world)
    record, meeting = story.reviewed(), story.meeting(5)
    item = services.put_on_agenda(story.actor("head"), story.file("head"), record, meeting)
    refusal_of(services.record_vote, *clerks(story, record), item, poll(warning=6), TODAY)
    assert (record.state, item.ballots) == (State.REVIEWING, None)


def test_nobody_is_voted_on_without_self_criticism_and_hearing(world):
    story = Story(world)
    record, meeting = story.reviewed(), story.meeting(5)
    item = services.put_on_agenda(story.actor("head"), story.file("head"), record, meeting)
    for name in ("self_criticism_on", "heard_on"):
        kept = getattr(record, name)
        setattr(record, name, None)
        refused = refusal_of(services.record_vote, *clerks(story, record), item, poll(warning=5), TODAY)
        assert refused.citations
        setattr(record, name, kept)


def test_the_hearing_is_dated_after_the_conclusion_and_before_the_session(world):
    story = Story(world)
    record = story.proposed()
    for heard_on, field in ((ago(13), "heard_on"), (ago(-1), "heard_on")):
        review = services.Review(ago(14), "Tôi nhận.", heard_on, "Ninh", "Không.")
        arguments = (story.actor("head"), story.file("head"), record, review, TODAY)
        assert refusal_of(services.review_discipline, *arguments).field == field
    review = services.Review(ago(9), "Tôi nhận.", ago(8), "Ninh", "Không.")
    services.review_discipline(story.actor("head"), story.file("head"), record, review, TODAY)
    early = story.meeting(9)
    assert refusal_of(services.put_on_agenda, story.actor("head"), story.file("head"), record, early).field == "meeting"


def test_a_vote_waits_for_one_session_at_a_time(world):
    story = Story(world)
    record, head = story.reviewed(), story.actor("head")
    services.put_on_agenda(head, story.file("head"), record, story.meeting(5))
    assert refusal_of(services.put_on_agenda, head, story.file("head"), record, story.meeting(4)).field == "meeting"


def test_a_vote_without_a_form_ends_without_discipline_and_only_so(world):
    story = Story(world)
    record = story.voted(ballots(none=5))
    assert refusal_of(services.decide_discipline, *clerks(story, record), WORDS, TODAY).citations
    refusal_of(services.refer_discipline, *clerks(story, record), services.Referral(ago(1), "Đảng uỷ"), TODAY)
    services.refrain(*clerks(story, record))
    assert (record.state, record.paper_id) == (State.NOT_DISCIPLINED, None)


def test_a_vote_with_a_form_is_not_dropped(world):
    story = Story(world)
    record = story.voted(ballots(warning=5))
    refusal_of(services.refrain, *clerks(story, record))
    assert record.state is State.VOTED


@pytest.mark.parametrize("days", [-1, 6])
def test_a_decision_is_dated_after_the_session_and_not_in_the_future(world, days):
    story = Story(world)
    record = story.voted(ballots(warning=5))
    words = DecisionWords(ago(days), SIGNER, [], "Chi bộ")
    assert refusal_of(services.decide_discipline, *clerks(story, record), words, TODAY).field == "issued_on"


def test_a_removal_names_the_post(world):
    story = Story(world)
    record = story.voted(ballots(removal=5))
    words = DecisionWords(ago(4), SIGNER, [], "Chi bộ")
    assert refusal_of(services.decide_discipline, *clerks(story, record), words, TODAY).field == "removed_post"


def test_a_form_that_the_vote_gave_on_an_unconfirmed_authority_is_decided_with_a_reason(world):
    story = Story(world)
    record = story.voted(ballots(removal=5))
    record.override_reason = ""
    assert refusal_of(services.decide_discipline, *clerks(story, record), WORDS, TODAY).field == "override_reason"
    reason = "Theo phân cấp quản lý cán bộ."
    services.decide_discipline(*clerks(story, record), services.Decision(WORDS, reason), TODAY)
    assert (record.state, record.override_reason) == (State.DECIDED, "Theo phân cấp quản lý cán bộ.")


def test_a_form_above_the_power_of_the_body_is_referred_and_not_decided(world):
    story = Story(world)
    record = story.voted(ballots(expulsion=5))
    body = db.session.get_one(Body, record.body_id)
    story.papers("clerk").case.body.organization.level = Level.CELL
    body.kind = BodyKind.CELL_MEETING
    db.session.flush()
    assert refusal_of(services.decide_discipline, *clerks(story, record), WORDS, TODAY).citations
    arguments = clerks(story, record)
    assert (
        refusal_of(services.refer_discipline, *arguments, services.Referral(ago(6), "Đảng uỷ"), TODAY).field
        == "referred_on"
    )
    services.refer_discipline(
        *arguments, services.Referral(ago(3), "Ban Thường vụ Đảng uỷ, Tờ trình số 05-TTr/CB"), TODAY
    )
    assert (record.state, record.referred_on) == (State.REFERRED, ago(3))


def test_what_the_body_decides_itself_is_not_referred(world):
    story = _organization(world)
    record = _voted_by_committee(story)
    assert refusal_of(
        services.refer_discipline, *clerks(story, record), services.Referral(ago(1), "Tỉnh uỷ"), TODAY
    ).citations


def _organization(world: Cast) -> Story:
    cell = [(SubjectType.ORGANIZATION, world.organizations["cell"])]
    return Story(world).concluded(subjects=cell, contents=["org.cadres"])


def _voted_by_committee(story: Story) -> Discipline:
    file = story.file("head")
    proposal = services.Proposal(story.cast.bodies["committee"], Form.WARNING, False, "Vi phạm.")
    record = services.propose_discipline(story.actor("head"), file, file.subject(1), proposal, TODAY)
    review = services.Review(ago(9), "Chi bộ nhận khuyết điểm.", ago(8), "Phạm Đăng Ninh", "Không.")
    services.review_discipline(story.actor("head"), story.file("head"), record, review, TODAY)
    meeting = story.meeting(5)
    meeting.body_id, meeting.seats = story.cast.bodies["committee"], 27
    item = services.put_on_agenda(story.actor("head"), story.file("head"), record, meeting)
    votes = {"none": 0, "reprimand": 10, "warning": 14, "dissolution": 0}
    story.ballot_opened(item)
    services.record_vote(*clerks(story, record), item, services.Ballot(services.Poll(votes)), TODAY)
    hold_meeting(story.actor("clerk"), meeting, "Biểu quyết.", TODAY)
    return record


def test_an_announced_decision_is_in_force(world):
    story = Story(world)
    record = story.voted(ballots(warning=5))
    services.decide_discipline(*clerks(story, record), WORDS, TODAY)
    for days in (-1, 5):
        refused = refusal_of(services.announce_discipline, *clerks(story, record), ago(days), "tại Chi bộ", TODAY)
        assert refused.field == "announced_on"
    services.announce_discipline(*clerks(story, record), ago(2), "tại Chi bộ", TODAY)
    assert (record.state, record.announced_on, record.decided_form) == (State.IN_FORCE, ago(2), Form.WARNING)
