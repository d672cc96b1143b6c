"""Each edition of the law carries a case from its opening to the decision: procedure by the day of the step, violation
by the edition recorded with it."""

from datetime import date

import pytest

from tests import acts, stories
from tests.cast import TODAY, ago
from tests.stories import Story
from tracker.discipline.queries import find_effect, find_vote
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.findings.queries import findings_of_subject
from tracker.organizations.models import Organization
from tracker.organizations.services import NewTerm, open_term

VIOLATION_SIGNS = ("181-QĐ/TW", "102-QĐ/TW", "69-QĐ/TW", "264-QĐ/TW", "212-QĐ/TW")
BALLOTS = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}


@pytest.fixture
def house(world):
    """The cast, with the term before the present one."""
    ward = db.session.get_one(Organization, world.organizations["ward"])
    open_term(None, ward, NewTerm("2015–2020", ago(3990), ago(2501)))
    return world


def told_on(house, monkeypatch, day: date) -> Story:
    """A story whose decision falls on the day, told as if the day were today; the act lies two months before."""
    for module in (acts, stories):
        monkeypatch.setattr(module, "TODAY", day)
    story = Story(house, days=(TODAY - day).days)
    story.acted = 62
    return story


@pytest.mark.parametrize(
    ("decided", "procedure", "violation", "event"),
    [
        (date(2019, 6, 14), "30-QĐ/TW", "102-QĐ/TW", "announcement"),
        (date(2023, 6, 15), "22-QĐ/TW", "69-QĐ/TW", "announcement"),
        (date(2025, 9, 15), "296-QĐ/TW", "264-QĐ/TW", "announcement"),
        (date(2026, 7, 15), "21-QĐ/TW", "264-QĐ/TW", "signing"),
        (TODAY, "21-QĐ/TW", "212-QĐ/TW", "signing"),
    ],
    ids=lambda value: str(value),
)
def test_a_case_is_carried_by_the_editions_of_its_days(house, monkeypatch, decided, procedure, violation, event):
    record = told_on(house, monkeypatch, decided).announced(BALLOTS)
    vote = find_vote(record)
    assert vote.count.citations[0].source == procedure
    assert findings_of_subject(record.subject_id)[0].edition == violation
    paper = db.session.get_one(RegisteredPaper, record.paper_id)
    assert f"Quy định số {procedure}" in str(paper.context)
    assert [sign for sign in VIOLATION_SIGNS if f" số {sign}" in str(paper.context)][-1] == violation
    lived = find_effect(record, vote, decided)
    assert lived.effect.row.event == event


def test_a_violation_concluded_before_102_is_judged_by_181(house, monkeypatch):
    """The layout of papers of that time is not on record, so the story ends with the session."""
    story = told_on(house, monkeypatch, date(2017, 6, 15)).adopted()
    subject = story.file("head").subject(1)
    assert findings_of_subject(subject.id)[0].edition == "181-QĐ/TW"


def test_a_decision_names_the_edition_chosen_for_the_violation_not_that_of_its_day(house):
    """An act before 17/8/2026, judged today: the officer chose the older edition and said why."""
    record = Story(house, acted=200).decided(BALLOTS)
    bases = str(db.session.get_one(RegisteredPaper, record.paper_id).context)
    assert findings_of_subject(record.subject_id)[0].edition == "264-QĐ/TW"
    assert "69-QĐ/TW" in bases and "264-QĐ/TW" in bases and "212-QĐ/TW" not in bases
