"""Commands: ``flask vault new-key``, ``flask vault rotate``."""

import secrets
import sys

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.extensions import db
from tracker.petitions.services import rotate_keys
from tracker.petitions.vault import KEY_BYTES, VaultClosed

vault = AppGroup("vault", help="The vault of the senders of petitions.")


@vault.command("new-key")
def new_key() -> None:
    """Print a new random key for TRACKER_VAULT_KEY."""
    click.echo(secrets.token_hex(KEY_BYTES))


@vault.command("rotate")
def rotate() -> None:
    """Seal everything under TRACKER_VAULT_KEY that is sealed under one of TRACKER_VAULT_OLD_KEYS; all or nothing."""
    try:
        rows = rotate_keys(current_app.extensions["vault"])
    except VaultClosed as refusal:
        db.session.rollback()
        click.echo(f"Nothing was changed. {refusal}", err=True)
        sys.exit(1)
    db.session.commit()
    click.echo(f"Sealed anew: {rows}. The older keys are no longer needed.")
