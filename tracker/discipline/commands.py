"""Commands: ``flask discipline expire``."""

import click
from flask.cli import AppGroup

from tracker.core import clock
from tracker.discipline.services import expire_ended, remind_of_suspensions
from tracker.extensions import db

discipline = AppGroup("discipline", help="Discipline.")


@discipline.command("expire")
def expire() -> None:
    """Note every discipline that has ended by itself, and remind of suspensions that end within a week or have run out.
    Run it once a day; a second run changes nothing."""
    ended, reminded = expire_ended(clock.today()), remind_of_suspensions(clock.today())
    db.session.commit()
    click.echo(f"Ended by themselves: {ended}. Suspensions reminded of: {reminded}.")
