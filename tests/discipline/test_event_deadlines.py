"""Announcing a decision and complaining against it: when each is due, for the subject it is about."""

from tests.cast import ago
from tests.stories import Story
from tracker.discipline.offers import AREA
from tracker.extensions import db
from tracker.lawbook.queries import office_law
from tracker.regulations.deadlines import due, find_limit


def test_a_record_without_a_decision_has_no_row(world):
    story = Story(world)
    story.voted({"warning": 5})
    assert AREA.deadlines(story.papers("clerk"), office_law()) == []


def test_the_decided_record_says_until_when_it_is_announced(world):
    story = Story(world)
    record = story.voted({"warning": 5})
    _store(record, decided_on=ago(20))
    [row] = AREA.deadlines(story.papers("clerk"), office_law())
    limit = find_limit("announcement", "grassroots", ago(20))
    assert (row.event.about, row.due.due_on) == ("Lò Văn Phượng", due(limit, ago(20)).due_on)
    assert row.is_late(ago(0))


def test_after_the_announcement_the_window_of_complaint_is_shown(world):
    story = Story(world)
    record = story.voted({"warning": 5})
    _store(record, decided_on=ago(20), announced_on=ago(15))
    announcement, complaint = AREA.deadlines(story.papers("clerk"), office_law())
    assert (announcement.event.done_on, announcement.is_late(ago(0))) == (ago(15), False)
    assert complaint.due == due(find_limit("complaint-filing", "grassroots", ago(15)), ago(15))
    assert (complaint.is_late(ago(-400)), complaint.event.note is not None) == (False, True)


def _store(record, **dates):
    """The dates alone: what else a decision needs is proved elsewhere."""
    table = type(record).__table__
    db.session.execute(table.update().where(table.c.id == record.id).values(**dates))
    db.session.expire(record)
