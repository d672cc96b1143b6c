"""Commands: ``flask accounts``, ``audit``, ``vault``, ``rules``, ``deadlines``, ``evidence``, ``stats``, …."""

import sys

import click
from flask import Flask
from flask.cli import AppGroup

from tracker.accounts.commands import accounts
from tracker.audit import queries as audit_queries
from tracker.demo.commands import demo
from tracker.discipline.commands import discipline
from tracker.evidence.commands import evidence
from tracker.extensions import transaction_mode
from tracker.lawbook.commands import rules
from tracker.office.commands import deadlines
from tracker.petitions.commands import vault
from tracker.printing.commands import papers
from tracker.statistics.commands import stats

audit = AppGroup("audit", help="The audit chain.")


@audit.command("verify")
def verify_audit() -> None:
    """Walk the chain and report the first bad entry; exit status 1 when there is one."""
    transaction_mode.set("DEFERRED")  # a long check must not keep the writers out
    found = audit_queries.find_break()
    if found is not None:
        click.echo(f"BROKEN at entry {found.seq}: {found.reason}")
        sys.exit(1)
    click.echo(f"OK: {audit_queries.length()} entries, the chain is whole.")


def register(app: Flask) -> None:
    """Attach the commands."""
    for group in (accounts, audit, vault, rules, deadlines, discipline, evidence, papers, stats, demo):
        app.cli.add_command(group)
