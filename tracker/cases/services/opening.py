"""Opening a case and changing it while it is in preparation: everything that is checked before it is stored."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.accounts.queries import get_actor, tied_members
from tracker.audit.services import record
from tracker.cases import rules, sight
from tracker.cases.kinds import KINDS, asks_ground
from tracker.cases.models import Case, CaseContent, CaseSubject, TeamMember
from tracker.cases.planning import get_planned, is_taken_up
from tracker.cases.queries import CaseFile
from tracker.cases.services.draft import Draft
from tracker.cases.services.moving import title_key, touch
from tracker.cases.services.overlapping import acknowledge, acknowledged_overlaps
from tracker.cases.states import Basis, State, SubjectType, TeamRole
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import fold, message
from tracker.extensions import PLACE_COLUMNS, db
from tracker.members.models import Member
from tracker.members.queries import describe_on, has_cell_committee, relatives_among, secretaries_of
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import name_on
from tracker.organizations.states import BodyKind
from tracker.regulations.cells import check_cell_ground
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.terms import Level
from tracker.regulations.verdict import Verdict


def open_case(actor: Actor, draft: Draft, today: date) -> Case:
    """Open a case in preparation. Raises ``RuleViolation`` naming the field where a check of the procedure fails."""
    require(actor, Permission.OPEN_CASE)
    return open_draft(actor, draft, today)


def open_draft(
    actor: Actor,
    draft: Draft,
    today: date,
    *,
    petition_id: int | None = None,
    observation_id: int | None = None,
    source_case_id: int | None = None,
) -> Case:
    """Open a case whose opening the caller has allowed, with what it came of."""
    body = _own_body(actor, draft.body_id)
    subjects = find_subjects(body, draft.subjects, today)
    _check(actor, draft, body, subjects, today, from_petition=petition_id is not None)
    plan_item_id = _plan_item(actor, draft)
    overlapping = acknowledged_overlaps(actor, draft, None, today)
    case = Case(
        plan_item_id=plan_item_id,
        petition_id=petition_id,
        observation_id=observation_id,
        source_case_id=source_case_id,
        body=body,
        extensions=[],
        suspensions=[],
        allegations=[],
        ref=secrets.token_hex(5),
        state=State.DRAFT,
        concluding_body_id=body.id,
        clock_start=KINDS[draft.kind].clock_start,
        opened_by=actor.user_id,
        opened_at=clock.now(),
    )
    case.place_like(body.organization)
    _fill(case, actor, draft, subjects)
    db.session.add(case)
    db.session.flush()
    acknowledge(actor, case, overlapping, draft.overlap_reason)
    noted = rules.check_assets(draft.kind, Level(body.organization.level.value), today)
    about = {"kind": case.kind, "restricted": case.restricted} | ({} if noted.allowed else {"noted": "assets"})
    record(actor, "case.opened", case_id=case.id, about=about, basis=() if noted.allowed else noted.citations)
    return case


def change_draft(actor: Actor, file: CaseFile, draft: Draft, today: date) -> None:
    """Change a case that is still in preparation."""
    require(actor, Permission.EDIT_DRAFT, file.relations)
    case = file.case
    if case.state is not State.DRAFT:
        raise Conflict(
            message("The decision is issued: what it says is changed only by another decision."), (PROCEDURE,)
        )
    if case.petition_id is not None:
        given = [(row.type, row.member_id or row.organization_id) for row in case.subjects]
        draft = replace(draft, kind=case.kind, body_id=case.body_id, basis=case.basis, subjects=given)
    body = _own_body(actor, draft.body_id)
    subjects = find_subjects(body, draft.subjects, today)
    _check(actor, draft, body, subjects, today, from_petition=case.petition_id is not None)
    _check_still_planned(case, draft)
    overlapping = acknowledged_overlaps(actor, draft, case.id, today)
    declared = _declarations(case) if _same_subjects(case, subjects) else {}
    for part in (case.subjects, case.contents, case.team):
        part.clear()
    db.session.flush()
    case.clock_start = KINDS[draft.kind].clock_start
    case.concluding_body_id = body.id
    _fill(case, actor, draft, subjects)
    _keep_declarations(case, declared)
    db.session.flush()
    acknowledge(actor, case, overlapping, draft.overlap_reason)
    record(actor, "case.draft_changed", case_id=case.id)


def change_draft_team(actor: Actor, file: CaseFile, team: rules.ProposedTeam) -> None:
    """Put another team into a case in preparation; who was in it before and declared keeps the declaration."""
    require(actor, Permission.EDIT_DRAFT, file.relations)
    case = file.case
    if case.state is not State.DRAFT:
        raise Conflict(
            message("The decision is issued: what it says is changed only by another decision."), (PROCEDURE,)
        )
    members = [row.member_id for row in case.subjects if row.member_id is not None]
    subjects = [rules.ProposedSubject(row.type, row.name, True, False, row.member_id) for row in case.subjects]
    team = replace(team, directing=case.directing_id)
    tied = tied_members([person for _, person in team.people()], actor.organization_id)
    rules.check_team(team, tied, subjects, find_related(tied.values(), members)).enforce()
    check_near(team, [(row.organization_id, row.member_id) for row in case.subjects]).enforce()
    check_cell(case.body, team, tied, clock.today()).enforce()
    declared = _declarations(case)
    case.team.clear()
    db.session.flush()
    case.team = _team(team.head, team.others)
    _keep_declarations(case, declared)
    touch(case, actor)
    db.session.flush()


Declared = dict[int, tuple[bool | None, str, date | None]]


def _same_subjects(case: Case, found: Sequence["Found"]) -> bool:
    """A declaration speaks of the subjects it was made about."""
    before = {(row.type, row.member_id or row.organization_id) for row in case.subjects}
    return before == {(one.proposed.type, one.proposed.member_id or one.organization.id) for one in found}


def _declarations(case: Case) -> Declared:
    return {
        person.account_id: (person.conflict, person.conflict_reason, person.declared_on)
        for person in case.team
        if person.conflict is not None
    }


def _keep_declarations(case: Case, declared: Declared) -> None:
    for person in case.team:
        if person.account_id in declared:
            person.conflict, person.conflict_reason, person.declared_on = declared[person.account_id]


def _team(head: int | None, others: Sequence[int]) -> list[TeamMember]:
    people = [(head, TeamRole.HEAD), *((person, TeamRole.MEMBER) for person in others)]
    return [TeamMember(account_id=person, role=role) for person, role in people]


def find_related(people: Iterable[int | None], subjects: Sequence[int]) -> set[int]:
    """Those of the members who are listed as relatives of a subject."""
    return set(relatives_among([person for person in people if person is not None], subjects))


def _own_body(actor: Actor, body_id: int) -> Body:
    body = db.session.get(Body, body_id)
    if body is None or body.organization_id != actor.organization_id:
        raise RuleViolation(
            message(
                "This body does not belong to your organization. Each works for the bodies of the own"
                " organization; choose one of them."
            ),
            field="body",
        )
    db.session.refresh(body, ["organization"])
    return body


@dataclass(frozen=True)
class Found:
    """A subject as the records have it today."""

    proposed: rules.ProposedSubject
    organization: Organization
    description: str


def find_subjects(body: Body, keys: Sequence[tuple[SubjectType, int]], today: date) -> list[Found]:
    level = f"{body.organization.level.value}_id"
    found = []
    for subject_type, key in dict.fromkeys(keys):
        member = db.session.get(Member, key) if subject_type is SubjectType.MEMBER else None
        organization = db.session.get(Organization, member.organization_id if member else key)
        if organization is None or (subject_type is SubjectType.MEMBER and member is None):
            raise RuleViolation(
                message("A subject is unknown. Only who stands in the records is picked; search again."),
                field="subjects",
            )
        proposed = rules.ProposedSubject(
            type=subject_type,
            label=member.full_name if member else name_on(organization.id, today),
            in_scope=getattr(member or organization, level) == body.organization_id,
            is_own_committee=organization.id == body.organization_id,
            member_id=member.id if member else None,
        )
        description = describe_on(member.id, today) if member else ""
        found.append(Found(proposed, organization, description))
    if not found:
        raise RuleViolation(message("Search and pick at least one."), field="subjects")
    return found


def _check(actor: Actor, draft: Draft, body: Body, found: Sequence[Found], today: date, *, from_petition: bool) -> None:
    row = KINDS[draft.kind]
    subjects = [subject.proposed for subject in found]
    team = rules.ProposedTeam(draft.head, tuple(draft.team), draft.directing_id)
    tied = tied_members([person for _, person in team.people()], actor.organization_id)
    members = [subject.member_id for subject in subjects if subject.member_id is not None]
    related = find_related([*tied.values(), actor.member_id], members)
    refuse_concerned(actor, found, related)
    for verdict in (
        rules.check_kind(row, body.kind, draft.basis, from_petition=from_petition),
        rules.check_subjects(row, subjects),
        rules.check_contents(draft.contents, subjects),
        rules.check_period(draft.period_from, draft.period_until, max(today, draft.work_from or today)),
        rules.check_work_dates(draft.work_from, draft.work_until),
        rules.check_team(team, tied, subjects, related),
        check_near(team, keys_of(found)),
        check_cell(body, team, tied, today),
        _check_ground(body, draft, today),
        _check_assets(body, draft, today),
    ):
        verdict.enforce()


def keys_of(found: Sequence[Found]) -> list[tuple[int, int | None]]:
    """The subjects as (organization, member or None)."""
    return [(one.organization.id, one.proposed.member_id) for one in found]


def check_near(team: rules.ProposedTeam, subjects: Sequence[tuple[int, int | None]]) -> Verdict:
    """Nobody works on a case that he then may not see. ``subjects``: (organization, member or None)."""
    for field, person in team.people():
        if sight.is_too_near(get_actor(person), subjects):
            reason = message("The inspected organization is this person's own, or he holds a post in it.")
            return rules.refuse(reason, rules.CONFLICT, field=field)
    return rules.OK


def check_cell(body: Body, team: rules.ProposedTeam, tied: Mapping[int, int | None], today: date) -> Verdict:
    """What only the work of a cell without a committee asks for; a cell that has one forms teams as every body does."""
    if body.kind is not BodyKind.CELL_MEETING or has_cell_committee(body.organization_id, today):
        return rules.OK
    return rules.check_cell_team(team, tied, secretaries_of(body.organization_id, today))


def _check_ground(body: Body, draft: Draft, today: date) -> Verdict:
    """What only a cell's thematic supervision asks for, unless the records show a cell committee."""
    if not asks_ground(draft.kind, body.kind) or has_cell_committee(body.organization_id, today):
        return rules.OK
    return check_cell_ground(draft.cell_ground, today)


