"""Pages of findings: what they show, to whom, and what they refuse without storing it."""

import html
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.acts import judged
from tests.cast import Cast, ago, typed
from tests.client import PageClient
from tests.findings.building import RULE, concluded_case, do_steps, file_of, recommend, record, strength, violation
from tests.pages import faults
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.states import Outcome
from tracker.core.text import visible
from tracker.extensions import db
from tracker.findings.models import FinanceRecord, Finding, Recommendation

pytestmark = pytest.mark.usefixtures("troubled")

RUN = "x" * 100_000
CONTROL = "Buông lỏng\x07 quản lý"
VIOLATION = {
    "subject": "2",
    "type": "violation",
    "text": "Thiếu trách nhiệm trong quản lý quỹ.",
    "content_code": "violation.irresponsibility",
    "rule_broken": RULE,
    "severity": "serious",
    "amount": "38.500.000",
    "consequence": "Dư luận bức xúc.",
    "committed_on": typed(ago(300)),
} | judged(ago(300))
ADVICE = {"subject": "1", "text": "Thu hồi đủ số tiền.", "owner": "Chi uỷ", "due_on": typed(ago(-20))}
Browser = Callable[[str], PageClient]


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def error_beside(page: str, field: str) -> str:
    """The message beside a field; empty when there is none."""
    _, found, rest = page.partition(f'id="{field}-error"')
    return html.unescape(rest.partition("<span>")[2].partition("</span>")[0]) if found else ""


def keep(app: Flask, step: Callable[[], object]) -> None:
    with app.app_context():
        step()
        db.session.commit()


def test_list_findings_shows_findings_by_subject_and_type(app: Flask, browser_of: Browser, stored_cast: Cast, case_ref):
    keep(app, lambda: [record(stored_cast, case_ref, entry) for entry in (violation(2), strength(1))])
    keep(app, lambda: recommend(stored_cast, case_ref))
    page = browser_of("head").get(f"/cases/{case_ref}/findings").text
    first, second = page.split('<section id="subject-2"')
    assert "Nội bộ đoàn kết, thống nhất." in first and "Thu hồi đủ số tiền" in first
    assert "Để ngoài sổ sách" in second and RULE in second
    assert "Nội bộ đoàn kết" not in second


def test_list_findings_is_404_without_sight_of_the_file(browser_of: Browser, case_ref: str):
    for name in ("bystander", "vice_chair", "clerk", "leader", "upper_chair", "stranger"):
        client = browser_of(name)
        for address in ("findings", "findings/new", "findings/1", "findings/judge/1", "recommendations/new", "report"):
            assert client.get(f"/cases/{case_ref}/{address}").status_code == 404, (name, address)


def test_a_reader_of_the_file_is_offered_no_change(app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str):
    keep(app, lambda: record(stored_cast, case_ref, strength(1)))
    page = browser_of("chair").get(f"/cases/{case_ref}/findings").text
    assert "Nội bộ đoàn kết" in page and "/findings/new" not in page and "/findings/1" not in page


def test_record_finding_stores_a_violation(app: Flask, browser_of: Browser, case_ref: str):
    answer = browser_of("officer").submit(f"/cases/{case_ref}/findings/new", VIOLATION)
    assert (answer.status_code, answer.location) == (303, f"/cases/{case_ref}/findings")
    with app.app_context():
        stored = db.session.execute(select(Finding)).scalar_one()
        assert (stored.amount, stored.committed_on, stored.rule_broken) == (38_500_000, ago(300), RULE)


def test_record_finding_sent_twice_is_stored_once(app: Flask, browser_of: Browser, case_ref: str):
    client, url = browser_of("officer"), f"/cases/{case_ref}/findings/new"
    page = client.get(url)
    for _ in range(2):
        assert client.submit(url, VIOLATION, page=page).status_code == 303
    assert count(app, Finding) == 1


def test_record_finding_takes_subject_and_type_from_the_address(browser_of: Browser, case_ref: str):
    page = browser_of("officer").get(f"/cases/{case_ref}/findings/new?subject=2&type=strength").text
    assert '<option selected value="strength">' in page and '<option selected value="2">' in page
    assert 'name="rule_broken"' not in page


