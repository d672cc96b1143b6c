"""What the verbs of discipline share: a step through the transition table, the authority relied on, the end."""

from datetime import date

from tracker.access import Actor, Permission
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.discipline import queries, rules
from tracker.discipline.models import AuthorityOverride, Discipline
from tracker.discipline.states import TRANSITIONS, Action, State, Step
from tracker.documents import approval
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.regulations.authority import Power, Standing
from tracker.regulations.circumstances import check_departure
from tracker.regulations.effect import ends_on
from tracker.regulations.sources import Citation
from tracker.regulations.terms import Form, Role
from tracker.workflow import Transition


def prepare(
    actor: Actor, file: CaseFile, discipline: Discipline, action: Action
) -> Transition[State, Action, Permission]:
    """The row of a step that exists now and that the actor may take: what a verb asks before everything else."""
    row = TRANSITIONS.get(discipline.state, action)
    approval.require_issue(actor, row.permission, file.relations)
    return row


def move(
    actor: Actor, file: CaseFile, discipline: Discipline, action: Action, *, basis: tuple = (), **about: object
) -> None:
    """Fire a transition: it exists, the actor may, the state changes, the log has it. Guards are the caller's."""
    row = prepare(actor, file, discipline, action)
    came_from, discipline.state = discipline.state, row.target
    facts = {"discipline": discipline.number, "from": came_from, "to": discipline.state, **about}
    record(actor, f"discipline.{action}", case_id=discipline.case_id, about=facts, basis=basis)
    db.session.flush()


def may_draft(actor: Actor, file: CaseFile, discipline: Discipline) -> bool:
    """Whether the actor may write the papers of the record and send them for approval."""
    return approval.may_draft(actor, db.session.get_one(Body, discipline.body_id), file.relations)


def competence_of(body: Body) -> rules.Competence:
    """A body as the rules on authority ask for it."""
    return rules.Competence(body.kind.value, queries.level_of(body))


def rely_on(actor: Actor, discipline: Discipline, step: Step, voted: rules.Voted, reason: str) -> tuple[Citation, ...]:
    """The articles on the authority for a step; where they are unconfirmed, with a reason that is recorded.

    A reason that was recorded for an earlier step of the record carries on unless a new one is given.
    """
    if voted.power is None:
        return ()
    reason = reason or discipline.override_reason
    rules.check_power(voted.power, reason).enforce()
    if voted.power.needs_override:
        discipline.override_reason = reason
    note_override(actor, discipline, step, voted.power, voted.role, reason)
    return voted.power.verdict.citations


def note_override(
    actor: Actor, discipline: Discipline, step: Step, power: Power, role: Role | None, reason: str
) -> None:
    """Write down why a step relied on an unconfirmed authority; nothing where the table is clear."""
    if not power.needs_override:
        return
    db.session.add(
        AuthorityOverride(
            discipline_id=discipline.id,
            step=step,
            form=power.verdict.facts["form"],
            probable=power.probable,
            role=role or rules.role_of(power, None) or Role.PROPOSING,
            reason=reason,
            recorded_by=actor.user_id,
            recorded_at=clock.now(),
        )
    )
    db.session.flush()


def check_departure_of(standing: Standing, base: Form, form: Form, reason: str, on: date) -> None:
    """The form lies at most one step from the base form, or the reason is written down.

    Raises ``RuleViolation`` beside the field of the base form, or of the reason.
    """
    verdict = check_departure(standing.subject, base, form, reason, on)
    if not verdict.allowed:
        raise RuleViolation(verdict.reason, verdict.citations, "departure_reason")


def set_end(discipline: Discipline) -> None:
    """Compute the last day again after an input changed."""
    start = queries.counted_from(discipline)
    form = discipline.decided_form
    discipline.ends_on = ends_on(form, start).on if start and form else None
