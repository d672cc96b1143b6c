"""The frozen content of the table of contents that stands in front of the whole of a case."""

from collections.abc import Sequence
from datetime import date

from tracker.access import Actor
from tracker.cases.papers import printed_name
from tracker.cases.queries import CaseFile
from tracker.documents.composing import letterhead
from tracker.documents.contexts import ContentsLine, FileContentsPaper, SignatureBlock
from tracker.documents.recipients import KEPT_WITH_CASE, recipients
from tracker.dossiers.queries import dossiers_of, suggested_retention
from tracker.printing.queries import dated


def compose_contents(
    actor: Actor, file: CaseFile, bound: Sequence[tuple[dict[str, str], int]], today: date
) -> FileContentsPaper:
    """What is bound, each with the number of its sheets, numbered through."""
    case, body, last = file.case, file.case.body, 0
    lines = []
    for about, sheets in bound:
        first, last = last + 1, last + sheets
        words = {name: about[name] for name in ("title", "sign", "abstract", "author", "note")}
        lines.append(ContentsLine(**words, dated_on=dated(about), first_sheet=first, last_sheet=last))
    return FileContentsPaper(
        letterhead=letterhead(body, "", None, today),
        issuer=body.name,
        legal_bases=(),
        **recipients(FileContentsPaper, body.name, KEPT_WITH_CASE),
        signature=SignatureBlock(authority="Người in", position="", name=actor.full_name),
        work=file.row.name_vi,
        case_title=case.title,
        subject="; ".join(printed_name(subject) for subject in case.subjects),
        place=_place(file),
        retention=_retention(file, today),
        lines=tuple(lines),
    )


def _place(file: CaseFile) -> str:
    kept = next((row for row in dossiers_of(file.case.id) if row.reopened_on is None), None)
    return f"hộp số {kept.box}, giá số {kept.shelf}" if kept else "chưa nộp lưu"


def _retention(file: CaseFile, today: date) -> str:
    kept = next((row for row in dossiers_of(file.case.id) if row.reopened_on is None), None)
    if kept is None:
        return f"chưa xác định (gợi ý: {suggested_retention(file, today).citation})"
    return f"{kept.retention_years} năm" if kept.retention_years else "vĩnh viễn"
