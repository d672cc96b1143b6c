"""Between the form of a case in preparation and the draft that the service takes."""

from collections.abc import Collection

from flask import url_for

from tracker.access import Role
from tracker.accounts.queries import people_of_organization
from tracker.cases.contents import ContentList, codes_of
from tracker.cases.forms import CaseForm, ChosenForm, WorkForm
from tracker.cases.kinds import KINDS, Kind
from tracker.cases.models import Case
from tracker.cases.page import check_words
from tracker.cases.planning import PlannedItem
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_assets
from tracker.cases.services import Draft
from tracker.cases.states import BASIS_LABELS, Basis, SubjectType, TeamRole
from tracker.core import clock
from tracker.members import queries as members
from tracker.organizations import queries as organizations
from tracker.regulations.cells import CELL_GROUND_LABELS, CellGround
from tracker.regulations.terms import Level
from tracker.regulations.verdict import Verdict
from tracker.web.access import current_actor
from tracker.web.translate import choices, say

_WORKERS = (Role.OFFICER, Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR)
_DIRECTING = (Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR)
_PREFIXES = {SubjectType.ORGANIZATION: "org", SubjectType.MEMBER: "member"}
LARGEST_ID = 2**31 - 1
_TYPES = {prefix: subject_type for subject_type, prefix in _PREFIXES.items()}


def offer(form: WorkForm, kinds: Collection[Kind] | None = None) -> None:
    """Give the form its choices and its search. ``kinds`` narrows those that may be chosen."""
    actor = current_actor()
    home = actor.organization_id
    people = [(str(account.id), account.full_name) for account in people_of_organization(home, *_WORKERS)]
    directing = people_of_organization(home, *_DIRECTING)
    lists = (ContentList.ORGANIZATION, ContentList.MEMBER)
    if isinstance(form, ChosenForm):
        form.body.offer([(str(body.id), body.name) for body in organizations.bodies_of(home, actor.body_id)])
        offered = [row for row in KINDS.values() if (row.kind in kinds if kinds else row.opened_by_hand)]
        form.kind.offer([(row.kind.value, say(row.label)) for row in offered])
        form.cell_ground.offer(choices(CELL_GROUND_LABELS))
        form.assets = _assets(form.kind.data)
        form.subjects.attach(_labels, find_subjects, url_for("cases.suggest_subjects"))
    if isinstance(form, CaseForm):
        form.basis.offer(choices(BASIS_LABELS))
    form.contents.offer([(content.code, say(content.label)) for content in codes_of(*lists)])
    form.head.offer(people)
    form.team.offer(people)
    form.directing.offer([(str(account.id), account.full_name) for account in directing])


def _assets(kind: str | None) -> Verdict | None:
    """What is to be read where the rules name other commissions for the kind that is chosen, or preset."""
    if kind != Kind.ASSET_DECLARATION_INSPECTION.value:
        return None
    found = check_assets(Kind(kind), Level(current_actor().organization_level), clock.today())
    return None if found.allowed else found


def find_subjects(text: str) -> list[tuple[str, str]]:
    """Organizations, then members, within the actor's scope, as (key, label)."""
    actor = current_actor()
    return [*organizations.find_organizations(actor, text), *members.find_members(actor, text)]


def _labels(keys: list[str]) -> dict[str, str]:
    actor = current_actor()
    return {**organizations.label_of(actor, keys), **members.label_of(actor, keys)}


def draft_of(form: WorkForm, case: Case | None = None) -> Draft:
    """The draft that a valid form describes; what the source of the case gives is put in by the service.

    Of a ``case`` that is changed, it names the sender of the petition no more than at its opening.
    """
    if case is not None:
        check_words(case, form)
    chosen = form if isinstance(form, ChosenForm) else None
    return Draft(
        kind=Kind(chosen.kind.data) if chosen else Kind.DENUNCIATION,
        body_id=int(chosen.body.data) if chosen else 0,
        title=form.title.data,
        subjects=[_subject(key) for key in chosen.subjects.data] if chosen else [],
        contents=form.contents.data,
        period_from=form.period_from.data,
        period_until=form.period_until.data,
        basis=Basis(form.basis.data) if isinstance(form, CaseForm) else Basis.PETITION,
        basis_text=form.basis_text.data,
        head=int(form.head.data),
        team=[int(person) for person in form.team.data],
        directing_id=int(form.directing.data) if form.directing.data else None,
        work_from=form.work_from.data,
        work_until=form.work_until.data,
        restricted=form.restricted.data,
        overlap_reason=form.overlap_reason.data,
        plan_item_id=_item_of(form.plan_item.data),
        cell_ground=CellGround(chosen.cell_ground.data) if chosen and chosen.cell_ground.data else None,
        asset_noted=bool(chosen and chosen.asset_noted.data),
    )


def planned(item: PlannedItem) -> dict[str, object]:
    """What the form of a new case takes from an item of a programme."""
    entry = item.entry
    return {
        "plan_item": str(item.item.id),
        "body": str(entry.body_id),
        "kind": entry.kind,
        "title": entry.matter,
        "subjects": [
            f"{_PREFIXES[SubjectType.MEMBER]}-{one.member_id}"
            if one.member_id
            else f"{_PREFIXES[SubjectType.ORGANIZATION]}-{one.organization_id}"
            for one in entry.subjects
        ],
        "contents": [one.code for one in entry.contents],
        "period_from": entry.period_from,
        "period_until": entry.period_until,
        "basis": Basis.PROGRAMME.value,
        "basis_text": item.basis_text,
        "head": str(entry.head_id) if entry.head_id else "",
        "cell_ground": entry.cell_ground,
    }


def _item_of(typed: str | None) -> int | None:
    """The item the form was opened from; what is not a number names none that exists."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len(str(LARGEST_ID)) else 0


def _subject(key: str) -> tuple[SubjectType, int]:
    prefix, number = key.split("-")
    return _TYPES[prefix], int(number)


def present(file: CaseFile) -> dict[str, object]:
    """What the form shows of a case in preparation."""
    case = file.case
    head = next((str(person.account_id) for person in case.team if person.role is TeamRole.HEAD), "")
    return {
        "version": case.version,
        "body": str(case.body_id),
        "kind": case.kind.value,
        "title": case.title,
        "subjects": [f"{_PREFIXES[row.type]}-{row.member_id or row.organization_id}" for row in case.subjects],
        "contents": [row.code for row in case.contents],
        "period_from": case.period_from,
        "period_until": case.period_until,
        "basis": case.basis.value,
        "basis_text": case.basis_text,
        "head": head,
        "team": [str(person.account_id) for person in case.team if person.role is not TeamRole.HEAD],
        "directing": str(case.directing_id) if case.directing_id else "",
        "work_from": case.work_from,
        "work_until": case.work_until,
        "restricted": case.restricted,
        "cell_ground": case.cell_ground,
        "asset_noted": case.kind is Kind.ASSET_DECLARATION_INSPECTION,
    }
