"""What comes back of the money found, and what is done about an overdue recommendation."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.cast import TODAY, Cast, ago
from tests.findings.building import actor_of, concluded_case, file_of
from tracker.audit.models import AuditEvent
from tracker.core.errors import Conflict, RuleViolation
from tracker.extensions import db
from tracker.findings.models import Finding, Recommendation
from tracker.findings.queries import get_finding, get_recommendation
from tracker.findings.states import RecommendationState
from tracker.follow_up import queries, services
from tracker.follow_up.models import Escalation
from tracker.follow_up.services import Note, Receipt
from tracker.follow_up.states import Step, Way
from tracker.lawbook.queries import office_law


@pytest.fixture
def ref(cast: Cast) -> str:
    return concluded_case(cast)


def advice_of(cast: Cast, ref: str) -> Recommendation:
    return get_recommendation(file_of(cast, "head", ref).case.id, 1)


def claimed(cast: Cast, ref: str, amount: int = 10**15, to_recover: int = 10**15 - 1) -> Finding:
    finding = get_finding(file_of(cast, "head", ref).case.id, 2)
    finding.amount, finding.to_recover = amount, to_recover
    db.session.flush()
    return finding


def test_money_comes_back_exactly_never_too_much_and_the_rest_is_explained(cast: Cast, ref: str):
    head, file, finding = actor_of(cast, "head"), file_of(cast, "head", ref), claimed(cast, ref)
    case_id = file.case.id

    def receive(amount: int) -> None:
        receipt = Receipt(amount, Way.PAID_BACK, ago(1), "Phiếu thu số 07")
        services.record_receipt(head, file, finding, receipt, TODAY)

    receive(10**15 - 3)
    with pytest.raises(RuleViolation) as refused:
        receive(3)
    assert refused.value.field == "amount" and queries.unreconciled(case_id) == [finding]
    services.explain_remainder(head, file, finding, Note(ago(1), "Người nộp đã mất.", "Tờ trình 3"), TODAY)
    assert queries.unreconciled(case_id) == []
    receive(1)
    assert queries.unreconciled(case_id) == [finding]  # the explanation was of another remainder
    first = queries.money_entries([finding.id])[0]
    services.reverse_receipt(head, file, finding, first.id, "Ghi nhầm.", TODAY)
    assert finding.recovered == 1
    with pytest.raises(Conflict):
        services.reverse_receipt(head, file, finding, first.id, "Ghi nhầm.", TODAY)
    total = queries.money_total(head)
    assert (total.wrong, total.to_recover, total.recovered) == (10**15, 10**15 - 1, 1)
    (row,) = queries.money_rows(head, None)
    assert (row.ref, row.wrong, row.to_recover, row.recovered) == (ref, 10**15, 10**15 - 1, 1)
    assert queries.money_rows(actor_of(cast, "upper_chair"), None) == []  # amounts are of the file


def test_what_was_paid_during_the_work_counts_and_nothing_before_the_decision_does(cast: Cast, ref: str):
    head, file, finding = actor_of(cast, "head"), file_of(cast, "head", ref), claimed(cast, ref, 500, 500)
    decided, concluded = file.case.decision_on, file.case.concluded_on
    assert decided < concluded
    services.record_receipt(head, file, finding, Receipt(200, Way.PAID_BACK, decided, "Phiếu thu 01"), TODAY)
    assert finding.recovered == 200
    early = Receipt(100, Way.PAID_BACK, decided - timedelta(days=1), "Phiếu thu 00")
    with pytest.raises(RuleViolation) as refused:
        services.record_receipt(head, file, finding, early, TODAY)
    assert (refused.value.field, finding.recovered) == ("on", 200)


def test_what_asks_for_money_is_not_verified_before_the_money_book_agrees(cast: Cast, ref: str):
    head, file, finding = actor_of(cast, "head"), file_of(cast, "head", ref), claimed(cast, ref, 500, 500)
    officer, advice, note = actor_of(cast, "officer"), advice_of(cast, ref), Note(ago(1), "Đã nộp.", "Phiếu thu 07")
    services.report_done(officer, file_of(cast, "officer", ref), advice, note, TODAY)
    for said in (None, True):
        with pytest.raises(RuleViolation) as refused:
            services.verify_recommendation(head, file, advice, note, TODAY, said)
        assert (refused.value.field, "2" in str(refused.value.message)) == ("asks_money", True)
    services.record_receipt(head, file, finding, Receipt(300, Way.PAID_BACK, ago(1), "Phiếu thu 07"), TODAY)
    with pytest.raises(RuleViolation):
        services.verify_recommendation(head, file, advice, note, TODAY)
    services.explain_remainder(head, file, finding, Note(ago(1), "Người nộp đã mất.", "Tờ trình 3"), TODAY)
    services.verify_recommendation(head, file, advice, note, TODAY, True)
    assert advice.state is RecommendationState.DONE


def test_who_verifies_what_asks_for_no_money_says_so_on_record(cast: Cast, ref: str):
    claimed(cast, ref, 500, 500)
    officer, advice, note = actor_of(cast, "officer"), advice_of(cast, ref), Note(ago(1), "Đã họp.", "Biên bản 07")
    services.report_done(officer, file_of(cast, "officer", ref), advice, note, TODAY)
    services.verify_recommendation(actor_of(cast, "head"), file_of(cast, "head", ref), advice, note, TODAY, False)
    told = db.session.query(AuditEvent).filter_by(action="recommendation.asks_no_money").one()
    assert (told.actor_id, advice.state) == (cast.accounts["head"], RecommendationState.DONE)


@pytest.mark.parametrize(("column", "value"), [("recovered", 10), ("recovered", -1), ("to_recover", 11)])
def test_the_database_keeps_found_claimed_and_recovered_in_order(cast: Cast, ref: str, column: str, value: int):
    finding = claimed(cast, ref, 10, 9)
    setattr(finding, column, value)
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_ladder_ends_in_a_new_observation_and_a_restricted_case_makes_none(cast: Cast):
    law = office_law()
    for restricted in (False, True):
        ref = concluded_case(cast, ago(300), restricted=restricted)
        head, file, advice = actor_of(cast, "head"), file_of(cast, "head", ref), advice_of(cast, ref)
        advice.due_on = ago(200)
        db.session.flush()
        with pytest.raises(RuleViolation):
            services.escalate(head, file, advice, Step.LEADER, Note(ago(190), "Đôn đốc.", "CV 1"), law)
        services.escalate(head, file, advice, Step.REMINDER, Note(ago(190), "Đôn đốc.", "CV 1"), law)
        with pytest.raises(RuleViolation) as refused:
            services.escalate(head, file, advice, Step.REMINDER, Note(ago(185), "Đôn đốc.", "CV 2"), law)
        assert refused.value.field == "on"
        services.escalate(head, file, advice, Step.LEADER, Note(ago(150), "Báo cáo.", "BC 1"), law)
        last = Note(ago(100), "Chưa thực hiện.", "TTr 1")
        if restricted:
            with pytest.raises(RuleViolation):
                services.escalate(head, file, advice, Step.OBSERVATION, last, law)
        else:
            taken = services.escalate(head, file, advice, Step.OBSERVATION, last, law)
            assert taken.observation_id is not None
            assert [row.step for row in queries.escalations([advice.id])] == list(Step)
            verdicts = services.next_steps(file, advice, TODAY, law)
            assert not any(verdict.allowed for verdict in verdicts.values())
    assert db.session.query(Escalation).count() == 5
