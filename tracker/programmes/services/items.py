"""Items of a version that is being drafted: add, change, take out, and what is checked before they are stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from tracker.access import Actor, Permission, require
from tracker.accounts.queries import names_of, tied_members
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.extensions import PLACE_COLUMNS, db
from tracker.members.models import Member
from tracker.members.queries import has_cell_committee
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import name_on
from tracker.programmes import overlap, queries, rules
from tracker.programmes.ahead import PlannedKind, RoomsAhead
from tracker.programmes.models import PlanAcknowledgement, PlanContent, PlanEntry, PlanItem, PlanSubject, PlanVersion
from tracker.programmes.queries import ProgrammeFile
from tracker.programmes.states import State
from tracker.regulations.cells import CellGround, check_cell_ground
from tracker.regulations.procedure import CONFLICT, PROCEDURE
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class ItemDraft:
    """What an item plans. ``organizations`` and ``members`` are the ids of its subjects in the order typed."""

    kind: str
    matter: str
    organizations: Sequence[int]
    members: Sequence[int]
    contents: Sequence[str]
    period_from: date
    period_until: date
    year: int
    quarter: int | None
    body_id: int
    head_id: int | None = None
    note: str = ""
    overlap_reason: str = ""
    cell_ground: CellGround | None = None


def add_item(actor: Actor, file: ProgrammeFile, draft: ItemDraft, ahead: RoomsAhead, today: date) -> PlanEntry:
    """Add an item to the version that is being drafted. Raises ``RuleViolation`` naming the field."""
    version = drafted_version(actor, file)
    subjects = _checked(actor, file, draft, ahead, today)
    found = _acknowledged(actor, draft, ahead, None, today)
    last = select(func.max(PlanItem.number)).where(PlanItem.programme_id == file.programme.id)
    number = (db.session.execute(last).scalar_one() or 0) + 1
    item = PlanItem(programme_id=file.programme.id, number=number)
    db.session.add(item)
    db.session.flush()
    entry = PlanEntry(version_id=version.id, item_id=item.id, subjects=[], contents=[], cancelled=False)
    _fill(entry, actor, draft, subjects)
    db.session.add(entry)
    _acknowledge(actor, item.id, found, draft.overlap_reason)
    touch(version)
    record(actor, "programme.item_added", about=about_of(file, version, item=number))
    db.session.flush()
    return entry


def change_item(
    actor: Actor, file: ProgrammeFile, entry: PlanEntry, draft: ItemDraft, ahead: RoomsAhead, today: date
) -> None:
    """Change an item in the version that is being drafted; one that was taken out stands in it again."""
    version = drafted_version(actor, file)
    _check_part(version, entry)
    subjects = _checked(actor, file, draft, ahead, today)
    found = _acknowledged(actor, draft, ahead, entry.item_id, today)
    entry.subjects.clear()
    entry.contents.clear()
    db.session.flush()
    _fill(entry, actor, draft, subjects)
    entry.cancelled, entry.cancel_reason = False, ""
    flag_modified(entry, "changed_by")  # its version rises also where only subjects or contents differ
    _acknowledge(actor, entry.item_id, found, draft.overlap_reason)
    touch(version)
    record(actor, "programme.item_changed", about=about_of(file, version, item=entry.item.number))
    db.session.flush()


def remove_item(actor: Actor, file: ProgrammeFile, entry: PlanEntry, reason: str) -> None:
    """Take an item out: one that was never approved disappears, an approved one stays, marked with the reason."""
    version = drafted_version(actor, file)
    _check_part(version, entry)
    if entry.cancelled:
        raise Conflict(message("This item is taken out already. That happens once."))
    number = entry.item.number
    if was_approved(entry, version):
        if not reason:
            raise RuleViolation(
                message("Say why the item is taken out of the programme."), (PROCEDURE,), field="reason"
            )
        entry.cancelled, entry.cancel_reason, entry.changed_by = True, reason, actor.user_id
    else:
        _forget(entry)
    touch(version)
    record(actor, "programme.item_removed", about=about_of(file, version, item=number))
    db.session.flush()


def was_approved(entry: PlanEntry, version: PlanVersion) -> bool:
    """Whether the item stood in a version before this one."""
    earlier = select(PlanEntry.id).where(PlanEntry.item_id == entry.item_id, PlanEntry.version_id != version.id)
    return db.session.execute(earlier.limit(1)).first() is not None


def overlaps_of(
    actor: Actor, draft: ItemDraft, ahead: RoomsAhead, item_id: int | None, today: date
) -> list[overlap.Overlap]:
    """What the item gets in the way of; what was acknowledged for it before is not told again."""
    subjects = queries.subjects_of(list(dict.fromkeys(draft.organizations)), list(dict.fromkeys(draft.members)))
    reach = overlap.reach_of(subjects)
    since, until = rules.days_of(draft.year, draft.quarter)
    others = ahead.engagements(actor, reach, since, today, item_id)
    others += queries.external_engagements(reach, since, until)
    if draft.quarter is not None:
        others += queries.planned_engagements(actor, reach, since, until, item_id)
    people = names_of([draft.head_id] if draft.head_id else [])
    new = overlap.Proposal(subjects, frozenset(draft.contents), since, until, people)
    settled = _settled(item_id)
    found = overlap.find_overlaps(new, others, ahead.loads(actor, list(people)) if people else {})
    return [one for one in found if (one.rule, one.source, one.key) not in settled]


def drafted_version(actor: Actor, file: ProgrammeFile) -> PlanVersion:
    """The version whose items may be changed now, locked; ``NotVisible`` for a programme of others."""
    require(actor, Permission.DRAFT_PROGRAMME)
    if not file.own:
        raise NotVisible
    version = file.open
    if version is None:
        raise Conflict(
            message(
                "The items of an approved programme change only by an adjustment. What was approved"
                " stands until another version is approved."
            ),
            (PROCEDURE,),
        )
    db.session.refresh(version, ["state", "version"], with_for_update=True)
    if version.state is not State.DRAFT:
        raise Conflict(
            message("The programme waits for its approval: its items do not change while the leader reads them."),
            (PROCEDURE,),
        )
    return version


def touch(version: PlanVersion) -> None:
    """Let whoever holds an older page of the version know that it has changed."""
    version.changed_at = clock.now()


def about_of(file: ProgrammeFile, version: PlanVersion, **more: object) -> dict[str, object]:
    """What the audit log says of a programme: ids only."""
    return {"body": file.programme.first_body_id, "period": file.programme.period, "version": version.number, **more}


@dataclass(frozen=True)
class _Found:
    name: str
    organization: Organization
    member_id: int | None


def _check_part(version: PlanVersion, entry: PlanEntry) -> None:
    if entry.version_id != version.id:
        raise NotVisible


def _checked(actor: Actor, file: ProgrammeFile, draft: ItemDraft, ahead: RoomsAhead, today: date) -> list[_Found]:
    """The subjects as the records have them, after every check that names a field."""
    body = db.session.get(Body, draft.body_id)
    if body is None or body.organization_id != file.programme.body.organization_id:
        raise RuleViolation(
            message(
                "This body does not belong to your organization. Each works for the bodies of the own"
                " organization; choose one of them."
            ),
            field="body",
        )
    found = _subjects(draft, today)
    level = f"{file.programme.body.organization.level.value}_id"
    planned = [_planned(one, level, body.organization_id) for one in found]
    years = (file.programme.year_from, file.programme.year_until)
    for verdict in (
        rules.check_subjects(ahead.kinds.get(draft.kind), body.kind, planned),
        rules.check_contents(draft.contents, ahead.contents, planned),
        rules.check_time(draft.year, years, draft.period_from, draft.period_until),
        _check_ground(ahead.kinds.get(draft.kind), body, draft, today),
    ):
        verdict.enforce()
    _check_head(actor, draft, found)
    return found


def _check_ground(kind: PlannedKind | None, body: Body, draft: ItemDraft, today: date) -> Verdict:
    """What the work of a cell rests on, unless the records show a cell committee."""
    asked = kind is not None and body.kind in kind.asks_ground
    if not asked or has_cell_committee(body.organization_id, today):
        return rules.OK
    return check_cell_ground(draft.cell_ground, today)


def _planned(found: _Found, level: str, home: int) -> rules.PlannedSubject:
    is_member = found.member_id is not None
    in_scope = getattr(found.organization, level) == home
    own_committee = not is_member and found.organization.id == home
    return rules.PlannedSubject(found.name, is_member, in_scope, own_committee)


def _subjects(draft: ItemDraft, today: date) -> list[_Found]:
    found = []
    for key in dict.fromkeys(draft.organizations):
        organization = db.session.get(Organization, key)
        if organization is None:
            raise RuleViolation(
                message("A subject is unknown. Only who stands in the records is picked; search again."),
                field="subjects",
            )
        found.append(_Found(name_on(key, today), organization, None))
    for key in dict.fromkeys(draft.members):
        member = db.session.get(Member, key)
        if member is None:
            raise RuleViolation(
                message("A subject is unknown. Only who stands in the records is picked; search again."),
                field="subjects",
            )
        home = db.session.get_one(Organization, member.organization_id)
        found.append(_Found(member.full_name, home, member.id))
    if not found:
        raise RuleViolation(message("Search and pick at least one."), field="subjects")
    return found


def _check_head(actor: Actor, draft: ItemDraft, subjects: Sequence[_Found]) -> None:
    if draft.head_id is None:
        return
    tied = tied_members([draft.head_id], actor.organization_id)
    if draft.head_id not in tied:
        raise RuleViolation(
            message(
                "This person does not belong to your organization. Only people of the own organization"
                " are named here; choose one of them."
            ),
            field="head",
        )
    member = tied[draft.head_id]
    if member is not None and member in {one.member_id for one in subjects}:
        raise RuleViolation(
            message(
                "A subject of the item cannot lead the work on it. Nobody judges the own cause; choose somebody else."
            ),
            (CONFLICT,),
            field="head",
        )


def _fill(entry: PlanEntry, actor: Actor, draft: ItemDraft, subjects: Sequence[_Found]) -> None:
    entry.kind, entry.matter, entry.note = draft.kind, draft.matter, draft.note
    entry.cell_ground = draft.cell_ground
    entry.period_from, entry.period_until = draft.period_from, draft.period_until
    entry.year, entry.quarter = draft.year, draft.quarter
    entry.body_id, entry.head_id, entry.changed_by = draft.body_id, draft.head_id, actor.user_id
    entry.contents = [PlanContent(code=code) for code in dict.fromkeys(draft.contents)]
    entry.subjects = [_subject(number, one) for number, one in enumerate(subjects, start=1)]


def _subject(number: int, found: _Found) -> PlanSubject:
    subject = PlanSubject(
        number=number, organization_id=found.organization.id, member_id=found.member_id, name=found.name
    )
    for column in PLACE_COLUMNS:
        setattr(subject, column, getattr(found.organization, column))
    return subject


def _settled(item_id: int | None) -> set[tuple[object, ...]]:
    columns = (PlanAcknowledgement.rule, PlanAcknowledgement.source, PlanAcknowledgement.other_key)
    found = db.session.execute(select(*columns).where(PlanAcknowledgement.item_id == (item_id or 0)))
    return {tuple(row) for row in found}


def _acknowledged(
    actor: Actor, draft: ItemDraft, ahead: RoomsAhead, item_id: int | None, today: date
) -> list[overlap.Overlap]:
    found = overlaps_of(actor, draft, ahead, item_id, today)
    overlap.check_acknowledged(found, draft.overlap_reason)
    return overlap.warnings_of(found)


def _acknowledge(actor: Actor, item_id: int, found: Sequence[overlap.Overlap], reason: str) -> None:
    for rule, source, key, confidential in dict.fromkeys((o.rule, o.source, o.key, o.confidential) for o in found):
        acknowledgement = PlanAcknowledgement(
            item_id=item_id,
            rule=rule,
            source=source,
            other_key=key,
            confidential=confidential,
            reason=reason,
            acknowledged_by=actor.user_id,
            acknowledged_at=clock.now(),
        )
        db.session.add(acknowledgement)


def _forget(entry: PlanEntry) -> None:
    item = entry.item
    for acknowledgement in db.session.execute(
        select(PlanAcknowledgement).where(PlanAcknowledgement.item_id == item.id)
    ).scalars():
        db.session.delete(acknowledgement)
    db.session.delete(entry)
    db.session.flush()
    db.session.delete(item)
