"""The register of inspections and supervisions: the cases that exist for the actor."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, case, false, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.accounts.models import Account
from tracker.cases import sight
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case, CaseSubject, TeamMember
from tracker.cases.states import STATE_LABELS, TeamRole
from tracker.core.text import message
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.registers.queries.period import Cell, Lines, Period, within

_Head = aliased(TeamMember)


def opened_cases(actor: Actor, period: Period) -> Select:
    """The cases whose decision was issued in the period, oldest first."""
    is_head = (_Head.case_id == Case.id) & (_Head.role == TeamRole.HEAD) & _Head.until.is_(None)
    head = case((sight.content(actor), Account.full_name), else_="")
    return (
        select(
            Case.id,
            Case.title,
            Case.kind,
            Body.name,
            Case.decision_number,
            Case.decision_on,
            head.label("head"),
            Case.work_from,
            Case.work_until,
            Case.due_on,
            Case.state,
        )
        .join(Body, Body.id == Case.body_id)
        .outerjoin(_Head, is_head)
        .outerjoin(Account, Account.id == _Head.account_id)
        .where(sight.existence(actor), within(Case.decision_on, period))
        .order_by(Case.decision_on, Case.id)
    )


def case_lines(_actor: Actor, rows: list[Any]) -> Lines:
    """The cells of the cases."""
    subjects = _subjects([row.id for row in rows])
    return [
        (
            number,
            row.title,
            message(KINDS[row.kind].label),
            row.name,
            "; ".join(subjects.get(row.id, ())),
            _dated(row.decision_number, row.decision_on),
            row.head or "",
            message("%(since)s – %(until)s", since=row.work_from, until=row.work_until) if row.work_from else "",
            row.due_on,
            message(STATE_LABELS[row.state]),
        )
        for number, row in enumerate(rows, start=1)
    ]


def _dated(number: str | None, on: object) -> Cell:
    return message("%(number)s, %(day)s", number=number, day=on) if number else ""


def _subjects(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    subject = CaseSubject
    statement = select(subject.case_id, subject.name).where(subject.case_id.in_(ids) if ids else false())
    for case_id, name in db.session.execute(statement.order_by(subject.case_id, subject.number)):
        found.setdefault(case_id, []).append(name)
    return found
