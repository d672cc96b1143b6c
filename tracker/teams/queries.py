"""Reads about teams: hints of conflicts of interest, recorded changes, missions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Boolean, ColumnElement, Row, and_, column, func, or_, select, table, union
from sqlalchemy.orm import joinedload, selectinload

from tracker.access import Actor, Permission, Role
from tracker.accounts.models import Account
from tracker.accounts.queries import names_of
from tracker.cases import sight
from tracker.cases.kinds import Kind
from tracker.cases.models import Case, CaseSubject, TeamMember
from tracker.cases.queries import CaseFile, get_file
from tracker.cases.states import State, SubjectType, TeamRole
from tracker.core.errors import NotVisible
from tracker.extensions import db
from tracker.members.models import Membership, Post
from tracker.members.queries import relatives_among
from tracker.members.states import KINSHIP_LABELS
from tracker.organizations.models import Body
from tracker.organizations.queries import origins_of, visible_names
from tracker.teams import rules
from tracker.teams.models import CaseAmendment, Mission, MissionCase, MissionMember
from tracker.teams.rules import Hint

# Sessions and discipline are later rooms; their tables are named as models name each other, by text.
_ATTENDEES = table("attendees", column("meeting_id"), column("account_id"))
_ATTENDANCES = table("attendances", column("meeting_id"), column("member_id"), column("present", Boolean))
_LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_LEADER)
_DISCIPLINES = table("disciplines", column("case_id"), column("subject_id"))


@dataclass(frozen=True)
class MissionRow:
    """A mission in a list; ``cases`` counts those the reader may know of."""

    ref: str
    name: str
    body_name: str
    work_from: date
    work_until: date
    cases: int


@dataclass(frozen=True)
class Person:
    """Somebody who works on a case or votes on it, as far as the records know the person."""

    name: str
    member_id: int | None = None
    account_id: int | None = None


def hints(actor: Actor, file: CaseFile, today: date) -> list[Hint]:
    """What in the data may be a conflict of interest of somebody in the team, or of who directs it."""
    people = [Person(one.full_name, one.member_id, one.id) for one in _people(file)]
    found = [hint for _person, hint in hints_of(actor, file.case, file.case.subjects, people, today)]
    return sorted(dict.fromkeys(found), key=lambda hint: hint.name)


def hints_of(
    actor: Actor, case: Case, subjects: Collection[CaseSubject], people: Collection[Person], on: date
) -> list[tuple[Person, Hint]]:
    """The same of any people, as to these subjects of a case, each hint with its person.

    The number of statements does not grow with the people or the subjects.
    """
    by_member = {person.member_id: person for person in people if person.member_id}
    about = {row.member_id: row.name for row in subjects if row.member_id is not None}
    inspected = {row.organization_id: row.name for row in subjects if row.member_id is None}
    origins = origins_of(list(inspected)) if inspected else {}
    found = [(one, rules.subject_hint(one.name)) for member, one in by_member.items() if member in about]
    found += _past_work(actor, by_member, inspected, origins, on)
    for member, relatives in relatives_among(list(by_member), list(about)).items():
        one = by_member[member]
        found += [(one, rules.relative_hint(one.name, about[key], KINSHIP_LABELS[kin])) for key, kin in relatives]
    same = [
        CaseSubject.member_id.in_(about),
        and_(
            CaseSubject.type == SubjectType.ORGANIZATION,
            CaseSubject.organization_id.in_({one for line in origins.values() for one in line}),
        ),
    ]
    return found + _earlier_decisions(actor, case, or_(*same), people)


def directing_name(file: CaseFile) -> str:
    """Who directs the team; "" where nobody does."""
    return next(iter(names_of([file.case.directing_id] if file.case.directing_id else []).values()), "")


def _people(file: CaseFile) -> list[Account]:
    directing = db.session.get(Account, file.case.directing_id) if file.case.directing_id else None
    team = [person.account for person in file.team]
    return team if directing is None or directing in team else [*team, directing]


def _past_work(
    actor: Actor,
    people: Mapping[int, Person],
    inspected: Mapping[int, str],
    origins: Mapping[int, Mapping[int, date | None]],
    today: date,
) -> list[tuple[Person, Hint]]:
    """Activity and posts in the inspected organizations and in all that they were, the latest of each person."""
    if not people or not inspected:
        return []
    every = {one for line in origins.values() for one in line}
    either = union(
        *(
            select(one.member_id, one.organization_id, one.since, one.until).where(
                one.member_id.in_(people), one.organization_id.in_(every)
            )
            for one in (Membership, Post)
        )
    )
    rows = db.session.execute(either).all()
    known = visible_names(actor, {row.organization_id for row in rows}) | dict(inspected)
    latest: dict[tuple[int, int], rules.PastWork] = {}
    for member, organization, since, until in rows:
        for root, line in origins.items():
            last = line.get(organization)
            if organization not in line or (last is not None and since > last):
                continue
            ended = min(filter(None, (until, last)), default=None)
            name = inspected[root] if organization == root else known.get(organization)
            work = rules.PastWork(inspected[root], name, ended)
            before = latest.get((member, root))
            latest[member, root] = work if before is None else rules.later(before, work)
    return [
        (people[member], rules.past_work_hint(people[member].name, work))
        for (member, _), work in latest.items()
        if rules.belonged_lately(work.until, today)
    ]


def _earlier_decisions(
    actor: Actor, case: Case, same: ColumnElement[bool], people: Collection[Person]
) -> list[tuple[Person, Hint]]:
    """For a complaint: who worked on, or sat in the session of, an earlier discipline of the same subject.

    ``same``: the condition "a subject is one that complains", with all that an organization was.
    """
    if case.kind is not Kind.DISCIPLINE_COMPLAINT:
        return []
    accounts = {person.account_id: person for person in people if person.account_id}
    earlier = (
        select(_DISCIPLINES.c.case_id)
        .join(CaseSubject, CaseSubject.id == _DISCIPLINES.c.subject_id)
        .join(Case, Case.id == _DISCIPLINES.c.case_id)
        .where(same, Case.id != case.id, sight.existence(actor))
    )
    took_part = union(
        select(TeamMember.account_id).where(TeamMember.case_id.in_(earlier), TeamMember.account_id.in_(accounts)),
        select(_ATTENDEES.c.account_id)
        .join(sight.AGENDA_ITEMS, sight.AGENDA_ITEMS.c.meeting_id == _ATTENDEES.c.meeting_id)
        .where(sight.AGENDA_ITEMS.c.case_id.in_(earlier), sight.ON_AGENDA, _ATTENDEES.c.account_id.in_(accounts)),
    )
    found = [accounts[key] for key in db.session.execute(took_part).scalars()]
    by_member = {person.member_id: person for person in people if person.member_id}
    sat = (
        select(_ATTENDANCES.c.member_id)
        .join(sight.AGENDA_ITEMS, sight.AGENDA_ITEMS.c.meeting_id == _ATTENDANCES.c.meeting_id)
        .where(sight.AGENDA_ITEMS.c.case_id.in_(earlier), sight.ON_AGENDA)
        .where(_ATTENDANCES.c.member_id.in_(by_member), _ATTENDANCES.c.present)
    )
    found += [by_member[key] for key in db.session.execute(sat).scalars()]
    return [(one, rules.decision_hint(one.name)) for one in dict.fromkeys(found)]


def find_own_case(actor: Actor, ref: str) -> Row[str, str, bool | None] | None:
    """Reference and title of a case in whose team the actor is now, and what he declared; None for every other."""
    statement = (
        select(Case.ref, Case.title, TeamMember.conflict)
        .join(TeamMember, TeamMember.case_id == Case.id)
        .where(
            Case.ref == ref,
            TeamMember.account_id == actor.user_id,
            TeamMember.until.is_(None),
            sight.content(actor),
        )
    )
    return db.session.execute(statement).one_or_none()


def amendments_of(case_id: int) -> list[CaseAmendment]:
    """The recorded changes of a case by number. The caller checked the sight of the case."""
    statement = (
        select(CaseAmendment)
        .where(CaseAmendment.case_id == case_id)
        .options(joinedload(CaseAmendment.out), joinedload(CaseAmendment.into))
        .order_by(CaseAmendment.number)
    )
    return list(db.session.execute(statement).scalars())


def next_number(case_id: int) -> int:
    """The next free number of a change in a case that the caller has locked."""
    highest = select(func.coalesce(func.max(CaseAmendment.number), 0)).where(CaseAmendment.case_id == case_id)
    return db.session.execute(highest).scalar_one() + 1


def mission_rows(actor: Actor) -> list[MissionRow]:
    """The missions an actor has to do with, the newest first; at most a hundred."""
    counted = (
        select(func.count())
        .select_from(MissionCase)
        .join(Case, Case.id == MissionCase.case_id)
        .where(MissionCase.mission_id == Mission.id, sight.existence(actor))
        .correlate(Mission)
        .scalar_subquery()
    )
    statement = (
        select(Mission.ref, Mission.name, Body.name, Mission.work_from, Mission.work_until, counted)
        .join(Body, Body.id == Mission.body_id)
        .where(_visible(actor))
        .order_by(Mission.work_from.desc(), Mission.id.desc())
        .limit(100)
    )
    return [MissionRow(*row) for row in db.session.execute(statement)]


def get_mission(actor: Actor, ref: str) -> Mission:
    """A mission with its people; raises ``NotVisible`` for whoever has nothing to do with it."""
    found = db.session.execute(
        select(Mission)
        .where(Mission.ref == ref, _visible(actor))
        .options(joinedload(Mission.body), selectinload(Mission.people).joinedload(MissionMember.account))
    ).scalar_one_or_none()
    if found is None:
        raise NotVisible
    return found


def cases_of(actor: Actor, mission: Mission) -> list[rules.MissionCase]:
    """The cases of a mission that the actor may know of, in the order they were opened."""
    by_decision, draft = (sight.holds(actor, one) for one in (Permission.AMEND_CASE, Permission.EDIT_DRAFT))
    changes = or_(and_(Case.state == State.DRAFT, draft), and_(Case.state != State.DRAFT, by_decision))
    statement = (
        select(
            *(Case.ref, Case.title, Case.kind, Case.state, Case.due_on),
            *(changes, sight.holds(actor, Permission.DRAFT_PAPER)),
        )
        .join(MissionCase, MissionCase.case_id == Case.id)
        .where(MissionCase.mission_id == mission.id, sight.existence(actor))
        .order_by(Case.opened_at, Case.id)
    )
    return [rules.MissionCase(*row) for row in db.session.execute(statement)]


def free_drafts(actor: Actor, mission: Mission) -> list[tuple[str, str]]:
    """(reference, title) of the drafts of the mission's body that the actor may change and that are in no mission."""
    taken = select(MissionCase.case_id)
    own = (Case.opened_by == actor.user_id, Case.directing_id == actor.user_id)
    changes = or_(*own, sight.worked_on(actor, TeamRole.HEAD), sight.led(actor))
    statement = (
        select(Case.ref, Case.title)
        .where(Case.body_id == mission.body_id, Case.state == State.DRAFT, Case.id.not_in(taken))
        .where(changes, sight.content(actor))
        .order_by(Case.opened_at.desc(), Case.id.desc())
        .limit(100)
    )
    return [(row.ref, row.title) for row in db.session.execute(statement)]


