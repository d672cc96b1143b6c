"""The worker: makes batches one after another, each step in a transaction of its own. It commits as a request does."""

import logging
import os
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress

from tracker.access import Actor, Permission
from tracker.accounts.queries import get_actor
from tracker.cases.queries import CaseFile, case_refs, get_file
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.documents.copies import stamp_for
from tracker.documents.render import render_pdf
from tracker.evidence.sealing import Seal
from tracker.extensions import db, transaction_mode
from tracker.printing import queries, services
from tracker.printing.models import PrintJob
from tracker.printing.papers import compose_contents
from tracker.printing.services.making import Bundle
from tracker.printing.states import Output, Reason

log = logging.getLogger(__name__)
BEATS = 10  # papers bound between two renewals of the lease


class Worker:
    """One process that makes batches; its name stands on those it holds."""

    def __init__(self, seal: Seal):
        self.seal = seal
        self.name = f"{os.getpid()}-{secrets.token_hex(6)}"

    def work(self) -> bool:
        """Make one batch, if one waits; returns whether there was one. An error gives the batch back."""
        self._read()
        if not services.has_work(clock.now()):
            self._read()
            return False
        job_id = self._write(lambda: services.claim(self.name, clock.now()))
        if job_id is None:
            return False
        try:
            self._make(job_id)
        except services.Lost:
            log.info("batch %s is not ours any more", job_id)
        except Exception:  # the process goes on with the next batch; this one is tried again, a few times
            log.exception("batch %s could not be made", job_id)
            with suppress(services.Lost):
                self._write(lambda: services.release(job_id, self.name, clock.now()))
        finally:
            self._read()
        return True

    def sweep(self) -> int:
        """Delete what was made some days ago."""
        return self._write(lambda: services.sweep(clock.now()))

    def _make(self, job_id: int) -> None:
        self._read()
        for item_id in queries.waiting_items(job_id):
            self._take(job_id, item_id)
        self._read()
        job, actor = self._job(job_id)
        items, is_stamped = queries.ready_items(job_id), queries.has_stamped(job_id)
        bundle = self._bundle(job, actor) if job.case_id is not None else None
        self._read()
        is_stamped = is_stamped or (bundle is not None and bundle.stamped)
        stamp = stamp_for(actor.full_name, clock.now()) if is_stamped else b""
        press = services.Press(job, self.seal, stamp, bundle, self._beat(job_id))
        with tempfile.TemporaryFile() as out:
            made = press.pack(items, out) if job.output is Output.ZIP else press.bind(items, out)
            held = services.Held(job, self.name)
            self._write(lambda: services.keep_made(actor, held, made, out, self.seal, clock.now()))

    def _take(self, job_id: int, item_id: int) -> None:
        self._read()
        job, actor = self._job(job_id)
        active = queries.is_active(job.account_id)
        fetched = services.fetch(actor, job, queries.get_item(item_id), self.seal) if active else Reason.HIDDEN
        self._read()  # laying out takes a while and needs no database
        made = fetched if isinstance(fetched, Reason) else services.lay_out(fetched)

        def keep() -> None:
            services.hold(job_id, self.name, clock.now())
            services.keep(job, item_id, made, None if isinstance(fetched, Reason) else fetched, self.seal)

        self._write(keep)

    def _job(self, job_id: int) -> tuple[PrintJob, Actor]:
        """The batch, free of the session, and who asked for it, with the rights of now."""
        job = db.session.get_one(PrintJob, job_id)
        db.session.expunge(job)
        return job, get_actor(job.account_id)

    def _bundle(self, job: PrintJob, actor: Actor) -> Bundle | None:
        try:
            file = self._file(job, actor)
        except NotVisible:  # every paper of it was left out for the same reason
            return None
        front, end = queries.frozen_of(file)
        stamped = not file.allows(actor, Permission.PRINT_ORIGINAL)

        def contents(bound: list[tuple[dict[str, str], int]]) -> bytes:
            self._read()
            paper = compose_contents(actor, self._file(job, actor), bound, clock.today())
            self._read()
            return render_pdf(paper.key, paper, duplex=job.duplex)

        return Bundle(contents, front, end, stamped)

    def _file(self, job: PrintJob, actor: Actor) -> CaseFile:
        case_id = job.case_id or 0
        return get_file(actor, case_refs([case_id])[case_id], queries.WHOLE_OF_CASE)

    def _beat(self, job_id: int) -> Callable[[], None]:
        done = 0

        def beat() -> None:
            nonlocal done
            done += 1
            self._read()
            if done % BEATS == 0:
                self._write(lambda: services.hold(job_id, self.name, clock.now()))
                self._read()

        return beat

    def _read(self) -> None:
        db.session.rollback()
        db.session.expunge_all()
        transaction_mode.set("DEFERRED")

    def _write(self, step: Callable):
        db.session.rollback()
        transaction_mode.set("IMMEDIATE")
        try:
            result = step()
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        return result
