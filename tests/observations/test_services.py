"""Noting, reporting, the leader's opinion, and the case an observation leads to."""

from itertools import product

import pytest

from tests.cast import TODAY, ago
from tests.observations.building import draft, note, noted, reported
from tracker.accounts.queries import get_actor
from tracker.cases import services as cases
from tracker.cases.kinds import Kind
from tracker.cases.queries import get_file
from tracker.core.errors import Forbidden, ImpossibleTransition, NotVisible, RuleViolation
from tracker.observations import queries, services
from tracker.observations.queries import ObservationFilter
from tracker.observations.states import STATE_LABELS, STATE_TONES, TRANSITIONS, Action, State

POSSIBLE = {
    (State.NOTED, Action.REPORT): State.REPORTED,
    (State.REPORTED, Action.REMIND): State.REMINDED,
    (State.REPORTED, Action.WATCH): State.WATCHED,
    (State.REPORTED, Action.ESCALATE): State.ESCALATED,
    (State.WATCHED, Action.REMIND): State.REMINDED,
    (State.WATCHED, Action.ESCALATE): State.ESCALATED,
    (State.ESCALATED, Action.RELEASE): State.REPORTED,
    (State.ESCALATED, Action.RELEASE_WATCHED): State.WATCHED,
}


def actor(cast, name):
    return get_actor(cast.accounts[name])


@pytest.mark.parametrize(("state", "action"), list(product(State, Action)))
def test_every_pair_is_in_the_table_or_impossible(state, action):
    if (state, action) in POSSIBLE:
        assert TRANSITIONS.get(state, action).target is POSSIBLE[state, action]
    else:
        with pytest.raises(ImpossibleTransition):
            TRANSITIONS.get(state, action)
    assert set(STATE_LABELS) == set(STATE_TONES) == set(State)


@pytest.mark.parametrize(
    ("changed", "field"), [({"observed_on": ago(-1)}, "observed_on"), ({"subjects": []}, "subjects")]
)
def test_a_wrong_note_is_refused_at_its_field(cast, changed, field):
    with pytest.raises(RuleViolation) as caught:
        noted(cast, **changed)
    assert caught.value.field == field


def test_nobody_notes_about_himself_or_the_own_organization(cast):
    for subject in (f"member-{cast.members['officer']}", f"org-{cast.organizations['ward']}"):
        with pytest.raises(RuleViolation) as caught:
            noted(cast, subjects=[subject])
        assert caught.value.field == "subjects"
    with pytest.raises(NotVisible):
        noted(cast, subjects=[f"member-{cast.members['outsider']}"])


def test_only_the_author_changes_and_reports_before_the_leader_has_it(cast):
    observation = noted(cast)
    for step in (
        lambda who: services.change_observation(who, observation, note(cast), TODAY),
        lambda who: services.report_observation(who, observation, ago(8), TODAY),
    ):
        with pytest.raises(Forbidden):
            step(actor(cast, "bystander"))
    services.change_observation(actor(cast, "officer"), observation, note(cast, area="Khác"), TODAY)
    for on in (ago(11), ago(-1)):
        with pytest.raises(RuleViolation):
            services.report_observation(actor(cast, "officer"), observation, on, TODAY)
    services.report_observation(actor(cast, "officer"), observation, ago(8), TODAY)
    assert (observation.area, observation.state) == ("Khác", State.REPORTED)
    with pytest.raises(ImpossibleTransition):
        services.change_observation(actor(cast, "officer"), observation, note(cast), TODAY)


@pytest.mark.parametrize(
    ("verb", "state"), [(services.remind, State.REMINDED), (services.watch_further, State.WATCHED)]
)
def test_the_leader_of_the_house_gives_an_opinion(cast, verb, state):
    observation = reported(cast)
    for name in ("upper_chair", "officer"):
        with pytest.raises(Forbidden):
            verb(actor(cast, name), observation, "Nhắc nhở.", TODAY)
    with pytest.raises(RuleViolation):
        verb(actor(cast, "chair"), observation, "", TODAY)
    verb(actor(cast, "vice_chair"), observation, "Nhắc nhở.", TODAY)
    assert (observation.state, observation.opinion, observation.decided_on) == (state, "Nhắc nhở.", TODAY)


def test_what_is_watched_further_is_settled_later_and_keeps_both_opinions(cast):
    observation, chair = reported(cast), actor(cast, "chair")
    services.watch_further(chair, observation, "Theo dõi thêm.", ago(2))
    services.remind(chair, observation, "Nhắc nhở.", TODAY)
    earlier = f"{ago(2):%d/%m/%Y} – Vũ Minh Nguyệt, Chủ nhiệm: Theo dõi thêm."
    assert observation.opinion == f"Nhắc nhở.\n\n{earlier}"
    assert queries.decider_of(observation) == ("Vũ Minh Nguyệt", "Chủ nhiệm")
    assert (observation.state, observation.decided_on) == (State.REMINDED, TODAY)


