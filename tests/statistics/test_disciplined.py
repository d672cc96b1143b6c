"""Discipline in the figures: by form, all of it together, and what other bodies decided, each with its records."""

import html
import re
from dataclasses import replace

import pytest

from tests.cast import TODAY, ago, typed
from tests.client import sign_in
from tests.discipline.test_referral import DECIDED, REPLY, referred
from tests.discipline.test_votes import ballots, clerks
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.cases.states import SubjectType
from tracker.discipline import services
from tracker.discipline.queries import RecordFilter, discipline_rows
from tracker.discipline.states import State
from tracker.extensions import db
from tracker.regulations.terms import Form
from tracker.statistics.queries import Cell, Question, count_subjects, decided_elsewhere, subject_rows, summary
from tracker.statistics.states import Deciders, Measure

MEMBERS = SubjectType.MEMBER
WHOLE = Question(ago(1000), ago(0))
ELSEWHERE = Cell(Measure.DECIDED_ELSEWHERE)
TERM = f"from={typed(ago(1000))}&to={typed(ago(0))}"
LINK = re.compile(r'<a href="(/statistics/subjects[^"]+)">([0-9]+)</a>')


def answered(world, **changed):
    """A record of the ward that another body decided on two days ago."""
    story, record = referred(world)
    services.record_answer(*clerks(story, record), REPLY, replace(DECIDED, **changed), TODAY)
    return story, record


def test_what_another_body_decided_counts_on_its_day_and_never_as_own_discipline(world):
    story, _record = answered(world)
    chair = story.actor("chair")
    for since, until, count in ((2, 2, 1), (1, 0, 0), (1000, 3, 0), (1000, 0, 1)):
        question = Question(ago(since), ago(until))
        assert decided_elsewhere(chair, question) == ({MEMBERS: 1} if count else {})
        assert count_subjects(chair, question, ELSEWHERE) == count
        assert len(subject_rows(chair, question, ELSEWHERE, None)) == count
        listed = RecordFilter(State.DECIDED_ELSEWHERE, question.since, question.until)
        assert len(discipline_rows(chair, None, TODAY, listed)) == count
    assert summary(chair, WHOLE).disciplined == {}
    (row,) = subject_rows(chair, WHOLE, ELSEWHERE, None)
    assert (row.form, row.on) == (Form.EXPULSION, ago(2))


def test_what_another_body_decided_counts_under_the_body_that_referred_it(world):
    story, _record = answered(world)
    counts = {who: decided_elsewhere(story.actor("chair"), replace(WHOLE, deciders=who)) for who in Deciders}
    # the record was referred by a meeting of a cell, which the figures count with the committees
    assert counts == {Deciders.ALL: {MEMBERS: 1}, Deciders.COMMITTEE: {MEMBERS: 1}, Deciders.COMMISSION: {}}
    assert decided_elsewhere(None, WHOLE) == {MEMBERS: 1}
    assert count_subjects(story.actor("chair"), WHOLE, replace(ELSEWHERE, form=Form.WARNING)) == 0


@pytest.mark.parametrize("announced_on", [None, ago(1)])
def test_a_decision_of_another_body_stays_in_the_file_until_it_is_announced(world, announced_on):
    answered(world, announced_on=announced_on)
    for name, knows in (("chair", True), ("leader", bool(announced_on)), ("subject", False), ("stranger", False)):
        actor = get_actor(world.accounts[name])
        counted = sum(decided_elsewhere(actor, WHOLE).values())
        assert (counted, count_subjects(actor, WHOLE, ELSEWHERE)) == (int(knows), int(knows)), name
        assert len(discipline_rows(actor, None, TODAY, RecordFilter(State.DECIDED_ELSEWHERE))) == int(knows), name


def test_every_number_of_discipline_opens_exactly_its_records_and_the_forms_add_up(app, cast):
    with app.app_context():
        Story(cast).announced(ballots(warning=5))
        again = {"overlap_reason": "Nội dung khác."}
        Story(cast).announced(ballots(reprimand=5), **again)
        services.record_answer(*clerks(*referred(cast, **again)), REPLY, DECIDED, TODAY)
        db.session.commit()
    client = app.test_client()
    sign_in(client, cast.accounts["chair"])
    page = client.get(f"/statistics/?{TERM}").text
    table = page[page.index("<h2>Đã thi hành kỷ luật</h2>") :]
    links = {html.unescape(url): int(count) for url, count in LINK.findall(table[: table.index("</section>")])}
    for url, count in links.items():
        listed = client.get(url).text
        assert f"<b>{count}</b>" in listed and listed.count('<tr><th scope="row">') == count, url
    by_form = [count for url, count in links.items() if "form=" in url]
    (total,) = [count for url, count in links.items() if "measure=disciplined" in url and "form=" not in url]
    (others,) = [count for url, count in links.items() if "measure=decided_elsewhere" in url]
    assert (by_form, total, others) == ([1, 1], 2, 1)


def test_the_list_of_records_narrows_to_the_days_of_the_decision_and_explains_a_wrong_day(app, cast):
    with app.app_context():
        answered(cast)
        db.session.commit()
    client = app.test_client()
    sign_in(client, cast.accounts["chair"])
    for since, until, shown in ((2, 2, True), (1, 0, False), (9, 3, False)):
        page = client.get(f"/discipline?state=decided_elsewhere&from={typed(ago(since))}&to={typed(ago(until))}")
        assert (page.status_code, "Lò Văn Phượng" in page.text) == (200, shown)
    wrong = client.get("/discipline?from=31/02/2026")
    assert wrong.status_code == 422 and 'id="from-error"' in wrong.text
