"""What a case may say of decisions on discipline, what it may lead to, and who does the work of a cell: pure rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tracker.cases.kinds import KINDS, Kind
from tracker.cases.rules import ProposedTeam, check_cell_team, check_inspection_proposal
from tracker.cases.states import Ruling, State
from tracker.findings.rules import check_ruled
from tracker.findings.states import FindingType
from tracker.regulations.terms import Form
from tracker.reviews.rules import Reviewed, Ruled, check_review, check_ruling, request_text
from tracker.reviews.states import Fault, Request

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)


def decision(on: date = TODAY, request: Request = Request.ANNUL, **changed: object) -> Reviewed:
    about = ("03-QĐ/CB", on, "Chi bộ 1", "không đủ số người dự họp.")
    return replace(Reviewed(1, *about, request, "Chi bộ", TODAY + DAY, Fault.PROCEDURE), **changed)


def test_only_inspection_of_inspection_work_asks_for_reviews_of_decisions_already_made():
    allowed = {kind for kind, row in KINDS.items() if check_review(row, decision(), TODAY).allowed}
    assert allowed == {Kind.INSPECTION_WORK_INSPECTION}
    late = check_review(KINDS[Kind.INSPECTION_WORK_INSPECTION], decision(TODAY + DAY), TODAY)
    assert not late.allowed and late.field == "decided_on"


def test_the_request_names_the_decision_the_body_the_fault_and_what_is_asked():
    annul, change = request_text(decision()), request_text(decision(request=Request.CHANGE))
    assert annul.startswith("Xem xét lại, huỷ bỏ Quyết định số 03-QĐ/CB, ngày 25/11/2026 của Chi bộ 1: không đủ")
    assert change.startswith("Xem xét lại, thay đổi Quyết định")


def test_a_violation_that_was_missed_needs_no_decision_and_every_other_fault_does():
    row = KINDS[Kind.INSPECTION_WORK_INSPECTION]
    none = {"sign": "", "decided_on": None, "body_name": ""}
    missed = decision(request=Request.HANDLE, fault_kind=Fault.MISSED, fault="Đảng viên C chưa bị xem xét.", **none)
    assert check_review(row, missed, TODAY).allowed
    assert request_text(missed) == "Xem xét, xử lý vi phạm chưa được xử lý: Đảng viên C chưa bị xem xét."
    assert check_review(row, replace(missed, sign="03-QĐ/CB"), TODAY).field == "decided_on"
    for fault in set(Fault) - {Fault.MISSED}:
        assert check_review(row, decision(fault_kind=fault, **none), TODAY).field == "sign"
        assert check_review(row, decision(fault_kind=fault, request=Request.HANDLE), TODAY).field == "request"
        assert check_review(row, decision(fault_kind=fault), TODAY).allowed
    assert check_review(row, replace(missed, request=Request.ANNUL), TODAY).field == "request"


def test_only_a_complaint_is_ruled_on_and_only_a_change_has_another_form():
    complaint = KINDS[Kind.DISCIPLINE_COMPLAINT]
    assert {kind for kind, row in KINDS.items() if check_ruling(row, Ruled(Ruling.UPHOLD)).allowed} == {complaint.kind}
    words, form = "từ Cảnh cáo thành Khiển trách", Form.REPRIMAND
    assert check_ruling(complaint, Ruled(Ruling.CHANGE, "", form, words)).allowed
    for ruling, new_form, text, field in (
        (Ruling.CHANGE, None, words, "new_form"),
        (Ruling.CHANGE, form, "", "text"),
        (Ruling.CHANGE, Form.REMOVAL, words, "text"),
        (Ruling.ANNUL, None, words, "text"),
        (Ruling.UPHOLD, form, "", "new_form"),
    ):
        assert check_ruling(complaint, Ruled(ruling, "", new_form, text)).field == field, (ruling, new_form, text)


def test_a_complaint_is_reported_with_its_findings_and_ruling():
    found = {FindingType.STRENGTH}
    assert check_ruled([("A", found, Ruling.UPHOLD)]).allowed
    assert not check_ruled([("A", found, Ruling.UPHOLD), ("B", found, None)]).allowed
    assert not check_ruled([("A", (), Ruling.UPHOLD)]).allowed


def test_what_is_come_upon_leads_to_an_inspection_but_not_out_of_an_inspection_on_signs_or_a_petition():
    reported = State.REPORTED
    allowed = {kind for kind, row in KINDS.items() if check_inspection_proposal(row, reported, 1).allowed}
    assert allowed == {
        Kind.COMPLIANCE_INSPECTION,
        Kind.INSPECTION_WORK_INSPECTION,
        Kind.FINANCE_INSPECTION,
        Kind.THEMATIC_SUPERVISION,
        Kind.ASSET_DECLARATION_INSPECTION,
    }
    row = KINDS[Kind.THEMATIC_SUPERVISION]
    assert {state for state in State if check_inspection_proposal(row, state, 1).allowed} == {
        State.REPORTED,
        State.CONCLUDED,
        State.FOLLOW_UP,
    }
    refused = check_inspection_proposal(row, reported, 0)
    assert not refused.allowed and refused.citations


@pytest.mark.parametrize(
    ("team", "field"),
    [
        (ProposedTeam(1), None),
        (ProposedTeam(2), "head"),
        (ProposedTeam(3), "head"),
        (ProposedTeam(1, (2,)), "team"),
        (ProposedTeam(1, (), 2), "directing"),
    ],
)
def test_the_secretary_alone_does_the_work_of_a_cell(team, field):
    verdict = check_cell_team(team, {1: 11, 2: 12, 3: None}, {11})
    assert (verdict.allowed, verdict.field) == (field is None, field)
    assert verdict.allowed or verdict.citations
