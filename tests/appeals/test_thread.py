"""One matter: the petition, the case that handles it, its ruling, and the complaint on the contested discipline."""

from datetime import date

import pytest

from tests.cast import TODAY, ago, typed
from tests.petitions import building
from tests.stories import SIGNER, Story, declare_team
from tracker.access import Permission
from tracker.appeals import queries, rules, services
from tracker.appeals.states import Channel, State
from tracker.cases import services as cases
from tracker.cases.kinds import Kind
from tracker.cases.queries import get_file
from tracker.cases.states import Ruling
from tracker.cases.states import State as CaseState
from tracker.conclusions.papers import NoticeWords
from tracker.conclusions.queries import notices
from tracker.conclusions.services import issue_notices
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.discipline.queries import shown_state
from tracker.discipline.states import State as DisciplineState
from tracker.dossiers import services as dossiers
from tracker.dossiers.papers import Placing
from tracker.dossiers.queries import checklist_of, dossiers_of
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
from tracker.petitions.queries import get_petition
from tracker.petitions.services import Screening, screen_petition
from tracker.petitions.states import Action
from tracker.regulations.appeals import Outcome
from tracker.regulations.deadlines import add_months
from tracker.regulations.terms import Form
from tracker.reviews.rules import Ruled
from tracker.reviews.services import propose_ruling

VOTES = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}
RELIED = "Theo hướng dẫn của cấp trên."
TOLD = services.Announcement(TODAY, "Đồng chí Giàng A Páo", "Hội nghị chi bộ")
WORDS = "giảm từ cảnh cáo xuống khiển trách"


class Matter(Story):
    """A discipline that was announced long ago; later a petition to the committee complains of it, and its case."""

    def __init__(self, cast):
        super().__init__(cast, days=100)
        self.record = self.announced(VOTES)
        given = {"first_received_on": ago(90), "received_on": ago(90), "decision_received_on": ago(95)}
        self.petition = building.register(cast, building.complaint(cast, **given), None, body="committee")
        screening = Screening(ago(5), Action.ACCEPT, "Đơn đủ điều kiện.")
        screen_petition(self.actor("receiver"), self.petition, screening, TODAY)
        draft = building.draft(cast, kind=Kind.DISCIPLINE_COMPLAINT, title="khiếu nại", overlap_reason="Việc khác.")
        leader = self.actor("leader")
        petition = get_petition(leader, self.petition.ref)
        self.hearing = cases.open_from_petition(leader, petition, draft, ago(4), TODAY).ref

    def hears(self, name: str):
        """The case that handles the petition."""
        return get_file(self.actor(name), self.hearing, Permission.SEE_PAPERS)

    def taken_over(self):
        clerk = self.actor("clerk")
        return services.take_over(clerk, self.papers("clerk"), self.record, self.hears("clerk"), None, TODAY)

    def accept(self, appeal, days: int = 4, who: str = "clerk"):
        acceptance = services.Acceptance(ago(days), RELIED)
        actor, file = self.actor(who), self.papers(who)
        services.accept_appeal(actor, file, appeal, acceptance, dossiers.reopen_case, TODAY)

    def hear(self, appeal):
        hearing = services.Hearing(ago(2), "Đã gặp.", ago(2), "Đã làm việc.", ago(2), "Chấp hành tốt.")
        services.hear_appeal(self.actor("head"), self.file("head"), appeal, hearing, TODAY)

    def ruled(self, ruled: Ruled):
        """The case is conducted to its decision, which says what was proposed."""
        head, clerk = self.actor("head"), self.actor("clerk")
        declare_team(self.hears("head"))
        cases.issue_case(clerk, self.hears("clerk"), SIGNER.name, ago(4), TODAY)
        cases.launch_case(head, self.hears("head"), ago(3), "tại trụ sở", TODAY)
        for step in ("subject_report", "verification", "conference", "result_report"):
            cases.record_step(head, self.hears("head"), step, ago(2), "", TODAY)
        record_finding(head, self.hears("head"), FindingEntry(1, FindingType.STRENGTH, "Có tình tiết."), TODAY)
        propose_ruling(head, self.hears("head"), self.hears("head").subject(1), ruled)
        submit_report(head, self.hears("head"), ago(1), TODAY)
        new = NewMeeting(self.cast.bodies["committee"], "Hội nghị", ago(1), "Trụ sở", "Uỷ viên 1", "", [])
        meeting = plan_meeting(clerk, new)
        item = put_case_on_agenda(clerk, meeting, self.hears("clerk").case)
        self.attended(meeting)
        open_vote(clerk, meeting, item, Method.HANDS, TODAY)
        vote = HandVote(meeting.seats - 1, 1, 0, Result.ADOPTED, "Nhất trí.")
        record_hand_vote(clerk, meeting, item, vote, TODAY)
        hold_meeting(clerk, meeting, "Thông qua.", TODAY)
        issue_notices(clerk, self.hears("clerk"), NoticeWords(TODAY, SIGNER, ["Lưu hồ sơ"]), TODAY)
        return meeting

    def decide(self, appeal, **changed):
        handling = queries.find_handling(self.actor("clerk"), appeal)
        ruling = handling.ruling
        names = ("session_on", "members", "votes_for", "decision", "decided_on")
        given = {name: getattr(ruling, name) for name in names} if ruling else {**ADOPTED}
        given |= {"outcome": Outcome.LIGHTER, "new_form": Form.REPRIMAND} | changed
        decision = services.AppealDecision(**given)
        services.decide_appeal(self.actor("clerk"), self.papers("clerk"), appeal, decision, TODAY)


