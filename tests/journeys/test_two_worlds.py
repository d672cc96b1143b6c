"""Nobody learns that a restricted case exists: every page of every role is the same, byte for byte, with and without.

New routes are walked as soon as they exist; a route whose address needs something this test cannot fill in fails it.
"""

import re
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.routing import Rule

from tests.cast import Cast, build_cast
from tests.client import sign_in
from tests.databases import EVIDENCE_KEY
from tests.periodic import building as reporting
from tests.stories import SIGNER, Story
from tracker.cases.models import Case
from tracker.cases.states import SubjectType
from tracker.core import clock
from tracker.diary.services import write_entry
from tracker.dispatch.services import Shipment, send_paper
from tracker.dispatch.states import Way
from tracker.documents.approval import Form, send_for_approval
from tracker.documents.draft_models import PaperDraft
from tracker.documents.models import PaperCase, RegisteredPaper
from tracker.documents.queries import papers_of_case
from tracker.evidence.sealing import Seal
from tracker.evidence.services import (
    EvidenceEntry,
    Statement,
    Upload,
    add_original,
    record_statement,
    register_evidence,
)
from tracker.evidence.states import EvidenceKind
from tracker.extensions import db
from tracker.incoming.models import IncomingPaper
from tracker.incoming.services import Arrival, register_arrival
from tracker.meetings.models import AgendaItem, Meeting
from tracker.periodic.models import PeriodicReport
from tracker.periodic.queries import figures_of
from tracker.periodic.services import issue_report
from tracker.registers.states import Book
from tracker.teams.models import Mission
from tracker.teams.queries import get_mission
from tracker.teams.services import NewMission, add_case, open_mission
from tracker.writing.models import WrittenPaper
from tracker.writing.rules import Words
from tracker.writing.services import write_paper
from tracker.writing.states import WrittenKind

pytestmark = pytest.mark.timeout(1800)  # every page, eleven people, twice

# Everybody without a part in the restricted case. Its subject has an account, a chair's role, and still sees nothing.
OUTSIDERS = (
    "officer",
    "bystander",
    "vice_chair",
    "leader",
    "administrator",
    "upper_chair",
    "upper_officer",
    "viewer",
    "receiver",
    "stranger",
    "subject",
    None,
)
# who sees what is one statement for both databases: on the second, one of each kind of outsider takes the walk
_ONE_OF_EACH = ("bystander", "upper_chair", "subject", None)
_ALWAYS_NEW = re.compile(rb'name="(?:csrf_token|idempotency_key)"[^>]*value="[^"]*"|filename=tracker-[^"]*')
NOTHING = "0000000000"
# told apart: a hidden paper is looked for where papers stand
NO_PAPER, NO_DRAFT, NO_REPORT = "0000000001", "0000000002", "0000000003"
_SKIPPED = {"static", "accounts.resume"}  # no data; depends on the visitor's own session only


def values_of(cast: Cast) -> dict[str, list[object]]:
    """What can stand in an address, by the name of its part; ``ref`` by the first word of the address."""
    return {
        "ref cases": [*_column(Case.ref), NOTHING],
        "ref sessions": [*_column(Meeting.ref), *_column(Case.ref), NOTHING],
        "ref missions": [*_column(Mission.ref), NOTHING],
        "ref petitions": [NOTHING],
        "ref register": [*_column(RegisteredPaper.ref)[-1:], NO_PAPER],
        "ref reports": [*_column(PeriodicReport.ref), NO_REPORT],
        "ref incoming": [*_column(IncomingPaper.ref), NOTHING],
        "book": [book.value for book in Book],
        "ref observations": [NOTHING],
        "ref papers": [*_column(RegisteredPaper.ref)[-1:], NO_PAPER],
        "ref drafts": [*_column(PaperDraft.ref), NO_DRAFT],
        "step": ["approve"],
        "ref printing": [NOTHING],
        "paper_ref": [*_column(RegisteredPaper.ref)[-1:], NO_PAPER],
        "item_ref": [*_column(AgendaItem.ref), NOTHING],
        "case_ref": [_column(Case.ref)[0], NOTHING],
        "number": [1],
        "item": [1],
        "entry_id": [1],
        "update_id": [1],
        "edition": [1],
        "which": ["contents", "closing"],
        "subject": [1],
        "relative_id": [1],
        "copy": [1],
        "point": [1],
        "kind": ["official_letter"],
        "draft": [*_column(WrittenPaper.ref), NO_DRAFT],
        "complaint": [1],
        "part": ["apology"],
        "outcome": ["upheld"],
        "key": ["launch_minutes"],
        "organization_id": [cast.organizations["ward"], cast.organizations["cell"]],
        "member_id": [cast.members["secretary"]],
        "account_id": [cast.accounts["head"]],
        "body_id": [cast.bodies["commission"]],
        "sort": ["to-issue", "for-agenda", "drafts", "unsent", "unreceived", "incoming"],
        "term_id": [2],
        "post_id": [1],
        "override_id": [1],
        "paper": ["conclusion_notice"],
        "phrase": ["opening"],
        "setting": ["guidance"],
        "version_id": [1],
        "choice_id": [1],
        "day_id": [1],
        "year_id": [1],
    }


