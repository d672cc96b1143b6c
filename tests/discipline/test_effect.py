"""From announcement to the end: effect, execution, complaint, the end by itself on the day after twelve months."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.cast import TODAY, ago
from tests.stories import Story
from tracker.audit.models import AuditEvent
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import Outcome, SubjectType
from tracker.core.errors import NotVisible, RuleViolation
from tracker.discipline import queries, services
from tracker.discipline.queries import find_effect, find_vote, shown_state
from tracker.discipline.states import Duty, State
from tracker.extensions import db
from tracker.regulations.deadlines import add_months
from tracker.regulations.terms import Form

VOTES = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}


@pytest.fixture
def story(world) -> Story:
    return Story(world)


def listed(story: Story, state: State, today) -> list[State]:
    rows = queries.discipline_rows(story.actor("chair"), None, today, queries.RecordFilter(state))
    return [row.state for row in rows]


def test_a_discipline_ends_the_day_after_twelve_months_once_and_every_page_says_so_at_once(story):
    record = story.announced(VOTES)
    last = add_months(ago(2), 12)
    assert record.ends_on == last
    assert (shown_state(record, last), listed(story, State.EXPIRED, last)) == (State.IN_FORCE, [])
    assert services.expire_ended(last) == 0
    after = last + timedelta(days=1)
    assert (shown_state(record, after), listed(story, State.EXPIRED, after)) == (State.EXPIRED, [State.EXPIRED])
    assert listed(story, State.IN_FORCE, after) == []
    assert (record.state, services.expire_ended(after), services.expire_ended(after)) == (State.IN_FORCE, 1, 0)
    events = select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "discipline.expire")
    assert (record.state, db.session.execute(events).scalar()) == (State.EXPIRED, 1)


def test_a_new_violation_within_the_months_keeps_it_from_ending(story):
    record = story.announced(VOTES)
    own = db.session.get_one(CaseSubject, record.subject_id)
    again = db.session.get_one(
        Case, Story(story.cast, days=0).opened(overlap_reason="Vụ khác.").papers("clerk").case.id
    )
    again.concluded_on = record.ends_on
    subject = db.session.execute(select(CaseSubject).where(CaseSubject.case_id == again.id)).scalar_one()
    subject.outcome = Outcome.MUST_DISCIPLINE
    db.session.flush()
    assert subject.member_id == own.member_id
    late = add_months(TODAY, 30)
    assert (shown_state(record, late), services.expire_ended(late)) == (State.IN_FORCE, 0)
    again.concluded_on = add_months(TODAY, 13)
    db.session.flush()
    assert services.expire_ended(late) == 1


def test_expulsion_does_not_end_by_itself(story):
    record = story.announced({**VOTES, "warning": 0, "expulsion": 5}, form=Form.EXPULSION)
    assert (record.ends_on, services.expire_ended(add_months(TODAY, 60))) == (None, 0)
    assert find_effect(record, find_vote(record), TODAY).end.on is None


def test_effect_and_the_bar_on_posts_are_counted_by_the_edition_of_the_decision(story):
    record = story.announced({**VOTES, "warning": 0, "removal": 5})
    life = find_effect(record, find_vote(record), TODAY)
    assert (life.effect.on, str(life.effect.row.citation)) == (ago(4), "21-QĐ/TW")  # from signing
    assert (record.decided_form, life.bar.on) == (Form.REMOVAL, add_months(ago(4), 12))


def test_duties_after_the_decision_are_done_late_or_open_by_their_limits(story):
    record = story.announced({**VOTES, "warning": 0, "removal": 5})
    clerk, papers, vote = story.actor("clerk"), story.papers("clerk"), find_vote(record)

    def standing(today=TODAY) -> dict[Duty, str]:
        return {row.duty: row.standing for row in queries.duties_of(record, vote, today)}

    wanted = (Duty.HANDED_OVER, Duty.INFORMED, Duty.FILED, Duty.POST_CHANGED, Duty.STATE_DISCIPLINE)
    assert standing() == {Duty.ANNOUNCED: "done", **dict.fromkeys(wanted, "open")}
    due = {row.duty: row.due for row in queries.duties_of(record, vote, TODAY)}
    last = due[Duty.STATE_DISCIPLINE].due_on
    assert (due[Duty.STATE_DISCIPLINE].days, due[Duty.STATE_DISCIPLINE].is_unconfirmed) == (30, True)
    assert standing(last)[Duty.STATE_DISCIPLINE] == "open"
    assert standing(last + timedelta(days=1))[Duty.STATE_DISCIPLINE] == "late"
    with pytest.raises(RuleViolation) as refusal:
        services.do_duty(clerk, papers, record, Duty.STATE_DISCIPLINE, (ago(3), ""), TODAY)
    assert refusal.value.field == "done_on"
    services.do_duty(clerk, papers, record, Duty.STATE_DISCIPLINE, (ago(1), "QĐ số 12"), TODAY)
    assert standing()[Duty.STATE_DISCIPLINE] == "done"
    for foreign in (Duty.MONEY, Duty.ANNOUNCED):
        with pytest.raises(NotVisible):
            services.do_duty(clerk, papers, record, foreign, (ago(1), ""), TODAY)


def test_when_an_organization_is_disciplined_its_head_is_examined_first(story):
    cell = {"subjects": [(SubjectType.ORGANIZATION, story.cast.organizations["cell"])], "contents": ["org.cadres"]}
    record = story.announced({"none": 0, "reprimand": 0, "warning": 5, "dissolution": 0}, **cell)
    head, file = story.actor("head"), story.file("head")
    with pytest.raises(RuleViolation) as refusal:
        services.review_responsibility(head, file, record, services.Examined(ago(1), "Đã kiểm điểm."), TODAY)
    assert (refusal.value.field, bool(refusal.value.citations)) == ("head_name", True)
    examined = services.Examined(ago(1), "Đã kiểm điểm Bí thư.", "Lò Văn Phượng")
    services.review_responsibility(head, file, record, examined, TODAY)
    assert queries.notes_of([record.id])[record.id].review.head_name == "Lò Văn Phượng"


def test_the_command_ends_what_is_over_and_says_how_many(app, cast):
    with app.app_context():
        record = Story(cast, days=500).announced(VOTES)
        key = record.id
        db.session.commit()
    said = [app.test_cli_runner().invoke(args=["discipline", "expire"]).output for _ in range(2)]
    assert said == [f"Ended by themselves: {ended}. Suspensions reminded of: 0.\n" for ended in (1, 0)]
    with app.app_context():
        assert db.session.get_one(type(record), key).state is State.EXPIRED
