"""A batch that is cancelled or whose worker ends while it binds: nothing half-written stays, the next one goes on."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from tests.databases import EVIDENCE_KEY
from tests.stories import Story
from tracker.audit.models import AuditEvent
from tracker.core import clock
from tracker.documents.models import RegisteredPaper
from tracker.evidence.sealing import Seal
from tracker.extensions import db
from tracker.printing import rules, services
from tracker.printing.models import PrintItem, PrintJob, PrintPiece
from tracker.printing.queries import Wanted
from tracker.printing.services import holding, making
from tracker.printing.states import ItemState, JobState, Output
from tracker.printing.working import Worker

SEAL = Seal(EVIDENCE_KEY)


class Killed(BaseException):
    """What ends a process: nothing of the worker's own catches it."""


@pytest.fixture
def story(app, cast) -> Story:
    with app.app_context():
        story = Story(cast).concluded()
        papers = db.session.query(RegisteredPaper).order_by(RegisteredPaper.id).all()
        wanted = [Wanted(f"{n} {paper.sign}", f"so-{n}", paper.id) for n in range(4) for paper in papers]
        services.ask(story.actor("clerk"), wanted, Output.PDF, clock.now())
        db.session.commit()
    return story


def job() -> PrintJob:
    db.session.rollback()
    return db.session.query(PrintJob).one()


def counted() -> tuple[int, int, int]:
    """Papers that are ready, pieces that are stored, readings in the log."""
    db.session.rollback()
    ready = db.session.query(PrintItem).filter_by(state=ItemState.READY).count()
    reads = db.session.query(AuditEvent).filter_by(action="read.paper").count()
    return ready, db.session.query(PrintPiece).count(), reads


def test_a_batch_cancelled_while_it_is_bound_keeps_nothing_of_the_file_and_is_taken_up_again(
    app, play, story, monkeypatch
):
    bind = making.Press.bind

    def cancelled(press, items, out):
        made = bind(press, items, out)
        services.cancel(story.actor("clerk"), job(), clock.now())
        db.session.commit()
        return made

    with app.app_context():
        monkeypatch.setattr(making.Press, "bind", cancelled)
        assert Worker(SEAL).work()
        assert job().state is JobState.CANCELLED
        assert counted() == (12, 0, 12)
        monkeypatch.undo()
        services.resume(story.actor("clerk"), job())
        db.session.commit()
        assert Worker(SEAL).work()
        assert job().state is JobState.DONE
        assert counted() == (12, 1, 12)  # no paper was read a second time
        ref = job().ref
    reader = PdfReader(io.BytesIO(play("clerk").get(f"/printing/{ref}/file").data))
    assert len(reader.outline) == 12


@pytest.mark.parametrize("moment", ["fifth paper", "binding", "storing"])
def test_a_worker_that_ends_at_any_moment_leaves_a_batch_the_next_one_finishes(app, story, monkeypatch, moment):
    done = []

    def killed(*_args, **_values):
        raise Killed

    def fifth(*args):
        done.append(args)
        return killed() if len(done) == 5 else keep(*args)

    keep = services.keep
    what = {
        "fifth paper": (services, "keep", fifth),
        "binding": (making.Binder, "finish", killed),
        "storing": (holding, "end", killed),
    }
    with app.app_context():
        monkeypatch.setattr(*what[moment])
        with pytest.raises(Killed):
            Worker(SEAL).work()
        ready = 4 if moment == "fifth paper" else 12
        assert counted() == (ready, 0, ready)
        assert job().state is JobState.RUNNING
        db.session.rollback()
        monkeypatch.undo()
        silent = clock.now() + rules.LEASE + timedelta(seconds=1)
        monkeypatch.setattr(clock, "now", lambda: silent)
        assert Worker(SEAL).work()
        assert job().state is JobState.DONE
        assert counted() == (12, 1, 12)
