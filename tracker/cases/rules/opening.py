"""Pure decisions about what is opened: kind, subjects, contents and days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cases.contents import CONTENTS, ContentList
from tracker.cases.kinds import Kind, KindRow
from tracker.cases.rules.verdicts import refuse
from tracker.cases.states import Basis, SubjectType
from tracker.core.text import message
from tracker.organizations.states import BodyKind
from tracker.regulations.assets import check_asset_checks
from tracker.regulations.petitions import article_on
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.terms import Level
from tracker.regulations.verdict import OK, Verdict, check_not_before

_TASKS = Citation("Điều lệ Đảng", "Điều 30, 32", Grade.B)


_SCOPE = Citation("Điều lệ Đảng", "Điều 30", Grade.B)


@dataclass(frozen=True)
class ProposedSubject:
    """A subject as the form proposes it. ``in_scope``: its organization stands at or under the body's."""

    type: SubjectType
    label: str
    in_scope: bool
    is_own_committee: bool
    member_id: int | None = None


def check_kind(row: KindRow, body_kind: BodyKind, basis: Basis, *, from_petition: bool = False) -> Verdict:
    """Whether such a body carries out this kind, and whether it is opened by hand and on such a basis."""
    if not row.opened_by_hand and not from_petition:
        return refuse(
            message("A case of this kind begins with a petition or an observation, not with this form."),
            PROCEDURE,
            field="kind",
        )
    if body_kind not in row.body_kinds:
        return refuse(
            message(
                "A body of this kind does not carry out this kind of work. Each body has its own tasks;"
                " choose another kind, or another body."
            ),
            _TASKS,
            field="kind",
        )
    if basis not in row.bases:
        return refuse(
            message("This kind of work is not opened on this basis. Each kind has its own bases; choose another one."),
            PROCEDURE,
            field="basis",
        )
    return OK


def check_subjects(row: KindRow, subjects: Sequence[ProposedSubject]) -> Verdict:
    """Every subject is within the body's scope and of a type that the kind allows."""
    for subject in subjects:
        if not subject.in_scope:
            return refuse(
                message(
                    "%(name)s is outside the scope of this body. A body inspects and supervises its own"
                    " organization and those below.",
                    name=subject.label,
                ),
                _SCOPE,
                field="subjects",
            )
        if subject.type not in row.subject_types:
            reason = (
                message(
                    "%(name)s: this kind of work is for members. Pick members, or choose another kind.",
                    name=subject.label,
                )
                if subject.type is SubjectType.ORGANIZATION
                else message(
                    "%(name)s: this kind of work is for organizations. Pick organizations, or choose another kind.",
                    name=subject.label,
                )
            )
            return refuse(reason, PROCEDURE, field="subjects")
        if (
            subject.is_own_committee
            and subject.type is SubjectType.ORGANIZATION
            and row.limit_key == "finance-inspection"
        ):
            return refuse(
                message(
                    "A commission does not inspect the finance of the committee of its own level. It works"
                    " under that committee; the commission above does it."
                ),
                PROCEDURE,
                field="subjects",
            )
    return OK


def check_assets(kind: Kind, level: Level, on: date) -> Verdict:
    """Whether the rules name commissions of the level for such work on a day; the office may know better."""
    if kind is not Kind.ASSET_DECLARATION_INSPECTION:
        return OK
    named = check_asset_checks(level, on)
    return named if named.allowed else refuse(named.reason, *named.citations, field="asset_noted")


def check_subject_change(kind: Kind, on: date) -> Verdict:
    """Whether the subjects of such a case are changed by decision: a complaint is heard of who complains alone."""
    if kind is not Kind.DISCIPLINE_COMPLAINT:
        return OK
    law = article_on("complainant", on)
    reason = message(
        "This case hears a complaint: only who was disciplined complains, and nobody for somebody else. Another"
        " complaint is registered as a petition of its own; one that is taken back is recorded as withdrawn."
    )
    return refuse(reason, *([law] if law else []), field="subjects")


def check_still_named(
    named: Collection[tuple[int, int | None]], staying: Collection[tuple[int, int | None]], on: date
) -> Verdict:
    """What a petition denounces is concluded on at least one of those it names: (organization, member or None)."""
    if not set(named).isdisjoint(staying):
        return OK
    law = article_on("verdicts", on)
    reason = message(
        "Each content denounced is concluded: at least one of those whom the petition names stays a subject. Where none"
        " can, cancel the case; the petition is then decided on anew."
    )
    return refuse(reason, *([law] if law else []), field="subjects")


def check_contents(codes: Sequence[str], subjects: Sequence[ProposedSubject]) -> Verdict:
    """The content codes exist and fit: an organization needs one of its list, a member one of the members' list."""
    lists = {CONTENTS[code].list for code in codes if code in CONTENTS}
    if any(code not in CONTENTS for code in codes):
        return refuse(
            message("A content code is unknown. Only contents of the list are counted; choose from it."),
            field="contents",
        )
    needed = {
        SubjectType.ORGANIZATION: (
            ContentList.ORGANIZATION,
            message("Choose a content for the organizations. Each subject is counted under a content of its own list."),
        ),
        SubjectType.MEMBER: (
            ContentList.MEMBER,
            message("Choose a content for the members. Each subject is counted under a content of its own list."),
        ),
    }
    for subject_type in {subject.type for subject in subjects}:
        wanted, reason = needed[subject_type]
        if wanted not in lists:
            return refuse(reason, field="contents")
    return OK


def check_period(period_from: date, period_until: date, latest: date) -> Verdict:
    """The period examined is in order and over on ``latest``: the day of the decision, before it the day of work."""
    if period_until < period_from:
        return refuse(message("The period ends before it starts. Correct one of the two days."), field="period_until")
    if period_from > latest:
        return refuse(
            message("The period examined starts in the future. Only what is past is examined; correct the day."),
            PROCEDURE,
            field="period_from",
        )
    if period_until > latest:
        reason = message(
            "What is not past is not examined: the period ends on %(until)s, after %(latest)s.",
            until=period_until,
            latest=latest,
        )
        return refuse(reason, PROCEDURE, field="period_until")
    return OK


def check_work_dates(work_from: date | None, work_until: date | None, decision_on: date | None = None) -> Verdict:
    """The working dates are in order, and not before the decision where there is one."""
    if work_from and work_until and work_until < work_from:
        return refuse(message("The work ends before it starts. Correct one of the two days."), field="work_until")
    if work_from is not None:
        return check_not_before(work_from, decision_on, "work_from", message("the decision"))
    return OK


def check_dates_at_issue(period: tuple[date, date], work: tuple[date | None, date | None], on: date) -> Verdict:
    """The dates of a draft fit the day of its decision; the refusal stands beside that day."""
    for verdict in (check_period(*period, on), check_work_dates(*work, on)):
        if not verdict.allowed:
            reason = message("%(reason)s Choose another day, or change the draft first.", reason=verdict.reason)
            return refuse(reason, *verdict.citations, field="decision_on")
    return OK
