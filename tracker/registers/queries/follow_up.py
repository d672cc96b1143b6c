"""The follow-up of conclusions: what each asks, of whom, by when, and how far it is."""

from typing import Any

from sqlalchemy import Select, case, select

from tracker.access import Actor
from tracker.cases import sight
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import ESTABLISHED_STATES
from tracker.conclusions.models import Conclusion
from tracker.core.text import message
from tracker.documents.models import RegisteredPaper
from tracker.findings.models import Recommendation
from tracker.findings.queries import readable
from tracker.findings.states import RECOMMENDATION_LABELS
from tracker.organizations.models import Body
from tracker.registers.queries.period import Lines, Period, within


def asked_for(actor: Actor, period: Period) -> Select:
    """What the conclusions of the period ask, oldest first; the words for who may read the file, as everywhere."""
    words = readable(actor)
    paper = RegisteredPaper
    return (
        select(
            Recommendation.id,
            case((sight.content(actor), paper.number), else_=None).label("number"),
            paper.sign,
            Case.concluded_on,
            Case.kind,
            Body.name.label("body"),
            CaseSubject.name.label("subject"),
            Case.title,
            case((words, Recommendation.text), else_="").label("text"),
            case((words, Recommendation.owner), else_="").label("owner"),
            Recommendation.due_on,
            Recommendation.state,
            Recommendation.done_on,
        )
        .join(Case, Case.id == Recommendation.case_id)
        .join(Body, Body.id == Case.concluding_body_id)
        .join(CaseSubject, CaseSubject.id == Recommendation.subject_id)
        .outerjoin(Conclusion, Conclusion.subject_id == Recommendation.subject_id)
        .outerjoin(paper, paper.id == Conclusion.paper_id)
        .where(sight.existence(actor), Case.state.in_(ESTABLISHED_STATES), within(Case.concluded_on, period))
        .order_by(Case.concluded_on, Case.id, Recommendation.number)
    )


def follow_up_lines(_actor: Actor, rows: list[Any]) -> Lines:
    """The cells of the recommendations."""
    return [
        (
            number,
            f"{row.number:02d}-{row.sign}" if row.number else "",
            row.concluded_on,
            message(KINDS[row.kind].label),
            row.body,
            row.subject,
            row.title,
            row.text,
            row.owner,
            row.due_on,
            message(RECOMMENDATION_LABELS[row.state]),
            row.done_on,
        )
        for number, row in enumerate(rows, start=1)
    ]
