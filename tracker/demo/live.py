"""The live cases: every state of the case and of discipline has at least one."""

from tracker.cases import services as cases
from tracker.cases.models import Suspension
from tracker.demo import places
from tracker.demo.absorbed import ABSORBED, rearrange
from tracker.demo.afterwards import combine, decide_last, follow_up, vote_on_discipline
from tracker.demo.changes import change_what_is_under_way, declare_conflicts, strengthen_the_team
from tracker.demo.complaints import complain, complain_otherwise
from tracker.demo.denounced import prepare_denunciation, tell_the_sender
from tracker.demo.desk import Desk
from tracker.demo.measures import consider_again, live_through_a_discipline, put_off_and_suspend, see_through
from tracker.demo.plans import note_other_bodies, plan_the_term, plan_work
from tracker.demo.remedies import propose_observation, remedy
from tracker.demo.reviewed import ask_for_reviews
from tracker.demo.sittings import (
    cancel_a_session,
    change_a_text_after_the_vote,
    decide_on_matters,
    fill_the_coming_session,
    issue_the_papers,
    sit_today,
)
from tracker.demo.sources import Intake
from tracker.demo.stories import UNDER_WAY
from tracker.demo.teamwork import furnish, furnish_more, rest_on_evidence, write_papers
from tracker.demo.told_otherwise import OTHERWISE
from tracker.demo.told_to_the_end import REPORTED
from tracker.demo.ways_out import return_and_lapse, take_rarer_ways
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.organizations.states import BodyKind

# Cases decided longer ago have been before a session, and discipline followed, before the younger ones begin.
YOUNGEST_OLD = 65
# Cases decided longer ago have seen a whole discipline, to its end.
YOUNGEST_OF_LAST_YEAR = 380


def play(desk: Desk, intake: Intake) -> None:
    """All live cases, in every state of the case and of discipline; in the order of days, as numbers are given out."""
    prepare_denunciation(desk, intake)
    stories = sorted((*UNDER_WAY, *REPORTED, *OTHERWISE, ABSORBED), key=lambda story: -story.day)
    plan_work(desk, stories)
    note_other_bodies(desk)
    for story in stories:
        if story.day > YOUNGEST_OF_LAST_YEAR:
            desk.tell(story)
    _conclude_in(desk, desk.plan("kỳ họp thứ 2", 400, BodyKind.COMMISSION), ("old", "expired"), 400)
    live_through_a_discipline(desk)
    for story in stories:
        if YOUNGEST_OF_LAST_YEAR >= story.day > YOUNGEST_OLD:
            desk.tell(story)
    db.session.expunge_all()  # what follows begins as a request does, with nothing loaded
    _hold_sessions(desk)
    vote_on_discipline(desk)
    take_rarer_ways(desk)
    return_and_lapse(desk)
    tell_the_sender(desk, intake)
    put_off_and_suspend(desk)
    consider_again(desk)
    for story in stories:
        if story.day <= YOUNGEST_OLD:
            desk.tell(story)
    _leave_the_road(desk)
    _sit(desk)
    for go_on in _AFTERWARDS:
        go_on(desk)


_AFTERWARDS = (
    complain,
    complain_otherwise,
    follow_up,
    remedy,
    propose_observation,
    combine,
    ask_for_reviews,
    furnish,
    furnish_more,
    rest_on_evidence,
    write_papers,
    change_what_is_under_way,
    declare_conflicts,
    strengthen_the_team,
    rearrange,
    plan_the_term,
)


def _sit(desk: Desk) -> None:
    """The youngest session with its papers, the coming one, and sessions of every other kind."""
    commission = BodyKind.COMMISSION
    held = desk.plan("kỳ họp thứ 11", 24, commission)
    _conclude_in(desk, held, ("clean",), 24)
    coming = desk.plan("kỳ họp thứ 12", -6, commission)
    desk.put_before(coming, "on agenda")
    fill_the_coming_session(desk, coming)
    decide_on_matters(desk)
    cancel_a_session(desk)
    change_a_text_after_the_vote(desk)
    sit_today(desk)
    decide_last(desk)
    see_through(desk)
    issue_the_papers(desk, held)


def _leave_the_road(desk: Desk) -> None:
    """One case is suspended, one cancelled."""
    chair = desk.actors["chunhiem"]
    reason = "Đối tượng kiểm tra điều trị bệnh dài ngày, có xác nhận của bệnh viện."
    suspension = Suspension(since=desk.day(30), decision="Thông báo tạm dừng của Uỷ ban Kiểm tra", reason=reason)
    cases.suspend_case(chair, desk.file("suspended", "chunhiem"), suspension, desk.today)
    reason = "Nội dung đã được Uỷ ban Kiểm tra Tỉnh uỷ kiểm tra trong cùng thời gian; huỷ để tránh chồng chéo."
    ordered = cases.Ordered(desk.day(9), "Quyết định số 21-QĐ/UBKTĐU")
    cases.cancel_case(chair, desk.file("cancelled", "chunhiem"), reason, desk.today, ordered)


def _hold_sessions(desk: Desk) -> None:
    """The sessions that concluded the older cases."""
    commission, standing = BodyKind.COMMISSION, BodyKind.STANDING_COMMITTEE
    for title, ago, keys in (
        ("kỳ họp thứ 5", 200, ("archived",)),
        ("kỳ họp thứ 8", 105, ("in force", "voted", "decided", "complained", "not disciplined", "barred")),
        ("kỳ họp bất thường", 104, ("referred", "answered", "cleared above", "sent back", "unvoted")),
        ("hội nghị chuyên đề", 103, ("remedies", "exempted", "pair")),
        ("kỳ họp thứ 10", 45, ("proposed", "reviewing", "postponed", "denounced")),
    ):
        _conclude_in(desk, desk.plan(title, ago, commission), keys, ago)
    _conclude_in(desk, desk.plan("hội nghị lần thứ 14", 120, standing), ("organization",), 120)
    province = desk.plan("kỳ họp thứ 7", 90, commission, places.PROVINCE)
    _conclude_in(desk, province, ("province concluded",), 90)


def _conclude_in(desk: Desk, meeting: Meeting, keys: tuple[str, ...], ago: int) -> None:
    desk.adopt(meeting, *keys)
    desk.hold(meeting, desk.office(keys[0]).clerk)
    for key in keys:
        desk.conclude(key, ago - 3)
