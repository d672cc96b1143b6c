"""Pages of cases: list, opening, summary, checklist, and the steps of the case itself."""

from collections.abc import Iterable

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.access import Permission
from tracker.accounts.queries import signers
from tracker.cases import forms, overlaps, queries, services
from tracker.cases.contents import CONTENTS
from tracker.cases.draft_form import draft_of, find_subjects, offer, planned, present
from tracker.cases.kinds import CLOCK_LABELS, KINDS, Kind
from tracker.cases.models import Extension, Suspension
from tracker.cases.offers import event_deadlines as own_deadlines
from tracker.cases.page import (
    approval_for,
    carry_out,
    days_left,
    event_deadlines,
    law_of_page,
    limit_moved,
    load,
    outline_or_404,
    render_case,
)
from tracker.cases.papers import (
    HAND_PAPERS,
    Explained,
    compose_cell_minutes,
    compose_decision,
    compose_explanation,
    compose_hand_paper,
    compose_plan,
)
from tracker.cases.planning import PlannedItem, get_planned
from tracker.cases.queries import CaseFile, CaseFilter
from tracker.cases.queries.limits import find_deadline, rule_bodies
from tracker.cases.states import (
    BASIS_LABELS,
    OUTCOME_LABELS,
    SEVERITY_LABELS,
    STATE_LABELS,
    STATE_TONES,
    TEAM_ROLE_LABELS,
    State,
)
from tracker.core import clock
from tracker.core.errors import NotVisible, RuleViolation
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.composing import Signer
from tracker.documents.parts import Paper
from tracker.documents.render import render_pdf
from tracker.documents.team import CellMinutesPaper
from tracker.documents.wordings import settled
from tracker.organizations.states import BodyKind
from tracker.programmes.overlap import Weight, sentences_of
from tracker.programmes.queries import find_place
from tracker.regulations.deadlines import Due
from tracker.regulations.sources import GRADE_LABELS
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import say

blueprint = Blueprint("cases", __name__, url_prefix="/cases")

TIMINGS = ("open", "overdue", "waiting")


@blueprint.get("/")
@requires(Permission.SEE_CASES)
def list_cases() -> ResponseReturnValue:
    """The cases one knows of, newest first, narrowed by the address."""
    wanted, cursor = _filter_of_request(), cursor_of_request()
    found = queries.case_rows(current_actor(), wanted, cursor)
    page = page_of(found, cursor, lambda row: (row.opened_at, row.id))
    return render_template(
        "cases/list_cases.html",
        page=page,
        wanted=wanted,
        own_rules=rule_bodies([row.ref for row in page.rows], law_of_page()),
        total=queries.count_cases(current_actor(), wanted),
        kinds=KINDS,
        state_labels=STATE_LABELS,
        state_tones=STATE_TONES,
        left={row.id: days_left(row.due_on, row.state, law_of_page().calendar) for row in page.rows},
    )


def _filter_of_request() -> CaseFilter:
    given = request.args
    organization = given.get("organization", "")
    return CaseFilter(
        text=given.get("q", "")[:100],
        kind=Kind(given["kind"]) if given.get("kind") in set(Kind) else None,
        state=State(given["state"]) if given.get("state") in set(State) else None,
        organization_id=int(organization) if organization.isascii() and organization.isdigit() else None,
        timing=given.get("timing", "") if given.get("timing") in TIMINGS else "",
        today=clock.today(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.OPEN_CASE)
def open_case() -> ResponseReturnValue:
    """Open a case."""
    item = _item_of_request()
    form = forms.CaseForm(data=planned(item) if item else None)
    offer(form)
    if form.validate_on_submit():
        try:
            case = services.open_case(current_actor(), draft_of(form), clock.today())
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("The case is opened."), "success")
            _tell(draft_of(form), case.id)
            return redirect(url_for("cases.show_case", ref=case.ref), 303)
    return render_template("cases/open_case.html", form=form), 422 if form.errors else 200


def _item_of_request() -> PlannedItem | None:
    """The item of a programme that the case is opened from; 404 where there is no such item for the reader."""
    given = request.args.get("item")
    return get_planned(current_actor(), int(given) if given.isascii() and given.isdigit() else 0) if given else None


