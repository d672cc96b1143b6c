"""Other work in the way of a case: found at its opening, acknowledged with a reason, looked for again at its issue."""

from collections.abc import Sequence
from datetime import date

from tracker.access import Actor
from tracker.accounts.queries import names_of
from tracker.audit.services import record
from tracker.cases import overlaps
from tracker.cases.models import Case, OverlapAcknowledgement
from tracker.cases.planning import cases_of
from tracker.cases.services.draft import Draft
from tracker.cases.states import SubjectType
from tracker.core import clock
from tracker.extensions import db
from tracker.programmes import overlap
from tracker.programmes import queries as programmes


def overlaps_of(
    actor: Actor, draft: Draft, except_case: int | None, today: date, *, drafts: bool = True
) -> list[overlap.Overlap]:
    """What the case gets in the way of; what was acknowledged for the draft before is not told again.

    ``drafts``: other cases in preparation count too.
    """
    organizations = [key for kind, key in draft.subjects if kind is SubjectType.ORGANIZATION]
    members = [key for kind, key in draft.subjects if kind is SubjectType.MEMBER]
    subjects = programmes.subjects_of(list(dict.fromkeys(organizations)), list(dict.fromkeys(members)))
    reach = overlap.reach_of(subjects)
    since = draft.work_from or today
    people = names_of([person for person in (draft.head, *draft.team) if person is not None])
    others = [
        *overlaps.engagements(actor, reach, since, today, except_case=except_case),
        *programmes.external_engagements(reach, since, draft.work_until),
        *_planned(actor, reach, since, draft, except_case),
    ]
    new = overlap.Proposal(subjects, frozenset(draft.contents), since, draft.work_until, people)
    others = [one for one in others if drafts or not one.in_preparation]
    found = overlap.find_overlaps(new, others, overlaps.loads(actor, list(people), except_case=except_case))
    settled = overlaps.settled(except_case)
    return [one for one in found if (one.rule, one.source, one.key) not in settled]


def _planned(
    actor: Actor, reach: overlap.Reach, since: date, draft: Draft, except_case: int | None
) -> list[overlap.Engagement]:
    """What programmes plan, without the item of the case itself and those whose case the actor knows of anyhow."""
    own = draft.plan_item_id if except_case is None else db.session.get_one(Case, except_case).plan_item_id
    found = programmes.planned_engagements(actor, reach, since, draft.work_until, own)
    cases = cases_of(actor, {one.key for one in found}) if found else ()
    begun = {case.item_id for case in cases if not case.cancelled}
    return [one for one in found if one.key not in begun]


def acknowledged_overlaps(
    actor: Actor, draft: Draft, except_case: int | None, today: date, *, drafts: bool = True
) -> list[overlap.Overlap]:
    """What weighs; raises ``OverlapFound`` unless the draft says why its work is needed all the same."""
    found = overlaps_of(actor, draft, except_case, today, drafts=drafts)
    overlap.check_acknowledged(found, draft.overlap_reason)
    return overlap.warnings_of(found)


def recheck_overlaps(
    actor: Actor, case: Case, reason: str, today: date, subjects: Sequence[tuple[SubjectType, int]] = ()
) -> None:
    """Look again before the decision is numbered: what came in the way since asks for a reason as at the opening.

    Another case that is still in preparation yields to the one that is numbered first, and is told of it then.
    ``subjects``: those of a change that is not made yet.
    """
    stored = Draft(
        kind=case.kind,
        body_id=case.body_id,
        title=case.title,
        subjects=subjects or [(row.type, row.member_id or row.organization_id) for row in case.subjects],
        contents=[row.code for row in case.contents],
        period_from=case.period_from,
        period_until=case.period_until,
        basis=case.basis,
        basis_text=case.basis_text,
        head=None,
        team=[],
        work_from=case.work_from,
        work_until=case.work_until,
        overlap_reason=reason,
    )
    found = acknowledged_overlaps(actor, stored, case.id, today, drafts=False)
    acknowledge(actor, case, found, reason)


def acknowledge(actor: Actor, case: Case, found: Sequence[overlap.Overlap], reason: str) -> None:
    """Keep why the work goes on, once for each other work."""
    for rule, source, key in dict.fromkeys((one.rule, one.source, one.key) for one in found):
        acknowledgement = OverlapAcknowledgement(
            case_id=case.id,
            rule=rule,
            reason=reason,
            acknowledged_by=actor.user_id,
            acknowledged_at=clock.now(),
            **{overlaps.COLUMNS[source]: key},
        )
        db.session.add(acknowledgement)
    # the history of a case is open to people who may not know of a restricted one
    told = {(one.source, one.key) for one in found if not one.confidential}
    if told:
        record(actor, "case.overlap_acknowledged", case_id=case.id, about={"cases": len(told)})
