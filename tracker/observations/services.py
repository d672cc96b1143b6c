"""The verbs of regular supervision: note, report to the leader, remind, watch further, let it lead to a case."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import Forbidden, RuleViolation
from tracker.core.text import fold, message
from tracker.extensions import db
from tracker.members.queries import PickedSubject, pick_subjects, relatives_among
from tracker.members.states import SubjectType
from tracker.observations import rules
from tracker.observations.models import Observation, ObservationRelease, ObservationSubject
from tracker.observations.queries import decider_of
from tracker.observations.states import TRANSITIONS, Action, Assessment, Source, State
from tracker.organizations.queries import get_body, get_organization
from tracker.regulations.procedure import PROCEDURE


@dataclass(frozen=True)
class Cancelled:
    """The case that is cancelled, why, and the day of the decision on it; None of a case in preparation."""

    case_id: int
    reason: str
    on: date | None = None


@dataclass(frozen=True)
class Note:
    """What an officer noted. ``subjects`` are keys of the picker (``org-1``, ``member-2``)."""

    observed_on: date
    area: str
    source: Source
    content: str
    assessment: Assessment
    proposal: str = ""
    subjects: Sequence[str] = ()


def note_observation(actor: Actor, note: Note, today: date) -> Observation:
    """Note what was observed, for the officer's own body."""
    require(actor, Permission.NOTE_OBSERVATION)
    subjects = _checked(actor, note, today)
    observation = _new(actor, actor.body_id, State.NOTED)
    _fill(observation, note, subjects)
    db.session.add(observation)
    db.session.flush()
    record(actor, "observation.noted", about={"observation": observation.ref, "source": note.source})
    return observation


def change_observation(actor: Actor, observation: Observation, note: Note, today: date) -> None:
    """Change one's own observation before it is reported."""
    _require_author(actor, observation)
    TRANSITIONS.get(observation.state, Action.REPORT)
    subjects = _checked(actor, note, today)
    observation.subjects.clear()
    db.session.flush()
    _fill(observation, note, subjects)
    db.session.flush()
    record(actor, "observation.changed", about={"observation": observation.ref})


def keep_information(actor: Actor, body_id: int, note: Note, subjects: Sequence[ObservationSubject]) -> Observation:
    """Keep the content of an anonymous petition as information for regular supervision, reported at once.

    The caller checked that it may be kept and that the actor may decide so.
    """
    observation = _new(actor, body_id, State.REPORTED)
    _fill(observation, note, [])
    observation.reported_on = note.observed_on
    observation.subjects = list(subjects)
    observation.search_key = _key(note, [one.name for one in subjects])
    db.session.add(observation)
    db.session.flush()
    record(actor, "observation.kept", about={"observation": observation.ref, "source": note.source})
    return observation


def report_observation(actor: Actor, observation: Observation, on: date, today: date) -> None:
    """Put one's own observation before the leader."""
    _require_author(actor, observation)
    rules.check_day(on, today, "on").enforce()
    if on < observation.observed_on:
        raise RuleViolation(
            message("It was observed later than that. What follows an observation comes after it; correct the day."),
            field="on",
        )
    observation.reported_on = on
    _move(actor, observation, Action.REPORT, on)


def remind(actor: Actor, observation: Observation, opinion: str, today: date) -> None:
    """The leader has the subject reminded and corrected."""
    _decide(actor, observation, Action.REMIND, opinion, today)


def watch_further(actor: Actor, observation: Observation, opinion: str, today: date) -> None:
    """The leader has the area watched further."""
    _decide(actor, observation, Action.WATCH, opinion, today)


def escalate_observation(
    actor: Actor, observation: Observation, opinion: str, today: date, *, restricted: bool = False
) -> None:
    """The leader has a case opened; the caller opens it in the same transaction."""
    observation.restricted, observation.escalated_from = restricted, observation.state
    _decide(actor, observation, Action.ESCALATE, opinion, today)


