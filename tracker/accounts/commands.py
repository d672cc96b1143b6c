"""Commands: ``flask accounts create-first``."""

import sys

import click
from flask.cli import AppGroup
from sqlalchemy import select

from tracker.access import Role
from tracker.accounts.models import Account
from tracker.accounts.services import NewAccount, create_account
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.extensions import db
from tracker.organizations.services import BodyFacts, NewOrganization, found_organization, set_up_body
from tracker.organizations.states import BodyKind, Level

accounts = AppGroup("accounts", help="Accounts.")


@accounts.command("create-first")
@click.option("--organization", "name", required=True, help="Name of the top organization, as papers write it.")
@click.option("--code", required=True, help="Its code.")
@click.option("--level", type=click.Choice([level.value for level in Level]), required=True)
@click.option("--founded", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Its first day, YYYY-MM-DD.")
@click.option("--login", required=True, help="Login name of the administrator.")
@click.option("--full-name", required=True, help="Name of the administrator.")
@click.password_option(help="Asked for when it is not given; never put it into a script.")
def create_first(name: str, code: str, level: str, founded: object, login: str, **person: str) -> None:
    """Found the top organization with its commission and an administrator, in a database that has no account."""
    if db.session.execute(select(Account.id).limit(1)).first():
        click.echo("There are accounts already; an administrator makes more through the pages.", err=True)
        sys.exit(1)
    today, day = clock.today(), founded.date()  # type: ignore[attr-defined]
    try:
        organization = found_organization(None, NewOrganization(code, name, Level(level), None, day), today)
        facts = BodyFacts(f"Uỷ ban Kiểm tra {name}", name, "Uỷ ban Kiểm tra", "UBKT", "…", "T/M Uỷ ban Kiểm tra", 5)
        body = set_up_body(None, organization, BodyKind.COMMISSION, facts)
        new = NewAccount(login, person["full_name"], "", body.id, [Role.ADMINISTRATOR], person["password"])
        create_account(None, new, clock.now())
    except RuleViolation as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    db.session.commit()
    click.echo(f"Created. Sign in as {login}; correct the letterhead of the commission on the organization's page.")
