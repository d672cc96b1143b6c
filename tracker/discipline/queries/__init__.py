"""Reads of discipline records and of what stands beside them. The caller checked the sight of the case."""

from tracker.discipline.queries.bars import KeptBar, bar_verdict, bars_after_vote, kept_bar
from tracker.discipline.queries.beside import (
    LABELS,
    Notes,
    circumstances_of,
    deferred_spans,
    find_open_deferral,
    get_circumstance,
    get_suspension,
    next_number,
    notes_of,
    suspensions_of_case,
)
from tracker.discipline.queries.effect import counted_from, ended_disciplines, ended_sql, find_effect, shown_state
from tracker.discipline.queries.execution import DutyRow, duties_of, find_step
from tracker.discipline.queries.records import (
    DecidedRow,
    DisciplineRow,
    decided_of_case,
    discipline_rows,
    disciplines_of_case,
    get_discipline,
    has_open,
)
from tracker.discipline.queries.standing import (
    known_facts,
    level_of,
    posts_held,
    standing_of,
    standing_of_record,
    subject_type_of,
)
from tracker.discipline.queries.votes import Vote, find_vote, find_votes

__all__ = [
    "LABELS",
    "DecidedRow",
    "DisciplineRow",
    "DutyRow",
    "KeptBar",
    "Notes",
    "Vote",
    "bar_verdict",
    "bars_after_vote",
    "circumstances_of",
    "counted_from",
    "decided_of_case",
    "deferred_spans",
    "discipline_rows",
    "disciplines_of_case",
    "duties_of",
    "ended_disciplines",
    "ended_sql",
    "find_effect",
    "find_open_deferral",
    "find_step",
    "find_vote",
    "find_votes",
    "get_circumstance",
    "get_discipline",
    "get_suspension",
    "has_open",
    "kept_bar",
    "known_facts",
    "level_of",
    "next_number",
    "notes_of",
    "posts_held",
    "shown_state",
    "standing_of",
    "standing_of_record",
    "subject_type_of",
    "suspensions_of_case",
]
