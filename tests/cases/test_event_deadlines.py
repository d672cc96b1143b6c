"""The time limits of the events of a case, on their boundary days, and the paper that explains the main one."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY, ago
from tests.documents.sheets import taken_apart
from tests.stories import Story
from tracker.cases.deadlines import Event, event_deadline
from tracker.cases.offers import event_deadlines
from tracker.extensions import db
from tracker.lawbook.queries import office_law
from tracker.regulations.calendar import VIETNAM
from tracker.regulations.deadlines import due, find_limit
from tracker.regulations.limits import Limit, Unit
from tracker.regulations.sources import Citation, Grade, NoRule
from tracker.regulations.terms import Level

SIGNED = date(2026, 10, 5)  # a Monday
LAST = date(2026, 10, 12)  # five working days later


@pytest.mark.parametrize(
    ("done", "today", "late"),
    [
        (LAST, LAST + timedelta(30), False),
        (LAST + timedelta(1), LAST + timedelta(30), True),
        (None, LAST, False),
        (None, LAST + timedelta(1), True),
    ],
)
def test_a_launch_is_late_after_the_fifth_working_day(done, today, late):
    row = event_deadline(Event("launch", "grassroots", SIGNED, done), (), VIETNAM)
    assert (row.due.due_on, row.is_late(today), row.due.is_unconfirmed) == (LAST, late, True)


def test_what_is_not_told_to_the_program_is_never_late():
    row = event_deadline(Event("handover", "cell", SIGNED, tracked=False), (), VIETNAM)
    assert (row.due.due_on, row.is_late(TODAY + timedelta(400))) == (date(2026, 10, 15), False)


def test_the_number_of_the_office_comes_first():
    law = Citation("Quyết định số 1-QĐ/TU", "", Grade.OFFICE)
    levels = frozenset({Level.GRASSROOTS})
    own = Limit("launch", levels, 2, Unit.WORKING_DAYS, "x", date(2020, 1, 1), None, law, scope="Tỉnh uỷ")
    row = event_deadline(Event("launch", "grassroots", SIGNED), (own,), VIETNAM)
    assert (row.due.due_on, row.due.limit) == (date(2026, 10, 7), own)


def test_an_event_before_every_rule_names_the_missing_one():
    row = event_deadline(Event("launch", "grassroots", date(2017, 5, 1)), (), VIETNAM)
    assert (row.due, type(row.missing), row.is_late(TODAY)) == (None, NoRule, False)


def test_a_case_has_a_row_for_each_event_it_has_a_date_for(world):
    story = Story(world).issued()
    file = story.papers("clerk")
    [row] = event_deadlines(file, office_law())
    assert (row.event.key, row.event.start_on, row.event.done_on) == ("launch", ago(40), None)
    launched = Story(world).conducting(overlap_reason="Khác.")
    [row] = event_deadlines(launched.papers("clerk"), office_law())
    assert row.event.done_on == ago(38)


def test_the_summary_shows_the_limits_of_all_areas(app, cast, play):
    with app.app_context():
        story = Story(cast).conducting()
        db.session.commit()
        ref = story.ref
    page = play("chair").get(f"/cases/{ref}").text
    assert "Các thời hạn của vụ việc" in page
    assert "Triển khai với đối tượng" in page


@pytest.mark.parametrize("page", ["launch", "steps"])
def test_who_is_about_to_launch_is_told_until_when(app, cast, play, page):
    with app.app_context():
        ref = Story(cast).issued().ref
        db.session.commit()
    text = play("head").get(f"/cases/{ref}/{page}").text
    assert "việc triển khai chậm nhất vào ngày" in text
    assert "Quá hạn" in text  # the decision is forty days old


def test_the_explanation_is_a_paper_with_the_steps_and_grades(app, cast, play):
    with app.app_context():
        ref = Story(cast).conducting().ref
        db.session.commit()
    answer = play("chair").get(f"/cases/{ref}/deadline.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    text = taken_apart(answer.data).text.replace("\u00a0", " ")
    found = due(find_limit("violation-inspection", "grassroots", ago(38)), ago(38))
    assert "BẢN GIẢI TRÌNH" in text and "DỰ THẢO" not in text
    assert f"{found.due_on:%d/}" in text
    for words in ("Lò Văn Phượng", "chưa kiểm chứng", "Bộ luật Dân sự", "Vũ Minh Nguyệt"):
        assert words in text


def test_no_explanation_is_made_for_outsiders_or_before_the_clock_runs(app, cast, play):
    with app.app_context():
        ref = Story(cast).opened().ref
        db.session.commit()
    assert play("chair").get(f"/cases/{ref}/deadline.pdf").status_code == 404
    assert play("stranger").get(f"/cases/{ref}/deadline.pdf").status_code == 404
