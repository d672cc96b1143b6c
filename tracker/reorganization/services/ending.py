"""An organization ends: its successor takes over what stands below, its members, its people and all open work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from tracker.access import Actor
from tracker.accounts.models import FormerBody
from tracker.audit.services import record
from tracker.cases.models import Case
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.follow_up.services import note_successor
from tracker.members.services import Transfer, transfer_member
from tracker.observations.models import Observation
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import lines_of, name_on
from tracker.organizations.services import Ending, require_edit, visible_parent
from tracker.organizations.services import end_organization as end_in_tree
from tracker.organizations.states import BodyKind
from tracker.petitions.models import Petition
from tracker.programmes.models import Programme
from tracker.reorganization import queries, rules
from tracker.reorganization.models import CaseHandover


@dataclass(frozen=True)
class Succession:
    """The last day, the paper that orders it, and who takes over (None only where nothing is left to take over)."""

    ended_on: date
    decision: str
    successor_id: int | None = None


@dataclass(frozen=True)
class Moved:
    """How many of each passed to the successor, of what the reader may know; cases are not counted."""

    members: int = 0
    accounts: int = 0
    sessions: int = 0
    petitions: int = 0
    observations: int = 0
    programmes: int = 0
    complaints: int = 0


def end_organization(actor: Actor | None, organization: Organization, how: Succession, today: date) -> Moved:
    """End an organization on a day; from the next day its successor carries on everything.

    Closed cases, issued papers and past names stay as they are. Raises ``RuleViolation`` naming the field.
    """
    require_edit(actor, organization)
    if how.successor_id == organization.id:
        raise RuleViolation(
            message("The successor cannot be the organization itself or one below it."), (), "successor"
        )
    bodies = queries.bodies_of(organization.id)
    members = queries.present_members(organization.id)
    rules.check_successor(how.successor_id is not None, bodies, len(members))
    moved = Moved()
    if how.successor_id is not None:
        successor = _successor(actor, how.successor_id)
        heirs = _heirs(bodies, successor)
        line = lines_of([successor.id])[successor.id].members
        rules.check_not_about_heir(queries.has_open_work_about(list(heirs), line))
        moved = Moved(
            _pass_members(actor, organization, successor, how, today),
            _pass_accounts(actor, heirs, how.ended_on),
            _pass_sessions(heirs),
            _pass_petitions(actor, heirs, how),
            _pass_observations(actor, heirs, how),
            _pass_programmes(actor, heirs, how),
            _pass_complaints(actor, heirs, how),
        )
        _pass_work(actor, heirs, how)
        _name_heirs(heirs)
        _note_successor(organization, successor, how)
    end_in_tree(actor, organization, Ending(how.ended_on, how.decision, how.successor_id), today)
    return moved


def _successor(actor: Actor | None, successor_id: int) -> Organization:
    try:
        return visible_parent(actor, successor_id)
    except RuleViolation as refusal:
        raise RuleViolation(refusal.message, refusal.citations, "successor") from refusal


def _heirs(bodies: Mapping[BodyKind, Body], successor: Organization) -> dict[int, Body]:
    takers = queries.bodies_of(successor.id)
    found = rules.heirs_of(
        {kind: body.id for kind, body in bodies.items()}, {kind: body.id for kind, body in takers.items()}
    )
    by_id = {body.id: body for body in takers.values()}
    return {old: by_id[new] for old, new in found.items()}


def _pass_members(
    actor: Actor | None, organization: Organization, successor: Organization, how: Succession, today: date
) -> int:
    """Members belong to the successor from the next day, and their posts in the ended organization end."""
    first_day = how.ended_on + timedelta(days=1)
    for post in queries.open_posts(organization.id):
        post.until = max(how.ended_on, post.since)
    members = queries.present_members(organization.id)
    for member in members:
        transfer_member(actor, member, Transfer(successor.id, first_day), max(today, first_day))
    return len(members)


def _pass_accounts(actor: Actor | None, heirs: Mapping[int, Body], until: date) -> int:
    """Where an account came from stays known: who belonged to an inspected organization never sees that case."""
    accounts = queries.accounts_of(heirs)
    for account in accounts:
        db.session.merge(FormerBody(account_id=account.id, body_id=account.body_id, until=until))
        account.body = heirs[account.body_id]
        record(actor, "account.moved", about={"account": account.id, "body": account.body.id})
    return len(accounts)


def _pass_sessions(heirs: Mapping[int, Body]) -> int:
    sessions = queries.planned_sessions(heirs)
    for meeting in sessions:
        meeting.body = heirs[meeting.body_id]
        meeting.seats = meeting.body.seats
    return len(sessions)


def _pass_petitions(actor: Actor | None, heirs: Mapping[int, Body], how: Succession) -> int:
    """Number and vault stay as they are; the heir's receivers see the sender, each look with its reason on record."""
    found = queries.open_petitions(heirs)
    known = queries.known_among(actor, found)
    for petition in found:
        _hand_on(actor, petition, heirs, how, "petition", petition.ref)
    return known


