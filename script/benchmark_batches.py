"""What a batch of many papers costs the worker in the background: seconds, and its memory, which must stay flat.

Started by script/bench (``script/bench batches 100 1000`` measures nothing else). Half of the papers are issued – their
bytes are kept –, half are signed elsewhere and laid out anew; each copy has a number and bytes of its own.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.orm import undefer

from tests import databases
from tracker.accounts.models import Account
from tracker.accounts.queries import get_actor
from tracker.core import clock
from tracker.demo import load
from tracker.documents.models import RegisteredPaper
from tracker.documents.queries import PAPER_COLUMNS, PaperRow
from tracker.extensions import db
from tracker.printing import services
from tracker.printing.models import PrintJob
from tracker.printing.queries import wanted_paper
from tracker.printing.states import JobState, Output

SIZES = (100, 1_000)
CLERK = "vanthu"
LOOK = 0.1  # seconds between two looks at the processes


def main(sizes: tuple[int, ...]) -> None:
    """The batches alone, on a database of their own."""
    with tempfile.TemporaryDirectory() as folder:
        database = databases.make_database(os.environ.get("BENCH_DATABASE", "sqlite"), Path(folder), "batches")
        database.renew()
        app = databases.make_app(database.url)
        with app.app_context():
            load.load(clock.today(), app.extensions["vault"])
            db.session.commit()
        report_batches(app, database.url, sizes)
        database.remove()


def report_batches(app: Flask, url: str, sizes: tuple[int, ...] = SIZES) -> None:
    """Ask for batches of growing size, let a worker of its own make each, and print what it took."""
    with app.app_context():
        papers = grow(max(sizes))
        db.session.commit()
    for size in sizes:
        with app.app_context():
            ref = _ask(papers[:size])
            seconds, worker, layout = _measured(url)
            job = db.session.execute(select(PrintJob).where(PrintJob.ref == ref)).scalar_one()
            assert job.state is JobState.DONE, job.state
            about = f"{job.pages:,} pages, {job.size / 1024**2:.0f} MB of PDF"
            db.session.rollback()
            db.engine.dispose()
        peak = f"{worker:.0f} MB peak of the worker, {layout:.0f} MB of its layout process"
        print(f"batch of {size:,} papers: {seconds:.0f} seconds, {peak} ({about})", flush=True)


def grow(count: int) -> list[int]:
    """Copy the papers that the clerk's body issued for its cases until there are ``count`` copies; their ids."""
    clerks = select(Account.body_id).where(Account.login_name == CLERK)
    issued = (
        select(RegisteredPaper)
        .where(RegisteredPaper.body_id.in_(clerks))
        .where(RegisteredPaper.content.is_not(None), RegisteredPaper.case_id.is_not(None))
        .options(undefer(RegisteredPaper.content), undefer(RegisteredPaper.context))
    )
    columns = RegisteredPaper.__table__.columns.keys()
    rows = [{name: getattr(row, name) for name in columns} for row in db.session.execute(issued).scalars()]
    last = db.session.execute(select(func.max(RegisteredPaper.id))).scalar_one()
    ids = list(range(last + 1, last + count + 1))
    for number, paper_id in enumerate(ids):
        row = {**rows[number // 2 % len(rows)], "id": paper_id, "ref": secrets.token_hex(6), "number": 10_000 + number}
        if number % 2:
            row |= {"state": "registered", "content": None, "sha256": None}
        else:  # bytes of its own, as every issued paper has
            row["content"] += f"\n% {paper_id}\n".encode()
        db.session.execute(insert(RegisteredPaper), [row])
    return ids


def _ask(ids: list[int]) -> str:
    account = db.session.execute(select(Account.id).where(Account.login_name == CLERK)).scalar_one()
    found = db.session.execute(select(*PAPER_COLUMNS).where(RegisteredPaper.id.in_(ids)).order_by(RegisteredPaper.id))
    wanted = [wanted_paper(PaperRow(*row)) for row in found]
    ref = services.ask(get_actor(account), wanted, Output.PDF, clock.now()).ref
    db.session.commit()  # and no reading after it: the worker would wait for its end
    return ref


def _measured(url: str) -> tuple[float, float, float]:
    """Seconds of a worker that makes what waits, the peak of its memory and that of its layout process, in MB."""
    environment = {
        "PATH": os.environ["PATH"], "FLASK_APP": "wsgi", "SECRET_KEY": databases.SECRET, "DATABASE_URL": url,
        "TRACKER_VAULT_KEY": databases.VAULT_KEY, "TRACKER_EVIDENCE_KEY": databases.EVIDENCE_KEY.hex(),
    }  # fmt: skip
    start, worker, layout = time.perf_counter(), 0.0, 0.0
    command = [sys.executable, "-m", "flask", "papers", "work", "--once"]
    process = subprocess.Popen(command, cwd=databases.ROOT, env=environment)
    while process.poll() is None:
        worker = max(worker, _peak(process.pid))
        for child in _children(process.pid):
            layout = max(layout, _peak(child))
        time.sleep(LOOK)
    assert process.returncode == 0
    return time.perf_counter() - start, worker, layout


def _peak(process_id: int) -> float:
    """The most memory that a process held since it started; getrusage would count what its parent held before."""
    with suppress(OSError):
        for line in Path(f"/proc/{process_id}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _children(process_id: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()]
    return []


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
