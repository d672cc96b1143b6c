"""The register of complaints, those of a case, and the complaint that a case handles."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Actor, Permission
from tracker.appeals import forms, queries, services
from tracker.appeals.models import Appeal
from tracker.appeals.offers import linkable, receivable, steps_of
from tracker.appeals.states import OPEN_STATES, State
from tracker.appeals.views.area import CASE, LABELS, blueprint, tab
from tracker.cases.page import carry_out, load, render_case
from tracker.cases.queries import CaseFile, find_petition
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.discipline.queries import get_discipline
from tracker.documents.queries import paper_numbers
from tracker.regulations.appeals import RESTORATION, Outcome, appeal_row
from tracker.regulations.effect import Dates, Effect, takes_effect
from tracker.web.access import current_actor, requires
from tracker.web.pagination import cursor_of_request, page_of


@blueprint.get("/complaints")
@requires(Permission.SEE_CASES)
def list_appeals() -> ResponseReturnValue:
    """The complaints in all cases one knows of, newest first."""
    state = State(request.args["state"]) if request.args.get("state") in set(State) else None
    outcome = Outcome(request.args["outcome"]) if request.args.get("outcome") in set(Outcome) else None
    cursor = cursor_of_request()
    found = queries.appeal_rows(current_actor(), cursor, state, outcome)
    page = page_of(found, cursor, lambda row: (row.received_on, row.id))
    return render_template("appeals/list_appeals.html", page=page, state=state, outcome=outcome, **LABELS)


@blueprint.get(CASE)
@requires(Permission.SEE_PAPERS)
def list_of_case(ref: str) -> ResponseReturnValue:
    """The complaints against the disciplines of a case, with their steps and what is to be restored; of a case on a
    complaint the decision that it is about."""
    file = load(ref, Permission.SEE_PAPERS, part="complaints")
    actor, today = current_actor(), clock.today()
    appeals = file.once(queries.appeals_of_case, file.case.id)
    return render_case(
        "appeals/list_of_case.html",
        file,
        appeals=appeals,
        steps={row.id: steps_of(actor, file, row) for row in appeals},
        going_on=OPEN_STATES,
        threads=queries.threads_of(actor, appeals),
        effects={row.id: _effect(row) for row in appeals},
        new=[*linkable(actor, file), *receivable(actor, file, today)],
        papers=_papers(file, appeals),
        unlinked=queries.unlinkings_of(file.case.id),
        sees_file=file.allows(actor, Permission.SEE_FILE),
        may_issue=file.allows(actor, Permission.ISSUE_DECISION),
        execution=appeal_row("execution", today),
        restoration=RESTORATION,
        **_handled_here(actor, file),
        **LABELS,
    )


def _papers(file: CaseFile, appeals: list[Appeal]) -> dict[int, tuple[str, str]]:
    """The papers of decisions issued in this case; that of another case is named by its number alone."""
    issued_here = [row.paper_id for row in appeals if row.paper_id and row.petition_id is None]
    return paper_numbers(issued_here)


def _effect(appeal: Appeal) -> Effect | None:
    """From which day the decision has effect, by the rule of its day; bodies that hear complaints are no cells."""
    if appeal.decided_on is None or (appeal.heard_above and appeal.announced_on is None):
        return None
    dates = Dates(appeal.session_on, appeal.decided_on, appeal.announced_on)
    return takes_effect(False, dates, appeal.decided_on)


def _handled_here(actor: Actor, file: CaseFile) -> dict[str, object]:
    """Of a case on a complaint: the complaint as it is recorded, and the disciplines that it may be about."""
    if not file.row.rules_on_complaint:
        return {"handled": [], "contested": [], "heard": []}
    heard, ref = queries.heard_in(file.case), file.case.ref
    return {
        "handled": [row for row in queries.appeals_of_petition(actor, file.case.petition_id) if row.case_ref != ref],
        "contested": queries.contested_in(actor, file.case, clock.today()),
        "heard": [(row, steps_of(actor, file, row, place)) for place, row in enumerate(heard, 1)],
    }


@blueprint.route("/cases/<ref>/complained/<case_ref>/<int(max=9999):number>", methods=["GET", "POST"])
@requires(Permission.SEE_PAPERS)
def take_over(ref: str, case_ref: str, number: int) -> ResponseReturnValue:
    """Record the complaint that a case handles against the discipline it is about, as the petition tells it."""
    contested = load(case_ref, Permission.ISSUE_DECISION, part="complaints")
    file = load(ref, Permission.SEE_PAPERS, part="complaints")
    petition = find_petition(file.case)
    record = get_discipline(contested.case.id, number)
    if petition is None or not file.row.rules_on_complaint or not queries.is_about(record, file.case):
        raise NotVisible
    given = {"version": record.version, "decision_received_on": petition.decision_received_on}
    form = forms.TakeOverForm(data=given)
    if petition.decision_received_on:
        del form.decision_received_on

    def take() -> None:
        received = form.decision_received_on.data if "decision_received_on" in form else None
        services.take_over(current_actor(), contested, record, file, received, clock.today())

    ladder = appeal_row("ladder", clock.today())
    values = {"record": record, "version": record.version, "petition": petition, "ladder": ladder, **LABELS}
    done, back = gettext("The complaint is recorded."), tab(contested.case.ref)
    return carry_out(file, form, take, "appeals/take_over.html", done, back, **values)
