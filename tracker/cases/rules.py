"""Pure decisions about cases: plain values in, verdicts out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cases.contents import CONTENTS, ContentList
from tracker.cases.kinds import KindRow, Step
from tracker.cases.states import Basis, State, SubjectType
from tracker.core.text import Message, message
from tracker.organizations.states import BodyKind
from tracker.regulations.calendar import Calendar
from tracker.regulations.petitions import AllegationVerdict, article_on
from tracker.regulations.procedure import CONFLICT, PROCEDURE
from tracker.regulations.sources import Citation, Grade, NoRule
from tracker.regulations.verdict import Verdict

_TASKS = Citation("Điều lệ Đảng", "Điều 30, 32", Grade.B)
_SCOPE = Citation("Điều lệ Đảng", "Điều 30", Grade.B)
# Read from the guidance of a province; others may form a team of the cell.
_CELL_WORK = Citation("1127-QĐ/TU (Bình Phước)", "", Grade.C)
# Written for the teams of the central commission; local commissions follow it by habit.
_TEAM = Citation("01-QĐi/UBKTTW", "", Grade.C)

_COUNTED_DAYS = 60  # further away, the exact number of working days says nothing more

OK = Verdict(True, message("Allowed."))


@dataclass(frozen=True)
class ProposedSubject:
    """A subject as the form proposes it. ``in_scope``: its organization stands at or under the body's."""

    type: SubjectType
    label: str
    in_scope: bool
    is_own_committee: bool
    member_id: int | None = None


def refuse(reason: Message, *citations: Citation, field: str | None = None, **facts: object) -> Verdict:
    """A negative verdict."""
    return Verdict(False, reason, citations, facts, field)


def check_kind(row: KindRow, body_kind: BodyKind, basis: Basis, *, from_petition: bool = False) -> Verdict:
    """Whether such a body carries out this kind, and whether it is opened by hand and on such a basis."""
    if not row.opened_by_hand and not from_petition:
        return refuse(
            message("A case of this kind begins with a petition or an observation, not with this form."),
            PROCEDURE,
            field="kind",
        )
    if body_kind not in row.body_kinds:
        return refuse(message("A body of this kind does not carry out this kind of work."), _TASKS, field="kind")
    if basis not in row.bases:
        return refuse(message("This kind of work is not opened on this basis."), PROCEDURE, field="basis")
    return OK


def check_subjects(row: KindRow, subjects: Sequence[ProposedSubject]) -> Verdict:
    """Every subject is within the body's scope and of a type that the kind allows."""
    for subject in subjects:
        if not subject.in_scope:
            return refuse(
                message("%(name)s is outside the scope of this body.", name=subject.label), _SCOPE, field="subjects"
            )
        if subject.type not in row.subject_types:
            reason = (
                message("%(name)s: only members are subjects of this kind.", name=subject.label)
                if subject.type is SubjectType.ORGANIZATION
                else message("%(name)s: only organizations are subjects of this kind.", name=subject.label)
            )
            return refuse(reason, PROCEDURE, field="subjects")
        if (
            subject.is_own_committee
            and subject.type is SubjectType.ORGANIZATION
            and row.limit_key == "finance-inspection"
        ):
            return refuse(
                message("A commission does not inspect the finance of the committee of its own level."),
                PROCEDURE,
                field="subjects",
            )
    return OK


def check_contents(codes: Sequence[str], subjects: Sequence[ProposedSubject]) -> Verdict:
    """The content codes exist and fit: an organization needs one of its list, a member one of the members' list."""
    lists = {CONTENTS[code].list for code in codes if code in CONTENTS}
    if any(code not in CONTENTS for code in codes):
        return refuse(message("A content code is unknown."), field="contents")
    needed = {
        SubjectType.ORGANIZATION: (ContentList.ORGANIZATION, message("Choose a content for the organizations.")),
        SubjectType.MEMBER: (ContentList.MEMBER, message("Choose a content for the members.")),
    }
    for subject_type in {subject.type for subject in subjects}:
        wanted, reason = needed[subject_type]
        if wanted not in lists:
            return refuse(reason, field="contents")
    return OK


@dataclass(frozen=True)
class ProposedTeam:
    """Who is to work on a case, by account."""

    head: int | None
    others: tuple[int, ...] = ()
    directing: int | None = None

    def people(self) -> list[tuple[str, int]]:
        """Everybody with the form field that names them."""
        named = [("head", self.head), *(("team", person) for person in self.others), ("directing", self.directing)]
        return [(field, person) for field, person in named if person is not None]


