"""Pages after the decision: duties, the chain of responsibility; suspensions of a subject."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.page import carry_out, load
from tracker.cases.services import Ordered
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.discipline import forms, queries, services
from tracker.discipline.models import Discipline
from tracker.discipline.queries.chain import Chain
from tracker.discipline.rules.suspension import GROUNDS_LAW
from tracker.discipline.states import (
    DUTY_LABELS,
    GROUND_LABELS,
    KNOWN_ELSEWHERE,
    PAUSED_LABELS,
    Duty,
    Ground,
    Paused,
    State,
)
from tracker.discipline.views.area import CASE, RECORD, blueprint, load_record, step, undated
from tracker.documents.asking import approval_of
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices

_SUSPENSIONS = f"{CASE}/suspensions"


@blueprint.route(f"{RECORD}/duties/<key>", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def do_duty(ref: str, number: int, key: str) -> ResponseReturnValue:
    """Record that a duty after the decision was done."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    rows = queries.duties_of(record, queries.find_vote(record), clock.today())
    row = next((found for found in rows if found.duty.value == key and _ticked(record, found)), None)
    if row is None:
        raise NotVisible
    known = queries.find_step(record, row.duty)
    version = known.version if known else 0
    form = forms.DutyForm(data={"version": version, "done_on": row.done_on, "note": row.note})

    def do() -> None:
        done = (form.done_on.data, form.note.data)
        services.do_duty(current_actor(), file, record, row.duty, done, clock.today())

    shown = {"row": row, "duty_labels": DUTY_LABELS, "version": version}
    return step(file, record, form, do, "discipline/do_duty.html", gettext("The duty is recorded."), **shown)


@blueprint.route(f"{RECORD}/responsibility", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def review_responsibility(ref: str, number: int) -> ResponseReturnValue:
    """Record that the chain of responsibility was examined."""
    file, record = load_record(ref, number, Permission.REVIEW_DISCIPLINE)
    if not queries.is_disciplined(record):
        raise NotVisible
    known = queries.notes_of([record.id])[record.id].review
    names = ("reviewed_on", "head_name", "findings")
    chain = queries.chain_of(current_actor(), record)
    present = {name: getattr(known, name) for name in names if known} or _heads(chain)
    version = known.version if known else 0
    form = forms.ResponsibilityForm(data={"version": version, **present})
    form.keep(is_member=record.subject.member_id is not None)

    def review() -> None:
        head = form.head_name.data if "head_name" in form else ""
        examined = services.Examined(form.reviewed_on.data, form.findings.data, head)
        services.review_responsibility(current_actor(), file, record, examined, clock.today())

    done = gettext("The examination of responsibility is recorded.")
    page, shown = "discipline/review_responsibility.html", {"version": version, "chain": chain}
    return step(
        file, record, form, review, page, done, law=(services.RESPONSIBILITY,), **shown, **undated(file, record)
    )


def _ticked(record: Discipline, row: queries.DutyRow) -> bool:
    """Whether a duty is recorded here: also the announcement by the competent body, while it is not known."""
    elsewhere = record.state is State.DECIDED_ELSEWHERE and row.duty is Duty.ANNOUNCED and row.done_on is None
    return elsewhere or row.duty not in KNOWN_ELSEWHERE


def _heads(chain: Chain | None) -> dict[str, object]:
    """The head on record, for the form to be filled with."""
    heads = [head.name for link in chain.links for head in link.heads] if chain else []
    return {"head_name": ", ".join(heads)[:200]} if heads else {}


@blueprint.route(f"{_SUSPENSIONS}/new/<int:subject>", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def suspend_activity(ref: str, subject: int) -> ResponseReturnValue:
    """Record a suspension of a subject."""
    file = load(ref, Permission.REVIEW_DISCIPLINE)
    row = file.subject(subject)
    approval = approval_of(file.case.body_id)
    form = forms.SuspensionForm(
        **approval.filled, data={"version": file.case.version, "body_name": file.case.body.name}
    )
    is_member = row.member_id is not None
    fitting = [kind for kind in Paused if (kind is Paused.ORGANIZATION) is not is_member]
    form.kind.offer(choices(PAUSED_LABELS, only=fitting))
    form.ground.offer(choices(GROUND_LABELS))
    form.signer.offer_signers(file.case.body_id)

    def suspend() -> None:
        services.suspend_activity(current_actor(), file, row, _suspension(form), clock.today())

    done = gettext("The suspension is recorded.")
    back = url_for("discipline.list_of_case", ref=ref)
    shown = {"subject": row, "law": (GROUNDS_LAW,)}
    return carry_out(file, form, suspend, "discipline/suspend_activity.html", done, back, **shown, approval=approval)


def _suspension(form: forms.SuspensionForm) -> services.NewSuspension:
    return services.NewSuspension(
        kind=Paused(form.kind.data),
        ground=Ground(form.ground.data),
        ground_text=form.ground_text.data,
        body_name=form.body_name.data,
        decision=form.decision.data,
        since=form.since.data,
        own_days=form.own_days.data,
        own_reason=form.own_reason.data,
        signer=form.signer.data or "",
    )


@blueprint.route(f"{_SUSPENSIONS}/<int:number>/extend", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def extend_suspension(ref: str, number: int) -> ResponseReturnValue:
    """Extend a suspension."""
    file = load(ref, Permission.REVIEW_DISCIPLINE)
    row = queries.get_suspension(file.case.id, number)
    approval = approval_of(file.case.body_id)
    form = forms.ExtensionForm(**approval.filled, data={"version": row.version})
    form.signer.offer_signers(file.case.body_id)

    def extend() -> None:
        days, decision = form.extended_days.data, form.extension.data
        new = services.NewExtension(days, decision, form.signer.data or "", form.reason.data)
        services.extend_suspension(current_actor(), file, row, new, clock.today())

    done = gettext("The suspension is extended.")
    back = url_for("discipline.list_of_case", ref=ref)
    shown = {"row": row, "version": row.version}
    return carry_out(file, form, extend, "discipline/extend_suspension.html", done, back, **shown, approval=approval)


@blueprint.route(f"{_SUSPENSIONS}/<int:number>/end", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def end_suspension(ref: str, number: int) -> ResponseReturnValue:
    """Record the end of a suspension."""
    file = load(ref, Permission.REVIEW_DISCIPLINE)
    row = queries.get_suspension(file.case.id, number)
    approval = approval_of(file.case.body_id)
    form = forms.EndForm(**approval.filled, data={"version": row.version, "ended_on": clock.today()})
    form.signer.offer_signers(file.case.body_id)

    def end() -> None:
        on, lifting, signer = form.ended_on.data, form.lifting.data, form.signer.data or ""
        ordered = Ordered(on, lifting, signer) if lifting or signer else None
        ending = services.Ending(on, form.ending.data, ordered)
        services.end_suspension(current_actor(), file, row, ending, clock.today())

    done = gettext("The end of the suspension is recorded.")
    back = url_for("discipline.list_of_case", ref=ref)
    shown = {"row": row, "version": row.version}
    return carry_out(file, form, end, "discipline/end_suspension.html", done, back, **shown, approval=approval)
