"""A change of a rule moves the stored due dates at once; a date that was tampered with is found."""

import json
from datetime import timedelta

import pytest

from tests.cast import TODAY, ago
from tests.lawbook.building import KEY, PAPER, administrator, entry, only_override, set_limit
from tests.stories import Story
from tracker.audit.models import AuditEvent
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.queries.limits import deadline_differences, find_deadline
from tracker.cases.states import SubjectType
from tracker.core.errors import Forbidden, RuleViolation
from tracker.extensions import db
from tracker.lawbook.models import ConfirmedYear, OfficeDay
from tracker.lawbook.queries import office_calendar, office_law
from tracker.office.services import (
    Number,
    confirm_year,
    correct_day,
    override_limit,
    revoke_day,
    revoke_limit,
    revoke_year,
)
from tracker.regulations.calendar import VIETNAM
from tracker.regulations.deadlines import due, find_limit
from tracker.regulations.limits import Unit


def events(session, action: str) -> list[dict]:
    rows = session.query(AuditEvent).filter_by(action=action).order_by(AuditEvent.seq)
    return [json.loads(row.body) for row in rows]


def test_setting_and_revoking_a_number_move_the_due_date_and_are_told_with_before_and_after(world, session):
    story = Story(world).conducting()
    before = story.file("chair").case.due_on
    told = override_limit(administrator(world), entry(world), Number(20, Unit.CALENDAR_DAYS), TODAY)
    case = story.file("chair").case
    assert (told.changed, told.told) == (1, 1)
    assert case.due_on == VIETNAM.next_working_day(ago(18)) < before
    [changed] = events(session, "case.deadline_recomputed")
    assert changed["about"] == {"from": before.isoformat(), "to": case.due_on.isoformat()}
    [entered] = events(session, "office.limit_set")
    assert (entered["about"]["before"][:3], entered["about"]["after"][:3]) == (
        [30, "calendar-days", "national"],
        [20, "calendar-days", "own"],
    )
    revoked = revoke_limit(administrator(world), only_override(session, world.organizations["ward"]), "Nhầm.")
    assert (revoked.told, story.file("chair").case.due_on) == (1, before)


def test_a_number_of_another_organization_kind_or_time_moves_nothing(world):
    story = Story(world).conducting()
    before = story.file("chair").case.due_on
    set_limit(world, 20, key="denunciation")
    set_limit(world, 20, since=ago(300), until=ago(39))
    assert story.file("chair").case.due_on == before
    assert set_limit(world, 21, since=ago(38), until=ago(38)) is None
    assert story.file("chair").case.due_on != before


def test_restricted_cases_are_recomputed_and_not_counted(world):
    story = Story(world).conducting(restricted=True)
    before = story.file("chair").case.due_on
    told = override_limit(administrator(world), entry(world), Number(20, Unit.CALENDAR_DAYS), TODAY)
    assert (told.changed, told.told) == (1, 0)
    assert story.file("chair").case.due_on < before


def test_closed_cases_keep_the_due_date_they_had(world):
    story = Story(world).conducting()
    case = story.file("chair").case
    before = case.due_on
    from_states = {"state": "cancelled"}
    db.session.execute(db.update(Case).where(Case.id == case.id).values(**from_states))
    db.session.expire_all()
    set_limit(world, 20)
    assert db.session.get(Case, case.id).due_on == before


def test_a_corrected_day_moves_a_due_date_and_back(world, session):
    story = Story(world).conducting()
    due_on = story.file("chair").case.due_on
    told = correct_day(administrator(world), due_on, True, "Nghỉ bù", PAPER, TODAY)
    moved = story.file("chair").case.due_on
    assert (told.told, moved) == (1, VIETNAM.next_working_day(due_on + timedelta(1)))
    assert str(office_calendar().day_off(due_on)) == "Nghỉ bù"
    row = session.query(OfficeDay).one()
    revoke_day(administrator(world), row, "Nhầm.")
    assert (story.file("chair").case.due_on, office_calendar().find(due_on)) == (due_on, VIETNAM.find(due_on))


def test_a_weekend_day_can_be_worked(world):
    saturday = TODAY + timedelta((5 - TODAY.weekday()) % 7 + 7)
    correct_day(administrator(world), saturday, False, "Làm bù", PAPER, TODAY)
    assert office_calendar().is_working_day(saturday)


@pytest.mark.parametrize(("days", "off"), [(-8000, True), (9000, True)])
def test_a_day_outside_the_calendar_is_refused(world, days, off):
    with pytest.raises(RuleViolation) as refusal:
        correct_day(administrator(world), TODAY + timedelta(days), off, "x", PAPER, TODAY)
    assert refusal.value.field == "day"


