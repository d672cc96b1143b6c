"""The rarer ways of a discipline in the demo: exempted, voted again, sent to another body and back, not called for."""

from dataclasses import replace

from tracker.cases import services as cases
from tracker.cases.states import Severity
from tracker.demo.afterwards import Ask, ballot_of, decide, hear, proposal_of, propose, record, vote
from tracker.demo.desk import Desk
from tracker.demo.stories import WEAK
from tracker.discipline import services as discipline
from tracker.findings import services as findings
from tracker.meetings import services as meetings
from tracker.meetings.queries import attendance_of
from tracker.meetings.states import Method, Result
from tracker.members.services import list_relative
from tracker.members.states import Kinship
from tracker.organizations.states import BodyKind
from tracker.regulations.circumstances import Bearing
from tracker.regulations.terms import Form

_CLERK, _HEAD, _CHAIR = "vanthu", "truongdoan", "chunhiem"
_ABOVE = "Ban Thường vụ Đảng uỷ phường, Tờ trình của Uỷ ban Kiểm tra"
_EXEMPTED = Ask("exempted", Form.REPRIMAND, 90)
PAIR = (Ask("pair", Form.REPRIMAND, 90), Ask("pair", Form.REPRIMAND, 90, subject=2, number=2))
_CLEARED = Ask("cleared above", Form.REMOVAL, 90)
_SENT_BACK = Ask("sent back", Form.REMOVAL, 90)
_UNVOTED = Ask("unvoted", Form.EXPULSION, 90)
_RETURNED = Ask("returned", Form.REPRIMAND, 100)
_ALL_FIVE = {"none": 0, "reprimand": 5}


def take_rarer_ways(desk: Desk) -> None:
    """A second session on the day after: each record goes where its name says."""
    for ask in (_EXEMPTED, *PAIR, _CLEARED, _SENT_BACK, _UNVOTED):
        propose(desk, ask)
        hear(desk, ask)
    session = desk.plan("kỳ họp thứ 9 (tiếp theo)", 59, BodyKind.COMMISSION)
    asked = dict.fromkeys(PAIR, _ALL_FIVE)
    vote(desk, session, asked | {ask: {"none": 0, "removal": 5} for ask in (_CLEARED, _SENT_BACK)})
    _exempt(desk)
    _send_up(desk)
    for ask in PAIR:
        decide(desk, ask, 55)
        file, on = desk.file(ask.key, _CLERK), desk.day(50)
        held = "Công bố tại hội nghị chi bộ"
        discipline.announce_discipline(desk.actors[_CLERK], file, record(desk, ask), on, held, on)


def _exempt(desk: Desk) -> None:
    """He left his post to bring somebody to the doctor; a session votes all the same, and nothing follows."""
    head, file, row = desk.actors[_HEAD], desk.file(_EXEMPTED.key, _HEAD), record(desk, _EXEMPTED)
    known = [one for one in discipline.listed(desk.day(58)) if one.bearing is Bearing.EXEMPTING]
    bearing = None if known else Bearing.EXEMPTING
    note = "Bỏ ca vì phải đưa người bị nạn đi cấp cứu; có xác nhận của trạm y tế."
    weight = discipline.Weight(known[0].key if known else "", bearing, note)
    discipline.add_circumstance(head, file, row, weight, desk.day(58))
    _vote_twice(desk)
    reason = "Có tình tiết được miễn kỷ luật; Uỷ ban Kiểm tra yêu cầu rút kinh nghiệm trong chi bộ."
    discipline.exempt(desk.actors[_CLERK], desk.file(_EXEMPTED.key, _CLERK), record(desk, _EXEMPTED), reason)


def _vote_twice(desk: Desk) -> None:
    """The figures of the first ballot were mistyped: it is void, and the vote is opened again."""
    clerk, key = desk.actors[_CLERK], _EXEMPTED.key
    session = desk.plan("hội nghị bất thường", 57, BodyKind.COMMISSION)
    item = discipline.put_on_agenda(desk.actors[_HEAD], desk.file(key, _HEAD), record(desk, _EXEMPTED), session)
    desk.attend(session, clerk)
    for cast in ({"none": 4, "reprimand": 1}, {"none": 1, "reprimand": 4}):
        meetings.open_vote(clerk, session, item, Method.BALLOT, session.held_on)
        file, row = desk.file(key, _CLERK), record(desk, _EXEMPTED)
        discipline.record_vote(clerk, file, row, item, ballot_of(cast), session.held_on)
        if cast["none"] > 1:
            why = "Ghi nhầm cột: 04 phiếu là phiếu đề nghị khiển trách; kiểm phiếu lại."
            discipline.annul_ballot(clerk, file, row, why, session.held_on)
    desk.hold(session, _CLERK)


