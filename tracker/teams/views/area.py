"""The blueprint, and the choice of people that its pages share."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Role
from tracker.accounts.queries import people_of_organization
from tracker.cases.queries import CaseFile
from tracker.cases.states import SubjectType
from tracker.core.errors import HeldBack
from tracker.members import queries as members
from tracker.organizations import queries as organizations
from tracker.teams import queries
from tracker.web.access import current_actor
from tracker.web.fields import PickerField

blueprint = Blueprint("teams", __name__)

_DIRECTING = (Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR)
_PREFIXES = {SubjectType.ORGANIZATION: "org", SubjectType.MEMBER: "member"}
_TYPES = {prefix: subject_type for subject_type, prefix in _PREFIXES.items()}
_WORKERS = (Role.OFFICER, Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR)


@blueprint.app_errorhandler(HeldBack)
def refuse_before_declaring(refusal: HeldBack) -> ResponseReturnValue:
    """Why work of a team is refused to who has not declared, with the way to the declaration."""
    ref = (request.view_args or {}).get("ref", "")
    case = queries.find_own_case(current_actor(), ref)
    return render_template("teams/_held_back.html", reason=refusal.message, case=case), 403


def workers() -> list[tuple[str, str]]:
    """Who of the own organization may work in a team."""
    return _people(*_WORKERS)


def directing() -> list[tuple[str, str]]:
    """Who of the own organization may direct a team."""
    return _people(*_DIRECTING)


def attach_subjects(field: PickerField) -> None:
    """Let a field search for organizations, then members, within the actor's scope."""
    actor = current_actor()

    def labels(keys: list[str]) -> dict[str, str]:
        return {**organizations.label_of(actor, keys), **members.label_of(actor, keys)}

    def find(text: str) -> list[tuple[str, str]]:
        return [*organizations.find_organizations(actor, text), *members.find_members(actor, text)]

    field.attach(labels, find, url_for("cases.suggest_subjects"))


def picked_subjects(file: CaseFile) -> list[str]:
    """The subjects of a case as such a field holds them."""
    return [f"{_PREFIXES[row.type]}-{row.member_id or row.organization_id}" for row in file.case.subjects]


def subject_of(key: str) -> tuple[SubjectType, int]:
    """The subject that an entry of such a field names."""
    prefix, number = key.split("-")
    return _TYPES[prefix], int(number)


def _people(*roles: Role) -> list[tuple[str, str]]:
    people = people_of_organization(current_actor().organization_id, *roles)
    return [(str(account.id), account.full_name) for account in people]
