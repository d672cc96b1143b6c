"""Cases brought to any point of their life through the services, by the people whose work it is."""

from datetime import date

from tests.acts import judged
from tests.cast import TODAY, Cast, ago
from tests.remembering import remembered
from tracker.access import Permission
from tracker.accounts.queries import get_actor
from tracker.cases import services
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile, get_file
from tracker.cases.states import Basis, Outcome, Severity, State, SubjectType
from tracker.conclusions.papers import NoticeWords
from tracker.conclusions.services import issue_notices
from tracker.discipline.models import Discipline
from tracker.discipline.papers import DecisionWords
from tracker.discipline.services import (
    Ballot,
    Poll,
    Proposal,
    Review,
    announce_discipline,
    decide_discipline,
    propose_discipline,
    put_on_agenda,
    record_vote,
    review_discipline,
)
from tracker.documents.composing import Signer
from tracker.extensions import db
from tracker.findings.rules import RULE_SUBJECTS, FindingEntry
from tracker.findings.services import Judgement, add_recommendation, judge_subject, record_finding, submit_report
from tracker.findings.services import Proposal as Advice
from tracker.findings.states import FindingType
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.services import (
    HandVote,
    NewMeeting,
    Person,
    hold_meeting,
    open_vote,
    plan_meeting,
    put_case_on_agenda,
    record_attendance,
    record_hand_vote,
)
from tracker.meetings.states import Method, Purpose, Result
from tracker.regulations.terms import Form, Role
from tracker.teams.services import declare

SIGNER = Signer("Vũ Minh Nguyệt", "Chủ nhiệm")


def declare_team(file: CaseFile) -> None:
    """Everybody in the team who has not declared yet says that there is no conflict of interest."""
    for person in file.team:
        if person.conflict is None:
            member = get_actor(person.account_id)
            declare(member, get_file(member, file.case.ref), False, "", TODAY)


