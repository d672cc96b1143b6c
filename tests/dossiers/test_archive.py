"""The file of a case through its pages: refused, completed, frozen, read only, opened again by decision."""

import hashlib
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.cast import TODAY, Cast, ago, typed
from tests.client import PageClient, sign_in
from tests.stories import Story
from tracker.audit import append_only
from tracker.cases import services as cases
from tracker.cases.models import Case
from tracker.cases.states import Outcome, State
from tracker.conclusions.services import record_announcement
from tracker.core.errors import RuleViolation
from tracker.dossiers import queries, services
from tracker.dossiers.models import Dossier
from tracker.dossiers.papers import Placing
from tracker.evidence.queries import get_item
from tracker.evidence.services import EvidenceEntry, register_evidence, withdraw_evidence
from tracker.evidence.states import EvidenceKind
from tracker.extensions import db
from tracker.findings.queries import get_finding, get_recommendation
from tracker.follow_up import services as following
from tracker.follow_up.services import Note

pytestmark = pytest.mark.usefixtures("troubled")

PLACING = {"archived_on": typed(TODAY), "box": "07", "shelf": "02", "for_ever": "1", "features": "Bản giấy"}


@pytest.fixture
def ref(app: Flask, stored_cast: Cast) -> str:
    """A case whose follow-up is finished, with nothing of the file listed yet."""
    with app.app_context():
        story = Story(stored_cast).concluded()
        finish(story)
        db.session.commit()
        return story.ref


@pytest.fixture
def browser_of(app: Flask, stored_cast: Cast) -> Callable[[str], PageClient]:
    def browser(name: str) -> PageClient:
        client = app.test_client()
        sign_in(client, stored_cast.accounts[name])
        return client

    return browser


def finish(story: Story) -> None:
    """Announce, carry out, verify, close – as if the subject need not be disciplined."""
    head, chair, file = story.actor("head"), story.actor("chair"), story.file("head")
    record_announcement(head, file, file.subject(1), ago(8), "", TODAY)
    cases.record_step(head, file, "verification", ago(20), "", TODAY)
    advice, note = get_recommendation(file.case.id, 1), Note(ago(5), "Đã nộp.", "Phiếu thu")
    following.report_done(head, file, advice, note, TODAY)
    following.verify_recommendation(chair, story.file("chair"), advice, note, TODAY)
    file.subject(1).outcome = Outcome.SHORTCOMINGS
    following.close_violation(head, file, get_finding(file.case.id, 1), note, TODAY)


def count_all(head: PageClient, ref: str) -> None:
    """List every paper and count its sheets."""
    dossier = f"/cases/{ref}/dossier"
    head.submit(f"{dossier}/papers")
    for entry in re.findall(rf'href="{dossier}/papers/([0-9]+)"', head.get(f"{dossier}/").text):
        assert head.submit(f"{dossier}/papers/{entry}", {"sheets": "2"}).status_code == 303


def test_a_file_is_archived_only_complete_then_frozen_read_only_and_opened_by_decision(
    app: Flask, browser_of, ref: str
):
    head, chair, dossier = browser_of("head"), browser_of("chair"), f"/cases/{ref}/dossier"
    assert head.submit(f"{dossier}/archive", PLACING).status_code == 422
    count_all(head, ref)
    added = {"title": "Đơn", "dated_on": typed(ago(3)), "sheets": "1", "author": "Lò Văn Phượng"}
    assert head.submit(f"{dossier}/papers/new", added).status_code == 303
    assert head.get(f"{dossier}/draft.pdf").data.startswith(b"%PDF")
    for wrong in ({"archived_on": typed(ago(-1))}, {"archived_on": typed(ago(4))}, {"box": ""}, {"years": "5"}):
        assert head.submit(f"{dossier}/archive", PLACING | wrong).status_code == 422, wrong
    assert head.submit(f"{dossier}/archive", PLACING).status_code == 303
    with app.app_context():
        row = db.session.execute(select(Dossier)).scalar_one()
        assert hashlib.sha256(row.contents_pdf).hexdigest() == row.contents_sha256
        assert (row.exceptions, row.retention_years, row.retention_unconfirmed) == ("", None, True)
        assert row.sheets == 2 * (row.papers - 1) + 1
        frozen = row.contents_pdf
    assert head.get(f"{dossier}/1/contents.pdf").data == frozen
    assert head.get(f"{dossier}/1/closing.pdf").data.startswith(b"%PDF")
    nothing_changes(app, (head, chair, browser_of("clerk")), ref)
    assert head.get(f"{dossier}/reopen").status_code == 404
    decision = {"decision": "12-QĐ/UBKTĐU", "on": typed(TODAY), "reason": "Có tài liệu mới."}
    for field in ("decision", "reason"):
        assert chair.submit(f"{dossier}/reopen", decision | {field: ""}).status_code == 422
    assert chair.submit(f"{dossier}/reopen", decision).status_code == 303
    assert head.get(f"{dossier}/1/contents.pdf").data == frozen
    assert "12-QĐ/UBKTĐU" in head.get(f"{dossier}/").text
    assert head.submit(f"{dossier}/archive", PLACING).status_code == 303
    with app.app_context():
        assert [row.edition for row in db.session.execute(select(Dossier).order_by(Dossier.edition)).scalars()] == [
            1,
            2,
        ]


