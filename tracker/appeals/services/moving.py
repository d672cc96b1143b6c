"""What every verb on a complaint rests on: the transition table, the log, what the discipline is told."""

from tracker.access import Actor, require
from tracker.appeals import queries, rules
from tracker.appeals.models import Appeal
from tracker.appeals.states import OPEN_STATES, TRANSITIONS, Action
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.core.errors import NotVisible
from tracker.discipline.models import Discipline
from tracker.discipline.services import note_complaint
from tracker.discipline.states import STANDING_STATES
from tracker.extensions import db
from tracker.lawbook.queries import office_law
from tracker.organizations.models import Organization
from tracker.regulations.sources import Citation


def prepare(actor: Actor, file: CaseFile, appeal: Appeal, action: Action) -> None:
    """The step exists now, it is taken where it stands, and the actor may take it: what a verb asks before everything
    else. A complaint that is heard above has its steps in the case there."""
    check_here(file, appeal)
    require(actor, TRANSITIONS.get(appeal.state, action).permission, file.relations)


def check_here(file: CaseFile, appeal: Appeal) -> None:
    """The case is the one in which the complaint has its steps; raises ``NotVisible``."""
    here = file.case.petition_id == appeal.petition_id if appeal.heard_above else file.case.id == _case_of(appeal)
    if not here:
        raise NotVisible


def move(
    actor: Actor,
    file: CaseFile,
    appeal: Appeal,
    action: Action,
    *,
    basis: tuple[Citation, ...] = (),
    **about: object,
) -> None:
    """Fire a transition: the state changes, the log has it. Guards are the caller's."""
    came_from, appeal.state = appeal.state, TRANSITIONS.get(appeal.state, action).target
    db.session.flush()
    facts = {"discipline": appeal.discipline.number, "complaint": appeal.number, "from": came_from, "to": appeal.state}
    record(actor, f"appeal.{action}", case_id=file.case.id, about=facts | about, basis=basis)
    if appeal.heard_above and appeal.state not in OPEN_STATES:
        told = {"discipline": appeal.discipline.number, "complaint": appeal.number, "to": appeal.state}
        record(actor, "appeal.ended_above", case_id=_case_of(appeal), about=told)


def _case_of(appeal: Appeal) -> int:
    return appeal.discipline.case_id


def tell(discipline: Discipline) -> None:
    """Tell the discipline what its months must know: a complaint that waits, the last settled, or what was before."""
    if discipline.state in STANDING_STATES:
        note_complaint(discipline, *queries.complaint_dates(discipline.id))


def law_of(discipline: Discipline) -> rules.Law:
    """The office's limits for the body whose decision stands, and its calendar."""
    law, body = office_law(), queries.deciding_body(discipline)
    organization = db.session.get_one(Organization, body.organization_id)
    return rules.Law(law.limits_for(organization), law.calendar)