def check_team(
    team: ProposedTeam,
    member_ids: Mapping[int, int | None],
    subjects: Sequence[ProposedSubject],
    related: Collection[int] = (),
) -> Verdict:
    """One head, nobody in two parts, nobody who is a subject or a listed relative of one, nobody from outside.

    ``member_ids``: account of the own organization → Party member it is tied to; ``related``: the members who are
    relatives of a subject.
    """
    if team.head is None:
        return refuse(message("A team has exactly one head."), PROCEDURE, field="head")
    if team.head in team.others:
        return refuse(message("The head is not listed among the members again."), PROCEDURE, field="team")
    if len(set(team.others)) != len(team.others):
        return refuse(message("Somebody is listed twice."), field="team")
    if team.directing is not None and team.directing in (team.head, *team.others):
        return refuse_two_parts("directing")
    subject_ids = {subject.member_id for subject in subjects if subject.member_id is not None}
    for field, person in team.people():
        if person not in member_ids:
            return refuse(message("This person does not belong to your organization."), field=field)
        if member_ids[person] in subject_ids:
            return refuse(message("A subject of the case cannot work on it."), CONFLICT, field=field)
        if member_ids[person] in related:
            return refuse(message("A relative of a subject cannot work on the case."), CONFLICT, field=field)
    return OK


def refuse_two_parts(field: str) -> Verdict:
    """The team reports to the member who directs it, so nobody of the team does."""
    reason = message("The team reports to the directing member, who is therefore neither its head nor in it.")
    return refuse(reason, _TEAM, field=field)


def check_cell_team(team: ProposedTeam, member_ids: Mapping[int, int | None], secretaries: Collection[int]) -> Verdict:
    """A cell that has no committee forms no team: its secretary does the work, the cell meeting concludes.

    ``secretaries``: the members who hold the post of secretary of the cell now.
    """
    if team.others or team.directing is not None:
        field = "team" if team.others else "directing"
        reason = message("A cell without a committee forms no team: its secretary alone does the work.")
        return refuse(reason, _CELL_WORK, field=field)
    if team.head is not None and member_ids.get(team.head) not in secretaries:
        reason = message(
            "The work of a cell without a committee is done by its secretary, as recorded among the posts."
        )
        return refuse(reason, _CELL_WORK, field="head")
    return OK


def check_period(period_from: date, period_until: date, latest: date) -> Verdict:
    """The period examined is in order and over on ``latest``: the day of the decision, before it the day of work."""
    if period_until < period_from:
        return refuse(message("The period ends before it starts."), field="period_until")
    if period_from > latest:
        return refuse(message("The period examined starts in the future."), field="period_from")
    if period_until > latest:
        reason = message(
            "What is not past is not examined: the period ends on %(until)s, after %(latest)s.",
            until=period_until,
            latest=latest,
        )
        return refuse(reason, field="period_until")
    return OK


def check_work_dates(work_from: date | None, work_until: date | None, decision_on: date | None = None) -> Verdict:
    """The working dates are in order, and not before the decision where there is one."""
    if work_from and work_until and work_until < work_from:
        return refuse(message("The work ends before it starts."), field="work_until")
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


def check_not_before(on: date, earlier: date | None, field: str, what: Message) -> Verdict:
    """A step is not dated before the step it follows."""
    if earlier is not None and on < earlier:
        return refuse(message("This date is before %(what)s (%(on)s).", what=what, on=earlier), field=field)
    return OK


def check_not_future(on: date, today: date, field: str) -> Verdict:
    """What is recorded as done lies not in the future."""
    if on > today:
        return refuse(message("This date is in the future."), field=field)
    return OK


# Steps are recorded from the decision to the archive.
RECORDING_STATES = frozenset(State) - {State.DRAFT, State.ARCHIVED, State.CANCELLED}


@dataclass(frozen=True)
class Milestones:
    """The days that the steps of a checklist follow."""

    decision_on: date | None
    launched_on: date | None
    concluded_on: date | None
    extended_on: date | None = None