ADOPTED = {"session_on": ago(1), "members": 27, "votes_for": 26, "decision": "1", "decided_on": TODAY}


@pytest.fixture
def matter(world) -> Matter:
    return Matter(world)


def test_a_petition_fills_the_complaint_and_each_shows_the_others_to_those_who_may_see_them(matter):
    clerk, leader = matter.actor("clerk"), matter.actor("leader")
    [row] = queries.contested_in(clerk, matter.hears("clerk").case, TODAY)
    assert (row.case_ref, row.number, row.form) == (matter.ref, 1, Form.WARNING)
    assert queries.contested_in(leader, matter.hears("leader").case, TODAY) == []
    appeal = matter.taken_over()
    told = (appeal.state, appeal.by_subject, appeal.complainant, appeal.channel, appeal.hearing_body_id)
    committee = matter.cast.bodies["committee"]
    assert told == (State.RECEIVED, True, "Lò Văn Phượng", Channel.POST, committee)
    assert (appeal.received_on, appeal.decision_received_on) == (ago(90), ago(95))
    assert appeal.content.split("\n")[0] == "Khiếu nại quyết định khiển trách"
    people = {name: matter.actor(name) for name in ("clerk", "leader", "stranger")}
    threads = {name: queries.threads_of(actor, [appeal])[appeal.id] for name, actor in people.items()}
    assert threads["clerk"].petition is None and threads["clerk"].case.ref == matter.hearing
    assert (threads["leader"].petition.ref, threads["leader"].case.ref) == (matter.petition.ref, matter.hearing)
    assert (threads["stranger"].petition, threads["stranger"].case) == (None, None)
    assert len(queries.appeals_of_petition(people["clerk"], appeal.petition_id)) == 1
    assert queries.appeals_of_petition(people["stranger"], appeal.petition_id) == []
    assert queries.contested_in(clerk, matter.hears("clerk").case, TODAY) == []
    with pytest.raises(Conflict):
        matter.taken_over()
    with pytest.raises(RuleViolation) as refusal:
        matter.accept(appeal, 3)
    assert refusal.value.field == "accepted_on"
    matter.accept(appeal)
    assert (appeal.state, appeal.accepted_on) == (State.ACCEPTED, ago(4))


