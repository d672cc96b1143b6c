"""The content of the printed diary: what people wrote, and – marked – what only the history of the case knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cases.papers import decision_of, shared_of, team_work
from tracker.cases.queries import CaseFile
from tracker.core.clock import local
from tracker.diary.models import DiaryEntry
from tracker.diary.queries import directing_name
from tracker.documents.composing import letterhead
from tracker.documents.contexts import SignatureBlock
from tracker.documents.diaries import DiaryDay, TeamDiaryPaper
from tracker.regulations.sources import written


@dataclass(frozen=True)
class Happened:
    """What the program noted on a day, in Vietnamese."""

    on: date
    text: str


def compose_diary(file: CaseFile, entries: Sequence[DiaryEntry], noted: Sequence[Happened]) -> TeamDiaryPaper:
    """The book: the entries by day; days of which nobody wrote are taken from what the program noted."""
    case, shared = file.case, shared_of(file)
    told = {entry.happened_on for entry in entries}
    lines: dict[date, list[str]] = {}
    for one in noted:
        if one.on not in told:
            lines.setdefault(one.on, []).append(one.text)
    days = [
        *(DiaryDay(on=entry.happened_on, text=entry.content, signed=_signed(entry)) for entry in entries),
        *(DiaryDay(on=on, text="\n".join(dict.fromkeys(texts)), from_history=True) for on, texts in lines.items()),
    ]
    return TeamDiaryPaper(
        letterhead=letterhead(case.body, "", None, None),
        issuer=case.body.name,
        legal_bases=(),
        recipients=(),
        signature=SignatureBlock(authority="", position="Trưởng đoàn", name=file.head.full_name if file.head else ""),
        team=f"Đoàn {team_work(file)}",
        decision=decision_of(file),
        subject=shared["subject"],
        period=_period(case.work_from, case.work_until),
        directing=directing_name(case.directing_id) or "",
        members=shared["members"],
        days=tuple(sorted(days, key=lambda day: day.on)),
    )


def _period(since: date | None, until: date | None) -> str:
    return f"từ ngày {written(since)} đến ngày {written(until)}" if since and until else ""


def _signed(entry: DiaryEntry) -> str:
    by = f"Người ghi: {entry.writer.full_name}. "
    if entry.signer is None or entry.signed_at is None:
        return f"{by}Trưởng đoàn chưa ký"
    return f"{by}Trưởng đoàn ký: {entry.signer.full_name}, ngày {written(local(entry.signed_at).date())}"
