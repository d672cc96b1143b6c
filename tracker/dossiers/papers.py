"""The frozen content of Mục lục hồ sơ and Chứng từ kết thúc hồ sơ. Papers are Vietnamese whoever reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor
from tracker.cases.papers import printed_name
from tracker.cases.queries import CaseFile
from tracker.documents.composing import letterhead
from tracker.documents.contexts import ContentsLine, FileClosingPaper, FileContentsPaper, SignatureBlock
from tracker.documents.recipients import KEPT_WITH_CASE, recipients
from tracker.dossiers.models import DossierEntry


@dataclass(frozen=True)
class Placing:
    """Where the file goes, for how long, and what is special about it. ``years`` None: for ever."""

    archived_on: date
    box: str
    shelf: str
    years: int | None
    unconfirmed: str = ""  # the table that suggests it, while nobody confirmed it
    features: str = ""


def compose_contents(
    actor: Actor, file: CaseFile, entries: Sequence[DossierEntry], placing: Placing
) -> FileContentsPaper:
    """The table of contents with the sheets numbered through."""
    lines, last = [], 0
    for entry in entries:
        first, last = last + 1, last + entry.sheets
        lines.append(
            ContentsLine(
                title=entry.title,
                sign=entry.sign,
                dated_on=entry.dated_on,
                abstract=entry.abstract,
                author=entry.author,
                first_sheet=first,
                last_sheet=last,
                note=entry.note,
            )
        )
    return FileContentsPaper(**_head(actor, file, placing), lines=tuple(lines))


def compose_closing(
    actor: Actor, file: CaseFile, entries: Sequence[DossierEntry], placing: Placing, missing: Sequence[str], reason: str
) -> FileClosingPaper:
    """The closing certificate: how much the file holds, and what it lacks."""
    return FileClosingPaper(
        **_head(actor, file, placing),
        papers=len(entries),
        sheets=sum(entry.sheets for entry in entries),
        features=placing.features,
        missing=tuple(missing),
        reason=reason,
    )


def retention_words(years: int | None, unconfirmed: str) -> str:
    """How long a file is kept, as the papers say it."""
    words = "vĩnh viễn" if years is None else f"{years} năm"
    return f"{words} (chưa kiểm chứng: {unconfirmed})" if unconfirmed else words


def _head(actor: Actor, file: CaseFile, placing: Placing) -> dict:
    body, case = file.case.body, file.case
    return {
        "letterhead": letterhead(body, "", None, placing.archived_on),
        "issuer": body.name,
        "legal_bases": (),
        **recipients(FileContentsPaper, body.name, KEPT_WITH_CASE),
        "signature": SignatureBlock(authority="Người lập", position="", name=actor.full_name),
        "work": file.row.name_vi,
        "case_title": case.title,
        "subject": "; ".join(printed_name(subject) for subject in case.subjects),
        "place": f"hộp số {placing.box}, giá số {placing.shelf}",
        "retention": retention_words(placing.years, placing.unconfirmed),
    }
