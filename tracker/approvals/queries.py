"""Reads of drafts, under the sight of the case, the session or the periodic report whose paper they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload, undefer

from tracker.access import Actor, Permission, Relation, Role, may
from tracker.access.permissions import CASE_GRANTS
from tracker.accounts.models import Account
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile
from tracker.cases.states import TeamRole
from tracker.core.errors import NotVisible
from tracker.documents.approval import same_paper
from tracker.documents.contexts import (
    AmendmentDecisionPaper,
    CancellationDecisionPaper,
    MissionTeamChangePaper,
    ScopeChangeDecisionPaper,
    TeamChangeDecisionPaper,
)
from tracker.documents.draft_models import PaperDraft, PaperRemark
from tracker.documents.draft_states import STATE_LABELS, STATE_TONES, WAITING, Deed, DraftAction, DraftState
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Attendee, Meeting
from tracker.meetings.queries import get_meeting, stands
from tracker.organizations.models import Body
from tracker.periodic import queries as periodic
from tracker.periodic.models import PeriodicReport

SIGNING = (Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_LEADER)
_Item, _Version = aliased(AgendaItem), aliased(PaperDraft)

# What changes a case that is decided, by the keys of the papers.
_CHANGES = [
    paper.key
    for paper in (
        AmendmentDecisionPaper,
        CancellationDecisionPaper,
        MissionTeamChangePaper,
        ScopeChangeDecisionPaper,
        TeamChangeDecisionPaper,
    )
]


@dataclass(frozen=True)
class Matter:
    """What a draft belongs to, by reference: a case, a session or a periodic report."""

    case_ref: str | None
    meeting_ref: str | None
    report_ref: str | None


@dataclass(frozen=True)
class RemarkRow:
    """What somebody did with a version, and said."""

    number: int
    who: str
    deed: Deed
    comment: str
    at: datetime


@dataclass(frozen=True)
class DraftRow:
    """A draft in the list of its case or its session."""

    ref: str
    number: int
    abstract: str
    state: DraftState
    who: str
    prepared_at: datetime

    @property
    def label(self) -> str:
        """The state in words."""
        return STATE_LABELS[self.state]

    @property
    def tone(self) -> str:
        """The tone of the state."""
        return STATE_TONES[self.state]


@dataclass(frozen=True)
class DraftFile:
    """A draft with all versions of its paper, the latest first, and how the actor stands to what it belongs to."""

    draft: PaperDraft
    versions: Sequence[PaperDraft]
    relations: frozenset[Relation]
    case: Case | None = None
    meeting: Meeting | None = None
    report: PeriodicReport | None = None

    def version(self, number: int) -> PaperDraft:
        """A version by its number; raises ``NotVisible``."""
        for version in self.versions:
            if version.number == number:
                return version
        raise NotVisible

    def allows(self, actor: Actor, action: DraftAction) -> bool:
        """Whether the actor's part in the case, the session or the report allows a step.

        Who approves may review and return.
        """
        approves = may(actor, Permission.APPROVE_PAPER, self.relations)
        if action is DraftAction.APPROVE:
            return approves
        if action is DraftAction.WITHDRAW:
            return may(actor, Permission.DRAFT_PAPER, self.relations)
        return approves or may(actor, Permission.REVIEW_PAPER, self.relations)


def visible(actor: Actor) -> ColumnElement[bool]:
    """The actor may read the draft: its case, its session with every item of the agenda, or its report."""
    of_case = PaperDraft.case_id.in_(select(Case.id).where(sight.content(actor)).correlate(None))
    opened = select(Case.id).where(sight.content(actor)).correlate(None)
    hidden = exists().where(
        _Item.meeting_id == PaperDraft.meeting_id, stands(_Item.result), _Item.case_id.not_in(opened)
    )
    of_session = and_(PaperDraft.meeting_id.in_(_sessions(actor)), not_(hidden))
    report = select(PeriodicReport.id).where(PeriodicReport.id == PaperDraft.report_id, periodic.visible(actor))
    return or_(of_case, of_session, exists(report.correlate(PaperDraft)))


def waits_for_review(actor: Actor) -> ColumnElement[bool]:
    """The actor is to review the draft; who may approve it is asked for that. Read ``with_matter``."""
    part = and_(_related(actor, Permission.REVIEW_PAPER), not_(_signs_for(actor)))
    return and_(PaperDraft.state == DraftState.SUBMITTED, part, _of_others(actor))


def waits_for_approval(actor: Actor) -> ColumnElement[bool]:
    """The actor is to approve the draft. Read ``with_matter``."""
    part = and_(_related(actor, Permission.APPROVE_PAPER), _signs_for(actor))
    return and_(PaperDraft.state.in_(WAITING), part, _of_others(actor))


def waits_for_issue(actor: Actor) -> ColumnElement[bool]:
    """The actor is to issue the approved paper. Read ``with_matter``.

    What changes a case that is decided is numbered by who decides on the change, all else by who keeps the papers.
    """
    changes = PaperDraft.template.in_(_CHANGES)
    keeps = and_(not_(changes), or_(sight.filed(actor), _kept(actor)))
    decides = and_(changes, _related(actor, Permission.AMEND_CASE))
    return and_(PaperDraft.state == DraftState.APPROVED, or_(keeps, decides))


def with_matter(statement: Select) -> Select:
    """A statement over drafts with their cases, sessions and reports beside them."""
    return (
        statement.select_from(PaperDraft)
        .outerjoin(Case, Case.id == PaperDraft.case_id)
        .outerjoin(Meeting, Meeting.id == PaperDraft.meeting_id)
        .outerjoin(PeriodicReport, PeriodicReport.id == PaperDraft.report_id)
    )


def find_matter(actor: Actor, ref: str) -> Matter:
    """What a draft belongs to; raises ``NotVisible`` for who may not read it."""
    refs = with_matter(select(Case.ref, Meeting.ref, PeriodicReport.ref)).where(PaperDraft.ref == ref, visible(actor))
    found = db.session.execute(refs).one_or_none()
    if found is None:
        raise NotVisible
    return Matter(*found)


def get_draft(actor: Actor, ref: str, matter: CaseFile | Meeting | PeriodicReport) -> DraftFile:
    """A draft of a case, a session or a report that the actor has open."""
    options = (joinedload(PaperDraft.body), undefer(PaperDraft.context))
    found = select(PaperDraft).where(PaperDraft.ref == ref, visible(actor)).options(*options)
    draft = db.session.execute(found).scalar_one_or_none()
    if draft is None:
        raise NotVisible
    alike = select(PaperDraft).where(same_paper(draft)).options(undefer(PaperDraft.context))
    versions = db.session.execute(alike.order_by(PaperDraft.number.desc())).scalars().all()
    if isinstance(matter, CaseFile):
        return DraftFile(draft, versions, matter.relations, case=matter.case)
    if isinstance(matter, PeriodicReport):
        return DraftFile(draft, versions, periodic.relations_to(actor, matter), report=matter)
    return DraftFile(draft, versions, _relations_to(actor, matter), meeting=matter)


def session_of(actor: Actor, ref: str) -> Meeting:
    """The session of a draft."""
    return get_meeting(actor, ref)


def report_of(actor: Actor, ref: str) -> PeriodicReport:
    """The periodic report of a draft."""
    return periodic.get_report(actor, ref)


def remarks_on(found: DraftFile) -> list[RemarkRow]:
    """Everything said about the versions of the paper, the latest first."""
    rows = db.session.execute(
        select(PaperDraft.number, Account.full_name, PaperRemark.deed, PaperRemark.comment, PaperRemark.at)
        .join(PaperDraft, PaperDraft.id == PaperRemark.draft_id)
        .join(Account, Account.id == PaperRemark.account_id)
        .where(PaperRemark.draft_id.in_([version.id for version in found.versions]))
        .order_by(PaperRemark.id.desc())
    )
    return [RemarkRow(*row) for row in rows]


def drafts_of_case(case_id: int) -> list[DraftRow]:
    """The latest version of every paper of the case that was sent for approval, the newest first."""
    return _latest(PaperDraft.case_id, PaperDraft.case_id == case_id)


def drafts_of_session(actor: Actor, meeting_id: int) -> list[DraftRow]:
    """The latest version of every paper of the session that has no number yet, as far as the actor may read it."""
    of_session = PaperDraft.meeting_id == meeting_id
    return _latest(PaperDraft.meeting_id, of_session, PaperDraft.state != DraftState.ISSUED, visible(actor))


def _latest(matter: InstrumentedAttribute[int | None], *conditions: ColumnElement[bool]) -> list[DraftRow]:
    """Of the drafts that fit, those with no later version; ``matter`` is the column of what they belong to."""
    later = aliased(PaperDraft)
    alike = (
        getattr(later, matter.key) == matter,
        later.template == PaperDraft.template,
        later.about == PaperDraft.about,
        later.number > PaperDraft.number,
    )
    columns = (PaperDraft.ref, PaperDraft.number, PaperDraft.abstract, PaperDraft.state)
    rows = db.session.execute(
        select(*columns, Account.full_name, PaperDraft.prepared_at)
        .join(Account, Account.id == PaperDraft.prepared_by)
        .where(*conditions, not_(exists().where(*alike)))
        .order_by(PaperDraft.prepared_at.desc(), PaperDraft.id.desc())
    )
    return [DraftRow(*row) for row in rows]


def _of_others(actor: Actor) -> ColumnElement[bool]:
    """No version of the paper is of the actor's own hand."""
    alike = (
        _Version.template == PaperDraft.template,
        _Version.about == PaperDraft.about,
        or_(
            _Version.case_id == PaperDraft.case_id,
            _Version.meeting_id == PaperDraft.meeting_id,
            _Version.report_id == PaperDraft.report_id,
        ),
    )
    return not_(exists().where(*alike, _Version.prepared_by == actor.user_id))


