"""Open work passes from the bodies of one organization to their heirs: the usual ones, or those named for a piece."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.access import Actor, Permission, may
from tracker.audit.services import record
from tracker.cases.models import Case
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.observations.models import Observation
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import is_beside, lines_of
from tracker.organizations.services import visible_parent
from tracker.organizations.states import BodyKind
from tracker.petitions.models import Petition
from tracker.programmes.models import Programme
from tracker.reorganization import queries, rules
from tracker.reorganization.models import CaseHandover
from tracker.reorganization.states import UNSEEN, UNSEEN_KINDS, Key, WorkKind


@dataclass(frozen=True)
class HandingOn:
    """The first day on which others have the work, by which paper, and which organizations take over single pieces.

    A piece may stand for all of its kind that the actor may not know of: see ``UNSEEN``.
    """

    on: date
    decision: str
    named: Mapping[Key, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Passing:
    """From which bodies, to whom, since when and by which paper.

    ``usual`` is the heir of each body; None: the bodies keep their work. ``named`` are the organizations
    that take over single pieces instead, ``others`` their bodies as heirs.
    """

    bodies: Collection[int]
    usual: Mapping[int, Body] | None
    on: date
    decision: str
    named: Mapping[Key, Organization] = field(default_factory=dict)
    others: Mapping[int, Mapping[int, Body]] = field(default_factory=dict)

    @property
    def last_day(self) -> date:
        """The last day on which the bodies have the work."""
        return self.on - timedelta(days=1)

    def heirs(self, *keys: tuple[WorkKind, int | None]) -> Mapping[int, Body] | None:
        """Who takes over a piece of work that goes with the first of the keys that is named."""
        taker = next((self.named[key] for key in keys if key in self.named), None)  # type: ignore[index]
        return self.usual if taker is None else self.others[taker.id]


@dataclass(frozen=True)
class Passed:
    """How many of each passed on, of what the reader may know; cases are not counted."""

    petitions: int = 0
    observations: int = 0
    programmes: int = 0
    complaints: int = 0


def plan_passing(actor: Actor | None, ended: Organization, usual: Organization | None, how: HandingOn) -> Passing:
    """Find the heirs. Raises ``RuleViolation`` where one has no body for the work, or the work is about that one.

    What the actor may not know of cannot be named piece by piece; as a whole, by its kind, it can.
    """
    bodies = queries.bodies_of(ended.id)
    ids = [body.id for body in bodies.values()]
    seen = {row.key for row in queries.open_work(actor, ended.id)} if how.named else set()
    takers = {one: _taker(actor, one, ended) for one in set(how.named.values())}
    pieces = {key: takers[one] for key, one in how.named.items() if key[1] != UNSEEN}
    unseen = {key[0]: takers[one] for key, one in how.named.items() if key[1] == UNSEEN}
    if not (pieces.keys() <= seen and unseen.keys() <= set(UNSEEN_KINDS)):
        reason = message("Part of the open work has changed since the page was shown; look through it again.")
        raise RuleViolation(reason, (), "heirs")
    # asked of whoever takes over what is unseen, whether or not there is any: the answer tells nothing of it
    whole = {taker.id for taker in unseen.values()}
    passing = Passing(
        ids,
        _heirs(bodies, usual) if usual else None,
        how.on,
        how.decision,
        {**_unseen_pieces(ended, ids, seen, unseen), **pieces},
        {one: _heirs(bodies, taker, "heirs" if one in whole else None) for one, taker in takers.items()},
    )
    _check_heirs(passing, usual)
    return passing


def _unseen_pieces(
    ended: Organization, bodies: Collection[int], seen: Collection[Key], unseen: Mapping[WorkKind, Organization]
) -> dict[Key, Organization]:
    """Who takes over each piece that the actor may not know of. What is about that one, or waits for a session, stays
    with the usual heir: a refusal would tell that it is there."""
    if not unseen:
        return {}
    lines = lines_of({taker.id for taker in unseen.values()})
    about = {one: queries.work_about(bodies, line.members) for one, line in lines.items()}
    waiting = {(WorkKind.CASE, case_id) for case_id in queries.on_agenda(bodies)}
    hidden = [row.key for row in queries.open_work(None, ended.id) if row.key not in seen and row.kind in unseen]
    free = [key for key in hidden if key not in waiting and key not in about[unseen[key[0]].id]]
    return {key: unseen[key[0]] for key in free}


def taker_of(actor: Actor | None, organization_id: int, ended: Organization, where: str) -> Organization:
    """A living organization in sight that can take over; ``where`` is the field to which a refusal belongs."""
    if organization_id == ended.id:
        raise RuleViolation(
            message(
                "The successor cannot be the organization itself or one below it. It has to live on to"
                " take over; choose another one."
            ),
            (),
            where,
        )
    try:
        if actor is not None and _is_beside(actor, organization_id, ended):
            return db.session.get_one(Organization, organization_id)
        return visible_parent(actor, organization_id)
    except RuleViolation as refusal:
        raise RuleViolation(refusal.message, refusal.citations, where) from refusal


def _is_beside(actor: Actor, organization_id: int, ended: Organization) -> bool:
    """Who leads the organization itself sees what nobody above sees, and may name those that stand beside it."""
    leads = actor.organization_id == ended.id and may(actor, Permission.HAND_ON_WORK)
    return leads and is_beside(actor, organization_id)


def _taker(actor: Actor | None, organization_id: int, ended: Organization) -> Organization:
    return taker_of(actor, organization_id, ended, "heirs")


def _heirs(
    bodies: Mapping[BodyKind, Body], taker: Organization, complete_for: str | None = "successor"
) -> dict[int, Body]:
    takers = queries.bodies_of(taker.id)
    ours = {kind: body.id for kind, body in bodies.items()}
    found = rules.heirs_of(ours, {kind: body.id for kind, body in takers.items()}, complete_for=complete_for)
    by_id = {body.id: body for body in takers.values()}
    return {old: by_id[new] for old, new in found.items()}


def _check_heirs(passing: Passing, usual: Organization | None) -> None:
    """Nobody inherits what is about himself; what waits for a session of its body does not leave it before."""
    organizations = {one.id: one for one in (*passing.named.values(), *((usual,) if usual else ()))}
    for one, line in lines_of(organizations).items():
        about = queries.work_about(passing.bodies, line.members)
        if usual and one == usual.id:
            rules.check_not_about_heir(any(key not in passing.named for key in about), "successor")
        rules.check_not_about_heir(
            any(key in about for key, taker in passing.named.items() if taker.id == one), "heirs"
        )
    leaving = {key[1] for key in passing.named if key[0] is WorkKind.CASE}
    rules.check_not_on_agenda(bool(leaving) and not leaving.isdisjoint(queries.on_agenda(passing.bodies)))


def pass_work(actor: Actor | None, passing: Passing) -> Passed:
    """All open work goes to its heirs; who had it before stays on record."""
    passed = Passed(
        _pass_petitions(actor, passing),
        _pass_observations(actor, passing),
        _pass_programmes(actor, passing),
        _pass_complaints(actor, passing),
    )
    for discipline in queries.open_records(passing.bodies):
        heirs = passing.heirs((WorkKind.CASE, discipline.case_id))
        discipline.body_id = _heir(heirs, discipline.body_id)
    for case in queries.open_cases(passing.bodies):
        heirs = passing.heirs((WorkKind.CASE, case.id))
        if heirs is not None:
            for body_id in {case.body_id, case.concluding_body_id}.intersection(passing.bodies):
                _heir(heirs, body_id)
            _pass_case(actor, case, heirs, passing.on, passing.decision)
    return passed


def _heir(heirs: Mapping[int, Body] | None, body_id: int) -> int:
    """The body that takes over; the body itself where it keeps its work."""
    if heirs is None:
        return body_id
    if body_id not in heirs:
        reason = message(
            "The organization named for a piece of work has no body that can take it over. Set up its"
            " body first, or name another organization."
        )
        raise RuleViolation(reason, rules.BASIS, "heirs")
    return heirs[body_id].id


def _pass_petitions(actor: Actor | None, passing: Passing) -> int:
    """Number and vault stay as they are; the heir's receivers see the sender, each look with its reason on record."""
    found = queries.open_petitions(passing.bodies)
    known, cases = queries.known_among(actor, found), queries.cases_of_petitions(found)
    for petition in found:
        heirs = passing.heirs((WorkKind.CASE, cases.get(petition.id)), (WorkKind.PETITION, petition.id))
        _hand_on(actor, petition, heirs, passing.on, petition.ref)
    return known


