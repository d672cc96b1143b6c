"""A paper in the files of several cases: open through any of them, and telling nobody of a case that is hidden."""

import json

import pytest
from sqlalchemy import select

from tests.cast import TODAY
from tests.databases import EVIDENCE_KEY
from tests.stories import Story
from tests.teams.building import decision
from tests.teams.carrying import carried, case_of, change, decisions, set_up
from tracker.audit.models import AuditEvent
from tracker.cases.models import TeamMember
from tracker.cases.states import State, SubjectType
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.dispatch.queries import find_known_case, get_dispatched
from tracker.dispatch.services import Shipment, send_paper
from tracker.dispatch.states import Way
from tracker.documents.models import RegisteredPaper
from tracker.documents.queries import papers_of_case
from tracker.evidence.sealing import Seal
from tracker.extensions import db
from tracker.meetings.queries import papers_before, standing_agenda
from tracker.meetings.services import put_case_on_agenda
from tracker.printing import services as printing
from tracker.printing.models import PrintJob
from tracker.printing.queries import Wanted, contents_of, may_still_open, selected
from tracker.printing.states import Output
from tracker.printing.working import Worker
from tracker.records.queries import get_content, history_of, register_rows, shelf_of_case
from tracker.records.services import EndOfPaper, end_paper
from tracker.teams.services import Replacement, replace_member

HIDDEN, KNOWN = "việc tối mật", "việc công khai"


@pytest.fixture
def stories(app, cast) -> tuple[Story, Story]:
    """A restricted case and another of one mission, and one decision on both; ``officer`` is in the team of the other.

    The restricted case leads, as where the other came to the mission later.
    """
    with app.app_context():
        mission = set_up(cast)
        hidden = carried(cast, mission, HIDDEN)
        known = carried(cast, mission, KNOWN, subjects=[(SubjectType.MEMBER, cast.members["full_member"])])
        change(known, mission, people=("bystander", None))
        case_of(hidden).restricted = True
        joins = Replacement(None, cast.accounts["officer"])
        file = known.file("chair")
        replace_member(known.actor("chair"), file, joins, decision(4), TODAY)
        officer = next(one for one in file.team if one.account_id == cast.accounts["officer"])
        officer.conflict, officer.declared_on = False, TODAY
        db.session.commit()
        assert decisions()[0].case_id == case_of(hidden).id
        yield hidden, known


def test_it_stands_in_the_register_of_who_may_know_of_any_of_its_cases(stories):
    hidden, known = stories
    ref = decisions()[0].ref
    for name in ("clerk", "chair", "vice_chair", "subject"):
        assert ref in {row.ref for row in register_rows(known.actor(name), None, None)}, name
    assert ref in {row.ref for row in selected(known.actor("vice_chair"), None, None, None)}
    own = {row.ref for row in register_rows(known.actor("vice_chair"), None, None)}
    assert not own & {row.ref for row in papers_of_case(case_of(hidden).id) if row.ref != ref}
    case_of(known).restricted = True
    db.session.flush()
    assert ref not in {row.ref for row in register_rows(known.actor("vice_chair"), None, None)}
    with pytest.raises(NotVisible):
        get_dispatched(known.actor("vice_chair"), ref)


def test_it_is_open_through_any_of_its_cases_and_the_reading_is_told_of_that_one(stories):
    hidden, known = stories
    ref, ids = decisions()[0].ref, (case_of(hidden).id, case_of(known).id)
    for name, is_original, case_id in (
        ("clerk", True, ids[0]),
        ("chair", True, ids[0]),
        ("head", False, ids[0]),
        ("officer", False, ids[1]),  # in the team of the other case only
        ("subject", True, ids[1]),  # leads the body, and is inspected in the first
    ):
        opened = get_content(known.actor(name), ref)
        assert (opened.is_original, opened.case_id) == (is_original, case_id), name
    for name in ("receiver", "leader", "stranger", "upper_chair"):
        with pytest.raises(NotVisible):
            get_content(known.actor(name), ref)
    assert find_known_case(known.actor("officer"), get_dispatched(known.actor("clerk"), ref).row) == ids[1]


