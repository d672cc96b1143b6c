"""The verbs of findings: who may, when, what they store and what they log."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.cast import TODAY, Cast, ago
from tests.findings.building import (
    REPORTED,
    actor_of,
    conclude_case,
    conduct_case,
    do_steps,
    file_of,
    judge,
    recommend,
    record,
    strength,
    violation,
)
from tracker.audit.models import AuditEvent
from tracker.cases.kinds import Kind
from tracker.cases.queries import CaseFile
from tracker.cases.states import Outcome, Severity, State
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.extensions import db
from tracker.findings import queries, services
from tracker.findings.services import Proposal


@pytest.fixture
def ref(cast: Cast) -> str:
    return conduct_case(cast)


def logged(ref_file: CaseFile) -> list[tuple[str, dict]]:
    rows = db.session.execute(
        select(AuditEvent.action, AuditEvent.body)
        .where(AuditEvent.case_id == ref_file.case.id)
        .order_by(AuditEvent.seq)
    )
    return [(action, json.loads(body)["about"]) for action, body in rows]


def test_findings_are_numbered_within_their_case(cast: Cast, ref: str):
    other = conduct_case(cast)
    assert [record(cast, ref, strength(1)).number, record(cast, ref, strength(2)).number] == [1, 2]
    assert record(cast, other, strength(1)).number == 1


def test_a_recorded_finding_is_stored_whole_and_logged_without_its_text(cast: Cast, ref: str):
    entry = violation(2, amount=38_500_000, consequence="Dư luận bức xúc.")
    finding = record(cast, ref, entry)
    file = file_of(cast, "head", ref)
    stored = queries.get_finding(file.case.id, 1)
    assert stored is finding and stored.subject_id == file.subject(2).id
    names = ("type", "text", "content_code", "rule_broken", "severity", "amount", "consequence", "committed_on")
    assert [getattr(stored, name) for name in names] == [getattr(entry, name) for name in names]
    assert logged(file)[-1] == ("finding.recorded", {"finding": 1, "type": "violation", "subject": 2})


def test_a_finding_changes_and_is_withdrawn_while_the_case_is_under_way(cast: Cast, ref: str):
    finding = record(cast, ref, strength(1))
    officer, file = actor_of(cast, "officer"), file_of(cast, "officer", ref)
    services.change_finding(officer, file, finding, strength(2, "Chấp hành tốt."), TODAY)
    assert (finding.text, finding.subject_id, finding.version) == ("Chấp hành tốt.", file.subject(2).id, 2)
    services.withdraw_finding(officer, file, finding)
    assert queries.findings_of_case(file.case.id) == []
    assert [action for action, _ in logged(file)[-2:]] == ["finding.changed", "finding.withdrawn"]


def test_a_finding_that_breaks_a_rule_is_not_stored(cast: Cast, ref: str):
    with pytest.raises(RuleViolation) as refused:
        record(cast, ref, violation(1, content_code="violation.land"))
    assert refused.value.field == "content_code"
    assert queries.findings_of_case(file_of(cast, "officer", ref).case.id) == []


def test_a_subject_that_the_case_has_not_is_not_found(cast: Cast, ref: str):
    with pytest.raises(NotVisible):
        record(cast, ref, strength(3))


def test_only_the_team_records_findings(cast: Cast, ref: str):
    for name in ("member", "chair", "clerk"):
        with pytest.raises(Forbidden):
            services.record_finding(actor_of(cast, name), file_of(cast, name, ref), strength(1), TODAY)


def test_findings_judgements_and_recommendations_stand_still_after_the_report(cast: Cast, ref: str):
    finding, advice = record(cast, ref, strength(1)), recommend(cast, ref)
    conclude_case(cast, ref, state=State.REPORTED)
    officer, file = actor_of(cast, "officer"), file_of(cast, "officer", ref)
    judgement = services.Judgement(None, Outcome.SHORTCOMINGS, False)
    proposal = Proposal(1, "Kiểm điểm.", "Chi uỷ", TODAY)
    for verb in (
        lambda: services.record_finding(officer, file, strength(1), TODAY),
        lambda: services.change_finding(officer, file, finding, strength(1), TODAY),
        lambda: services.withdraw_finding(officer, file, finding),
        lambda: services.judge_subject(officer, file, file.subject(1), judgement),
        lambda: services.add_recommendation(officer, file, proposal, TODAY),
        lambda: services.change_recommendation(officer, file, advice, proposal, TODAY),
        lambda: services.withdraw_recommendation(officer, file, advice),
    ):
        with pytest.raises(Conflict):
            verb()


def test_the_two_axes_of_a_subject_are_set_separately(cast: Cast, ref: str):
    record(cast, ref, violation(2))
    judge(cast, ref, 2, Outcome.SHORTCOMINGS, Severity.LESS_SERIOUS)
    file = file_of(cast, "officer", ref)
    subject = file.subject(2)
    assert (subject.severity, subject.outcome, subject.acknowledges) == (
        Severity.LESS_SERIOUS,
        Outcome.SHORTCOMINGS,
        True,
    )
    about = {"subject": 2, "severity": "less_serious", "outcome": "shortcomings"}
    assert logged(file)[-1] == ("subject.judged", about)


def test_thematic_supervision_does_not_lead_to_discipline(cast: Cast):
    ref = conduct_case(cast, Kind.THEMATIC_SUPERVISION)
    record(cast, ref, violation(2))
    with pytest.raises(RuleViolation) as refused:
        judge(cast, ref, 2, Outcome.MUST_DISCIPLINE, Severity.SERIOUS)
    assert refused.value.citations
    judge(cast, ref, 2, Outcome.REFERRED, Severity.SERIOUS)


def test_a_recommendation_with_a_past_due_date_is_refused_but_an_old_date_may_stay(cast: Cast, ref: str):
    with pytest.raises(RuleViolation):
        recommend(cast, ref, due_on=ago(1))
    advice = recommend(cast, ref)
    advice.due_on = ago(3)  # time has passed
    officer, file = actor_of(cast, "officer"), file_of(cast, "officer", ref)
    same_day = Proposal(1, "Kiểm điểm.", "Chi uỷ", ago(3))
    services.change_recommendation(officer, file, advice, same_day, TODAY)
    assert advice.text == "Kiểm điểm."
    with pytest.raises(RuleViolation):
        services.change_recommendation(officer, file, advice, replace(same_day, due_on=ago(2)), TODAY)


def test_a_withdrawn_recommendation_is_gone(cast: Cast, ref: str):
    advice = recommend(cast, ref)
    services.withdraw_recommendation(actor_of(cast, "officer"), file_of(cast, "officer", ref), advice)
    file = file_of(cast, "officer", ref)
    assert queries.recommendations_of_case(file.case.id) == []
    assert logged(file)[-1] == ("recommendation.withdrawn", {"recommendation": 1})


def test_the_report_waits_for_the_steps_of_the_checklist(cast: Cast, ref: str):
    verdict = services.check_report(file_of(cast, "head", ref))
    assert not verdict.allowed and "Still to be recorded" in str(verdict.reason)


def test_the_report_waits_for_every_subject(cast: Cast, ref: str):
    do_steps(cast, ref, "report")
    record(cast, ref, strength(1))
    judge(cast, ref, 1, Outcome.NO_VIOLATION)
    verdict = services.check_report(file_of(cast, "head", ref))
    assert str(verdict.reason) == "Nguyễn Thị Đức Hạnh: no finding is recorded yet."


def test_a_judgement_that_fits_no_longer_stops_the_report(cast: Cast, ref: str):
    do_steps(cast, ref, "report")
    for subject in (1, 2):
        record(cast, ref, strength(subject))
        judge(cast, ref, subject, Outcome.NO_VIOLATION)
    assert services.check_report(file_of(cast, "head", ref)).allowed
    record(cast, ref, violation(2))
    assert not services.check_report(file_of(cast, "head", ref)).allowed


def test_a_submitted_report_sets_state_and_date(cast: Cast, ref: str):
    do_steps(cast, ref, "report")
    for subject in (1, 2):
        record(cast, ref, strength(subject))
        judge(cast, ref, subject, Outcome.SHORTCOMINGS)
    head, file = actor_of(cast, "head"), file_of(cast, "head", ref)
    with pytest.raises(RuleViolation) as refused:
        services.submit_report(head, file, ago(-1), TODAY)
    assert refused.value.field == "reported_on"
    services.submit_report(head, file, REPORTED, TODAY)
    assert (file.case.state, file.case.reported_on) == (State.REPORTED, REPORTED)
    assert logged(file)[-1][0] == "case.report"


def test_only_the_head_of_the_team_submits_the_report(cast: Cast, ref: str):
    do_steps(cast, ref, "report")
    for subject in (1, 2):
        record(cast, ref, strength(subject))
        judge(cast, ref, subject, Outcome.SHORTCOMINGS)
    with pytest.raises(Forbidden):
        services.submit_report(actor_of(cast, "officer"), file_of(cast, "officer", ref), REPORTED, TODAY)
