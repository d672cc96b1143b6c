"""The verbs of the follow-up: who may, when, what they store and what they log."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.cast import TODAY, Cast, ago
from tests.findings.building import (
    CONCLUDED,
    actor_of,
    conclude_case,
    concluded_case,
    conduct_case,
    file_of,
    judge,
    record,
    strength,
)
from tracker.audit.models import AuditEvent
from tracker.cases.states import Outcome, State
from tracker.core.errors import Conflict, Forbidden, RuleViolation
from tracker.discipline.models import Discipline
from tracker.discipline.states import State as DisciplineState
from tracker.extensions import db
from tracker.findings.models import Recommendation
from tracker.findings.queries import get_finding, get_recommendation
from tracker.findings.states import RecommendationState
from tracker.follow_up import queries, services
from tracker.follow_up.models import RecommendationUpdate
from tracker.follow_up.queries import RecommendationFilter
from tracker.follow_up.services import Note
from tracker.follow_up.states import Act, Timing
from tracker.follow_up.tasks import TASKS
from tracker.keyset import Cursor
from tracker.lawbook.queries import office_law
from tracker.organizations.models import Organization
from tracker.regulations.terms import Form
from tracker.tasks import read_tasks

REASON = Note(ago(1), "Lý do.", "Công văn số 12")
DONE = Note(ago(1), "Đã nộp 38.500.000 đồng.", "Phiếu thu số 07")


@pytest.fixture
def ref(cast: Cast) -> str:
    return concluded_case(cast)


def advice_of(cast: Cast, ref: str, number: int = 1) -> Recommendation:
    return get_recommendation(file_of(cast, "head", ref).case.id, number)


def progress(cast: Cast, ref: str, name: str = "officer") -> None:
    file = file_of(cast, name, ref)
    services.record_progress(actor_of(cast, name), file, advice_of(cast, ref), DONE, TODAY)


def report(cast: Cast, ref: str, name: str = "officer", note: Note = DONE) -> None:
    services.report_done(actor_of(cast, name), file_of(cast, name, ref), advice_of(cast, ref), note, TODAY)


def updates(cast: Cast, ref: str) -> list[RecommendationUpdate]:
    case_id = file_of(cast, "head", ref).case.id
    return [row.update for row in queries.updates_of_case(case_id).get(advice_of(cast, ref).id, [])]


def verify(cast: Cast, ref: str, name: str = "head", note: Note = DONE) -> None:
    services.verify_recommendation(actor_of(cast, name), file_of(cast, name, ref), advice_of(cast, ref), note, TODAY)


def close(cast: Cast, ref: str, name: str = "head", note: Note = DONE) -> None:
    file = file_of(cast, name, ref)
    services.close_violation(actor_of(cast, name), file, get_finding(file.case.id, 2), note, TODAY)


def discipline(cast: Cast, ref: str, state: DisciplineState) -> Discipline:
    """A discipline record of the member, where it stands after its own steps."""
    file = file_of(cast, "head", ref)
    row = Discipline(
        case_id=file.case.id,
        subject_id=file.subject(2).id,
        number=1,
        state=state,
        body_id=file.case.body_id,
        base_form=Form.REPRIMAND,
        proposed_form=Form.REPRIMAND,
        reason="Vi phạm nghiêm trọng.",
        proposed_by=cast.accounts["head"],
        proposed_at=file.case.opened_at,
    )
    db.session.add(row)
    db.session.flush()
    return row


def last_entry() -> tuple[str, int | None]:
    return db.session.execute(
        select(AuditEvent.action, AuditEvent.actor_id).order_by(AuditEvent.seq.desc()).limit(1)
    ).one()


def test_updates_are_added_with_day_author_and_proof_and_never_changed(cast: Cast, ref: str):
    progress(cast, ref)
    report(cast, ref, "head")
    first, second = updates(cast, ref)
    assert [(row.act, row.state, row.on, row.proof) for row in (first, second)] == [
        (Act.PROGRESS, RecommendationState.PARTIAL, DONE.on, DONE.proof),
        (Act.REPORT, RecommendationState.REPORTED, DONE.on, DONE.proof),
    ]
    assert [row.recorded_by for row in (first, second)] == [cast.accounts["officer"], cast.accounts["head"]]
    assert last_entry() == ("recommendation.reported", cast.accounts["head"])
    head, file = actor_of(cast, "head"), file_of(cast, "head", ref)
    services.correct_update(head, file, advice_of(cast, ref), first, Note(ago(0), "Ghi nhầm số."), TODAY)
    assert [row.corrects_id for row in updates(cast, ref)] == [None, None, first.id]
    assert advice_of(cast, ref).state is RecommendationState.REPORTED
    first.text = "khác"
    with pytest.raises(RuntimeError):
        db.session.flush()


def test_what_is_reported_as_carried_out_needs_its_proof(cast: Cast, ref: str):
    with pytest.raises(RuleViolation) as refused:
        report(cast, ref, note=Note(ago(1), "Đã nộp."))
    assert refused.value.field == "proof" and updates(cast, ref) == []


def test_what_is_not_carried_out_is_sent_back_and_reported_again(cast: Cast, ref: str):
    report(cast, ref)
    head, file = actor_of(cast, "head"), file_of(cast, "head", ref)
    services.send_back_recommendation(head, file, advice_of(cast, ref), Note(ago(1), "Thiếu chứng từ."), TODAY)
    assert advice_of(cast, ref).state is RecommendationState.SENT_BACK
    report(cast, ref, "head")
    with pytest.raises(RuleViolation):
        verify(cast, ref, "head")
    verify(cast, ref, "officer")


def test_the_database_refuses_a_verification_by_the_reporter(cast: Cast, ref: str):
    report(cast, ref)
    advice = advice_of(cast, ref)
    advice.verified_by = advice.reported_by
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_recommendation_is_verified_by_somebody_else_than_its_reporter(cast: Cast, ref: str):
    with pytest.raises(RuleViolation):
        verify(cast, ref)
    report(cast, ref, "officer")
    with pytest.raises(RuleViolation):
        verify(cast, ref, "officer")
    verify(cast, ref, "head")
    advice = advice_of(cast, ref)
    assert (advice.state, advice.done_on, advice.verified_by) == (
        RecommendationState.DONE,
        DONE.on,
        cast.accounts["head"],
    )
    assert last_entry() == ("recommendation.verified", cast.accounts["head"])


def do(cast: Cast, ref: str, verb: str, name: str, note: Note = REASON) -> None:
    getattr(services, verb)(actor_of(cast, name), file_of(cast, name, ref), advice_of(cast, ref), note, TODAY)


def test_a_recommendation_is_handed_over_by_a_document_and_the_reason_is_kept(cast: Cast, ref: str):
    with pytest.raises(RuleViolation) as refused:
        do(cast, ref, "transfer_recommendation", "head", Note(ago(1), "Thuộc thẩm quyền nơi khác."))
    assert refused.value.field == "proof"
    do(cast, ref, "transfer_recommendation", "head")
    assert advice_of(cast, ref).state is RecommendationState.TRANSFERRED
    assert (updates(cast, ref)[-1].text, last_entry()[0]) == (REASON.text, "recommendation.transferred")


def test_a_recommendation_is_given_up_only_by_a_leader_and_only_when_somebody_else_proposed_it(cast: Cast, ref: str):
    with pytest.raises(RuleViolation):
        do(cast, ref, "waive_recommendation", "chair")
    do(cast, ref, "ask_waiver", "chair")
    with pytest.raises(RuleViolation):
        do(cast, ref, "waive_recommendation", "chair")
    with pytest.raises(Conflict):
        do(cast, ref, "ask_waiver", "head")
    advice_of(cast, ref).waiver_asked_by = None
    do(cast, ref, "ask_waiver", "head")
    for name in ("head", "officer"):
        with pytest.raises(Forbidden):
            do(cast, ref, "waive_recommendation", name)
    assert advice_of(cast, ref).state is RecommendationState.OPEN
    do(cast, ref, "waive_recommendation", "chair")
    advice = advice_of(cast, ref)
    assert (advice.state, advice.waived_by) == (RecommendationState.WAIVED, cast.accounts["chair"])
    assert [row.act for row in updates(cast, ref)] == [Act.ASK_WAIVER, Act.ASK_WAIVER, Act.WAIVE]
    assert last_entry() == ("recommendation.waived", cast.accounts["chair"])


def test_a_proposal_that_is_refused_leaves_the_recommendation_owed_and_may_be_made_again(cast: Cast, ref: str):
    with pytest.raises(RuleViolation):
        do(cast, ref, "keep_recommendation", "chair")
    do(cast, ref, "ask_waiver", "head")
    assert waiting(cast, "chair") == {"to-waive"} and "to-waive" not in waiting(cast, "head")
    do(cast, ref, "keep_recommendation", "chair")
    advice = advice_of(cast, ref)
    assert (advice.state, advice.waiver_asked_by) == (RecommendationState.OPEN, None)
    assert (last_entry()[0], waiting(cast, "chair")) == ("recommendation.kept", set())
    do(cast, ref, "ask_waiver", "head")
    report(cast, ref)  # carried out after all: nothing is left to approve
    with pytest.raises(RuleViolation):
        do(cast, ref, "waive_recommendation", "chair")


def waiting(cast: Cast, name: str) -> set[str]:
    """What of the follow-up waits for a person, but for what only has to be urged."""
    found = set()
    for source in TASKS:
        if source.name != "to-follow" and read_tasks(actor_of(cast, name), TODAY, [source])[0]:
            found.add(source.name)
    return found


@pytest.mark.parametrize("column", ["waived_by", "waiver_asked_by"])
def test_the_database_refuses_what_is_given_up_without_somebody_elses_approval(cast: Cast, ref: str, column: str):
    advice = advice_of(cast, ref)
    advice.state = RecommendationState.WAIVED
    setattr(advice, column, cast.accounts["head"])
    if column == "waived_by":
        advice.waiver_asked_by = cast.accounts["head"]
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_no_violation_is_closed_while_something_is_asked_of_its_subject(cast: Cast, ref: str):
    discipline(cast, ref, DisciplineState.NOT_DISCIPLINED)
    advice, of_other = advice_of(cast, ref), advice_of(cast, ref).subject_id
    advice.subject_id = file_of(cast, "head", ref).subject(2).id
    db.session.flush()
    with pytest.raises(RuleViolation) as refused:
        close(cast, ref)
    assert advice.text in str(refused.value.message) and refused.value.citations
    advice.subject_id = of_other
    db.session.flush()
    close(cast, ref)


def test_a_settled_recommendation_stands(cast: Cast, ref: str):
    report(cast, ref)
    verify(cast, ref)
    for verb in (progress, report, verify):
        with pytest.raises(Conflict):
            verb(cast, ref)


@pytest.mark.parametrize("on", [ago(-1), ago(6)])
def test_nothing_is_dated_in_the_future_or_before_the_conclusion(cast: Cast, ref: str, on: object):
    report(cast, ref)
    with pytest.raises(RuleViolation) as refused:
        verify(cast, ref, note=Note(on, "Đã làm."))
    assert refused.value.field == "on"


@pytest.mark.parametrize("state", sorted(set(State) - {State.CONCLUDED, State.FOLLOW_UP}))
def test_a_case_is_followed_up_only_between_conclusion_and_archive(cast: Cast, ref: str, state: State):
    file_of(cast, "head", ref).case.state = state
    db.session.flush()
    for verb in (progress, close):
        with pytest.raises(Conflict):
            verb(cast, ref, "head")


def test_those_who_only_read_the_file_or_the_papers_follow_nothing_up(cast: Cast, ref: str):
    for verb in (progress, close):
        with pytest.raises(Forbidden):
            verb(cast, ref, "clerk")


def test_a_violation_that_must_be_disciplined_waits_for_the_discipline(cast: Cast, ref: str):
    with pytest.raises(RuleViolation):
        close(cast, ref)
    row = discipline(cast, ref, DisciplineState.REVIEWING)
    with pytest.raises(RuleViolation):
        close(cast, ref)
    row.state = DisciplineState.NOT_DISCIPLINED
    close(cast, ref)
    violation = get_finding(file_of(cast, "head", ref).case.id, 2)
    assert (violation.closed_on, violation.closing_note) == (DONE.on, DONE.text)
    assert last_entry()[0] == "violation.closed"
    with pytest.raises(Conflict):
        close(cast, ref)


def test_a_case_with_something_open_moves_to_follow_up(cast: Cast, ref: str):
    file = file_of(cast, "head", ref)
    services.follow_up_case(actor_of(cast, "head"), file)
    assert file.case.state is State.FOLLOW_UP


def test_a_case_with_nothing_open_does_not_move_to_follow_up(cast: Cast):
    ref = conduct_case(cast)
    record(cast, ref, strength(1))
    judge(cast, ref, 1, Outcome.NO_VIOLATION)
    conclude_case(cast, ref)
    with pytest.raises(RuleViolation):
        services.follow_up_case(actor_of(cast, "head"), file_of(cast, "head", ref))


def seen_by(cast: Cast, name: str, **wanted: object) -> list[str]:
    narrowed = RecommendationFilter(**wanted, today=TODAY)  # type: ignore[arg-type]
    rows = queries.recommendation_rows(actor_of(cast, name), narrowed, None)
    assert queries.count_recommendations(actor_of(cast, name), narrowed) == len(rows)
    return [row.case_ref for row in rows]


def test_open_recommendations_are_listed_for_those_who_may_know_of_the_case(cast: Cast, ref: str):
    restricted = concluded_case(cast, restricted=True)
    assert seen_by(cast, "chair") == [ref, restricted]
    for name in ("vice_chair", "leader", "upper_chair"):
        assert seen_by(cast, name) == [ref], name
    for name in ("stranger", "upper_officer"):
        assert seen_by(cast, name) == [], name


def test_what_is_recommended_and_to_whom_is_for_readers_of_the_file(cast: Cast, ref: str):
    for name, reads in (("head", True), ("chair", True), ("clerk", False), ("upper_chair", False)):
        (row,) = queries.recommendation_rows(actor_of(cast, name), RecommendationFilter(), None)
        assert (row.text is not None, row.owner is not None) == (reads, reads), name


def test_settled_recommendations_and_those_of_unconcluded_cases_are_not_listed(cast: Cast, ref: str):
    report(cast, ref)
    assert seen_by(cast, "chair") == [ref]
    file_of(cast, "head", ref).case.state = State.REPORTED
    db.session.flush()
    assert seen_by(cast, "chair") == []
    file_of(cast, "head", ref).case.state = State.FOLLOW_UP
    verify(cast, ref)
    assert seen_by(cast, "chair") == []


def test_the_list_is_narrowed_to_overdue_and_to_an_organization(cast: Cast, ref: str):
    late = concluded_case(cast, ago(30))
    advice_of(cast, late).due_on = ago(1)
    advice_of(cast, ref).due_on = TODAY
    db.session.flush()
    assert seen_by(cast, "upper_chair") == [late, ref]
    assert seen_by(cast, "upper_chair", timing=Timing.OVERDUE) == [late]
    for code, found in (("P1", [late, ref]), ("P1.1", [late, ref]), ("P1.2", []), ("P2", [])):
        organization = db.session.execute(select(Organization).where(Organization.code == code)).scalar_one()
        assert seen_by(cast, "upper_chair", organization=organization) == found, code


def test_the_earliest_due_stand_first_and_pages_join_without_gap(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tracker.keyset.PAGE_SIZE", 2)
    refs = [concluded_case(cast, CONCLUDED) for _ in range(4)]
    for ref, days in zip(refs, (3, 1, 2, 1), strict=True):
        advice_of(cast, ref).due_on = ago(-days)
    db.session.flush()
    chair = actor_of(cast, "chair")
    first = queries.recommendation_rows(chair, RecommendationFilter(), None)
    after = Cursor(first[1].due_on.isoformat(), first[1].id)
    second = queries.recommendation_rows(chair, RecommendationFilter(), after)
    assert [row.case_ref for row in first[:2] + second] == [refs[1], refs[3], refs[2], refs[0]]


def test_the_list_costs_the_same_at_one_and_at_three_rows(
    cast: Cast, count_queries: Callable[[], AbstractContextManager[list[str]]]
):
    chair, costs = actor_of(cast, "chair"), []
    for more in (1, 2):
        for _ in range(more):
            concluded_case(cast)
        with count_queries() as statements:
            queries.recommendation_rows(chair, RecommendationFilter(), None)
            queries.count_recommendations(chair, RecommendationFilter())
        costs.append(len(statements))
    assert costs == [2, 2]


def test_the_list_narrows_to_what_is_near_and_to_what_waits_for_my_verification(cast: Cast, ref: str):
    near = queries.near_until(TODAY, office_law().calendar)
    advice = advice_of(cast, ref)
    for due_on, found in ((ago(1), []), (TODAY, [ref]), (near, [ref]), (near + (TODAY - ago(1)), [])):
        advice.due_on = due_on
        db.session.flush()
        assert seen_by(cast, "chair", timing=Timing.NEAR, near_until=near) == found, due_on
    report(cast, ref, "officer")
    assert seen_by(cast, "chair", timing=Timing.OVERDUE) == []  # it waits for the verification
    for name, found in (("head", [ref]), ("chair", [ref]), ("officer", []), ("upper_chair", []), ("clerk", [])):
        assert seen_by(cast, name, timing=Timing.MINE) == found, name


def test_the_figures_add_up_to_what_the_lists_hold(cast: Cast, ref: str):
    concluded_case(cast)
    report(cast, ref)
    chair = actor_of(cast, "chair")
    counts = queries.count_by_state(chair)
    for state in RecommendationState:
        assert counts[state] == queries.count_recommendations(chair, RecommendationFilter(state=state)), state
    assert sum(counts.values()) == 2 == queries.count_recommendations(chair, RecommendationFilter(every=True))