def test_the_ruling_of_the_case_is_the_outcome_and_a_contradiction_is_refused(matter):
    appeal, clerk = matter.taken_over(), matter.actor("clerk")
    matter.accept(appeal)
    matter.hear(appeal)
    with pytest.raises(RuleViolation):  # the case has not ended
        matter.decide(appeal)
    meeting = matter.ruled(Ruled(Ruling.CHANGE, "Có tình tiết giảm nhẹ.", Form.REPRIMAND, WORDS))
    for field, wrong in (
        ("outcome", {"outcome": Outcome.UPHELD, "new_form": None}),
        ("new_form", {"outcome": Outcome.LIGHTER, "new_form": None}),
        ("decision", {"decision": "99-QĐ/ĐU"}),
        ("decided_on", {"decided_on": ago(1)}),
        ("votes_for", {"votes_for": meeting.seats}),
    ):
        with pytest.raises(RuleViolation) as refusal:
            matter.decide(appeal, **wrong)
        assert (refusal.value.field, bool(refusal.value.citations)) == (field, True), field
    matter.decide(appeal)
    [notice] = notices(matter.hears("clerk").case.id).values()
    assert (appeal.decision, appeal.paper_id) == (notice.full_number, notice.conclusion.paper_id)
    assert (appeal.members, appeal.votes_for) == (meeting.seats, meeting.seats - 1)
    services.announce_appeal(clerk, matter.papers("clerk"), appeal, TOLD, TODAY)
    assert (matter.record.state, matter.record.decided_form) == (DisciplineState.AMENDED, Form.REPRIMAND)


def test_between_decision_and_announcement_the_discipline_stands_as_it_was(matter):
    record, clerk = matter.record, matter.actor("clerk")
    appeal = matter.taken_over()
    matter.accept(appeal)
    matter.hear(appeal)
    matter.ruled(Ruled(Ruling.ANNUL, "Không có vi phạm."))
    ends_on = record.ends_on
    matter.decide(appeal, outcome=Outcome.ANNULLED, new_form=None, restore_by=ago(-20))
    late = add_months(TODAY, 30)
    assert (appeal.state, shown_state(record, late)) == (State.DECIDED, DisciplineState.IN_FORCE)
    assert record.ends_on == ends_on
    assert (record.complaint_settled_on, queries.parts_of_appeal(appeal.id)) == (None, [])
    assert queries.unended_of_case(record.case_id).complained == (record.subject.name,)
    for told_on in (ago(1), ago(-1)):  # before the decision, in the future
        told = services.Announcement(told_on, "Đại diện", "Hội nghị")
        with pytest.raises(RuleViolation) as refusal:
            services.announce_appeal(clerk, matter.papers("clerk"), appeal, told, TODAY)
        assert refusal.value.field == "announced_on"
    with pytest.raises(Forbidden):
        services.announce_appeal(matter.actor("chair"), matter.papers("chair"), appeal, TOLD, TODAY)
    services.announce_appeal(clerk, matter.papers("clerk"), appeal, TOLD, TODAY)
    assert (appeal.state, record.state) == (State.ANNOUNCED, DisciplineState.ANNULLED)
    assert record.complaint_settled_on == TODAY
    assert len(queries.parts_of_appeal(appeal.id)) == 2


def test_who_may_not_open_the_case_that_handles_a_complaint_does_not_decide_it(matter):
    appeal = matter.taken_over()
    matter.accept(appeal)
    matter.hear(appeal)
    assert queries.find_handling(matter.actor("chair"), appeal).is_open is False
    decision = services.AppealDecision(**ADOPTED, outcome=Outcome.UPHELD)
    with pytest.raises(NotVisible):
        services.decide_appeal(matter.actor("chair"), matter.papers("chair"), appeal, decision, TODAY)


def test_a_complaint_accepted_after_the_archive_opens_the_file_and_the_checklist_asks_again(matter):
    close(matter)
    appeal = matter.taken_over()
    with pytest.raises(RuleViolation):  # the clerk may not open an archived file
        matter.accept(appeal)
    assert (appeal.state, matter.papers("chair").case.state) == (State.RECEIVED, "archived")
    matter.accept(appeal, who="chair")
    case = matter.papers("chair").case
    assert (case.state, case.archived_on) == ("follow_up", None)
    [dossier] = dossiers_of(case.id)
    assert (dossier.reopened_on, "Lò Văn Phượng khiếu nại" in dossier.reopening_reason) == (ago(4), True)
    assert _asks(matter) == [(matter.record.subject.name,), ()]
    matter.hear(appeal)
    matter.ruled(Ruled(Ruling.UPHOLD, "Quyết định đúng."))
    matter.decide(appeal, outcome=Outcome.UPHELD, new_form=None)
    assert _asks(matter) == [(matter.record.subject.name,), ()]
    services.announce_appeal(matter.actor("clerk"), matter.papers("clerk"), appeal, TOLD, TODAY)
    assert _asks(matter) == [(), ()]


