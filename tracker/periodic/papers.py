"""The paper of a periodic report, from the figures as they were taken. Always Vietnamese."""

from collections.abc import Callable
from datetime import date, datetime

from tracker.cases.kinds import KINDS, Kind
from tracker.cases.states import SubjectType
from tracker.core import clock
from tracker.documents.composing import Signer, general_bases, letterhead, signature
from tracker.documents.periodic import FigureLine, PeriodicReportPaper
from tracker.documents.wording import paragraphs
from tracker.periodic.models import PeriodicReport
from tracker.periodic.queries import Figures, figures_of, periods_of
from tracker.regulations.measures import FORM_NAMES
from tracker.regulations.sources import written
from tracker.regulations.terms import Form
from tracker.statistics.queries import Summary
from tracker.statistics.states import WORK_KINDS, Deciders, Measure, Work

# what a new report begins with
RECIPIENTS = "Thường trực cấp uỷ (để báo cáo)\nUỷ ban kiểm tra cấp trên (để báo cáo)\nLưu hồ sơ"
_TOTAL = "tổng số"
_DECIDERS = {
    Deciders.ALL: "cấp uỷ và uỷ ban kiểm tra các cấp",
    Deciders.COMMITTEE: "cấp uỷ các cấp, chi bộ",
    Deciders.COMMISSION: "uỷ ban kiểm tra các cấp",
}
_RESULTS = {
    (Work.INSPECTED, Measure.VIOLATED): "qua kiểm tra: có vi phạm",
    (Work.INSPECTED, Measure.MUST_DISCIPLINE): "qua kiểm tra: phải thi hành kỷ luật",
    (Work.SUPERVISED, Measure.VIOLATED): "qua giám sát: có vi phạm",
    (Work.SUPERVISED, Measure.MUST_DISCIPLINE): "qua giám sát: phải thi hành kỷ luật",
}

_Count = Callable[[Summary, SubjectType], int]


def compose_report(
    report: PeriodicReport, signer: Signer, on: date | None, letters: tuple[int | None, str]
) -> PeriodicReportPaper:
    """The report as it is issued; without number and day it is a draft."""
    number, sign = letters
    figures, (period, compared) = figures_of(report), periods_of(report)
    return PeriodicReportPaper(
        letterhead=letterhead(report.body, sign, number, on),
        issuer=report.body.name,
        legal_bases=tuple(general_bases(report.body, on or clock.day_of(report.taken_at))),
        recipients=tuple(paragraphs(report.recipients)),
        signature=signature(report.body, signer),
        period=period.name,
        since=period.since,
        until=period.until,
        compared=compared.name,
        compared_since=compared.since,
        compared_until=compared.until,
        taken=moment(report.taken_at),
        work=_DECIDERS[report.deciders],
        under=report.organization.name,
        inspected=kind_lines(figures, Work.INSPECTED),
        supervised=kind_lines(figures, Work.SUPERVISED),
        results=result_lines(figures, Work.INSPECTED),
        supervision_results=result_lines(figures, Work.SUPERVISED),
        disciplined=form_lines(figures),
        situation=report.situation,
        leadership=report.leadership,
        regular=report.regular,
        petitions=report.petitions,
        remedy=report.remedy,
        assessment=report.assessment,
        shortcomings=report.shortcomings,
        causes=report.causes,
        tasks=report.tasks,
    )


def moment(at: datetime) -> str:
    """``08 giờ 15 phút, ngày 01/10/2026``."""
    local = clock.local(at)
    return f"{local:%H} giờ {local:%M} phút, ngày {written(local.date())}"


def kind_lines(figures: Figures, work: Work) -> tuple[FigureLine, ...]:
    """How many subjects each kind of work had, and all of them."""

    def of_kinds(*kinds: Kind) -> _Count:
        return lambda summary, one: summary.count(kinds, one)

    lines = [_line(figures, KINDS[kind].name_vi, of_kinds(kind)) for kind in WORK_KINDS[work]]
    return _with_total(figures, lines, of_kinds(*WORK_KINDS[work]))


def result_lines(figures: Figures, *works: Work) -> tuple[FigureLine, ...]:
    """What was concluded of the subjects of these works."""

    def of_measure(work: Work, measure: Measure) -> _Count:
        return lambda summary, one: summary.count(WORK_KINDS[work], one, measure)

    wanted = [(cell, label) for cell, label in _RESULTS.items() if cell[0] in works]
    return _counted([_line(figures, label, of_measure(*cell)) for cell, label in wanted])


def form_lines(figures: Figures) -> tuple[FigureLine, ...]:
    """How many subjects were disciplined in each form, and all of them."""

    def in_forms(*forms: Form) -> _Count:
        return lambda summary, one: sum(summary.disciplined.get((form, one), 0) for form in forms)

    lines = [_line(figures, label, in_forms(form)) for form, label in FORM_NAMES.items()]
    return _with_total(figures, lines, in_forms(*FORM_NAMES))


def _line(figures: Figures, label: str, count: _Count, *, total: bool = False) -> FigureLine:
    return FigureLine(
        label=label,
        organizations=count(figures.now, SubjectType.ORGANIZATION),
        organizations_before=count(figures.before, SubjectType.ORGANIZATION),
        members=count(figures.now, SubjectType.MEMBER),
        members_before=count(figures.before, SubjectType.MEMBER),
        total=total,
    )


def _counted(lines: list[FigureLine]) -> tuple[FigureLine, ...]:
    """The lines that count anything."""
    counts = ("organizations", "organizations_before", "members", "members_before")
    return tuple(line for line in lines if any(getattr(line, name) for name in counts))


def _with_total(figures: Figures, lines: list[FigureLine], count: _Count) -> tuple[FigureLine, ...]:
    found = _counted(lines)
    return (*found, _line(figures, _TOTAL, count, total=True)) if len(found) > 1 else found