def _pass_observations(actor: Actor | None, passing: Passing) -> int:
    found = queries.open_observations(passing.bodies)
    known = queries.known_among(actor, found)
    for observation in found:
        heirs = passing.heirs((WorkKind.OBSERVATION, observation.id))
        _hand_on(actor, observation, heirs, passing.on, observation.ref)
    return known


def _pass_programmes(actor: Actor | None, passing: Passing) -> int:
    """A programme keeps its address; what is still ahead in it is for the heir."""
    found = queries.running_programmes(passing.bodies)
    known = queries.known_among(actor, found)
    for entry, programme_id in queries.entries_ahead(passing.bodies):
        entry.body_id = _heir(passing.heirs((WorkKind.PROGRAMME, programme_id)), entry.body_id)
    for programme in found:
        heirs = passing.heirs((WorkKind.PROGRAMME, programme.id))
        _hand_on(actor, programme, heirs, passing.on, programme.id)
    return known


def _hand_on(
    actor: Actor | None,
    row: Petition | Observation | Programme,
    heirs: Mapping[int, Body] | None,
    on: date,
    key: str | int,
) -> None:
    came_from, row.body_id = row.body_id, _heir(heirs, row.body_id)
    if heirs is not None and row.body_id != came_from:
        row.place_like(heirs[came_from].organization)
        what = type(row).__name__.lower()
        about = {what: key, "from": came_from, "to": row.body_id, "on": on}
        record(actor, f"{what}.handed_over", about=about, basis=rules.BASIS)


