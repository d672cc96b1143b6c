"""Putting off the consideration of a subject (chưa xem xét), and taking it up again."""

from dataclasses import dataclass
from datetime import date

from tracker.access import Actor
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.discipline import queries
from tracker.discipline.models import Deferral, Discipline
from tracker.discipline.services.moving import move, prepare
from tracker.discipline.states import Action
from tracker.extensions import db
from tracker.meetings.queries import find_open_item
from tracker.meetings.services import take_off
from tracker.regulations.circumstances import Bearing, Circumstance, circumstances_on
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.terms import Subject

# As the minutes of the session say it.
_OFF_THE_AGENDA = "Chưa xem xét kỷ luật."


@dataclass(frozen=True)
class Postponement:
    """Why and how long: ``key`` of the list of the day, or free words where none was read; the certificate."""

    key: str
    ground: str
    evidence: str
    since: date
    until: date | None = None


def grounds_on(on: date) -> tuple[Circumstance, ...]:
    """The grounds of the list in force on the day; empty where no list was read for it."""
    return circumstances_on(on, Bearing.DEFERRING)


def postpone(actor: Actor, file: CaseFile, discipline: Discipline, put_off: Postponement, today: date) -> None:
    """Put off the consideration; a vote that is on the agenda of a session still to be held is taken off it."""
    prepare(actor, file, discipline, Action.POSTPONE)
    if queries.subject_type_of(discipline.subject, today) is Subject.ORGANIZATION:
        raise RuleViolation(
            message("Only the consideration of a member is put off. The grounds for it are those of a person."),
            (PROCEDURE,),
        )
    check_not_future(put_off.since, today, "since").enforce()
    if put_off.until and put_off.until < put_off.since:
        raise RuleViolation(message("The deferral ends before it starts. Correct one of the two days."), field="until")
    row = _ground(put_off)
    item = find_open_item(file.case.id, discipline.subject_id)
    if item is not None:
        take_off(actor, item, _OFF_THE_AGENDA)
    db.session.add(
        Deferral(
            discipline_id=discipline.id,
            key=row.key if row else None,
            ground=put_off.ground,
            cited=str(row.citation) if row else "",
            evidence=put_off.evidence,
            since=put_off.since,
            until=put_off.until,
            recorded_by=actor.user_id,
        )
    )
    move(
        actor,
        file,
        discipline,
        Action.POSTPONE,
        since=put_off.since,
        until=put_off.until,
        basis=(row.citation,) if row else (),
    )


def _ground(put_off: Postponement) -> Circumstance | None:
    known = {row.key: row for row in grounds_on(put_off.since)}
    row = known.get(put_off.key)
    if row is None and put_off.key:
        raise RuleViolation(
            message(
                "This ground is not on the list of that day. Only the grounds in force then put it off;"
                " choose one of them."
            ),
            (PROCEDURE,),
            field="key",
        )
    if row is None and not put_off.ground:
        raise RuleViolation(message("Give the ground."), (PROCEDURE,), field="key" if known else "ground")
    return row


def consider_again(actor: Actor, file: CaseFile, discipline: Discipline, ended_on: date, today: date) -> None:
    """Take the consideration up again where it stood; ``ended_on`` is the last day of the deferral."""
    action = resuming(discipline)
    prepare(actor, file, discipline, action)
    deferral = queries.find_open_deferral(discipline)
    if deferral is None:
        raise Conflict(message("No deferral of this record runs. Only one that runs is ended."), (PROCEDURE,))
    check_not_future(ended_on, today, "ended_on").enforce()
    check_not_before(ended_on, deferral.since, "ended_on", message("the start of the deferral")).enforce()
    deferral.ended_on = ended_on
    move(actor, file, discipline, action, ended_on=ended_on)


def resuming(discipline: Discipline) -> Action:
    """The way back: under review once the subject was heard, else proposed."""
    return Action.RESUME_REVIEWING if discipline.heard_on else Action.RESUME_PROPOSED
