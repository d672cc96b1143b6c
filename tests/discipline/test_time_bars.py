"""After the vote: a form that is barred for every violation is not executed, and a barred violation is no ground."""

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import TODAY, Cast, ago, typed
from tests.discipline.test_votes import WORDS, ballots, clerks, refusal_of
from tests.stories import Story
from tracker.cases.states import SubjectType
from tracker.discipline import services
from tracker.discipline.models import Discipline
from tracker.discipline.queries import kept_bar
from tracker.discipline.states import State
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.regulations.terms import Form

pytestmark = pytest.mark.usefixtures("troubled")

LONG_AGO = 6 * 366
REPRIMAND = ballots(reprimand=5)


def add_violation(story: Story, text: str, days: int) -> None:
    """Another violation of subject 1, as if recorded with the first; it began before the first ended, so that it does
    not start its period again."""
    first = db.session.query(Finding).filter_by(type="violation").one()
    columns = {column.key: getattr(first, column.key) for column in Finding.__table__.columns}
    act = {"committed_from": ago(LONG_AGO + 10), "committed_on": ago(days), "edition": "69-QĐ/TW"}
    db.session.add(Finding(**columns | {"id": None, "number": 9, "text": text, "rule_broken": "Điều 9"} | act))
    db.session.flush()


def test_the_vote_itself_is_never_blocked_by_the_time_bar(world: Cast):
    record = Story(world, acted=LONG_AGO).voted(REPRIMAND)
    assert (record.state, record.voted_form) == (State.VOTED, Form.REPRIMAND)


def test_a_form_barred_for_every_violation_is_not_decided_and_ends_the_record_with_its_reason(world: Cast):
    story = Story(world, acted=LONG_AGO)
    record = story.voted(REPRIMAND)
    refused = refusal_of(services.decide_discipline, *clerks(story, record), WORDS, TODAY)
    assert any("Điều" in str(cited) for cited in refused.citations)
    assert record.state is State.VOTED
    services.bar_discipline(*clerks(story, record))
    assert (record.state, record.decided_form, record.paper_id) == (State.NOT_DISCIPLINED, None, None)
    kept = kept_bar(record)
    assert kept.concluded_on == story.papers("clerk").case.concluded_on
    assert list(kept.ended_on) == [1] and kept.ended_on[1] < kept.concluded_on
    assert kept.citations == refused.citations


def test_the_heavier_form_of_the_same_old_violation_is_not_barred(world: Cast):
    story = Story(world, acted=LONG_AGO)
    record = story.voted(ballots(warning=5))
    refusal_of(services.bar_discipline, *clerks(story, record))
    services.decide_discipline(*clerks(story, record), WORDS, TODAY)
    assert (record.state, record.bar_verdict) == (State.DECIDED, None)


def test_a_record_that_is_not_barred_cannot_be_closed_as_barred(world: Cast):
    story = Story(world)
    record = story.voted(REPRIMAND)
    assert refusal_of(services.bar_discipline, *clerks(story, record)).citations
    assert record.state is State.VOTED


def test_a_vote_without_a_form_is_refrained_from_and_not_barred(world: Cast):
    story = Story(world, acted=LONG_AGO)
    record = story.voted(ballots(none=5))
    refusal_of(services.bar_discipline, *clerks(story, record))
    services.refrain(*clerks(story, record))
    assert (record.state, record.bar_verdict) == (State.NOT_DISCIPLINED, None)


def test_a_barred_violation_stays_in_the_record_and_out_of_the_paper(world: Cast):
    story = Story(world, acted=LONG_AGO)
    record = story.reviewed()
    add_violation(story, "Vi phạm kéo dài đến gần đây.", 300)
    story.balloted(record, REPRIMAND)
    bars = services.barred_of(story.actor("clerk"), story.papers("clerk"), record)
    assert (bars.violations, bars.barred) == ((1, 9), (1,))
    draft = services.draft_decision(*clerks(story, record), replace(WORDS, issued_on=None))
    assert draft.violation == "Vi phạm kéo dài đến gần đây." and draft.provisions == "Điều 9"
    services.decide_discipline(*clerks(story, record), WORDS, TODAY)
    assert record.state is State.DECIDED


def test_an_organization_is_barred_from_a_reprimand_and_never_from_dissolution(world: Cast):
    cell = [(SubjectType.ORGANIZATION, world.organizations["cell"])]
    story = Story(world, acted=LONG_AGO)
    record = story.voted(
        {"none": 0, "reprimand": 5, "warning": 0, "dissolution": 0}, subjects=cell, contents=["org.cadres"]
    )
    assert services.barred_of(story.actor("clerk"), story.papers("clerk"), record).bars_everything
    record.voted_form = Form.DISSOLUTION
    assert services.barred_of(story.actor("clerk"), story.papers("clerk"), record).barred == ()


def test_the_pages_offer_the_end_and_refuse_the_decision(app, play, cast: Cast):
    with app.app_context():
        story = Story(cast, acted=LONG_AGO)
        story.voted(REPRIMAND)
        db.session.commit()
    case = f"/cases/{story.ref}/discipline"
    clerk = play("clerk")
    page = clerk.get(case).text
    assert "Kết thúc do hết thời hiệu" in page and "Hết thời hiệu" in page
    values = {"issued_on": typed(ago(3)), "signer": str(cast.accounts["chair"])}
    assert clerk.submit(f"{case}/1/decide", values).status_code == 422
    assert play("head").get(f"{case}/1/bar").status_code == 404
    assert clerk.submit(f"{case}/1/bar").status_code == 303
    closed = clerk.get(case).text
    assert "không thi hành kỷ luật" in closed and "08-HD/TW" in closed
    with app.app_context():
        row = db.session.query(Discipline).one()
        assert row.state is State.NOT_DISCIPLINED and date.fromisoformat(row.bar_verdict["concluded_on"])


def test_the_header_of_the_case_warns_while_something_can_still_be_done(app, play, cast: Cast):
    with app.app_context():
        story = Story(cast, acted=5 * 365 - 60)
        story.found()
        db.session.commit()
    page = play("head").get(f"/cases/{story.ref}").text
    assert "Thời hiệu khiển trách, vi phạm số 1: còn " in page
    assert "Thời hiệu khiển trách" not in play("clerk").get(f"/cases/{story.ref}/papers").text
