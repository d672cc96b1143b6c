"""Time bars of recorded violations: the choice of the edition, new violations, the list, and what nobody learns."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.acts import judged
from tests.cast import TODAY, Cast, ago
from tests.findings.building import actor_of, concluded_case, conduct_case, file_of, judge, record, strength, violation
from tracker.cases.states import Outcome, Severity, SubjectType
from tracker.core.errors import RuleViolation
from tracker.extensions import db
from tracker.findings import queries, services
from tracker.findings.models import Finding
from tracker.findings.queries import ViolationFilter
from tracker.findings.rules import FindingEntry, check_edition, check_finding, edition_of
from tracker.regulations.bar_clock import Standing
from tracker.regulations.limitation import Matter
from tracker.regulations.terms import Form

OLD, NEW = date(2026, 8, 16), date(2026, 8, 17)


def act(days: int, **changed: object) -> FindingEntry:
    """A violation of the member (subject 2) that ended so many days ago."""
    on = ago(days)
    plain = replace(violation(2), edition=None, edition_reason="")
    return replace(plain, committed_on=on, **(judged(on) | changed))


def years_ago(years: int, days: int = 0) -> int:
    """So many days ago was the day ``days`` before the same day of the month ``years`` ago."""
    day = 28 if (TODAY.month, TODAY.day) == (2, 29) else TODAY.day
    return (TODAY - TODAY.replace(year=TODAY.year - years, day=day)).days + days


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"committed_on": OLD}, "edition"),
        ({"committed_on": OLD, "edition": "264-QĐ/TW"}, "edition_reason"),
        ({"committed_on": OLD, "edition": "264-QĐ/TW", "edition_reason": "Vi phạm trước."}, None),
        ({"committed_on": OLD, "edition": "212-QĐ/TW"}, "edition_reason"),
        ({"committed_on": OLD, "edition": "102-QĐ/TW", "edition_reason": "Nhẹ hơn."}, "edition"),
        ({"committed_on": OLD, "edition": "no-such", "edition_reason": "Nhẹ hơn."}, "edition"),
        ({"committed_on": NEW}, None),
        ({"committed_on": NEW, "edition": "212-QĐ/TW"}, None),
        ({"committed_on": NEW, "edition": "264-QĐ/TW", "edition_reason": "Nhẹ hơn."}, "edition"),
        ({"committed_on": None, "edition": "212-QĐ/TW"}, "committed_on"),
        ({"committed_on": None, "article": "69-member-30"}, "committed_on"),
        ({"committed_on": None}, None),
    ],
)
def test_the_edition_is_chosen_with_a_reason_exactly_where_the_transition_is_unconfirmed(changed, field):
    entry = replace(violation(2), **{"edition": None, "edition_reason": ""} | changed)
    verdict = check_edition(entry, SubjectType.MEMBER, date(2026, 11, 23))
    assert (verdict.allowed, verdict.field) == (field is None, field)
    if field in ("edition", "edition_reason"):
        assert verdict.citations


@pytest.mark.parametrize(
    ("subject_type", "committed_on", "article", "allowed"),
    [
        (SubjectType.MEMBER, date(2025, 1, 1), "69-member-30", True),
        (SubjectType.MEMBER, date(2025, 1, 1), "69-organization-1", False),
        (SubjectType.ORGANIZATION, date(2025, 1, 1), "69-organization-1", True),
        (SubjectType.MEMBER, date(2025, 1, 1), "no-such", False),
    ],
)
def test_an_article_belongs_to_the_edition_and_the_subject(subject_type, committed_on, article, allowed):
    entry = replace(violation(2), committed_on=committed_on, edition=None, edition_reason="", article=article)
    verdict = check_edition(entry, subject_type, date(2026, 8, 16))
    assert (verdict.allowed, verdict.field) == (allowed, None if allowed else "article")
    later = replace(entry, edition="212-QĐ/TW", edition_reason="Áp dụng quy định mới.")
    assert check_edition(later, subject_type, date(2026, 11, 1)).field == "article"


def test_the_recorded_rule_gives_the_edition_of_the_conclusion():
    entry = replace(violation(2), committed_on=date(2022, 7, 5), edition=None, edition_reason="")
    assert edition_of(entry, SubjectType.MEMBER, date(2022, 7, 6)).key == "69-QĐ/TW"
    assert edition_of(replace(entry, committed_on=None), SubjectType.MEMBER, TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 1, 2), date(2026, 1, 1), "committed_from"),
        (date(2026, 1, 1), date(2026, 1, 1), None),
        (date(2026, 1, 1), None, "committed_on"),
    ],
)
def test_a_lasting_act_ends_on_or_after_its_first_day(first, last, field):
    entry = replace(violation(2), committed_from=first, committed_on=last)
    verdict = check_finding(entry, SubjectType.MEMBER, date(2026, 9, 30), date(2026, 11, 1))
    assert verdict.field == field


@pytest.mark.parametrize(("days", "barred"), [(-1, False), (0, False), (1, True)])
def test_the_last_day_of_the_period_is_the_last_on_which_a_reprimand_is_possible(cast: Cast, days: int, barred: bool):
    ref = conduct_case(cast)
    record(cast, ref, act(years_ago(5, days)))
    subject = file_of(cast, "head", ref).subject(2)
    (found,) = queries.violation_bars(subject, Form.REPRIMAND, TODAY)
    assert (found.number, found.barred) == (1, barred)
    assert not queries.violation_bars(subject, Form.WARNING, TODAY)[0].barred
    assert queries.violation_bars(subject, Form.EXPULSION, TODAY)[0].bar.bar_ends_on is None


def test_the_bar_runs_from_the_last_day_and_leaves_deferral_out(cast: Cast):
    ref = conduct_case(cast)
    record(cast, ref, act(400, committed_from=ago(years_ago(8))))
    file = file_of(cast, "head", ref)
    (found,) = queries.violation_bars(file.subject(2), Form.REPRIMAND, TODAY)
    (deferred,) = queries.violation_bars(file.subject(2), Form.REPRIMAND, TODAY, [(ago(100), ago(91))])
    assert deferred.bar.bar_ends_on == found.bar.bar_ends_on + timedelta(10)


def test_what_is_not_known_is_said_and_never_barred(cast: Cast):
    ref = conduct_case(cast)
    record(cast, ref, replace(violation(2), committed_on=None, edition=None, edition_reason=""))
    (found,) = queries.violation_bars(file_of(cast, "head", ref).subject(2), Form.REPRIMAND, TODAY)
    assert (found.bar, found.barred) == (None, False)
    assert "day of the violation" in str(found.reason)
    judge(cast, ref, 2, Outcome.MUST_DISCIPLINE, Severity.SERIOUS)
    stored = queries.get_finding(file_of(cast, "head", ref).case.id, 1)
    assert stored.matter is Matter.ORDINARY and stored.reprimand_until is None


def test_a_listed_matter_is_never_barred(cast: Cast):
    ref = conduct_case(cast)
    record(cast, ref, act(years_ago(8), matter=Matter.FALSE_DIPLOMA))
    (found,) = queries.violation_bars(file_of(cast, "head", ref).subject(2), Form.REPRIMAND, TODAY)
    assert (found.barred, found.bar.bar_ends_on) == (False, None)


def test_a_new_violation_of_the_same_subject_starts_the_period_again_and_its_withdrawal_ends_that(cast: Cast):
    ref = conduct_case(cast)
    first = record(cast, ref, act(years_ago(5, 1)))
    version = first.version
    second = record(cast, ref, act(500))
    record(cast, ref, replace(violation(1), committed_on=ago(450)))  # another subject's
    file = file_of(cast, "head", ref)
    assert not queries.violation_bars(file.subject(2), Form.REPRIMAND, TODAY)[0].barred
    db.session.refresh(first)
    assert (first.reprimand_until > TODAY, first.version) == (True, version)
    services.withdraw_finding(actor_of(cast, "officer"), file, second)
    db.session.refresh(first)
    assert first.reprimand_until < TODAY
    assert queries.violation_bars(file.subject(2), Form.REPRIMAND, TODAY)[0].barred


@pytest.mark.parametrize(("restricted", "name", "counts"), [
    (False, "head", True),
    (True, "head", False),
    (False, None, False),
    (False, "stranger", False),
])  # fmt: skip
def test_a_violation_in_another_concluded_case_counts_as_far_as_it_is_known(cast: Cast, restricted, name, counts):
    concluded_case(cast, restricted=restricted)  # its violation was committed 300 days ago
    ref = conduct_case(cast)
    record(cast, ref, act(years_ago(5, 1)))
    actor = actor_of(cast, name) if name else None
    file = file_of(cast, "head", ref)
    (found,) = queries.violation_bars(file.subject(2), Form.REPRIMAND, TODAY, actor=actor)
    assert found.barred is not counts
    if name == "head":
        clock = queries.clocks_of_case(actor, file, TODAY)[1]
        assert (clock.restarted_by is not None) is counts
    assert db.session.query(Finding).filter_by(case_id=file.case.id).one().reprimand_until < TODAY


def test_the_clock_stops_with_the_conclusion_that_discipline_is_due(cast: Cast):
    ref = concluded_case(cast, ago(30))
    file = file_of(cast, "head", ref)
    clock = queries.clocks_of_case(actor_of(cast, "head"), file, TODAY)[2]
    assert (clock.stopped, clock.on) == (True, ago(30))
    file.subject(2).outcome = Outcome.REFERRED
    running = queries.clocks_of_case(actor_of(cast, "head"), file, TODAY)[2]
    assert (running.stopped, running.on) == (False, TODAY)


def test_a_report_waits_for_the_day_and_the_edition_of_every_violation(cast: Cast):
    ref = conduct_case(cast)
    record(cast, ref, replace(violation(2), committed_on=None, edition=None, edition_reason=""))
    record(cast, ref, strength(1))
    file = file_of(cast, "head", ref)
    file.case.steps.clear()
    act_found = queries.acts_of_case(file.case.id)[0]
    verdict = services.rules.check_dated(*act_found)
    assert not verdict.allowed and verdict.citations
    assert not services.rules.check_dated(1, TODAY, None).allowed


def test_a_bad_edition_stores_nothing(cast: Cast):
    ref = conduct_case(cast)
    with pytest.raises(RuleViolation) as refused:
        record(cast, ref, replace(act(700), edition="102-QĐ/TW", edition_reason="Nhẹ hơn."))
    assert refused.value.field == "edition"
    assert queries.findings_of_case(file_of(cast, "head", ref).case.id) == []


@pytest.mark.parametrize(
    ("days", "outcome", "near", "over"),
    [
        (years_ago(4, -1), Outcome.SHORTCOMINGS, False, False),
        (years_ago(4), Outcome.SHORTCOMINGS, True, False),
        (years_ago(5), Outcome.SHORTCOMINGS, True, False),
        (years_ago(5, 1), Outcome.SHORTCOMINGS, False, True),
        (years_ago(9, 30), Outcome.SHORTCOMINGS, True, True),
        (years_ago(5), Outcome.MUST_DISCIPLINE, False, False),
        (years_ago(5, -1), Outcome.MUST_DISCIPLINE, False, False),
        (years_ago(5, 90), Outcome.MUST_DISCIPLINE, False, True),
    ],
)
def test_the_list_is_narrowed_to_bars_that_are_near_or_over(cast: Cast, days, outcome, near, over):
    ref = concluded_case(cast)
    file = file_of(cast, "head", ref)
    finding = queries.get_finding(file.case.id, 2)
    finding.committed_on, finding.edition = ago(days), "69-QĐ/TW"
    file.subject(2).outcome = outcome
    db.session.flush()
    assert [row.number for row in queries.stale_bars()] == [2]
    services.store_bars(file.case.id)
    assert queries.stale_bars() == []
    for standing, expected in ((Standing.NEAR, near), (Standing.OVER, over)):
        wanted = ViolationFilter(bar=standing, today=TODAY)
        for name in ("chair", "upper_chair"):  # who may not read the file learns nothing of the day of the act
            rows = queries.open_violation_rows(actor_of(cast, name), wanted, None)
            assert (len(rows) == 1) is (expected and name == "chair"), (standing, name)
            assert queries.count_open_violations(actor_of(cast, name), wanted) == len(rows)
    (row,) = queries.open_violation_rows(actor_of(cast, "upper_chair"), ViolationFilter(), None)
    assert (row.committed_on, row.matter, row.reprimand_until, row.warning_until) == (None, None, None, None)


def test_the_clocks_of_a_case_cost_the_same_for_one_and_for_four_violations(cast: Cast, count_queries):
    ref, costs = conduct_case(cast), []
    for more in (1, 3):
        for _ in range(more):
            record(cast, ref, act(600))
        file, actor = file_of(cast, "head", ref), actor_of(cast, "head")
        with count_queries() as statements:
            queries.clocks_of_case(actor, file, TODAY)
        costs.append(len(statements))
    assert costs == [3, 3]
