"""Pages of the follow-up: what they show, to whom, and what they refuse without storing it."""

import html
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from tests.cast import TODAY, Cast, ago, typed
from tests.client import PageClient
from tests.findings.building import actor_of, concluded_case, file_of
from tracker.cases.states import Outcome, State
from tracker.core.text import visible
from tracker.extensions import db
from tracker.findings.models import Recommendation
from tracker.findings.queries import get_finding, get_recommendation
from tracker.findings.states import RecommendationState
from tracker.follow_up import services
from tracker.follow_up.services import Note
from tracker.follow_up.states import Step
from tracker.lawbook.queries import office_law

pytestmark = pytest.mark.usefixtures("troubled")

RUN = "x" * 100_000
CONTROL = "Đã\x07 nộp"
LONG = "từ " * 800
NOTE = {"on": typed(ago(1)), "text": "Đã nộp đủ theo phiếu thu.", "proof": "Phiếu thu số 07"}
CLOSING = {name: value for name, value in NOTE.items() if name != "proof"}
FORMS = {
    "recommendations/1/return": NOTE,
    "recommendations/1/verification": NOTE,
    "recommendations/1/transfer": NOTE,
    "recommendations/1/waiver-proposal": NOTE,
    "findings/2/closing": CLOSING,
}
BAD_NOTES = [
    ("on", ""), ("on", "31/02/2026"), ("on", "01/01/0001"), ("on", "mai"), ("on", typed(ago(-1))),
    ("on", typed(ago(9))),
    ("text", ""), ("text", CONTROL), ("text", LONG), ("text", RUN),
]  # fmt: skip
Browser = Callable[[str], PageClient]


def error_beside(page: str, field: str) -> str:
    """The message beside a field; empty when there is none."""
    _, found, rest = page.partition(f'id="{field}-error"')
    return html.unescape(rest.partition("<span>")[2].partition("</span>")[0]) if found else ""


def ready(app: Flask, cast: Cast, ref: str) -> None:
    """Bring the case to where each form may be sent: progress is reported, and no discipline is needed."""
    with app.app_context():
        file = file_of(cast, "officer", ref)
        advice, note = get_recommendation(file.case.id, 1), Note(ago(2), "Đã thu.", "Phiếu thu")
        services.report_done(actor_of(cast, "officer"), file, advice, note, TODAY)
        file.subject(2).outcome = Outcome.SHORTCOMINGS
        db.session.commit()


def stored(app: Flask, cast: Cast, ref: str) -> tuple[Recommendation, object]:
    with app.app_context():
        case_id = file_of(cast, "head", ref).case.id
        return get_recommendation(case_id, 1), get_finding(case_id, 2)


def test_show_follow_up_tells_what_is_open_and_what_is_missing(browser_of: Browser, case_ref: str):
    page = browser_of("head").get(f"/cases/{case_ref}/follow-up").text
    assert "Thu hồi đủ số tiền, nộp quỹ." in page and "Để ngoài sổ sách" in page
    assert page.count("/findings/2/closing") == 0  # the discipline is not finished
    assert "/recommendations/1/progress" in page and "/recommendations/1/verification" not in page


def test_show_follow_up_before_the_conclusion_says_when_it_begins(app: Flask, browser_of, stored_cast, case_ref: str):
    with app.app_context():
        file_of(stored_cast, "head", case_ref).case.state = State.REPORTED
        db.session.commit()
    page = browser_of("head").get(f"/cases/{case_ref}/follow-up").text
    assert "Thu hồi đủ số tiền" not in page


def test_pages_of_the_follow_up_are_404_without_their_permission(browser_of: Browser, case_ref: str):
    for name in ("bystander", "vice_chair", "leader", "upper_chair", "stranger"):
        client = browser_of(name)
        for address in ("follow-up", "follow-up/start", "recommendations/1/escalation", *FORMS):
            assert client.get(f"/cases/{case_ref}/{address}").status_code == 404, (name, address)
    assert browser_of("clerk").get(f"/cases/{case_ref}/follow-up").status_code == 404


