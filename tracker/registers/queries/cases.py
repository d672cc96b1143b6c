"""The register of inspections and supervisions: the cases that exist for the actor."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from tracker.access import Actor
from tracker.accounts.models import Account
from tracker.cases import sight
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case, CaseSubject, TeamMember
from tracker.cases.states import ESTABLISHED_STATES, OUTCOME_LABELS, RULING_LABELS, STATE_LABELS, State, TeamRole
from tracker.conclusions.models import Conclusion
from tracker.core.text import message
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.registers.queries.period import Cell, Lines, One, Period, dated, within


def opened_cases(actor: Actor, period: Period) -> Select:
    """The cases whose decision was issued in the period, oldest first."""
    return (
        select(
            Case.id,
            Case.title,
            Case.kind,
            Body.name,
            Case.decision_number,
            Case.decision_on,
            sight.content(actor).label("open"),
            Case.period_from,
            Case.period_until,
            Case.work_from,
            Case.work_until,
            Case.due_on,
            Case.state,
            Case.concluded_on,
            Case.closing_reason,
            Case.cancellation,
            Case.cancelled_on,
        )
        .join(Body, Body.id == Case.body_id)
        .where(sight.existence(actor), within(Case.decision_on, period))
        .order_by(Case.decision_on, Case.id)
    )


def case_lines(_actor: Actor, rows: list[Any]) -> Lines:
    """The cells of the cases; team, period, conclusion, result and note for who may open the file."""
    subjects = _subjects([row.id for row in rows])
    opened = [row.id for row in rows if row.open]
    team, notices = _team(opened), notices_of(opened)
    lines: Lines = []
    for number, row in enumerate(rows, start=1):
        heads, members = team.get(row.id, ((), ()))
        about = subjects.get(row.id, [])
        examined = message("%(since)s – %(until)s", since=row.period_from, until=row.period_until)
        inside = ("; ".join(heads), members, examined) if row.open else ("", (), "")
        lines.append(
            (
                number,
                row.title,
                message(KINDS[row.kind].label),
                row.name,
                "; ".join(one.name for one in about),
                dated(row.decision_number, row.decision_on),
                *inside,
                message("%(since)s – %(until)s", since=row.work_from, until=row.work_until) if row.work_from else "",
                row.due_on,
                *((_concluded(row, notices), _results(row, about)) if row.open else ("", "")),
                message(STATE_LABELS[row.state]),
                _note(row) if row.open else "",
            )
        )
    return lines


def notices_of(case_ids: Sequence[int]) -> dict[int, dict[int, One]]:
    """The notice to each subject of the cases, with its day: case → subject → number and sign."""
    found: dict[int, dict[int, One]] = {}
    paper = RegisteredPaper
    statement = select(Conclusion.case_id, Conclusion.subject_id, paper.number, paper.sign, paper.issued_on)
    for case_id, subject_id, number, sign, on in db.session.execute(
        statement.join(paper, paper.id == Conclusion.paper_id)
        .where(Conclusion.case_id.in_(case_ids))
        .order_by(Conclusion.subject_id)
    ):
        found.setdefault(case_id, {})[subject_id] = dated(f"{number:02d}-{sign}", on)
    return found


def _concluded(row: Any, notices: dict[int, dict[int, One]]) -> Cell:
    return tuple(notices.get(row.id, {}).values()) or row.concluded_on


def _results(row: Any, about: Sequence[Any]) -> Cell:
    """What was concluded of each subject, named where there are several."""
    if row.state not in ESTABLISHED_STATES:
        return ""
    found: list[One] = []
    for one in about:
        label = RULING_LABELS[one.ruling] if one.ruling else OUTCOME_LABELS[one.outcome] if one.outcome else None
        if label:
            said = message(label)
            found.append(message("%(name)s: %(result)s", name=one.name, result=said) if len(about) > 1 else said)
    return tuple(found)


def _note(row: Any) -> Cell:
    if row.state is State.CANCELLED:
        return tuple(filter(None, (dated(row.cancellation, row.cancelled_on), row.closing_reason)))
    return row.closing_reason


def _team(case_ids: Sequence[int]) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Head, and the others, of those who are in the teams now."""
    found: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    statement = (
        select(TeamMember.case_id, TeamMember.role, Account.full_name)
        .join(Account, Account.id == TeamMember.account_id)
        .where(TeamMember.case_id.in_(case_ids), TeamMember.until.is_(None))
        .order_by(TeamMember.case_id, TeamMember.id)
    )
    for case_id, role, name in db.session.execute(statement):
        heads, members = found.get(case_id, ((), ()))
        found[case_id] = ((*heads, name), members) if role is TeamRole.HEAD else (heads, (*members, name))
    return found


def _subjects(ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    subject = CaseSubject
    statement = select(subject.case_id, subject.name, subject.outcome, subject.ruling).where(subject.case_id.in_(ids))
    for row in db.session.execute(statement.order_by(subject.case_id, subject.number)):
        found.setdefault(row.case_id, []).append(row)
    return found
