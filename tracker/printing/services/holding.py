"""Who works on a batch: claim it, hold it, give it back. The same statements on SQLite and PostgreSQL."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from tracker.extensions import db
from tracker.printing import rules
from tracker.printing.models import PrintItem, PrintJob, PrintPiece
from tracker.printing.states import UNFINISHED, JobState

_FREE: dict[str, object] = {"worker": None, "lease_until": None}


class Lost(Exception):
    """Somebody cancelled the batch, or another worker took it over: nothing more of it is written here."""


def has_work(now: datetime) -> bool:
    """Whether a batch waits for a worker."""
    return db.session.execute(select(PrintJob.id).where(_claimable(now)).limit(1)).first() is not None


def claim(worker: str, now: datetime) -> int | None:
    """Take the oldest batch that waits, or whose worker has fallen silent; None when there is none.

    One that killed its worker again and again is given up.
    """
    given_up = {"state": JobState.FAILED, "ended_at": now, **_FREE}
    db.session.execute(update(PrintJob).where(_claimable(now), PrintJob.tries >= rules.TRIES).values(given_up))
    oldest = select(PrintJob.id).where(_claimable(now)).order_by(PrintJob.id).limit(1).with_for_update(skip_locked=True)
    held = {"state": JobState.RUNNING, "worker": worker, "lease_until": now + rules.LEASE, "tries": PrintJob.tries + 1}
    taken = update(PrintJob).where(PrintJob.id == oldest.scalar_subquery()).values(held).returning(PrintJob.id)
    return db.session.execute(taken).scalar_one_or_none()


def hold(job_id: int, worker: str, now: datetime, **values: object) -> None:
    """Keep the batch for another while, in the transaction that writes a part of it; raises ``Lost``."""
    _own(job_id, worker, {"lease_until": now + rules.LEASE, **values})


def release(job_id: int, worker: str, now: datetime) -> None:
    """Give a batch back after an error; another try follows, until there were too many. Raises ``Lost``."""
    again = {"state": JobState.WAITING, **_FREE}
    given_up = {"state": JobState.FAILED, "ended_at": now, **_FREE}
    tries = db.session.execute(select(PrintJob.tries).where(PrintJob.id == job_id)).scalar_one()
    _own(job_id, worker, again if tries < rules.TRIES else given_up)


def end(job_id: int, worker: str, now: datetime, *, pages: int, size: int) -> None:
    """The batch is ready; raises ``Lost``."""
    _own(job_id, worker, {"state": JobState.DONE, "ended_at": now, "pages": pages, "size": size, **_FREE})


def sweep(now: datetime) -> int:
    """Delete the batches that ended some days ago, with what they made; returns how many."""
    old = select(PrintJob.id).where(PrintJob.ended_at < now - rules.KEPT, PrintJob.state.not_in(UNFINISHED))
    ids = list(db.session.execute(old.limit(100)).scalars())
    for table in (PrintPiece, PrintItem):
        db.session.execute(delete(table).where(table.job_id.in_(ids)))
    db.session.execute(delete(PrintJob).where(PrintJob.id.in_(ids)))
    return len(ids)


def _claimable(now: datetime) -> ColumnElement[bool]:
    silent = and_(PrintJob.state == JobState.RUNNING, PrintJob.lease_until < now)
    return or_(PrintJob.state == JobState.WAITING, silent)


def _own(job_id: int, worker: str, values: dict[str, object]) -> None:
    mine = update(PrintJob).where(PrintJob.id == job_id, PrintJob.worker == worker, PrintJob.state == JobState.RUNNING)
    if not db.session.execute(mine.values(values).returning(PrintJob.id)).all():
        raise Lost