@pytest.mark.parametrize("kind", [Kind.VIOLATION_INSPECTION, Kind.THEMATIC_SUPERVISION])
def test_an_observation_leads_to_a_case_that_rests_on_it(cast, kind):
    observation = reported(cast)
    chair = actor(cast, "chair")
    case = cases.open_from_observation(chair, observation, draft(cast, kind=kind), "Đồng ý.", TODAY)
    assert (case.kind, case.basis, case.observation_id) == (kind, "observation", observation.id)
    assert observation.state is State.ESCALATED


def test_it_leads_to_no_other_kind_and_only_once(cast):
    observation, chair = reported(cast), actor(cast, "chair")
    with pytest.raises(RuleViolation) as caught:
        cases.open_from_observation(chair, observation, draft(cast, kind=Kind.COMPLIANCE_INSPECTION), "Đồng ý.", TODAY)
    assert caught.value.field == "kind"
    cases.open_from_observation(chair, observation, draft(cast), "Đồng ý.", TODAY)
    with pytest.raises(ImpossibleTransition):
        cases.open_from_observation(chair, observation, draft(cast), "Đồng ý.", TODAY)


def seen(cast, name, observation):
    try:
        return queries.get_observation(actor(cast, name), observation.ref).id == observation.id
    except NotVisible:
        return False


def test_who_sees_an_observation(cast):
    observation = noted(cast)
    for name in ("officer", "bystander", "member", "chair", "vice_chair", "leader", "upper_chair"):
        assert seen(cast, name, observation), name
    for name in ("subject", "stranger", "upper_officer", "clerk", "receiver"):
        assert not seen(cast, name, observation), name


def test_of_a_restricted_case_the_observation_is_as_hidden(cast):
    observation = reported(cast)
    cases.open_from_observation(actor(cast, "chair"), observation, draft(cast, restricted=True), "Đồng ý.", TODAY)
    assert seen(cast, "chair", observation)
    for name in ("officer", "bystander", "vice_chair", "leader", "upper_chair", "subject"):
        assert not seen(cast, name, observation), name


def test_the_counts_and_the_list_leave_out_what_the_reader_does_not_see(cast):
    noted(cast)
    noted(cast, area="Khác", subjects=[f"member-{cast.members['full_member']}"])
    chair, subject = queries.counts_of(actor(cast, "chair")), queries.counts_of(actor(cast, "subject"))
    assert chair.by_state == {State.NOTED: 2} and subject.by_state == {State.NOTED: 1}
    assert chair.by_area == [("Khác", 1), ("Tổ dân phố 1", 1)] and subject.by_area == [("Khác", 1)]
    assert chair.by_officer == [(cast.accounts["officer"], "Trần Quốc Khánh", 2)]
    wanted = ObservationFilter(text="to dan pho")
    assert [row.area for row in queries.observation_rows(actor(cast, "chair"), wanted, None)] == ["Tổ dân phố 1"]
    assert queries.count_observations(actor(cast, "subject"), wanted) == 0


@pytest.mark.parametrize("before", [State.REPORTED, State.WATCHED])
def test_the_observation_of_a_cancelled_draft_stands_where_it_stood(cast, before):
    observation, chair = reported(cast), actor(cast, "chair")
    if before is State.WATCHED:
        services.watch_further(chair, observation, "Theo dõi thêm.", TODAY)
    case = cases.open_from_observation(chair, observation, draft(cast), "Đồng ý.", TODAY)
    cases.cancel_case(chair, get_file(chair, case.ref), "Lập nhầm loại.", TODAY)
    assert observation.state is before
    assert [(row.reason, row.full_name) for row in queries.releases_of(observation.id)] == [
        ("Lập nhầm loại.", "Vũ Minh Nguyệt")
    ]
    anew = cases.open_from_observation(chair, observation, draft(cast), "Mở lại.", TODAY)
    assert (anew.observation_id, case.observation_id, observation.state) == (observation.id, None, State.ESCALATED)
    assert observation.opinion.startswith("Mở lại.\n\n") and "Đồng ý." in observation.opinion


def test_an_observation_that_comes_back_from_a_restricted_case_stays_as_hidden(cast):
    observation, chair = reported(cast), actor(cast, "chair")
    case = cases.open_from_observation(chair, observation, draft(cast, restricted=True), "Đồng ý.", TODAY)
    cases.cancel_case(chair, get_file(chair, case.ref), "Không tiến hành.", TODAY)
    assert observation.state is State.REPORTED
    assert seen(cast, "chair", observation) and not seen(cast, "officer", observation)
