"""Pages that show discipline records: all one knows of, and those of a case."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.cases.page import load, render_case
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.discipline import forms, queries, rules, services
from tracker.discipline.models import Discipline
from tracker.discipline.rules.suspension import GROUNDS_LAW
from tracker.discipline.states import ANSWER_LABELS as REPLY_LABELS
from tracker.discipline.states import (
    DUTY_LABELS,
    GROUND_LABELS,
    PAUSED_LABELS,
    STATE_LABELS,
    STATE_TONES,
    STEP_LABELS,
    WEIGHING_STATES,
    State,
)
from tracker.discipline.views.area import CASE, blueprint, remedy_on, undated
from tracker.documents.queries import paper_numbers
from tracker.regulations.authority import ANSWER_LABELS
from tracker.regulations.circumstances import BEARING_LABELS, Bearing
from tracker.regulations.terms import FORM_LABELS, LEVEL_LABELS, ROLE_LABELS
from tracker.web.access import current_actor, requires
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices


@blueprint.get("/discipline")
@requires(Permission.SEE_CASES)
def list_disciplines() -> ResponseReturnValue:
    """The records of all cases one knows of, newest first."""
    form, cursor = forms.RecordFilterForm(formdata=request.args), cursor_of_request()
    form.state.offer([("", gettext("All")), *choices(STATE_LABELS)])
    labels = {"state_labels": STATE_LABELS, "state_tones": STATE_TONES, "form_labels": FORM_LABELS}
    if not form.validate():
        return render_template("discipline/list_disciplines.html", form=form, page=None, **labels), 422
    state = State(form.state.data) if form.state.data else None
    wanted = queries.RecordFilter(state, form.since.data, form.until.data)
    found = queries.discipline_rows(current_actor(), cursor, clock.today(), wanted)
    page = page_of(found, cursor, lambda row: (row.proposed_at, row.id))
    return render_template("discipline/list_disciplines.html", form=form, page=page, wanted=wanted, **labels)


@blueprint.get(CASE)
@requires(Permission.SEE_PAPERS)
def list_of_case(ref: str) -> ResponseReturnValue:
    """The discipline records of a case, each with its vote, effect, execution and next steps; the suspensions."""
    file = load(ref, Permission.SEE_PAPERS)
    actor, today = current_actor(), clock.today()
    records = file.once(queries.disciplines_of_case, file.case.id)
    votes, notes = queries.find_votes(records), queries.notes_of([row.id for row in records])
    printed = [paper for row in records for paper in (row.paper_id, row.ballot_minutes_id) if paper]
    return render_case(
        "discipline/list_of_case.html",
        file,
        records=records,
        votes=votes,
        notes=notes,
        shown={row.id: queries.shown_state(row, today) for row in records},
        lives={row.id: _life(row, votes.get(row.id), today) for row in records},
        bars=queries.bars_after_vote(actor, file, records),
        kept_bars={row.id: queries.kept_bar(row) for row in records if row.bar_verdict},
        duties={row.id: queries.duties_of(row, votes.get(row.id), today) for row in records},
        powers={row.id: services.powers_now(row) for row in records},
        papers=paper_numbers(printed),
        suspensions=file.once(queries.suspensions_of_case, file.case.id),
        sees_file=file.allows(actor, Permission.SEE_FILE),
        **_offered(file, records, notes, today),
        weighing=WEIGHING_STATES,
        may_review=file.allows(actor, Permission.REVIEW_DISCIPLINE),
        may_suspend=rules.check_suspending(file.row.may_open_discipline, file.case.state).allowed,
        may_issue=file.allows(actor, Permission.ISSUE_DECISION),
        **_LABELS,
    )


def _offered(
    file: CaseFile, records: list[Discipline], notes: dict[int, queries.Notes], today: date
) -> dict[str, object]:
    """What the data offer to be recorded: money paid back as mitigating, days of violations that have none."""
    return {"paid": _unweighed(records, notes, today), "remedy": remedy_on(today), **undated(file)}


def _unweighed(records: list[Discipline], notes: dict[int, queries.Notes], today: date) -> dict[int, queries.PaidBack]:
    """The money paid back that no circumstance of a record speaks of yet: id of the record → figures.

    One in free words may be that, so where no list was read any mitigating one silences the hint.
    """
    listed = any(one.key == services.REMEDIED for one in services.listed(today))
    open_records = [
        row
        for row in records
        if row.state in WEIGHING_STATES
        and not any(
            one.key == services.REMEDIED or (not listed and one.bearing is Bearing.MITIGATING)
            for one in notes[row.id].circumstances
        )
    ]
    paid = queries.paid_back([row.subject_id for row in open_records], today) if open_records else {}
    return {row.id: paid[row.subject_id] for row in open_records if row.subject_id in paid}


def _life(record: Discipline, vote: queries.Vote | None, today: date) -> queries.Lifetime | None:
    """How a decision stands in time, whichever body took it."""
    if record.state is State.DECIDED_ELSEWHERE:
        return queries.find_effect_elsewhere(record, queries.find_answer(record), today)
    return queries.find_effect(record, vote, today)


_LABELS = {
    "record_labels": STATE_LABELS,
    "record_tones": STATE_TONES,
    "form_labels": FORM_LABELS,
    "answer_labels": ANSWER_LABELS,
    "reply_labels": REPLY_LABELS,
    "role_labels": ROLE_LABELS,
    "level_labels": LEVEL_LABELS,
    "bearing_labels": BEARING_LABELS,
    "circumstance_labels": queries.LABELS,
    "step_labels": STEP_LABELS,
    "duty_labels": DUTY_LABELS,
    "paused_labels": PAUSED_LABELS,
    "ground_labels": GROUND_LABELS,
    "responsibility": services.RESPONSIBILITY,
    "grounds_law": GROUNDS_LAW,
}
