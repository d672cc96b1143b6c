"""Cases at the points where findings and follow-up begin, built through the services that lead there."""

from datetime import date

from tests.acts import judged
from tests.cast import TODAY, Cast, ago
from tests.remembering import remembered
from tracker.access import Actor, Permission
from tracker.accounts.queries import get_actor
from tracker.cases import services as cases
from tracker.cases.kinds import KINDS, Kind
from tracker.cases.queries import CaseFile, get_file
from tracker.cases.services import Draft
from tracker.cases.states import Basis, Outcome, Severity, State, SubjectType
from tracker.extensions import db
from tracker.findings import services
from tracker.findings.models import Finding, Recommendation
from tracker.findings.rules import FindingEntry
from tracker.findings.services import Judgement, Proposal
from tracker.findings.states import FindingType
from tracker.teams.services import declare

LAUNCHED = ago(38)
REPORTED = ago(10)
CONCLUDED = ago(5)
DUE = ago(-20)
RULE = "Điều 3, Quy định số 37-QĐ/TW"


def actor_of(cast: Cast, name: str) -> Actor:
    """A person of the cast as services take them."""
    return get_actor(cast.accounts[name])


def file_of(cast: Cast, name: str, ref: str) -> CaseFile:
    """The case as that person has it open."""
    return get_file(actor_of(cast, name), ref, Permission.SEE_PAPERS)


@remembered
def conduct_case(cast: Cast, kind: Kind = Kind.VIOLATION_INSPECTION, *, restricted: bool = False) -> str:
    """A case about a cell (subject 1) and a member of it (subject 2) that is under way; returns its reference.

    Its head is ``head``, ``officer`` is in the team, ``member`` directs it.
    """
    draft = Draft(
        kind=kind,
        body_id=cast.bodies["commission"],
        title="việc quản lý, sử dụng quỹ của tổ dân phố",
        subjects=[
            (SubjectType.ORGANIZATION, cast.organizations["cell"]),
            (SubjectType.MEMBER, cast.members["full_member"]),
        ],
        contents=["org.resolutions", "member.duties"],
        period_from=ago(700),
        period_until=ago(60),
        basis=Basis.PROGRAMME,
        basis_text="Chương trình kiểm tra, giám sát",
        head=cast.accounts["head"],
        team=[cast.accounts["officer"]],
        directing_id=cast.accounts["member"],
        restricted=restricted,
        overlap_reason="Nội dung khác.",
    )
    ref = cases.open_case(actor_of(cast, "officer"), draft, TODAY).ref
    for name in ("head", "officer"):
        declare(actor_of(cast, name), file_of(cast, name, ref), False, "", TODAY)
    cases.issue_case(actor_of(cast, "clerk"), file_of(cast, "clerk", ref), "Vũ Minh Nguyệt", ago(40), TODAY)
    cases.launch_case(actor_of(cast, "head"), file_of(cast, "head", ref), LAUNCHED, "tại nhà văn hoá", TODAY)
    return ref


def strength(subject: int, text: str = "Nội bộ đoàn kết, thống nhất.") -> FindingEntry:
    """A finding that fits any subject."""
    return FindingEntry(subject, FindingType.STRENGTH, text)


def violation(subject: int, **changed: object) -> FindingEntry:
    """A violation that fits subject 1 (the cell) or subject 2 (the member)."""
    values: dict[str, object] = {
        "subject": subject,
        "type": FindingType.VIOLATION,
        "text": "Để ngoài sổ sách 38.500.000 đồng quỹ Tổ quốc ơn công.",
        "content_code": {1: "org.thrift", 2: "violation.finance"}[subject],
        "rule_broken": RULE,
        "severity": Severity.SERIOUS,
        "committed_on": ago(300),
    } | judged(ago(300))
    return FindingEntry(**(values | changed))  # type: ignore[arg-type]


def record(cast: Cast, ref: str, entry: FindingEntry) -> Finding:
    """Record a finding as an officer of the team."""
    return services.record_finding(actor_of(cast, "officer"), file_of(cast, "officer", ref), entry, TODAY)


def judge(cast: Cast, ref: str, subject: int, outcome: Outcome, severity: Severity | None = None) -> None:
    """Judge a subject as an officer of the team."""
    file = file_of(cast, "officer", ref)
    judgement = Judgement(severity, outcome, acknowledges=True)
    services.judge_subject(actor_of(cast, "officer"), file, file.subject(subject), judgement)


def recommend(cast: Cast, ref: str, subject: int = 1, due_on: date = DUE) -> Recommendation:
    """Add a recommendation as an officer of the team."""
    file = file_of(cast, "officer", ref)
    proposal = Proposal(subject, "Thu hồi đủ số tiền, nộp quỹ.", "Chi uỷ Chi bộ tổ dân phố 1", due_on)
    return services.add_recommendation(actor_of(cast, "officer"), file, proposal, TODAY)


def do_steps(cast: Cast, ref: str, before: str) -> None:
    """Record the steps of the checklist that an action waits for."""
    file = file_of(cast, "head", ref)
    for step in KINDS[file.case.kind].steps:
        if step.before == before:
            on = ago(3) if before == "archive" else ago(12)
            cases.record_step(actor_of(cast, "head"), file, step.key, on, "biên bản", TODAY)


def conclude_case(cast: Cast, ref: str, concluded_on: date = CONCLUDED, state: State = State.CONCLUDED) -> None:
    """Bring a case that is under way to where its conclusion is issued, as the session and the clerk would."""
    case = file_of(cast, "head", ref).case
    case.reported_on, case.concluded_on, case.state = concluded_on, concluded_on, state
    db.session.flush()


@remembered
def concluded_case(cast: Cast, concluded_on: date = CONCLUDED, *, restricted: bool = False) -> str:
    """A concluded case: subject 1 with shortcomings and a recommendation, subject 2 with a violation that must be
    disciplined; finding 2 is the violation."""
    ref = conduct_case(cast, restricted=restricted)
    record(cast, ref, strength(1))
    record(cast, ref, violation(2))
    judge(cast, ref, 1, Outcome.SHORTCOMINGS)
    judge(cast, ref, 2, Outcome.MUST_DISCIPLINE, Severity.SERIOUS)
    recommend(cast, ref)
    conclude_case(cast, ref, concluded_on)
    return ref
