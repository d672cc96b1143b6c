"""Pure decisions about teams: plain values in, verdicts and hints out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tracker.cases.kinds import Kind
from tracker.cases.rules import CONFLICT, OK, check_not_before, check_not_future, refuse, refuse_two_parts
from tracker.cases.states import STATE_LABELS, State
from tracker.core.text import Message, message
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import Verdict
from tracker.teams.states import TEAM_STATES

# The list of reasons in 131-QĐ/TW was not read; for how long past work counts is an assumption.
_PAST_WORK = Citation("131-QĐ/TW", "", Grade.UNCONFIRMED)
# Written for the teams of the central commission; local commissions follow it by habit.
_SIZE = Citation("01-QĐi/UBKTTW", "", Grade.C)

ONLY_LEADS = message(
    "Only who set up the mission, its head and the leaders of its body change it and say what it carries."
)
ONLY_ISSUED = message("You may send the text of this decision for approval; somebody else gives it its number.")
YEARS = 5
SMALLEST, LARGEST = 3, 5


@dataclass(frozen=True)
class Hint:
    """Something in the data that may be a conflict of interest of a person; people judge it, nothing is blocked.

    ``is_relative``: a listed relative of a subject; about whom a session decides before it votes.
    """

    name: str
    reason: Message
    citation: Citation
    is_relative: bool = False


@dataclass(frozen=True)
class Decision:
    """The decision by which a case is changed: number as printed, its day, from when it holds, why.

    One without a number is numbered here, signed by ``signer``.
    """

    number: str
    decided_on: date
    from_on: date
    reason: str
    signer: str = ""


@dataclass(frozen=True)
class MissionCase:
    """A case of a mission, as far as somebody may know of it, and how he stands to it.

    ``changes``: he may change its team – by a decision, or as he likes while it is in preparation; ``drafts``: he may
    send the text of a decision on it for approval.
    """

    ref: str
    title: str
    kind: Kind
    state: State
    due_on: date | None
    changes: bool = False
    drafts: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether its team is changed by a decision now."""
        return self.state in TEAM_STATES

    @property
    def is_concerned(self) -> bool:
        """Whether a change of the team of the mission concerns it; work that is concluded or cancelled it does not."""
        return self.is_decided or self.state is State.DRAFT


@dataclass(frozen=True)
class MissionChange:
    """How far somebody may change the team of a mission; ``issues``: he may also give the decision its number."""

    verdict: Verdict
    issues: bool


