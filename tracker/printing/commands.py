"""Command: ``flask papers work``."""

import time
from pathlib import Path

import click
from flask import current_app

from tracker.documents.commands import papers
from tracker.evidence.sealing import Seal
from tracker.printing.working import Worker

PAUSE = 2  # seconds between two looks while nothing waits
SWEEP = 900  # pauses between two looks for what is too old


@papers.command("work")
@click.option("--once", is_flag=True, help="Make what waits now, then end.")
@click.option("--until-gone", type=int, help="End when this process has ended.")
def work(once: bool, until_gone: int | None) -> None:
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
        if once or (until_gone is not None and not Path(f"/proc/{until_gone}").exists()):
            return
        time.sleep(PAUSE)
        pauses += 1
