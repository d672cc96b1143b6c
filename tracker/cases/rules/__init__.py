"""Pure decisions about cases: plain values in, verdicts out."""

from tracker.cases.rules.opening import (
    ProposedSubject,
    check_assets,
    check_contents,
    check_dates_at_issue,
    check_kind,
    check_period,
    check_still_named,
    check_subject_change,
    check_subjects,
    check_work_dates,
)
from tracker.cases.rules.steps import (
    PROPOSING_STATES,
    RECORDING_STATES,
    Milestones,
    check_allegations,
    check_inspection_proposal,
    check_issue,
    check_order_kept,
    check_restart,
    check_step_date,
    check_steps,
    working_days_left,
)
from tracker.cases.rules.team import ProposedTeam, check_cell_team, check_declarations, check_team, refuse_two_parts
from tracker.cases.rules.verdicts import refuse
from tracker.regulations.procedure import CONFLICT, PROCEDURE
from tracker.regulations.verdict import OK, check_not_before, check_not_future

__all__ = [
    "CONFLICT",
    "OK",
    "PROCEDURE",
    "PROPOSING_STATES",
    "RECORDING_STATES",
    "Milestones",
    "ProposedSubject",
    "ProposedTeam",
    "check_allegations",
    "check_assets",
    "check_cell_team",
    "check_contents",
    "check_dates_at_issue",
    "check_declarations",
    "check_inspection_proposal",
    "check_issue",
    "check_kind",
    "check_not_before",
    "check_not_future",
    "check_order_kept",
    "check_period",
    "check_restart",
    "check_step_date",
    "check_steps",
    "check_still_named",
    "check_subject_change",
    "check_subjects",
    "check_team",
    "check_work_dates",
    "refuse",
    "refuse_two_parts",
    "working_days_left",
]