def test_a_correction_that_says_nothing_new_or_contradicts_a_standing_one_is_refused(world):
    monday = TODAY + timedelta(7 - TODAY.weekday() + 7)
    actor = administrator(world)
    if VIETNAM.is_working_day(monday):
        with pytest.raises(RuleViolation) as refusal:
            correct_day(actor, monday, False, "x", PAPER, TODAY)
        assert refusal.value.field == "day"
    correct_day(actor, monday, VIETNAM.is_working_day(monday), "x", PAPER, TODAY)
    with pytest.raises(RuleViolation) as second:
        correct_day(actor, monday, not VIETNAM.is_working_day(monday), "x", PAPER, TODAY)
    assert second.value.field == "day"


def test_a_confirmed_year_is_no_longer_provisional_until_that_is_revoked(world, session):
    actor, day = administrator(world), TODAY.replace(2027, 3, 3)
    confirm_year(actor, 2027, PAPER, TODAY)
    assert not office_calendar().is_provisional(day)
    for year in (2027, 2026):
        with pytest.raises(RuleViolation) as refusal:
            confirm_year(actor, year, PAPER, TODAY)
        assert refusal.value.field == "year"
    revoke_year(actor, session.query(ConfirmedYear).one(), "Chưa công bố.")
    assert office_calendar().is_provisional(day)


def test_only_administrators_change_the_calendar(world):
    for name in ("officer", "chair", "clerk"):
        with pytest.raises(Forbidden):
            correct_day(Story(world).actor(name), TODAY, True, "x", PAPER, TODAY)
        with pytest.raises(Forbidden):
            confirm_year(Story(world).actor(name), 2027, PAPER, TODAY)


def test_a_new_clock_runs_by_the_number_in_force_and_extensions_keep_to_its_cap(world):
    set_limit(world, 12)
    story = Story(world).conducting()
    limit = find_limit(KEY, "grassroots", ago(38), office_law().limits_for(story.file("chair").case))
    assert story.file("chair").case.due_on == due(limit, ago(38)).due_on
    assert find_deadline(story.file("chair").case, office_law()).due.limit.scope == PAPER.issuer


def _stories(world, number: int) -> None:
    for place in range(number):
        member = [(SubjectType.MEMBER, world.members["full_member" if place % 2 else "secretary"])]
        Story(world).conducting(title=f"việc {place}", subjects=member, overlap_reason="Khác.")


def test_looking_for_differences_asks_the_same_at_one_and_at_four_cases(world, session, count_queries):
    asked = []
    for more in (1, 3):
        _stories(world, more)
        session.flush()
        session.expunge_all()
        with count_queries() as statements:
            assert deadline_differences(office_law()) == []
        asked.append(len(statements))
    assert asked[0] == asked[1]


@pytest.fixture
def tampered(app, cast) -> str:
    with app.app_context():
        story = Story(cast).conducting(kind=Kind.VIOLATION_INSPECTION)
        db.session.execute(db.update(Case).where(Case.ref == story.ref).values(due_on=ago(1)))
        db.session.commit()
        return story.ref


def test_recheck_finds_a_tampered_due_date_and_changes_nothing(app, tampered):
    runner = app.test_cli_runner()
    for _ in range(2):
        found = runner.invoke(args=["deadlines", "recheck", "--json"])
        assert found.exit_code == 1
        [row] = json.loads(found.output)
        assert (row["case"], row["stored"]) == (tampered, ago(1).isoformat())
        assert row["computed"] == due(find_limit(KEY, "grassroots", ago(38)), ago(38)).due_on.isoformat()
        assert any("30" in step for step in row["why"])


def test_recheck_stores_the_computed_dates_when_asked_and_is_content_afterwards(app, tampered):
    runner = app.test_cli_runner()
    assert runner.invoke(args=["deadlines", "recheck"]).exit_code == 1
    mended = runner.invoke(args=["deadlines", "recheck", "--write"])
    assert (mended.exit_code, tampered in mended.output) == (0, True)
    assert runner.invoke(args=["deadlines", "recheck"]).exit_code == 0
    with app.app_context():
        [written] = events(db.session, "case.deadline_recomputed")
        assert (written["actor"], written["about"]["from"]) == (None, ago(1).isoformat())
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0


def test_recheck_finds_and_mends_a_tampered_time_bar(app, cast):
    with app.app_context():
        ref = Story(cast).found().ref
        db.session.execute(db.text("UPDATE findings SET reprimand_until = '2020-01-01' WHERE type = 'violation'"))
        db.session.commit()
    runner = app.test_cli_runner()
    found = runner.invoke(args=["deadlines", "recheck", "--json"])
    [row] = json.loads(found.output)
    assert (found.exit_code, row["case"], row["finding"], row["stored"][0]) == (1, ref, 1, "2020-01-01")
    assert runner.invoke(args=["deadlines", "recheck", "--write"]).exit_code == 0
    assert runner.invoke(args=["deadlines", "recheck"]).exit_code == 0
