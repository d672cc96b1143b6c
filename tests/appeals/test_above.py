"""A complaint heard by a higher body in a case of its own: named exactly, told to the lower body by its result."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.cast import PASSWORD, TODAY, Cast, ago, typed
from tests.petitions import building
from tests.stories import SIGNER, Story, declare_team
from tracker.access import Permission, Role
from tracker.accounts.services import NewAccount, create_account
from tracker.appeals import queries, services
from tracker.appeals.rules import Named, is_named
from tracker.appeals.states import State
from tracker.appeals.tasks import TASKS
from tracker.cases import services as cases
from tracker.cases.kinds import Kind
from tracker.cases.queries import get_file
from tracker.cases.states import Ruling, SubjectType
from tracker.conclusions.papers import NoticeWords
from tracker.conclusions.queries import notices
from tracker.conclusions.services import issue_notices
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.discipline.states import State as DisciplineState
from tracker.dossiers import services as dossiers
from tracker.dossiers.queries import checklist_of
from tracker.extensions import db
from tracker.findings.rules import FindingEntry
from tracker.findings.services import record_finding, submit_report
from tracker.findings.states import FindingType
from tracker.meetings.services import (
    HandVote,
    NewMeeting,
    hold_meeting,
    open_vote,
    plan_meeting,
    put_case_on_agenda,
    record_hand_vote,
)
from tracker.meetings.states import Method, Result
from tracker.petitions.models import Petition
from tracker.petitions.queries import get_petition
from tracker.petitions.services import Screening, register_petition, screen_petition
from tracker.petitions.states import Action
from tracker.regulations.appeals import Ground, Outcome
from tracker.regulations.terms import Form
from tracker.reviews.rules import Ruled
from tracker.reviews.services import propose_ruling
from tracker.statistics.queries import Question, summary

pytestmark = pytest.mark.usefixtures("troubled")

VOTES = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}
RELIED = "Theo hướng dẫn của cấp trên."
SECRET = "Khiếu nại quyết định khiển trách"
UPPER = "province_commission"


class Above(Story):
    """A discipline of the ward that was announced long ago, and the case of the province on the petition against it."""

    def __init__(self, cast: Cast, *, days: int = 100, late: bool = False):
        super().__init__(cast, days=days)
        for name, role in (("upper_clerk", Role.CLERK), ("upper_receiver", Role.PETITION_RECEIVER)):
            new = NewAccount(name, "Tòng Thị Lả", "", cast.bodies[UPPER], [role], PASSWORD, None)
            cast.accounts[name] = create_account(None, new, clock.now()).id
        self.record = self.announced(VOTES)
        self.stands = queries.above.standing(self.record)
        self.petition = self._petition(late)
        changed = {"head": cast.accounts["upper_officer"], "directing_id": None, "overlap_reason": "Việc khác."}
        draft = building.draft(cast, kind=Kind.DISCIPLINE_COMPLAINT, title="khiếu nại lên trên", **changed)
        chair = self.actor("upper_chair")
        self.hearing = cases.open_from_petition(chair, get_petition(chair, self.petition.ref), draft, ago(4), TODAY).ref

    def _petition(self, late: bool) -> Petition:
        came = 10 if late else 90
        given = {"first_received_on": ago(came), "received_on": ago(came)}
        entry = building.complaint(self.cast, abstract=SECRET, **given, decision_received_on=ago(95))
        receiver = self.actor("upper_receiver")
        made = register_petition(receiver, self.cast.bodies[UPPER], entry, None, building.VAULT, TODAY)
        petition = get_petition(receiver, made.ref)
        screen_petition(receiver, petition, Screening(ago(5), Action.ACCEPT, "Đơn đủ điều kiện."), TODAY)
        return petition

    def hears(self, name: str):
        return get_file(self.actor(name), self.hearing, Permission.SEE_PAPERS)

    def link(self, named: Named | None = None, *, by_subject: bool = True, who: str = "upper_clerk"):
        link = services.Link(named or self.stands, by_subject)
        return services.link_below(self.actor(who), self.hears(who), link, TODAY)

    def accept(self, appeal) -> None:
        given = services.Acceptance(ago(4), RELIED)
        clerk, file = self.actor("upper_clerk"), self.hears("upper_clerk")
        services.accept_appeal(clerk, file, appeal, given, dossiers.reopen_case, TODAY)

    def ruled(self, ruled: Ruled) -> None:
        """The case above is conducted to its decision."""
        head, clerk = self.actor("upper_officer"), self.actor("upper_clerk")
        declare_team(self.hears("upper_officer"))
        cases.issue_case(clerk, self.hears("upper_clerk"), SIGNER.name, ago(4), TODAY)
        cases.launch_case(head, self.hears("upper_officer"), ago(3), "tại trụ sở", TODAY)
        for step in ("subject_report", "verification", "conference", "result_report"):
            cases.record_step(head, self.hears("upper_officer"), step, ago(2), "", TODAY)
        file = self.hears("upper_officer")
        record_finding(head, file, FindingEntry(1, FindingType.STRENGTH, "Có tình tiết."), TODAY)
        propose_ruling(head, file, file.subject(1), ruled)
        submit_report(head, self.hears("upper_officer"), ago(1), TODAY)
        meeting = plan_meeting(
            clerk, NewMeeting(self.cast.bodies[UPPER], "Kỳ họp", ago(1), "Trụ sở", "Uỷ viên 1", "", [])
        )
        item = put_case_on_agenda(clerk, meeting, self.hears("upper_clerk").case)
        self.attended(meeting)
        open_vote(clerk, meeting, item, Method.HANDS, TODAY)
        record_hand_vote(clerk, meeting, item, HandVote(meeting.seats - 1, 1, 0, Result.ADOPTED, ""), TODAY)
        hold_meeting(clerk, meeting, "Thông qua.", TODAY)
        issue_notices(clerk, self.hears("upper_clerk"), NoticeWords(TODAY, SIGNER, ["Lưu hồ sơ"]), TODAY)

    def hear(self, appeal) -> None:
        words = services.Hearing(ago(2), "Đã gặp.", ago(2), "Đã làm việc.", ago(2), "Chấp hành tốt.")
        services.hear_appeal(self.actor("upper_officer"), self.hears("upper_officer"), appeal, words, TODAY)

    def decide(self, appeal) -> None:
        clerk = self.actor("upper_clerk")
        ruling = queries.find_handling(clerk, appeal).ruling
        names = ("session_on", "members", "votes_for", "decision", "decided_on")
        given = {name: getattr(ruling, name) for name in names}
        decision = services.AppealDecision(**given, outcome=Outcome.LIGHTER, new_form=Form.REPRIMAND)
        services.decide_appeal(clerk, self.hears("upper_clerk"), appeal, decision, TODAY)

    def announce(self, appeal) -> None:
        told = services.Announcement(TODAY, "Đại diện cấp trên", "Hội nghị chi bộ")
        services.announce_appeal(self.actor("upper_clerk"), self.hears("upper_clerk"), appeal, told, TODAY)


CHANGED = Ruled(Ruling.CHANGE, "Có tình tiết giảm nhẹ.", Form.REPRIMAND, "giảm từ cảnh cáo xuống khiển trách")


@pytest.fixture
def above(world) -> Above:
    return Above(world)


def test_a_decision_is_named_by_number_issuer_and_day_all_three():
    stands = Named("03-QĐ/UBKTĐU", "Uỷ ban Kiểm tra Đảng uỷ phường", date(2026, 6, 1))
    same = ("03-QĐ/UBKTĐU", "3-QĐ/UBKTĐU", " Quyết định số 03-qđ/ubktđu ")
    assert all(is_named(replace(stands, sign=sign), stands) for sign in same)
    assert is_named(replace(stands, issuer="Ủy ban  kiểm tra Đảng ủy phường"), stands)
    for wrong in ({"sign": "30-QĐ/UBKTĐU"}, {"sign": "03"}, {"issuer": "Đảng uỷ phường"}, {"on": date(2026, 6, 2)}):
        assert not is_named(replace(stands, **wrong), stands), wrong
    assert not is_named(stands, None)


def test_whatever_is_wrong_the_refusal_is_the_same_and_nothing_changes(above):
    case = above.file("chair").case
    misses = [replace(above.stands, sign="99-QĐ/UBKTĐU"), replace(above.stands, issuer="Đảng uỷ phường Mường Thanh")]
    misses.append(replace(above.stands, on=ago(1)))
    told = [_refusal(above, named) for named in misses]
    case.restricted = True
    told.append(_refusal(above, above.stands))  # hidden
    case.restricted = False
    subject = above.record.subject
    known, subject.member_id = subject.member_id, above.cast.members["outsider"]
    told.append(_refusal(above, above.stands))  # about somebody else
    subject.member_id = known
    above.record.state = DisciplineState.EXPIRED
    told.append(_refusal(above, above.stands))
    above.record.state = DisciplineState.IN_FORCE
    assert len(set(told)) == 1 and "ladder" not in told[0]
    counted = db.session.execute(queries.complaints_counted(case)).scalar_one()
    assert (counted, above.record.complained_on) == (0, None)


def _refusal(above, named) -> str:
    db.session.flush()
    with pytest.raises(RuleViolation) as refusal:
        above.link(named)
    return f"{refusal.value} {refusal.value.citations} {refusal.value.field}"


def test_the_ruling_above_settles_the_discipline_below_and_each_keeps_its_own_file(above):
    appeal = above.link()
    ward, province = above.actor("clerk"), above.actor("upper_clerk")
    assert (appeal.heard_above, appeal.content, appeal.state) == (True, "", State.RECEIVED)
    assert (above.record.complained_on, queries.handled_above(above.record.case_id)) == (ago(90), ["Lò Văn Phượng"])
    for name in ("upper_clerk", "upper_officer"):
        with pytest.raises(NotVisible):
            above.papers(name)
    for name in ("clerk", "chair", "head"):
        with pytest.raises(NotVisible):
            above.hears(name)
    with pytest.raises(Conflict):
        above.link()
    with pytest.raises(NotVisible):  # its steps do not stand beside the discipline
        services.accept_appeal(
            ward, above.papers("clerk"), appeal, services.Acceptance(ago(4), RELIED), dossiers.reopen_case, TODAY
        )
    above.accept(appeal)
    above.hear(appeal)
    with pytest.raises(RuleViolation):  # the case above has not ended
        services.decide_appeal(province, above.hears("upper_clerk"), appeal,
                               services.AppealDecision(ago(1), 11, 9, TODAY, Outcome.UPHELD, "1"), TODAY)  # fmt: skip
    above.ruled(CHANGED)
    above.decide(appeal)
    [notice] = notices(above.hears("upper_clerk").case.id).values()
    assert (appeal.decision, appeal.paper_id) == (notice.full_number, notice.conclusion.paper_id)
    assert above.record.decided_form is Form.WARNING  # executed, and counted, as it was until the announcement
    assert _counted() == {(Form.WARNING, SubjectType.MEMBER): 1}
    [row] = queries.appeal_rows(ward, None)
    assert (row.state, row.outcome) == (State.ACCEPTED, None)
    assert (
        queries.appeal_rows(ward, None, State.DECIDED) == queries.appeal_rows(ward, None, None, Outcome.LIGHTER) == []
    )
    [row] = queries.appeal_rows(province, None, State.DECIDED, Outcome.LIGHTER)  # there it stands under the case above
    assert (row.case_ref, row.outcome) == (above.hearing, Outcome.LIGHTER)
    assert queries.appeal_rows(above.actor("stranger"), None) == []
    assert _waits(above, "upper_clerk") and not _waits(above, "clerk")
    lines = [line for line in checklist_of(above.hears("upper_clerk")) if line.page == "appeals.list_of_case"]
    assert ("Lò Văn Phượng",) in [line.missing for line in lines]
    above.announce(appeal)
    assert (above.record.state, above.record.decided_form) == (DisciplineState.AMENDED, Form.REPRIMAND)
    assert above.record.complaint_settled_on == TODAY
    assert _counted() == {(Form.REPRIMAND, SubjectType.MEMBER): 1}
    [row] = queries.appeal_rows(ward, None)
    assert (row.state, row.outcome) == (State.ANNOUNCED, Outcome.LIGHTER)


def _counted() -> dict:
    return summary(None, Question(ago(1000), TODAY)).disciplined


def _waits(above, name: str) -> list[str]:
    [source] = [one for one in TASKS if one.name == "complaints"]
    return [row.ref for row in db.session.execute(source.statement(above.actor(name), TODAY))]


def test_a_complaint_too_late_does_not_come_so_far_and_one_for_another_is_refused_with_its_article(world):
    with pytest.raises(RuleViolation) as refusal, db.session.begin_nested():
        Above(world, late=True)
    assert refusal.value.citations
    db.session.expunge_all()  # what was read of the case that is not there any more: its numbers are given again
    above = Above(world)
    appeal = above.link(by_subject=False)
    assert appeal.complainant == ""
    clerk, file = above.actor("upper_clerk"), above.hears("upper_clerk")
    services.refuse_appeal(clerk, file, appeal, (Ground.NOT_ENTITLED, ago(3), "Đã trả lời."), TODAY)
    assert (appeal.state, bool(appeal.cited), above.record.complained_on) == (State.REFUSED, True, None)


def test_the_lower_body_reads_that_it_is_handled_and_then_the_result(app, cast, play: Callable):
    with app.app_context():
        above = Above(cast)
        ref, hearing, stands = above.ref, above.hearing, above.stands
        db.session.commit()
    clerk, upper, link = play("clerk"), play("upper_clerk"), f"/cases/{hearing}/complaints/link"
    for who in ("clerk", "upper_officer", "stranger", "leader"):
        assert play(who).get(link).status_code == 404, who
    given = {"sign": stands.sign, "issuer": stands.issuer, "decided_on": typed(stands.on)}
    told = {upper.submit(link, given | wrong).text.count("Không có quyết định kỷ luật nào của cấp dưới") for wrong in
            ({"sign": "1-QĐ/UBKTĐU"}, {"issuer": "Đảng uỷ"}, {"decided_on": typed(ago(1))})}  # fmt: skip
    assert len(told) == 1 and 0 not in told
    assert upper.submit(link, given).status_code == 303
    below = clerk.get(f"/cases/{ref}/complaints").text
    assert "được cấp trên giải quyết" in below and hearing not in below and SECRET not in below
    assert "được cấp trên giải quyết" in clerk.get(f"/cases/{ref}/discipline").text
    there = upper.get(f"/cases/{hearing}/complaints").text
    assert ref not in there and "Khiếu nại do vụ việc này giải quyết" not in there  # the complaint itself stands there
    for step in ("accept", "refuse", "withdraw"):
        assert clerk.get(f"/cases/{ref}/discipline/1/complaints/1/{step}").status_code == 404, step
        assert clerk.get(f"/cases/{hearing}/heard/1/{step}").status_code == 404, step
        assert upper.get(f"/cases/{hearing}/heard/2/{step}").status_code == 404, step
    assert upper.submit(f"/cases/{hearing}/heard/1/accept", {"override_reason": RELIED}).status_code == 303
    met = {f"{name}_on": typed(ago(2)) for name in ("met", "body_met", "cell_remark")}
    met |= {"meeting": "Lời riêng.", "body_meeting": "Lời riêng.", "cell_remark": "Lời riêng."}
    assert play("upper_officer").submit(f"/cases/{hearing}/heard/1/hear", met).status_code == 303
    with app.app_context():
        above.ruled(CHANGED)
        db.session.commit()
    assert upper.submit(f"/cases/{hearing}/heard/1/decide").status_code == 303
    for page in (clerk.get(f"/cases/{ref}/complaints").text, play("chair").get(f"/cases/{ref}/complaints").text):
        assert "Lời riêng." not in page and "hay đổi, giảm hình thức" not in page and "QĐ/UBKTTU" not in page
    told = {"announcement": "Hội nghị chi bộ"}
    assert upper.submit(f"/cases/{hearing}/heard/1/announce", told).status_code == 303
    page = clerk.get(f"/cases/{ref}/complaints").text
    assert "hay đổi, giảm hình thức" in page and "QĐ/UBKTTU" in page and "Lời riêng." not in page
