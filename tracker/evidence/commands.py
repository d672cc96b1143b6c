"""Command: ``flask evidence verify``."""

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.evidence import queries
from tracker.evidence.sealing import Seal
from tracker.extensions import transaction_mode

evidence = AppGroup("evidence", help="The files of evidence.")


@evidence.command("verify")
def verify_evidence() -> None:
    """Open every file and compare its hash with its record and the audit chain; exit status 1 on a difference."""
    transaction_mode.set("DEFERRED")  # a long check must not keep the writers out
    found = list(queries.differences(Seal(current_app.config["EVIDENCE_KEY"])))
    for difference in found:
        click.echo(f"DIFFERENT: {difference}")
    if found:
        sys.exit(1)
    click.echo(f"OK: {queries.count_files()} files are what was uploaded.")
