"""In what role a body votes is computed from the table on authority, and what the vote leads to follows from it."""

import pytest

from tests.cast import TODAY, ago
from tests.stories import SIGNER, Story
from tracker.core.errors import RuleViolation
from tracker.discipline import services
from tracker.discipline.models import AuthorityOverride, Discipline
from tracker.discipline.papers import DecisionWords
from tracker.discipline.queries import find_vote
from tracker.discipline.rules import Voted, check_decision, check_power, check_referral, powers_asked, role_of, roles_of
from tracker.discipline.states import State, Step
from tracker.extensions import db
from tracker.meetings.rules import check_left_out, check_papers
from tracker.regulations.authority import Answer, Body, Standing, authority
from tracker.regulations.terms import Form, Level, Role, Subject
from tracker.regulations.voting import eligible_members

ON = ago(5)
MEMBER = Standing(Subject.FULL_MEMBER, holds_post=True)
WORDS = DecisionWords(ago(4), SIGNER, ["Như Điều 3"], "Chi bộ tổ dân phố 1", removed_post="Bí thư Chi bộ")


def powers(body: Body, *forms: Form, standing: Standing = MEMBER):
    return {form: authority(body, form, standing, ON) for form in forms}


def ballots(**votes: int) -> dict[str, int]:
    return {"none": 0, "reprimand": 0, "warning": 0, "removal": 0, "expulsion": 0} | votes


def test_a_cell_decides_the_lighter_forms_and_proposes_the_heavier_on_one_ballot_paper():
    of_cell = powers(Body.CELL, Form.REPRIMAND, Form.WARNING, Form.REMOVAL, Form.EXPULSION)
    assert roles_of(of_cell, None, "") == {
        Form.REPRIMAND: Role.DECIDING,
        Form.WARNING: Role.DECIDING,
        Form.REMOVAL: Role.PROPOSING,
        Form.EXPULSION: Role.PROPOSING,
    }


def test_the_role_is_not_chosen_by_hand_where_the_table_is_clear():
    with pytest.raises(RuleViolation) as refusal:
        roles_of(powers(Body.CELL, Form.EXPULSION), Role.DECIDING, "vì sao")
    assert (refusal.value.field, bool(refusal.value.citations)) == ("role", True)


def test_where_the_table_is_unconfirmed_its_probable_answer_holds_with_a_reason_and_a_choice_overrides_it():
    unsure = powers(Body.GRASSROOTS_COMMISSION, Form.WARNING, Form.EXPULSION)
    with pytest.raises(RuleViolation) as refusal:
        roles_of(unsure, None, "  ")
    assert (refusal.value.field, bool(refusal.value.citations)) == ("override_reason", True)
    assert roles_of(unsure, None, "phân cấp") == {Form.WARNING: Role.DECIDING, Form.EXPULSION: Role.PROPOSING}
    assert set(roles_of(unsure, Role.DECIDING, "phân cấp").values()) == {Role.DECIDING}


def test_only_the_forms_that_the_ballots_can_reach_are_asked_about():
    known = powers(Body.GRASSROOTS_COMMISSION, Form.REPRIMAND, Form.WARNING, Form.EXPULSION)
    assert set(powers_asked(known, {"none": 4, "warning": 1, "expulsion": 0})) == {Form.REPRIMAND, Form.WARNING}
    assert set(powers_asked(known, {"removal": 1})) == {Form.REPRIMAND, Form.WARNING}  # carried from a form not open
    assert set(powers_asked(known, {"expulsion": 1})) == set(known)
    assert powers_asked(known, {"none": 5}) == {}


def test_a_combination_without_a_row_asks_for_the_role_and_the_reason():
    missing = powers(Body.SECTION_COMMITTEE, Form.WARNING, standing=Standing(Subject.ORGANIZATION))
    assert missing[Form.WARNING].probable is None
    assert role_of(missing[Form.WARNING], None) is None
    with pytest.raises(RuleViolation) as refusal:
        roles_of(missing, None, "vì sao")
    assert refusal.value.field == "role"
    assert roles_of(missing, Role.PROPOSING, "vì sao") == {Form.WARNING: Role.PROPOSING}


def test_a_task_assigned_from_above_is_not_for_the_cell():
    standing = Standing(Subject.FULL_MEMBER, True, superior_task=True)
    verdict = check_power(powers(Body.CELL, Form.WARNING, standing=standing)[Form.WARNING], "vì sao")
    assert (verdict.allowed, verdict.field, bool(verdict.citations)) == (False, "body", True)


