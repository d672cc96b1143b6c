"""The papers of a session: invitation, blank ballot, minutes, resolution, and the extract for one item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.accounts.models import Account
from tracker.cases.papers import in_running_text, printed_name
from tracker.documents.composing import Signer, general_bases, letterhead, signature
from tracker.documents.parts import SignatureBlock
from tracker.documents.recipients import KEPT_WITH_CASE, Standing, recipients
from tracker.documents.sessions import (
    ListedPerson,
    MinutedItem,
    ResolvedItem,
    SessionBallotPaper,
    SessionExtractPaper,
    SessionInvitationPaper,
    SessionMinutesPaper,
    SessionResolutionPaper,
)
from tracker.meetings.models import Attendance, ItemVote, Meeting
from tracker.meetings.queries import AgendaRow, invited_to
from tracker.meetings.rules import Listed, absences, tally_of
from tracker.meetings.states import Method, Part, Purpose, Result, VoteState
from tracker.meetings.texts import role_of
from tracker.regulations.measures import FORM_NAMES, NO_DISCIPLINE_NAME, forms_for
from tracker.regulations.terms import Form, Role, Subject
from tracker.regulations.voting import NO_DISCIPLINE, VoteCount

_CONCLUDE = {Purpose.CONCLUDE: "Xem xét, kết luận", Purpose.DISCIPLINE: "Xem xét, biểu quyết thi hành kỷ luật"}
_PARTS = {Part.MEMBER: "thành viên", Part.GUEST: "khách mời, không biểu quyết", Part.SECRETARY: "ghi biên bản"}
_METHODS = {Method.HANDS: "Biểu quyết giơ tay", Method.BALLOT: "Bỏ phiếu kín"}
_RESULTS = {
    Result.ADOPTED: "Thông qua.",
    Result.REJECTED: "Không thông qua.",
    Result.RETURNED: "Chưa kết luận, yêu cầu làm rõ thêm.",
}
_OF_SESSION = (Standing("to_attended"), Standing("kept_session"))
_PURPOSES = {
    Role.DECIDING: "quyết định thi hành",
    Role.PROPOSING: "đề nghị thi hành",
    None: "thi hành",
}
_AGREEING = ("Tán thành", "Không tán thành", "Ý kiến khác")


@dataclass(frozen=True)
class Held:
    """A session with what its papers tell: the items in order, less those taken off, and the list of those present."""

    meeting: Meeting
    rows: Sequence[AgendaRow]
    people: Sequence[Attendance]


def compose_invitation(held: Held, issued_on: date, signer: Signer) -> SessionInvitationPaper:
    """The invitation, with those items of the agenda that the reader may know of."""
    meeting = held.meeting
    body = meeting.body
    return SessionInvitationPaper(
        letterhead=letterhead(body, "", None, issued_on),
        issuer=body.name,
        legal_bases=(),
        **recipients(SessionInvitationPaper, body.name, Standing("to_attending"), Standing("kept_office")),
        signature=signature(body, signer),
        meeting_name=meeting.title,
        meeting_on=meeting.held_on,
        place=meeting.place,
        starts_at=meeting.starts_at,
        chair=meeting.chair_name,
        note=meeting.invitation,
        guests=tuple(_guest(one) for one in invited_to(meeting.id)),
        agenda=tuple(_line(row) for row in held.rows),
    )


def _guest(account: Account) -> str:
    position = in_running_text(account.position)
    return f"đồng chí {account.full_name}, {position}" if position else f"đồng chí {account.full_name}"


def compose_ballot(held: Held, row: AgendaRow, subject: Subject | None) -> SessionBallotPaper:
    """The blank ballot paper of one item; ``subject`` is what the disciplined is, for a vote on discipline."""
    meeting = held.meeting
    options: Sequence[str] = _AGREEING
    purpose, about = "", _line(row)
    if subject is not None:
        forms = [FORM_NAMES[form].capitalize() for form in forms_for(subject, True, meeting.held_on)]
        options = [NO_DISCIPLINE_NAME.capitalize(), *forms]
        purpose, about = _PURPOSES[role_of(row.item)], "; ".join(printed_name(one) for one in row.subjects)
    return SessionBallotPaper(
        letterhead=letterhead(meeting.body, "", None, meeting.held_on),
        issuer=meeting.body.name,
        legal_bases=(),
        recipients=(),
        signature=SignatureBlock(authority="", position="", name=""),
        meeting_name=meeting.title,
        meeting_on=meeting.held_on,
        subject=about,
        purpose=purpose,
        options=tuple(options),
        sha256=row.vote.sha256 if row.vote else "",
    )


def compose_minutes(held: Held, issued_on: date | None, number_and_sign: tuple[int | None, str]) -> SessionMinutesPaper:
    """The minutes of a held session, with those items whose file the reader may open."""
    meeting, body = held.meeting, held.meeting.body
    number, sign = number_and_sign
    return SessionMinutesPaper(
        letterhead=letterhead(body, sign, number, issued_on),
        issuer=body.name,
        legal_bases=(),
        **recipients(SessionMinutesPaper, body.name, *_OF_SESSION),
        signature=_chair(meeting),
        meeting_name=meeting.title,
        meeting_on=meeting.held_on,
        place=meeting.place,
        starts_at=meeting.starts_at,
        quorum=_quorum(meeting),
        secretary=meeting.secretary_name,
        people=tuple(_person(row) for row in held.people),
        items=tuple(minuted(row) for row in held.rows if row.opens_file),
        resolution=meeting.resolution,
    )


def compose_resolution(
    held: Held, signer: Signer, issued_on: date | None, number_and_sign: tuple[int | None, str]
) -> SessionResolutionPaper:
    """The resolution of a held session: what it adopted, item by item."""
    meeting, body = held.meeting, held.meeting.body
    number, sign = number_and_sign
    return SessionResolutionPaper(
        letterhead=letterhead(body, sign, number, issued_on),
        issuer=body.name,
        legal_bases=tuple(general_bases(body, meeting.held_on)),
        **recipients(SessionResolutionPaper, body.name, Standing("to_committee"), *_OF_SESSION),
        signature=signature(body, signer),
        meeting_name=meeting.title,
        meeting_on=meeting.held_on,
        items=tuple(_resolved(row) for row in held.rows if row.opens_file and row.item.result is Result.ADOPTED),
        resolution=meeting.resolution,
    )


def compose_extract(held: Held, row: AgendaRow, source: str, issued_on: date) -> SessionExtractPaper:
    """The extract of the minutes for one item: who was there, and that item alone. Addenda may speak of others."""
    meeting = held.meeting
    people = [Listed(one.name, one.part, one.present, one.reason) for one in held.people]
    return SessionExtractPaper(
        letterhead=letterhead(meeting.body, "", None, issued_on),
        issuer=meeting.body.name,
        legal_bases=(),
        **recipients(SessionExtractPaper, meeting.body.name, KEPT_WITH_CASE),
        signature=_chair(meeting),
        meeting_name=meeting.title,
        meeting_on=meeting.held_on,
        place=meeting.place,
        quorum=_quorum(meeting),
        item=minuted(row),
        source=source,
        secretary=meeting.secretary_name,
        absences=absences(people),
    )


def minuted(row: AgendaRow) -> MinutedItem:
    """An item as the minutes have it, void votes among its votes."""
    item = row.item
    return MinutedItem(
        title=_line(row),
        recusals=tuple(f"{out.attendance.name}: {out.reason} ({out.article})" for out in row.recusals),
        votes=tuple(_vote_line(vote) for vote in row.votes),
        result=_result_of(row),
        resolution=item.resolution,
        sha256=row.vote.sha256 if row.vote else "",
    )


def _resolved(row: AgendaRow) -> ResolvedItem:
    """An adopted item with the vote that stands."""
    vote = _vote_line(row.vote) if row.vote else ""
    return ResolvedItem(title=_line(row), vote=vote, result=_result_of(row), resolution=row.item.resolution)


def _line(row: AgendaRow) -> str:
    if not row.opens_file:
        return f"Xem xét: {row.case_title}"
    names = "; ".join(subject.name for subject in row.subjects)
    if row.item.purpose is Purpose.OTHER:
        return row.case_title
    return f"{_CONCLUDE[row.item.purpose]}: {row.case_title} ({names})"


def _vote_line(vote: ItemVote) -> str:
    room = f"có quyền biểu quyết {vote.members}, có mặt {vote.present}"
    head = f"{_METHODS[vote.method]} lần {vote.number} ({room})"
    if vote.state is VoteState.VOID:
        return f"{head}: không có giá trị. {vote.void_reason}"
    return f"{head}: {_figures(vote)}."


def _figures(vote: ItemVote) -> str:
    counts = dict(vote.tally or {})
    tally = tally_of(counts)
    papers = f"phát ra {tally.issued}, không hợp lệ {tally.invalid}; " if tally.issued is not None else ""
    if "for" in counts:
        against = f"không tán thành {tally.votes_against}, ý kiến khác {tally.votes_blank}"
        return f"{papers}tán thành {tally.votes_for}, {against}"
    forms = [f"{_form_name(key)} {number}" for key, number in counts.items() if key not in ("issued", "invalid")]
    return papers + ", ".join(forms)


def _result_of(row: AgendaRow) -> str:
    if row.ballot is not None:
        return _count_line(row.ballot.count)
    return _RESULTS[row.item.result] if row.item.result else ""


def _count_line(count: VoteCount) -> str:
    winner = next((step for step in count.steps if step.reached), None)
    if winner is None:
        return "Không có hình thức nào đạt đủ số phiếu theo quy định, kể cả sau khi cộng dồn."
    verb = "Đề nghị hình thức" if count.role is Role.PROPOSING else "Hình thức"
    return f"{verb}: {_form_name(winner.form)}, {winner.total}/{count.eligible} phiếu (cần {winner.needed})."


def _form_name(key: str) -> str:
    return NO_DISCIPLINE_NAME if key == NO_DISCIPLINE else FORM_NAMES[Form(key)]


def _quorum(meeting: Meeting) -> str:
    present = meeting.present or 0
    return f"Có mặt {present}/{meeting.seats} thành viên, đủ số lượng để tiến hành hội nghị."


def _person(row: Attendance) -> ListedPerson:
    note = "có mặt" if row.present else f"vắng: {row.reason}"
    return ListedPerson(name=row.name, position=row.position, part=_PARTS[row.part], note=note)


def _chair(meeting: Meeting) -> SignatureBlock:
    return SignatureBlock(authority="", position="Chủ trì hội nghị", name=meeting.chair_name)
