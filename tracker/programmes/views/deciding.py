"""Pages of the life of a programme: submit, return, approve, adjust, withdraw, close."""

from collections.abc import Callable
from typing import TypeVar

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission, Role
from tracker.accounts.queries import people_of_organization
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.programmes import forms, services
from tracker.programmes.queries import ProgrammeFile
from tracker.programmes.views.area import address, back_to, blueprint, load, render, rooms_ahead
from tracker.web.access import current_actor, requires
from tracker.web.forms import VersionedForm, carried_out

_SIGNERS = (Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_LEADER)


@blueprint.route("/<int:body_id>/<key>/submit", methods=["GET", "POST"])
@requires(Permission.DRAFT_PROGRAMME)
def submit_programme(body_id: int, key: str) -> ResponseReturnValue:
    """Put the programme before the leader of the body."""
    file = _own(body_id, key)
    form = _form(VersionedForm, file)

    def submit() -> None:
        services.submit_programme(current_actor(), file, clock.today())

    return _page(file, form, submit, "submit_programme", gettext("The programme is submitted."))


@blueprint.route("/<int:body_id>/<key>/return", methods=["GET", "POST"])
@requires(Permission.APPROVE_PROGRAMME)
def return_programme(body_id: int, key: str) -> ResponseReturnValue:
    """Send the programme back to its drafters."""
    file = _own(body_id, key)
    form = _form(forms.ReturnForm, file)

    def send_back() -> None:
        services.return_programme(current_actor(), file, form.reason.data)

    return _page(file, form, send_back, "return_programme", gettext("The programme is back with its drafters."))


@blueprint.route("/<int:body_id>/<key>/approve", methods=["GET", "POST"])
@requires(Permission.APPROVE_PROGRAMME)
def approve_programme(body_id: int, key: str) -> ResponseReturnValue:
    """Record the approval."""
    file = _own(body_id, key)
    form = _form(forms.ApprovalForm, file)
    people = {str(one.id): one for one in people_of_organization(_home(file), *_SIGNERS)}
    form.signer.offer([(key, one.full_name) for key, one in people.items()])

    def approve() -> None:
        number, signer = form.paper_number.data or None, people[form.signer.data]
        approval = services.Approval(form.approved_on.data, signer.full_name, number, signer.position)
        services.approve_programme(current_actor(), file, approval, rooms_ahead(), clock.today())

    return _page(file, form, approve, "approve_programme", gettext("The programme is approved."))


@blueprint.route("/<int:body_id>/<key>/adjust", methods=["GET", "POST"])
@requires(Permission.DRAFT_PROGRAMME)
def adjust_programme(body_id: int, key: str) -> ResponseReturnValue:
    """Begin an adjustment."""
    file = _own(body_id, key)
    form = _form(forms.AdjustmentForm, file)

    def adjust() -> None:
        services.adjust_programme(current_actor(), file, form.document.data, form.reason.data)

    done = gettext("The adjustment is begun; change its items now.")
    return _page(file, form, adjust, "adjust_programme", done)


@blueprint.route("/<int:body_id>/<key>/withdraw", methods=["GET", "POST"])
@requires(Permission.DRAFT_PROGRAMME)
def withdraw_adjustment(body_id: int, key: str) -> ResponseReturnValue:
    """Withdraw an adjustment."""
    file = _own(body_id, key)
    form = _form(VersionedForm, file)

    def withdraw() -> None:
        services.withdraw_adjustment(current_actor(), file)

    return _page(file, form, withdraw, "withdraw_adjustment", gettext("The adjustment is withdrawn."))


@blueprint.route("/<int:body_id>/<key>/close", methods=["GET", "POST"])
@requires(Permission.APPROVE_PROGRAMME)
def close_programme(body_id: int, key: str) -> ResponseReturnValue:
    """Close the programme."""
    file = _own(body_id, key)
    form = _form(forms.ClosingForm, file)

    def close() -> None:
        services.close_programme(current_actor(), file, form.note.data or "", clock.today())

    return _page(file, form, close, "close_programme", gettext("The programme is closed."))


def _own(body_id: int, key: str) -> ProgrammeFile:
    file = load(body_id, key)
    if not file.own:
        raise NotVisible
    return file


def _home(file: ProgrammeFile) -> int:
    return file.programme.body.organization_id


Form = TypeVar("Form", bound=VersionedForm)


def _form(kind: type[Form], file: ProgrammeFile) -> Form:
    """The form over what the steps are about: the open version, or the one in force."""
    return kind(data={"version": (file.open or file.present).version})


def _page(
    file: ProgrammeFile, form: VersionedForm, act: Callable[[], None], template: str, done: str
) -> ResponseReturnValue:
    version = file.open or file.present
    if carried_out(form, act, version.version):
        return back_to(address(file), done)
    page = render(f"programmes/{template}.html", file, form=form, version=version)
    return page, 422 if form.errors else 200