class Story:
    """One case and who works on it; each verb brings it one step on. ``days`` shifts everything into the past.

    ``acted``: how many days ago the violations were committed.
    """

    def __init__(self, cast: Cast, *, opener: str = "officer", head: str = "head", days: int = 0, acted: int = 300):
        self.cast, self.opener, self.head, self.days, self.acted = cast, opener, head, days, acted
        self.ref = ""

    def actor(self, name: str):
        return get_actor(self.cast.accounts[name])

    def file(self, name: str) -> CaseFile:
        return get_file(self.actor(name), self.ref)

    def papers(self, name: str) -> CaseFile:
        return get_file(self.actor(name), self.ref, Permission.SEE_PAPERS)

    def on(self, days: int) -> date:
        return ago(days + self.days)

    def draft(self, **changed: object) -> services.Draft:
        values: dict = {
            "kind": Kind.VIOLATION_INSPECTION,
            "body_id": self.cast.bodies["commission"],
            "title": "việc quản lý, sử dụng quỹ",
            "subjects": [(SubjectType.MEMBER, self.cast.members["secretary"])],
            "contents": ["member.duties"],
            "period_from": self.on(1500),
            "period_until": self.on(60),
            "basis": Basis.OBSERVATION,
            "basis_text": "Báo cáo giám sát",
            "head": self.cast.accounts[self.head],
            "team": [],
            "directing_id": self.cast.accounts["member"],
        }
        return services.Draft(**values | changed)

    @remembered
    def opened(self, *, declared: bool = True, **changed: object) -> "Story":
        case: Case = services.open_case(self.actor(self.opener), self.draft(**changed), TODAY)
        self.ref = case.ref
        return self.declared() if declared else self

    def declared(self) -> "Story":
        """The case once its whole team has declared."""
        declare_team(self.file(self.head))
        return self

    @remembered
    def issued(self, **changed: object) -> "Story":
        if not self.ref:
            self.opened(**changed)
        services.issue_case(self.actor("clerk"), self.papers("clerk"), SIGNER.name, self.on(40), TODAY)
        return self

    @remembered
    def conducting(self, **changed: object) -> "Story":
        self.issued(**changed)
        services.launch_case(self.actor(self.head), self.file(self.head), self.on(38), "tại trụ sở", TODAY)
        return self

    @remembered
    def found(self, **changed: object) -> "Story":
        if not self.ref or self.papers("clerk").case.state is not State.CONDUCTING:
            self.conducting(**changed)
        head = self.actor(self.head)
        for step in ("subject_report", "verification", "conference", "result_report"):
            services.record_step(head, self.file(self.head), step, self.on(20), "", TODAY)
        for subject in self.file(self.head).case.subjects:
            listed = "violation.ethics" if subject.type is SubjectType.MEMBER else "org.thrift"
            entry = FindingEntry(
                subject.number,
                FindingType.VIOLATION,
                "Để ngoài sổ sách tiền quỹ.",
                listed,
                "Điều 3",
                Severity.SERIOUS,
                committed_on=self.on(self.acted),
                **judged(self.on(self.acted), RULE_SUBJECTS[subject.type]),
            )
            record_finding(head, self.file(self.head), entry, TODAY)
            judgement = Judgement(Severity.SERIOUS, Outcome.MUST_DISCIPLINE, True)
            judge_subject(head, self.file(self.head), self.file(self.head).subject(subject.number), judgement)
        add_recommendation(head, self.file(self.head), Advice(1, "Nộp lại tiền.", "Chi uỷ", ago(-5)), TODAY)
        return self

    @remembered
    def reported(self, **changed: object) -> "Story":
        self.found(**changed)
        submit_report(self.actor(self.head), self.file(self.head), self.on(15), TODAY)
        return self

    def meeting(self, days: int, *, invited: tuple[str, ...] = ()) -> Meeting:
        people = [self.cast.accounts[name] for name in invited]
        new = NewMeeting(
            self.cast.bodies["commission"], f"Kỳ họp {days}", self.on(days), "Trụ sở", "Uỷ viên 1", "", people
        )
        return plan_meeting(self.actor("clerk"), new)

    @remembered
    def adopted(self, **changed: object) -> "Story":
        self.reported(**changed)
        clerk, meeting = self.actor("clerk"), self.meeting(12)
        item = put_case_on_agenda(clerk, meeting, self.papers("clerk").case)
        self.attended(meeting)
        open_vote(clerk, meeting, item, Method.HANDS, TODAY)
        record_hand_vote(clerk, meeting, item, HandVote(4, 1, 0, Result.ADOPTED, "Nhất trí."), TODAY)
        hold_meeting(clerk, meeting, "Thông qua.", TODAY)
        return self

    def attended(self, meeting: Meeting, present: int | None = None) -> None:
        """Every member of the body is there, or only the first so many."""
        there = meeting.seats if present is None else present
        people = [
            Person(f"Uỷ viên {number}", present=number <= there, reason="ốm") for number in range(1, meeting.seats + 1)
        ]
        record_attendance(self.actor("clerk"), meeting, people)

    def ballot_opened(self, item: AgendaItem) -> None:
        """Everybody is there and the text is frozen."""
        self.attended(item.meeting)
        open_vote(self.actor("clerk"), item.meeting, item, Method.BALLOT, TODAY)

    def on_minutes_of(self, meeting: Meeting) -> "Story":
        """As if the case had been on the agenda of a session that is already held."""
        number = db.session.query(AgendaItem).where(AgendaItem.meeting_id == meeting.id).count() + 1
        item = AgendaItem(
            meeting_id=meeting.id,
            number=number,
            purpose=Purpose.CONCLUDE,
            case_id=self.papers("clerk").case.id,
            votes_for=5,
            votes_against=0,
            votes_blank=0,
            result=Result.ADOPTED,
        )
        db.session.add(item)
        db.session.flush()
        return self

    @remembered
    def concluded(self, **changed: object) -> "Story":
        if not self.ref:
            self.adopted(**changed)
        words = NoticeWords(self.on(10), SIGNER, ["Thường trực cấp uỷ", "Lưu hồ sơ"])
        issue_notices(self.actor("clerk"), self.papers("clerk"), words, TODAY)
        return self

    @remembered
    def proposed(self, *, form: Form = Form.WARNING, **changed: object) -> Discipline:
        self.concluded(**changed)
        file = self.file(self.head)
        proposal = Proposal(self.cast.bodies["commission"], form, True, "Vi phạm nghiêm trọng.", "Theo phân cấp.")
        return propose_discipline(self.actor(self.head), file, file.subject(1), proposal, TODAY)

    @remembered
    def decided(self, ballots: dict[str, int], days: int = 4, **changed: object) -> Discipline:
        record = self.voted(ballots, **changed)
        words = DecisionWords(self.on(days), SIGNER, ["Như Điều 3"], "Chi bộ", removed_post="Bí thư Chi bộ")
        decide_discipline(self.actor("clerk"), self.papers("clerk"), record, words, TODAY)
        return record

    @remembered
    def announced(self, ballots: dict[str, int], days: int = 2, **changed: object) -> Discipline:
        record = self.decided(ballots, **changed)
        clerk, file = self.actor("clerk"), self.papers("clerk")
        announce_discipline(clerk, file, record, self.on(days), "tại Chi bộ", TODAY)
        return record

    @remembered
    def reviewed(self, **changed: object) -> Discipline:
        record = self.proposed(**changed)
        review = Review(self.on(9), "Tôi nhận khuyết điểm.", self.on(8), "Phạm Đăng Ninh", "Không có ý kiến khác.")
        review_discipline(self.actor(self.head), self.file(self.head), record, review, TODAY)
        return record

    @remembered
    def voted(self, ballots: dict[str, int], *, role: Role | None = Role.DECIDING, **changed: object) -> Discipline:
        """The commission's authority is unconfirmed: unless told otherwise it votes as deciding, with a reason."""
        return self.balloted(self.reviewed(**changed), ballots, role=role)

    def balloted(self, record: Discipline, ballots: dict[str, int], *, role: Role | None = Role.DECIDING) -> Discipline:
        """The ballot on a record under review, in a session that is held at once."""
        vote = {"role": role, "override_reason": "Theo phân cấp."}
        meeting = self.meeting(5)
        item = put_on_agenda(self.actor(self.head), self.file(self.head), record, meeting)
        self.ballot_opened(item)
        record_vote(self.actor("clerk"), self.papers("clerk"), record, item, Ballot(Poll(ballots), **vote), TODAY)
        self.hold(meeting)
        return record

    def hold(self, meeting: Meeting) -> None:
        hold_meeting(self.actor("clerk"), meeting, "Biểu quyết.", TODAY)
