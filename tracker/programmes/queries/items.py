"""The items of a version: as pages show them, with what has become of them, and beside those of the version before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker.access import Actor
from tracker.core.errors import NotVisible
from tracker.extensions import db
from tracker.programmes.ahead import CaseOfItem, RoomsAhead
from tracker.programmes.models import PlanAcknowledgement, PlanEntry, PlanItem, PlanVersion, Programme
from tracker.programmes.queries.programmes import ProgrammeFile, version_visible
from tracker.programmes.rules import EntryFacts, changes_of, progress_of
from tracker.programmes.states import Change, Progress


@dataclass(frozen=True)
class ItemRow:
    """An item as a page shows it. ``cases`` are those that the reader may know of."""

    entry: PlanEntry
    progress: Progress
    adjusted: bool
    cases: tuple[CaseOfItem, ...]

    @property
    def number(self) -> int:
        """The item's place in the programme."""
        return self.entry.item.number

    @property
    def running_case(self) -> CaseOfItem | None:
        """A case that keeps another one from being opened, as far as the reader knows."""
        return next((case for case in self.cases if not case.cancelled), None)


@dataclass(frozen=True)
class ChangeRow:
    """An item before and after an adjustment; ``parts`` are the names of what differs."""

    number: int
    before: PlanEntry | None
    after: PlanEntry | None
    change: Change
    parts: frozenset[str]


def entries_of(version: PlanVersion) -> list[PlanEntry]:
    """The items of a version with everything that a page or a copy needs, in order."""
    return list(
        db.session.execute(
            select(PlanEntry)
            .join(PlanItem, PlanItem.id == PlanEntry.item_id)
            .where(PlanEntry.version_id == version.id)
            .options(
                joinedload(PlanEntry.item),
                joinedload(PlanEntry.body),
                joinedload(PlanEntry.head),
                selectinload(PlanEntry.subjects),
                selectinload(PlanEntry.contents),
            )
            .order_by(PlanItem.number)
        ).scalars()
    )


def get_entry(version: PlanVersion, number: int) -> PlanEntry:
    """An item of a version by its number; raises ``NotVisible``."""
    entry = next((one for one in entries_of(version) if one.item.number == number), None)
    if entry is None:
        raise NotVisible
    return entry


def item_rows(actor: Actor, file: ProgrammeFile, version: PlanVersion, ahead: RoomsAhead) -> list[ItemRow]:
    """The items of a version with what has become of them."""
    entries = entries_of(version)
    first = _first_facts(file, version)
    cases: dict[int, list[CaseOfItem]] = {}
    for case in ahead.cases_of(actor, [entry.item_id for entry in entries]):
        cases.setdefault(case.item_id, []).append(case)
    rows = []
    for entry in entries:
        own = tuple(cases.get(entry.item_id, ()))
        adjusted = first is not None and changes_of(first.get(entry.item_id), facts_of(entry))[0] is not Change.SAME
        rows.append(ItemRow(entry, progress_of(entry.cancelled, adjusted, own), adjusted, own))
    return rows


def change_rows(file: ProgrammeFile, version: PlanVersion) -> list[ChangeRow]:
    """The items of a version beside those of the version it adjusts."""
    earlier = file.before(version)
    before = {entry.item_id: entry for entry in entries_of(earlier)} if earlier else {}
    after = {entry.item_id: entry for entry in entries_of(version)}
    rows = []
    for item_id in dict.fromkeys((*before, *after)):
        old, new = before.get(item_id), after.get(item_id)
        if new is not None:
            change, parts = changes_of(facts_of(old) if old else None, facts_of(new))
            rows.append(ChangeRow(new.item.number, old, new, change, parts))
    return sorted(rows, key=lambda row: row.number)


def facts_of(entry: PlanEntry) -> EntryFacts:
    """An entry as plain values."""
    return EntryFacts(
        kind=entry.kind,
        matter=entry.matter,
        subjects=tuple((one.organization_id, one.member_id) for one in entry.subjects),
        contents=tuple(sorted(one.code for one in entry.contents)),
        period=(entry.period_from, entry.period_until),
        time=(entry.year, entry.quarter),
        body_id=entry.body_id,
        head_id=entry.head_id,
        note=entry.note,
        cancelled=entry.cancelled,
    )


def acknowledgements_of(entries: Sequence[PlanEntry]) -> dict[int, list[str]]:
    """The reasons with which the items were planned all the same, by item."""
    reasons: dict[int, list[str]] = {}
    found = db.session.execute(
        select(PlanAcknowledgement.item_id, PlanAcknowledgement.reason)
        .where(PlanAcknowledgement.item_id.in_([entry.item_id for entry in entries]), ~PlanAcknowledgement.confidential)
        .order_by(PlanAcknowledgement.id)
    )
    for item_id, reason in found:
        known = reasons.setdefault(item_id, [])
        if reason not in known:
            known.append(reason)
    return reasons


def matters_of(actor: Actor, items: Collection[int]) -> dict[int, str]:
    """What the items plan in the latest version that the actor may know of, by item."""
    found = db.session.execute(
        select(PlanEntry.item_id, PlanEntry.matter)
        .join(PlanVersion, PlanVersion.id == PlanEntry.version_id)
        .join(Programme, Programme.id == PlanVersion.programme_id)
        .where(PlanEntry.item_id.in_(items), version_visible(actor))
        .order_by(PlanVersion.number)
    )
    return {row.item_id: row.matter for row in found}


def _first_facts(file: ProgrammeFile, version: PlanVersion) -> dict[int, EntryFacts] | None:
    """The items of the first version; None for the first version itself, which adjusts nothing."""
    first = file.versions[0]
    if first.id == version.id:
        return None
    return {entry.item_id: facts_of(entry) for entry in entries_of(first)}
