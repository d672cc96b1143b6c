"""A record that the body may not decide on goes to the competent body without a ballot, with reason and article."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import joinedload

from tests.cast import TODAY, ago, typed
from tests.discipline.test_votes import clerks, refusal_of
from tests.stories import Story
from tracker.core.errors import ImpossibleTransition
from tracker.discipline import queries, services
from tracker.discipline.models import Discipline
from tracker.discipline.rules import Competence, check_unvoted_referral, powers_of
from tracker.discipline.states import TRANSITIONS, Action, State
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.regulations.authority import Standing
from tracker.regulations.terms import Form, Level, Subject

REFERRAL = services.Referral(ago(1), "Đảng uỷ, Tờ trình 05", reason="Là cấp uỷ viên cùng cấp.")
REPLY = services.Reply(TODAY, "Công văn số 45-CV/ĐU")
FORMS = (Form.REPRIMAND, Form.WARNING, Form.REMOVAL, Form.EXPULSION)


def asked(kind: str, level: Level, form: Form, seat: Level | None = None):
    standing, body = Standing(Subject.FULL_MEMBER, True, None, seat), Competence(kind, level.value)
    return check_unvoted_referral(body, powers_of(body, FORMS, standing, date(2026, 3, 1)), form)


@pytest.mark.parametrize(
    ("kind", "level", "form", "seat", "allowed"),
    [
        ("commission", Level.GRASSROOTS, Form.WARNING, None, False),  # it decides
        ("commission", Level.GRASSROOTS, Form.REMOVAL, None, True),  # above its power
        ("commission", Level.GRASSROOTS, Form.WARNING, Level.GRASSROOTS, True),  # sits on the committee: no form
        ("cell_meeting", Level.CELL, Form.WARNING, None, False),
        ("cell_meeting", Level.CELL, Form.EXPULSION, None, False),  # the cell proposes by ballot
    ],
)
def test_only_what_the_body_may_not_decide_is_referred_without_a_vote(kind, level, form, seat, allowed):
    verdict = asked(kind, level, form, seat)
    assert verdict.allowed is allowed
    assert verdict.reason and verdict.citations


def own_level(record: Discipline) -> Level:
    body = db.session.get_one(Body, record.body_id, options=[joinedload(Body.organization)])
    return Level(body.organization.level.value)


def beyond(story: Story, *, heard: bool = False) -> Discipline:
    """A record whose subject sits on the committee of the body's own level: the commission decides on no form."""
    record = story.reviewed() if heard else story.proposed()
    record.committee_level = own_level(record)
    db.session.flush()
    return record


@pytest.mark.parametrize("state", State)
def test_the_step_exists_before_the_vote_only(world, state):
    transition = TRANSITIONS.find(state, Action.REFER_UNVOTED)
    assert (transition is not None) is (state in (State.PROPOSED, State.REVIEWING))
    if transition is not None:
        assert transition.target is State.REFERRED


@pytest.mark.parametrize("heard", [False, True])
def test_it_is_referred_with_reason_and_article_and_comes_back_to_be_considered(world, heard):
    story = Story(world)
    record = beyond(story, heard=heard)
    verb = services.refer_unvoted
    assert refusal_of(verb, *clerks(story, record), replace(REFERRAL, on=TODAY, reason=" "), TODAY).field == "reason"
    assert refusal_of(verb, *clerks(story, record), replace(REFERRAL, on=ago(-1)), TODAY).field == "referred_on"
    verb(*clerks(story, record), replace(REFERRAL, on=TODAY), TODAY)
    assert (record.state, record.agenda_item_id, record.voted_form) == (State.REFERRED, None, None)
    assert record.referral_reason == REFERRAL.reason and record.referral_article
    with pytest.raises(ImpossibleTransition):
        verb(*clerks(story, record), REFERRAL, TODAY)
    services.take_back(*clerks(story, record), replace(REPLY, note="Thuộc thẩm quyền của đồng chí."), TODAY)
    assert record.state is State.REVIEWING and (record.heard_on is not None) is heard
    assert TRANSITIONS.find(record.state, Action.VOTE) and TRANSITIONS.find(record.state, Action.REVIEW)


def test_what_the_competent_body_decided_ends_a_record_nobody_voted_on_here(world):
    story = Story(world)
    record = beyond(story)
    services.refer_unvoted(*clerks(story, record), replace(REFERRAL, on=TODAY), TODAY)
    decided = services.OtherDecision(Form.WARNING, "112-QĐ/ĐU", TODAY, None)
    services.record_answer(*clerks(story, record), REPLY, decided, TODAY)
    assert record.state is State.DECIDED_ELSEWHERE and record.decided_form is None
    assert queries.notes_of([record.id])[record.id].answers[0].form is Form.WARNING


def test_what_the_body_decides_itself_or_has_on_an_agenda_is_not_referred(world):
    story = Story(world)
    record = story.reviewed()
    refusal = refusal_of(services.refer_unvoted, *clerks(story, record), replace(REFERRAL, on=TODAY), TODAY)
    assert refusal.citations
    record.committee_level = own_level(record)
    services.put_on_agenda(story.actor("head"), story.file("head"), record, story.meeting(0))
    refusal_of(services.refer_unvoted, *clerks(story, record), replace(REFERRAL, on=TODAY), TODAY)
    assert record.state is State.REVIEWING


def test_the_page_refuses_with_the_reason_and_keeps_the_words_typed(app, play, cast):
    with app.app_context():
        story = Story(cast)
        record = story.proposed()
        address, number, level = f"/cases/{story.ref}/discipline", record.id, own_level(record)
        db.session.commit()
    clerk, page = play("clerk"), f"{address}/1/refer-unvoted"
    typed_in = {"referred_on": typed(TODAY), "referred_to": "Đảng uỷ, Tờ trình 05", "reason": "Cấp uỷ viên cùng cấp."}
    answer = clerk.submit(page, typed_in)
    assert answer.status_code == 422 and "Cấp uỷ viên cùng cấp." in answer.text
    with app.app_context():
        db.session.execute(db.update(Discipline).where(Discipline.id == number).values(committee_level=level))
        db.session.commit()
    assert page in clerk.get(address).text
    assert clerk.submit(page, typed_in).status_code == 303
    assert page not in clerk.get(address).text
    assert "Cấp uỷ viên cùng cấp." in play("head").get(address).text
    assert clerk.get(f"{address}/1/take-back").status_code == 200