def _send_up(desk: Desk) -> None:
    """The committee above finds no discipline, sends one record back, and has the third one without a vote."""
    clerk = desk.actors[_CLERK]
    why = "Theo phân cấp thẩm quyền thi hành kỷ luật của Đảng uỷ phường (giả định cho dữ liệu minh hoạ)."
    referral = discipline.Referral(desk.day(56), _ABOVE, why)
    for ask in (_CLEARED, _SENT_BACK):
        file = desk.file(ask.key, _CLERK)
        discipline.refer_discipline(clerk, file, record(desk, ask), referral, desk.day(56))
    none = discipline.Reply(desk.day(33), "Thông báo số 71-TB/ĐU", "Chưa đến mức phải thi hành kỷ luật; phê bình.")
    file, nothing = desk.file(_CLEARED.key, _CLERK), discipline.OtherDecision(None)
    discipline.record_answer(clerk, file, record(desk, _CLEARED), none, nothing, desk.today)
    back = discipline.Reply(desk.day(31), "Công văn số 66-CV/ĐU", "Làm rõ giá trị vật tư bị mất trước khi biểu quyết.")
    discipline.take_back(clerk, desk.file(_SENT_BACK.key, _CLERK), record(desk, _SENT_BACK), back, desk.today)
    reason = "Khai trừ vượt thẩm quyền của Uỷ ban Kiểm tra Đảng uỷ phường."
    unvoted = replace(referral, to="Uỷ ban Kiểm tra Tỉnh uỷ Điện Biên", override_reason="", reason=reason)
    file = desk.file(_UNVOTED.key, _CLERK)
    discipline.refer_unvoted(clerk, file, record(desk, _UNVOTED), unvoted, desk.day(56))


def return_and_lapse(desk: Desk) -> None:
    """A session asks for more work; the violation then weighs less, and the discipline opened with it is closed."""
    head, clerk, key = desk.actors[_HEAD], desk.actors[_CLERK], _RETURNED.key
    file = desk.file(key, _HEAD)
    approval = discipline.Approval(
        desk.day(100), "Thường trực Uỷ ban Kiểm tra", "Hồ sơ xét duyệt và bản tự kiểm điểm khớp nhau.", Form.REPRIMAND
    )
    discipline.combine_discipline(
        head, file, file.subject(1), proposal_of(desk, _RETURNED, file), approval, desk.day(100)
    )
    session = desk.plan("kỳ họp chuyên đề tháng trước", 95, BodyKind.COMMISSION)
    desk.put_before(session, key)
    desk.attend(session, clerk)
    [item] = session.items
    meetings.open_vote(clerk, session, item, Method.HANDS, session.held_on)
    more = "Thẩm tra thêm hồ sơ của hộ được đề nghị; làm rõ trách nhiệm của tổ xét duyệt."
    vote = meetings.HandVote(session.seats, 0, 0, Result.RETURNED, more)
    meetings.record_hand_vote(clerk, session, item, vote, session.held_on)
    desk.hold(session, _CLERK)
    meetings.return_case(desk.actors[_CHAIR], desk.file(key, _CHAIR))
    file = desk.file(key, _HEAD)
    for step in ("conference", "result_report"):
        cases.record_step(head, file, step, desk.day(70), "", desk.today)
    judgement = findings.Judgement(Severity.LESS_SERIOUS, WEAK, acknowledges=True)
    findings.judge_subject(head, file, file.subject(1), judgement)
    findings.submit_report(head, file, desk.day(68), desk.day(68))
    _conclude_with_a_relative(desk)
    reason = "Sau khi thẩm tra thêm, kết luận chưa đến mức phải thi hành kỷ luật."
    discipline.lapse_discipline(clerk, desk.file(key, _CLERK), record(desk, _RETURNED), reason)


def _conclude_with_a_relative(desk: Desk) -> None:
    """One of the commission is a relative by marriage of the subject; it is written down why she votes."""
    clerk, key = desk.actors[_CLERK], _RETURNED.key
    subject, deputy = desk.members["TTH-02"][1], desk.actors["phochunhiem"]
    list_relative(None, subject, deputy.member_id, Kinship.IN_LAW)
    session = desk.plan("kỳ họp thứ 10 (tiếp theo)", 43, BodyKind.COMMISSION)
    desk.put_before(session, key)
    desk.attend(session, clerk)
    [item] = session.items
    seat = next(row.number for row in attendance_of(session.id) if row.member_id == deputy.member_id)
    meetings.keep_voter(clerk, session, item, seat, "Quan hệ thông gia xa, không cùng sinh hoạt; hội nghị đồng ý.")
    meetings.open_vote(clerk, session, item, Method.HANDS, session.held_on)
    adopted = meetings.HandVote(session.seats - 1, 0, 1, Result.ADOPTED, "Nhất trí với báo cáo bổ sung của Đoàn.")
    meetings.record_hand_vote(clerk, session, item, adopted, session.held_on)
    desk.hold(session, _CLERK)
    desk.conclude(key, 40)
