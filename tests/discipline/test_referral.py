"""The way back of a referral: a decision of the competent body ends the record, a return opens it again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import TODAY, Cast, ago
from tests.discipline.test_votes import ballots, clerks, refusal_of
from tests.stories import Story
from tracker.core.errors import Conflict
from tracker.discipline import queries, services
from tracker.discipline.models import Discipline, ReferralAnswer
from tracker.discipline.states import Answer, Duty, State
from tracker.discipline.tasks import TASKS
from tracker.dossiers.services import check_archive
from tracker.extensions import db
from tracker.follow_up.queries import remainder_of
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind, Level
from tracker.regulations.terms import Form

REPLY = services.Reply(ago(2), "Công văn số 45-CV/ĐU")
DECIDED = services.OtherDecision(Form.EXPULSION, "112-QĐ/ĐU", ago(2), ago(1))


def referred(world: Cast, **changed: object) -> tuple[Story, Discipline]:
    """A record whose form the cell only proposes, handed to the committee above three days ago."""
    story = Story(world)
    record = story.voted(ballots(expulsion=5), **changed)
    body = db.session.get_one(Body, record.body_id)
    story.papers("clerk").case.body.organization.level = Level.CELL
    body.kind = BodyKind.CELL_MEETING
    db.session.flush()
    services.refer_discipline(*clerks(story, record), services.Referral(ago(3), "Đảng uỷ, Tờ trình 05"), TODAY)
    return story, record


def answers() -> list[ReferralAnswer]:
    return list(db.session.scalars(select(ReferralAnswer).order_by(ReferralAnswer.id)))


def test_what_the_competent_body_decided_ends_the_record(world):
    story, record = referred(world)
    for decided, field in (
        (replace(DECIDED, decision=""), "decision"),
        (replace(DECIDED, decided_on=None), "decided_on"),
        (replace(DECIDED, decided_on=ago(4)), "decided_on"),
        (replace(DECIDED, announced_on=ago(3)), "announced_on"),
        (replace(DECIDED, announced_on=ago(-1)), "announced_on"),
    ):
        assert refusal_of(services.record_answer, *clerks(story, record), REPLY, decided, TODAY).field == field
    for reply, field in ((replace(REPLY, on=ago(4)), "answered_on"), (replace(REPLY, document=""), "document")):
        assert refusal_of(services.record_answer, *clerks(story, record), reply, DECIDED, TODAY).field == field
    assert refusal_of(
        services.record_answer, *clerks(story, record), REPLY, replace(DECIDED, form=Form.DISSOLUTION), TODAY
    ).field
    assert (record.state, answers()) == (State.REFERRED, [])
    services.record_answer(
        *clerks(story, record), replace(REPLY, on=ago(3)), replace(DECIDED, decided_on=ago(3)), TODAY
    )
    (kept,) = answers()
    assert (record.state, record.decided_form) == (State.DECIDED_ELSEWHERE, None)
    assert (kept.outcome, kept.form, kept.decision, kept.announced_on) == (
        Answer.DECIDED,
        Form.EXPULSION,
        "112-QĐ/ĐU",
        ago(1),
    )
    with pytest.raises(Conflict):
        services.take_back(*clerks(story, record), replace(REPLY, note="x"), TODAY)


def test_what_the_competent_body_decided_has_its_effect_end_and_duties_here(world):
    story, record = referred(world)
    removed = replace(DECIDED, form=Form.REMOVAL, decided_on=ago(3), announced_on=None)
    services.record_answer(*clerks(story, record), REPLY, removed, TODAY)
    life = queries.find_effect_elsewhere(record, queries.find_answer(record), TODAY)
    assert (life.end, life.ended, life.bar.on is not None) == (None, None, True)
    (listed,) = queries.discipline_rows(story.actor("chair"), None, TODAY)
    assert (listed.decided_form, listed.decided_on) == (Form.REMOVAL, ago(3))
    rows = {row.duty: row.standing for row in queries.duties_of(record, None, TODAY)}
    assert rows == dict.fromkeys((Duty.ANNOUNCED, Duty.FILED, Duty.POST_CHANGED, Duty.STATE_DISCIPLINE), "open")
    for on in (ago(4), ago(-1)):
        refused = refusal_of(services.do_duty, *clerks(story, record), Duty.ANNOUNCED, (on, ""), TODAY)
        assert refused.field == "done_on"
    services.do_duty(*clerks(story, record), Duty.ANNOUNCED, (ago(2), ""), TODAY)
    with pytest.raises(Conflict):
        services.do_duty(*clerks(story, record), Duty.ANNOUNCED, (ago(1), ""), TODAY)
    services.do_duty(*clerks(story, record), Duty.FILED, (ago(1), "hồ sơ đảng viên"), TODAY)
    rows = {row.duty: row.done_on for row in queries.duties_of(record, None, TODAY)}
    assert (rows[Duty.ANNOUNCED], rows[Duty.FILED]) == (ago(2), ago(1))
    answer = queries.find_answer(record)
    life = queries.find_effect_elsewhere(record, answer, TODAY)
    assert not life.ended.allowed
    last = life.end.on
    assert queries.find_effect_elsewhere(record, answer, last + timedelta(days=1)).ended.allowed


def test_the_duties_of_a_decision_of_another_body_wait_for_the_clerk_until_they_are_done(world):
    story, record = referred(world)
    removed = replace(DECIDED, form=Form.REMOVAL, decided_on=ago(3), announced_on=None)
    services.record_answer(*clerks(story, record), REPLY, removed, TODAY)
    clerk, owed = clerks(story, record)[0], next(one for one in TASKS if one.name == "duties")

    def waiting():
        return {row.duty for row in db.session.execute(owed.statement(clerk, TODAY))}

    assert waiting() == {row.duty.value for row in queries.duties_of(record, None, TODAY)}
    for duty in (Duty.ANNOUNCED, Duty.FILED, Duty.POST_CHANGED):
        services.do_duty(*clerks(story, record), duty, (ago(1), ""), TODAY)
    assert waiting() == {Duty.STATE_DISCIPLINE.value}


def test_a_decision_against_discipline_has_no_form_of_its_own(world):
    story, record = referred(world)
    services.record_answer(*clerks(story, record), REPLY, services.OtherDecision(None, "thừa", ago(2)), TODAY)
    (kept,) = answers()
    assert (record.state, kept.outcome) == (State.DECIDED_ELSEWHERE, Answer.NOT_DISCIPLINED)
    assert (kept.form, kept.decision, kept.decided_on) == (None, "", None)


def test_a_returned_record_is_considered_and_voted_on_anew(world):
    story, record = referred(world)
    assert refusal_of(services.take_back, *clerks(story, record), REPLY, TODAY).field == "note"
    services.take_back(*clerks(story, record), replace(REPLY, note="Cần làm rõ trách nhiệm."), TODAY)
    assert (record.state, record.voted_form, record.agenda_item_id) == (State.REVIEWING, None, None)
    assert answers()[0].outcome is Answer.RETURNED
    assert answers()[0].referred_to == "Đảng uỷ, Tờ trình 05"
    assert queries.notes_of([record.id])[record.id].answers == answers()
    assert record.heard_on is not None  # the hearing stands, the vote does not


def test_a_referral_without_answer_keeps_the_case_from_the_archive(world):
    story, record = referred(world)
    name = record.subject.name
    assert remainder_of(story.papers("clerk")).disciplined == [name]
    assert not check_archive(story.actor("head"), story.file("head"), "Lý do").allowed
    assert queries.has_open([record.subject_id])
    services.record_answer(*clerks(story, record), REPLY, DECIDED, TODAY)
    assert remainder_of(story.papers("clerk")).disciplined == []
    assert not queries.has_open([record.subject_id])