@pytest.mark.parametrize(
    ("field", "typed_text"),
    [
        ("text", ""),
        ("text", CONTROL),
        ("text", RUN),
        ("text", "từ " * 7_000),
        ("subject", ""),
        ("subject", "9"),
        ("type", ""),
        ("type", "praise"),
        ("content_code", ""),
        ("content_code", "org.thrift"),
        ("content_code", "no.such.code"),
        ("rule_broken", ""),
        ("rule_broken", CONTROL),
        ("rule_broken", RUN),
        ("rule_broken", "từ " * 200),
        ("severity", ""),
        ("severity", "awful"),
        ("amount", "nhiều"),
        ("amount", "-5"),
        ("amount", "9" * 17),
        ("consequence", CONTROL),
        ("consequence", RUN),
        ("consequence", "từ " * 2_000),
        ("committed_on", "31/02/2026"),
        ("committed_on", "01/01/0001"),
        ("committed_on", "hôm qua"),
        ("committed_on", typed(ago(1))),
        ("committed_on", typed(ago(-5))),
    ],
)
def test_record_finding_refuses_bad_input_beside_its_field(
    app: Flask, browser_of: Browser, case_ref: str, field: str, typed_text: str
):
    answer = browser_of("officer").submit(f"/cases/{case_ref}/findings/new", VIOLATION | {field: typed_text})
    assert answer.status_code == 422
    assert error_beside(answer.text, field)
    others = [str(value) for name, value in VIOLATION.items() if name != field]
    kept = html.unescape(answer.text)
    assert [value for value in others if value not in kept] == []
    if field not in ("subject", "type", "content_code", "severity"):
        assert visible(typed_text.strip()) in kept
    assert count(app, Finding) == 0


def test_record_finding_names_everything_a_violation_lacks_at_once(browser_of: Browser, case_ref: str):
    bare = VIOLATION | {"text": "", "content_code": "", "rule_broken": "", "severity": ""}
    page = browser_of("officer").submit(f"/cases/{case_ref}/findings/new", bare).text
    assert all(error_beside(page, field) for field in ("text", "content_code", "rule_broken", "severity"))


def test_change_finding_shows_what_is_stored_and_saves_what_is_typed(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str
):
    keep(app, lambda: record(stored_cast, case_ref, violation(2)))
    client, url = browser_of("officer"), f"/cases/{case_ref}/findings/1"
    answer = client.submit(url, {"text": "Buông lỏng quản lý."})
    assert answer.location == f"/cases/{case_ref}/findings#finding-1"
    with app.app_context():
        stored = db.session.execute(select(Finding)).scalar_one()
        assert (stored.text, stored.rule_broken, stored.content_code) == (
            "Buông lỏng quản lý.",
            RULE,
            "violation.finance",
        )


def test_a_stale_page_of_a_part_is_answered_with_409_and_changes_nothing(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str
):
    keep(app, lambda: [record(stored_cast, case_ref, strength(1)), recommend(stored_cast, case_ref)])
    officer, head = browser_of("officer"), browser_of("head")
    for address, first, second in (
        ("findings/1", {"text": "Của cán bộ."}, {"text": "Của trưởng đoàn."}),
        ("recommendations/1", {"text": "Của cán bộ."}, {"text": "Của trưởng đoàn."}),
        ("findings/judge/1", {"outcome": "no_violation"}, {"outcome": "shortcomings"}),
        ("findings/1/withdraw", None, None),
    ):
        url = f"/cases/{case_ref}/{address}"
        stale = head.get(url)
        if address.endswith("withdraw"):
            assert officer.submit(f"/cases/{case_ref}/findings/1", {"text": "Lần hai."}).status_code == 303
        else:
            assert officer.submit(url, first).status_code == 303
        assert head.submit(url, second, page=stale).status_code == 409, address
    with app.app_context():
        assert db.session.execute(select(Finding.text)).scalars().all() == ["Lần hai."]
        assert db.session.execute(select(Recommendation.text)).scalars().all() == ["Của cán bộ."]


