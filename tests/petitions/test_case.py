"""The case of a petition: its contents are concluded one by one, an extension is told, the end is told."""

import pytest

from tests.cast import TODAY, ago
from tests.petitions import building
from tests.stories import declare_team
from tracker.access import Permission
from tracker.accounts.queries import get_actor
from tracker.cases import services
from tracker.cases.models import Extension
from tracker.cases.queries import find_petition, get_file
from tracker.cases.states import Outcome, SubjectType
from tracker.conclusions.services import check_conclude
from tracker.core.errors import Conflict, RuleViolation
from tracker.dossiers.queries import checklist_of
from tracker.findings.rules import FindingEntry
from tracker.findings.services import Judgement, check_report, judge_subject, record_finding
from tracker.findings.states import FindingType
from tracker.petitions.states import Action
from tracker.regulations.petitions import AllegationVerdict


class Work:
    """A denunciation's case and its head."""

    def __init__(self, cast):
        self.cast = cast
        self.ref = building.accept(cast).ref
        self.head = get_actor(cast.accounts["head"])
        declare_team(self.file())

    def file(self, name="head"):
        return get_file(get_actor(self.cast.accounts[name]), self.ref, Permission.SEE_PAPERS)

    def conduct(self):
        clerk = get_actor(self.cast.accounts["clerk"])
        services.issue_case(clerk, self.file("clerk"), "Vũ Minh Nguyệt", ago(4), TODAY)
        services.launch_case(self.head, self.file(), ago(3), "tại trụ sở", TODAY)
        for step in ("subject_report", "verification", "conference", "result_report", "denouncer_met"):
            services.record_step(self.head, self.file(), step, ago(2), "", TODAY)
        entry = FindingEntry(1, FindingType.STRENGTH, "Chấp hành tốt.")
        record_finding(self.head, self.file(), entry, TODAY)
        judgement = Judgement(None, Outcome.NO_VIOLATION, False)
        judge_subject(self.head, self.file(), self.file().subject(1), judgement)
        return self

    def judge(self, number, verdict=AllegationVerdict.FALSE):
        file = self.file()
        services.judge_allegation(self.head, file, file.allegation(number), verdict, "Theo biên bản thẩm tra.")


def test_the_case_takes_over_what_the_petition_says(cast):
    case = Work(cast).file("chair").case
    assert [(one.number, one.text) for one in case.allegations] == list(enumerate(building.CONTENTS, start=1))
    assert [(one.type, one.name) for one in case.subjects] == [(SubjectType.MEMBER, "Lò Văn Phượng")]
    assert case.due_on is not None


def test_work_decided_before_its_petition_was_accepted_is_not_launched(cast):
    work, clerk = Work(cast), get_actor(cast.accounts["clerk"])
    services.issue_case(clerk, work.file("clerk"), "Vũ Minh Nguyệt", ago(4), TODAY)
    case, petition = work.file().case, find_petition(work.file().case)
    case.decision_on = ago(6)  # as it could be recorded before this was checked
    with pytest.raises(RuleViolation) as caught:
        services.launch_case(work.head, work.file(), ago(3), "tại trụ sở", TODAY)
    assert "older than the acceptance" in str(caught.value)
    case.decision_on = petition.decided_on
    services.launch_case(work.head, work.file(), ago(3), "tại trụ sở", TODAY)
    assert work.file().case.state == "conducting"


def test_every_content_is_concluded_before_the_report_and_the_conclusion(cast):
    work = Work(cast).conduct()
    assert "Content 1" in str(check_report(work.file()).reason)
    work.judge(1)
    assert "Content 2" in str(check_report(work.file()).reason)
    assert "Content 2" in str(check_conclude(work.file(), None).reason)
    work.judge(2, AllegationVerdict.TRUE_VIOLATION)
    assert check_report(work.file()).allowed
    assert "session" in str(check_conclude(work.file(), None).reason)


def test_a_content_is_concluded_only_while_the_case_is_under_way(cast):
    work = Work(cast)
    clerk = get_actor(cast.accounts["clerk"])
    services.issue_case(clerk, work.file("clerk"), "Vũ Minh Nguyệt", ago(4), TODAY)
    with pytest.raises(Conflict):
        work.judge(1)


def extend(work, decided_on):
    member = get_actor(work.cast.accounts["member"])
    extension = Extension(days=10, decided_on=decided_on, decision="05-QĐ/UBKTĐU", reason="Phức tạp.")
    services.extend_deadline(member, work.file("member"), extension, TODAY)


def test_an_extension_is_told_to_the_denouncer_each_time(cast):
    work = Work(cast).conduct()
    work.judge(1)
    work.judge(2)
    before = work.file().case.due_on
    assert "extension_notice" not in {step.key for step in work.file().steps}
    extend(work, ago(2))
    assert work.file().case.due_on > before
    assert "extension" in str(check_report(work.file()).reason.params["step"])
    with pytest.raises(RuleViolation):
        services.record_step(work.head, work.file(), "extension_notice", ago(3), "", TODAY)
    services.record_step(work.head, work.file(), "extension_notice", ago(2), "Công văn", TODAY)
    assert check_report(work.file()).allowed
    extend(work, ago(1))
    assert not check_report(work.file()).allowed


def test_the_archive_waits_until_the_denouncer_is_informed(cast):
    missing = [str(line.what) for line in checklist_of(Work(cast).file("chair")) if not line.is_done]
    assert "Denouncer informed" in missing


def test_a_draft_of_a_petition_keeps_kind_body_and_subjects(cast):
    work = Work(cast)
    chair = get_actor(cast.accounts["chair"])
    changed = building.draft(cast, title="nội dung khác", head=cast.accounts["bystander"])
    services.change_draft(chair, work.file("chair"), changed, TODAY)
    case = work.file("chair").case
    assert (case.title, case.kind, len(case.subjects)) == ("nội dung khác", "denunciation", 1)


def test_a_subject_does_not_work_on_it_and_a_petition_is_accepted_once(cast):
    made = building.screen(cast, building.register(cast))
    with pytest.raises(RuleViolation) as caught:
        building.accept(cast, made, head=cast.accounts["subject"])
    assert caught.value.field == "head"


def test_an_unscreened_petition_is_not_accepted(cast):
    with pytest.raises(Conflict):
        building.accept(cast, building.register(cast))


def test_a_complaint_in_time_opens_its_own_kind_without_contents_to_judge(cast):
    made = building.screen(cast, building.register(cast, building.complaint(cast), None), Action.ACCEPT)
    case = building.accept(cast, made)
    assert (case.kind, case.allegations) == ("discipline_complaint", [])
    assert case.clock_on == ago(10)
