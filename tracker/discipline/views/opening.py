"""Pages that open a record: by a proposal after the conclusion, or together with the work before it."""

from collections.abc import Callable

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.page import carry_out, load
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.discipline import forms, queries, services
from tracker.discipline.rules import Preset
from tracker.discipline.views.area import CASE, RECORD, blueprint, load_record, remedy_on, step, undated
from tracker.organizations.queries import bodies_of
from tracker.regulations.authority import ANSWER_LABELS
from tracker.regulations.measures import rows_for
from tracker.regulations.terms import FORM_LABELS, LEVEL_LABELS, Form, Level
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices


@blueprint.route(f"{CASE}/propose/<int:subject>", methods=["GET", "POST"])
@requires(Permission.PROPOSE_DISCIPLINE)
def propose_discipline(ref: str, subject: int) -> ResponseReturnValue:
    """Propose discipline for a subject."""
    file = load(ref, Permission.PROPOSE_DISCIPLINE)
    row = file.subject(subject)
    form = forms.ProposalForm(data=_present(file, subject))

    def propose() -> None:
        services.propose_discipline(current_actor(), file, row, _proposal(form), clock.today())

    done = gettext("Discipline is proposed.")
    return _open(file, subject, form, propose, "discipline/propose_discipline.html", done)


@blueprint.route(f"{CASE}/combine/<int:subject>", methods=["GET", "POST"])
@requires(Permission.PROPOSE_DISCIPLINE)
def combine_discipline(ref: str, subject: int) -> ResponseReturnValue:
    """Consider the discipline of a subject together with the work, before its conclusion."""
    file = load(ref, Permission.PROPOSE_DISCIPLINE)
    row = file.subject(subject)
    form = forms.CombinationForm(data=_present(file, subject))

    def combine() -> None:
        approval = services.Approval(
            form.approved_on.data, form.approved_by.data, form.clear_ground.data, Form(form.named_form.data)
        )
        services.combine_discipline(current_actor(), file, row, _proposal(form), approval, clock.today())

    done = gettext("The procedures are combined; discipline is under review.")
    return _open(file, subject, form, combine, "discipline/combine_discipline.html", done)


def _present(file: CaseFile, number: int) -> dict[str, object]:
    """What the data say already: the body that the table on authority points to, and the facts on a member."""
    body, facts = _preset(file, number).body_id, queries.known_facts(file.subject(number), clock.today())
    return {"version": file.case.version, "body": str(body), **facts}


def _preset(file: CaseFile, number: int) -> Preset:
    bodies = bodies_of(file.case.body.organization_id)
    return services.preset_of(bodies, file.subject(number), file.case.body_id, clock.today())


def _open(
    file: CaseFile, number: int, form: forms.ProposalForm, act: Callable[[], None], page: str, done: str
) -> ResponseReturnValue:
    row, today = file.subject(number), clock.today()
    bodies = bodies_of(file.case.body.organization_id)
    known = [found.form for found in rows_for(queries.subject_type_of(row, today), today)]
    paid = queries.paid_back([row.id], today).get(row.id)
    form.body.offer([(str(body.id), body.name) for body in bodies])
    for name in ("form", "base_form", "named_form"):
        if name in form:
            form[name].offer(choices(FORM_LABELS, only=known))
    for field in (form.managing_level, form.committee_level):
        field.offer(choices(LEVEL_LABELS))
    form.keep(is_member=row.member_id is not None, paid_back=paid is not None)
    back = url_for("discipline.list_of_case", ref=file.case.ref)
    powers = services.proposal_powers(bodies, row, today)
    shown = {"powers": powers, "form_labels": FORM_LABELS, "answer_labels": ANSWER_LABELS}
    names = {body.id: body.name for body in bodies}
    offered = {"preset": _preset(file, number), "names": names, "paid": paid, "remedy": remedy_on(today)}
    return carry_out(file, form, act, page, done, back, subject=row, **shown, **offered, **undated(file))


def _proposal(form: forms.ProposalForm) -> services.Proposal:
    managing, seat = form.typed("managing_level"), form.typed("committee_level")
    return services.Proposal(
        int(form.body.data),
        Form(form.form.data),
        bool(form.typed("holds_post")),
        form.reason.data,
        form.override_reason.data,
        Form(form.base_form.data),
        form.departure_reason.data,
        services.Facts(
            bool(form.typed("superior_task")),
            Level(managing) if managing else None,
            Level(seat) if seat else None,
        ),
        bool(form.typed("remedied")),
    )


@blueprint.route(f"{RECORD}/lapse", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def lapse(ref: str, number: int) -> ResponseReturnValue:
    """Close a record of the combined procedure that the conclusion does not call for."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    form = forms.LapseForm(data={"version": record.version})

    def close() -> None:
        services.lapse_discipline(current_actor(), file, record, form.reason.data)

    return step(file, record, form, close, "discipline/lapse.html", gettext("The record is closed."))
