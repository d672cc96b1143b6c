"""A case of the past is entered as its papers have it, and only where the papers can be true."""

from dataclasses import replace

import pytest

from tests.cast import Cast, ago
from tests.statistics.conftest import past_case
from tracker.access import Actor
from tracker.accounts.queries import get_actor
from tracker.audit.queries import case_history
from tracker.cases.kinds import Kind
from tracker.cases.past import record_past_case
from tracker.cases.states import State
from tracker.core import clock
from tracker.core.errors import Forbidden, NotVisible, RuleViolation
from tracker.documents.queries import papers_of_case
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.services import Naming, rename_organization
from tracker.organizations.states import Level

TODAY = clock.today()


@pytest.fixture
def officer(world: Cast) -> Actor:
    return get_actor(world.accounts["upper_officer"])


def test_numbers_and_dates_are_those_of_the_papers_and_none_is_given_out(world, officer):
    case = record_past_case(officer, past_case(world, "committee", ("cell",), ("secretary",)), TODAY)
    assert (case.state, case.decision_number, case.plan_number) == (State.ARCHIVED, "07-QĐ/ĐU", None)
    assert (case.decision_on, case.concluded_on, case.archived_on) == (ago(450), ago(400), ago(380))
    assert {step.key: (step.done_on, step.note) for step in case.steps} == {
        "announcement": (ago(400), "11-TB/ĐU"),
        "file_index": (ago(380), ""),
    }
    assert papers_of_case(case.id) == []
    assert [row.action for row in case_history(case.id)] == ["case.past_recorded"]


def test_a_subject_stands_under_the_name_and_post_of_the_day_of_the_decision(world, officer):
    cell = db.session.get_one(Organization, world.organizations["cell"])
    rename_organization(None, cell, Naming("Chi bộ tổ dân phố Hoà Bình", Level.CELL, ago(100)), TODAY)
    case = record_past_case(officer, past_case(world, "committee", ("cell",), ("secretary",)), TODAY)
    assert [(row.name, row.description) for row in case.subjects] == [
        ("Chi bộ tổ dân phố 1", ""),
        ("Lò Văn Phượng", "Bí thư Chi bộ"),
    ]


def test_the_case_stands_in_the_tree_where_its_body_stands(world, officer):
    case = record_past_case(officer, past_case(world, "committee", ("cell",)), TODAY)
    assert (case.province_id, case.grassroots_id) == (world.organizations["province"], world.organizations["ward"])
    assert case.subjects[0].cell_id == world.organizations["cell"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"subjects": []}, "subjects"),
        ({"kind": Kind.FINANCE_INSPECTION}, "kind"),
        ({"period_until": ago(1000)}, "period_until"),
        ({"concluded_on": ago(460)}, "concluded_on"),
        ({"archived_on": ago(401)}, "archived_on"),
        ({"archived_on": ago(-1)}, "archived_on"),
    ],
)
def test_what_cannot_have_been_is_refused_beside_its_field(world, officer, changed, field):
    past = replace(past_case(world, "committee", ("cell",)), **changed)
    with pytest.raises(RuleViolation) as refusal:
        record_past_case(officer, past, TODAY)
    assert refusal.value.field == field


def test_a_kind_that_is_about_organizations_takes_no_member(world, officer):
    past = replace(past_case(world, "commission", (), ("secretary",)), kind=Kind.FINANCE_INSPECTION)
    with pytest.raises(RuleViolation):
        record_past_case(officer, past, TODAY)


def test_nobody_enters_a_case_of_a_body_or_about_a_subject_out_of_scope(world):
    stranger = get_actor(world.accounts["stranger"])
    with pytest.raises(NotVisible):
        record_past_case(stranger, past_case(world, "committee", ("other_cell",)), TODAY)
    with pytest.raises(NotVisible):
        record_past_case(stranger, past_case(world, "other_commission", ("cell",)), TODAY)
    with pytest.raises(NotVisible):
        record_past_case(stranger, past_case(world, "other_commission", (), ("secretary",)), TODAY)


def test_who_opens_no_cases_enters_none(world):
    with pytest.raises(Forbidden):
        record_past_case(get_actor(world.accounts["clerk"]), past_case(world, "committee", ("cell",)), TODAY)
