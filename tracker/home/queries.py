"""What waits for a person, and what fits a search over everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from tracker.access import Actor, Permission, may
from tracker.cases import sight
from tracker.cases.kinds import Kind
from tracker.cases.models import Case, TeamMember
from tracker.cases.queries import CaseFilter, CaseRow, case_rows
from tracker.cases.states import OPEN_STATES, State
from tracker.extensions import db
from tracker.meetings.models import Attendee, Meeting
from tracker.meetings.queries import MeetingRow
from tracker.meetings.states import SessionState
from tracker.members.queries import MemberFilter, MemberRow, member_rows
from tracker.organizations.models import Body
from tracker.organizations.queries import OrganizationFilter, OrganizationRow, organization_rows

# While a case stands in one of these its time limit runs.
RUNNING_STATES = (State.ISSUED, State.CONDUCTING, State.REPORTED)
MOST_SHOWN = 10
MOST_CASES = 25


@dataclass(frozen=True)
class WorkRow:
    """A case that a person works on."""

    ref: str
    kind: Kind
    state: State
    title: str
    due_on: date | None


@dataclass(frozen=True)
class Found:
    """The first matches of each sort. ``more`` names the sorts with further matches."""

    cases: Sequence[CaseRow] = ()
    organizations: Sequence[OrganizationRow] = ()
    members: Sequence[MemberRow] = ()
    more: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing fits at all."""
        return not (self.cases or self.organizations or self.members)


def work_of(actor: Actor) -> list[WorkRow]:
    """The open cases a person has a part in – in the team, directing, or preparing: those whose time runs first."""
    in_team = Case.id.in_(
        select(TeamMember.case_id).where(TeamMember.account_id == actor.user_id, TeamMember.until.is_(None))
    )
    own_draft = (Case.opened_by == actor.user_id) & (Case.state == State.DRAFT)
    found = db.session.execute(
        select(Case.ref, Case.kind, Case.state, Case.title, Case.due_on)
        .where(
            or_(in_team, Case.directing_id == actor.user_id, own_draft),
            Case.state.in_(OPEN_STATES),
            sight.content(actor),
        )
        .order_by(Case.state.not_in(RUNNING_STATES), Case.due_on.is_(None), Case.due_on, Case.id)
        .limit(MOST_CASES)
    )
    return [WorkRow(*row) for row in found]


def sessions_ahead(actor: Actor) -> list[MeetingRow]:
    """The planned sessions a person is invited to or whose body is the own one, the earliest first."""
    invited = Meeting.id.in_(select(Attendee.meeting_id).where(Attendee.account_id == actor.user_id))
    found = db.session.execute(
        select(Meeting.id, Meeting.ref, Meeting.title, Body.name, Meeting.held_on, Meeting.place, Meeting.state)
        .join(Body, Body.id == Meeting.body_id)
        .where(Meeting.state == SessionState.PLANNED, or_(invited, Meeting.body_id == actor.body_id))
        .order_by(Meeting.held_on, Meeting.id)
        .limit(MOST_SHOWN)
    )
    return [MeetingRow(*row) for row in found]


def search(actor: Actor, text: str, today: date) -> Found:
    """The first cases, organizations and members that fit, of those the actor may know of."""
    found: dict[str, Sequence] = {}
    if may(actor, Permission.SEE_CASES):
        found["cases"] = case_rows(actor, CaseFilter(text=text, today=today), None)
    if may(actor, Permission.SEE_TREE):
        found["organizations"] = organization_rows(actor, OrganizationFilter(text=text, ended=True), None)
    if may(actor, Permission.SEE_MEMBERS):
        found["members"] = member_rows(actor, MemberFilter(today=today, text=text, left=True), None)
    more = frozenset(sort for sort, rows in found.items() if len(rows) > MOST_SHOWN)
    return Found(**{sort: rows[:MOST_SHOWN] for sort, rows in found.items()}, more=more)