def test_a_part_that_is_not_there_or_no_violation_is_404(browser_of: Browser, case_ref: str):
    client = browser_of("head")
    for address in (
        "recommendations/5/progress",
        "recommendations/5/waiver-proposal",
        "findings/9/closing",
        "findings/1/closing",
    ):
        assert client.get(f"/cases/{case_ref}/{address}").status_code == 404


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize(("field", "typed_text"), BAD_NOTES)
def test_a_form_refuses_bad_input_beside_its_field(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str, address: str, field: str, typed_text: str
):
    ready(app, stored_cast, case_ref)
    before, _ = stored(app, stored_cast, case_ref)
    answer = browser_of("head").submit(f"/cases/{case_ref}/{address}", FORMS[address] | {field: typed_text})
    assert answer.status_code == 422
    assert error_beside(answer.text, field)
    kept = html.unescape(answer.text)
    assert [value for name, value in FORMS[address].items() if name != field and value not in kept] == []
    assert visible(typed_text.strip()) in kept
    advice, violation = stored(app, stored_cast, case_ref)
    assert (advice.version, violation.closed_on) == (before.version, None)


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("return", RecommendationState.SENT_BACK),
        ("verification", RecommendationState.DONE),
        ("transfer", RecommendationState.TRANSFERRED),
        ("waiver-proposal", RecommendationState.REPORTED),
    ],
)
def test_each_form_of_a_recommendation_stores_its_state(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str, address: str, state: RecommendationState
):
    ready(app, stored_cast, case_ref)
    url = f"/cases/{case_ref}/recommendations/1/{address}"
    answer = browser_of("head").submit(url, FORMS[f"recommendations/1/{address}"])
    assert (answer.status_code, answer.location) == (303, f"/cases/{case_ref}/follow-up")
    advice, _ = stored(app, stored_cast, case_ref)
    assert advice.state is state
    page = browser_of("head").get(f"/cases/{case_ref}/follow-up").text
    assert NOTE["text"] in page


def test_a_proposal_to_give_up_is_approved_or_refused_on_the_leaders_pages(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str
):
    head, chair, one = browser_of("head"), browser_of("chair"), f"/cases/{case_ref}/recommendations/1"
    for _ in ("refused", "approved"):
        assert head.submit(f"{one}/waiver-proposal", NOTE).status_code == 303
        assert "Đề nghị không thực hiện nữa" in head.get(f"/cases/{case_ref}/follow-up").text
        assert (head.get(f"{one}/waiver").status_code, head.get(f"{one}/waiver-refusal").status_code) == (404, 404)
        shown = chair.get(f"/cases/{case_ref}/follow-up").text
        assert f"{one}/waiver" in shown and f"{one}/waiver-refusal" in shown
        if stored(app, stored_cast, case_ref)[0].version == 2:
            assert chair.submit(f"{one}/waiver-refusal", NOTE).status_code == 303
    assert chair.submit(f"{one}/waiver", NOTE).status_code == 303
    assert stored(app, stored_cast, case_ref)[0].state is RecommendationState.WAIVED


def test_verify_recommendation_refuses_the_reporter_on_top_of_the_form(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str
):
    ready(app, stored_cast, case_ref)
    answer = browser_of("officer").submit(f"/cases/{case_ref}/recommendations/1/verification", NOTE)
    assert answer.status_code == 422 and "error-summary" in answer.text
    assert stored(app, stored_cast, case_ref)[0].state is RecommendationState.REPORTED


def test_a_stale_page_is_answered_with_409(browser_of: Browser, case_ref: str):
    url = f"/cases/{case_ref}/recommendations/1/progress"
    head = browser_of("head")
    stale = head.get(url)
    assert browser_of("officer").submit(url, NOTE).status_code == 303
    assert head.submit(url, NOTE, page=stale).status_code == 409