def _tell(draft: services.Draft, case_id: int) -> None:
    """What is only to be told, after the case is opened."""
    for weight, text in sentences_of(services.overlaps_of(current_actor(), draft, case_id, clock.today())):
        if weight is Weight.INFORM:
            flash(say(text), "info")


@blueprint.route("/<ref>/draft", methods=["GET", "POST"])
@requires(Permission.EDIT_DRAFT)
def change_draft(ref: str) -> ResponseReturnValue:
    """Change a case in preparation."""
    file = load(ref, Permission.EDIT_DRAFT)
    form = (forms.CaseForm if file.case.petition_id is None else forms.WorkForm)(data=present(file))
    offer(form)

    def change() -> None:
        services.change_draft(current_actor(), file, draft_of(form, file.case), clock.today())

    return carry_out(file, form, change, "cases/change_draft.html", gettext("The draft is changed."))


@blueprint.get("/subjects.json")
@requires(Permission.OPEN_CASE)
def suggest_subjects() -> ResponseReturnValue:
    """Organizations and members that fit what was typed."""
    found = find_subjects(request.args.get("q", "")[:100])
    return jsonify([{"key": key, "label": label} for key, label in found])


@blueprint.get("/<ref>")
@requires(Permission.SEE_CASES)
def show_case(ref: str) -> ResponseReturnValue:
    """The summary of a case, or what one may know of it from outside."""
    try:
        file = load(ref, Permission.SEE_PAPERS)
    except NotVisible:
        return outline_or_404(ref)
    return render_case(
        "cases/show_case.html",
        file,
        contents=[CONTENTS[row.code] for row in file.case.contents if row.code in CONTENTS],
        deadline=find_deadline(file.case, law_of_page()),
        events=event_deadlines(file),
        linked=queries.linked_cases(current_actor(), file.case),
        planned_as=find_place(current_actor(), file.case.plan_item_id),
        basis_labels=BASIS_LABELS,
        clock_labels=CLOCK_LABELS,
        role_labels=TEAM_ROLE_LABELS,
        outcome_labels=OUTCOME_LABELS,
        severity_labels=SEVERITY_LABELS,
        wanted=[CATALOGUE[key] for key in printable(file)],
    )


@blueprint.get("/<ref>/deadline.pdf")
@requires(Permission.SEE_PAPERS)
def explain_deadline(ref: str) -> ResponseReturnValue:
    """“Why this date?” as a paper, for the file and for whoever asks."""
    file = load(ref, Permission.SEE_PAPERS, part="papers")
    due = find_deadline(file.case, law_of_page()).due
    if due is None:
        raise NotVisible
    with force_locale("vi"):
        words = _explained(file, due)
    paper = compose_explanation(current_actor(), file, due, words, clock.today())
    return pdf_response(render_pdf(paper.key, settled(paper, file.case.body, clock.today())), "giai-trinh-thoi-han.pdf")


@blueprint.get("/<ref>/print/<key>.pdf")
@requires(Permission.SEE_PAPERS)
def print_paper(ref: str, key: str) -> ResponseReturnValue:
    """A paper of the team that has no number: one to be filled in by hand, or the draft of its decision or plan."""
    file = load(ref, Permission.SEE_PAPERS, part="papers")
    if key not in printable(file):
        raise NotVisible
    draft = {"team_decision": compose_decision, "team_plan": compose_plan}.get(key)
    if draft is not None:
        signer = next((Signer(one.full_name, one.position) for one in signers(file.case.body_id)), Signer("", ""))
        sign = f"{CATALOGUE[key].type_sign}/{file.case.body.sign}"
        paper: Paper = draft(file, signer, (None, sign), None)
    elif key == CellMinutesPaper.key:
        paper = next(compose_cell_minutes(file, clock.today()))
    else:
        paper = compose_hand_paper(key, file, clock.today())
    state = "issued" if draft is None else "draft"
    content = render_pdf(key, settled(paper, file.case.body, clock.today()), state=state)
    return pdf_response(content, f"{key.replace('_', '-')}.pdf")