def years_before(on: date, years: int) -> date:
    """The same day so many years earlier; for the 29th of February, in a common year, the 28th."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)


def belonged_lately(until: date | None, today: date) -> bool:
    """Whether activity or a post that ended on ``until`` (None: goes on) lies within the years that matter."""
    return until is None or until >= years_before(today, YEARS)


@dataclass(frozen=True)
class PastWork:
    """Activity or a post, until a day (None: it goes on), in ``organization`` – ``None`` where its name is not told.

    ``inspected`` is the organization that is inspected: the same, or one of the same history.
    """

    inspected: str
    organization: str | None
    until: date | None

    @property
    def place(self) -> Message | str:
        """The organization as the hint names it."""
        if self.organization == self.inspected:
            return self.inspected
        if self.organization is None:
            return message("an organization of the history of %(inspected)s", inspected=self.inspected)
        return message(
            "%(organization)s (of the history of %(inspected)s)",
            organization=self.organization,
            inspected=self.inspected,
        )


def later(one: PastWork, other: PastWork) -> PastWork:
    """The one that ended later; of two on the same day, what was in the inspected organization itself."""
    return max(one, other, key=lambda work: (work.until or date.max, work.organization == work.inspected))


def past_work_hint(name: str, work: PastWork) -> Hint:
    """Somebody belonged to, or held a post in, the inspected organization, what it came from or what it went into."""
    if work.until is None:
        return Hint(name, message("belongs to %(organization)s", organization=work.place), _PAST_WORK)
    reason = message("belonged to %(organization)s until %(until)s", organization=work.place, until=work.until)
    return Hint(name, reason, _PAST_WORK)


def subject_hint(name: str) -> Hint:
    """Somebody is a subject of the case."""
    return Hint(name, message("is a subject of this case"), CONFLICT)


def relative_hint(name: str, subject: str, kinship: str) -> Hint:
    """Somebody is listed as a relative of a subject; ``kinship`` is what the subject is to that person."""
    reason = message("is a relative of %(subject)s (%(kinship)s)", subject=subject, kinship=Message(kinship))
    return Hint(name, reason, CONFLICT, is_relative=True)


def decision_hint(name: str) -> Hint:
    """Somebody worked on, or sat in the session of, the discipline that is now complained about."""
    return Hint(name, message("took part in the decision that is complained about"), CONFLICT)


def check_size(people: int) -> Verdict:
    """Whether a team is as large as teams usually are; informs only."""
    if SMALLEST <= people <= LARGEST:
        return OK
    reason = message(
        "This team has %(count)s; three to five people are usual, others with the chair's opinion.", count=people
    )
    return refuse(reason, _SIZE)


def check_state(state: State, states: Collection[State]) -> Verdict:
    """A decided case is changed while work is under way."""
    if state not in states:
        present = Message(STATE_LABELS[state])
        reason = message(
            "This changes from the decision to the conclusion; the state is now: %(state)s.", state=present
        )
        return refuse(reason, PROCEDURE)
    return OK


def check_decision(decision: Decision, issued_on: date | None, today: date) -> Verdict:
    """A change has its own decision, not before the first one and not in the future, and holds from its day on."""
    for verdict in (
        check_not_future(decision.decided_on, today, "decided_on"),
        check_not_before(decision.decided_on, issued_on, "decided_on", message("the decision")),
        check_not_future(decision.from_on, today, "from_on"),
        check_not_before(decision.from_on, decision.decided_on, "from_on", message("the decision on the change")),
    ):
        if not verdict.allowed:
            return verdict
    return OK


def check_new_end(work_until: date, from_on: date) -> Verdict:
    """Work does not end before the change that says so holds."""
    return check_not_before(work_until, from_on, "work_until", message("the day the change holds from"))


def check_directing(out: int | None, into: int, team: Collection[int], conflicts: Collection[int]) -> Verdict:
    """Somebody else directs the team: nobody of it, nobody who declared a conflict of interest in this case."""
    if into == out:
        return refuse(message("This person directs the team already. A change names somebody else."), field="into")
    if into in conflicts:
        return refuse(
            message(
                "This person declared a conflict of interest in this case. Who is near to a subject stays"
                " out of the work; choose somebody else."
            ),
            CONFLICT,
            field="into",
        )
    if into in team:
        return refuse_two_parts("into")
    return OK


def check_mission_change(cases: Collection[MissionCase], leads: bool, sends: bool) -> MissionChange:
    """The change holds for all cases under way, so it is made by who leads the mission and may change each of them.

    ``sends``: the body approves its texts first, so that who may draft for all the decided ones sends the text.
    """
    concerned = [row for row in cases if row.is_concerned]
    barred = [row.title for row in concerned if not row.changes]
    decided = [row for row in concerned if row.is_decided]
    if leads and not barred:
        return MissionChange(OK, True)
    if sends and decided and all(row.drafts for row in decided):
        return MissionChange(OK, False)
    if not leads:
        return MissionChange(refuse(ONLY_LEADS, PROCEDURE), False)
    reason = message(
        "The change would hold for every case of the mission that is under way, and you may not change the team of:"
        " %(cases)s. Once a case is decided, who leads its body or directs its team takes the decision on a change.",
        cases="; ".join(barred),
    )
    return MissionChange(refuse(reason, PROCEDURE), False)


def check_replacement(
    out: int | None, into: int | None, team: Collection[int], head: int | None, directing: int | None = None
) -> Verdict:
    """Somebody of the team goes, somebody else comes – not who directs it –, or both; the head with a successor."""
    if out is None and into is None:
        return refuse(message("Say who leaves, who comes, or both."), PROCEDURE, field="out")
    if out is not None and out not in team:
        return refuse(message("This person is not in the team. Only who is in it leaves it."), field="out")
    if into is not None and into in team:
        return refuse(message("This person is in the team already. Choose somebody who is not."), field="into")
    if into is not None and into == directing:
        return refuse_two_parts("into")
    if out is not None and out == head and into is None:
        return refuse(message("A team has exactly one head; name the successor."), PROCEDURE, field="into")
    return OK
