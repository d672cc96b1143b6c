"""Declarations of conflict of interest, and changes of a decided case by a decision of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from tracker.access import Actor, Permission, require
from tracker.accounts.models import Account
from tracker.accounts.queries import tied_members
from tracker.audit.services import record
from tracker.cases.contents import CONTENTS
from tracker.cases.models import CaseContent, TeamMember
from tracker.cases.papers import team_work
from tracker.cases.queries import CaseFile, lock_case, named_by_petition
from tracker.cases.rules import (
    ProposedSubject,
    ProposedTeam,
    check_contents,
    check_period,
    check_work_dates,
)
from tracker.cases.services import (
    Drafted,
    Ordered,
    change_subjects,
    check_cell,
    check_near,
    check_subject_change,
    number_decision,
    title_key,
)
from tracker.cases.states import State, SubjectType, TeamRole
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.documents.approval import require_issue
from tracker.extensions import db
from tracker.members.queries import relatives_among
from tracker.regulations.procedure import CONFLICT
from tracker.regulations.verdict import Verdict
from tracker.teams import queries, rules
from tracker.teams.models import CaseAmendment
from tracker.teams.papers import (
    ScopeChange,
    compose_directing_change,
    compose_scope_change,
    compose_team_change,
    directing_abstract,
    span_words,
    team_abstract,
)
from tracker.teams.rules import Decision
from tracker.teams.states import SCOPE_STATES, TEAM_STATES, AmendmentKind

_ENDED = frozenset({State.ARCHIVED, State.CANCELLED})


@dataclass(frozen=True)
class Replacement:
    """Who leaves the team and who comes, by account; one of them may be None."""

    out: int | None
    into: int | None


def declare(actor: Actor, file: CaseFile, conflict: bool, reason: str, today: date) -> None:
    """Declare, for oneself, that there is no conflict of interest, or that there is one and why.

    Who declared a conflict has to be replaced; that is not taken back. A conflict found later is declared later.
    """
    require(actor, Permission.DECLARE_CONFLICT, file.relations)
    person = next((one for one in file.team if one.account_id == actor.user_id), None)
    if person is None:
        raise NotVisible
    if file.case.state in _ENDED:
        raise Conflict(
            message("The case has ended, so its team does nothing in it any more and nobody declares."), (CONFLICT,)
        )
    if person.conflict:
        raise Conflict(
            message("You have declared a conflict of interest; somebody else takes your place."), (CONFLICT,)
        )
    if conflict and not reason:
        raise RuleViolation(message("Say what the conflict of interest is."), (CONFLICT,), "reason")
    person.conflict, person.declared_on = conflict, today
    person.conflict_reason = reason if conflict else ""
    db.session.flush()
    said = "case.conflict_declared" if conflict else "case.declared"
    record(actor, said, case_id=file.case.id, about={"conflict": conflict}, basis=(CONFLICT,))


def check_team(file: CaseFile) -> Verdict:
    """Whether the team may be changed by a decision now."""
    return rules.check_state(file.case.state, TEAM_STATES)


def check_scope(file: CaseFile) -> Verdict:
    """Whether contents and period may be changed by a decision now."""
    return rules.check_state(file.case.state, SCOPE_STATES)


def check_subjects(file: CaseFile, today: date) -> Verdict:
    """Whether the subjects may be changed by a decision now."""
    state = check_scope(file)
    return check_subject_change(file, today) if state.allowed else state


def replace_member(
    actor: Actor, file: CaseFile, replacement: Replacement, decision: Decision, today: date
) -> CaseAmendment:
    """Change the team by a decision. Who leaves has no access any more, from this moment on."""
    people = swap_people(actor, file, replacement, decision, today)
    drafted = Drafted(
        team_abstract(file),
        lambda signer, *given: compose_team_change(file, people, decision, signer, given),
    )
    number = number_decision(actor, file, ordered(decision), drafted, "number")
    return record_swap(actor, file, replacement, decision, number)


def swap_people(
    actor: Actor, file: CaseFile, replacement: Replacement, decision: Decision, today: date
) -> tuple[TeamMember | None, TeamMember | None]:
    """Let one leave the team and another come, once everything is checked; ``record_swap`` follows with the number."""
    _require(actor, file, TEAM_STATES, decision, today)
    team = {person.account_id: person for person in file.team}
    head = file.head.id if file.head else None
    rules.check_replacement(replacement.out, replacement.into, team, head, file.case.directing_id).enforce()
    if replacement.into is not None:
        proposed = ProposedTeam(replacement.into) if replacement.out else ProposedTeam(None, (replacement.into,))
        _check_newcomer(actor, file, proposed, replacement.into, today)
    leaving, coming = (team[replacement.out] if replacement.out is not None else None), None
    if leaving is not None:
        leaving.until = max(decision.from_on, leaving.since or decision.from_on)
        leaving.replaced_by = replacement.into
        db.session.flush()
    if replacement.into is not None:
        role = leaving.role if leaving is not None else TeamRole.MEMBER
        coming = TeamMember(
            account_id=replacement.into,
            account=db.session.get(Account, replacement.into),
            role=role,
            since=decision.from_on,
        )
        file.case.team.append(coming)
    return leaving, coming


def record_swap(
    actor: Actor, file: CaseFile, replacement: Replacement, decision: Decision, number: str
) -> CaseAmendment:
    """Record a change of the team that was made, by the decision with its number in words."""
    amendment = _amend(actor, file, AmendmentKind.TEAM, decision, number)
    amendment.out_id, amendment.in_id = replacement.out, replacement.into
    return _keep(actor, file, amendment, {"out": replacement.out, "in": replacement.into, "from": decision.from_on})


def replace_directing(actor: Actor, file: CaseFile, into: int, decision: Decision, today: date) -> CaseAmendment:
    """Let another commission member direct the team, by a decision. Who did has no access any more."""
    _require(actor, file, TEAM_STATES, decision, today)
    case, out = file.case, file.case.directing_id
    conflicts = [person.account_id for person in case.team if person.conflict]
    rules.check_directing(out, into, [one.account_id for one in file.team], conflicts).enforce()
    _check_newcomer(actor, file, ProposedTeam(None, directing=into), into, today)
    case.directing_id = into
    drafted = Drafted(
        directing_abstract(file),
        lambda signer, *given: compose_directing_change(file, (out, into), decision, signer, given),
    )
    number = number_decision(actor, file, ordered(decision), drafted, "number")
    amendment = _amend(actor, file, AmendmentKind.DIRECTING, decision, number)
    amendment.out_id, amendment.in_id = out, into
    return _keep(actor, file, amendment, {"out": out, "in": into, "from": decision.from_on})


def amend_contents(
    actor: Actor, file: CaseFile, codes: Sequence[str], decision: Decision, today: date
) -> CaseAmendment:
    """Change what is examined, by a decision."""
    _require(actor, file, SCOPE_STATES, decision, today)
    subjects = [ProposedSubject(row.type, row.name, True, False, row.member_id) for row in file.case.subjects]
    check_contents(codes, subjects).enforce()
    before, after = sorted(row.code for row in file.case.contents), sorted(set(codes))
    if before == after:
        raise RuleViolation(
            message("These are the contents already. A decision changes something; choose others."), field="contents"
        )
    file.case.contents.clear()
    db.session.flush()
    file.case.contents = [CaseContent(code=code) for code in after]
    before_lines, after_lines = (
        tuple(CONTENTS[code].name_vi for code in codes if code in CONTENTS) for codes in (before, after)
    )
    number = _number(actor, file, ScopeChange("nội dung", before_lines, after_lines), decision)
    amendment = _amend(actor, file, AmendmentKind.CONTENT, decision, number)
    amendment.before, amendment.after = ",".join(before), ",".join(after)
    return _keep(actor, file, amendment, {"contents": after})


def amend_period(
    actor: Actor, file: CaseFile, period: tuple[date, date], decision: Decision, today: date
) -> CaseAmendment:
    """Change the period examined, by a decision."""
    _require(actor, file, SCOPE_STATES, decision, today)
    case = file.case
    check_period(*period, decision.decided_on).enforce()
    before = (case.period_from, case.period_until)
    if before == period:
        raise RuleViolation(
            message("This is the period already. A decision changes something; give other days."), field="period_from"
        )
    case.period_from, case.period_until = period
    number = _number(actor, file, ScopeChange("mốc thời gian", span_words(before), span_words(period)), decision)
    amendment = _amend(actor, file, AmendmentKind.PERIOD, decision, number)
    amendment.before, amendment.after = (",".join(on.isoformat() for on in span) for span in (before, period))
    return _keep(actor, file, amendment, {"period": list(period)})


def amend_schedule(
    actor: Actor, file: CaseFile, work: tuple[date, date], decision: Decision, today: date
) -> CaseAmendment:
    """Change the working dates, by a decision. The time limit stays: only an extension moves it."""
    _require(actor, file, SCOPE_STATES, decision, today)
    case = file.case
    before = (case.work_from, case.work_until)
    check_work_dates(*work, None if work[0] == before[0] else case.decision_on).enforce()
    rules.check_new_end(work[1], decision.from_on).enforce()
    if before == work:
        raise RuleViolation(
            message("These are the working dates already. A decision changes something; give other days."),
            field="work_from",
        )
    number = _number(actor, file, ScopeChange("thời gian", span_words(before), span_words(work)), decision)
    case.work_from, case.work_until = work
    amendment = _amend(actor, file, AmendmentKind.SCHEDULE, decision, number)
    amendment.before, amendment.after = (
        ",".join(on.isoformat() for on in span if on is not None) for span in (before, work)
    )
    return _keep(actor, file, amendment, {"work": list(work)})


def amend_subjects(
    actor: Actor,
    file: CaseFile,
    keys: Sequence[tuple[SubjectType, int]],
    decision: Decision,
    today: date,
    overlap_reason: str = "",
) -> CaseAmendment:
    """Change whom the case is about, by a decision: see ``change_subjects`` for what it asks."""
    _require(actor, file, SCOPE_STATES, decision, today)
    before = tuple(row.name for row in file.case.subjects)
    change_subjects(actor, file, keys, today, overlap_reason)
    after = tuple(row.name for row in file.case.subjects)
    number = _number(actor, file, ScopeChange("đối tượng", before, after), decision)
    amendment = _amend(actor, file, AmendmentKind.SUBJECTS, decision, number)
    amendment.before, amendment.after = "\n".join(before), "\n".join(after)
    return _keep(actor, file, amendment, {"subjects": [row.number for row in file.case.subjects]})


def amend_title(actor: Actor, file: CaseFile, title: str, decision: Decision, today: date) -> CaseAmendment:
    """Change what is inspected as the papers word it, by a decision that still names it as it was."""
    _require(actor, file, SCOPE_STATES, decision, today)
    case, before = file.case, file.case.title
    if title == before:
        raise RuleViolation(
            message("This is the subject matter already. A decision changes something; write it otherwise."),
            field="title",
        )
    number = _number(actor, file, ScopeChange("tên gọi nội dung", (before,), (title,)), decision)
    case.title = title
    case.title_key = title_key(case)
    amendment = _amend(actor, file, AmendmentKind.TITLE, decision, number)
    amendment.before, amendment.after = before, title
    return _keep(actor, file, amendment, {})


def _number(actor: Actor, file: CaseFile, change: ScopeChange, decision: Decision) -> str:
    """The decision in words, as typed or numbered here."""
    drafted = Drafted(
        f"điều chỉnh {change.what} {team_work(file)} {file.case.title}",
        lambda signer, *given: compose_scope_change(file, change, decision, signer, given),
    )
    return number_decision(actor, file, ordered(decision), drafted, "number")


def ordered(decision: Decision) -> Ordered:
    """The decision on a change as decisions on cases are numbered."""
    return Ordered(decision.decided_on, decision.number, decision.signer)


def _require(actor: Actor, file: CaseFile, states: frozenset[State], decision: Decision, today: date) -> None:
    require_issue(actor, Permission.AMEND_CASE, file.relations)
    rules.check_state(lock_case(file.case.id), states).enforce()
    rules.check_decision(decision, file.case.decision_on, today).enforce()


def _check_newcomer(actor: Actor, file: CaseFile, proposed: ProposedTeam, account_id: int, today: date) -> None:
    tied = tied_members([account_id], actor.organization_id)
    if account_id not in tied:
        raise RuleViolation(
            message(
                "This person does not belong to your organization. Only people of the own organization"
                " are named here; choose one of them."
            ),
            field="into",
        )
    member, named = tied[account_id], named_by_petition(file.case)
    named |= {(row.organization_id, row.member_id) for row in file.case.subjects}
    subjects = [one for _organization, one in named if one is not None]
    if member in subjects:
        raise RuleViolation(
            message("A subject of the case cannot work on it. Nobody judges the own cause; choose somebody else."),
            (CONFLICT,),
            "into",
        )
    if member is not None and relatives_among([member], subjects):
        raise RuleViolation(
            message(
                "A relative of a subject cannot work on the case. Who is near to a subject stays out of"
                " the work; choose somebody else."
            ),
            (CONFLICT,),
            "into",
        )
    near = check_near(ProposedTeam(account_id), list(named))
    if not near.allowed:
        raise RuleViolation(near.reason, near.citations, "into")
    of_cell = check_cell(file.case.body, proposed, tied, today)
    if not of_cell.allowed:
        raise RuleViolation(of_cell.reason, of_cell.citations, "into")


def _amend(actor: Actor, file: CaseFile, kind: AmendmentKind, decision: Decision, number: str) -> CaseAmendment:
    return CaseAmendment(
        case_id=file.case.id,
        number=queries.next_number(file.case.id),
        kind=kind,
        decision=number,
        decided_on=decision.decided_on,
        from_on=decision.from_on,
        reason=decision.reason,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )


def _keep(actor: Actor, file: CaseFile, amendment: CaseAmendment, about: dict[str, object]) -> CaseAmendment:
    case = file.case
    case.changed_by, case.changed_at = actor.user_id, clock.now()
    flag_modified(case, "changed_at")  # raises the version of the case, whatever part of it has changed
    db.session.add(amendment)
    db.session.flush()
    record(actor, f"case.{amendment.kind}_amended", case_id=case.id, about={"amendment": amendment.number, **about})
    return amendment
