"""The life of a programme: one for a body and period, approved by the right person, adjusted by a new version."""

from datetime import date, timedelta
from itertools import product

import pytest

from tests.cast import TODAY, ago
from tests.programmes.building import YEAR, Plan
from tracker.cases.planning import AHEAD
from tracker.core.errors import Conflict, Forbidden, ImpossibleTransition, NotVisible, RuleViolation
from tracker.documents.models import RegisteredPaper
from tracker.documents.states import PaperType
from tracker.extensions import db
from tracker.programmes import queries, services
from tracker.programmes.models import PlanItem, PlanVersion
from tracker.programmes.states import TRANSITIONS, Action, Change, ProgrammeType, State


@pytest.fixture
def plan(world) -> Plan:
    return Plan(world)


def refusal_of(verb, *arguments: object, **named: object) -> RuleViolation:
    with pytest.raises(RuleViolation) as refusal:
        verb(*arguments, **named)
    return refusal.value


def approve(plan: Plan, name: str = "chair", on: date = TODAY) -> None:
    approval = services.Approval(on, "Vũ Minh Nguyệt", "03-CTr/UBKTĐU")
    services.approve_programme(plan.actor(name), plan.file(name), approval, AHEAD, TODAY)


def test_a_body_has_one_programme_of_a_type_and_period(plan):
    plan.drafted()
    draft = services.draft_programme
    assert refusal_of(draft, plan.actor("officer"), plan.new(), TODAY).field == "year_from"
    draft(plan.actor("officer"), plan.new(year_from=YEAR + 1, year_until=YEAR + 1), TODAY)
    term = plan.new(type=ProgrammeType.TERM, year_from=YEAR, year_until=YEAR + 4)
    draft(plan.actor("officer"), term, TODAY)
    overlapping = plan.new(type=ProgrammeType.TERM, year_from=YEAR - 3, year_until=YEAR)
    assert refusal_of(draft, plan.actor("officer"), overlapping, TODAY).field == "year_from"


@pytest.mark.parametrize(
    ("type_", "years", "field"),
    [
        (ProgrammeType.YEARLY, (YEAR, YEAR + 1), "year_until"),
        (ProgrammeType.TERM, (YEAR, YEAR), "year_until"),
        (ProgrammeType.TERM, (YEAR, YEAR + 11), "year_until"),
        (ProgrammeType.YEARLY, (YEAR + 3, YEAR + 3), "year_from"),
        (ProgrammeType.YEARLY, (1989, 1989), "year_from"),
    ],
)
def test_the_years_fit_the_type(plan, type_, years, field):
    new = plan.new(type=type_, year_from=years[0], year_until=years[1])
    assert refusal_of(services.draft_programme, plan.actor("officer"), new, TODAY).field == field


def test_only_a_body_of_the_own_organization_and_only_its_workers_draft(plan):
    new = plan.new(body_id=plan.cast.bodies["other_commission"])
    assert refusal_of(services.draft_programme, plan.actor("officer"), new, TODAY).field == "body"
    for name in ("leader", "viewer", "administrator"):
        with pytest.raises(Forbidden):
            services.draft_programme(plan.actor(name), plan.new(), TODAY)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "violation_inspection"}, "kind"),  # arises, and is not planned
        ({"kind": "denunciation"}, "kind"),
        ({"kind": "compliance_inspection"}, "kind"),  # a committee's, not a commission's
        ({"organizations": []}, "subjects"),
        ({"organizations": [999_999]}, "subjects"),
        ({"members": [999_999]}, "subjects"),
        ({"contents": ["no.such"]}, "contents"),
        ({"contents": ["member.duties"]}, "contents"),
        ({"kind": "finance_inspection", "organizations": [], "own": True}, "subjects"),
        ({"year": YEAR + 1}, "year"),
        ({"period_until": date(YEAR - 2, 1, 1)}, "period_until"),
        ({"period_from": date(YEAR + 1, 1, 1), "period_until": date(YEAR + 1, 2, 1)}, "period_from"),
        ({"body_id": 999_999}, "body"),
        ({"head_id": 999_999}, "head"),
    ],
)
def test_an_item_says_which_field_is_wrong(plan, changed, field):
    plan.drafted()
    if changed.pop("own", False):
        changed["organizations"] = [plan.cast.organizations["ward"]]
    assert refusal_of(plan.add, quarter=1, **changed).field == field


