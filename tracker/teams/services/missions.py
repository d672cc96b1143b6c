"""Missions: one team that carries several cases."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from tracker.access import Actor, Permission, require
from tracker.accounts.models import Account
from tracker.accounts.queries import tied_members
from tracker.audit.services import record
from tracker.cases.papers import seat_of
from tracker.cases.queries import CaseFile, lock_case
from tracker.cases.rules import ProposedTeam, check_team, check_work_dates
from tracker.cases.services import Drafted, change_draft_team, number_decision
from tracker.cases.states import State, TeamRole
from tracker.core import clock
from tracker.core.errors import Conflict, Forbidden, RuleViolation
from tracker.core.text import Message, message
from tracker.documents.approval import is_rehearsal
from tracker.documents.team import Seat
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.regulations.procedure import PROCEDURE
from tracker.teams import queries
from tracker.teams.models import Mission, MissionCase, MissionMember
from tracker.teams.papers import compose_mission_change, mission_abstract
from tracker.teams.rules import ONLY_ISSUED, ONLY_LEADS, Decision, check_replacement
from tracker.teams.services.changes import Replacement, ordered, record_swap, swap_people
from tracker.teams.states import TEAM_STATES


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
        raise RuleViolation(
            message(
                "This body does not belong to your organization. Each works for the bodies of the own"
                " organization; choose one of them."
            ),
            field="body",
        )
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


def add_case(actor: Actor, mission: Mission, file: CaseFile, *, agreed: bool = False) -> None:
    """Take a case in preparation into a mission: it gets the team of the mission, and each declares for it anew.

    ``agreed``: that people who were set for the case leave it, or that its head or its days are others. Without it the
    refusal says who leaves and who comes.
    """
    _require_lead(actor, mission)
    require(actor, Permission.EDIT_DRAFT, file.relations)
    lock_case(file.case.id)
    if file.case.body_id != mission.body_id:
        raise RuleViolation(
            message(
                "A mission carries cases of its own body only. It works under one chair; choose a mission"
                " of the body of this case."
            ),
            (PROCEDURE,),
            field="case",
        )
    if queries.is_in_mission(file.case.id):
        raise Conflict(
            message("This case is in a mission already. A case has one team; take it out of that mission first."),
            (PROCEDURE,),
        )
    change = queries.joining(mission, file)
    if change.changes and not agreed:
        raise RuleViolation(_told(mission, change), field="agreed")
    head = next(person.account_id for person in mission.people if person.role is TeamRole.HEAD)
    others = tuple(person.account_id for person in mission.people if person.role is not TeamRole.HEAD)
    change_draft_team(actor, file, ProposedTeam(head, others))
    file.case.work_from, file.case.work_until = mission.work_from, mission.work_until
    db.session.add(MissionCase(case_id=file.case.id, mission_id=mission.id))
    db.session.flush()
    record(actor, "case.joined_mission", case_id=file.case.id, about={"mission": mission.id})


def change_team(actor: Actor, mission: Mission, replacement: Replacement, decision: Decision, today: date) -> int:
    """Change the team of a mission and, by one decision, that of all its cases under way; gives how many cases.

    A case in preparation gets the new team. In the decided ones the change is recorded as any change of their team, by
    the same decision: as typed, or numbered here once, and then it lies in the file of each. What is concluded or
    cancelled stays as it is, and so does what the actor may not know of.
    """
    _require_change(actor, mission)
    head = next(person.account_id for person in mission.people if person.role is TeamRole.HEAD)
    check_replacement(replacement.out, replacement.into, [one.account_id for one in mission.people], head).enforce()
    if replacement.into is not None and replacement.into not in tied_members([replacement.into], actor.organization_id):
        raise RuleViolation(
            message(
                "This person does not belong to your organization. Only people of the own organization"
                " are named here; choose one of them."
            ),
            field="into",
        )
    flag_modified(mission, "name")  # raises the version: of two changes at once the second stops here
    db.session.flush()
    people = _replace_person(mission, replacement)
    drafts, swapped = [], []
    for file in queries.files_of(actor, mission):
        fitted = _fitted(file, replacement)
        with _named(file):
            if file.case.state is State.DRAFT:
                drafts += _change_draft(actor, file, mission)
            elif file.case.state in TEAM_STATES and fitted is not None:
                swap_people(actor, file, fitted, decision, today)
                swapped.append((file, fitted))
    if swapped:
        number = _number(actor, mission, [file for file, _ in swapped], people, decision)
        for file, fitted in swapped:
            record_swap(actor, file, fitted, decision, number)
    changed = len(drafts) + len(swapped)
    about = {"mission": mission.id, "out": replacement.out, "in": replacement.into, "cases": changed}
    record(actor, "mission.team_changed", about=about)
    return changed


def _require_lead(actor: Actor, mission: Mission) -> None:
    if not queries.leads(actor, mission):
        raise Forbidden(ONLY_LEADS, (PROCEDURE,))


def _require_change(actor: Actor, mission: Mission) -> None:
    """The actor may change the team in every case under way; who may only draft for them, rehearses the change."""
    change = queries.change_of(actor, mission, queries.cases_of(actor, mission))
    if not change.verdict.allowed:
        raise Forbidden(change.verdict.reason, change.verdict.citations)
    if not (change.issues or is_rehearsal()):
        raise Forbidden(ONLY_ISSUED, (PROCEDURE,))


def _told(mission: Mission, change: queries.Joining) -> Message:
    return message(
        "The case gets another team. Leaves: %(out)s. Comes: %(into)s. Head: %(head)s. Work: %(since)s – %(until)s."
        " Say that this is meant.",
        out=", ".join(change.out) or "–",
        into=", ".join(change.into) or "–",
        head=change.head,
        since=mission.work_from,
        until=mission.work_until,
    )


def _replace_person(mission: Mission, replacement: Replacement) -> tuple[Seat | None, Seat | None]:
    """Put one in the place of the other; gives who left and who came, as papers name them."""
    role, left, came = TeamRole.MEMBER, None, None
    leaving = next((one for one in mission.people if one.account_id == replacement.out), None)
    if leaving is not None:
        role, left = leaving.role, seat_of(leaving.account, leaving.role)
        db.session.delete(leaving)
        db.session.flush()
    if replacement.into is not None:
        came = seat_of(db.session.get_one(Account, replacement.into), role)
        db.session.add(MissionMember(mission_id=mission.id, account_id=replacement.into, role=role))
    db.session.flush()
    db.session.refresh(mission, ["people"])
    return left, came


@contextmanager
def _named(file: CaseFile) -> Iterator[None]:
    """A refusal that one of the cases gives names the case."""
    try:
        yield
    except RuleViolation as refusal:
        reason = message("%(case)s: %(reason)s", case=file.case.title, reason=refusal.message)
        raise RuleViolation(reason, refusal.citations, refusal.field) from refusal


def _change_draft(actor: Actor, file: CaseFile, mission: Mission) -> list[CaseFile]:
    """Give a case in preparation the team of its mission; who only drafts the decision leaves it, and so does she."""
    if is_rehearsal() and not file.allows(actor, Permission.EDIT_DRAFT):
        return []
    head = next(person.account_id for person in mission.people if person.role is TeamRole.HEAD)
    others = tuple(person.account_id for person in mission.people if person.role is not TeamRole.HEAD)
    change_draft_team(actor, file, ProposedTeam(head, others))
    return [file]


def _fitted(file: CaseFile, replacement: Replacement) -> Replacement | None:
    """What the change means for one case; None where it has that team already."""
    present = {person.account_id for person in file.team}
    out = replacement.out if replacement.out in present else None
    into = replacement.into if replacement.into not in present else None
    return None if out is None and into is None else Replacement(out, into)


def _number(
    actor: Actor,
    mission: Mission,
    files: Sequence[CaseFile],
    people: tuple[Seat | None, Seat | None],
    decision: Decision,
) -> str:
    """The one decision in words. A case that is not restricted leads: under it the draft and the paper are kept."""
    leading, *others = sorted(files, key=lambda file: file.case.restricted)
    drafted = Drafted(
        mission_abstract(mission),
        lambda signer, *given: compose_mission_change(mission, people, decision, signer, given),
        also_in=tuple(file.case.id for file in others),
    )
    return number_decision(actor, leading, ordered(decision), drafted, "number")
