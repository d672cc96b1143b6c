"""The blueprint, and the choice of people that its pages share."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Role
from tracker.accounts.queries import people_of_organization
from tracker.core.errors import HeldBack
from tracker.teams import queries
from tracker.web.access import current_actor

blueprint = Blueprint("teams", __name__)

_DIRECTING = (Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR)
_WORKERS = (Role.OFFICER, Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR)


@blueprint.app_errorhandler(HeldBack)
def refuse_before_declaring(refusal: HeldBack) -> ResponseReturnValue:
    """Why work of a team is refused to who has not declared, with the way to the declaration."""
    ref = (request.view_args or {}).get("ref", "")
    case = queries.find_own_case(current_actor(), ref)
    return render_template("teams/held_back.html", reason=refusal.message, case=case), 403


def workers() -> list[tuple[str, str]]:
    """Who of the own organization may work in a team."""
    return _people(*_WORKERS)


def directing() -> list[tuple[str, str]]:
    """Who of the own organization may direct a team."""
    return _people(*_DIRECTING)


def _people(*roles: Role) -> list[tuple[str, str]]:
    people = people_of_organization(current_actor().organization_id, *roles)
    return [(str(account.id), account.full_name) for account in people]
