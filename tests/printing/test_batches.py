"""Batches in the background: order, bookmarks, count; cancel, resume, a killed worker; who may see what, and when."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import timedelta

import pytest
from pypdf import PdfReader

from tests.cast import Cast
from tests.databases import EVIDENCE_KEY, ROOT, SECRET, VAULT_KEY
from tests.printing.sheets import blank_pdf
from tests.stories import Story
from tracker.audit.models import AuditEvent
from tracker.cases.models import TeamMember
from tracker.core import clock
from tracker.documents.binding import fingerprint
from tracker.documents.models import RegisteredPaper
from tracker.evidence.sealing import Seal
from tracker.evidence.services import EvidenceEntry, Upload, add_original, register_evidence
from tracker.evidence.states import EvidenceKind
from tracker.extensions import db
from tracker.printing import services
from tracker.printing.models import PrintItem, PrintJob, PrintPiece
from tracker.printing.queries import Wanted
from tracker.printing.rules import KEPT
from tracker.printing.services import holding
from tracker.printing.states import ItemState, JobState, Output, Reason
from tracker.printing.working import Worker

SEAL = Seal(EVIDENCE_KEY)


@pytest.fixture
def story(app, cast) -> Story:
    with app.app_context():
        story = Story(cast).concluded()
        db.session.commit()
    return story


def asked(story: Story, name: str, copies: int = 1, output: Output = Output.PDF) -> str:
    """A batch of every paper of the case, so many times over; returns its reference."""
    papers = db.session.query(RegisteredPaper).order_by(RegisteredPaper.id).all()
    wanted = [Wanted(f"{n} {paper.sign}", f"so-{n}", paper.id) for n in range(copies) for paper in papers]
    job = services.ask(story.actor(name), wanted, output, clock.now())
    db.session.commit()
    return job.ref


def job_of(ref: str) -> PrintJob:
    db.session.rollback()
    return db.session.query(PrintJob).filter_by(ref=ref).one()


def test_a_batch_of_twenty_papers_comes_in_order_with_bookmarks_and_is_read_by_who_asked(app, play, story):
    with app.app_context():
        ref = asked(story, "clerk", copies=7)
        total = job_of(ref).total
        assert total == 21
        assert Worker(SEAL).work() and not Worker(SEAL).work()
        job = job_of(ref)
        assert (job.state, job.worker) == (JobState.DONE, None)
        titles = [item.title for item in db.session.query(PrintItem).order_by(PrintItem.position)]
        reads = db.session.query(AuditEvent).filter(AuditEvent.action == "read.paper").all()
        assert [json.loads(row.body)["about"]["batch"] for row in reads] == [ref] * total
        assert {row.actor_id for row in reads} == {story.cast.accounts["clerk"]}
        assert all(item.sealed is None for item in db.session.query(PrintItem))
        assert not any(b"%PDF" in piece.sealed for piece in db.session.query(PrintPiece))
    answer = play("clerk").get(f"/printing/{ref}/file")
    reader = PdfReader(io.BytesIO(answer.data))
    assert [entry.title for entry in reader.outline] == titles
    assert len(reader.pages) == job.pages and len(answer.data) == job.size
    assert play("chair").get(f"/printing/{ref}").status_code == 404
    assert play("chair").get(f"/printing/{ref}/file").status_code == 404
    with app.app_context():
        assert db.session.query(AuditEvent).filter_by(action="read.printed").count() == 1


def test_a_cancelled_batch_stops_and_goes_on_where_it_stood(app, play, story):
    with app.app_context():
        ref = asked(story, "clerk")
        worker = Worker(SEAL)
        job_id = worker._write(lambda: services.claim(worker.name, clock.now()))
        first = db.session.query(PrintItem.id).filter_by(position=1).scalar()
        worker._take(job_id, first)
    page = play("clerk").get(f"/printing/{ref}")
    assert "1/3" in page.text and page.headers["Refresh"] == "3"
    assert play("clerk").submit(f"/printing/{ref}", press="Huỷ lượt in").status_code == 303
    with app.app_context():
        second = db.session.query(PrintItem.id).filter_by(position=2).scalar()
        with pytest.raises(services.Lost):
            worker._take(job_id, second)
        assert not Worker(SEAL).work()
        before = db.session.query(PrintItem.sha256).filter_by(position=1).scalar()
        db.session.rollback()
    assert play("clerk").submit(f"/printing/{ref}", press="Làm tiếp lượt in").status_code == 303
    with app.app_context():
        assert Worker(SEAL).work()
        assert job_of(ref).state is JobState.DONE
        assert db.session.query(PrintItem.sha256).filter_by(position=1).scalar() == before
        assert db.session.query(AuditEvent).filter_by(action="read.paper").count() == 3  # the first one not again


def test_sight_is_looked_at_again_when_the_turn_comes_and_at_the_download(app, play, story):
    with app.app_context():
        gone, done = asked(story, "head"), asked(story, "head")
        worker = Worker(SEAL)
        services.cancel(story.actor("head"), job_of(gone), clock.now())
        db.session.commit()
        assert worker.work() and job_of(done).state is JobState.DONE
    assert play("head").get(f"/printing/{done}/file").status_code == 200
    with app.app_context():
        person = db.session.query(TeamMember).filter_by(account_id=story.cast.accounts["head"]).one()
        person.until = clock.today()
        db.session.commit()
        services.resume(story.actor("head"), job_of(gone))
        db.session.commit()
        assert worker.work()
        left = db.session.query(PrintItem).filter_by(job_id=job_of(gone).id).all()
        assert {(item.state, item.reason) for item in left} == {(ItemState.LEFT_OUT, Reason.HIDDEN)}
    assert play("head").get(f"/printing/{done}/file").status_code == 409
    assert "không được mở văn bản này" in play("head").get(f"/printing/{gone}").text


def test_a_worker_that_fell_silent_is_replaced_and_writes_nothing_more(app, story):
    with app.app_context():
        ref = asked(story, "clerk")
        now = clock.now()
        first, second = Worker(SEAL), Worker(SEAL)
        job_id = first._write(lambda: services.claim(first.name, now))
        assert second._write(lambda: services.claim(second.name, now)) is None
        later = now + timedelta(seconds=121)
        assert second._write(lambda: services.claim(second.name, later)) == job_id
        with pytest.raises(services.Lost):
            first._write(lambda: services.hold(job_id, first.name, later))
        db.session.rollback()
        for number in range(3, 6):
            later += timedelta(seconds=121)
            assert second._write(lambda at=later: services.claim(second.name, at)) == job_id, number
        assert second._write(lambda: services.claim(second.name, later + timedelta(seconds=121))) is None
        assert job_of(ref).state is JobState.FAILED


def test_a_batch_survives_a_worker_that_is_killed(app, web_database, story, monkeypatch):
    environment = {
        "PATH": os.environ["PATH"], "FLASK_APP": "wsgi", "SECRET_KEY": SECRET, "TRACKER_MODE": "production",
        "DATABASE_URL": web_database.url, "TRACKER_VAULT_KEY": VAULT_KEY, "TRACKER_EVIDENCE_KEY": EVIDENCE_KEY.hex(),
    }  # fmt: skip
    with app.app_context():
        ref = asked(story, "clerk", copies=20)
        command = [sys.executable, "-m", "flask", "papers", "work"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            deadline = time.monotonic() + 90
            while db.session.query(PrintItem).filter_by(state=ItemState.READY).count() < 2:
                assert time.monotonic() < deadline and process.poll() is None
                db.session.rollback()
                time.sleep(0.05)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        job = job_of(ref)
        assert job.state is JobState.RUNNING
        ready = db.session.query(PrintItem).filter_by(state=ItemState.READY).count()
        assert 2 <= ready < job.total
        db.session.rollback()
        worker = Worker(SEAL)
        assert not worker.work()  # its lease still holds
        silent = clock.now() + timedelta(seconds=121)
        monkeypatch.setattr(clock, "now", lambda: silent)
        assert worker.work()
        assert job_of(ref).state is JobState.DONE
        assert db.session.query(AuditEvent).filter_by(action="read.paper").count() == job_of(ref).total


def test_what_was_made_is_deleted_after_some_days(app, story):
    with app.app_context():
        ref = asked(story, "clerk")
        Worker(SEAL).work()
        ended = job_of(ref).ended_at
        db.session.rollback()
        assert holding.sweep(ended + KEPT) == 0
        assert holding.sweep(ended + KEPT + timedelta(seconds=1)) == 1
        assert [db.session.query(table).count() for table in (PrintJob, PrintItem, PrintPiece)] == [0, 0, 0]
        db.session.rollback()


def with_evidence(story: Story, content: bytes, name: str) -> None:
    head, file, today = story.actor("head"), story.file("head"), clock.today()
    entry = EvidenceEntry("Sổ quỹ", EvidenceKind.DOCUMENT, "Chi uỷ", head.user_id, today)
    add_original(head, file, register_evidence(head, file, entry, today), Upload(name, content), SEAL)


@pytest.fixture
def filed(app, cast: Cast) -> Story:
    with app.app_context():
        story = Story(cast).conducting()
        with_evidence(story, blank_pdf(), "so.pdf")
        with_evidence(story, "Ghi chép".encode(), "ghi.txt")
        db.session.commit()
    return story


def test_the_whole_of_a_case_has_its_contents_in_front_and_evidence_only_for_who_may(app, play, filed):
    urls = {}
    for name in ("head", "clerk"):
        answer = play(name).submit(f"/cases/{filed.ref}/papers/whole", {"output": "pdf"})
        assert answer.status_code == 303
        urls[name] = answer.location
    with app.app_context():
        worker = Worker(SEAL)
        assert worker.work() and worker.work()
    found = {name: PdfReader(io.BytesIO(play(name).get(f"{url}/file").data)) for name, url in urls.items()}
    titles = {name: [entry.title for entry in reader.outline] for name, reader in found.items()}
    assert titles["clerk"][0] == titles["head"][0] == "Mục lục"
    assert [title[:5] for title in titles["clerk"][1:]] == ["01-QĐ", "01-KH"]
    assert [title for title in titles["head"] if title.startswith("Chứng cứ")] == ["Chứng cứ 01: Sổ quỹ"]
    assert (found["clerk"].page_labels[0], found["clerk"].page_labels[1]) == ("i", "1")
    words = {name: " ".join(reader.pages[0].extract_text().split()) for name, reader in found.items()}
    assert "MỤC LỤC HỒ SƠ" in words["head"] and "Sổ quỹ" in words["head"] and "Sổ quỹ" not in words["clerk"]
    stamped = {name: "/ReadingCopy" in reader.pages[1]["/Resources"]["/XObject"] for name, reader in found.items()}
    assert stamped == {"clerk": False, "head": True}
    assert "ghi" not in "".join(titles["head"])
    assert "Không phải tệp PDF" in play("head").get(urls["head"]).text
    with app.app_context():
        actions = [row.action for row in db.session.query(AuditEvent)]
        assert actions.count("read.evidence_file") == 1 and actions.count("read.bundle") >= 2


def test_the_zip_holds_the_files_with_their_hashes(app, play, filed):
    url = play("chair").submit(f"/cases/{filed.ref}/papers/whole", {"output": "zip"}).location
    with app.app_context():
        assert Worker(SEAL).work()
    archive = zipfile.ZipFile(io.BytesIO(play("chair").get(f"{url}/file").data))
    listed = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
    assert {name: fingerprint(archive.read(name)) for name in listed} == listed
    assert sorted(listed) == [
        "0001-01-qd-ubktdu.pdf",
        "0002-01-kh-ubktdu.pdf",
        "0003-chung-cu-01-tep-1.pdf",
        "0004-chung-cu-02-tep-1.text",
    ]
    manifest = json.loads(archive.read("manifest.json"))
    assert {row["file"]: row["sha256"] for row in manifest["files"]} == listed
    assert {row["kind"] for row in manifest["files"]} == {"original"}
    assert archive.read("0004-chung-cu-02-tep-1.text").decode() == "Ghi chép"
