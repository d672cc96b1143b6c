"""The blueprint, and the choice of people that its pages share."""

from flask import Blueprint

from tracker.access import Role
from tracker.accounts.queries import people_of_organization
from tracker.web.access import current_actor

blueprint = Blueprint("teams", __name__)

_DIRECTING = (Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR)
_WORKERS = (Role.OFFICER, Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR)


def workers() -> list[tuple[str, str]]:
    """Who of the own organization may work in a team."""
    return _people(*_WORKERS)


def directing() -> list[tuple[str, str]]:
    """Who of the own organization may direct a team."""
    return _people(*_DIRECTING)


def _people(*roles: Role) -> list[tuple[str, str]]:
    people = people_of_organization(current_actor().organization_id, *roles)
    return [(str(account.id), account.full_name) for account in people]
