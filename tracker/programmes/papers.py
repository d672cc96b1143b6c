"""The frozen content of a programme: its text, its items as an annex, what an adjustment changes. Always Vietnamese."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.core import clock
from tracker.documents.composing import Signer, general_bases, letterhead, signature
from tracker.documents.programmes import ProgrammeChange, ProgrammeGroup, ProgrammeLine, ProgrammePaper
from tracker.documents.recipients import TO_STANDING_COMMITTEE, Standing, recipients
from tracker.organizations.states import BodyKind
from tracker.programmes.ahead import RoomsAhead
from tracker.programmes.models import PlanEntry, PlanVersion
from tracker.programmes.queries import ProgrammeFile, change_rows, entries_of
from tracker.programmes.states import Change
from tracker.regulations.sources import written

_QUARTERS = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV"}
_CHANGES = {
    Change.ADDED: "Bổ sung",
    Change.CHANGED: "Thay đổi",
    Change.CANCELLED: "Đưa ra khỏi Chương trình",
}
_PARTS = {
    "kind": "hình thức",
    "matter": "nội dung",
    "subjects": "đối tượng",
    "contents": "nội dung cụ thể",
    "period": "mốc thời gian",
    "time": "thời gian tiến hành",
    "body_id": "chủ thể tiến hành",
    "head_id": "trưởng đoàn",
    "note": "ghi chú",
}


@dataclass(frozen=True)
class Numbered:
    """Number, sign and day of a paper; a draft has only the sign."""

    sign: str
    number: int | None = None
    issued_on: date | None = None


def period_words(file: ProgrammeFile) -> str:
    """``năm 2026``, ``nhiệm kỳ 2025 - 2030``."""
    first, _, last = file.programme.period.partition("-")
    return f"nhiệm kỳ {first} - {last}" if last else f"năm {first}"


def compose_programme(
    file: ProgrammeFile, version: PlanVersion, ahead: RoomsAhead, signer: Signer, numbered: Numbered
) -> ProgrammePaper:
    """A version of the programme as it is signed; without number and date it is a draft."""
    body = file.programme.body
    entries = [entry for entry in entries_of(version) if not entry.cancelled]
    earlier = file.before(version)
    return ProgrammePaper(
        letterhead=letterhead(body, numbered.sign, numbered.number, numbered.issued_on),
        issuer=body.name,
        legal_bases=tuple(general_bases(body, numbered.issued_on or clock.day_of(version.changed_at))),
        **_recipients(file),
        signature=signature(body, signer),
        period=period_words(file),
        groups=_groups(entries, ahead),
        lines=tuple(_line(entry, ahead) for entry in entries),
        adjusts=_named(file, earlier) if earlier else "",
        ordered_by=version.adjusting_document if earlier else "",
        reason=version.adjusting_reason if earlier else "",
        changes=_changes(file, version, ahead) if earlier else (),
    )


def _named(file: ProgrammeFile, version: PlanVersion) -> str:
    on = f", ngày {written(version.approved_on)}" if version.approved_on else ""
    return f"Chương trình kiểm tra, giám sát {period_words(file)} số {version.paper_number}{on}"


def _recipients(file: ProgrammeFile) -> dict[str, Any]:
    body = file.programme.body
    is_cell = body.kind is BodyKind.CELL_MEETING
    first = Standing("to_committee_above") if is_cell else TO_STANDING_COMMITTEE
    others = (Standing("to_commission_above"), Standing("to_subjects"), Standing("kept_file"))
    return recipients(ProgrammePaper, body.name, first, *others)


def _groups(entries: list[PlanEntry], ahead: RoomsAhead) -> tuple[ProgrammeGroup, ...]:
    counted = {code: sum(entry.kind == code for entry in entries) for code in ahead.kinds}
    return tuple(ProgrammeGroup(label=ahead.kinds[code].name_vi, count=n) for code, n in counted.items() if n)


def _line(entry: PlanEntry, ahead: RoomsAhead) -> ProgrammeLine:
    known = (ahead.contents[one.code].name_vi for one in entry.contents if one.code in ahead.contents)
    return ProgrammeLine(
        number=entry.item.number,
        work=_work(entry, ahead),
        subjects=_subjects(entry),
        contents=tuple(known),
        period=f"{written(entry.period_from)} - {written(entry.period_until)}",
        when=f"{_QUARTERS[entry.quarter]}/{entry.year}" if entry.quarter else f"Năm {entry.year}",
        body=entry.body.name,
        leader=entry.head.full_name if entry.head else "",
        note=entry.note,
    )


def _work(entry: PlanEntry, ahead: RoomsAhead) -> str:
    """``giám sát chuyên đề việc …``: a matter that begins as the kind ends does not say it twice."""
    name, matter = ahead.kinds[entry.kind].name_vi, entry.matter
    head, _, tail = name.partition(" việc ")
    said = matter.startswith(f"việc {tail}") or (tail == "chấp hành" and matter.startswith("việc "))
    return f"{head if tail and said else name} {matter}"


def _subjects(entry: PlanEntry) -> tuple[str, ...]:
    return tuple(f"đồng chí {one.name}" if one.member_id else one.name for one in entry.subjects)


def _changes(file: ProgrammeFile, version: PlanVersion, ahead: RoomsAhead) -> tuple[ProgrammeChange, ...]:
    return tuple(
        ProgrammeChange(number=row.number, what=_CHANGES[row.change], text=_told(row.after, row.parts, ahead))
        for row in change_rows(file, version)
        if row.change in _CHANGES and row.after is not None
    )


def _told(entry: PlanEntry, parts: frozenset[str], ahead: RoomsAhead) -> str:
    text = f"{_work(entry, ahead)} đối với {'; '.join(_subjects(entry))}"
    if entry.cancelled:
        return f"{text} (lý do: {entry.cancel_reason.rstrip(' .;')})"
    named = [words for name, words in _PARTS.items() if name in parts]
    return f"{text} (thay đổi {', '.join(named)})" if named else text
