"""The register of discipline: decided, of cases the actor may know of; the violation for who may open the file."""

from datetime import date
from typing import Any

from sqlalchemy import Select, case, select

from tracker.access import Actor
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.core.text import message
from tracker.discipline.models import Discipline
from tracker.discipline.states import STATE_LABELS
from tracker.documents.models import RegisteredPaper
from tracker.organizations.models import Body
from tracker.registers.queries.period import Cell, Lines, Period, within
from tracker.regulations.terms import FORM_LABELS


def decided_disciplines(actor: Actor, period: Period) -> Select:
    """The decisions of the period, oldest first."""
    return (
        select(
            Discipline.id,
            CaseSubject.name,
            CaseSubject.description,
            Discipline.decided_form,
            RegisteredPaper.number,
            RegisteredPaper.sign,
            Discipline.decided_on,
            Body.name.label("body"),
            case((sight.content(actor), Discipline.reason), else_="").label("reason"),
            Discipline.announced_on,
            Discipline.state,
        )
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .join(Case, Case.id == Discipline.case_id)
        .join(Body, Body.id == Discipline.body_id)
        .outerjoin(RegisteredPaper, RegisteredPaper.id == Discipline.paper_id)
        .where(sight.existence(actor), Discipline.decided_form.is_not(None), within(Discipline.decided_on, period))
        .order_by(Discipline.decided_on, Discipline.id)
    )


def discipline_lines(_actor: Actor, rows: list[Any]) -> Lines:
    """The cells of the decisions."""
    return [
        (
            number,
            row.name,
            row.description,
            message(FORM_LABELS[row.decided_form]),
            _decision(row.number, row.sign, row.decided_on),
            row.body,
            row.reason,
            row.announced_on,
            message(STATE_LABELS[row.state]),
        )
        for number, row in enumerate(rows, start=1)
    ]


def _decision(number: int | None, sign: str | None, on: date) -> Cell:
    return message("%(number)s, %(day)s", number=f"{number:02d}-{sign}", day=on) if number else on