def nothing_changes(app: Flask, clients: tuple[PageClient, ...], ref: str) -> None:
    """No page of the archived case that can be sent changes it, whoever sends it."""
    with app.app_context():
        before = [(case.state, case.version) for case in db.session.execute(select(Case)).scalars()]
    values = {"ref": ref, "number": 1, "entry_id": 1, "update_id": 1, "key": "conference", "item": 1}
    sent = 0
    for rule in app.url_map.iter_rules():
        fits = "POST" in rule.methods and str(rule).startswith("/cases/<ref>/") and rule.arguments <= set(values)
        if not fits or rule.endpoint in ("dossiers.reopen_case", "printing.print_case"):
            continue
        _, address = rule.build({name: values[name] for name in rule.arguments})
        for client in clients:
            page = client.get(address)
            if page.status_code == 200:
                assert client.submit(address, PLACING if "archive" in address else None).status_code in (409, 422)
                sent += 1
    assert sent > 20
    with app.app_context():
        assert [(case.state, case.version) for case in db.session.execute(select(Case)).scalars()] == before


def test_the_leader_archives_an_incomplete_file_only_with_a_reason(app: Flask, browser_of, stored_cast: Cast, ref: str):
    with app.app_context():
        case = db.session.execute(select(Case)).scalar_one()
        get_finding(case.id, 1).closed_on = None
        db.session.commit()
    dossier = f"/cases/{ref}/dossier"
    count_all(browser_of("head"), ref)
    assert browser_of("head").submit(f"{dossier}/archive", PLACING).status_code == 422
    chair = browser_of("chair")
    assert chair.submit(f"{dossier}/archive", PLACING | {"reason": ""}).status_code == 422
    assert chair.submit(f"{dossier}/archive", PLACING | {"reason": "Tổ chức đã giải thể."}).status_code == 303
    with app.app_context():
        row = db.session.execute(select(Dossier)).scalar_one()
        assert "Vi phạm đã đóng" in row.exceptions and row.exception_reason == "Tổ chức đã giải thể."


def test_the_evidence_of_a_case_belongs_into_its_file_unless_it_was_withdrawn(world: Cast):
    story = Story(world).conducting()
    head, file = story.actor("head"), story.file("head")
    entry = {
        "kind": EvidenceKind.DOCUMENT,
        "source": "Kế toán xã",
        "obtained_on": ago(30),
        "collector_id": head.user_id,
    }
    for title in ("Sổ quỹ năm 2025", "Bản ghi nhầm"):
        register_evidence(head, file, EvidenceEntry(title=title, **entry), TODAY)
    withdraw_evidence(head, file, get_item(file.case.id, 2), "Ghi nhầm hồ sơ.")
    listed = [one for one in queries.known_papers(story.file("head")) if one.source.startswith("evidence")]
    assert [(one.title, one.sign, one.dated_on, one.abstract, one.author) for one in listed] == [
        ("Chứng cứ", "01", ago(30), "Sổ quỹ năm 2025", "Kế toán xã")
    ]


def test_only_those_who_see_the_papers_see_the_file(browser_of, ref: str):
    for name, status in (("clerk", 200), ("chair", 200), ("bystander", 404), ("upper_chair", 404), ("stranger", 404)):
        assert browser_of(name).get(f"/cases/{ref}/dossier/").status_code == status, name
        assert (browser_of(name).get(f"/cases/{ref}/dossier/papers/new").status_code == 200) == (status == 200), name


def test_the_database_holds_one_archiving_at_a_time_and_a_reason_for_each_exception(world: Cast):
    story = Story(world).concluded()
    finish(story)
    head, file = story.actor("head"), story.file("head")
    services.gather_papers(head, file)
    with pytest.raises(RuleViolation):
        services.archive_case(head, file, Placing(TODAY, "1", "1", None), TODAY)
    for entry in queries.entries_of(file.case.id):
        entry.sheets = 1
    made = services.archive_case(head, file, Placing(TODAY, "1", "1", None), TODAY)
    assert file.case.state is State.ARCHIVED and made.edition == 1
    append_only.remove(db.session.connection())
    made.exceptions = "Thiếu"
    with pytest.raises(IntegrityError):
        db.session.flush()
