"""The people at work: each step of a story through its service, on its day, by the person whose step it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from tracker.access import Actor, Permission
from tracker.accounts.queries import get_actor
from tracker.cases import services as cases
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile, get_file
from tracker.cases.states import SubjectType
from tracker.conclusions.papers import NoticeWords
from tracker.conclusions.services import issue_notices, record_announcement
from tracker.core import clock
from tracker.demo import places
from tracker.demo.stories import Breach, Stage, Story
from tracker.demo.tree import Territory
from tracker.documents.composing import Signer
from tracker.extensions import db
from tracker.findings import services as findings
from tracker.findings.money import NO_MONEY, money_of_subjects
from tracker.findings.rules import RULE_SUBJECTS, FinanceEntry, FindingEntry
from tracker.findings.states import FinanceScope
from tracker.meetings import services as meetings
from tracker.meetings.models import Meeting
from tracker.meetings.queries import Seat, get_meeting, members_of_body
from tracker.meetings.states import Method, Result
from tracker.members.models import Member
from tracker.organizations.states import BodyKind
from tracker.regulations.editions import editions_for
from tracker.teams.queries import get_mission
from tracker.teams.services import NewMission, add_case, declare, open_mission


@dataclass(frozen=True)
class Office:
    """Who does what in a body: login names, and the name and position of the signer."""

    opener: str
    head: str
    team: tuple[str, ...]
    directing: str | None
    clerk: str
    chair: str
    signer: Signer


OFFICES = {
    (places.WARD, BodyKind.COMMISSION): Office(
        "canbo", "truongdoan", ("canbo",), "uyvien", "vanthu", "chunhiem", Signer("Lường Văn Quyết", "CHỦ NHIỆM")
    ),
    (places.WARD, BodyKind.STANDING_COMMITTEE): Office(
        "canbo.danguy", "canbo.danguy", ("canbo2",), None, "vanthu", "bithu", Signer("Hoàng Minh Tâm", "BÍ THƯ")
    ),
    (places.PROVINCE, BodyKind.COMMISSION): Office(
        "tinh.canbo", "tinh.canbo", (), None, "tinh.vanthu", "tinh.chunhiem", Signer("Giàng A Sếnh", "CHỦ NHIỆM")
    ),
    (places.COMPANY, BodyKind.COMMISSION): Office(
        "congty.canbo", "congty.canbo", (), None, "congty.chunhiem", "congty.chunhiem", Signer("Bạc Văn Thịnh", "")
    ),
}
# The restricted case: the chair opens it, and only two people besides work on it.
RESTRICTED = Office("chunhiem", "truongdoan", (), "phochunhiem", "vanthu", "chunhiem", Signer("Lường Văn Quyết", ""))
MISSION = ("issued", "supervised", "draft")  # the stories that one team carries together
_EARLIER_EDITION = (
    "Vi phạm kết thúc trước ngày 17/8/2026, khi quy định này còn hiệu lực; điều khoản chuyển tiếp của"
    " Quy định 212-QĐ/TW chưa được xác nhận."
)
RECIPIENTS = ("Uỷ ban Kiểm tra Tỉnh uỷ (để báo cáo)", "Thường trực Đảng uỷ", "Lưu Uỷ ban Kiểm tra, hồ sơ")
_PLACES = {places.WARD: "Trụ sở Đảng uỷ phường Điện Biên Phủ", places.PROVINCE: "Trụ sở Tỉnh uỷ Điện Biên"}


@dataclass
class Desk:
    """Does the steps of the stories. ``refs``: the case of each story; ``items``: what it was planned as."""

    land: Territory
    actors: Mapping[str, Actor]
    members: Mapping[str, list[Member]]
    today: date
    refs: dict[str, str] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    mission: str = ""  # its reference
    openers: dict[str, Callable[[cases.Draft, date], Case]] = field(
        default_factory=dict
    )  # of what is not opened by hand

    def day(self, ago: int) -> date:
        """The day so many days back."""
        return self.today - timedelta(days=ago)

    def office(self, key: str) -> Office:
        """The people of a story."""
        story = self.stories[key]
        return RESTRICTED if story.restricted else OFFICES[story.place, story.body]

    def file(self, key: str, login: str) -> CaseFile:
        """The case of a story as one of its people has it."""
        return get_file(self.actors[login], self.refs[key], Permission.SEE_PAPERS)

    def tell(self, story: Story) -> None:
        """Bring a case to the stage of its story."""
        self.stories[story.key] = story
        self._open(story)
        if story.key in MISSION:
            self._join_mission(story)
        if story.stage >= Stage.ISSUED:
            self._issue(story)
        if story.stage >= Stage.CONDUCTING:
            self._conduct(story)
        if story.stage >= Stage.REPORTED:
            self._report(story)

    def plan(self, title: str, ago: int, body: BodyKind, place: str = places.WARD) -> Meeting:
        """Plan a session; everybody of the office is invited."""
        office = OFFICES[place, body]
        invited = {office.opener, office.head, office.clerk, office.chair, *filter(None, [office.directing])}
        if (place, body) == (places.WARD, BodyKind.COMMISSION):
            invited.add("phochunhiem")
        new = meetings.NewMeeting(
            body_id=self.land.bodies[place, body].id,
            title=title,
            held_on=self.day(ago),
            place=_PLACES[place],
            chair_name=office.signer.name,
            secretary_name=self.actors[office.clerk].full_name,
            attendees=[self.actors[login].user_id for login in sorted(invited)],
            starts_at="08:00",
            invitation="Đề nghị các đồng chí nghiên cứu trước tài liệu, dự họp đúng thành phần.",
        )
        clerk = self.actors[office.clerk]
        return get_meeting(clerk, meetings.plan_meeting(clerk, new).ref)

    def put_before(self, meeting: Meeting, *keys: str) -> None:
        """Put reported cases on the agenda of a session."""
        for key in keys:
            clerk = self.office(key).clerk
            meetings.put_case_on_agenda(self.actors[clerk], meeting, self.file(key, clerk).case)

    def adopt(self, meeting: Meeting, *keys: str) -> None:
        """The session adopts what the teams reported on these cases."""
        self.put_before(meeting, *keys)
        clerk = self.actors[self.office(keys[0]).clerk]
        self.attend(meeting, clerk)
        for item in meeting.items:
            meetings.open_vote(clerk, meeting, item, Method.HANDS, meeting.held_on)
            vote = meetings.HandVote(meeting.seats, 0, 0, Result.ADOPTED, "Nhất trí với báo cáo của Đoàn.")
            meetings.record_hand_vote(clerk, meeting, item, vote, meeting.held_on)

    def attend(self, meeting: Meeting, clerk: Actor, absent: int = 0) -> None:
        """List who is there: who chairs, the other members whom the records name, the last ones absent."""
        found = members_of_body(meeting.body, meeting.held_on)
        chairs = [seat for seat in found if seat.name == meeting.chair_name] or [Seat(meeting.chair_name, "", None)]
        seats = [*chairs, *(seat for seat in found if seat not in chairs)][: meeting.seats]
        unnamed = [f"Uỷ viên thứ {number}" for number in range(len(seats) + 1, meeting.seats + 1)]
        known = [meetings.Person(seat.name, position=seat.position, member_id=seat.member_id) for seat in seats]
        people = [*known, *map(meetings.Person, unnamed)]
        there = meeting.seats - absent
        listed = [replace(person, present=number < there, reason="đi công tác") for number, person in enumerate(people)]
        meetings.record_attendance(clerk, meeting, listed)

    def hold(self, meeting: Meeting, clerk: str) -> None:
        """Close the minutes."""
        resolution = "Thông qua các nội dung của chương trình kỳ họp."
        meetings.hold_meeting(self.actors[clerk], meeting, resolution, meeting.held_on)

    def conclude(self, key: str, issued_ago: int) -> None:
        """Issue the notices and announce them four days later."""
        office = self.office(key)
        clerk = self.actors[office.clerk]
        issued_on, announced_on = self.day(issued_ago), self.day(issued_ago - 4)
        follow_up = "Giao Uỷ ban Kiểm tra theo dõi, đôn đốc việc thực hiện Thông báo này."
        words = NoticeWords(issued_on, office.signer, RECIPIENTS, follow_up, self.day(issued_ago - 60))
        file = self.file(key, office.clerk)
        issue_notices(clerk, file, words, issued_on)
        for subject in file.case.subjects:
            record_announcement(clerk, file, subject, announced_on, "Công bố tại hội nghị chi bộ", announced_on)

    def step(self, key: str, step: str, after: int) -> None:
        """Record a step of the checklist so many days after the decision."""
        head = self.office(key).head
        on = self.day(self.stories[key].day - after)
        cases.record_step(self.actors[head], self.file(key, head), step, on, "", self.today)

    def _open(self, story: Story) -> None:
        office, opened_on = self.office(story.key), self.day(story.day + 4 * (story.stage is not Stage.DRAFT))
        basis, basis_text = story.basis
        draft = cases.Draft(
            kind=story.kind,
            body_id=self.land.bodies[story.place, story.body].id,
            title=story.title,
            subjects=[self._subject(one) for one in story.subjects],
            contents=("org.resolutions", "org.working_rules", "member.duties"),
            period_from=date(opened_on.year - 1, 1, 1),
            period_until=opened_on - timedelta(days=10),
            basis=basis,
            basis_text=basis_text,
            head=self.actors[office.head].user_id,
            team=[self.actors[login].user_id for login in office.team if login != office.head],
            directing_id=self.actors[office.directing].user_id if office.directing else None,
            work_from=self.day(story.day),
            work_until=self.day(story.day - 30),
            restricted=story.restricted,
            overlap_reason=story.overlap,
            plan_item_id=self.items.get(story.key),
            asset_noted=True,
        )
        by_hand = partial(cases.open_case, self.actors[office.opener])
        case = self.openers.get(story.key, by_hand)(draft, opened_on)
        case.opened_at = datetime.combine(opened_on, time(8, 30), clock.ZONE)
        db.session.flush()
        self.refs[story.key] = case.ref

    def _subject(self, one: str | tuple[str, int]) -> tuple[SubjectType, int]:
        if isinstance(one, str):
            return SubjectType.ORGANIZATION, self.land.organizations[one].id
        cell, number = one
        return SubjectType.MEMBER, self.members[cell][number].id

    def _join_mission(self, story: Story) -> None:
        """One team carries these cases together."""
        office = self.office(story.key)
        opener = self.actors[office.opener]
        if not self.mission:
            team = [self.actors[login].user_id for login in office.team]
            head = self.actors[office.head].user_id
            body_id = self.land.bodies[story.place, story.body].id
            new = NewMission("Đoàn kiểm tra số 3", body_id, self.day(story.day), self.day(-25), head, team)
            self.mission = open_mission(opener, new).ref
        add_case(opener, get_mission(opener, self.mission), self.file(story.key, office.opener), agreed=True)

    def _declare(self, story: Story, on: date) -> None:
        """Everybody in the team declares to be free of a conflict of interest."""
        for person in self.file(story.key, self.office(story.key).clerk).team:
            member = get_actor(person.account_id)
            declare(member, get_file(member, self.refs[story.key]), False, "", on)

    def _issue(self, story: Story) -> None:
        office = self.office(story.key)
        on = self.day(story.day)
        self._declare(story, on)
        file = self.file(story.key, office.clerk)
        cases.issue_case(self.actors[office.clerk], file, office.signer.name, on, on, story.overlap)

    def _conduct(self, story: Story) -> None:
        office = self.office(story.key)
        head, file = self.actors[office.head], self.file(story.key, office.head)
        cases.launch_case(head, file, self.day(story.day - 2), "tại trụ sở Đảng uỷ", self.today)
        self.step(story.key, "subject_report", 7)
        recorded_on = self.day(story.day - 7)
        for found in story.findings:
            entry = self._committed(found, story, file, recorded_on) if isinstance(found, Breach) else found
            findings.record_finding(head, file, entry, recorded_on)

    def _committed(self, breach: Breach, story: Story, file: CaseFile, recorded_on: date) -> FindingEntry:
        """The violation with its days, and with the edition an officer would choose where the rule gives none."""
        ended = self.day(breach.ended if breach.ended is not None else story.day + 40)
        began = self.day(breach.began) if breach.began is not None else None
        entry = replace(breach.entry, committed_on=ended, committed_from=began)
        found = editions_for(ended, recorded_on, RULE_SUBJECTS[file.subject(entry.subject).type])
        if found.default is not None:
            return entry
        return replace(entry, edition=found.choices[0].key, edition_reason=_EARLIER_EDITION)

    def _report(self, story: Story) -> None:
        office = self.office(story.key)
        head, file = self.actors[office.head], self.file(story.key, office.head)
        for key, after in (("verification", 12), ("conference", 16), ("result_report", 18)):
            self.step(story.key, key, after)
        for allegation, verdict in zip(file.case.allegations, story.verdicts, strict=True):
            cases.judge_allegation(head, file, allegation, verdict, "Biên bản làm việc và hồ sơ thu thập được.")
        reported_on = self.day(story.day - 18)
        for subject, (severity, outcome) in zip(file.case.subjects, story.results, strict=True):
            judgement = findings.Judgement(severity, outcome, acknowledges=severity is not None)
            findings.judge_subject(head, file, subject, judgement)
        for advice in story.advice:
            due_on = reported_on + timedelta(days=advice.days)
            proposal = findings.Proposal(advice.subject, advice.text, advice.owner, due_on)
            findings.add_recommendation(head, file, proposal, reported_on)
        if file.case.kind is Kind.FINANCE_INSPECTION:
            self._record_finance(head, file)
        findings.submit_report(head, file, reported_on, reported_on)

    def _record_finance(self, head: Actor, file: CaseFile) -> None:
        totals = money_of_subjects(file.case.id)
        for subject in file.case.subjects:
            found = totals.get(subject.id, NO_MONEY)
            period = (file.case.period_from, file.case.period_until)
            scope = FinanceScope.DUES if "đảng phí" in file.case.title else FinanceScope.BUDGET
            entry = FinanceEntry(scope, *period, found.wrong * 9, found.wrong, found.to_recover)
            findings.record_finance(head, file, subject, entry)