def check_step_date(step: Step, on: date, milestones: Milestones) -> Verdict:
    """A step has its place: after the decision, the work after the launch, the file after the conclusion."""
    if step.per_subject:
        return refuse(message("This step is noted with the discipline of each subject."), PROCEDURE)
    if step.before == "archive" and not step.if_combined:
        if milestones.concluded_on is None:
            return refuse(message("This step comes after the conclusion."), PROCEDURE)
        return check_not_before(on, milestones.concluded_on, "done_on", message("the conclusion"))
    if step.if_extended:
        return check_not_before(on, milestones.extended_on, "done_on", message("the extension"))
    if step.key == "launch_minutes" and milestones.launched_on is None:
        return refuse(message("Record the launch itself; this step is noted with it."), PROCEDURE)
    if step.key in ("launch_minutes", "subject_report", "denouncer_met"):
        return check_not_before(on, milestones.decision_on, "done_on", message("the decision"))
    if milestones.launched_on is None:
        return refuse(message("This step comes after the launch."), PROCEDURE)
    return check_not_before(on, milestones.launched_on, "done_on", message("the launch"))


def check_restart(starts_clock: bool, concluded_on: date | None) -> Verdict:
    """The recorded day of a step that starts the clock moves only by who decides on the time limit, never once
    the case is concluded."""
    if concluded_on is not None:
        return refuse(message("The case is concluded: this day is not changed any more."), PROCEDURE, field="done_on")
    if starts_clock:
        reason = message(
            "The time limit runs from this day: only the chair or the directing member corrects it, with a reason."
        )
        return refuse(reason, PROCEDURE, field="done_on")
    return OK


def check_order_kept(was: date, on: date, later: Collection[date]) -> Verdict:
    """A step stays before what was recorded after it."""
    following = min((day for day in later if day >= was), default=None)
    if following is not None and on > following:
        reason = message("Something recorded after this step is dated %(on)s; the step stays before it.", on=following)
        return refuse(reason, PROCEDURE, field="done_on")
    return OK


def check_steps(steps: Sequence[Step], done: Collection[str], before: str) -> Verdict:
    """All steps of the checklist that ``before`` waits for are done."""
    missing = [step for step in steps if step.before == before and step.key not in done]
    if missing:
        return refuse(message("Still to be recorded: %(step)s.", step=Message(missing[0].label)), PROCEDURE)
    return OK


def check_allegations(verdicts: Sequence[AllegationVerdict | None], on: date) -> Verdict:
    """Every content of a denunciation is concluded for itself; the refusal names the first that is not."""
    for number, verdict in enumerate(verdicts, start=1):
        if verdict is None:
            law = article_on("verdicts", on)
            reason = message("Content %(number)s of the denunciation has no verdict yet.", number=number)
            return refuse(reason, *([law] if law else []))
    return OK


def check_issue(subjects: int, has_head: bool) -> Verdict:
    """A decision and a plan can be issued: somebody is inspected, and a head leads the team."""
    if subjects == 0:
        return refuse(message("The case has no subject yet."), PROCEDURE)
    if not has_head:
        return refuse(message("A team has exactly one head."), PROCEDURE)
    return OK


def check_declarations(people: Sequence[tuple[str, bool | None]]) -> Verdict:
    """Everybody of the team declared that there is no conflict of interest. ``people``: (name, conflict or None)."""
    for name, conflict in people:
        if conflict is None:
            return refuse(
                message("%(name)s has not declared yet whether there is a conflict of interest.", name=name), CONFLICT
            )
        if conflict:
            reason = message("%(name)s declared a conflict of interest and must be replaced.", name=name)
            return refuse(reason, CONFLICT)
    return OK


# A team tells what it came upon with its report; the file that is closed proposes nothing any more.
PROPOSING_STATES = frozenset({State.REPORTED, State.CONCLUDED, State.FOLLOW_UP})


def check_inspection_proposal(row: KindRow, state: State, signs: int) -> Verdict:
    """Whether a case may lead to an inspection on signs of violation. ``signs``: subjects with a recorded violation.

    Supervision cannot discipline: what it comes upon is inspected first (process.md 1.11, 1.12).
    """
    if not row.may_propose_inspection:
        return refuse(message("This kind of work does not lead to an inspection on signs of violation."), PROCEDURE)
    if state not in PROPOSING_STATES:
        return refuse(message("An inspection is proposed once the team has reported."), PROCEDURE)
    if not signs:
        return refuse(message("No violation is recorded, so there is no sign to inspect."), PROCEDURE)
    return OK


def working_days_left(due_on: date, today: date, calendar: Calendar) -> int | None:
    """Working days from today to the due date, negative when it has passed; None far away or without a calendar."""
    if abs((due_on - today).days) > _COUNTED_DAYS:
        return None
    try:
        if due_on < today:
            return min(-calendar.working_days_between(due_on, today), -1)
        return calendar.working_days_between(today, due_on)
    except NoRule:
        return None