def test_a_subject_stands_in_the_scope_of_the_body_and_does_not_lead_its_own_inspection(plan):
    plan.drafted()
    cast = plan.cast
    assert refusal_of(plan.add, organizations=[cast.organizations["other_cell"]]).field == "subjects"
    own = {"organizations": [], "members": [cast.members["officer"]], "contents": ["member.duties"], "quarter": 1}
    assert refusal_of(plan.add, head_id=cast.accounts["officer"], **own).field == "head"
    assert plan.add(head_id=cast.accounts["head"], **own).subjects[0].name == "Trần Quốc Khánh"


def test_an_empty_programme_is_not_submitted(plan):
    services.draft_programme(plan.actor("officer"), plan.new(), TODAY)
    refusal_of(services.submit_programme, plan.actor("officer"), plan.file(), TODAY)


def test_nobody_approves_what_he_drafted_submitted_or_changed(plan):
    plan.drafter = "chair"
    plan.submitted()
    refusal_of(approve, plan, "chair")
    approve(plan, "vice_chair")
    assert plan.file().present.state is State.APPROVED


def test_who_changed_a_single_item_does_not_approve(plan):
    plan.drafted()
    plan.drafter = "vice_chair"
    plan.change(matter="việc chấp hành quy chế làm việc")
    plan.drafter = "officer"
    plan.submitted()
    refusal_of(approve, plan, "vice_chair")
    approve(plan, "chair")


def test_only_the_leaders_of_the_body_approve(plan):
    plan.submitted()
    for name in ("officer", "member", "clerk", "bystander"):
        with pytest.raises(Forbidden):
            approve(plan, name)
    refusal_of(approve, plan, "leader")  # leads the committee, not the commission
    with pytest.raises(NotVisible):
        plan.file("upper_chair")
    committee = Plan(plan.cast, body="committee")
    committee.submitted({"kind": "compliance_inspection", "quarter": 2})
    refusal_of(approve, committee, "chair")
    approve(committee, "leader")


@pytest.mark.parametrize(
    ("on", "is_right"), [(TODAY - timedelta(1), False), (TODAY, True), (TODAY + timedelta(1), False)]
)
def test_the_approval_is_dated_from_the_submission_to_today(plan, on, is_right):
    plan.submitted()
    if is_right:
        approve(plan, on=on)
    else:
        assert refusal_of(approve, plan, on=on).field == "approved_on"


def test_the_register_gives_the_number_where_none_is_typed(plan):
    plan.approved(number=None)
    paper = db.session.execute(db.select(RegisteredPaper)).scalar_one()
    assert (paper.type, plan.file().present.paper_number) == (PaperType.PROGRAMME, "01-CTr/UBKTĐU")
    assert paper.case_id is None


def test_a_returned_programme_is_changed_and_submitted_again(plan):
    plan.submitted()
    with pytest.raises(Conflict):
        plan.add(quarter=1)
    services.return_programme(plan.actor("chair"), plan.file("chair"), "Bổ sung chi bộ 2.")
    plan.add(organizations=[plan.cast.organizations["cell_two"]])
    plan.approved()
    assert len(plan.rows()) == 2 and plan.file().present.return_reason == ""


