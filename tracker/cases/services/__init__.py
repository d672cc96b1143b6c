"""The verbs of a case: open, change the draft, issue, launch, note steps, extend, suspend, resume, cancel."""

from tracker.cases.services.allegations import judge_allegation
from tracker.cases.services.amending import Drafted, Ordered, number_decision
from tracker.cases.services.draft import Draft
from tracker.cases.services.moving import follow_up_automatically, move, note_step, prepare, title_key, unnote_step
from tracker.cases.services.opening import change_draft, change_draft_team, check_cell, check_near, open_case
from tracker.cases.services.overlapping import overlaps_of
from tracker.cases.services.recomputing import Recomputed, recompute_deadlines
from tracker.cases.services.sources import (
    check_inspection_proposal,
    open_from_case,
    open_from_observation,
    open_from_petition,
    signs_of,
    usual_contents,
    words_for_case,
    words_for_observation,
    words_for_petition,
)
from tracker.cases.services.steps import (
    cancel_case,
    check_declared,
    check_extension,
    check_issue,
    check_launch,
    check_petition,
    correct_start,
    extend_deadline,
    get_step,
    issue_case,
    launch_case,
    may_correct_start,
    open_steps,
    record_step,
    recorded_step,
    resume_case,
    suspend_case,
)
from tracker.cases.services.subjects import change_subjects

__all__ = [
    "Draft",
    "Drafted",
    "Ordered",
    "Recomputed",
    "cancel_case",
    "change_draft",
    "change_draft_team",
    "change_subjects",
    "check_cell",
    "check_declared",
    "check_extension",
    "check_inspection_proposal",
    "check_issue",
    "check_launch",
    "check_near",
    "check_petition",
    "correct_start",
    "extend_deadline",
    "follow_up_automatically",
    "get_step",
    "issue_case",
    "judge_allegation",
    "launch_case",
    "may_correct_start",
    "move",
    "note_step",
    "number_decision",
    "open_case",
    "open_from_case",
    "open_from_observation",
    "open_from_petition",
    "open_steps",
    "overlaps_of",
    "prepare",
    "recompute_deadlines",
    "record_step",
    "recorded_step",
    "resume_case",
    "signs_of",
    "suspend_case",
    "title_key",
    "unnote_step",
    "usual_contents",
    "words_for_case",
    "words_for_observation",
    "words_for_petition",
]