def draft_of(actor: Actor, ref: str) -> CaseFile:
    """A draft that the actor may change; raises ``NotVisible``."""
    return get_file(actor, ref, Permission.EDIT_DRAFT)


def leads(actor: Actor, mission: Mission) -> bool:
    """Whether the actor says who is in a mission and what it carries: its opener, its head, a leader of its body."""
    of_body = actor.has(*_LEADERS) and mission.body_id == actor.body_id
    heads = any(one.account_id == actor.user_id and one.role is TeamRole.HEAD for one in mission.people)
    return mission.opened_by == actor.user_id or heads or of_body


def change_of(actor: Actor, mission: Mission, cases: Collection[rules.MissionCase]) -> rules.MissionChange:
    """How far the actor may change the team of a mission with these cases."""
    return rules.check_mission_change(cases, leads(actor, mission), mission.body.approves_papers)


def files_of(actor: Actor, mission: Mission) -> list[CaseFile]:
    """The files of the cases of a mission that the actor may open, in the order they were opened."""
    statement = (
        select(Case.ref)
        .join(MissionCase, MissionCase.case_id == Case.id)
        .where(MissionCase.mission_id == mission.id, sight.content(actor))
        .order_by(Case.opened_at, Case.id)
    )
    return [get_file(actor, ref, Permission.SEE_PAPERS) for ref in db.session.execute(statement).scalars().all()]