def test_an_approved_programme_changes_only_by_a_new_version_and_the_old_one_stays(plan):
    plan.approved({}, {"quarter": 2})
    with pytest.raises(Conflict):
        plan.add(quarter=1)
    plan.adjusting()
    plan.change(1, quarter=3)
    services.remove_item(plan.actor("officer"), plan.file(), plan.entry(2), "Trùng với cấp trên.")
    plan.add(quarter=1)
    file = plan.file()
    assert file.present.number == 1 and [row.entry.quarter for row in plan.rows()] == [4, 2]
    changes = queries.change_rows(file, file.version(2))
    assert [(row.number, row.change, set(row.parts)) for row in changes] == [
        (1, Change.CHANGED, {"time"}),
        (2, Change.CANCELLED, {"cancelled"}),
        (3, Change.ADDED, set()),
    ]
    plan.approved(number="05-CTr/UBKTĐU")
    file = plan.file()
    assert [(one.number, one.state) for one in file.versions] == [(1, State.ADJUSTED), (2, State.APPROVED)]
    assert [entry.quarter for entry in queries.entries_of(file.version(1))] == [4, 2]
    assert [row.entry.quarter for row in plan.rows()] == [3, 2, 1]


def test_the_drafter_of_an_earlier_version_may_approve_an_adjustment_he_had_no_part_in(plan):
    plan.drafter, plan.approver = "chair", "vice_chair"
    plan.approved()
    plan.drafter, plan.approver = "officer", "chair"
    plan.adjusting()
    plan.change(1, quarter=1)
    plan.approved()
    assert plan.file().present.number == 2


def test_an_adjustment_may_be_withdrawn_and_another_one_begun(plan):
    plan.approved().adjusting()
    with pytest.raises(Conflict):
        plan.adjusting()
    refusal_of(services.close_programme, plan.actor("chair"), _standing(plan), "", TODAY)
    services.withdraw_adjustment(plan.actor("officer"), plan.file())
    plan.adjusting()
    assert [one.state for one in plan.file().versions] == [State.APPROVED, State.WITHDRAWN, State.DRAFT]


def _standing(plan: Plan):
    return plan.file("chair")


def test_a_first_version_is_not_withdrawn(plan):
    plan.drafted()
    with pytest.raises(Conflict):
        services.withdraw_adjustment(plan.actor("officer"), plan.file())


def test_an_item_that_was_never_approved_disappears_and_an_approved_one_needs_a_reason(plan):
    plan.drafted({}, {"quarter": 1})
    services.remove_item(plan.actor("officer"), plan.file(), plan.entry(2), "")
    assert db.session.query(PlanItem).count() == 1
    plan.approved().adjusting()
    assert refusal_of(services.remove_item, plan.actor("officer"), plan.file(), plan.entry(1), "").field == "reason"


def test_a_closed_programme_stays_readable_and_nothing_more_is_done_with_it(plan):
    plan.approved()
    with pytest.raises(Forbidden):
        services.close_programme(plan.actor("officer"), plan.file(), "", TODAY)
    services.close_programme(plan.actor("chair"), plan.file("chair"), "Đã thực hiện xong.", TODAY)
    assert plan.file().present.state is State.CLOSED and len(plan.rows()) == 1
    with pytest.raises(Conflict):
        plan.adjusting()


FORBIDDEN = [pair for pair in product(State, Action) if TRANSITIONS.find(*pair) is None]
STEPS = {
    (State.DRAFT, Action.SUBMIT): State.SUBMITTED,
    (State.DRAFT, Action.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Action.RETURN): State.DRAFT,
    (State.SUBMITTED, Action.APPROVE): State.APPROVED,
    (State.APPROVED, Action.REPLACE): State.ADJUSTED,
    (State.APPROVED, Action.CLOSE): State.CLOSED,
}
VERBS = {
    Action.SUBMIT: lambda plan: services.submit_programme(plan.actor("officer"), plan.file(), TODAY),
    Action.RETURN: lambda plan: services.return_programme(plan.actor("chair"), plan.file(), "sửa"),
    Action.APPROVE: approve,
    Action.WITHDRAW: lambda plan: services.withdraw_adjustment(plan.actor("officer"), plan.file()),
    Action.CLOSE: lambda plan: services.close_programme(plan.actor("chair"), plan.file(), "", TODAY),
}


