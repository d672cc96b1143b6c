"""The nine kinds of work as rows of one table (process.md 1.11): what differs from the common skeleton."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.cases.states import Basis, SubjectType
from tracker.core.text import N_
from tracker.organizations.states import BodyKind


class Kind(StrEnum):
    """Codes of the kinds of work."""

    COMPLIANCE_INSPECTION = "compliance_inspection"
    VIOLATION_INSPECTION = "violation_inspection"
    INSPECTION_WORK_INSPECTION = "inspection_work_inspection"
    FINANCE_INSPECTION = "finance_inspection"
    THEMATIC_SUPERVISION = "thematic_supervision"
    REGULAR_SUPERVISION = "regular_supervision"
    DENUNCIATION = "denunciation"
    DISCIPLINE_COMPLAINT = "discipline_complaint"
    ASSET_DECLARATION_INSPECTION = "asset_declaration_inspection"


class ClockStart(StrEnum):
    """The event from which the time limit of a kind runs."""

    DECISION = "decision"
    LAUNCH = "launch"
    REPORT_RECEIVED = "report_received"  # the subject's own report
    PETITION_RECEIVED = "petition_received"  # by the competent body


CLOCK_LABELS = {
    ClockStart.DECISION: N_("Decision issued"),
    ClockStart.LAUNCH: N_("Launch with the subject"),
    ClockStart.REPORT_RECEIVED: N_("Subject's report received"),
    ClockStart.PETITION_RECEIVED: N_("Petition received by the competent body"),
}


@dataclass(frozen=True)
class Step:
    """A dated step of the checklist. ``before`` names the action that waits for it, if the step must be done.

    ``if_extended`` steps are owed only once the time limit was extended, ``if_combined`` ones only once discipline is
    considered together with the work itself (process.md 1.10); ``per_subject`` ones are noted where they happen, and
    done once every subject concerned has them.
    """

    key: str
    label: str
    before: str | None = None
    if_extended: bool = False
    if_combined: bool = False
    per_subject: bool = False


# What the combined procedure adds to the checklist.
COMBINED_STEPS = (
    Step("proposal_vote", N_("Conference that voted to propose discipline"), "archive", if_combined=True),
    Step("self_criticism", N_("Self-criticism"), "archive", if_combined=True, per_subject=True),
    Step(
        "hearing", N_("Subject heard before the decision on discipline"), "archive", if_combined=True, per_subject=True
    ),
    Step("ballot_minutes", N_("Minutes of the ballot on discipline"), "archive", if_combined=True, per_subject=True),
)


@dataclass(frozen=True)
class KindRow:
    """One kind: its names, who may carry it out, on whom, from which event its clock runs, and its checklist.

    ``limit_key`` is the key of its time limit in ``regulations.deadlines``; ``notice`` the paper that closes it.
    ``may_propose_inspection``: signs of violation that it comes upon may lead to an inspection of their own.
    ``reviews_decisions``: it asks lower bodies to change or annul theirs; ``rules_on_complaint``: it ends with a ruling
    on the decision complained of, not with a judgement of the subject.
    ``opened_by_hand`` is False for kinds that are not opened by the case form (petitions, observations).
    """

    kind: Kind
    short: str
    label: str
    name_vi: str
    body_kinds: frozenset[BodyKind]
    subject_types: frozenset[SubjectType]
    bases: tuple[Basis, ...]
    clock_start: ClockStart
    limit_key: str | None
    notice: str | None
    may_open_discipline: bool
    steps: tuple[Step, ...]
    opened_by_hand: bool = True
    may_propose_inspection: bool = False
    reviews_decisions: bool = False
    rules_on_complaint: bool = False


_COMMITTEES = frozenset({BodyKind.COMMITTEE, BodyKind.STANDING_COMMITTEE, BodyKind.CELL_MEETING})
_COMMISSION = frozenset({BodyKind.COMMISSION})
_ALL_BODIES = _COMMITTEES | _COMMISSION
_BOTH = frozenset(SubjectType)
_ORGANIZATIONS = frozenset({SubjectType.ORGANIZATION})
_MEMBERS = frozenset({SubjectType.MEMBER})

_PLANNED = (Basis.PROGRAMME, Basis.ORDER)
_SIGNS = (Basis.OBSERVATION, Basis.CASE, Basis.PETITION, Basis.ORDER, Basis.PROGRAMME)

_LAUNCH = Step("launch_minutes", N_("Minutes of the launch"), "launch")
_VERIFICATION = Step("verification", N_("Minutes of verification"), None)
_RESULT = Step("result_report", N_("Result report of the team"), "report")
_ANNOUNCED = Step("announcement", N_("Minutes of the announcement"), "archive")
_FILE = Step("file_index", N_("Table of contents of the file, file handed to the archive"), "archive")


def _steps(own_paper: str, conference: str, *more: Step) -> tuple[Step, ...]:
    return (
        _LAUNCH,
        Step("subject_report", own_paper, "report"),
        _VERIFICATION,
        *more,
        Step("conference", conference, "report"),
        _RESULT,
        _ANNOUNCED,
        _FILE,
    )


_SELF_REPORT = N_("Self-inspection report received")
_EXPLANATION = N_("Written explanation received")
_REPORT = N_("Subject's report received")
_CONFERENCE = N_("Conference with the subject's organization")

# What a subject itself writes; the complaint, which is only studied, came before the case.
_SUBJECTS_PAPERS = frozenset({_SELF_REPORT, _EXPLANATION, _REPORT})


def is_subjects_paper(step: Step) -> bool:
    """Whether a step is the receipt of what the subject wrote for the case."""
    return step.label in _SUBJECTS_PAPERS


def is_explanation(step: Step) -> bool:
    """Whether a step is the receipt of the subject's written explanation and nothing else."""
    return step.label == _EXPLANATION


