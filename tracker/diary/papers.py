"""The content of the printed diary: what people wrote, and – marked – what the team did on the days they did not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.cases.papers import decision_of, shared_of, team_work
from tracker.cases.queries import CaseFile
from tracker.core.clock import local
from tracker.diary.models import DiaryEntry
from tracker.diary.queries import directing_name, handovers_of
from tracker.documents.composing import letterhead
from tracker.documents.contexts import SignatureBlock
from tracker.documents.diaries import DiaryDay, TeamDiaryPaper
from tracker.evidence.queries import drafts_of_case, filed_items, statements_of_case
from tracker.regulations.sources import written
from tracker.teams.queries import amendments_of
from tracker.teams.states import AmendmentKind

# What a done step of the checklist says of the team; the other steps are not its acts, or have a day of their own.
_STEPS = {
    "launch_minutes": "Triển khai quyết định, kế hoạch",
    "subject_report": "Nhận báo cáo, giải trình của đối tượng",
    "denouncer_met": "Làm việc với người tố cáo",
    "declaration": "Nghiên cứu bản kê khai tài sản, thu nhập",
    "discipline_files": "Đối chiếu hồ sơ kỷ luật",
    "figures_compared": "Đối chiếu số liệu",
    "verification": "Thẩm tra, xác minh",
    "conference": "Hội nghị với tổ chức đảng quản lý đối tượng",
    "announcement": "Công bố kết luận",
}
_CHANGED = {
    AmendmentKind.TEAM: "thay đổi thành viên Đoàn",
    AmendmentKind.DIRECTING: "thay đổi người chỉ đạo Đoàn",
    AmendmentKind.CONTENT: "thay đổi nội dung",
    AmendmentKind.PERIOD: "thay đổi mốc thời gian",
    AmendmentKind.SCHEDULE: "thay đổi thời gian tiến hành",
}


@dataclass(frozen=True)
class Happened:
    """What the team did on a day, or what was decided of it."""

    on: date
    text: str


def compose_diary(file: CaseFile, entries: Sequence[DiaryEntry]) -> TeamDiaryPaper:
    """The book: the entries by day; days of which nobody wrote are taken from what the file says of the team."""
    case, shared = file.case, shared_of(file)
    told = {entry.happened_on for entry in entries}
    lines: dict[date, list[str]] = {}
    for one in (*_decided(file), *_worked(file)):
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


def _decided(file: CaseFile) -> Iterator[Happened]:
    """What was decided of the team and its work, by the days of the decisions; none of it from the audit log, which
    knows only when something was recorded."""
    case = file.case
    if case.decision_on:
        yield Happened(case.decision_on, f"Ban hành {decision_of(file)}")
    for change in amendments_of(case.id):
        yield Happened(change.decided_on, f"{change.decision}: {_CHANGED[change.kind]}")
    for longer in case.extensions:
        yield Happened(longer.decided_on, f"{longer.decision}: gia hạn")
    for pause in case.suspensions:
        yield Happened(pause.since, f"Tạm dừng: {pause.decision}")
        if pause.until:
            yield Happened(pause.until + timedelta(days=1), f"Tiếp tục công việc {pause.resumption}".rstrip())


def _worked(file: CaseFile) -> Iterator[Happened]:
    """What the team did, by the days on which it did it."""
    case = file.case
    for step in case.steps:
        if step.key in _STEPS:
            yield Happened(step.done_on, _STEPS[step.key])
    for number, title, obtained_on, _source in filed_items(case.id):
        yield Happened(obtained_on, f"Thu thập chứng cứ số {number}: {title}")
    for move in handovers_of(case.id):
        yield Happened(move.moved_on, f"Giao nhận chứng cứ số {move.number}: {move.from_holder} giao {move.to_holder}")
    names = {subject.id: subject.name for subject in case.subjects}
    for answer in statements_of_case(case.id):
        yield Happened(answer.received_on, f"Nhận giải trình của {names[answer.subject_id]}")
    for draft in drafts_of_case(case.id):
        yield Happened(draft.sent_on, f"Gửi dự thảo để {names[draft.subject_id]} đối chiếu")
        if draft.answered_on:
            yield Happened(draft.answered_on, f"Nhận ý kiến của {names[draft.subject_id]} về dự thảo")
    if case.reported_on:
        yield Happened(case.reported_on, "Trình báo cáo kết quả")


def _period(since: date | None, until: date | None) -> str:
    return f"từ ngày {written(since)} đến ngày {written(until)}" if since and until else ""


def _signed(entry: DiaryEntry) -> str:
    by = f"Người ghi: {entry.writer.full_name}. "
    if entry.signer is None or entry.signed_at is None:
        return f"{by}Trưởng đoàn chưa ký"
    return f"{by}Trưởng đoàn ký: {entry.signer.full_name}, ngày {written(local(entry.signed_at).date())}"
