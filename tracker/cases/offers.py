"""The steps that the case itself offers on its pages."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases import rules, services
from tracker.cases.deadlines import Event, EventDeadline, event_deadline
from tracker.cases.page import Area, Offer, Remark, Tab, takes_or_drafts
from tracker.cases.queries import CaseFile, petition_of
from tracker.cases.states import ACTION_LABELS, EXTENSIBLE_STATES, OPEN_STATES, TRANSITIONS, Action, State
from tracker.core.text import N_, Message, message
from tracker.lawbook.queries import OfficeLaw
from tracker.regulations.sources import GRADE_LABELS
from tracker.regulations.terms import Level
from tracker.regulations.verdict import Verdict
from tracker.workflow import Transition

_ENDPOINTS = {
    Action.ISSUE: "cases.issue_case",
    Action.LAUNCH: "cases.launch_case",
    Action.SUSPEND: "cases.suspend_case",
    Action.RESUME_ISSUED: "cases.resume_case",
    Action.RESUME_CONDUCTING: "cases.resume_case",
    Action.CANCEL: "cases.cancel_case",
}

_STOPPING = frozenset({Action.SUSPEND, Action.CANCEL})
_BY_PAPER = frozenset(_ENDPOINTS) - {Action.LAUNCH}


def _verdict(file: CaseFile, action: Action) -> Verdict:
    if action is Action.ISSUE:
        return services.check_issue(file)
    return services.check_launch(file) if action is Action.LAUNCH else rules.OK


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    found = []
    case = file.case
    if case.state is State.DRAFT and file.allows(actor, Permission.EDIT_DRAFT):
        found.append(Offer(N_("Change the draft"), url_for("cases.change_draft", ref=case.ref), rules.OK))
    for row in TRANSITIONS.from_state(case.state):
        endpoint = _ENDPOINTS.get(row.action)
        if endpoint and not _is_other_way_back(file, row.action) and _may(actor, file, row):
            url, quiet = url_for(endpoint, ref=case.ref), row.action in _STOPPING
            label = _label(actor, file, ACTION_LABELS[row.action], row.permission)
            found.append(Offer(label, url, _verdict(file, row.action), quiet))
    if case.state in EXTENSIBLE_STATES and takes_or_drafts(actor, file, Permission.AMEND_CASE):
        url = url_for("cases.extend_deadline", ref=case.ref)
        label = _label(actor, file, N_("Extend the time limit"), Permission.AMEND_CASE)
        found.append(Offer(label, url, services.check_extension(file), quiet=True))
    if _may_propose(actor, file):
        url = url_for("case_sources.open_from_case", ref=case.ref)
        found.append(Offer(N_("Propose an inspection on signs of violation"), url, rules.OK, quiet=True))
    return found


def _may(actor: Actor, file: CaseFile, row: Transition[State, Action, Permission]) -> bool:
    """Whether the step is the actor's, or its paper is his to draft: a cancellation before the decision has none."""
    has_paper = row.action in _BY_PAPER and (row.action is Action.ISSUE or file.case.decision_on is not None)
    return file.allows(actor, row.permission) or (has_paper and takes_or_drafts(actor, file, row.permission))


def _label(actor: Actor, file: CaseFile, label: str, permission: Permission) -> str | Message:
    return label if file.allows(actor, permission) else message("Write for approval: %(step)s", step=message(label))


def _may_propose(actor: Actor, file: CaseFile) -> bool:
    may = file.allows(actor, Permission.OPEN_CASE) and file.allows(actor, Permission.SEE_FILE)
    return may and services.check_inspection_proposal(file).allowed


def _is_other_way_back(file: CaseFile, action: Action) -> bool:
    from_issued = file.case.suspended_from is State.ISSUED
    return (action is Action.RESUME_ISSUED and not from_issued) or (action is Action.RESUME_CONDUCTING and from_issued)


def event_deadlines(file: CaseFile, law: OfficeLaw) -> list[EventDeadline]:
    """Launch after the decision, archive after the announcement of the conclusion."""
    case = file.case
    level, done = case.body.organization.level.value, {step.key: step.done_on for step in case.steps}
    events = []
    ended = case.state is State.CANCELLED
    if case.decision_on and not (ended and "launch_minutes" not in done):
        events.append(Event("launch", level, case.decision_on, done.get("launch_minutes")))
    if "announcement" in done:
        events.append(Event("archive", level, done["announcement"], case.archived_on))
    return [event_deadline(event, law.limits_for(case), law.calendar) for event in events]


def _remarks(_actor: Actor, file: CaseFile, today: date) -> list[Remark]:
    """That the rules name other commissions for a check of declarations; it informs: the office may know more."""
    if file.case.state not in OPEN_STATES:
        return []
    level = Level(file.case.body.organization.level.value)
    found = rules.check_assets(file.case.kind, level, file.case.decision_on or today)
    if found.allowed:
        return []
    citation = found.citations[0]
    words = message(
        "%(rule)s (%(source)s; %(grade)s)",
        rule=found.reason,
        source=str(citation),
        grade=message(GRADE_LABELS[citation.grade]),
    )
    return [Remark(words, "warn")]


AREA = Area(
    tabs=(
        Tab(N_("Summary"), "cases.show_case", Permission.SEE_PAPERS),
        Tab(
            N_("Petition"),
            "case_sources.show_petition",
            Permission.SEE_FILE,
            lambda file: len(file.case.allegations) or None,
            shown=lambda file: petition_of(file.case) is not None,
        ),
        Tab(N_("Checklist"), "cases.show_steps", Permission.SEE_PAPERS),
    ),
    offers=_offers,
    remarks=_remarks,
    deadlines=event_deadlines,
)
