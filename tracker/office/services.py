"""The verbs of the office's rules: set, confirm and revoke a limit; correct a day, confirm a year, revoke either.

Each writes what was in force before and after into the log, and brings the stored due dates into step.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.kinds import KINDS
from tracker.cases.models import Case
from tracker.cases.services import Recomputed, recompute_deadlines
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible
from tracker.core.text import message
from tracker.extensions import Documented, db
from tracker.lawbook.models import ConfirmedYear, LimitOverride, OfficeDay
from tracker.lawbook.queries import citation_of, limit_of, office_calendar, overrides_for
from tracker.lawbook.states import OverrideKind
from tracker.office import rules
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import get_organization, under
from tracker.regulations.deadlines import find_limit
from tracker.regulations.limits import Extension, Limit, Unit
from tracker.regulations.sources import NoRule
from tracker.regulations.terms import Level


@dataclass(frozen=True)
class Document:
    """The document a rule of the office rests on, as cited, with its date and issuer."""

    document: str
    document_on: date
    issuer: str


@dataclass(frozen=True)
class Entry:
    """Which limit, for bodies of which level under which organization, from when to when, by which document."""

    key: str
    level: Level
    organization_id: int
    since: date
    until: date | None
    document: Document
    reason: str


@dataclass(frozen=True)
class Number:
    """The number that an office sets."""

    number: int
    unit: Unit
    extension: Extension | None = None


def override_limit(actor: Actor, entry: Entry, number: Number, today: date) -> Recomputed:
    """Set another number than the national one."""
    scope = _checked_scope(actor, entry, today)
    rules.check_number(number.number, number.unit).enforce()
    return _enter(actor, scope, entry, number, OverrideKind.OVERRIDE)


def confirm_limit(actor: Actor, entry: Entry, today: date) -> Recomputed:
    """Confirm the national number of the first day by a document; raises ``NoRule`` where there is none."""
    scope = _checked_scope(actor, entry, today)
    national = find_limit(entry.key, entry.level, entry.since)
    rules.check_confirmation(national, entry.until).enforce()
    number = Number(national.number, national.unit, national.extension)
    return _enter(actor, scope, entry, number, OverrideKind.CONFIRMED)


def revoke_limit(actor: Actor, row: LimitOverride, reason: str) -> Recomputed:
    """Take a limit of the office out of force, from its first day on; the row stays."""
    scope = get_organization(actor, row.organization_id)
    _revoke(actor, row, reason)
    after = _in_force(scope, row.limit_key, row.level, row.since)
    about = {"override": row.id, "before": _told(limit_of(row)), "after": _told(after)}
    record(actor, "office.limit_revoked", about=about, basis=(citation_of(row),))
    return recompute_deadlines(actor, *_touched(scope, row.limit_key))


def correct_day(actor: Actor, day: date, off: bool, name: str, document: Document, today: date) -> Recomputed:
    """Say that a day is off, or that a weekend day is worked."""
    require(actor, Permission.MANAGE_RULES)
    rules.check_document(document.document_on, today).enforce()
    rules.check_day(office_calendar(), day, off, _is_corrected(day)).enforce()
    row = OfficeDay(day=day, off=off, name=name)
    _sign(actor, row, document)
    about = {"day": day, "before": "worked" if off else "off", "after": "off" if off else "worked"}
    record(actor, "office.day_corrected", about=about, basis=(citation_of(row),))
    return recompute_deadlines(actor, Case.clock_on.is_not(None))


def revoke_day(actor: Actor, row: OfficeDay, reason: str) -> Recomputed:
    """Take a correction of the calendar back."""
    _revoke(actor, row, reason)
    after = "worked" if office_calendar().is_working_day(row.day) else "off"
    about = {"day": row.day, "before": "off" if row.off else "worked", "after": after}
    record(actor, "office.day_revoked", about=about, basis=(citation_of(row),))
    return recompute_deadlines(actor, Case.clock_on.is_not(None))


def confirm_year(actor: Actor, year: int, document: Document, today: date) -> Recomputed:
    """Say that the public holidays of a provisional year are as announced."""
    require(actor, Permission.MANAGE_RULES)
    rules.check_document(document.document_on, today).enforce()
    standing = select(ConfirmedYear.year).where(ConfirmedYear.revoked_at.is_(None))
    rules.check_year(list(db.session.execute(standing).scalars()), year).enforce()
    row = ConfirmedYear(year=year)
    _sign(actor, row, document)
    about = {"year": year, "before": "provisional", "after": "confirmed"}
    record(actor, "office.year_confirmed", about=about, basis=(citation_of(row),))
    return recompute_deadlines(actor, Case.clock_on.is_not(None))


def revoke_year(actor: Actor, row: ConfirmedYear, reason: str) -> Recomputed:
    """Let a confirmed year be provisional again."""
    _revoke(actor, row, reason)
    about = {"year": row.year, "before": "confirmed", "after": "provisional"}
    record(actor, "office.year_revoked", about=about, basis=(citation_of(row),))
    return recompute_deadlines(actor, Case.clock_on.is_not(None))


def set_approval(actor: Actor, body: Body, demanded: bool) -> None:
    """Say whether a body of the own organization approves the text of its papers before they get a number."""
    require(actor, Permission.MANAGE_RULES)
    if body.organization_id != actor.organization_id:
        raise NotVisible
    about = {"body": body.id, "before": body.approves_papers, "after": demanded}
    body.approves_papers = demanded
    record(actor, "office.approval_set", about=about)
    db.session.flush()


def _checked_scope(actor: Actor, entry: Entry, today: date) -> Organization:
    require(actor, Permission.MANAGE_RULES)
    scope = get_organization(actor, entry.organization_id)
    rules.check_level(entry.level, Level(scope.level.value)).enforce()
    rules.check_document(entry.document.document_on, today).enforce()
    rules.check_force(entry.since, entry.until).enforce()
    _lock(scope)
    rules.check_overlap(_standing(entry), entry.since, entry.until).enforce()
    return scope


def _lock(scope: Organization) -> None:
    """Two administrators enter limits for one organization one after the other."""
    db.session.execute(select(Organization.id).where(Organization.id == scope.id).with_for_update())


def _standing(entry: Entry) -> list[Limit]:
    found = select(LimitOverride).where(
        LimitOverride.organization_id == entry.organization_id,
        LimitOverride.limit_key == entry.key,
        LimitOverride.level == entry.level,
        LimitOverride.revoked_at.is_(None),
    )
    return [limit_of(row) for row in db.session.execute(found).scalars()]


def _enter(actor: Actor, scope: Organization, entry: Entry, number: Number, kind: OverrideKind) -> Recomputed:
    before = _in_force(scope, entry.key, entry.level, entry.since)
    extension = number.extension
    share = extension.share if extension else None
    row = LimitOverride(
        limit_key=entry.key,
        level=entry.level,
        organization_id=scope.id,
        number=number.number,
        unit=number.unit,
        extension_numerator=share.numerator if share else None,
        extension_denominator=share.denominator if share else None,
        extension_number=extension.number if extension else None,
        since=entry.since,
        until=entry.until,
        kind=kind,
        reason=entry.reason,
    )
    _sign(actor, row, entry.document)
    about = {"override": row.id, "before": _told(before), "after": _told(limit_of(row))}
    action = "office.limit_confirmed" if kind is OverrideKind.CONFIRMED else "office.limit_set"
    record(actor, action, about=about, basis=(citation_of(row),))
    return recompute_deadlines(actor, *_touched(scope, entry.key))


def _sign(actor: Actor, row: Documented, document: Document) -> None:
    row.document, row.document_on, row.issuer = document.document, document.document_on, document.issuer
    row.author_id, row.recorded_at = actor.user_id, clock.now()
    db.session.add(row)
    db.session.flush()


def _revoke(actor: Actor, row: Documented, reason: str) -> None:
    require(actor, Permission.MANAGE_RULES)
    if row.revoked_at is not None:
        raise Conflict(message("This entry is revoked already. An entry is revoked once."))
    row.revoked_by, row.revoked_at, row.revoke_reason = actor.user_id, clock.now(), reason
    db.session.flush()


def _is_corrected(day: date) -> bool:
    standing = select(OfficeDay.id).where(OfficeDay.day == day, OfficeDay.revoked_at.is_(None))
    return db.session.execute(standing).first() is not None


def _in_force(scope: Organization, key: str, level: Level, on: date) -> Limit | None:
    try:
        return find_limit(key, level, on, overrides_for(scope.id))
    except NoRule:
        return None


def _told(limit: Limit | None) -> list[object]:
    """A limit as the log keeps it: number, unit, whose (a code), first and last day."""
    if limit is None:
        return []
    whose = "national" if not limit.scope else "confirmed" if limit.confirms else "own"
    return [limit.number, limit.unit, whose, limit.since, limit.until]


def _touched(scope: Organization, key: str) -> list[ColumnElement[bool]]:
    kinds = [kind for kind, row in KINDS.items() if row.limit_key == key]
    return [under(scope, Case), Case.kind.in_(kinds), Case.clock_on.is_not(None)]