def test_neither_the_paper_nor_any_page_of_it_names_a_case_to_who_sees_only_another(app, play, stories):
    hidden, known = stories
    ref, case = decisions()[0].ref, case_of(hidden)
    told, mission, ids = (HIDDEN, case.ref, f'{case.decision_number}"'), mission_ref(), case_of(known).id
    db.session.rollback()
    for name, pages in {
        "officer": (f"/cases/{known.ref}/papers", f"/cases/{known.ref}/changes", f"/cases/{known.ref}/history"),
        "vice_chair": ("/register", f"/missions/{mission}"),
        "subject": ("/register", f"/papers/{ref}/dispatch", f"/cases/{known.ref}/papers", f"/cases/{known.ref}"),
    }.items():
        for page in pages:
            answer = play(name).get(page)
            assert answer.status_code == 200, (name, page)
            assert not any(words in answer.text for words in told), (name, page)
    assert play("officer").get(f"/papers/{ref}.pdf").status_code == 200
    assert play("stranger").get(f"/papers/{ref}.pdf").status_code == 404
    read = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "read.reading_copy")).one()
    assert read.case_id == ids


def mission_ref() -> str:
    return db.session.scalar(db.text("SELECT ref FROM missions"))


def test_it_is_printed_with_the_whole_of_each_case_and_downloaded_through_any(stories):
    _, known = stories
    paper = decisions()[0]
    for story in stories:
        assert paper.id in {one.paper_id for one in contents_of(story.actor("head"), story.file("head"))}
    job = printing.ask(known.actor("officer"), [Wanted("15", "so-15", paper.id)], Output.PDF, clock.now())
    db.session.commit()
    key = job.id
    assert Worker(Seal(EVIDENCE_KEY)).work()
    job = db.session.get_one(PrintJob, key)
    assert may_still_open(known.actor("officer"), job)
    read = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "read.paper")).one()
    assert read.case_id == case_of(known).id
    gone = db.session.query(TeamMember).filter_by(account_id=known.cast.accounts["officer"])
    gone.update({"until": TODAY})
    assert not may_still_open(known.actor("officer"), job)


def test_a_batch_is_closed_to_who_left_the_team_where_nobody_directs_it(stories):
    """What compares with nobody is not open."""
    _, known = stories
    officer = known.actor("officer")
    case_of(known).directing_id = None
    job = printing.ask(officer, [Wanted("15", "so-15", decisions()[0].id)], Output.PDF, clock.now())
    job.case_id = case_of(known).id
    db.session.flush()
    assert may_still_open(officer, job)
    db.session.query(TeamMember).filter_by(account_id=known.cast.accounts["officer"]).update({"until": TODAY})
    assert not may_still_open(officer, job)


def test_a_session_has_it_before_it_with_each_of_its_cases(stories):
    _, known = stories
    meeting, clerk = known.meeting(0), known.actor("clerk")
    for story in stories:
        case_of(story).state = State.REPORTED
        put_case_on_agenda(clerk, meeting, case_of(story))
    db.session.flush()
    rows = standing_agenda(clerk, meeting)
    assert len(rows) == 2
    for row in rows:
        assert decisions()[0].id in {paper.id for paper in papers_before(row, meeting)}


def test_what_becomes_of_it_is_told_in_the_history_of_each_and_it_is_replaced_only_by_what_lies_in_both(stories):
    _, known = stories
    paper, clerk = decisions()[0], known.actor("clerk")
    send_paper(clerk, paper.ref, Shipment(["Đoàn"], Way.HAND, TODAY, "Văn thư"), TODAY)
    own = next(row for row in papers_of_case(case_of(known).id) if row.ref != paper.ref and row.type == "decision")
    copied = {c.key: getattr(paper, c.key) for c in RegisteredPaper.__table__.columns if c.key != "id"}
    later = {"number": 90, "ref": "0123456789ab", "sha256": "0" * 64, "case_id": case_of(known).id}
    db.session.add(RegisteredPaper(**copied | later))
    db.session.flush()
    shelf = shelf_of_case(known.papers("clerk"))
    assert shelf.successors_of(shelf.get(paper.ref)) == []  # another decision of one case would be named in the other
    assert [row.number for row in shelf.successors_of(shelf.get(own.ref))][-1] == 90
    end_paper(clerk, known.papers("clerk"), paper.ref, EndOfPaper(TODAY, "Ghi sai họ tên.", "Công văn 5"), TODAY)
    for story in stories:
        [row] = [one for one in papers_of_case(case_of(story).id) if one.id == paper.id]
        assert row.ending is not None and row.ending.reason == "Ghi sai họ tên."
        told = [str(entry.text) for entry in history_of(case_of(story).id)]
        for words in ("is withdrawn", "was sent"):
            assert any(words in text and row.full_number in text for text in told), (story.ref, words)
    bodies = db.session.scalars(select(AuditEvent.body).where(AuditEvent.action == "paper.withdrawn")).all()
    assert len(bodies) == 2 and all(HIDDEN not in json.dumps(json.loads(body), ensure_ascii=False) for body in bodies)