def test_two_officers_do_not_overwrite_each_others_amounts(app: Flask, browser_of: Browser, case_ref: str):
    keep(app, lambda: db.session.execute(update(Case).values(kind=Kind.FINANCE_INSPECTION)))
    officer, head, url = browser_of("officer"), browser_of("head"), f"/cases/{case_ref}/finance/1"
    stale = head.get(url)
    amounts = {"scope": "budget", "reviewed": "90.000.000", "wrong": "5.000.000", "to_recover": "3.000.000"}
    assert officer.submit(url, amounts).status_code == 303
    refused = head.submit(url, amounts | {"reviewed": "80.000.000"}, page=stale)
    assert refused.status_code == 409 and "80.000.000" in refused.text
    with app.app_context():
        assert db.session.execute(select(FinanceRecord.reviewed)).scalar_one() == 90_000_000


def test_the_page_of_the_amounts_costs_the_same_with_more_findings(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str, count_queries
):
    keep(app, lambda: db.session.execute(update(Case).values(kind=Kind.FINANCE_INSPECTION)))
    head, url, asked = browser_of("head"), f"/cases/{case_ref}/finance/1", []
    for number in (1, 3):
        keep(app, lambda number=number: [record(stored_cast, case_ref, violation(1)) for _ in range(number)])
        head.get(url)
        with count_queries() as statements:
            head.get(url)
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_withdraw_finding_and_recommendation_ask_first(app: Flask, browser_of: Browser, stored_cast, case_ref: str):
    keep(app, lambda: [record(stored_cast, case_ref, strength(1)), recommend(stored_cast, case_ref)])
    client = browser_of("officer")
    for address, table in (("findings/1", Finding), ("recommendations/1", Recommendation)):
        url = f"/cases/{case_ref}/{address}/withdraw"
        client.get(url)
        assert count(app, table) == 1
        assert client.submit(url).status_code == 303
        assert count(app, table) == 0
        assert client.get(url).status_code == 404


def test_a_part_that_is_not_there_is_404(browser_of: Browser, case_ref: str):
    client = browser_of("officer")
    for address in ("findings/7", "findings/99999999999999999999", "findings/judge/3", "recommendations/1"):
        assert client.get(f"/cases/{case_ref}/{address}").status_code == 404


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"outcome": None}, "outcome"),
        ({"outcome": "guilty"}, "outcome"),
        ({"outcome": "must_discipline"}, "outcome"),
        ({"outcome": "no_violation", "severity": "serious"}, "severity"),
        ({"outcome": "no_violation", "severity": "awful"}, "severity"),
    ],
)
def test_judge_subject_refuses_what_does_not_fit_the_findings(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str, values: dict, field: str
):
    keep(app, lambda: record(stored_cast, case_ref, strength(1)))
    answer = browser_of("officer").submit(f"/cases/{case_ref}/findings/judge/1", values)
    assert answer.status_code == 422 and error_beside(answer.text, field)
    with app.app_context():
        assert file_of(stored_cast, "head", case_ref).subject(1).outcome is None


def test_judge_subject_stores_both_axes(app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str):
    keep(app, lambda: record(stored_cast, case_ref, violation(1)))
    judged = {"severity": "very_serious", "outcome": "must_discipline", "acknowledges": "y"}
    answer = browser_of("officer").submit(f"/cases/{case_ref}/findings/judge/1", judged)
    assert answer.location == f"/cases/{case_ref}/findings#subject-1"
    with app.app_context():
        subject = file_of(stored_cast, "head", case_ref).subject(1)
        assert (subject.severity, subject.outcome, subject.acknowledges) == (
            "very_serious",
            Outcome.MUST_DISCIPLINE,
            True,
        )


@pytest.mark.parametrize(
    ("field", "typed_text"),
    [
        ("subject", "9"),
        ("text", ""),
        ("text", CONTROL),
        ("text", RUN),
        ("text", "từ " * 2_000),
        ("owner", ""),
        ("owner", CONTROL),
        ("owner", RUN),
        ("owner", "từ " * 80),
        ("due_on", ""),
        ("due_on", "31/02/2027"),
        ("due_on", "01/01/0001"),
        ("due_on", "mai"),
        ("due_on", typed(ago(1))),
    ],
)
def test_add_recommendation_refuses_bad_input_beside_its_field(
    app: Flask, browser_of: Browser, case_ref: str, field: str, typed_text: str
):
    answer = browser_of("officer").submit(f"/cases/{case_ref}/recommendations/new", ADVICE | {field: typed_text})
    assert answer.status_code == 422
    assert error_beside(answer.text, field)
    kept = html.unescape(answer.text)
    assert [value for name, value in ADVICE.items() if name != field and value not in kept] == []
    assert count(app, Recommendation) == 0