def _check_assets(body: Body, draft: Draft, today: date) -> Verdict:
    """Whoever chooses work for which the rules name other commissions says that he knows."""
    found = rules.check_assets(draft.kind, Level(body.organization.level.value), today)
    return rules.OK if draft.asset_noted else found


def refuse_concerned(actor: Actor, found: Sequence[Found], related: set[int]) -> None:
    """Whoever opens a case is to see it: asked by the rule that decides who never does."""
    if not sight.is_too_near(actor, keys_of(found)):
        return
    reason = message("The inspected organization is your own, or you hold a post in it; somebody else opens this case.")
    if actor.member_id is not None and actor.member_id in [one.proposed.member_id for one in found]:
        reason = message("You are a subject yourself; a colleague opens this case.")
    elif actor.member_id in related:
        reason = message("You are listed as a relative of a subject; a colleague opens this case.")
    raise RuleViolation(reason, (rules.CONFLICT,), "subjects")


def _fill(case: Case, actor: Actor, draft: Draft, found: Sequence[Found]) -> None:
    case.kind, case.body_id, case.title = draft.kind, draft.body_id, draft.title
    case.basis, case.basis_text = draft.basis, draft.basis_text
    case.period_from, case.period_until = draft.period_from, draft.period_until
    case.work_from, case.work_until = draft.work_from, draft.work_until
    case.directing_id, case.restricted = draft.directing_id, draft.restricted
    case.cell_ground = draft.cell_ground if asks_ground(draft.kind, case.body.kind) else None
    case.title_key = title_key(case)
    case.subjects = [new_subject(number, subject) for number, subject in enumerate(found, start=1)]
    case.contents = [CaseContent(code=code) for code in dict.fromkeys(draft.contents)]
    case.team = _team(draft.head, draft.team)
    touch(case, actor)