def test_an_explanation_of_money_that_came_meanwhile_is_shown_and_counts(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str
):
    with app.app_context():
        finding = get_finding(file_of(stored_cast, "head", case_ref).case.id, 2)
        finding.amount = finding.to_recover = 500
        db.session.commit()
    url, head = f"/cases/{case_ref}/findings/2/money/explanation", browser_of("head")
    explained = {"on": typed(ago(1)), "document": "Tờ trình 3", "text": "Người nộp đã mất."}
    stale = head.get(url)
    assert browser_of("officer").submit(url, explained).status_code == 303
    late = head.submit("", explained | {"text": "Còn chờ án."}, page=stale)
    assert (late.status_code, "Người nộp đã mất." in late.text, "Còn chờ án." in late.text) == (409, True, True)


def test_close_violation_closes_it_or_says_why_not(app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str):
    url = f"/cases/{case_ref}/findings/2/closing"
    assert browser_of("head").submit(url, CLOSING).status_code == 422
    ready(app, stored_cast, case_ref)
    with app.app_context():
        file = file_of(stored_cast, "head", case_ref)
        get_recommendation(file.case.id, 1).subject_id = file.subject(2).id
        db.session.commit()
    refused = browser_of("head").submit(url, CLOSING)  # what is asked of the subject waits for the verification
    assert (refused.status_code, "Thu hồi đủ số tiền, nộp quỹ." in refused.text) == (422, True)
    assert browser_of("head").submit(f"/cases/{case_ref}/recommendations/1/verification", NOTE).status_code == 303
    assert browser_of("head").submit(url, CLOSING).status_code == 303
    _, violation = stored(app, stored_cast, case_ref)
    assert (violation.closed_on, violation.closing_note) == (ago(1), NOTE["text"])


def test_follow_up_case_refuses_a_case_in_which_nothing_is_open(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str
):
    ready(app, stored_cast, case_ref)
    head = browser_of("head")
    head.submit(f"/cases/{case_ref}/recommendations/1/verification", NOTE)
    head.submit(f"/cases/{case_ref}/findings/2/closing", CLOSING)
    assert head.submit(f"/cases/{case_ref}/follow-up/start").status_code == 422


def test_list_recommendations_shows_text_only_to_readers_of_the_file(browser_of: Browser, case_ref: str):
    for name, reads in (("chair", True), ("upper_chair", False)):
        page = browser_of(name).get("/recommendations").text
        assert "Chi bộ tổ dân phố 1" in page and ("Thu hồi đủ số tiền" in page) == reads
    assert browser_of("clerk").get("/recommendations").status_code == 403


def test_every_figure_of_recommendations_opens_exactly_what_it_counts(
    app: Flask, browser_of: Browser, stored_cast: Cast, case_ref: str
):
    with app.app_context():
        concluded_case(stored_cast)
        get_recommendation(file_of(stored_cast, "head", case_ref).case.id, 1).state = RecommendationState.TRANSFERRED
        db.session.commit()
    client = browser_of("chair")
    figures = client.get("/recommendations/figures").text
    links = {url: int(count) for url, count in re.findall(r'<a href="(/recommendations[?][^"]+)">([0-9]+)<', figures)}
    assert links["/recommendations?state=all"] == 2 and links["/recommendations?state=transferred"] == 1
    for url, count in links.items():
        assert client.get(url).text.count("#recommendation-") == count, url


def test_list_recommendations_keeps_its_filters_in_the_address(browser_of: Browser, case_ref: str):
    client = browser_of("upper_chair")
    hit = client.get("/recommendations?organization=P1").text
    assert '<option value="P1" selected>' in hit and case_ref in hit
    assert case_ref not in client.get("/recommendations?organization=P1&timing=overdue").text
    assert client.get("/recommendations?organization=P9").status_code == 404


