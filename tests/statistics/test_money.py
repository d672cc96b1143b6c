"""Sums of money: those of the pages of the cases, over the period, for those who may read the file."""

import pytest

from tests.cast import TODAY, Cast, ago, typed
from tests.client import sign_in
from tests.findings.building import actor_of, concluded_case, file_of
from tracker.cases.kinds import Kind
from tracker.extensions import db
from tracker.findings.money import money_of_subjects
from tracker.findings.queries import get_finding
from tracker.statistics.money import Money, money_of_kinds, money_rows, together
from tracker.statistics.queries import Question

WHOLE = Question(ago(1000), ago(0))


@pytest.fixture
def ref(app, cast: Cast) -> str:
    """A concluded case in which a finding has 5.000.000 đồng wrong, of which 3.000.000 come back."""
    with app.app_context():
        ref = concluded_case(cast)
        finding = get_finding(file_of(cast, "head", ref).case.id, 2)
        finding.amount, finding.to_recover, finding.recovered = 5_000_000, 3_000_000, 1_000_000
        db.session.commit()
    return ref


def test_sums_are_those_of_the_case_and_of_those_who_may_read_its_file(app, cast, ref):
    with app.app_context():
        head = actor_of(cast, "head")
        file = file_of(cast, "head", ref)
        shown = together(list(money_of_subjects(file.case.id).values()))
        found = money_of_kinds(head, WHOLE)
        assert together(list(found.values())) == Money(5_000_000, 3_000_000, 1_000_000) == shown
        [kind] = found
        assert [(row.ref, row.money) for row in money_rows(head, WHOLE, kind, None)] == [(ref, found[kind])]
        other = next(one for one in Kind if one is not kind)
        assert money_rows(head, WHOLE, other, None) == []
        on = file.case.concluded_on
        assert money_of_kinds(head, Question(on, on)) == found
        assert money_of_kinds(head, Question(ago(1000), ago((TODAY - on).days + 1))) == {}
        for name in ("upper_chair", "stranger"):
            assert money_of_kinds(actor_of(cast, name), WHOLE) == {}


def test_each_sum_leads_to_its_cases(app, cast, ref):
    client = app.test_client()
    sign_in(client, cast.accounts["chair"])
    asked = f"from={typed(ago(1000))}&to={typed(ago(0))}"
    page = client.get(f"/statistics/?{asked}").text
    assert "5.000.000 đ" in page and "/statistics/money?" in page
    listed = client.get(f"/statistics/money?{asked}").text
    assert f"/cases/{ref}" in listed and listed.count("2.000.000 đ") == 2  # of the case, and together
    assert client.get("/statistics/money?from=31/02/2020").status_code == 422
