"""Commands: ``flask accounts create-first``, ``flask accounts tie``."""

import sys
from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy import func, select, table

from tracker.access import Role
from tracker.accounts.queries import find_by_login
from tracker.accounts.services import NewAccount, create_account, tie_member
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import clean, has_control_character
from tracker.extensions import db
from tracker.members.queries import find_by_code
from tracker.organizations.services import BodyFacts, NewOrganization, found_organization, set_up_body
from tracker.organizations.states import BodyKind, Level

accounts = AppGroup("accounts", help="Accounts.")


class Words(click.ParamType):
    """One line of text of at most ``most`` characters, as a form would take it."""

    name = "text"

    def __init__(self, most: int):
        self.most = most

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = clean(value)
        if not text or len(text) > self.most or "\n" in text or has_control_character(text):
            self.fail(f"one line of 1 to {self.most} characters is wanted", param, ctx)
        return text


@accounts.command("create-first")
@click.option(
    "--organization", "name", type=Words(180), required=True, help="Name of the top organization, as papers write it."
)
@click.option("--code", type=Words(40), required=True, help="Its code.")
@click.option("--level", type=click.Choice([level.value for level in Level]), required=True)
@click.option("--founded", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Its first day, YYYY-MM-DD.")
@click.option("--login", type=Words(60), required=True, help="Login name of the administrator.")
@click.option("--full-name", type=Words(120), required=True, help="Name of the administrator.")
def create_first(name: str, code: str, level: str, founded: datetime, login: str, full_name: str) -> None:
    """Found the top organization with its commission and an administrator, in an empty database.

    The password is asked for, or read as one line from standard input.
    """
    if not _is_empty():
        click.echo("The database is not empty; an administrator makes more accounts through the pages.", err=True)
        sys.exit(1)
    password = _password()
    today, day = clock.today(), founded.date()
    try:
        organization = found_organization(None, NewOrganization(code, name, Level(level), None, day), today)
        facts = BodyFacts(f"Uỷ ban Kiểm tra {name}", name, "Uỷ ban Kiểm tra", "UBKT", "…", "T/M Uỷ ban Kiểm tra", 5)
        body = set_up_body(None, organization, BodyKind.COMMISSION, facts)
        new = NewAccount(login, full_name, "", body.id, [Role.ADMINISTRATOR], password)
        create_account(None, new, clock.now())
    except RuleViolation as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    db.session.commit()
    click.echo(f"Created. Sign in as {login}; correct the letterhead of the commission on the organization's page.")


@accounts.command("tie")
@click.argument("login", type=Words(60))
@click.option("--member", "code", type=Words(20), help="Code of the Party member who signs in with the account.")
@click.option("--nobody", is_flag=True, help="Untie the account.")
def tie(login: str, code: str | None, nobody: bool) -> None:
    """Tie an account to the Party member who signs in with it.

    By the tie nobody works on a case about himself or a relative, and the secretary of a cell is known as one.
    """
    if (code is None) is not nobody:
        click.echo("Say either --member CODE or --nobody.", err=True)
        sys.exit(2)
    account = find_by_login(login)
    member = find_by_code(code) if code else None
    if account is None or (code and member is None):
        click.echo("There is no such account." if account is None else "There is no such member.", err=True)
        sys.exit(1)
    try:
        tie_member(account, member)
    except RuleViolation as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    db.session.commit()
    click.echo(f"{account.full_name}: {f'{member.full_name}, {member.code}' if member else 'tied to nobody'}.")


def _is_empty() -> bool:
    counts = (select(func.count()).select_from(table(name)) for name in ("accounts", "organizations"))
    return not any(db.session.execute(count).scalar_one() for count in counts)


def _password() -> str:
    if sys.stdin.isatty():
        return click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return sys.stdin.readline().rstrip("\r\n")