def release_observation(actor: Actor, observation: Observation, cancelled: Cancelled) -> None:
    """Put an observation back where it stood before it led to a case, which the caller cancels and checked who may.

    One that led to a restricted case stays as hidden: what was said of the case stands on it.
    """
    if observation.state is not State.ESCALATED:
        return
    was_watched = observation.escalated_from is State.WATCHED
    action = Action.RELEASE_WATCHED if was_watched else Action.RELEASE
    observation.state, observation.escalated_from = TRANSITIONS.get(observation.state, action).target, None
    db.session.add(
        ObservationRelease(
            observation_id=observation.id,
            case_id=cancelled.case_id,
            cancelled_on=cancelled.on,
            reason=cancelled.reason,
            released_by=actor.user_id,
            released_at=clock.now(),
        )
    )
    db.session.flush()
    record(actor, f"observation.{action}", about={"observation": observation.ref, "on": cancelled.on})


def may_decide(actor: Actor, observation: Observation) -> bool:
    """Whether the observation stands in the log of the actor's own organization: leaders above only read."""
    return get_body(actor, observation.body_id).organization_id == actor.organization_id


def _decide(actor: Actor, observation: Observation, action: Action, opinion: str, today: date) -> None:
    if not opinion:
        raise RuleViolation(message("Fill this in."), field="opinion")
    if not may_decide(actor, observation):
        raise Forbidden(
            message("Your role does not allow this step. Steps are open by duty, as the table of permissions says.")
        )
    require(actor, TRANSITIONS.get(observation.state, action).permission)
    said_by = decider_of(observation)
    if said_by is not None:  # what was said before stays readable, with who said it
        who = ", ".join(filter(None, said_by))
        opinion = f"{opinion}\n\n{observation.decided_on:%d/%m/%Y} – {who}: {observation.opinion}"
    observation.opinion, observation.decided_on, observation.decided_by = opinion, today, actor.user_id
    _move(actor, observation, action, today)


def _move(actor: Actor, observation: Observation, action: Action, on: date) -> None:
    row = TRANSITIONS.get(observation.state, action)
    require(actor, row.permission)
    observation.state = row.target
    db.session.flush()
    record(actor, f"observation.{action}", about={"observation": observation.ref, "on": on}, basis=(PROCEDURE,))


def _require_author(actor: Actor, observation: Observation) -> None:
    require(actor, Permission.NOTE_OBSERVATION)
    if observation.noted_by != actor.user_id:
        raise Forbidden(message("Only who noted it changes or reports it. An observation is what that person saw."))


def _checked(actor: Actor, note: Note, today: date) -> list[PickedSubject]:
    rules.check_day(note.observed_on, today, "observed_on").enforce()
    subjects = pick_subjects(actor, note.subjects, note.observed_on)
    if not subjects:
        raise RuleViolation(message("Search and pick at least one."), field="subjects")
    members = [one.member_id for one in subjects if one.member_id is not None]
    organizations = [one.organization_id for one in subjects if one.type is SubjectType.ORGANIZATION]
    rules.check_others(actor.member_id, actor.organization_id, members, organizations).enforce()
    related = actor.member_id is not None and relatives_among([actor.member_id], members)
    rules.check_no_relative(bool(related)).enforce()
    return subjects


def _new(actor: Actor, body_id: int, state: State) -> Observation:
    body = get_body(actor, body_id)
    observation = Observation(
        ref=secrets.token_hex(5), body_id=body.id, state=state, noted_by=actor.user_id, noted_at=clock.now()
    )
    observation.place_like(get_organization(actor, body.organization_id))
    return observation


def _fill(observation: Observation, note: Note, subjects: Sequence[PickedSubject]) -> None:
    observation.observed_on, observation.area, observation.source = note.observed_on, note.area, note.source
    observation.content, observation.assessment = note.content, note.assessment
    observation.proposal = note.proposal
    observation.subjects = [_subject(number, one) for number, one in enumerate(subjects, start=1)]
    observation.search_key = _key(note, [one.name for one in subjects])


def _key(note: Note, names: Sequence[str]) -> str:
    return fold(" ".join((note.area, note.content, *names)))


def _subject(number: int, one: PickedSubject) -> ObservationSubject:
    return ObservationSubject(
        number=number,
        type=one.type,
        organization_id=one.organization_id,
        member_id=one.member_id,
        name=one.name,
        description=one.description,
    )