def _asks(matter):
    return [line.missing for line in checklist_of(matter.papers("clerk")) if line.page == "appeals.list_of_case"]


def close(matter):
    """The file goes to the archive as it is; what is missing there is another test's."""
    file = matter.papers("chair")
    file.case.state, file.case.archived_on = CaseState.ARCHIVED, ago(30)
    dossier = dossiers._freeze(matter.actor("chair"), file, Placing(ago(30), "1", "1", None, "", ""), [], "")
    db.session.add(dossier)
    db.session.flush()


def test_an_outcome_follows_from_the_ruling_and_the_form_that_stood():
    day = date(2026, 11, 2)

    def case(ruling, form=None):
        return rules.CaseRuling(ruling, form, day, 9, 7, "01-QĐ/ĐU", day)

    for given, old, outcome in (
        (case(Ruling.UPHOLD), Form.WARNING, Outcome.UPHELD),
        (case(Ruling.ANNUL), Form.WARNING, Outcome.ANNULLED),
        (case(Ruling.CHANGE, Form.REPRIMAND), Form.WARNING, Outcome.LIGHTER),
        (case(Ruling.CHANGE, Form.EXPULSION), Form.WARNING, Outcome.HEAVIER),
        (case(Ruling.CHANGE), Form.WARNING, None),
    ):
        assert rules.outcome_of(given, old) is outcome
    told = {"session_on": day, "members": 9, "votes_for": 7, "decision": "01-QĐ/ĐU", "decided_on": day}
    unnamed = case(Ruling.CHANGE)  # of before the form was recorded with the ruling
    lighter = told | {"outcome": Outcome.LIGHTER, "new_form": Form.REPRIMAND}
    assert rules.check_follows(unnamed, Form.WARNING, lighter).allowed
    assert rules.check_follows(unnamed, Form.WARNING, told | {"outcome": Outcome.UPHELD}).field == "outcome"


def test_the_pages_of_one_matter_lead_to_each_other_and_nobody_else_finds_them(app, cast, play):
    with app.app_context():
        matter = Matter(cast)
        contested, handling, petition = matter.ref, matter.hearing, matter.petition.ref
        db.session.commit()
    clerk, leader = play("clerk"), play("leader")
    take = f"/cases/{handling}/complained/{contested}/1"
    assert take in clerk.get(f"/cases/{handling}/complaints").text
    assert take not in leader.get(f"/cases/{handling}/complaints").text
    for who, url in (("stranger", take), ("leader", take), ("clerk", f"/cases/{contested}/complained/{contested}/1")):
        assert play(who).get(url).status_code == 404, (who, url)
    assert "Khiếu nại quyết định khiển trách" not in clerk.get(take).text
    assert clerk.submit(take, {}).status_code == 303
    assert clerk.submit(take, {}).status_code == 409
    received = clerk.get(f"/cases/{contested}/complaints").text
    assert f"/cases/{handling}" in received and petition not in received
    for url in (f"/cases/{handling}/complaints", f"/petitions/{petition}"):
        assert f"/cases/{contested}/complaints" not in leader.get(url).text, url  # the leader's body has no such case
    assert f"/cases/{contested}/complaints" in clerk.get(f"/cases/{handling}/complaints").text
    one = f"/cases/{contested}/discipline/1/complaints/1"
    page = clerk.get(f"{one}/accept").text
    assert f'value="{typed(ago(4))}"' in page
    assert clerk.submit(f"{one}/accept", {"override_reason": RELIED}).status_code == 303