def _column(column: InstrumentedAttribute) -> list[object]:
    return list(db.session.execute(db.select(column).order_by(column.class_.id)).scalars())


def addresses(app: Flask, values: dict[str, list[object]]) -> list[str]:
    """Every address of every page, with some of the questions that lists understand."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint in _SKIPPED or "GET" not in (rule.methods or ()):
            continue
        names = sorted(rule.arguments)
        keys = [f"ref {rule.rule.split('/')[1]}" if name == "ref" else name for name in names]
        assert set(keys) <= set(values), f"{rule} needs {set(keys) - set(values)}: tell this test what may stand there"
        found += [build(app, rule, dict(zip(names, pick, strict=True))) for pick in product(*(values[k] for k in keys))]
    asked = ("/cases/?q=quy", "/cases/?timing=overdue", "/search?q=quy", "/search?q=phuong", "/cases/subjects.json?q=p")
    return sorted({*found, *asked})


def build(app: Flask, rule: Rule, arguments: dict[str, object]) -> str:
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, arguments)


def outsiders(backend: str) -> tuple[str | None, ...]:
    """Who walks on this database."""
    return OUTSIDERS if backend == "sqlite" else _ONE_OF_EACH


def walk(app: Flask, cast: Cast, name: str | None, urls: list[str]) -> dict[str, tuple[int, bytes]]:
    browser = FlaskClient(app, app.response_class)
    if name:
        sign_in(browser, cast.accounts[name])
    return {url: _answer(browser, url) for url in urls}


def _answer(browser: FlaskClient, url: str) -> tuple[int, bytes]:
    response = browser.get(url)
    assert response.status_code < 500, url
    return response.status_code, _ALWAYS_NEW.sub(b"", response.data)


@pytest.fixture
def still_clock(monkeypatch) -> None:
    """A copy for reading bears the minute it was taken, so all walks are taken in one."""
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def world(app, still_clock) -> Cast:
    with app.app_context():
        cast = build_cast()
        first = Story(cast).opened(title="việc mở đầu")
        today, head = clock.today(), cast.accounts["head"]
        new = NewMission("Đoàn công tác", cast.bodies["commission"], today, today, head)
        _join(first, open_mission(first.actor("officer"), new).ref, "officer")
        Story(cast, days=100).concluded(
            title="việc đã kết luận",
            overlap_reason="Nội dung khác.",
            subjects=[(SubjectType.MEMBER, cast.members["full_member"])],
        )
        reporting.written(cast)
        db.session.commit()
    return cast


@pytest.mark.timeout(1800)  # every page, eleven people, twice
def test_a_restricted_case_changes_no_byte_for_anybody_without_a_part_in_it(app, world, backend):
    with app.app_context():
        story = Story(world, opener="head", days=100)
        urls = addresses(app, values_of(world))
    before = {name: walk(app, world, name, urls) for name in outsiders(backend)}
    with app.app_context():
        story.opened(restricted=True, title="việc tối mật", overlap_reason="Nội dung khác.")
        _join(story, db.session.execute(db.select(Mission.ref)).scalar_one(), "head")
        story.conducting()
        register_everything(story)
        story.reported()
        held = db.session.execute(db.select(Meeting).where(Meeting.title == "Kỳ họp 12")).scalar_one()
        story.on_minutes_of(held)
        form = Form("conclusions.issue_notices", {"ref": story.ref})
        drafts = send_for_approval(story.actor("clerk"), story.concluded, form)
        story.reviewed()
        report, text = report_on(story)
        papers = db.session.execute(db.select(RegisteredPaper.ref).join(Case).where(Case.restricted)).scalars().all()
        share_papers_with(story)
        texts = [text, *(draft.ref for draft in drafts), *_column(WrittenPaper.ref)]
        hidden = [(NOTHING, story.ref), (NO_REPORT, report)]
        hidden += [(NO_PAPER, ref) for ref in papers] + [(NO_DRAFT, ref) for ref in texts]
        assert papers and drafts and len(texts) > len(drafts) + 1
        db.session.commit()
    own = {url.replace(nothing, ref): (url, nothing, ref) for nothing, ref in hidden for url in urls if nothing in url}
    for name in before:
        for url, answer in walk(app, world, name, urls).items():
            assert answer == before[name][url], f"{name} sees a difference at {url}"
        # its own addresses answer like addresses of nothing
        for url, (status, page) in walk(app, world, name, [*own]).items():
            like, nothing, ref = own[url]
            answer = (status, page.replace(ref.encode(), nothing.encode()))
            assert answer == before[name][like], f"{name} sees something at {url}"


def _join(story: Story, mission: str, name: str) -> None:
    actor = story.actor(name)
    add_case(actor, get_mission(actor, mission), story.file(name), agreed=True)


def share_papers_with(story: Story) -> None:
    """What is decided about the concluded case is, in this world, decided about the hidden one too."""
    others = db.select(RegisteredPaper.id).join(Case).where(~Case.restricted)
    case_id = story.papers("clerk").case.id
    db.session.add_all(PaperCase(paper_id=key, case_id=case_id) for key in db.session.scalars(others).all())
    db.session.flush()
    assert len(papers_of_case(case_id)) > db.session.query(RegisteredPaper).filter_by(case_id=case_id).count()


def report_on(story: Story) -> tuple[str, str]:
    """A periodic report by somebody of the team, whose figures count the case, and its text sent for approval."""
    report, head = reporting.written(story.cast, "head"), story.actor("head")
    assert len(figures_of(report).now.tallies) == 1
    assert sum(one.subjects for one in figures_of(report).now.tallies.values()) == 2
    form = Form("periodic.issue_report", {"ref": report.ref})
    [text] = send_for_approval(head, lambda: issue_report(head, report, SIGNER, clock.today(), clock.today()), form)
    return report.ref, text.ref


def register_everything(story: Story) -> None:
    """What a team keeps, and what the clerk does: evidence with its file, an answer, the diary, dispatch."""
    head, file, today = story.actor("head"), story.file("head"), clock.today()
    clerk = story.actor("clerk")
    for paper in papers_of_case(file.case.id):
        send_paper(clerk, paper.ref, Shipment(["Đảng uỷ"], Way.HAND, today, "Văn thư"), today)
    officer = story.actor("officer")
    arrival = Arrival(today, "Chi bộ", "", None, "việc tối mật", handler_id=officer.user_id, case_ref=story.ref)
    register_arrival(clerk, arrival, today)
    entry = EvidenceEntry("Sổ quỹ", EvidenceKind.DOCUMENT, "Chi uỷ", head.user_id, today)
    item = register_evidence(head, file, entry, today)
    add_original(head, file, item, Upload("so.txt", "Sổ quỹ".encode()), Seal(EVIDENCE_KEY))
    record_statement(head, file, Statement(1, today, "Tôi giải trình."), Seal(EVIDENCE_KEY), today)
    write_entry(head, file, today, "Làm việc với chi uỷ.", today)
    words = Words(text="Đề nghị gửi sổ quỹ.", matter="về việc cung cấp tài liệu", addressees="Chi bộ", recipients="Lưu")
    write_paper(head, file, WrittenKind.OFFICIAL_LETTER, words)


def test_its_own_people_see_the_restricted_case(app, world):
    with app.app_context():
        ref = Story(world, opener="head", days=10).reported(restricted=True, overlap_reason="Khác.").ref
        db.session.commit()
    for name in ("head", "member", "chair", "clerk"):
        browser = app.test_client()
        sign_in(browser, world.accounts[name])
        assert browser.get(f"/cases/{ref}").status_code == 200
        assert ref in browser.get("/cases/").text
