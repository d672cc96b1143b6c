"""Runs of official numbers: which one a paper takes its number from, the next number, and what a body set about it.

By default each type has a run of its own in each term (HD 36, HD 05). Whether decisions and regulations, which write
one sign, share one is not confirmed; so a body may let types share a run, from a term that has no number of them yet.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from tracker.access import Actor, Permission, require
from tracker.accounts.models import Account
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import NotVisible, RuleViolation
from tracker.core.text import message
from tracker.documents.models import NumberCounter, RegisteredPaper
from tracker.documents.number_models import NumberSetting, NumberShare
from tracker.documents.states import PaperType
from tracker.extensions import db
from tracker.organizations.models import Body, Term
from tracker.regulations.procedure import NUMBERING
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class SettingRow:
    """A setting as it is shown: of which body, from when, which types share, by which document, who set it."""

    body_name: str
    term_name: str
    since: date
    shares: tuple[tuple[PaperType, PaperType], ...]
    document: str
    set_by: str
    set_at: datetime


def series_of(body: Body) -> int:
    """The body whose counters number the papers: bodies of one organization with one sign share their runs.

    A paper of the standing committee carries the committee's name and sign (HD 36 II.1.2), so also its numbers.
    """
    same = select(func.min(Body.id)).where(Body.organization_id == body.organization_id, Body.sign == body.sign)
    return db.session.execute(same).scalar_one()


def run_of(series_id: int, term: Term, paper_type: PaperType) -> PaperType:
    """The type whose run numbers a paper of this type in a term; it stays so until the caller's transaction ends."""
    db.session.execute(select(Body.id).where(Body.id == series_id).with_for_update(read=True))
    setting = find_setting(series_id, term)
    shares = {share.type: share.run for share in setting.shares} if setting else {}
    return PaperType(shares.get(paper_type.value, paper_type.value))


def next_number(series_id: int, term_id: int, run: PaperType) -> int:
    """The counter row is locked until the caller's transaction ends: no gap and no duplicate, whatever fails."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    raised = (
        insert(NumberCounter)
        .values(body_id=series_id, term_id=term_id, type=run, last=1)
        .on_conflict_do_update(index_elements=["body_id", "term_id", "type"], set_={"last": NumberCounter.last + 1})
        .returning(NumberCounter.last)
    )
    return db.session.execute(raised).scalar_one()


def find_setting(series_id: int, term: Term) -> NumberSetting | None:
    """What holds for a body in a term: the last setting of the latest term, up to this one, that has any."""
    return db.session.execute(
        select(NumberSetting)
        .join(Term, Term.id == NumberSetting.term_id)
        .where(NumberSetting.series_id == series_id, Term.since <= term.since)
        .order_by(Term.since.desc(), NumberSetting.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def settings_of(organization_id: int) -> list[SettingRow]:
    """Everything the bodies of an organization set, the newest first."""
    found = db.session.execute(
        select(NumberSetting, Body.name, Term.name, Term.since, Account.full_name)
        .join(Body, Body.id == NumberSetting.series_id)
        .join(Term, Term.id == NumberSetting.term_id)
        .join(Account, Account.id == NumberSetting.set_by)
        .where(Body.organization_id == organization_id)
        .order_by(NumberSetting.id.desc())
    )
    return [
        SettingRow(body, term, since, _pairs(row.shares), row.document, person, row.set_at)
        for row, body, term, since, person in found
    ]


def _pairs(shares: Sequence[NumberShare]) -> tuple[tuple[PaperType, PaperType], ...]:
    return tuple((PaperType(share.type), PaperType(share.run)) for share in shares)


def check_groups(groups: Sequence[Collection[PaperType]]) -> Verdict:
    """A group joins at least two types, and no type is in two groups."""
    if any(len(set(group)) < 2 for group in groups):
        return Verdict(False, message("Choose at least two types that share one run."), (), {}, "types")
    named = [paper_type for group in groups for paper_type in set(group)]
    if len(named) != len(set(named)):
        return Verdict(
            False,
            message("A type cannot be in two groups. Each type has one run of numbers; take it out of one group."),
            (),
            {},
            "types",
        )
    return Verdict(True, message("Allowed."))


def check_unused(used: Collection[PaperType], changed: Collection[PaperType], term: str) -> Verdict:
    """No number is renamed afterwards: a run changes only while none of its types has a number in the term."""
    if set(used) & set(changed):
        reason = message(
            "Numbers of these types were given in the term %(term)s already. Set it for the next.", term=term
        )
        return Verdict(False, reason, (NUMBERING,), {}, "types")
    return Verdict(True, message("Allowed."))


def set_groups(
    actor: Actor, body: Body, term: Term, groups: Sequence[Collection[PaperType]], document: str, today: date
) -> NumberSetting:
    """Set which types of a body share one run from a term on: all of it, in place of what held before."""
    require(actor, Permission.SET_NUMBERING)
    if {body.organization_id, term.organization_id} != {actor.organization_id}:
        raise NotVisible
    check_groups(groups).enforce()
    if term.until is not None and term.until < today:
        raise RuleViolation(message("This term has ended; its numbers stay as they are."), (NUMBERING,), field="term")
    series_id = series_of(body)
    db.session.execute(select(Body.id).where(Body.id == series_id).with_for_update())
    shares = _shares(groups)
    before = find_setting(series_id, term)
    held = {share.type: share.run for share in before.shares} if before else {}
    check_unused(_used(series_id, term.id), _changed(held, shares), term.name).enforce()
    setting = NumberSetting(
        series_id=series_id, term_id=term.id, document=document, set_by=actor.user_id, set_at=clock.now()
    )
    setting.shares = [NumberShare(type=kind, run=run) for kind, run in shares.items()]
    db.session.add(setting)
    db.session.flush()
    record(actor, "numbers.grouped", about={"body": series_id, "term": term.id, "groups": sorted(shares)})
    return setting


def _shares(groups: Sequence[Collection[PaperType]]) -> dict[str, str]:
    """Each type of a group with the one that leads it, the first in the order of all types."""
    order = list(PaperType)
    ranked = [sorted(group, key=order.index) for group in groups]
    return {kind.value: first.value for first, *rest in ranked for kind in rest}


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[PaperType]:
    """The types whose run is another afterwards, or shared with others than before."""
    joined_before, joined_after = _members(before), _members(after)
    return {kind for kind in PaperType if joined_before[kind] != joined_after[kind]}


def _members(shares: Mapping[str, str]) -> dict[PaperType, set[str]]:
    run = {kind: shares.get(kind.value, kind.value) for kind in PaperType}
    return {kind: {other.value for other in PaperType if run[other] == run[kind]} for kind in PaperType}


def _used(series_id: int, term_id: int) -> list[PaperType]:
    given = select(RegisteredPaper.type).where(
        RegisteredPaper.series_id == series_id, RegisteredPaper.term_id == term_id
    )
    return list(db.session.execute(given.distinct()).scalars())
