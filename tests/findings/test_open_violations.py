"""The list of open violations and its figures: what is in it, for whom, and at what cost."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.cast import TODAY, Cast, ago
from tests.findings.building import actor_of, concluded_case, conduct_case, file_of, record, violation
from tracker.cases.kinds import Kind
from tracker.cases.states import Severity, State
from tracker.core.errors import NotVisible
from tracker.extensions import db
from tracker.findings import queries
from tracker.findings.models import Finding
from tracker.findings.queries import OrganizationCount, ViolationFilter
from tracker.findings.states import Age
from tracker.keyset import Cursor

NOTHING = ViolationFilter()
VIOLATION = "Để ngoài sổ sách 38.500.000 đồng quỹ Tổ quốc ơn công."


def seen_by(cast: Cast, name: str, wanted: ViolationFilter = NOTHING) -> list[str]:
    rows = queries.open_violation_rows(actor_of(cast, name), wanted, None)
    assert queries.count_open_violations(actor_of(cast, name), wanted) == len(rows)
    return [row.case_ref for row in rows]


def test_an_open_violation_is_listed_with_its_case(cast: Cast):
    ref = concluded_case(cast, ago(40))
    (row,) = queries.open_violation_rows(actor_of(cast, "chair"), NOTHING, None)
    assert (row.case_ref, row.number, row.kind, row.subject_name, row.severity, row.concluded_on, row.text) == (
        ref,
        2,
        Kind.VIOLATION_INSPECTION,
        "Nguyễn Thị Đức Hạnh",
        Severity.SERIOUS,
        ago(40),
        VIOLATION,
    )


@pytest.mark.parametrize("state", sorted(set(State)))
def test_only_violations_established_by_a_conclusion_are_listed(cast: Cast, state: State):
    ref = concluded_case(cast)
    file_of(cast, "head", ref).case.state = state
    file_of(cast, "head", ref).case.suspended_from = None
    db.session.flush()
    is_established = state in (State.CONCLUDED, State.FOLLOW_UP, State.ARCHIVED)
    assert seen_by(cast, "chair") == ([ref] if is_established else [])


def test_a_closed_violation_leaves_the_list(cast: Cast):
    ref = concluded_case(cast)
    queries.get_finding(file_of(cast, "head", ref).case.id, 2).closed_on = TODAY
    db.session.flush()
    assert seen_by(cast, "chair") == []


def test_the_text_is_for_those_who_read_the_file_only(cast: Cast):
    concluded_case(cast)
    for name, text in {
        "head": VIOLATION,
        "member": VIOLATION,
        "chair": VIOLATION,
        "vice_chair": None,
        "clerk": None,  # sees papers, not the file
        "leader": None,
        "upper_chair": None,
    }.items():
        rows = queries.open_violation_rows(actor_of(cast, name), NOTHING, None)
        assert [row.text for row in rows] == [text], name


def test_nobody_sees_violations_sideways_or_upwards_or_their_own(cast: Cast):
    ref = concluded_case(cast)
    assert seen_by(cast, "stranger") == seen_by(cast, "upper_officer") == []
    chair = actor_of(cast, "chair")
    own = file_of(cast, "chair", ref).subject(2)
    own.member_id = chair.member_id
    db.session.flush()
    assert seen_by(cast, "chair") == []


def test_a_restricted_case_is_listed_for_its_own_people_only(cast: Cast):
    ref = concluded_case(cast, restricted=True)
    assert seen_by(cast, "head") == seen_by(cast, "chair") == [ref]
    assert seen_by(cast, "vice_chair") == seen_by(cast, "leader") == seen_by(cast, "upper_chair") == []


def test_the_list_is_narrowed_by_organization_kind_severity_and_age(cast: Cast):
    ref = concluded_case(cast, ago(40))
    chair = actor_of(cast, "upper_chair")
    for fitting, other in (
        (
            {"organization": queries.find_organization(chair, "P1")},
            {"organization": queries.find_organization(chair, "P2")},
        ),
        (
            {"organization": queries.find_organization(chair, "P1.1")},
            {"organization": queries.find_organization(chair, "P1.2")},
        ),
        ({"kind": Kind.VIOLATION_INSPECTION}, {"kind": Kind.FINANCE_INSPECTION}),
        ({"severity": Severity.SERIOUS}, {"severity": Severity.LESS_SERIOUS}),
        ({"age": Age.TO_90, "today": TODAY}, {"age": Age.UNDER_30, "today": TODAY}),
    ):
        assert seen_by(cast, "upper_chair", ViolationFilter(**fitting)) == [ref], fitting
        assert seen_by(cast, "upper_chair", ViolationFilter(**other)) == [], other


def test_an_organization_outside_the_scope_is_not_found(cast: Cast):
    chair = actor_of(cast, "chair")
    for code in ("P2", "T", "none", "P1\x00"):
        with pytest.raises(NotVisible):
            queries.find_organization(chair, code)
    assert queries.find_organization(chair, "") is None


def test_the_longest_open_stand_first_and_pages_join_without_gap(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tracker.keyset.PAGE_SIZE", 2)
    refs = [concluded_case(cast, ago(days)) for days in (10, 30, 20, 30)]
    chair = actor_of(cast, "chair")
    first = queries.open_violation_rows(chair, NOTHING, None)
    assert len(first) == 3
    after = Cursor(first[1].concluded_on.isoformat(), first[1].id)
    second = queries.open_violation_rows(chair, NOTHING, after)
    assert [row.case_ref for row in first[:2] + second] == [refs[1], refs[3], refs[2], refs[0]]


def test_the_summary_counts_the_same_violations_along_each_dimension(cast: Cast):
    for days in (5, 40, 500):
        concluded_case(cast, ago(days))
    found = queries.open_violation_summary(actor_of(cast, "upper_chair"), TODAY)
    assert found == queries.ViolationSummary(
        total=3,
        by_severity={Severity.SERIOUS: 3},
        by_kind={Kind.VIOLATION_INSPECTION: 3},
        by_age={Age.UNDER_30: 1, Age.TO_90: 1, Age.OVER_365: 1},
        by_organization=[OrganizationCount("P1", "Đảng bộ phường Điện Biên Phủ", 3)],
    )
    own = queries.open_violation_summary(actor_of(cast, "leader"), TODAY)
    assert own.by_organization == [OrganizationCount("P1.1", "Chi bộ tổ dân phố 1", 3)]
    nothing = queries.open_violation_summary(actor_of(cast, "stranger"), TODAY)
    assert nothing == queries.ViolationSummary(0, {}, {}, {}, [])


def test_what_stands_under_no_lower_organization_is_counted_apart(cast: Cast):
    ref = concluded_case(cast)
    subject = file_of(cast, "head", ref).subject(2)
    subject.cell_id = None  # a member of the ward's own committee
    db.session.flush()
    own = queries.open_violation_summary(actor_of(cast, "leader"), TODAY)
    assert own.by_organization == [OrganizationCount(None, None, 1)]


def test_list_and_summary_cost_the_same_at_one_and_at_three_rows(
    cast: Cast, count_queries: Callable[[], AbstractContextManager[list[str]]]
):
    actor = actor_of(cast, "upper_chair")
    costs = []
    for more in (1, 2):
        for _ in range(more):
            concluded_case(cast)
        with count_queries() as statements:
            queries.open_violation_rows(actor, NOTHING, None)
            queries.count_open_violations(actor, NOTHING)
            queries.open_violation_summary(actor, TODAY)
        costs.append(len(statements))
    assert costs == [4, 4]


def test_a_case_counts_its_findings_by_one_query(
    cast: Cast, count_queries: Callable[[], AbstractContextManager[list[str]]]
):
    ref = conduct_case(cast)
    for _ in range(3):
        record(cast, ref, violation(1))
    case_id = file_of(cast, "head", ref).case.id
    with count_queries() as statements:
        assert db.session.execute(queries.findings_counted(case_id)).scalar_one() == 3
    assert len(statements) == 1
    assert db.session.query(Finding).count() == 3
