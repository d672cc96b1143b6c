"""The frozen content of Quyết định giải quyết khiếu nại kỷ luật."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.appeals import queries
from tracker.appeals.models import Appeal
from tracker.appeals.rules import bare_sign
from tracker.cases.models import CaseSubject
from tracker.discipline.models import Discipline
from tracker.documents.complaints import ComplaintDecisionPaper
from tracker.documents.composing import Signer, effective_from, general_bases, letterhead, signature
from tracker.documents.orders import RestorationDecisionPaper
from tracker.documents.queries import paper_numbers
from tracker.documents.recipients import TO_MANAGING_BODY, Standing, recipients
from tracker.documents.wording import date_figures
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.regulations.appeals import RESTORATION, Outcome, Part, parts_of
from tracker.regulations.measures import FORM_NAMES
from tracker.regulations.sources import source
from tracker.regulations.terms import Form

BLANK = "……"  # what a draft leaves to be decided
_RESTORED = {
    Part.APOLOGY: "xin lỗi",
    Part.RIGHTS: "khôi phục quyền về đánh giá, quy hoạch, tiền lương, khen thưởng",
    Part.POST: "xem xét khôi phục chức vụ",
    Part.MEMBERSHIP: "khôi phục đảng tịch",
}


@dataclass(frozen=True)
class DecisionWords:
    """What the clerk adds when the decision is issued."""

    signer: Signer
    reason: str
    executors: str
    recipients: Sequence[str]


@dataclass(frozen=True)
class Ruling:
    """What was decided, when and by how many. A draft knows only the outcome."""

    outcome: Outcome
    new_form: Form | None = None
    session_on: date | None = None
    members: int | None = None
    votes_for: int | None = None
    decided_on: date | None = None
    restore_by: date | None = None


def compose_decision(
    appeal: Appeal, old: Form, ruling: Ruling, words: DecisionWords, number_and_sign: tuple[int | None, str]
) -> ComplaintDecisionPaper:
    """The decision from the complaint, the form that stood before, and what the session decided."""
    number, sign = number_and_sign
    body = db.session.get_one(Body, appeal.hearing_body_id)
    on = ruling.decided_on or max(day for day in (appeal.met_on, appeal.body_met_on, appeal.cell_remark_on) if day)
    annulled = ruling.outcome is Outcome.ANNULLED
    return ComplaintDecisionPaper(
        letterhead=letterhead(body, sign, number, ruling.decided_on),
        issuer=body.name,
        legal_bases=tuple(general_bases(body, on)),
        recipients=tuple(words.recipients),
        signature=signature(body, words.signer),
        subject=named(appeal.discipline.subject),
        round=appeal.round,
        received_on=appeal.received_on,
        against=standing_decision(appeal.discipline),
        ruling=_ruling(ruling, old),
        reason=words.reason,
        executors=words.executors,
        effective_from=effective_from(on),
        replaces=ruling.outcome is not Outcome.UPHELD,
        restored=tuple(_RESTORED[part] for part in parts_of(old)) if annulled else (),
        restore_by=ruling.restore_by if annulled else None,
        session_on=ruling.session_on,
        votes_for=ruling.votes_for,
        members=ruling.members,
    )


@dataclass(frozen=True)
class Restoring:
    """One part of what was wrong, made good on a day by the body that disciplined."""

    part: Part
    body: Body
    on: date


def compose_restoration(
    appeal: Appeal, restoring: Restoring, signer: Signer, number: int, sign: str
) -> RestorationDecisionPaper:
    """The decision of the body that disciplined, by which it makes good one part of what was wrong."""
    part, body, on = restoring.part, restoring.body, restoring.on
    who = named(appeal.discipline.subject)
    sentenced = paper_numbers([appeal.discipline.paper_id or 0]).get(appeal.discipline.paper_id or 0)
    sign_of_old = sentenced[1] if sentenced else BLANK
    old_day = appeal.discipline.decided_on
    by, day = db.session.get_one(Body, appeal.hearing_body_id).name, date_figures
    return RestorationDecisionPaper(
        letterhead=letterhead(body, sign, number, on),
        issuer=body.name,
        legal_bases=(*general_bases(body, on), f"Căn cứ {source(RESTORATION.source).full}"),
        **recipients(
            RestorationDecisionPaper,
            body.name,
            who[:1].upper() + who[1:],
            TO_MANAGING_BODY,
            by,
            Standing("kept_complaint"),
        ),
        signature=signature(body, signer),
        subject=who,
        act=_RESTORED[part],
        order=_RESTORED[part],
        against=f"{_as_decision(sign_of_old)}, ngày {day(old_day) if old_day else BLANK} của {body.name}",
        annulled_by=f"{_as_decision(appeal.decision)}, ngày {day(appeal.decided_on or on)} của {by}",
        executors=f"{body.name}, tổ chức đảng quản lý và {who}",
        from_on=on,
    )


def restoration_abstract(appeal: Appeal, part: Part) -> str:
    """What the register says of the decision."""
    towards = "" if part is Part.APOLOGY else "đối với "
    return f"{_RESTORED[part]} {towards}{named(appeal.discipline.subject)}"


def named(subject: CaseSubject) -> str:
    """Who was disciplined, as papers name them."""
    return f"đồng chí {subject.name}" if subject.member_id else subject.name


def standing_decision(discipline: Discipline) -> str:
    """The decision complained about, with number, date and body: that of the discipline, or on the last complaint."""
    last, body = queries.last_announced(discipline.id), queries.deciding_body(discipline)
    on = queries.decided_last(discipline)
    sign = last.decision if last else paper_numbers([discipline.paper_id or 0])[discipline.paper_id or 0][1]
    day = date_figures(on) if on else BLANK
    return f"{_as_decision(sign)}, ngày {day} của {body.name}"


def _as_decision(sign: str) -> str:
    return f"Quyết định số {bare_sign(sign)}"


def _ruling(ruling: Ruling, old: Form) -> str:
    was, new = FORM_NAMES[old], FORM_NAMES[ruling.new_form] if ruling.new_form else BLANK
    return {
        Outcome.UPHELD: f"Giữ nguyên hình thức kỷ luật {was}",
        Outcome.LIGHTER: f"Thay đổi hình thức kỷ luật: giảm từ {was} xuống {new}",
        Outcome.HEAVIER: f"Thay đổi hình thức kỷ luật: tăng từ {was} lên {new}",
        Outcome.ANNULLED: f"Xoá bỏ hình thức kỷ luật {was}",
    }[ruling.outcome]
