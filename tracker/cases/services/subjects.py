"""Whom a decided case is about, changed by a decision: who comes is checked as at the opening."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, or_, select

from tracker.access import Actor
from tracker.accounts.queries import tied_members
from tracker.cases import rules
from tracker.cases.models import CaseSubject
from tracker.cases.queries import CaseFile, named_by_petition
from tracker.cases.services.opening import (
    Found,
    check_near,
    find_related,
    find_subjects,
    keys_of,
    new_subject,
    refuse_concerned,
)
from tracker.cases.services.overlapping import recheck_overlaps
from tracker.cases.states import SubjectType
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import Base, db
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict

Key = tuple[SubjectType, int]


def change_subjects(actor: Actor, file: CaseFile, keys: Sequence[Key], today: date, overlap_reason: str = "") -> None:
    """Let ``keys`` be the subjects: some come, others go about whom nothing is recorded. The caller has the decision.

    Whoever declared to be free of a conflict of interest declares anew where somebody comes. Raises ``OverlapFound``
    for other work on who comes, unless a reason is given.
    """
    case = file.case
    check_change(file, today).enforce()
    present = {(row.type, row.member_id or row.organization_id): row for row in case.subjects}
    going = [row for key, row in present.items() if key not in keys]
    coming = [key for key in dict.fromkeys(keys) if key not in present]
    if not coming and not going:
        raise RuleViolation(
            message("These are the subjects already. A decision changes something; pick others."), field="subjects"
        )
    found = find_subjects(case.body, coming, today) if coming else []
    staying = [row for row in case.subjects if row not in going]
    _check(actor, file, found, staying)
    if case.petition_id is not None:
        stay = {(row.organization_id, row.member_id) for row in staying}
        rules.check_still_named(named_by_petition(case), stay, today).enforce()
    for row in going:
        _check_free(row)
    recheck_overlaps(actor, case, overlap_reason, today, keys)
    last = max(row.number for row in case.subjects)
    for row in going:
        case.subjects.remove(row)
    db.session.flush()
    case.subjects.extend(new_subject(number, one) for number, one in enumerate(found, last + 1))
    if found:
        _ask_anew(file)
    db.session.flush()


def check_change(file: CaseFile, on: date) -> Verdict:
    """Whether the subjects of such a case are changed by decision at all."""
    return rules.check_subject_change(file.case.kind, on)


def _check(actor: Actor, file: CaseFile, found: Sequence[Found], staying: Sequence[CaseSubject]) -> None:
    """Who comes fits the kind of work, the contents and the people who work on the case."""
    case, coming = file.case, [one.proposed for one in found]
    stay = [rules.ProposedSubject(row.type, row.name, True, False, row.member_id) for row in staying]
    if not coming and not stay:
        raise RuleViolation(message("Search and pick at least one."), field="subjects")
    people = [person.account_id for person in file.team] + ([case.directing_id] if case.directing_id else [])
    tied = tied_members(people, case.body.organization_id)
    members = [one.member_id for one in coming if one.member_id is not None]
    related = find_related([*tied.values(), actor.member_id], members)
    refuse_concerned(actor, found, related)
    near = check_near(rules.ProposedTeam(None, tuple(people)), keys_of(found))
    if not near.allowed or not related.isdisjoint(tied.values()) or set(members) & set(tied.values()):
        reason = message(
            "Somebody of the team, or who directs it, is too near to a new subject: replace that person first."
        )
        raise RuleViolation(reason, (rules.CONFLICT,), "subjects")
    rules.check_subjects(file.row, coming).enforce()
    contents = rules.check_contents([row.code for row in case.contents], [*stay, *coming])
    if not contents.allowed:
        reason = message("%(reason)s Change the contents by decision first.", reason=contents.reason)
        raise RuleViolation(reason, field="subjects")


def _check_free(row: CaseSubject) -> None:
    """Nothing is recorded about a subject who goes: neither here nor in any record that names it."""
    judged = row.severity or row.outcome or row.ruling
    if judged or _is_named(row):
        reason = message("Something is recorded about %(name)s already, who therefore stays a subject.", name=row.name)
        raise RuleViolation(reason, (PROCEDURE,), field="subjects")


def _is_named(row: CaseSubject) -> bool:
    """Asked of every table that refers to subjects, also those of later rooms."""
    own = CaseSubject.__table__.c.id
    keys = (key for table in Base.metadata.tables.values() for key in table.foreign_keys if key.column is own)
    named = [exists().where(key.parent == row.id) for key in keys]
    return bool(db.session.execute(select(or_(*named))).scalar_one())


def _ask_anew(file: CaseFile) -> None:
    """A declaration speaks of the subjects it was made about; the log keeps it."""
    for person in file.team:
        if person.conflict is False:
            person.conflict, person.declared_on = None, None