def new_subject(number: int, found: Found) -> CaseSubject:
    name = found.proposed.label
    subject = CaseSubject(
        number=number,
        type=found.proposed.type,
        organization_id=found.organization.id,
        member_id=found.proposed.member_id,
        name=name,
        name_key=fold(name),
        description=found.description,
    )
    for column in PLACE_COLUMNS:
        setattr(subject, column, getattr(found.organization, column))
    return subject


def _plan_item(actor: Actor, draft: Draft) -> int | None:
    """The item the case is opened from: of a programme in force, for the same body and kind, not taken up yet."""
    if draft.plan_item_id is None:
        return None
    planned = get_planned(actor, draft.plan_item_id)
    if (planned.entry.body_id, planned.entry.kind) != (draft.body_id, draft.kind):
        reason = message(
            "The item of the programme is for another body or another kind of work. Work from a"
            " programme does what its item plans; choose as the item says, or open it without the"
            " item."
        )
        raise RuleViolation(reason, (PROCEDURE,), field="kind")
    if draft.basis is not Basis.PROGRAMME:
        raise RuleViolation(
            message("Work from a programme rests on the programme. Choose the programme as the basis."),
            (PROCEDURE,),
            field="basis",
        )
    if is_taken_up(planned.item):
        raise RuleViolation(
            message(
                "Work on this item of the programme has begun already. An item is carried out once; open"
                " the case that stands beside it."
            ),
            (PROCEDURE,),
        )
    return planned.item.id


def _check_still_planned(case: Case, draft: Draft) -> None:
    """What a case from a programme is about may change; who carries out which kind of work stays as planned."""
    if case.plan_item_id is None:
        return
    if (draft.kind, draft.body_id) != (case.kind, case.body_id):
        reason = message(
            "The item of the programme is for another body or another kind of work. Work from a"
            " programme does what its item plans; choose as the item says, or open it without the"
            " item."
        )
        raise RuleViolation(reason, (PROCEDURE,), field="kind")
    if draft.basis is not Basis.PROGRAMME:
        raise RuleViolation(
            message("Work from a programme rests on the programme. Choose the programme as the basis."),
            (PROCEDURE,),
            field="basis",
        )
