"""The frozen content of Bản giải trình thời hạn: why a case is due on a day. Papers are Vietnamese whoever reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor
from tracker.cases.models import Extension, Suspension
from tracker.cases.queries import CaseFile
from tracker.documents.composing import letterhead
from tracker.documents.contexts import CitedRule, DeadlineExplanationPaper, SignatureBlock
from tracker.documents.recipients import KEPT_WITH_CASE, recipients
from tracker.regulations.deadlines import Due
from tracker.regulations.limits import Unit
from tracker.regulations.sources import written

_UNITS = {Unit.WORKING_DAYS: "ngày làm việc", Unit.CALENDAR_DAYS: "ngày", Unit.MONTHS: "tháng", Unit.YEARS: "năm"}


@dataclass(frozen=True)
class Explained:
    """The sentences of an explanation in Vietnamese: the start event, the steps, the grade of each article."""

    start_event: str
    steps: Sequence[str]
    grades: Sequence[str]


def compose_explanation(
    actor: Actor, file: CaseFile, due: Due, words: Explained, today: date
) -> DeadlineExplanationPaper:
    """The explanation as it stands today, made by whoever asked for it."""
    case, body = file.case, file.case.body
    cited = zip(due.citations, words.grades, strict=True)
    return DeadlineExplanationPaper(
        letterhead=letterhead(body, "", None, today),
        issuer=body.name,
        legal_bases=(),
        **recipients(DeadlineExplanationPaper, body.name, KEPT_WITH_CASE),
        signature=SignatureBlock(authority="Người lập", position="", name=actor.full_name),
        subject="; ".join(subject.name for subject in case.subjects),
        work=file.row.name_vi,
        case_title=case.title,
        decision=_decision(file),
        start_event=words.start_event,
        start_on=due.start_on,
        due_on=due.due_on,
        steps=tuple(words.steps),
        rules=tuple(CitedRule(text=str(citation), grade=grade) for citation, grade in cited),
        extensions=tuple(_extension(extension, due.unit) for extension in case.extensions),
        suspensions=tuple(_suspension(span) for span in case.suspensions),
    )


def _decision(file: CaseFile) -> str:
    case = file.case
    return f"{case.decision_number}, ngày {written(case.decision_on)}" if case.decision_on else ""


def time_words(number: int, unit: Unit) -> str:
    """``10 ngày làm việc``."""
    return f"{number} {_UNITS[unit]}"


def _extension(extension: Extension, unit: Unit) -> str:
    by = f"{extension.decision}, ngày {written(extension.decided_on)}"
    return f"{extension.days} {_UNITS[unit]} theo {by}: {extension.reason}"


def _suspension(span: Suspension) -> str:
    end = f"đến hết ngày {written(span.until)}" if span.until else "đến nay"
    return f"Từ ngày {written(span.since)} {end} theo {span.decision}: {span.reason}"
