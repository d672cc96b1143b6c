"""What the rules of ``programmes.overlap`` are told of cases, within the actor's sight; and what was acknowledged."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from tracker.access import Actor
from tracker.cases import sight
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case, CaseContent, CaseSubject, OverlapAcknowledgement, TeamMember
from tracker.cases.states import ESTABLISHED_STATES, UNDER_WAY_STATES, State
from tracker.core.text import message
from tracker.extensions import PLACE_COLUMNS, db
from tracker.organizations.models import Body
from tracker.programmes import queries as programmes
from tracker.programmes.models import ExternalWork
from tracker.programmes.overlap import MONTHS, Engagement, Reach
from tracker.programmes.states import Source

MOST_FOUND = 200
# where the other work of an acknowledgement stands
COLUMNS = {Source.CASE: "other_case_id", Source.EXTERNAL: "external_work_id", Source.PLAN: "plan_item_id"}
_OLDEST = timedelta(days=31 * MONTHS)  # more than the months remembered; the rule counts them exactly
# Work on one of these is going on, or about to be.
_OPEN_STATES = UNDER_WAY_STATES | {State.DRAFT}
_PLACES = tuple(getattr(CaseSubject, name) for name in PLACE_COLUMNS)


def engagements(
    actor: Actor,
    reach: Reach,
    since: date,
    today: date,
    except_item: int | None = None,
    *,
    except_case: int | None = None,
) -> list[Engagement]:
    """Cases about the subjects or what stands above and below them: in preparation, under way, or concluded within
    the months before.

    Of a case that the actor may not know of – unless it is restricted – only that it is there. ``except_item``: the
    cases opened from an item are not in its own way.
    """
    statement = _cases(actor).where(
        programmes.about(reach, CaseSubject, _PLACES),
        _counts(actor, since),
        Case.id != (except_case or 0),
        func.coalesce(Case.plan_item_id, 0) != (except_item or -1),
    )
    rows = db.session.execute(statement.order_by(Case.id).limit(MOST_FOUND)).all()
    contents = _contents({row.id for row in rows if row.state in ESTABLISHED_STATES})
    return [_engagement(row, contents.get(row.id, frozenset()), today) for row in rows]


def loads(actor: Actor, accounts: Collection[int], *, except_case: int | None = None) -> Mapping[int, int]:
    """In how many teams at work each account is, counting the cases that the actor may know of."""
    found = db.session.execute(
        select(TeamMember.account_id, func.count().label("teams"))
        .join(Case, Case.id == TeamMember.case_id)
        .where(
            TeamMember.account_id.in_(accounts),
            TeamMember.until.is_(None),
            Case.state.in_(_OPEN_STATES),
            Case.id != (except_case or 0),
            sight.existence(actor),
        )
        .group_by(TeamMember.account_id)
    )
    return {row.account_id: row.teams for row in found}


@dataclass(frozen=True)
class Acknowledged:
    """Other work that was acknowledged when a case was opened; only another case has a ``ref``."""

    label: str
    ref: str | None
    reason: str


def acknowledged(actor: Actor, case_id: int) -> list[Acknowledged]:
    """What was acknowledged, as far as the reader may know of the other work."""
    kept = OverlapAcknowledgement
    found = db.session.execute(
        select(Case.title, Case.ref, ExternalWork.agency, kept.plan_item_id, kept.reason)
        .select_from(kept)
        .outerjoin(Case, Case.id == kept.other_case_id)
        .outerjoin(ExternalWork, ExternalWork.id == kept.external_work_id)
        .where(
            kept.case_id == case_id,
            or_(kept.other_case_id.is_(None), sight.existence(actor)),
        )
        .order_by(kept.id)
    ).all()
    planned = programmes.matters_of(actor, {row.plan_item_id for row in found if row.plan_item_id})
    labels = [(row, row.title or row.agency or planned.get(row.plan_item_id)) for row in found]
    return list(dict.fromkeys(Acknowledged(label, row.ref, row.reason) for row, label in labels if label))


def settled(case_id: int | None) -> set[tuple[object, ...]]:
    """(rule, source, key) of what was acknowledged for a case in preparation: it is not told again."""
    if case_id is None:
        return set()
    found = db.session.execute(select(OverlapAcknowledgement).where(OverlapAcknowledgement.case_id == case_id))
    return {(one.rule, source, getattr(one, column)) for one in found.scalars() for source, column in COLUMNS.items()}


def _cases(actor: Actor) -> Select:
    return (
        select(
            Case.id,
            Case.kind,
            Case.state,
            Case.title,
            Case.restricted,
            Case.work_from,
            Case.work_until,
            Case.due_on,
            Case.decision_on,
            Case.concluded_on,
            Body.name.label("body_name"),
            CaseSubject.organization_id,
            CaseSubject.member_id,
            *_PLACES,
            sight.existence(actor).label("visible"),
        )
        .select_from(CaseSubject)
        .join(Case, Case.id == CaseSubject.case_id)
        .join(Body, Body.id == Case.body_id)
    )


def _counts(actor: Actor, since: date) -> ColumnElement[bool]:
    under_way = and_(Case.state.in_(_OPEN_STATES), or_(sight.existence(actor), sight.hinted(actor)))
    recent = and_(Case.state.in_(ESTABLISHED_STATES), Case.concluded_on >= since - _OLDEST, sight.existence(actor))
    return or_(under_way, recent)


def _contents(ids: Collection[int]) -> dict[int, frozenset[str]]:
    codes: dict[int, set[str]] = {}
    for row in db.session.execute(select(CaseContent.case_id, CaseContent.code).where(CaseContent.case_id.in_(ids))):
        codes.setdefault(row.case_id, set()).add(row.code)
    return {case_id: frozenset(own) for case_id, own in codes.items()}


def _engagement(row: Row, contents: frozenset[str], today: date) -> Engagement:
    """A case under way lasts to its planned end or its due date, and while it is not concluded at least until today;
    one in preparation without planned dates may come at any time."""
    places = (getattr(row, name) for name in PLACE_COLUMNS)
    is_over, is_draft = row.state in ESTABLISHED_STATES, row.state is State.DRAFT
    until = None if is_draft and row.work_until is None else max(filter(None, (row.work_until, row.due_on, today)))
    label = message(
        "“%(title)s” (%(kind)s, %(body)s)", title=row.title, kind=message(KINDS[row.kind].label), body=row.body_name
    )
    return Engagement(
        source=Source.CASE,
        key=row.id,
        organization_id=row.organization_id,
        member_id=row.member_id,
        above=frozenset(place for place in places if place is not None and place != row.organization_id),
        label=label,
        since=min(filter(None, (row.work_from, row.decision_on)), default=None),
        until=until,
        contents=contents,
        concluded_on=row.concluded_on if is_over else None,
        in_preparation=is_draft,
        visible=bool(row.visible),
        confidential=row.restricted,
    )