def _pass_complaints(actor: Actor | None, passing: Passing) -> int:
    """The heir hears them; a decision that was made stays that of the body that made it."""
    found = queries.open_complaints(passing.bodies)
    known, cases = queries.known_among(actor, found), queries.cases_of_complaints(found)
    for appeal in found:
        heirs = passing.heirs((WorkKind.CASE, cases.get(appeal.id)), (WorkKind.COMPLAINT, appeal.id))
        came_from, appeal.hearing_body_id = appeal.hearing_body_id, _heir(heirs, appeal.hearing_body_id)
        if appeal.hearing_body_id != came_from:
            about = {"complaint": appeal.id, "from": came_from, "to": appeal.hearing_body_id, "on": passing.on}
            record(actor, "appeal.handed_over", about=about, basis=rules.BASIS)
    return known


def pass_reopened(actor: Actor, case: Case, on: date, decision: str) -> None:
    """A case that was closed before its body ended, and is opened again, goes on under the heir."""
    heirs = queries.heirs_of([case.body_id, case.concluding_body_id])
    if heirs:
        _pass_case(actor, case, heirs, on, decision)


def _pass_case(actor: Actor | None, case: Case, heirs: Mapping[int, Body], on: date, decision: str) -> None:
    """``on``: the first day of the heir. Handovers of a case follow each other, so that each day has one body."""
    came_from, last_day = case.body_id, on - timedelta(days=1)
    earlier = queries.last_handover([case.id])
    _hand_over(case, heirs)
    db.session.flush()
    about = {"from": came_from, "to": case.body_id, "on": on}
    record(actor, "case.handed_over", case_id=case.id, about=about, basis=rules.BASIS)
    if came_from != case.body_id:
        db.session.add(
            CaseHandover(
                case_id=case.id,
                from_body_id=came_from,
                to_body_id=case.body_id,
                handed_on=max(last_day, earlier) if earlier else last_day,
                decision=decision,
                recorded_by=actor.user_id if actor else None,
            )
        )
    db.session.flush()


def _hand_over(case: Case, heirs: Mapping[int, Body]) -> None:
    if case.concluding_body_id in heirs:
        case.concluding_body_id = heirs[case.concluding_body_id].id
    if case.body_id in heirs:
        case.body = heirs[case.body_id]
        case.place_like(case.body.organization)