def _related(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The actor's part in the case, the session or the report allows the step."""
    own_report = and_(PaperDraft.report_id.is_not(None), PaperDraft.body_id == actor.body_id)
    invited = select(Attendee.meeting_id).where(Attendee.account_id == actor.user_id).correlate(None)
    leads = Meeting.body_id == actor.body_id if actor.has(*sight.LEADERS) else false()
    ways = {
        Relation.TEAM_HEAD: sight.at_work(actor, TeamRole.HEAD),
        Relation.DIRECTING: or_(
            Case.directing_id == actor.user_id, own_report if actor.has(Role.VICE_CHAIR) else false()
        ),
        Relation.CHAIR: or_(sight.led(actor), leads, own_report if actor.has(*sight.LEADERS) else false()),
        Relation.SESSION_MEMBER: or_(sight.attends(actor), PaperDraft.meeting_id.in_(invited)),
    }
    return or_(*(condition for relation, condition in ways.items() if relation in CASE_GRANTS[permission]))


def _signs_for(actor: Actor) -> ColumnElement[bool]:
    """The actor may sign for the body that issues the paper."""
    return PaperDraft.body_id == actor.body_id if actor.has(*SIGNING) else false()


def _kept(actor: Actor) -> ColumnElement[bool]:
    """The actor keeps the papers of the session, or of the body whose report it is."""
    own = select(Body.id).where(Body.organization_id == actor.organization_id)
    found: list[ColumnElement[bool]] = []
    if may(actor, Permission.HOLD_SESSION):
        found.append(PaperDraft.meeting_id.in_(select(Meeting.id).where(Meeting.body_id.in_(own)).correlate(None)))
    if actor.has(Role.CLERK):
        found.append(and_(PaperDraft.report_id.is_not(None), PaperDraft.body_id.in_(own)))
    return or_(false(), *found)


def _sessions(actor: Actor) -> Select:
    invited = select(Attendee.meeting_id).where(Attendee.account_id == actor.user_id)
    taking_part = [Meeting.id.in_(invited)]
    if may(actor, Permission.HOLD_SESSION):
        own = select(Body.id).where(Body.organization_id == actor.organization_id)
        taking_part.append(Meeting.body_id.in_(own))
    return select(Meeting.id).where(or_(*taking_part)).correlate(None)


def _relations_to(actor: Actor, meeting: Meeting) -> frozenset[Relation]:
    """How the actor stands to a session, in the words of a case."""
    found = set()
    if actor.has(Role.CLERK) and may(actor, Permission.HOLD_SESSION):
        found.add(Relation.CLERK)
    if actor.has(*sight.LEADERS) and actor.body_id == meeting.body_id:
        found.add(Relation.CHAIR)
    if actor.user_id in meeting.invited_ids:
        found.add(Relation.SESSION_MEMBER)
    return frozenset(found)
