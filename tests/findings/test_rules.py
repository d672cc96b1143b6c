"""What a finding, a recommendation and a judgement must hold."""

from datetime import date, timedelta

import pytest

from tests.findings.building import RULE
from tracker.cases.states import Outcome, Severity, SubjectType
from tracker.findings.rules import (
    FindingEntry,
    JudgedSubject,
    check_due,
    check_finding,
    check_judged,
    check_judgement,
    concluded_between,
    faulty_parts,
)
from tracker.findings.states import Age, FindingType
from tracker.regulations.limitation import Matter

TODAY = date(2026, 11, 23)
PERIOD_END = date(2026, 9, 30)
FINDINGS = {FindingType.STRENGTH, FindingType.SHORTCOMING}
VIOLATIONS = {FindingType.STRENGTH, FindingType.VIOLATION}


def member_violation(**changed: object) -> FindingEntry:
    values: dict[str, object] = {
        "subject": 1,
        "type": FindingType.VIOLATION,
        "text": "Thiếu trách nhiệm.",
        "content_code": "violation.irresponsibility",
        "rule_broken": RULE,
        "severity": Severity.SERIOUS,
    }
    return FindingEntry(**(values | changed))  # type: ignore[arg-type]


def test_a_violation_needs_content_rule_and_severity_and_every_missing_one_is_named():
    bare = FindingEntry(1, FindingType.VIOLATION, "Thiếu trách nhiệm.")
    assert [fault.field for fault in faulty_parts(bare)] == ["content_code", "rule_broken", "severity"]


@pytest.mark.parametrize("kind", sorted(set(FindingType) - {FindingType.VIOLATION}))
def test_only_a_violation_has_what_belongs_to_a_violation(kind: FindingType):
    given = {
        "content_code": "org.thrift",
        "rule_broken": RULE,
        "severity": Severity.SERIOUS,
        "consequence": "Dư luận bức xúc.",
        "committed_from": date(2026, 1, 4),
        "committed_on": date(2026, 1, 5),
        "matter": Matter.FALSE_DIPLOMA,
        "edition": "69-QĐ/TW",
        "edition_reason": "Vi phạm trước ngày 17/8/2026.",
        "article": "69-member-30",
        "amount": 0,  # a shortcoming may have it too
    }
    assert [fault.field for fault in faulty_parts(FindingEntry(1, kind, "Đã làm tốt.", **given))] == [
        name for name in given if name != "amount" or kind is not FindingType.SHORTCOMING
    ]
    assert check_finding(FindingEntry(1, kind, "Đã làm tốt."), SubjectType.MEMBER, PERIOD_END, TODAY).allowed


@pytest.mark.parametrize(
    ("subject_type", "code", "allowed"),
    [
        (SubjectType.MEMBER, "violation.land", True),
        (SubjectType.MEMBER, "org.cadres", False),
        (SubjectType.MEMBER, "member.duties", False),
        (SubjectType.ORGANIZATION, "org.cadres", True),
        (SubjectType.ORGANIZATION, "violation.land", False),
        (SubjectType.ORGANIZATION, "no.such_code", False),
    ],
)
def test_the_content_of_a_violation_is_of_the_subjects_own_list(subject_type: SubjectType, code: str, allowed: bool):
    verdict = check_finding(member_violation(content_code=code), subject_type, PERIOD_END, TODAY)
    assert (verdict.allowed, verdict.field) == (allowed, None if allowed else "content_code")


@pytest.mark.parametrize(
    ("committed_on", "period_until", "allowed"),
    [
        (PERIOD_END, PERIOD_END, True),
        (PERIOD_END + timedelta(1), PERIOD_END, False),
        (TODAY, date(2026, 12, 31), True),
        (TODAY + timedelta(1), date(2026, 12, 31), False),
    ],
)
def test_a_violation_was_committed_by_the_end_of_the_period_and_not_in_the_future(
    committed_on: date, period_until: date, allowed: bool
):
    entry = member_violation(committed_on=committed_on)
    verdict = check_finding(entry, SubjectType.MEMBER, period_until, TODAY)
    assert (verdict.allowed, verdict.field) == (allowed, None if allowed else "committed_on")


def test_a_recommendation_is_not_due_before_today():
    assert check_due(TODAY, TODAY).allowed
    assert check_due(TODAY - timedelta(1), TODAY).field == "due_on"


@pytest.mark.parametrize("outcome", Outcome)
def test_without_a_violation_the_outcome_is_no_violation_or_shortcomings(outcome: Outcome):
    verdict = check_judgement(FINDINGS, None, outcome, may_open_discipline=True)
    assert verdict.allowed == (outcome in (Outcome.NO_VIOLATION, Outcome.SHORTCOMINGS))


@pytest.mark.parametrize("outcome", Outcome)
def test_with_a_violation_any_outcome_but_no_violation_fits(outcome: Outcome):
    verdict = check_judgement(VIOLATIONS, Severity.SERIOUS, outcome, may_open_discipline=True)
    assert verdict.allowed == (outcome is not Outcome.NO_VIOLATION)


def test_severity_is_given_exactly_where_a_violation_is_recorded():
    assert check_judgement(VIOLATIONS, None, Outcome.SHORTCOMINGS, True).field == "severity"
    assert check_judgement(FINDINGS, Severity.SERIOUS, Outcome.SHORTCOMINGS, True).field == "severity"


def test_a_kind_that_opens_no_discipline_refers_the_violation_instead():
    refused = check_judgement(VIOLATIONS, Severity.SERIOUS, Outcome.MUST_DISCIPLINE, may_open_discipline=False)
    assert (refused.allowed, refused.field, bool(refused.citations)) == (False, "outcome", True)
    assert check_judgement(VIOLATIONS, Severity.SERIOUS, Outcome.REFERRED, may_open_discipline=False).allowed


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (JudgedSubject("B", frozenset(), None, None), "B: no finding is recorded yet."),
        (JudgedSubject("B", frozenset(FINDINGS), None, None), "B: not judged yet."),
        (
            JudgedSubject("B", frozenset(VIOLATIONS), None, Outcome.SHORTCOMINGS),
            "B: A violation is recorded: say how serious it is.",
        ),
        (JudgedSubject("B", frozenset(FINDINGS), None, Outcome.NO_VIOLATION), None),
    ],
)
def test_a_report_waits_for_findings_and_a_fitting_judgement_of_every_subject(second: JudgedSubject, words: str | None):
    first = JudgedSubject("A", frozenset(FINDINGS), None, Outcome.SHORTCOMINGS)
    verdict = check_judged([first, second], may_open_discipline=True)
    assert (verdict.allowed, str(verdict.reason) if words else None) == (words is None, words)


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (0, Age.UNDER_30), (29, Age.UNDER_30), (30, Age.TO_90), (90, Age.TO_90), (91, Age.TO_365),
        (365, Age.TO_365), (366, Age.OVER_365), (4_000, Age.OVER_365),
    ],
)  # fmt: skip
def test_every_age_falls_into_exactly_one_bucket(days: int, age: Age):
    concluded_on = TODAY - timedelta(days)

    def holds(bucket: Age) -> bool:
        first, last = concluded_between(bucket, TODAY)
        return (first or date.min) <= concluded_on <= (last or date.max)

    assert [bucket for bucket in Age if holds(bucket)] == [age]