def test_pages_of_the_follow_up_cost_the_same_at_one_and_at_three_rows(
    app: Flask,
    browser_of: Browser,
    stored_cast: Cast,
    case_ref: str,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
):
    client, costs = browser_of("chair"), []
    for more in (0, 2):
        with app.app_context():
            for _ in range(more):
                concluded_case(stored_cast)
            db.session.commit()
        with count_queries() as statements:
            client.get("/recommendations")
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_money_is_recorded_explained_and_taken_back_through_its_pages(app: Flask, browser_of, stored_cast, case_ref):
    with app.app_context():
        finding = get_finding(file_of(stored_cast, "head", case_ref).case.id, 2)
        finding.amount, finding.to_recover = 20_000_000, 12_345_678
        db.session.commit()
    head, money = browser_of("head"), f"/cases/{case_ref}/findings/2/money"
    receipt = {"amount": "12.345.600", "way": "paid_back", "on": typed(ago(1)), "document": "Phiếu thu 07"}
    for wrong in ("12.345.679", "0", "-5", "1,5", ""):
        answer = head.submit(f"{money}/receipt", receipt | {"amount": wrong})
        assert answer.status_code == 422 and error_beside(answer.text, "amount"), wrong
    assert head.submit(f"{money}/receipt", receipt).status_code == 303
    page = head.get(f"/cases/{case_ref}/follow-up").text
    assert "12.345.600 đ" in page and "78 đ" in page
    explained = {"on": typed(ago(1)), "document": "Tờ trình 3", "text": "Không còn nguồn."}
    assert head.submit(f"{money}/explanation", explained).status_code == 303
    (entry,) = re.findall(rf"{money}/([0-9]+)/reversal", head.get(f"/cases/{case_ref}/follow-up").text)
    assert head.submit(f"{money}/{entry}/reversal", {"text": "Ghi nhầm."}).status_code == 303
    assert head.get(f"{money}/999/reversal").status_code == 404
    assert browser_of("stranger").get(f"{money}/receipt").status_code == 404
    assert "20.000.000 đ" in browser_of("chair").get("/recommendations/figures").text


def test_nothing_is_urged_on_after_the_last_step_of_the_ladder(app: Flask, browser_of, stored_cast, case_ref):
    head, url = browser_of("head"), f"/cases/{case_ref}/recommendations/1/escalation"
    with app.app_context():
        actor, file = actor_of(stored_cast, "head"), file_of(stored_cast, "head", case_ref)
        advice = get_recommendation(file.case.id, 1)
        advice.due_on, file.case.concluded_on = ago(200), ago(220)
        for step, days in zip(Step, (190, 150), strict=False):
            services.escalate(actor, file, advice, step, Note(ago(days), "Đôn đốc.", "CV 1"), office_law())
        db.session.commit()
    assert url in head.get(f"/cases/{case_ref}/follow-up").text
    assert head.submit(url, NOTE | {"step": "observation"}).status_code == 303
    assert url not in head.get(f"/cases/{case_ref}/follow-up").text
    assert head.get(url).status_code == 409


def test_an_overdue_recommendation_is_urged_through_its_page(app: Flask, browser_of, stored_cast, case_ref):
    with app.app_context():
        advice = get_recommendation(file_of(stored_cast, "head", case_ref).case.id, 1)
        advice.due_on = ago(4)
        db.session.commit()
    url = f"/cases/{case_ref}/recommendations/1/escalation"
    head = browser_of("head")
    assert head.submit(url, NOTE | {"step": "leader"}).status_code == 422
    assert head.submit(url, NOTE | {"step": "reminder"}).status_code == 303
    assert head.submit(url, NOTE | {"step": "reminder", "on": typed(TODAY)}).status_code == 422
    assert "Phiếu thu số 07" in head.get(f"/cases/{case_ref}/follow-up").text
