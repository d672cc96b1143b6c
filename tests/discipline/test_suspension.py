"""Suspension (đình chỉ): grounds, the limit of the edition, one extension within its cap, the end."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY, ago
from tests.stories import Story
from tracker.cases.states import State as CaseState
from tracker.core.errors import Conflict, RuleViolation
from tracker.discipline import queries, services
from tracker.discipline.rules import check_suspending
from tracker.discipline.rules.suspension import Term, check_kind, due_of
from tracker.discipline.states import Ground, Paused
from tracker.extensions import db
from tracker.regulations.deadlines import add_months

PARTY, SEAT, BODY = Paused.PARTY_ACTIVITY, Paused.COMMITTEE_ACTIVITY, Paused.ORGANIZATION


def refused(verb, *arguments: object) -> RuleViolation:
    with pytest.raises(RuleViolation) as refusal:
        verb(*arguments)
    return refusal.value


@pytest.mark.parametrize(
    ("kind", "ground", "is_member", "sits", "field"),
    [
        (BODY, Ground.WORSENING, True, True, "kind"),
        (PARTY, Ground.WORSENING, False, False, "kind"),
        (SEAT, Ground.PROSECUTED, True, False, "kind"),
        (PARTY, Ground.PROSECUTED, True, True, "ground"),
        (BODY, Ground.INDICTED, False, False, "ground"),
    ],
)
def test_what_is_suspended_fits_the_subject_and_its_ground(kind, ground, is_member, sits, field):
    verdict = check_kind(kind, ground, is_member, sits)
    assert (verdict.allowed, verdict.field, bool(verdict.citations)) == (False, field, True)


@pytest.mark.parametrize(("kind", "ground"), [(PARTY, Ground.INDICTED), (SEAT, Ground.PROSECUTED)])
def test_what_criminal_proceedings_suspend_is_allowed(kind, ground):
    assert check_kind(kind, ground, True, True).allowed


@pytest.mark.parametrize("state", CaseState)
def test_nobody_is_suspended_before_a_decision_after_the_archive_or_in_work_that_only_supervises(state):
    over = {CaseState.DRAFT, CaseState.CANCELLED, CaseState.ARCHIVED}
    assert check_suspending(True, state).allowed is (state not in over)
    assert not check_suspending(False, state).allowed


# The last day of an edition and the first of the next.
@pytest.mark.parametrize(
    ("since", "kind", "cap"),
    [
        (date(2025, 5, 29), PARTY, 90),
        (date(2025, 5, 29), BODY, 0),
        (date(2026, 4, 11), PARTY, 30),
        (date(2026, 4, 11), BODY, 30),
    ],
)
def test_ninety_days_and_one_extension_within_the_cap_of_the_edition(since, kind, cap):
    due = due_of(Term(kind, since), "grassroots")
    assert (due.days, due.citations[0].source) == (90, "22-QĐ/TW" if since.year == 2025 else "21-QĐ/TW")
    if cap:
        assert due_of(Term(kind, since, extended_days=cap), "grassroots").extension_days == cap
    refusal = refused(due_of, Term(kind, since, extended_days=cap + 1), "grassroots")
    assert (refusal.field, bool(refusal.citations)) == ("extension_days", True)


@pytest.mark.parametrize("since", [date(2025, 5, 30), date(2026, 4, 10)])
def test_where_the_number_was_not_read_the_office_gives_its_own_with_a_reason(since):
    assert refused(due_of, Term(PARTY, since), "grassroots").field == "own_days"
    assert refused(due_of, Term(PARTY, since, 60), "grassroots").field == "own_reason"
    due = due_of(Term(PARTY, since, 60, "Quy chế của Đảng uỷ"), "grassroots")
    assert (due.days, due.is_unconfirmed, str(due.citations[0])) == (60, True, "296-QĐ/TW")


def test_a_number_is_not_typed_against_a_rule():
    assert refused(due_of, Term(PARTY, date(2026, 4, 11), 60, "x"), "grassroots").field == "own_days"


def test_nobody_is_suspended_in_a_case_that_is_not_decided_yet_or_was_cancelled(world):
    story = Story(world).opened()
    new = services.NewSuspension(PARTY, Ground.OBSTRUCTION, "Không cung cấp hồ sơ.", "Đảng uỷ", "Số 03-QĐ/ĐU", ago(1))
    file = story.file("chair")
    for state in (CaseState.DRAFT, CaseState.CANCELLED):
        file.case.state = state
        db.session.flush()
        assert "not decided yet" in str(
            refused(services.suspend_activity, story.actor("chair"), file, file.subject(1), new, TODAY).message
        )


def test_a_suspension_is_recorded_extended_once_and_ended(world):
    story = Story(world).concluded()
    head, file = story.actor("head"), story.file("head")
    new = services.NewSuspension(PARTY, Ground.OBSTRUCTION, "Không cung cấp hồ sơ.", "Đảng uỷ", "Số 03-QĐ/ĐU", ago(30))
    row = services.suspend_activity(head, file, file.subject(1), new, TODAY)
    assert row.due_on >= ago(30) + timedelta(days=90)
    assert refused(services.suspend_activity, head, file, file.subject(1), new, TODAY).field == "kind"
    before = row.due_on
    assert refused(services.extend_suspension, head, file, row, services.NewExtension(31, "Số 04"), TODAY).citations
    assert refused(
        services.extend_suspension, head, file, row, services.NewExtension(30, "Số 04"), add_months(TODAY, 5)
    ).field
    services.extend_suspension(head, file, row, services.NewExtension(30, "Số 04-QĐ/ĐU"), TODAY)
    assert row.due_on > before
    assert (
        refused(services.extend_suspension, head, file, row, services.NewExtension(1, "Số 05"), TODAY).field
        == "extended_days"
    )
    assert (
        refused(services.end_suspension, head, file, row, services.Ending(ago(31), "xong"), TODAY).field == "ended_on"
    )
    services.end_suspension(head, file, row, services.Ending(ago(1), "Hết lý do đình chỉ."), TODAY)
    with pytest.raises(Conflict):
        services.end_suspension(head, file, row, services.Ending(ago(1), "lại"), TODAY)
    assert [found.ended_on for found in queries.suspensions_of_case(file.case.id)] == [ago(1)]


def test_the_limits_of_criminal_proceedings_leave_no_due_date(world):
    story = Story(world).concluded()
    head, file = story.actor("head"), story.file("head")
    new = services.NewSuspension(PARTY, Ground.INDICTED, "Bị tạm giam.", "Đảng uỷ", "Số 03-QĐ/ĐU", ago(3))
    row = services.suspend_activity(head, file, file.subject(1), new, TODAY)
    assert (row.due_on, row.by_proceedings) == (None, True)
    with pytest.raises(Conflict):
        services.extend_suspension(head, file, row, services.NewExtension(10, "Số 04"), TODAY)
