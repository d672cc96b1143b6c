"""What follows a conclusion in the demo: discipline, progress, verification, the archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from tracker.access import Actor
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.demo.desk import Desk
from tracker.discipline import services as discipline
from tracker.discipline.models import Discipline
from tracker.discipline.papers import DecisionWords
from tracker.discipline.queries import get_discipline
from tracker.dossiers import services as dossiers
from tracker.dossiers.papers import Placing
from tracker.dossiers.queries import entries_of
from tracker.extensions import db
from tracker.findings.queries import get_finding, get_recommendation
from tracker.follow_up import services as following
from tracker.follow_up.services import Note
from tracker.follow_up.states import Step, Way
from tracker.lawbook.queries import office_law
from tracker.meetings import services as meetings
from tracker.meetings.models import Meeting
from tracker.meetings.queries import attendance_of
from tracker.meetings.states import Method
from tracker.organizations.states import BodyKind
from tracker.regulations.circumstances import Bearing
from tracker.regulations.terms import Form

_TELLERS = ("Trần Thị Bích Ngọc", "Vũ Thị Thanh Vân")
_REASON = "Vi phạm đến mức phải xem xét, thi hành kỷ luật theo kết luận của kỳ họp."
_OVERRIDE = "Theo phân cấp thẩm quyền thi hành kỷ luật của Đảng uỷ phường (giả định cho dữ liệu minh hoạ)."
EXECUTORS = "Chi bộ có đảng viên vi phạm, các cơ quan có liên quan và đồng chí có tên tại Điều 1"
EXECUTORS_OF_CELL = "Chi bộ có tên tại Điều 1, các đảng viên của chi bộ và các cơ quan có liên quan"
RECIPIENTS = ("Uỷ ban Kiểm tra Tỉnh uỷ (để báo cáo)", "Thường trực Đảng uỷ", "Như Điều 3", "Lưu hồ sơ kỷ luật")


@dataclass(frozen=True)
class Ask:
    """Discipline of one subject: the form proposed and how many days ago.

    ``subject`` is its number in the case, ``number`` that of the record.
    """

    key: str
    form: Form
    ago: int
    subject: int = 1
    body: BodyKind = BodyKind.COMMISSION
    base: Form | None = None
    why: str = ""
    number: int = 1


PROPOSED = Ask("proposed", Form.WARNING, 30)
_REVIEWING = Ask("reviewing", Form.REPRIMAND, 35)
_VOTED = Ask("voted", Form.REPRIMAND, 90)
_DECIDED = Ask(
    "decided",
    Form.REPRIMAND,
    90,
    base=Form.REMOVAL,
    why="Đã tự giác nộp lại toàn bộ số tiền trước khi kiểm tra, cung cấp chứng cứ mới, vi phạm lần đầu.",
)
_REFRAINED = Ask("not disciplined", Form.REPRIMAND, 90)
_BARRED = Ask("barred", Form.REPRIMAND, 90)
_REFERRED = Ask("referred", Form.REMOVAL, 90)  # above the power of the commission of a ward
_ANSWERED = Ask("answered", Form.REMOVAL, 90)
_IN_FORCE = Ask("in force", Form.WARNING, 95, subject=2)
COMPLAINED = Ask("complained", Form.WARNING, 95)
POSTPONED = Ask("postponed", Form.REPRIMAND, 32)
EXPIRED = Ask("expired", Form.REPRIMAND, 390)
_GONE_UP = (_REFERRED, _ANSWERED)
DECIDED, IN_FORCE, REVIEWING, VOTED = _DECIDED, _IN_FORCE, _REVIEWING, _VOTED
ORGANIZATION = Ask("organization", Form.REPRIMAND, 105, body=BodyKind.STANDING_COMMITTEE)


def vote_on_discipline(desk: Desk) -> None:
    """Propose, hear, vote, decide: each record goes as far as its name says, one waits for ``decide_last``."""
    heard = (_REVIEWING, _VOTED, _DECIDED, _REFRAINED, _BARRED, *_GONE_UP, _IN_FORCE, COMPLAINED, ORGANIZATION)
    for ask in (PROPOSED, POSTPONED, *heard):
        propose(desk, ask)
        if ask in heard:
            hear(desk, ask)
    standing = desk.plan("hội nghị lần thứ 16", 75, BodyKind.STANDING_COMMITTEE)
    vote(desk, standing, {ORGANIZATION: {"none": 1, "reprimand": 8}})
    ballots = {ask: {"none": 0, ask.form.value: 5} for ask in (_DECIDED, _BARRED, *_GONE_UP, _IN_FORCE, COMPLAINED)}
    ballots[_VOTED] = {"none": 1, "reprimand": 2, "warning": 2}  # the votes for the warning are carried
    weigh(desk, _DECIDED, "Tự giác nộp lại 18.000.000 đồng trước khi có quyết định kiểm tra.")
    commission = desk.plan("kỳ họp thứ 9", 60, BodyKind.COMMISSION)
    vote(desk, commission, {**ballots, _REFRAINED: {"none": 4, "reprimand": 1}})
    discipline.refrain(desk.actors["vanthu"], desk.file(_REFRAINED.key, "vanthu"), record(desk, _REFRAINED))
    discipline.bar_discipline(desk.actors["vanthu"], desk.file(_BARRED.key, "vanthu"), record(desk, _BARRED))
    for ask in _GONE_UP:
        _refer(desk, ask, 58)
    _answer(desk, _ANSWERED, 30)
    decide(desk, ORGANIZATION, 70)
    decide(desk, _IN_FORCE, 55)
    decide(desk, COMPLAINED, 55)
    for ask, ago in ((ORGANIZATION, 64), (_IN_FORCE, 50), (COMPLAINED, 50)):
        file, clerk = desk.file(ask.key, "vanthu"), desk.actors["vanthu"]
        on = desk.day(ago)
        discipline.announce_discipline(clerk, file, record(desk, ask), on, "Công bố tại hội nghị chi bộ", on)


def _refer(desk: Desk, ask: Ask, ago: int) -> None:
    """The form voted is decided by the committee above; the record goes there."""
    to = "Ban Thường vụ Đảng uỷ phường, Tờ trình của Uỷ ban Kiểm tra"
    referral = discipline.Referral(desk.day(ago), to, _OVERRIDE)
    file = desk.file(ask.key, "vanthu")
    discipline.refer_discipline(desk.actors["vanthu"], file, record(desk, ask), referral, desk.day(ago))


def _answer(desk: Desk, ask: Ask, ago: int) -> None:
    """The committee above decided on the form and wrote back."""
    decided = discipline.OtherDecision(ask.form, "Quyết định số 118-QĐ/ĐU", desk.day(ago + 5), desk.day(ago + 2))
    reply = discipline.Reply(desk.day(ago), "Công văn số 64-CV/ĐU của Đảng uỷ phường")
    clerk, file = desk.actors["vanthu"], desk.file(ask.key, "vanthu")
    discipline.record_answer(clerk, file, record(desk, ask), reply, decided, desk.day(ago))


def decide_last(desk: Desk) -> None:
    """A decision of this week, not announced yet."""
    decide(desk, _DECIDED, 4)


def follow_up(desk: Desk) -> None:
    """Some remedies are reported, one is verified, one violation is closed, one case is archived."""
    head, directing = desk.actors["truongdoan"], desk.actors["uyvien"]
    file = desk.file("in force", "truongdoan")
    case_id = file.case.id
    partly = Note(desk.day(40), "Đã giải toả 03 trên 05 công trình.", "Báo cáo số 14-BC/CB")
    first, second = get_recommendation(case_id, 1), get_recommendation(case_id, 2)
    following.record_progress(head, file, first, partly, desk.today)
    note = Note(desk.day(70), "Chi uỷ đã họp kiểm điểm.", "Biên bản họp chi uỷ")
    following.report_done(head, file, second, note, desk.today)
    own = desk.file("in force", "uyvien")
    note = Note(desk.day(62), "Đã đối chiếu biên bản kiểm điểm.")
    following.verify_recommendation(directing, own, second, note, desk.today)
    note = Note(desk.day(45), "Đã thi hành kỷ luật và khắc phục.")
    following.close_violation(directing, own, get_finding(case_id, 5), note, desk.today)
    archived = desk.file("archived", "truongdoan")
    _archive(desk, head, archived)
    _urge(desk, head)


def _urge(desk: Desk, head: Actor) -> None:
    """An old recommendation is overdue: part of the money came back, a reminder and a report to the leader followed."""
    file = desk.file("old", "truongdoan")
    finding = get_finding(file.case.id, 2)
    receipt = following.Receipt(50_000_000, Way.PAID_BACK, desk.day(300), "Phiếu thu số 07")
    following.record_receipt(head, file, finding, receipt, desk.today)
    advice, law = get_recommendation(file.case.id, 1), office_law()
    for step, ago, text, proof in (
        (Step.REMINDER, 280, "Đôn đốc nộp số tiền còn lại.", "Công văn số 31-CV/UBKTĐU"),
        (Step.LEADER, 120, "Chi uỷ chưa nộp đủ sau khi đã đôn đốc.", "Báo cáo số 52-BC/UBKTĐU"),
    ):
        following.escalate(head, file, advice, step, Note(desk.day(ago), text, proof), law)


def _archive(desk: Desk, head: Actor, file: CaseFile) -> None:
    """List the papers of the file, count their sheets, hand it over."""
    dossiers.gather_papers(head, file)
    for entry in entries_of(file.case.id):
        listed = dossiers.Listed(entry.title, entry.sign, entry.dated_on, entry.abstract, entry.author, 2)
        dossiers.change_entry(head, file, entry, listed, desk.today)
    placing = Placing(desk.day(180), "07", "02", None, "270-QĐ/TW; 35-HD/VPTW", "Bản giấy, đã đánh số tờ.")
    dossiers.archive_case(head, file, placing, desk.today)


def propose(desk: Desk, ask: Ask) -> None:
    head = desk.office(ask.key).head
    file, on = desk.file(ask.key, head), desk.day(ask.ago)
    subject, proposal = file.subject(ask.subject), proposal_of(desk, ask, file)
    made = discipline.propose_discipline(desk.actors[head], file, subject, proposal, on)
    made.proposed_at = datetime.combine(on, time(9), clock.ZONE)
    db.session.flush()


def combine(desk: Desk) -> None:
    """A case that has reported considers the discipline of its second subject with the work itself."""
    ask = Ask("on agenda", Form.WARNING, 5, subject=2)
    head, on = desk.office(ask.key).head, desk.day(ask.ago)
    file = desk.file(ask.key, head)
    approval = discipline.Approval(
        on,
        "Thường trực Uỷ ban Kiểm tra, Thông báo ý kiến số 19",
        "Biên bản thẩm tra, bảng đối chiếu quỹ và bản tự kiểm điểm cùng khớp với vi phạm.",
        Form.REPRIMAND,
    )
    subject, proposal = file.subject(ask.subject), proposal_of(desk, ask, file)
    discipline.combine_discipline(desk.actors[head], file, subject, proposal, approval, on)


def proposal_of(desk: Desk, ask: Ask, file: CaseFile) -> discipline.Proposal:
    return discipline.Proposal(
        body_id=desk.land.bodies[desk.stories[ask.key].place, ask.body].id,
        form=ask.form,
        holds_post=file.subject(ask.subject).member_id is not None,
        reason=_REASON,
        override_reason=_OVERRIDE,
        base_form=ask.base,
        departure_reason=ask.why,
    )


def hear(desk: Desk, ask: Ask) -> None:
    head = desk.office(ask.key).head
    on = desk.day(ask.ago - 8)
    heard_by = desk.office(ask.key).signer.name
    words = ("Đã tự kiểm điểm, nhận rõ khuyết điểm và nhận hình thức kỷ luật.", "Không có ý kiến khác.")
    review = discipline.Review(on, words[0], on, heard_by, words[1])
    discipline.review_discipline(desk.actors[head], desk.file(ask.key, head), record(desk, ask), review, on)


def vote(desk: Desk, meeting: Meeting, ballots: Mapping[Ask, dict[str, int]]) -> None:
    clerk = desk.actors["vanthu"]
    for ask, cast in ballots.items():
        head = desk.office(ask.key).head
        file = desk.file(ask.key, head)
        item = discipline.put_on_agenda(desk.actors[head], file, record(desk, ask), meeting)
        own = desk.file(ask.key, "vanthu")
        if not attendance_of(meeting.id):
            desk.attend(meeting, clerk)
        meetings.open_vote(clerk, meeting, item, Method.BALLOT, meeting.held_on)
        discipline.record_vote(clerk, own, record(desk, ask), item, ballot_of(cast), meeting.held_on)
    desk.hold(meeting, "vanthu")


def ballot_of(votes: Mapping[str, int]) -> discipline.Ballot:
    """Where the table leaves the role open, the bodies of the demo rely on it with a reason."""
    cast = sum(votes.values())
    poll = discipline.Poll(votes, issued=cast, teller_head=_TELLERS[0], teller_secretary=_TELLERS[1])
    return discipline.Ballot(poll, None, _OVERRIDE)


def weigh(desk: Desk, ask: Ask, note: str) -> None:
    """Record a mitigating circumstance while the list of 69-QĐ/TW held, or in free words after it."""
    head, on = desk.office(ask.key).head, desk.day(ask.ago - 5)
    known = any(row.key == "remedied" for row in discipline.listed(on))
    weight = discipline.Weight("remedied" if known else "", None if known else Bearing.MITIGATING, note)
    discipline.add_circumstance(desk.actors[head], desk.file(ask.key, head), record(desk, ask), weight, on)


def decide(desk: Desk, ask: Ask, ago: int) -> None:
    office = desk.office(ask.key)
    file = desk.file(ask.key, office.clerk)
    of_member = file.subject(ask.subject).member_id is not None
    words = DecisionWords(desk.day(ago), office.signer, RECIPIENTS, EXECUTORS if of_member else EXECUTORS_OF_CELL)
    decision = discipline.Decision(words, departure_reason=ask.why)
    discipline.decide_discipline(desk.actors[office.clerk], file, record(desk, ask), decision, desk.day(ago))


def record(desk: Desk, ask: Ask) -> Discipline:
    return get_discipline(desk.file(ask.key, desk.office(ask.key).head).case.id, ask.number)
