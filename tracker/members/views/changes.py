"""Entering a member, mending the record, transfer, becoming official, leaving."""

from dataclasses import fields

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.members import services
from tracker.members.forms import FactsForm, LeavingForm, NewMemberForm, OfficialForm, TransferForm
from tracker.members.models import Member
from tracker.members.states import SEX_LABELS, Sex
from tracker.members.views.area import back_to, blueprint, offer_organizations, seen_member
from tracker.organizations import queries as organizations
from tracker.organizations.states import LEVEL_LABELS, Level
from tracker.web.access import current_actor, requires
from tracker.web.forms import carried_out
from tracker.web.translate import choices

_FACTS = [field.name for field in fields(services.MemberFacts)]


@blueprint.route("/members/new", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def add_member() -> ResponseReturnValue:
    """Enter a member; ``?under=org-12`` proposes the organization."""
    form = NewMemberForm(data={"organization": request.args.getlist("under"), "version": 0})
    _offer(form)
    offer_organizations(form.organization)
    admitted = []

    def admit() -> None:
        home = organizations.id_of(form.organization.first)
        member = services.admit_member(current_actor(), _facts(form), home, clock.today(), since=form.since.data)
        admitted.append(member)

    if carried_out(form, admit):
        return back_to(admitted[0].id, gettext("The member is recorded."))
    return render_template("members/add_member.html", form=form), 422 if form.errors else 200


@blueprint.route("/members/<int:member_id>/correct", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def correct_member(member_id: int) -> ResponseReturnValue:
    """Mend the facts of the record."""
    member = seen_member(member_id)
    form = FactsForm(data={name: getattr(member, name) for name in (*_FACTS, "version")})
    _offer(form)

    def correct() -> None:
        services.correct_member(current_actor(), member, _facts(form), clock.today())

    if carried_out(form, correct, member.version):
        return back_to(member_id, gettext("The correction is saved."))
    return _form_page("members/correct_member.html", form, member)


@blueprint.route("/members/<int:member_id>/transfer", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def transfer_member(member_id: int) -> ResponseReturnValue:
    """Record a transfer, or temporary activity elsewhere."""
    member = seen_member(member_id)
    form = TransferForm(data={"version": member.version})
    offer_organizations(form.organization)

    def transfer() -> None:
        to = services.Transfer(organizations.id_of(form.organization.first), form.since.data, form.until.data)
        services.transfer_member(current_actor(), member, to, clock.today())

    if carried_out(form, transfer, member.version):
        return back_to(member_id, gettext("The transfer is recorded."))
    return _form_page("members/transfer_member.html", form, member)


@blueprint.route("/members/<int:member_id>/official", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def make_official(member_id: int) -> ResponseReturnValue:
    """Record that the probation has ended well."""
    member = seen_member(member_id)
    form = OfficialForm(data={"version": member.version})

    def confirm() -> None:
        services.make_official(current_actor(), member, form.official_on.data, clock.today())

    if carried_out(form, confirm, member.version):
        return back_to(member_id, gettext("The member is official now."))
    return _form_page("members/make_official.html", form, member)


@blueprint.route("/members/<int:member_id>/leave", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def record_leaving(member_id: int) -> ResponseReturnValue:
    """Record that a member has left."""
    member = seen_member(member_id)
    form = LeavingForm(data={"version": member.version})

    def leave() -> None:
        services.record_leaving(current_actor(), member, form.left_on.data, clock.today())

    if carried_out(form, leave, member.version):
        return back_to(member_id, gettext("The leaving is recorded."))
    return _form_page("members/record_leaving.html", form, member)


def _form_page(template: str, form: FactsForm, member: Member) -> ResponseReturnValue:
    return render_template(template, form=form, member=member), 422 if form.errors else 200


def _offer(form: FactsForm) -> None:
    form.sex.offer(choices(SEX_LABELS))
    form.managing_level.offer(choices(LEVEL_LABELS))


def _facts(form: FactsForm) -> services.MemberFacts:
    typed = {name: form[name].data for name in _FACTS}
    level = Level(form.managing_level.data) if form.managing_level.data else None
    return services.MemberFacts(**{**typed, "sex": Sex(form.sex.data), "managing_level": level})
