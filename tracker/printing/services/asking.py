"""The verbs of who prints: ask for a batch, cancel it, take it up again."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import update

from tracker.access import Actor
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.core.errors import Conflict
from tracker.core.text import Message, message
from tracker.extensions import db
from tracker.printing import rules
from tracker.printing.models import PrintItem, PrintJob
from tracker.printing.queries import Wanted, count_unfinished
from tracker.printing.states import STOPPED, UNFINISHED, JobState, Output


def ask(
    actor: Actor, wanted: Sequence[Wanted], output: Output, now: datetime, *, file: CaseFile | None = None,
    duplex: bool = False,
) -> PrintJob:  # fmt: skip
    """Ask for a batch; a worker makes it. ``file``: it is the whole of this case, with a table of contents."""
    rules.check_amount(len(wanted)).enforce()
    rules.check_waiting(count_unfinished(actor)).enforce()
    job = PrintJob(ref=secrets.token_urlsafe(16), account_id=actor.user_id, case_id=file.case.id if file else None)
    job.output, job.duplex, job.total, job.asked_at = output, duplex, len(wanted), now
    db.session.add(job)
    db.session.flush()
    db.session.add_all(_item(job, number, one) for number, one in enumerate(wanted, start=1))
    db.session.flush()
    about = {"batch": job.ref, "papers": job.total, "output": output}
    record(actor, "print.asked", case_id=job.case_id, about=about)
    return job


def _item(job: PrintJob, position: int, one: Wanted) -> PrintItem:
    about = json.dumps({**one.about, "name": one.name}, ensure_ascii=False)
    item = PrintItem(job_id=job.id, position=position, title=one.title, about=about)
    item.paper_id, item.evidence_file_id = one.paper_id, one.evidence_file_id
    return item


def cancel(actor: Actor, job: PrintJob, now: datetime) -> None:
    """Stop a batch; the worker that holds it finds out before its next paper. What is ready stays for a resumption."""
    stopped = {"state": JobState.CANCELLED, "worker": None, "lease_until": None, "ended_at": now}
    _move(job, UNFINISHED, stopped, message("This batch is not being made any more. Only one under way is cancelled."))
    record(actor, "print.cancelled", case_id=job.case_id, about={"batch": job.ref})


def resume(actor: Actor, job: PrintJob) -> None:
    """Take up a cancelled or failed batch where it stood."""
    rules.check_waiting(count_unfinished(actor)).enforce()
    waiting = {"state": JobState.WAITING, "tries": 0, "ended_at": None}
    _move(
        job,
        STOPPED,
        waiting,
        message("This batch was neither cancelled nor has it failed. Only such a one is made anew."),
    )
    record(actor, "print.resumed", case_id=job.case_id, about={"batch": job.ref})


def _move(job: PrintJob, states: Sequence[JobState], values: Mapping[str, object], refusal: Message) -> None:
    moved = update(PrintJob).where(PrintJob.id == job.id, PrintJob.state.in_(states)).values(dict(values))
    if not db.session.execute(moved.returning(PrintJob.id)).all():
        raise Conflict(refusal)
    db.session.refresh(job)