def test_add_recommendation_stores_it(app: Flask, browser_of: Browser, case_ref: str):
    assert browser_of("officer").submit(f"/cases/{case_ref}/recommendations/new", ADVICE).status_code == 303
    with app.app_context():
        stored = db.session.execute(select(Recommendation)).scalar_one()
        assert (stored.text, stored.owner, stored.due_on, stored.state) == (
            "Thu hồi đủ số tiền.",
            "Chi uỷ",
            ago(-20),
            "open",
        )


def test_submit_report_says_what_is_missing_and_stores_nothing(app: Flask, browser_of: Browser, case_ref: str):
    answer = browser_of("head").submit(f"/cases/{case_ref}/report", {"reported_on": typed(ago(1))})
    assert answer.status_code == 422
    summary = browser_of("head").get(f"/cases/{case_ref}").text
    assert (
        f"/cases/{case_ref}/report"
        not in summary.partition('<section class="panel what-now"')[2].partition("<details")[0]
    )


@pytest.mark.parametrize("typed_text", ["", "31/02/2026", "hôm nay", typed(ago(-1)), typed(ago(400))])
def test_submit_report_refuses_a_bad_date_beside_its_field(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str, typed_text: str
):
    keep(app, lambda: _finish(stored_cast, case_ref))
    answer = browser_of("head").submit(f"/cases/{case_ref}/report", {"reported_on": typed_text})
    assert answer.status_code == 422 and error_beside(answer.text, "reported_on")
    with app.app_context():
        assert file_of(stored_cast, "head", case_ref).case.state == "conducting"


def test_submit_report_moves_the_case(app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str):
    keep(app, lambda: _finish(stored_cast, case_ref))
    answer = browser_of("head").submit(f"/cases/{case_ref}/report", {"reported_on": typed(ago(1))})
    assert answer.location == f"/cases/{case_ref}"
    with app.app_context():
        case = file_of(stored_cast, "head", case_ref).case
        assert (case.state, case.reported_on) == ("reported", ago(1))


def _finish(cast: Cast, ref: str) -> None:
    do_steps(cast, ref, "report")
    for number in (1, 2):
        record(cast, ref, strength(number))
        file_of(cast, "officer", ref).subject(number).outcome = Outcome.NO_VIOLATION


def test_list_violations_shows_text_only_to_readers_of_the_file(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str
):
    keep(app, lambda: concluded_case(stored_cast))
    for name, reads in (("chair", True), ("upper_chair", False)):
        page = browser_of(name).get("/violations").text
        assert "Nguyễn Thị Đức Hạnh" in page and ("Để ngoài sổ sách" in page) == reads


def test_list_violations_keeps_its_filters_in_the_address(app: Flask, browser_of: Browser, stored_cast, case_ref: str):
    keep(app, lambda: concluded_case(stored_cast))
    client = browser_of("upper_chair")
    hit = client.get("/violations?organization=P1&kind=violation_inspection&severity=serious&age=under_30").text
    assert '<option value="P1" selected>' in hit and "Nguyễn Thị Đức Hạnh" in hit
    assert "Nguyễn Thị Đức Hạnh" not in client.get("/violations?organization=P2").text
    assert client.get("/violations?organization=P9").status_code == 404
    assert client.get("/violations?kind=nothing&severity=%00&age=1").status_code == 200


def test_list_violations_is_for_leaders_and_workers(browser_of: Browser, case_ref: str):
    assert browser_of("clerk").get("/violations").status_code == 403
    assert faults(browser_of("stranger").get("/violations").text) == []


def test_pages_of_findings_cost_the_same_at_one_and_at_three_rows(
    app: Flask,
    browser_of: Browser,
    stored_cast: Cast,
    case_ref: str,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
):
    client, costs = browser_of("chair"), []
    for more in (1, 2):
        for _ in range(more):
            keep(app, lambda: [concluded_case(stored_cast), record(stored_cast, case_ref, violation(1))])
        with count_queries() as statements:
            client.get("/violations")
        with count_queries() as others:
            client.get(f"/cases/{case_ref}/findings")
        costs.append((len(statements), len(others)))
    assert costs[0] == costs[1]
