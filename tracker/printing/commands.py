"""Command: ``flask papers work``."""

import time

import click
from flask import current_app

from tracker.documents.commands import papers
from tracker.evidence.sealing import Seal
from tracker.printing.working import Worker

PAUSE = 2  # seconds between two looks while nothing waits
SWEEP = 900  # pauses between two looks for what is too old


@papers.command("work")
@click.option("--once", is_flag=True, help="Make what waits now, then end.")
def work(once: bool) -> None:
    """Make the batches of papers that people ask for. Runs until it is stopped; several may run beside each other."""
    key = current_app.config["EVIDENCE_KEY"]
    if not key:
        raise click.ClickException("TRACKER_EVIDENCE_KEY is not set: what is made could not be sealed.")
    worker, pauses = Worker(Seal(key)), 0
    while True:
        if pauses % SWEEP == 0:
            worker.sweep()
        if worker.work():
            continue
        if once:
            return
        time.sleep(PAUSE)
        pauses += 1