def _pass_observations(actor: Actor | None, heirs: Mapping[int, Body], how: Succession) -> int:
    found = queries.open_observations(heirs)
    known = queries.known_among(actor, found)
    for observation in found:
        _hand_on(actor, observation, heirs, how, "observation", observation.ref)
    return known


def _pass_programmes(actor: Actor | None, heirs: Mapping[int, Body], how: Succession) -> int:
    """A programme keeps its address; what is still ahead in it is for the heir."""
    found = queries.running_programmes(heirs)
    known = queries.known_among(actor, found)
    for programme in found:
        _hand_on(actor, programme, heirs, how, "programme", programme.id)
    for entry in queries.entries_ahead(heirs):
        entry.body_id = heirs[entry.body_id].id
    return known


def _hand_on(
    actor: Actor | None,
    row: Petition | Observation | Programme,
    heirs: Mapping[int, Body],
    how: Succession,
    what: str,
    key: str | int,
) -> None:
    heir, came_from = heirs[row.body_id], row.body_id
    row.body_id = heir.id
    row.place_like(heir.organization)
    about = {what: key, "from": came_from, "to": heir.id, "on": how.ended_on}
    record(actor, f"{what}.handed_over", about=about, basis=rules.BASIS)


def _pass_complaints(actor: Actor | None, heirs: Mapping[int, Body], how: Succession) -> int:
    """The heir hears them; a decision that was made stays that of the body that made it."""
    found = queries.open_complaints(heirs)
    known = queries.known_among(actor, found)
    for appeal in found:
        came_from, appeal.hearing_body_id = appeal.hearing_body_id, heirs[appeal.hearing_body_id].id
        about = {"complaint": appeal.id, "from": came_from, "to": appeal.hearing_body_id, "on": how.ended_on}
        record(actor, "appeal.handed_over", about=about, basis=rules.BASIS)
    return known


def _pass_work(actor: Actor | None, heirs: Mapping[int, Body], how: Succession) -> None:
    """Open cases and discipline records go on under the heir; who had them before stays on record."""
    for discipline in queries.open_records(heirs):
        discipline.body_id = heirs[discipline.body_id].id
    for case in queries.open_cases(heirs):
        _pass_case(actor, case, heirs, how.ended_on, how.decision)


def pass_reopened(actor: Actor, case: Case, on: date, decision: str) -> None:
    """A case that was closed before its body ended, and is opened again, goes on under the heir."""
    heirs = queries.heirs_of([case.body_id, case.concluding_body_id])
    if heirs:
        _pass_case(actor, case, heirs, on, decision)


def _pass_case(actor: Actor | None, case: Case, heirs: Mapping[int, Body], on: date, decision: str) -> None:
    came_from = case.body_id
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
                handed_on=on,
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


def _name_heirs(heirs: Mapping[int, Body]) -> None:
    """Who reads and answers for what the body leaves closed, and what bodies before it had left to it."""
    for ended, heir in heirs.items():
        for body in db.session.scalars(select(Body).where(or_(Body.id == ended, Body.heir_id == ended))).all():
            body.heir = heir
    db.session.flush()


def _note_successor(organization: Organization, successor: Organization, how: Succession) -> None:
    """Whoever opens what is still asked of the ended organization reads who answers for it now."""
    ended, heir = name_on(organization.id, how.ended_on), successor.name
    for recommendation in queries.open_recommendations(organization.id):
        note = f"{ended} kết thúc hoạt động từ sau ngày {how.ended_on:%d/%m/%Y}; {heir} kế thừa."
        note_successor(recommendation, how.ended_on, note)
