"""Commands: ``flask discipline expire``."""

import click
from flask.cli import AppGroup

from tracker.core import clock
from tracker.discipline.services import expire_ended
from tracker.extensions import db

discipline = AppGroup("discipline", help="Discipline.")


@discipline.command("expire")
def expire() -> None:
    """Note every discipline that has ended by itself. Run it once a day; a second run changes nothing."""
    ended = expire_ended(clock.today())
    db.session.commit()
    click.echo(f"Ended by themselves: {ended}.")
