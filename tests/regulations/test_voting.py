"""Votes on discipline: the shares, the carrying of votes from the heaviest form downwards, and bad input."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.errors import RuleViolation
from tracker.regulations.measures import forms_for, weight
from tracker.regulations.sources import Grade, NoRule
from tracker.regulations.voting import count_discipline_vote, eligible_members, majority, threshold

ON = date(2026, 11, 23)


def count(eligible, *, subject="full-member", holds_post=True, role="deciding", on=ON, **ballots):
    return count_discipline_vote(subject, holds_post, role, eligible, ballots, on)


def outcome(eligible, **more):
    result = count(eligible, **more)
    assert result.passed is (result.form is not None)
    return result.form


@pytest.mark.parametrize("form", ["none", "reprimand", "warning", "removal"])
@pytest.mark.parametrize("role", ["proposing", "deciding"])
@pytest.mark.parametrize(
    ("eligible", "votes", "reached"), [(20, 10, False), (20, 11, True), (21, 10, False), (21, 11, True)]
)
def test_exactly_one_half_is_not_more_than_one_half(form, role, eligible, votes, reached):
    assert outcome(eligible, role=role, **{form: votes}) == (form if reached else None)


@pytest.mark.parametrize(
    ("eligible", "votes", "form"),
    [(30, 20, "expulsion"), (30, 19, "removal"), (31, 21, "expulsion"), (31, 20, "removal"), (3, 2, "expulsion")],
)
def test_a_proposal_of_expulsion_needs_two_thirds_exactly_two_thirds_suffice(eligible, votes, form):
    assert outcome(eligible, role="proposing", expulsion=votes) == form


@pytest.mark.parametrize(("votes", "form"), [(15, None), (16, "expulsion")])
def test_a_decision_of_expulsion_needs_more_than_one_half(votes, form):
    assert outcome(30, expulsion=votes) == form


@pytest.mark.parametrize(("votes", "form"), [(20, "dissolution"), (19, "warning"), (15, None)])
def test_dissolution_follows_the_rule_of_expulsion_as_unconfirmed(votes, form):
    result = count(30, subject="organization", role="proposing", dissolution=votes)
    assert result.form == form
    if form == "dissolution":
        assert result.is_unconfirmed


def test_votes_are_carried_from_the_heaviest_form_to_the_next_lighter_until_one_reaches_its_share():
    result = count(30, role="proposing", none=1, reprimand=6, warning=8, removal=3, expulsion=12)
    assert (result.passed, result.form, result.cast) == (True, "warning", 30)
    rows = [(s.form, s.own, s.carried, s.total, s.needed, s.reached) for s in result.steps]
    assert rows == [
        ("expulsion", 12, 0, 12, 20, False),
        ("removal", 3, 12, 15, 16, False),
        ("warning", 8, 15, 23, 16, True),
        ("reprimand", 6, 0, 6, 16, False),
        ("none", 1, 0, 1, 16, False),
    ]
    assert [str(step.explanation) for step in result.steps] == [
        "12 votes: below 20 (at least 2/3 of the members).",
        "3 own + 12 carried = 15: below 16 (more than 1/2 of the members).",
        "8 own + 15 carried = 23: reaches 16 (more than 1/2 of the members).",
        "6 votes; the result is already reached.",
        "1 votes; the result is already reached.",
    ]
    assert str(result.reason) == "Proposal to the competent body: warning, with 23 votes; 16 are needed to propose."


def test_one_vote_more_for_removal_reaches_removal():
    assert outcome(30, role="proposing", reprimand=6, warning=8, removal=4, expulsion=12) == "removal"


def test_removal_is_skipped_without_a_post_and_its_votes_go_to_the_next_lighter_form():
    result = count(30, role="proposing", holds_post=False, warning=8, removal=3, expulsion=12)
    assert result.form == "warning"
    assert [(s.form, s.carried) for s in result.steps] == [
        ("expulsion", 0),
        ("warning", 15),
        ("reprimand", 0),
        ("none", 0),
    ]


def test_expulsion_between_one_half_and_two_thirds_of_a_member_without_post_yields_a_warning():
    assert outcome(30, role="proposing", holds_post=False, expulsion=19) == "warning"


def test_votes_for_no_discipline_take_no_votes_from_the_forms_and_give_none():
    nothing = count(30, none=15, reprimand=15)
    assert (nothing.passed, nothing.form) == (False, None)
    assert str(nothing.reason) == "No form reached its share, even with the votes carried downwards."
    assert nothing.verdict().field == "ballots"
    result = count(30, none=16, reprimand=14)
    assert (result.passed, result.form) == (True, "none")
    assert str(result.reason) == "No discipline: 16 votes, 16 are needed."
    assert result.steps[-1].carried == 0
    assert result.verdict().allowed and result.verdict().field is None


def test_the_share_is_of_all_members_not_of_the_ballots_cast():
    assert outcome(30, warning=10) is None
    assert outcome(10, warning=10) == "warning"


def test_no_ballots_at_all_decide_nothing():
    assert outcome(5) is None


def test_the_edition_of_the_day_is_cited_and_carried_proposals_are_unconfirmed():
    own = count(30, warning=16, on=date(2025, 5, 29))
    assert [(str(law), law.grade) for law in own.citations] == [("Điều 15.3.2, 22-QĐ/TW", Grade.A)]
    carried = count(30, warning=8, removal=8, on=date(2025, 5, 29))
    assert [(str(law), law.grade) for law in carried.citations] == [
        ("Điều 15.3.2, 22-QĐ/TW", Grade.A),
        ("Điều 15.3.1, 22-QĐ/TW", Grade.C),
    ]
    expelled = count(30, expulsion=16, on=date(2025, 5, 30)).citations
    assert [(str(law), law.grade) for law in expelled] == [("Điều 14.3.3, 296-QĐ/TW", Grade.C)]
    assert not carried.is_unconfirmed
    proposal = count(30, role="proposing", warning=8, removal=8)
    assert proposal.is_unconfirmed
    assert not count(30, role="proposing", warning=16).is_unconfirmed
    assert count(30, warning=16, on=date(2025, 5, 30)).citations[0].source == "296-QĐ/TW"
    assert count(30, warning=16, on=date(2021, 7, 27)).citations[0].source == "30-QĐ/TW"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"eligible": 10, "warning": 11}, "ballots"),
        ({"eligible": 10, "warning": 6, "reprimand": 5}, "ballots"),
        ({"eligible": 10, "warning": -1}, "ballots"),
        ({"eligible": 10, "warning": True}, "ballots"),
        ({"eligible": 10, "warning": 2.0}, "ballots"),
        ({"eligible": 10, "fine": 1}, "ballots"),
        ({"eligible": 10, "dissolution": 1}, "ballots"),
        ({"eligible": 10, "subject": "organization", "expulsion": 1}, "ballots"),
        ({"eligible": 10, "subject": "probationary-member", "removal": 0}, "ballots"),
        ({"eligible": 0}, "eligible"),
        ({"eligible": -1}, "eligible"),
        ({"eligible": 10, "subject": "person"}, "subject"),
        ({"eligible": 10, "role": "watching"}, "role"),
    ],
)
def test_bad_input_is_refused_by_the_name_of_the_field(more, field):
    with pytest.raises(RuleViolation) as caught:
        count(**more)
    assert caught.value.field == field


def test_ballots_may_equal_the_members_and_not_exceed_them():
    assert count(10, warning=5, reprimand=5).cast == 10
    with pytest.raises(RuleViolation) as caught:
        count(10, warning=5, reprimand=6)
    assert str(caught.value.message) == ("11 is more than the 10 members. Each member counts once; correct the number.")


def test_no_share_is_known_before_the_first_edition():
    with pytest.raises(NoRule):
        count(10, warning=6, on=date(2016, 7, 25))
    with pytest.raises(NoRule):
        threshold("warning", "deciding", date(2016, 7, 25))


@pytest.mark.parametrize(("eligible", "votes", "adopted"), [(9, 4, False), (9, 5, True), (10, 5, False), (10, 6, True)])
def test_a_conclusion_is_adopted_by_more_than_one_half_of_the_members(eligible, votes, adopted):
    verdict = majority(eligible, votes, ON)
    assert verdict.allowed is adopted
    assert verdict.field == (None if adopted else "votes_for")
    assert verdict.facts == {"eligible": eligible, "votes_for": votes, "needed": eligible // 2 + 1, "on": ON}
    assert verdict.is_unconfirmed


@pytest.mark.parametrize(
    ("eligible", "votes", "field"),
    [(9, 10, "votes_for"), (9, -1, "votes_for"), (0, 0, "eligible"), (-1, 0, "eligible")],
)
def test_an_impossible_majority_is_refused_by_the_name_of_the_field(eligible, votes, field):
    with pytest.raises(RuleViolation) as caught:
        majority(eligible, votes, ON)
    assert caught.value.field == field


def test_exempt_and_absent_members_are_left_out_of_the_total_from_26_may_2025():
    total, law = eligible_members(12, 2, date(2025, 5, 26))
    assert (total, str(law), law.grade) == (10, "Điều 9.3.2, 294-QĐ/TW", Grade.C)
    assert eligible_members(12, 0, date(2025, 5, 25))[0] == 12
    assert str(eligible_members(12, 2, date(2026, 3, 31))[1]) == "Điều 9.3.2, 294-QĐ/TW"
    for on, source in (
        (date(2026, 4, 1), "20-QĐ/TW"),
        (date(2026, 7, 25), "20-QĐ/TW"),
        (date(2026, 7, 26), "208-QĐ/TW"),
    ):
        law = eligible_members(12, 2, on)[1]
        assert (law.source, law.grade) == (source, Grade.UNCONFIRMED)
    assert eligible_members(12, 12, ON)[0] == 0
    for official, left_out, on in ((12, 2, date(2025, 5, 25)), (12, 13, ON), (12, -1, ON)):
        with pytest.raises(RuleViolation) as caught:
            eligible_members(official, left_out, on)
        assert caught.value.field == "left_out"


FORMS = ["none", *forms_for("full-member", True, ON)]
roles = st.sampled_from(["proposing", "deciding"])


@st.composite
def votes(draw):
    ballots = {form: draw(st.integers(0, 15)) for form in FORMS}
    return max(1, sum(ballots.values())) + draw(st.integers(0, 5)), ballots


@given(votes(), roles, st.booleans())
def test_one_more_eligible_member_never_turns_not_passed_into_passed(vote, role, post):
    eligible, ballots = vote
    if not count(eligible, role=role, holds_post=post, **ballots).passed:
        assert not count(eligible + 1, role=role, holds_post=post, **ballots).passed


@given(st.integers(1, 200), st.booleans(), st.data())
def test_votes_for_expulsion_below_two_thirds_never_yield_expulsion_from_a_proposing_body(eligible, post, data):
    below = -(-2 * eligible // 3) - 1
    expulsion = data.draw(st.integers(0, below))
    rest = data.draw(st.integers(0, eligible - expulsion))
    assert outcome(eligible, role="proposing", holds_post=post, expulsion=expulsion, warning=rest) != "expulsion"


@given(votes(), roles, st.sampled_from(list(pairwise(FORMS))))
def test_a_ballot_moved_to_the_next_heavier_form_never_yields_a_lighter_result(vote, role, step):
    eligible, ballots = vote
    lighter, heavier = step
    if not ballots[lighter]:
        return
    moved = {**ballots, lighter: ballots[lighter] - 1, heavier: ballots[heavier] + 1}
    before, after = (count(eligible, role=role, **ballot).form for ballot in (ballots, moved))
    if before in (None, "none"):
        return
    assert weight(after) >= weight(before)


@given(votes(), roles, st.booleans())
def test_the_heaviest_form_that_reaches_its_share_wins_and_only_one_does(vote, role, post):
    eligible, ballots = vote
    result = count(eligible, role=role, holds_post=post, **ballots)
    reached = [step for step in result.steps if step.reached]
    assert [step.form for step in reached] == ([result.form] if result.passed else [])
    for step in reached:
        assert step.total >= step.needed and step.own + step.carried == step.total
