"""Commands: ``flask demo load``, ``flask demo accounts``."""

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.access.actor import ROLE_LABELS
from tracker.core import clock
from tracker.demo import load as loading
from tracker.demo.accounts import PASSWORD, PEOPLE
from tracker.extensions import db

demo = AppGroup("demo", help="The demo dien-bien-phu; for trying the program out only.")


@demo.command("load")
def load_demo() -> None:
    """Load the demo into an empty database, all of it or nothing; a database with anything in it is left alone."""
    if not loading.is_empty():
        click.echo("The database is not empty: the demo is not loaded.")
        return
    click.echo("Loading the demo dien-bien-phu (takes some seconds) …")
    loading.load(clock.today(), current_app.extensions["vault"])
    db.session.commit()
    click.echo("The demo is loaded.")


@demo.command("accounts")
def print_accounts() -> None:
    """Print the accounts of the demo, if it was loaded."""
    if not loading.is_loaded():
        return
    click.echo(f"Demo accounts (for trying out only; the password of each is {PASSWORD}):")
    for person in PEOPLE:
        click.echo(f"  {person.login:<15} {ROLE_LABELS[person.role]:<22} {person.full_name}")
