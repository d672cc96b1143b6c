"""Amounts of findings, and the control totals of an inspection of Party finance."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from tests.cast import TODAY, Cast, ago
from tests.findings.building import actor_of, conduct_case, file_of, record, violation
from tracker.cases.kinds import Kind
from tracker.cases.states import State
from tracker.core.errors import Conflict
from tracker.extensions import db
from tracker.findings import money, services
from tracker.findings.rules import (
    FinanceEntry,
    FindingEntry,
    Money,
    check_finance,
    check_finance_entry,
    check_finance_period,
    faulty_parts,
)
from tracker.findings.states import FinanceScope, FindingType

ENTRY = FinanceEntry(FinanceScope.DUES, date(2024, 1, 1), date(2025, 12, 31), 100, 10, 9)


@dataclass(frozen=True)
class Totals:
    wrong: int
    to_recover: int


def test_reviewed_is_not_less_than_wrong_and_wrong_not_less_than_claimed():
    for change, field in (
        ({}, None),
        ({"wrong": 100, "to_recover": 100}, None),
        ({"wrong": 101}, "wrong"),
        ({"to_recover": 11}, "to_recover"),
        ({"period_until": date(2023, 12, 31)}, "period_until"),
    ):
        verdict = check_finance_entry(replace(ENTRY, **change))
        assert (verdict.allowed, verdict.field) == (field is None, field), change


def test_the_control_totals_are_the_sums_of_the_findings_over_both_scopes():
    found = Money(wrong=30, to_recover=20)
    for records, allowed in (
        ([], False),
        ([Totals(30, 20)], True),
        ([Totals(10, 5), Totals(20, 15)], True),
        ([Totals(30, 19)], False),
        ([Totals(29, 20)], False),
    ):
        assert check_finance("A", found, records).allowed == allowed, records
    assert not check_finance("A", replace(found, undecided=1), [Totals(30, 20)]).allowed
    assert check_finance("A", Money(), [Totals(0, 0)]).allowed


def test_no_more_is_to_be_recovered_than_was_found():
    for amount, to_recover, allowed in (
        (10, 10, True),
        (10, 0, True),
        (10, None, True),
        (10, 11, False),
        (None, 1, False),
    ):
        entry = FindingEntry(1, FindingType.SHORTCOMING, "Chi sai.", amount=amount, to_recover=to_recover)
        assert (faulty_parts(entry) == []) == allowed, (amount, to_recover)


def test_a_finance_inspection_records_its_amounts_while_under_way_or_where_they_were_never_recorded(world: Cast):
    ref = conduct_case(world)
    head, file = actor_of(world, "head"), file_of(world, "head", ref)
    record(world, ref, violation(1, amount=10, to_recover=9))
    assert services.check_money(file).allowed  # other kinds need none
    with pytest.raises(Conflict):
        services.record_finance(head, file, file.subject(1), ENTRY)
    file.case.kind = Kind.FINANCE_INSPECTION
    db.session.flush()
    assert not services.check_money(file).allowed
    services.record_finance(head, file, file.subject(1), ENTRY)
    services.record_finance(head, file, file.subject(2), replace(ENTRY, wrong=0, to_recover=0))
    assert services.check_money(file).allowed
    assert money.money_of_subjects(file.case.id) == {file.subject(1).id: Money(10, 9)}
    file.case.state, file.case.concluded_on = State.CONCLUDED, ago(1)
    db.session.flush()
    with pytest.raises(Conflict):
        services.record_finance(head, file, file.subject(1), ENTRY)
    money.finance_records(file.case.id)[0].reviewed = 1
    with pytest.raises(IntegrityError):
        db.session.flush()
    assert ago(1) < TODAY


def test_amounts_of_other_years_than_those_examined_are_warned_of():
    examined = (date(2024, 1, 1), date(2025, 12, 31))
    for since, until, fits in (
        (date(2024, 1, 1), date(2025, 12, 31), True),
        (date(2024, 6, 1), date(2024, 6, 30), True),
        (date(2023, 12, 31), date(2025, 1, 1), False),
        (date(2025, 1, 1), date(2026, 1, 1), False),
    ):
        assert check_finance_period((since, until), examined).allowed == fits, since
