"""Money paid back before the decision is offered as mitigating, with figures and article, and never set by itself."""

from datetime import date

import pytest

from tests.cast import TODAY, ago
from tests.discipline.test_pages import proposal, told
from tests.stories import Story
from tracker.core.errors import RuleViolation
from tracker.discipline import queries, services
from tracker.discipline.models import Discipline, RecordedCircumstance
from tracker.extensions import db
from tracker.findings.queries import get_finding
from tracker.follow_up import services as following
from tracker.follow_up.queries import money_entries
from tracker.follow_up.states import Way
from tracker.regulations.circumstances import Bearing, last_read
from tracker.regulations.sources import Grade
from tracker.regulations.terms import Form

__all__ = ["told"]


def pays(story: Story, amount: int, days: int, way: Way = Way.PAID_BACK) -> None:
    file = story.file("head")
    finding = get_finding(file.case.id, 1)
    if finding.amount is None:
        finding.amount, finding.to_recover = 50_000_000, 20_000_000
        db.session.flush()
    receipt = following.Receipt(amount, way, ago(days), "Phiếu thu số 07")
    following.record_receipt(story.actor("head"), file, finding, receipt, TODAY)


def proposes(story: Story, remedied: bool) -> Discipline:
    subject = story.file("head").subject(1)
    words = services.Proposal(
        story.cast.bodies["commission"], Form.WARNING, True, "Vi phạm.", "Theo phân cấp.", remedied=remedied
    )
    return services.propose_discipline(story.actor("head"), story.file("head"), subject, words, TODAY)


def test_only_what_was_paid_back_and_not_taken_back_counts_up_to_the_day(world):
    story = Story(world).concluded()
    subject = story.file("head").subject(1)
    assert queries.paid_back([subject.id], TODAY) == {}
    pays(story, 5_000_000, 3)
    pays(story, 2_000_000, 1)
    pays(story, 1_000_000, 1, Way.DISALLOWED)
    assert queries.paid_back([subject.id], ago(4)) == {}
    assert queries.paid_back([subject.id], ago(3))[subject.id] == queries.PaidBack(5_000_000, 20_000_000, ago(3))
    assert queries.paid_back([subject.id], TODAY)[subject.id] == queries.PaidBack(7_000_000, 20_000_000, ago(1))
    head, file = story.actor("head"), story.file("head")
    finding = get_finding(file.case.id, 1)
    last = money_entries([finding.id])[1]
    following.reverse_receipt(head, file, finding, last.id, "Ghi nhầm.", TODAY)
    assert queries.paid_back([subject.id], TODAY)[subject.id].amount == 5_000_000


def test_money_paid_back_is_recorded_as_mitigating_only_where_who_proposes_says_so(world):
    story = Story(world).concluded()
    with pytest.raises(RuleViolation) as refusal, db.session.begin_nested():
        proposes(story, remedied=True)
    assert refusal.value.field == "remedied"
    pays(story, 5_000_000, 3)
    assert queries.circumstances_of(proposes(story, remedied=False)) == []


def test_the_circumstance_says_what_was_paid_back_in_figures(world):
    story = Story(world).concluded()
    pays(story, 5_000_000, 3)
    (kept,) = queries.circumstances_of(proposes(story, remedied=True))
    assert kept.bearing is Bearing.MITIGATING
    assert kept.note.startswith("Đã nộp lại 5.000.000 đồng trong số 20.000.000 đồng phải thu hồi, lần gần nhất ngày ")


@pytest.mark.parametrize(
    ("on", "source", "grade"),
    [
        (date(2017, 11, 14), None, None),
        (date(2017, 11, 15), "102-QĐ/TW", Grade.A),
        (date(2022, 7, 5), "102-QĐ/TW", Grade.A),
        (date(2022, 7, 6), "69-QĐ/TW", Grade.B),
        (date(2026, 8, 17), "69-QĐ/TW", Grade.B),  # the list of 212-QĐ/TW was not read: the last one that was
    ],
)
def test_the_article_is_that_of_the_last_list_read(on, source, grade):
    row = last_read(services.REMEDIED, on)
    assert (row.citation.source, row.citation.grade) == (source, grade) if source else row is None


def test_the_forms_offer_it_with_figures_and_article_and_leave_it_unticked(app, play, cast, told):
    case = told("concluded")
    page = f"{case}/propose/1"
    assert 'name="remedied"' not in play("head").get(page).text
    with app.app_context():
        story = Story(cast)
        story.ref = case.split("/")[2]
        pays(story, 5_000_000, 3)
        db.session.commit()
    shown = play("head").get(page).text
    assert "đã nộp lại 5.000.000 đ trong số 20.000.000 đ phải thu hồi" in shown and "69-QĐ/TW" in shown
    assert "checked" not in shown.split('id="remedied"')[1].split(">")[0]
    assert play("head").submit(page, proposal(cast, holds_post="y")).status_code == 303
    listed, offer = play("head").get(case).text, f"{case}/1/circumstances?of=remedied"
    assert "đã nộp lại 5.000.000 đ" in listed and offer in listed
    assert "đã nộp lại" not in play("clerk").get(case).text
    filled = play("head").get(offer).text
    assert "Đã nộp lại 5.000.000 đồng trong số 20.000.000 đồng phải thu hồi" in filled
    with app.app_context():
        assert db.session.query(RecordedCircumstance).count() == 0
    words = {"bearing": "mitigating", "note": "Đã nộp lại trước khi bị xem xét."}
    assert play("head").submit(f"{case}/1/circumstances", words).status_code == 303
    assert offer not in play("head").get(case).text