@dataclass(frozen=True)
class Joining:
    """What a case changes by coming into a mission: who leaves its team and who comes, by name; who heads it then."""

    out: tuple[str, ...]
    into: tuple[str, ...]
    head: str
    moved: bool

    @property
    def changes(self) -> bool:
        """Whether anything that was set for the case is replaced."""
        return bool(self.out or self.moved)


def joining(mission: Mission, file: CaseFile) -> Joining:
    """How the team and the days of a case differ from those of a mission."""
    here = {one.account_id: one.account.full_name for one in file.team}
    there = {one.account_id: one.account.full_name for one in mission.people}
    head = next(one for one in mission.people if one.role is TeamRole.HEAD)
    other_head = file.head is not None and file.head.id != head.account_id
    days = (file.case.work_from, file.case.work_until)
    other_days = any(days) and days != (mission.work_from, mission.work_until)
    return Joining(
        tuple(name for key, name in here.items() if key not in there),
        tuple(name for key, name in there.items() if key not in here),
        head.account.full_name,
        other_head or other_days,
    )


def is_in_mission(case_id: int) -> bool:
    """Whether a case belongs to a mission already."""
    return db.session.get(MissionCase, case_id) is not None


def _visible(actor: Actor) -> ColumnElement[bool]:
    relations = [
        Mission.opened_by == actor.user_id,
        Mission.id.in_(select(MissionMember.mission_id).where(MissionMember.account_id == actor.user_id)),
    ]
    if actor.has(*_LEADERS):
        relations.append(Mission.body_id == actor.body_id)
    if actor.has(Role.CLERK):
        own = select(Body.id).where(Body.organization_id == actor.organization_id)
        relations.append(Mission.body_id.in_(own.correlate(None)))
    return or_(*relations)
