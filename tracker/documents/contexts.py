"""What stands on each paper: frozen text, numbers and dates, kept as JSON beside the issued PDF.

All text is plain: a line end starts a new paragraph, nothing else is markup. A paper never holds database objects.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from typing import ClassVar, TypeVar, cast, get_args, get_origin, get_type_hints

from tracker.documents.complaints import ComplaintDecisionPaper
from tracker.documents.diaries import TeamDiaryPaper
from tracker.documents.notices import (
    ConclusionNoticePaper,
    Demand,
    DenunciationAnswerPaper,
    DenunciationNoticePaper,
    NoticePaper,
    Shortcoming,
    SignOfViolation,
    SupervisionNoticePaper,
)
from tracker.documents.orders import (
    ActivitySuspensionPaper,
    CancellationDecisionPaper,
    MissionTeamChangePaper,
    RestorationDecisionPaper,
    ScopeChangeDecisionPaper,
    SuspensionExtensionPaper,
    SuspensionLiftingPaper,
    TeamChangeDecisionPaper,
)
from tracker.documents.parts import Letterhead, Paper, Part, SignatureBlock
from tracker.documents.periodic import PeriodicReportPaper
from tracker.documents.programmes import ProgrammePaper
from tracker.documents.sessions import (
    SessionBallotPaper,
    SessionExtractPaper,
    SessionInvitationPaper,
    SessionMinutesPaper,
    SessionResolutionPaper,
)
from tracker.documents.team import (
    AmendmentDecisionPaper,
    AnnouncementMinutesPaper,
    CellMinutesPaper,
    HandoverMinutesPaper,
    LaunchMinutesPaper,
    ReportOutlinePaper,
    SenderMinutesPaper,
    TeamDecisionPaper,
    TeamPlanPaper,
    VerificationMinutesPaper,
    WorkingMinutesPaper,
    WorkSchedulePaper,
)
from tracker.documents.written import (
    DisciplineSubmissionPaper,
    OfficialLetterPaper,
    ResultReportPaper,
    SubmissionPaper,
)

# What notices are made of is a file of its own; other rooms enter by this one.
__all__ = [
    "Demand",
    "Letterhead",
    "NoticePaper",
    "Paper",
    "Part",
    "Shortcoming",
    "SignOfViolation",
    "SignatureBlock",
]


@dataclass(frozen=True, kw_only=True)
class DisciplinePaper(Paper):
    """What the two decisions on discipline share.

    ``form`` is the form as worded ("Cảnh cáo"), ``provisions`` the articles broken, ``effective_from`` the day in words
    ("ngày ký"), ``appeal_term`` the term in words ("30 ngày làm việc kể từ ngày nhận được quyết định"), ``executors``
    who carries it out, ``aggravating`` and ``mitigating`` the circumstances weighed. The vote is printed when both its
    numbers are given.
    """

    form: str
    violation: str
    executors: str
    provisions: str = ""
    effective_from: str = "ngày ký"
    appeal_term: str = ""
    proposer: str = ""
    has_self_criticism: bool = True
    votes_for: int | None = None
    votes_total: int | None = None
    aggravating: tuple[str, ...] = ()
    mitigating: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MemberDisciplinePaper(DisciplinePaper):
    """Quyết định thi hành kỷ luật đảng viên. ``removed_post`` goes with removal from a post."""

    key: ClassVar[str] = "member_discipline"

    full_name: str
    born_on: date | None = None
    native_place: str = ""
    admitted_on: date | None = None
    official_on: date | None = None
    posts: str = ""
    cell_name: str = ""
    removed_post: str = ""


@dataclass(frozen=True, kw_only=True)
class OrganizationDisciplinePaper(DisciplinePaper):
    """Quyết định thi hành kỷ luật tổ chức đảng. ``term`` is its term of office ("nhiệm kỳ 2020 - 2025")."""

    key: ClassVar[str] = "organization_discipline"

    organization_name: str
    term: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class CountLine(Part):
    """A line of the count: a form, its own votes and those carried into it from the heavier form, what it needs.

    ``result`` is the line's outcome in words.
    """

    form: str
    own: int
    share: str
    carried: int
    total: int
    needed: int
    result: str


@dataclass(frozen=True, kw_only=True)
class BallotMinutesPaper(Paper):
    """Biên bản kiểm phiếu. ``purpose`` is "thi hành" or "đề nghị thi hành", ``subject`` follows "kỷ luật đối với".

    ``official`` is the number of official members; ``left_out`` of them are left out of the total by a rule, for
    ``left_out_reason``; ``eligible`` is what the votes are measured against. ``issued`` is None where not noted. The
    head of the tellers signs as ``signature``, the ``chair`` confirms. ``copies`` were made (0: not noted) and all
    ended at ``ended_at`` ("10:30").
    """

    key: ClassVar[str] = "ballot_minutes"

    subject: str
    purpose: str
    place: str
    official: int
    eligible: int
    present: int
    valid: int
    conclusion: str
    left_out: int = 0
    left_out_reason: str = ""
    absences: str = ""
    chair: str = ""
    secretary: str = ""
    copies: int = 0
    ended_at: str = ""
    issued: int | None = None
    invalid: int = 0
    lines: tuple[CountLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CitedRule(Part):
    """An article that a computation rests on, and how surely it is known, in words."""

    text: str
    grade: str


@dataclass(frozen=True, kw_only=True)
class DeadlineExplanationPaper(Paper):
    """Bản giải trình thời hạn: why a case is due on a day.

    ``work`` is the kind ("kiểm tra việc chấp hành"), ``decision`` what opened the case; ``steps`` are the sentences of
    the computation in their order, with what is not certain among them.
    """

    key: ClassVar[str] = "deadline_explanation"
    numbered: ClassVar[bool] = False

    subject: str
    work: str
    case_title: str
    start_event: str
    start_on: date
    due_on: date
    steps: tuple[str, ...]
    rules: tuple[CitedRule, ...]
    decision: str = ""
    extensions: tuple[str, ...] = ()
    suspensions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ContentsLine(Part):
    """A paper of a file: its type, number and sign, date, abstract, author, and its sheets from – until."""

    title: str
    sign: str
    dated_on: date
    abstract: str
    author: str
    first_sheet: int
    last_sheet: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FilePaper(Paper):
    """What the two papers of an archived file share. ``work`` is the kind of work, ``place`` box and shelf in words,
    ``retention`` how long the file is kept, in words, with what is not confirmed about it."""

    numbered: ClassVar[bool] = False

    work: str
    case_title: str
    subject: str
    place: str
    retention: str


@dataclass(frozen=True, kw_only=True)
class FileContentsPaper(FilePaper):
    """Mục lục hồ sơ: every paper of the file with its sheets."""

    key: ClassVar[str] = "file_contents"

    lines: tuple[ContentsLine, ...]


@dataclass(frozen=True, kw_only=True)
class FileClosingPaper(FilePaper):
    """Chứng từ kết thúc: how many papers and sheets the closed file holds, and what it lacks with the reason."""

    key: ClassVar[str] = "file_closing"

    papers: int
    sheets: int
    features: str = ""
    missing: tuple[str, ...] = ()
    reason: str = ""


PartT = TypeVar("PartT", bound=Part)

PAPERS: dict[str, type[Paper]] = {
    paper.key: paper
    for paper in (
        ConclusionNoticePaper,
        SupervisionNoticePaper,
        DenunciationNoticePaper,
        DenunciationAnswerPaper,
        ResultReportPaper,
        SubmissionPaper,
        DisciplineSubmissionPaper,
        OfficialLetterPaper,
        TeamDiaryPaper,
        MemberDisciplinePaper,
        OrganizationDisciplinePaper,
        ComplaintDecisionPaper,
        BallotMinutesPaper,
        DeadlineExplanationPaper,
        SessionInvitationPaper,
        SessionBallotPaper,
        SessionMinutesPaper,
        SessionResolutionPaper,
        SessionExtractPaper,
        FileContentsPaper,
        FileClosingPaper,
        TeamDecisionPaper,
        TeamPlanPaper,
        ReportOutlinePaper,
        WorkSchedulePaper,
        LaunchMinutesPaper,
        WorkingMinutesPaper,
        VerificationMinutesPaper,
        AnnouncementMinutesPaper,
        HandoverMinutesPaper,
        SenderMinutesPaper,
        CellMinutesPaper,
        AmendmentDecisionPaper,
        TeamChangeDecisionPaper,
        MissionTeamChangePaper,
        ScopeChangeDecisionPaper,
        CancellationDecisionPaper,
        ActivitySuspensionPaper,
        SuspensionExtensionPaper,
        SuspensionLiftingPaper,
        RestorationDecisionPaper,
        ProgrammePaper,
        PeriodicReportPaper,
    )
}


def from_json(text: str) -> Paper:
    """The paper kept as ``to_json`` wrote it. Raises ``ValueError`` for another shape: nothing is guessed."""
    values = json.loads(text)
    key = values.pop("paper", None) if isinstance(values, dict) else None
    if key not in PAPERS:
        raise ValueError(f"not a paper of ours: {key!r}")
    return cast(Paper, _read(PAPERS[key], values))


def outline(kind: type[PartT], known: Mapping[str, object], on: date) -> PartT:
    """A paper, or a piece of one, of which only this is known: no other text, no list; a day is ``on``, a number 0."""
    hints = get_type_hints(kind)
    asked = [one.name for one in fields(kind) if one.default is MISSING and one.name not in known]
    return kind(**known, **{name: _nothing(hints[name], on) for name in asked})


def _nothing(kind: object, on: date) -> object:
    if is_dataclass(kind):
        return outline(cast(type[Part], kind), {}, on)
    return () if get_origin(kind) is tuple else {str: "", int: 0, date: on}[cast(type, kind)]


def _read(kind: object, value: object) -> object:
    """A JSON value as the type a field was declared with."""
    if get_origin(kind) is types.UnionType:
        wanted = next(option for option in get_args(kind) if option is not types.NoneType)
        return None if value is None else _read(wanted, value)
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(_read(get_args(kind)[0], item) for item in value)
    if kind is date and isinstance(value, str):
        return date.fromisoformat(value)
    if is_dataclass(kind) and isinstance(value, dict):
        return _read_part(cast(type, kind), value)
    if kind in (str, int, bool) and type(value) is kind:
        return value
    raise ValueError(f"{value!r} is not {kind}")


def _read_part(kind: type, values: dict) -> object:
    hints = get_type_hints(kind)
    names = {field.name for field in fields(kind)}
    if unknown := set(values) - names:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    try:
        return kind(**{name: _read(hints[name], value) for name, value in values.items()})
    except TypeError as error:  # a field without a default is missing
        raise ValueError(str(error)) from error