@pytest.mark.parametrize(
    ("role", "goes_up", "decides", "refers"),
    [(Role.DECIDING, False, True, True), (Role.PROPOSING, False, False, True), (Role.DECIDING, True, True, True)],
)
def test_a_form_that_was_only_proposed_is_referred_and_not_decided(role, goes_up, decides, refers):
    power = powers(Body.GRASSROOTS_COMMISSION, Form.WARNING)[Form.WARNING]
    voted = Voted(Form.WARNING, ON, power, role, goes_up)
    assert (check_decision(voted).allowed, check_referral(voted).allowed) == (decides, refers)
    assert all(verdict.citations for verdict in (check_decision(voted), check_referral(voted)))


def test_a_file_goes_up_when_the_share_for_proposing_expulsion_was_not_reached():
    verdict = check_referral(Voted(None, ON, None, None, goes_up=True))
    assert (verdict.allowed, [str(law) for law in verdict.citations]) == (True, ["Điều 15.3.3, 22-QĐ/TW"])


def test_left_out_members_need_a_reason_and_a_rule_of_the_day():
    assert check_left_out(1, " ").field == "left_out_reason"
    assert check_left_out(0, "").allowed
    assert eligible_members(30, 2, ago(1))[0] == 28
    assert check_papers(4, 2, 5).field == "issued"
    assert check_papers(4, 1, 5).allowed


def test_a_vote_that_only_proposes_needs_two_thirds_and_is_referred(world):
    story = Story(world)
    record = story.voted(ballots(expulsion=4, warning=1), role=None)
    assert (record.voted_form, record.voted_role) == (Form.EXPULSION, Role.PROPOSING)
    reason = find_vote(record).count.reason.text
    assert reason.startswith("Proposal to the competent body")
    clerk, file = story.actor("clerk"), story.papers("clerk")
    with pytest.raises(RuleViolation) as refusal:
        services.decide_discipline(clerk, file, record, WORDS, TODAY)
    assert refusal.value.citations
    services.refer_discipline(clerk, file, record, services.Referral(ago(3), "Tỉnh uỷ"), TODAY)
    steps = db.session.query(AuthorityOverride).order_by(AuthorityOverride.id).all()
    assert record.state is State.REFERRED
    assert [(row.step, row.form, row.role) for row in steps] == [
        (Step.PROPOSE, Form.WARNING, Role.DECIDING),
        (Step.VOTE, Form.REPRIMAND, Role.DECIDING),
        (Step.VOTE, Form.WARNING, Role.DECIDING),
        (Step.VOTE, Form.REMOVAL, Role.PROPOSING),
        (Step.VOTE, Form.EXPULSION, Role.PROPOSING),
        (Step.REFER, Form.EXPULSION, Role.PROPOSING),
    ]
    assert steps[-1].probable is Answer.PROPOSES


def test_below_two_thirds_a_proposal_of_expulsion_is_carried_down(world):
    record = Story(world).voted(ballots(expulsion=3, warning=2), role=None)
    assert (record.voted_form, record.voted_role) == (Form.REMOVAL, Role.PROPOSING)


def test_members_left_out_by_rule_lower_what_is_needed_and_are_recorded_with_why(world):
    story = Story(world)
    record = story.reviewed()
    item = services.put_on_agenda(story.actor("head"), story.file("head"), record, story.meeting(5))
    clerk, file = story.actor("clerk"), story.papers("clerk")
    story.ballot_opened(item)
    poll = services.Poll(ballots(warning=2, none=1), left_out=2, left_out_reason="")
    with pytest.raises(RuleViolation) as refusal:
        services.record_vote(clerk, file, record, item, services.Ballot(poll), TODAY)
    assert (refusal.value.field, item.ballots) == ("left_out_reason", None)
    poll = services.Poll(ballots(warning=2, none=1), left_out=2, left_out_reason="Hai đồng chí được miễn sinh hoạt")
    services.record_vote(clerk, file, record, item, services.Ballot(poll), TODAY)
    ballot = find_vote(record).ballot
    assert (ballot.count.eligible, ballot.official, record.voted_form) == (3, 5, Form.WARNING)
    assert str(ballot.denominator_rule) == "208-QĐ/TW"


def test_what_the_posts_say_of_levels_is_not_typed_away(world):
    story = Story(world).concluded()
    file = story.file("head")
    from_above = services.Facts(managing_level=Level.PROVINCE)
    proposal = services.Proposal(
        world.bodies["commission"], Form.WARNING, True, "Vi phạm.", "phân cấp", facts=from_above
    )
    record: Discipline = services.propose_discipline(story.actor("head"), file, file.subject(1), proposal, TODAY)
    assert record.managing_level is Level.PROVINCE
    power = services.ballot_powers(record, ON)[Form.WARNING]
    assert (power.answer, power.probable) == (Answer.UNCONFIRMED, Answer.PROPOSES)