def test_each_pair_leads_where_the_procedure_says_or_nowhere():
    found = {pair: TRANSITIONS.find(*pair) for pair in product(State, Action)}
    assert {pair: row.target for pair, row in found.items() if row} == STEPS


@pytest.mark.parametrize(("state", "action"), [pair for pair in FORBIDDEN if pair[1] in VERBS])
def test_no_verb_does_what_the_table_does_not_have(plan, state, action):
    plan.approved()
    version = db.session.query(PlanVersion).one()
    version.state, version.closed_on = state, TODAY
    db.session.flush()
    with pytest.raises((ImpossibleTransition, Conflict)):
        VERBS[action](plan)
    assert version.state is state


def test_programmes_below_are_for_the_leaders_above_once_they_are_approved(plan):
    plan.submitted()
    see = queries.programme_rows
    nothing = queries.ProgrammeFilter()
    for name in ("upper_chair", "upper_officer", "stranger"):
        assert see(plan.actor(name), nothing, None) == []
        with pytest.raises(NotVisible):
            plan.file(name)
    approve(plan)
    plan.adjusting()
    assert [row.items for row in see(plan.actor("upper_chair"), nothing, None)] == [1]
    upper = plan.file("upper_chair")
    assert [one.number for one in upper.versions] == [1] and not upper.own
    with pytest.raises(NotVisible):
        upper.version(2)
    for name in ("upper_officer", "viewer", "stranger"):
        with pytest.raises(NotVisible):
            plan.file(name)


def test_the_list_narrows_by_year_type_and_state(plan):
    plan.approved()
    services.draft_programme(plan.actor("officer"), plan.new(year_from=YEAR + 1, year_until=YEAR + 1), TODAY)
    wanted = {
        1: queries.ProgrammeFilter(year=YEAR),
        2: queries.ProgrammeFilter(type=ProgrammeType.YEARLY),
        0: queries.ProgrammeFilter(type=ProgrammeType.TERM),
    }
    for count, narrowed in wanted.items():
        assert queries.count_programmes(plan.actor("officer"), narrowed) == count
    (row,) = queries.programme_rows(plan.actor("officer"), queries.ProgrammeFilter(state=State.APPROVED), None)
    assert (row.year_from, row.period, row.items, row.paper_number) == (YEAR, str(YEAR), 1, "03-CTr/UBKTĐU")


def test_what_other_bodies_do_is_noted_in_scope_and_in_order(plan):
    facts = services.ExternalFacts(plan.cast.organizations["cell"], "Thanh tra tỉnh", "", ago(5), ago(-5))
    work = services.record_external_work(plan.actor("officer"), facts)
    services.change_external_work(
        plan.actor("clerk"), work, services.ExternalFacts(**vars(facts) | {"agency": "Kiểm toán"})
    )
    assert [row.agency for row in queries.external_rows(plan.actor("officer"), None)] == ["Kiểm toán"]
    assert queries.external_rows(plan.actor("stranger"), None) == []
    assert queries.find_external(plan.actor("stranger"), work.id) is None
    backwards = services.ExternalFacts(facts.organization_id, "Thanh tra", "", ago(1), ago(2))
    assert refusal_of(services.record_external_work, plan.actor("officer"), backwards).field == "until"
    elsewhere = services.ExternalFacts(plan.cast.organizations["other_cell"], "Thanh tra", "", ago(2), ago(1))
    with pytest.raises(NotVisible):
        services.record_external_work(plan.actor("officer"), elsewhere)


def test_the_kinds_that_may_be_planned():
    assert list(AHEAD.kinds) == [
        "compliance_inspection",
        "inspection_work_inspection",
        "finance_inspection",
        "thematic_supervision",
        "asset_declaration_inspection",
    ]
