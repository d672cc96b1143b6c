"""The live cases: every state of the case and of discipline has at least one."""

from collections.abc import Mapping
from datetime import date

from tracker.access import Actor
from tracker.cases import services as cases
from tracker.cases.models import Suspension
from tracker.demo import places
from tracker.demo.afterwards import combine, decide_last, follow_up, vote_on_discipline
from tracker.demo.approvals import send_texts
from tracker.demo.complaints import complain
from tracker.demo.desk import Desk
from tracker.demo.measures import live_through_a_discipline, put_off_and_suspend, see_through
from tracker.demo.plans import note_other_bodies, plan_work
from tracker.demo.reviewed import ask_for_reviews
from tracker.demo.sittings import change_a_text_after_the_vote, fill_the_coming_session, issue_the_papers
from tracker.demo.stories import UNDER_WAY
from tracker.demo.teamwork import furnish
from tracker.demo.told_to_the_end import REPORTED
from tracker.demo.tree import Territory
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.members.models import Member
from tracker.organizations.states import BodyKind

# Cases decided longer ago have been before a session, and discipline followed, before the younger ones begin.
YOUNGEST_OLD = 65
# Cases decided longer ago have seen a whole discipline, to its end.
YOUNGEST_OF_LAST_YEAR = 380


def play(land: Territory, actors: Mapping[str, Actor], members: Mapping[str, list[Member]], today: date) -> None:
    """All live cases, in every state of the case and of discipline; in the order of days, as numbers are given out."""
    desk = Desk(land, actors, members, today)
    stories = sorted((*UNDER_WAY, *REPORTED), key=lambda story: -story.day)
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
    put_off_and_suspend(desk)
    for story in stories:
        if story.day <= YOUNGEST_OLD:
            desk.tell(story)
    _leave_the_road(desk)
    commission = BodyKind.COMMISSION
    held = desk.plan("kỳ họp thứ 11", 24, commission)
    _conclude_in(desk, held, ("clean",), 24)
    coming = desk.plan("kỳ họp thứ 12", -6, commission)
    desk.put_before(coming, "on agenda")
    fill_the_coming_session(desk, coming)
    change_a_text_after_the_vote(desk)
    decide_last(desk)
    see_through(desk)
    issue_the_papers(desk, held)
    complain(desk)
    follow_up(desk)
    combine(desk)
    ask_for_reviews(desk)
    furnish(desk)
    send_texts(desk)


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
        ("kỳ họp bất thường", 104, ("referred", "answered")),
        ("kỳ họp thứ 10", 45, ("proposed", "reviewing", "postponed")),
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
