"""Missions: one team that carries several cases."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.accounts.queries import tied_members
from tracker.audit.services import record
from tracker.cases.queries import CaseFile, lock_case
from tracker.cases.rules import ProposedTeam, check_team, check_work_dates
from tracker.cases.services import change_draft_team
from tracker.cases.states import TeamRole
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.teams import queries
from tracker.teams.models import Mission, MissionCase, MissionMember


@dataclass(frozen=True)
class NewMission:
    """A mission as the form gives it; people by account."""

    name: str
    body_id: int
    work_from: date
    work_until: date
    head: int | None
    others: Sequence[int] = ()


def open_mission(actor: Actor, new: NewMission) -> Mission:
    """Set up a team for several cases of one body of the own organization."""
    require(actor, Permission.OPEN_CASE)
    body = db.session.get(Body, new.body_id)
    if body is None or body.organization_id != actor.organization_id:
        raise RuleViolation(message("This body does not belong to your organization."), field="body")
    check_work_dates(new.work_from, new.work_until).enforce()
    team = ProposedTeam(new.head, tuple(new.others))
    check_team(team, tied_members([person for _, person in team.people()], actor.organization_id), ()).enforce()
    people = [(new.head, TeamRole.HEAD), *((person, TeamRole.MEMBER) for person in new.others)]
    mission = Mission(
        ref=secrets.token_hex(5),
        name=new.name,
        body_id=body.id,
        work_from=new.work_from,
        work_until=new.work_until,
        opened_by=actor.user_id,
        opened_at=clock.now(),
        people=[MissionMember(account_id=person, role=role) for person, role in people],
    )
    db.session.add(mission)
    db.session.flush()
    record(actor, "mission.opened", about={"mission": mission.id, "people": len(people)})
    return mission


def add_case(actor: Actor, mission: Mission, file: CaseFile) -> None:
    """Take a case in preparation into a mission: it gets the team of the mission, and each declares for it anew."""
    require(actor, Permission.EDIT_DRAFT, file.relations)
    lock_case(file.case.id)
    if file.case.body_id != mission.body_id:
        raise RuleViolation(message("A mission carries cases of its own body only."), field="case")
    if queries.is_in_mission(file.case.id):
        raise Conflict(message("This case is in a mission already."))
    head = next(person.account_id for person in mission.people if person.role is TeamRole.HEAD)
    others = tuple(person.account_id for person in mission.people if person.role is not TeamRole.HEAD)
    change_draft_team(actor, file, ProposedTeam(head, others))
    file.case.work_from, file.case.work_until = mission.work_from, mission.work_until
    db.session.add(MissionCase(case_id=file.case.id, mission_id=mission.id))
    db.session.flush()
    record(actor, "case.joined_mission", case_id=file.case.id, about={"mission": mission.id})
