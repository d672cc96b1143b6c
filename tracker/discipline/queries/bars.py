"""The form voted against the time bar of each violation, and what a barred record keeps of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor
from tracker.cases.queries import CaseFile
from tracker.discipline.models import Discipline
from tracker.discipline.queries.beside import deferred_spans
from tracker.discipline.rules import AFTER_VOTE, BarVerdict
from tracker.findings.queries import ViolationBar, ledger_of_case
from tracker.regulations.sources import Citation, Grade


def bars_after_vote(actor: Actor, file: CaseFile, records: Collection[Discipline]) -> dict[int, list[ViolationBar]]:
    """The violations of each record that was voted on, against the form voted: id of the record → its violations.

    What the actor may know of other cases counts as well; the time for which the
    consideration was put off is left out.
    """
    voted, concluded_on = [record for record in records if record.voted_form is not None], file.case.concluded_on
    if not voted or concluded_on is None:
        return {}
    ledger = file.once(ledger_of_case, actor, file.case)
    return {
        record.id: ledger.bars(record.subject_id, record.voted_form, concluded_on, deferred_spans(record.subject_id))
        for record in voted
        if record.voted_form is not None
    }


def bar_verdict(bars: Sequence[ViolationBar]) -> BarVerdict:
    """What the comparison comes to."""
    applied = [cited for bar in bars if bar.barred for cited in bar.citations]
    return BarVerdict(
        tuple(bar.number for bar in bars),
        tuple(bar.number for bar in bars if bar.barred),
        tuple(dict.fromkeys((*applied, *AFTER_VOTE))),
    )


@dataclass(frozen=True)
class KeptBar:
    """Why the time bar ended a record, as it was found then: number of each violation with its last day."""

    concluded_on: date
    ended_on: Mapping[int, date]
    citations: tuple[Citation, ...]


def kept_bar(discipline: Discipline) -> KeptBar | None:
    """What was stored when the record was closed as barred; None for a record that was not."""
    kept = discipline.bar_verdict
    if kept is None:
        return None
    return KeptBar(
        date.fromisoformat(kept["concluded_on"]),
        {row["number"]: date.fromisoformat(row["ended_on"]) for row in kept["violations"]},
        tuple(Citation(source, article, Grade(grade)) for source, article, grade in kept["citations"]),
    )
