"""The frozen content of the decisions on a suspension (đình chỉ). Papers are Vietnamese whoever reads."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.cases.papers import printed_name
from tracker.cases.queries import CaseFile
from tracker.discipline.models import ActivitySuspension
from tracker.discipline.states import Ground, Paused
from tracker.documents.composing import Signer, general_bases, letterhead, signature
from tracker.documents.orders import ActivitySuspensionPaper, SuspensionExtensionPaper, SuspensionLiftingPaper
from tracker.documents.recipients import KEPT_WITH_CASE, TO_MANAGING_BODY, TO_STANDING_COMMITTEE, recipients

PAUSES = {
    Paused.PARTY_ACTIVITY: "sinh hoạt đảng",
    Paused.COMMITTEE_ACTIVITY: "sinh hoạt cấp uỷ",
    Paused.ORGANIZATION: "hoạt động",
}
# 22-QĐ/TW Điều 28
_GROUNDS = {
    Ground.OBSTRUCTION: "Có dấu hiệu vi phạm nghiêm trọng, gây cản trở hoạt động kiểm tra, xem xét.",
    Ground.WORSENING: "Vi phạm vẫn tiếp diễn hoặc nghiêm trọng hơn.",
    Ground.INDICTED: "Bị truy tố hoặc bị tạm giam.",
    Ground.PROSECUTED: "Cấp uỷ viên bị khởi tố.",
}


@dataclass(frozen=True)
class Longer:
    """An extension: the day of its decision, by how many days, to which last day, why."""

    on: date
    days: int
    until: date
    reason: str


@dataclass(frozen=True)
class Lifting:
    """The end of a suspension: its day, and why."""

    on: date
    why: str


def compose_suspension(
    file: CaseFile, row: ActivitySuspension, signer: Signer, number: int, sign: str
) -> ActivitySuspensionPaper:
    """The decision that suspends, with its last day."""
    return ActivitySuspensionPaper(
        **_framed(file, row, signer, (number, sign), row.since) | {"decision": ""},
        ground=_GROUNDS[row.ground],
        reason=row.ground_text,
        until=row.due_on,
    )


def compose_extension(
    file: CaseFile, row: ActivitySuspension, longer: Longer, signer: Signer, number: int, sign: str
) -> SuspensionExtensionPaper:
    """The decision that extends a suspension."""
    return SuspensionExtensionPaper(
        **_framed(file, row, signer, (number, sign), longer.on),
        reason=longer.reason,
        days=longer.days,
        until=longer.until,
    )


def compose_lifting(
    file: CaseFile, row: ActivitySuspension, lifting: Lifting, signer: Signer, number: int, sign: str
) -> SuspensionLiftingPaper:
    """The decision that ends a suspension."""
    return SuspensionLiftingPaper(**_framed(file, row, signer, (number, sign), lifting.on), reason=lifting.why)


def pausing_abstract(row: ActivitySuspension, act: str) -> str:
    """What the register says of the decision."""
    return f"{act} {PAUSES[row.kind]} đối với {row.subject.name}"


def _framed(
    file: CaseFile, row: ActivitySuspension, signer: Signer, number_and_sign: tuple[int, str], on: date
) -> dict[str, Any]:
    body, named = file.case.body, printed_name(row.subject)
    whom = f"đồng chí {row.subject.name}" if row.subject.member_id else row.subject.name
    return {
        "letterhead": letterhead(body, number_and_sign[1], number_and_sign[0], on),
        "issuer": body.name,
        "legal_bases": tuple(general_bases(body, on)),
        **recipients(
            ActivitySuspensionPaper,
            body.name,
            TO_STANDING_COMMITTEE,
            whom[:1].upper() + whom[1:],
            TO_MANAGING_BODY,
            KEPT_WITH_CASE,
        ),
        "signature": signature(body, signer),
        "subject": named,
        "pause": PAUSES[row.kind],
        "executors": f"tổ chức đảng quản lý, cơ quan có liên quan và {whom}",
        "from_on": on,
        "decision": row.decision,
    }