# What regular supervision may lead to (process.md 1.11).
ESCALATION_KINDS = (Kind.VIOLATION_INSPECTION, Kind.THEMATIC_SUPERVISION)

KINDS: dict[Kind, KindRow] = {
    row.kind: row
    for row in (
        KindRow(
            kind=Kind.COMPLIANCE_INSPECTION,
            short="KTCH",
            label=N_("Inspection of compliance"),
            name_vi="kiểm tra việc chấp hành",
            body_kinds=_COMMITTEES,
            subject_types=_BOTH,
            bases=_PLANNED,
            clock_start=ClockStart.DECISION,
            limit_key="compliance-inspection",
            notice="conclusion_notice",
            may_open_discipline=True,
            steps=_steps(_SELF_REPORT, _CONFERENCE),
            may_propose_inspection=True,
        ),
        KindRow(
            kind=Kind.VIOLATION_INSPECTION,
            short="KTDH",
            label=N_("Inspection on signs of violation"),
            name_vi="kiểm tra khi có dấu hiệu vi phạm",
            body_kinds=_ALL_BODIES,
            subject_types=_BOTH,
            bases=_SIGNS,
            clock_start=ClockStart.LAUNCH,
            limit_key="violation-inspection",
            notice="conclusion_notice",
            may_open_discipline=True,
            steps=_steps(_EXPLANATION, _CONFERENCE),
        ),
        KindRow(
            kind=Kind.INSPECTION_WORK_INSPECTION,
            short="KTNV",
            label=N_("Inspection of inspection, supervision and discipline work"),
            name_vi="kiểm tra việc thực hiện nhiệm vụ kiểm tra, giám sát và thi hành kỷ luật",
            body_kinds=_COMMISSION,
            subject_types=_ORGANIZATIONS,
            bases=_PLANNED,
            clock_start=ClockStart.DECISION,
            limit_key="inspection-work-inspection",
            notice="conclusion_notice",
            may_open_discipline=False,
            steps=_steps(_REPORT, _CONFERENCE, Step("discipline_files", N_("Discipline files compared"))),
            reviews_decisions=True,
            may_propose_inspection=True,
        ),
        KindRow(
            kind=Kind.FINANCE_INSPECTION,
            short="KTTC",
            label=N_("Inspection of Party finance"),
            name_vi="kiểm tra tài chính đảng",
            body_kinds=_COMMISSION,
            subject_types=_ORGANIZATIONS,
            bases=_PLANNED,
            clock_start=ClockStart.DECISION,
            limit_key="finance-inspection",
            notice="conclusion_notice",
            may_open_discipline=True,
            steps=_steps(_SELF_REPORT, _CONFERENCE, Step("figures_compared", N_("Minutes of figures compared"))),
            may_propose_inspection=True,
        ),
        KindRow(
            kind=Kind.THEMATIC_SUPERVISION,
            short="GSCD",
            label=N_("Thematic supervision"),
            name_vi="giám sát chuyên đề",
            body_kinds=_ALL_BODIES,
            subject_types=_BOTH,
            bases=(*_PLANNED, Basis.OBSERVATION),
            clock_start=ClockStart.REPORT_RECEIVED,
            limit_key="thematic-supervision",
            notice="supervision_notice",
            may_open_discipline=False,
            steps=_steps(_REPORT, N_("Conference chaired by the supervised organization")),
            may_propose_inspection=True,
        ),
        KindRow(
            kind=Kind.REGULAR_SUPERVISION,
            short="GSTX",
            label=N_("Regular supervision"),
            name_vi="giám sát thường xuyên",
            body_kinds=_ALL_BODIES,
            subject_types=_BOTH,
            bases=(Basis.ORDER,),
            clock_start=ClockStart.DECISION,
            limit_key=None,
            notice=None,
            may_open_discipline=False,
            steps=(),
            opened_by_hand=False,
        ),
        KindRow(
            kind=Kind.DENUNCIATION,
            short="GQTC",
            label=N_("Denunciation"),
            name_vi="giải quyết tố cáo",
            body_kinds=_ALL_BODIES,
            subject_types=_BOTH,
            bases=(Basis.PETITION,),
            clock_start=ClockStart.PETITION_RECEIVED,
            limit_key="denunciation",
            notice="denunciation_notice",
            may_open_discipline=True,
            steps=_steps(
                _EXPLANATION,
                _CONFERENCE,
                Step("denouncer_met", N_("Worked with the denouncer to fix identity and contents")),
                Step("extension_notice", N_("Denouncer informed of the extension"), "report", if_extended=True),
                Step("denouncer_informed", N_("Denouncer informed"), "archive"),
            ),
            opened_by_hand=False,
        ),
        KindRow(
            kind=Kind.DISCIPLINE_COMPLAINT,
            short="GQKN",
            label=N_("Complaint against discipline"),
            name_vi="giải quyết khiếu nại kỷ luật",
            body_kinds=_ALL_BODIES - {BodyKind.CELL_MEETING},
            subject_types=_BOTH,
            bases=(Basis.PETITION,),
            clock_start=ClockStart.PETITION_RECEIVED,
            limit_key="complaint-handling",
            notice="complaint_decision",
            may_open_discipline=False,
            steps=_steps(N_("Complaint studied"), _CONFERENCE),
            opened_by_hand=False,
            rules_on_complaint=True,
        ),
        KindRow(
            kind=Kind.ASSET_DECLARATION_INSPECTION,
            short="TSTN",
            label=N_("Inspection of asset and income declarations"),
            name_vi="kiểm tra, giám sát kê khai tài sản, thu nhập",
            body_kinds=_COMMISSION,
            subject_types=_MEMBERS,
            bases=_PLANNED,
            clock_start=ClockStart.DECISION,
            limit_key="asset-declaration-inspection",
            notice="conclusion_notice",
            may_open_discipline=True,
            steps=_steps(_EXPLANATION, _CONFERENCE, Step("declaration", N_("Declaration studied"))),
            may_propose_inspection=True,
        ),
    )
}


def asks_ground(kind: Kind, body: BodyKind) -> bool:
    """Whether such work of such a body needs a ground of its own: the thematic supervision of a cell."""
    return kind is Kind.THEMATIC_SUPERVISION and body is BodyKind.CELL_MEETING
