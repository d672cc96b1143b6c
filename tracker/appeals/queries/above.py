"""Complaints that the body above hears in a case of its own: the decision that is named there, and what is heard there.

Nobody above sees the case below through them: they are asked by the petition of the case that handles them.
"""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.access import Actor
from tracker.appeals.models import Appeal
from tracker.appeals.queries.ladder import deciding_body, hearing_bodies
from tracker.appeals.queries.records import last_announced
from tracker.appeals.queries.thread import same_subject
from tracker.appeals.rules import Named, is_named
from tracker.cases import sight
from tracker.cases.models import Case, CaseSubject
from tracker.core.errors import NotVisible
from tracker.discipline.models import Discipline
from tracker.discipline.queries import ended_sql
from tracker.discipline.states import STANDING_STATES
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.organizations.models import Body


def find_named(actor: Actor, handling: Case, named: Named, today: date) -> Discipline | None:
    """The discipline in force of a subject of the case whose standing decision is this one, of a body below whose
    decisions the body of the case hears complaints against. None whatever is missing."""
    found = db.session.execute(
        select(Discipline)
        .join(CaseSubject, CaseSubject.id == Discipline.subject_id)
        .join(Case, Case.id == Discipline.case_id)
        .join(Body, Body.id == Case.body_id)
        .where(
            or_(*(same_subject(subject) for subject in handling.subjects)),
            Discipline.state.in_(STANDING_STATES),
            ~ended_sql(today),
            Body.organization_id != handling.body.organization_id,
            sight.nameable(actor),
        )
        .options(joinedload(Discipline.subject))
        .order_by(Discipline.id)
    ).scalars()
    return next((row for row in found if is_named(named, standing(row)) and _is_heard(row, handling)), None)


def standing(discipline: Discipline) -> Named | None:
    """Number, issuer and day of the decision that stands now; None for one without a paper here."""
    last, body = last_announced(discipline.id), deciding_body(discipline)
    if last and last.decided_on:
        return Named(last.decision, body.name, last.decided_on)
    paper = db.session.get(RegisteredPaper, discipline.paper_id) if discipline.paper_id else None
    return Named(f"{paper.number:02d}-{paper.sign}", body.name, paper.issued_on) if paper else None


def _is_heard(discipline: Discipline, handling: Case) -> bool:
    return handling.body_id in {row.body.id for row in hearing_bodies(discipline)}


def heard_in(case: Case) -> list[Appeal]:
    """The complaints against decisions below that a case hears, in the order in which they were linked. The caller
    checked the sight of the case."""
    if case.petition_id is None:
        return []
    found = (
        select(Appeal)
        .where(Appeal.petition_id == case.petition_id, Appeal.heard_above)
        .options(
            joinedload(Appeal.discipline).joinedload(Discipline.subject),
            joinedload(Appeal.hearing_body),
            selectinload(Appeal.parts),
        )
        .order_by(Appeal.id)
    )
    return list(db.session.execute(found).scalars())


def get_heard(case: Case, number: int) -> Appeal:
    """A complaint that a case hears by its place there, from one; raises ``NotVisible``."""
    heard = heard_in(case)
    if not 1 <= number <= len(heard):
        raise NotVisible
    return heard[number - 1]