def printable(file: CaseFile) -> list[str]:
    """The papers of the team wanted at this step: its drafts until they are numbered, and what is filled in by hand."""
    keys: Iterable[str] = (*(("team_decision", "team_plan") if file.case.state is State.DRAFT else ()), *HAND_PAPERS)
    own = (CellMinutesPaper.key,) if file.case.body.kind is BodyKind.CELL_MEETING else ()
    return [key for key in (*keys, *own) if CATALOGUE[key].serves(file.case.kind, file.case.state)]


def _explained(file: CaseFile, due: Due) -> Explained:
    return Explained(
        start_event=say(CLOCK_LABELS[file.case.clock_start]),
        steps=[say(step) for step in due.steps()],
        grades=[say(GRADE_LABELS[citation.grade]) for citation in due.citations],
    )


@blueprint.get("/<ref>/steps")
@requires(Permission.SEE_PAPERS)
def show_steps(ref: str) -> ResponseReturnValue:
    """The checklist of the kind with what is done."""
    file = load(ref, Permission.SEE_PAPERS)
    done = {step.key: step for step in file.case.steps}
    can_record = file.allows(current_actor(), Permission.CONDUCT_CASE)
    values = {"done": done, "can_record": can_record, "open_steps": services.open_steps(file, clock.today())}
    values |= {"can_correct": {key for key in done if services.may_correct_start(current_actor(), file, key)}}
    values |= {"acknowledged": overlaps.acknowledged(current_actor(), file.case.id)}
    return render_case("cases/show_steps.html", file, events=own_deadlines(file, law_of_page()), **values)


@blueprint.route("/<ref>/steps/<key>", methods=["GET", "POST"])
@requires(Permission.CONDUCT_CASE)
def record_step(ref: str, key: str) -> ResponseReturnValue:
    """Record a step of the checklist."""
    file = load(ref, Permission.CONDUCT_CASE)
    step = services.get_step(file, key)
    form = forms.StepForm(data=_as_recorded(file, key))

    def save() -> None:
        today = clock.today()
        services.record_step(current_actor(), file, key, form.done_on.data, form.note.data, today)

    back = url_for("cases.show_steps", ref=ref)
    values = {"step": step, "version": form.version.object_data}
    return carry_out(file, form, save, "cases/record_step.html", gettext("The step is recorded."), back, **values)


@blueprint.route("/<ref>/steps/<key>/correct", methods=["GET", "POST"])
@requires(Permission.AMEND_CASE)
def correct_start(ref: str, key: str) -> ResponseReturnValue:
    """Put right the recorded day from which the time limit runs."""
    file = load(ref, Permission.AMEND_CASE)
    step = services.get_step(file, key)
    if services.recorded_step(file, key) is None:
        raise NotVisible
    form = forms.StartForm(data=_as_recorded(file, key))

    def correct() -> None:
        done = (form.done_on.data, form.note.data)
        services.correct_start(current_actor(), file, key, done, form.reason.data, clock.today())

    values = {"step": step, "version": form.version.object_data, "clock_labels": CLOCK_LABELS}
    before = values["deadline"] = find_deadline(file.case, law_of_page())
    back = url_for("cases.show_steps", ref=ref)
    return carry_out(file, form, correct, "cases/correct_start.html", limit_moved(file, before), back, **values)


def _as_recorded(file: CaseFile, key: str) -> dict[str, object]:
    done = services.recorded_step(file, key)
    return {"done_on": done.done_on, "note": done.note, "version": done.version} if done else {"version": 0}


