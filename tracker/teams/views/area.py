"""The blueprint, and the choice of people that its pages share."""

from flask import Blueprint

from tracker.access import Role
from tracker.accounts.queries import people_of_organization
from tracker.web.access import current_actor

blueprint = Blueprint("teams", __name__)

_WORKERS = (Role.OFFICER, Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR)


def workers() -> list[tuple[str, str]]:
    """Who of the own organization may work in a team."""
    people = people_of_organization(current_actor().organization_id, *_WORKERS)
    return [(str(account.id), account.full_name) for account in people]