@blueprint.route("/<ref>/issue", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def issue_case(ref: str) -> ResponseReturnValue:
    """Number the decision and the plan."""
    file = load(ref, Permission.DRAFT_PAPER)
    approval = approval_for(file, Permission.ISSUE_CASE)
    form = forms.IssueForm(**approval.filled, data={"version": file.case.version, "decision_on": clock.today()})
    people = {str(account.id): account.full_name for account in signers(file.case.body_id)}
    form.signer.offer(list(people.items()))

    def issue() -> None:
        signer, reason = people[form.signer.data], form.overlap_reason.data or ""
        services.issue_case(current_actor(), file, signer, form.decision_on.data, clock.today(), reason)

    return carry_out(
        file,
        form,
        issue,
        "cases/issue_case.html",
        gettext("The decision and the plan are numbered."),
        approval=approval,
    )


@blueprint.route("/<ref>/launch", methods=["GET", "POST"])
@requires(Permission.CONDUCT_CASE)
def launch_case(ref: str) -> ResponseReturnValue:
    """Record the launch."""
    file = load(ref, Permission.CONDUCT_CASE)
    form = forms.LaunchForm(data={"version": file.case.version})

    def launch() -> None:
        services.launch_case(current_actor(), file, form.launched_on.data, form.note.data, clock.today())

    rows = [row for row in own_deadlines(file, law_of_page()) if row.event.key == "launch"]
    return carry_out(file, form, launch, "cases/launch_case.html", gettext("The launch is recorded."), events=rows)


@blueprint.route("/<ref>/extend", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def extend_deadline(ref: str) -> ResponseReturnValue:
    """Extend the time limit."""
    file = load(ref, Permission.DRAFT_PAPER)
    approval = approval_for(file, Permission.AMEND_CASE)
    form = forms.ExtensionForm(**approval.filled, data={"version": file.case.version})
    form.signer.offer_signers(file.case.body_id)

    def extend() -> None:
        extension = Extension(
            days=form.days.data,
            decided_on=form.decided_on.data,
            decision=form.decision.data,
            reason=form.reason.data,
        )
        services.extend_deadline(current_actor(), file, extension, clock.today(), form.signer.data or "")

    values, done = {"deadline": find_deadline(file.case, law_of_page())}, gettext("The time limit is extended.")
    return carry_out(file, form, extend, "cases/extend_deadline.html", done, approval=approval, **values)


@blueprint.route("/<ref>/suspend", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def suspend_case(ref: str) -> ResponseReturnValue:
    """Suspend the case."""
    file = load(ref, Permission.DRAFT_PAPER)
    approval = approval_for(file, Permission.AMEND_CASE)
    form = forms.SuspensionForm(**approval.filled, data={"version": file.case.version})
    form.signer.offer_signers(file.case.body_id)

    def suspend() -> None:
        suspension = Suspension(since=form.since.data, decision=form.decision.data, reason=form.reason.data)
        services.suspend_case(current_actor(), file, suspension, clock.today(), form.signer.data or "")

    return carry_out(
        file, form, suspend, "cases/suspend_case.html", gettext("The case is suspended."), approval=approval
    )


@blueprint.route("/<ref>/resume", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def resume_case(ref: str) -> ResponseReturnValue:
    """Resume a suspended case."""
    file = load(ref, Permission.DRAFT_PAPER)
    approval = approval_for(file, Permission.AMEND_CASE)
    form = forms.ResumptionForm(**approval.filled, data={"version": file.case.version})
    form.signer.offer_signers(file.case.body_id)

    def resume() -> None:
        until, decision, signer = form.until.data, form.decision.data, form.signer.data or ""
        ordered = services.Ordered(until, decision, signer) if decision or signer else None
        services.resume_case(current_actor(), file, until, clock.today(), ordered, form.reason.data)

    return carry_out(file, form, resume, "cases/resume_case.html", gettext("The case is resumed."), approval=approval)


@blueprint.route("/<ref>/cancel", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def cancel_case(ref: str) -> ResponseReturnValue:
    """Cancel the case."""
    file = load(ref, Permission.DRAFT_PAPER)
    approval = approval_for(file, Permission.AMEND_CASE)
    form = forms.CancellationForm(**approval.filled, data={"version": file.case.version, "decided_on": clock.today()})
    form.signer.offer_signers(file.case.body_id)
    form.keep(is_decided=file.case.decision_on is not None)

    def cancel() -> None:
        signed = (form.decided_on.data, form.decision.data, form.signer.data or "") if "decision" in form else None
        ordered = services.Ordered(*signed) if signed else None
        services.cancel_case(current_actor(), file, form.reason.data, clock.today(), ordered)

    return carry_out(file, form, cancel, "cases/cancel_case.html", gettext("The case is cancelled."), approval=approval)
